/* SPDX-License-Identifier: EUPL-1.2 */

/* What was known at a commit: register by register the versions that had been written, which are then
 * merged as if they came in now. Counts tell what is not held: the versions of one replica in one
 * register are numbered from 1. The invariants stand in the header. */

#include "merge/known.h"

#include "merge/merge.h"

#define DAY_SECONDS (86400)

typedef struct {
  const GezinCommit *at;
  GHashTable *replicas; /* replica -> the earliest second at which it wrote */
  GezinVersion *const *run; /* of one register */
  guint n_run;
  GPtrArray *taken; /* borrowed GezinVersion */
  gboolean is_whole;
} Known;

static gint64
second_of (const GezinCommit *commit)
{
  return commit->time / G_USEC_PER_SEC;
}

static int
compare_registers (const GezinVersion *a, const GezinVersion *b)
{
  int order = gezin_uuid_compare (&a->record, &b->record);

  return order != 0 ? order : gezin_version_compare_register (a, b);
}

/* Of one register, the earliest first. */
static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = compare_registers (first, second);
  gint64 first_second = second_of (first->commit), second_second = second_of (second->commit);

  if (order != 0)
    return order;
  if (first_second != second_second)
    return first_second < second_second ? -1 : 1;
  return gezin_dot_compare (&first->dot, &second->dot);
}

static GPtrArray *
sorted_copy (GPtrArray *versions)
{
  GPtrArray *sorted = g_ptr_array_sized_new (versions->len);

  for (guint i = 0; i < versions->len; i++)
    g_ptr_array_add (sorted, versions->pdata[i]);
  g_ptr_array_sort (sorted, compare_versions);
  return sorted;
}

/* How many of @replica are held with a count above @from, up to @to. */
static guint
count_held (GezinVersion *const *run, guint n_run, guint64 replica, guint32 from, guint32 to)
{
  guint held = 0;

  for (guint i = 0; i < n_run; i++)
    held += run[i]->dot.replica == replica && run[i]->dot.n > from && run[i]->dot.n <= to;
  return held;
}

GezinVersion *
gezin_known_first (GPtrArray *versions, const GezinUuid *record, GezinField field,
                   const char *value, gboolean *is_sure)
{
  g_autoptr (GPtrArray) run = g_ptr_array_new ();
  GezinVersion *first = NULL;

  for (guint i = 0; i < versions->len; i++)
    {
      const GezinVersion *version = versions->pdata[i];

      if (version->field == field && gezin_uuid_equal (&version->record, record))
        g_ptr_array_add (run, versions->pdata[i]);
    }
  g_ptr_array_sort (run, compare_versions);
  for (guint i = 0; first == NULL && i < run->len; i++)
    if (g_strcmp0 (((GezinVersion *) run->pdata[i])->value, value) == 0)
      first = run->pdata[i];
  *is_sure = first != NULL;
  for (guint i = 0; first != NULL && first->context != NULL && i < first->context->n_dots; i++)
    {
      const GezinDot *dot = &first->context->dots[i];

      *is_sure &= count_held ((GezinVersion *const *) run->pdata, run->len, dot->replica, 0, dot->n)
                  == dot->n;
    }
  return first;
}

static gboolean
is_known (const Known *self, const GezinVersion *version)
{
  gint64 when = second_of (version->commit), at = second_of (self->at);

  return when < at || version->commit->id == self->at->id
         || (when == at && version->context == NULL);
}

static gboolean
is_erased (const Known *self, const GezinVersion *version)
{
  for (guint i = 0; i < self->n_run; i++)
    if (self->run[i]->erased && gezin_version_supersedes (self->run[i], version))
      return TRUE;
  return FALSE;
}

/* How far the counts of @replica are spoken for: by what had been written, or because they are erased. */
static guint32
count_covered (const Known *self, guint64 replica)
{
  guint32 covered = 0;

  for (guint i = 0; i < self->n_run; i++)
    {
      const GezinVersion *version = self->run[i];

      if (!version->erased && !is_known (self, version))
        continue;
      covered = MAX (covered, gezin_context_count (version->context, replica));
      if (version->dot.replica == replica)
        covered = MAX (covered, version->dot.n);
    }
  return covered;
}

/* A replica writes on one day (merge.md). */
static gboolean
may_have_written (const Known *self, guint64 replica)
{
  const gint64 *when = g_hash_table_lookup (self->replicas, &replica);

  return when == NULL || *when / DAY_SECONDS <= second_of (self->at) / DAY_SECONDS;
}

/* Whether @later knew something of its register that is not held and may have been known then. */
static gboolean
knew_more (const Known *self, const GezinVersion *later)
{
  for (guint i = 0; later->context != NULL && i < later->context->n_dots; i++)
    {
      const GezinDot *dot = &later->context->dots[i];
      guint32 covered = count_covered (self, dot->replica);

      if (dot->n > covered && may_have_written (self, dot->replica)
          && count_held (self->run, self->n_run, dot->replica, covered, dot->n) < dot->n - covered)
        return TRUE;
    }
  return FALSE;
}

static void
take_register (Known *self)
{
  guint n_before = self->taken->len;
  GezinVersion *stands_in = NULL;

  for (guint i = 0; i < self->n_run; i++)
    {
      GezinVersion *version = self->run[i];

      if (is_erased (self, version))
        continue;
      if (is_known (self, version))
        g_ptr_array_add (self->taken, version);
      else if (stands_in == NULL && !version->erased && knew_more (self, version))
        stands_in = version;
    }
  self->is_whole &= stands_in == NULL;
  if (stands_in != NULL && self->taken->len == n_before)
    g_ptr_array_add (self->taken, stands_in);
}

static GHashTable *
find_replicas (const GPtrArray *versions)
{
  GHashTable *replicas = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);

  for (guint i = 0; i < versions->len; i++)
    {
      GezinVersion *version = versions->pdata[i];
      gint64 when = second_of (version->commit);
      const gint64 *earliest = g_hash_table_lookup (replicas, &version->dot.replica);

      if (earliest == NULL || when < *earliest)
        g_hash_table_insert (replicas, &version->dot.replica, g_memdup2 (&when, sizeof when));
    }
  return replicas;
}

static void
take_all (Known *self, GPtrArray *sorted)
{
  for (guint first = 0, last; first < sorted->len; first = last)
    {
      for (last = first + 1; last < sorted->len
                             && compare_registers (sorted->pdata[first], sorted->pdata[last]) == 0;)
        last++;
      self->run = (GezinVersion *const *) sorted->pdata + first;
      self->n_run = last - first;
      take_register (self);
    }
}

GezinDossier *
gezin_known_at (GezinDossier *now, GPtrArray *versions, const GezinCommit *at, gboolean *is_whole,
                GError **error)
{
  g_autoptr (GPtrArray) sorted = sorted_copy (versions);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  g_autoptr (GHashTable) replicas = find_replicas (versions);
  g_autoptr (GezinDossier) empty = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  Known self = { .at = at, .replicas = replicas, .taken = taken, .is_whole = TRUE };
  gsize n_erased;
  const GezinUuid *erased = gezin_dossier_erased (now, &n_erased);

  take_all (&self, sorted);
  empty = gezin_dossier_new (gezin_dossier_id (now), NULL, 0, erased, n_erased, error);
  if (empty != NULL)
    merge =
        gezin_merge (empty, NULL, (GezinVersion *const *) taken->pdata, taken->len, NULL, 0, error);
  *is_whole = self.is_whole && merge != NULL && merge->refused->len == 0;
  return merge != NULL ? gezin_dossier_ref (merge->dossier) : NULL;
}
