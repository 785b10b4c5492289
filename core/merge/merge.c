/* SPDX-License-Identifier: EUPL-1.2 */

/* Merging: walks what came record by record and register by register, and makes the next dossier
 * from the registers that changed. What happens inside a register is in settle.c. The invariants
 * stand in the header. */

#include "merge/merge.h"

#include "merge/settle-private.h"

#include <stdlib.h>
#include <string.h>

/* Above this, a dossier is built anew rather than once for each erased record. */
#define MANY_ERASED (16)

/* From this part of a record's heads on, its registers are walked along rather than looked up. */
#define MUCH_OF_RECORD (8)

GQuark
gezin_merge_error_quark (void)
{
  return g_quark_from_static_string ("gezin-merge-error-quark");
}

static const char *const refusal_names[] = {
  [GEZIN_REFUSAL_SAME_DOT] = "same-dot",
  [GEZIN_REFUSAL_SUPERSEDES_ITSELF] = "supersedes-itself",
  [GEZIN_REFUSAL_MUTUAL] = "supersede-each-other",
  [GEZIN_REFUSAL_FORKED_REPLICA] = "forked-replica",
  [GEZIN_REFUSAL_TWO_KINDS] = "two-kinds",
  [GEZIN_REFUSAL_SECOND_ROOT] = "second-root",
};

const char *
gezin_refusal_reason_name (GezinRefusalReason reason)
{
  g_return_val_if_fail (reason >= GEZIN_REFUSAL_SAME_DOT && reason < G_N_ELEMENTS (refusal_names),
                        NULL);
  return refusal_names[reason];
}

void
gezin_refusal_free (GezinRefusal *refusal)
{
  if (refusal == NULL)
    return;
  gezin_version_unref (refusal->theirs);
  g_clear_pointer (&refusal->ours, gezin_version_unref);
  g_free (refusal);
}

void
gezin_merge_refuse (GezinMerge *merge, GezinRefusalReason reason, GezinVersion *theirs,
                    GezinVersion *ours)
{
  GezinRefusal *refusal = g_new0 (GezinRefusal, 1);

  refusal->reason = reason;
  refusal->theirs = gezin_version_ref (theirs);
  refusal->ours = ours != NULL ? gezin_version_ref (ours) : NULL;
  g_ptr_array_add (merge->refused, refusal);
}

static GezinMerge *
merge_alloc (void)
{
  GezinMerge *merge = g_new0 (GezinMerge, 1);
  GPtrArray **const versions[] = { &merge->became_heads, &merge->became_past, &merge->became_gone,
                                   &merge->arrived_past, &merge->waiting };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    *versions[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  merge->refused = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_refusal_free);
  merge->became_erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  return merge;
}

void
gezin_merge_free (GezinMerge *merge)
{
  if (merge == NULL)
    return;
  g_clear_pointer (&merge->dossier, gezin_dossier_unref);
  g_ptr_array_unref (merge->became_heads);
  g_ptr_array_unref (merge->became_past);
  g_ptr_array_unref (merge->became_gone);
  g_ptr_array_unref (merge->arrived_past);
  g_ptr_array_unref (merge->waiting);
  g_ptr_array_unref (merge->refused);
  g_array_unref (merge->became_erased);
  g_free (merge);
}

gboolean
gezin_merge_is_empty (const GezinMerge *merge)
{
  return merge->became_heads->len == 0 && merge->became_past->len == 0
         && merge->became_gone->len == 0 && merge->arrived_past->len == 0
         && merge->refused->len == 0 && merge->waiting->len == 0 && merge->became_erased->len == 0;
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = gezin_uuid_compare (&first->record, &second->record);

  return order != 0 ? order : gezin_version_compare (first, second);
}

static int
compare_uuids (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (a, b);
}

static gboolean
are_sorted (GezinVersion *const *versions, gsize n_versions)
{
  for (gsize i = 1; i < n_versions; i++)
    if (compare_versions (&versions[i - 1], &versions[i]) > 0)
      return FALSE;
  return TRUE;
}

/* What comes from a plan is in order already. */
static GezinVersion **
sorted_copy (GezinVersion *const *versions, gsize n_versions)
{
  GezinVersion **sorted = g_memdup2 (versions, n_versions * sizeof *versions);

  if (!are_sorted (sorted, n_versions))
    qsort (sorted, n_versions, sizeof *sorted, compare_versions);
  return sorted;
}

/* The markers of a register: a run in an array sorted like the versions. */
static gsize
find_markers (GPtrArray *markers, const GezinVersion *version, gsize *n_found)
{
  gsize low = 0, high = markers->len;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const GezinVersion *marker = markers->pdata[middle];
      int order = gezin_uuid_compare (&marker->record, &version->record);

      if (order < 0 || (order == 0 && gezin_version_compare_register (marker, version) < 0))
        low = middle + 1;
      else
        high = middle;
    }
  for (*n_found = 0; low + *n_found < markers->len; ++*n_found)
    {
      const GezinVersion *marker = markers->pdata[low + *n_found];

      if (!gezin_uuid_equal (&marker->record, &version->record)
          || gezin_version_compare_register (marker, version) != 0)
        break;
    }
  return low;
}

/* The register of @version in @record, which is looked for from @position on. */
static GezinRegister
walk_to_register (const GezinRecord *record, const GezinVersion *version, guint *position)
{
  guint first = *position, last;

  while (first < record->n_heads
         && gezin_version_compare_register (record->heads[first], version) < 0)
    first++;
  for (last = first; last < record->n_heads
                     && gezin_version_compare_register (record->heads[last], version) == 0;)
    last++;
  *position = last;
  return (GezinRegister){ record->heads + first, last - first };
}

static gboolean
settle_register (GezinSettler *settler, const GezinRegister *here, GPtrArray *markers,
                 GezinVersion *const *came, gsize n_came, GError **error)
{
  gsize first_marker = 0, n_markers = 0;

  if (markers->len > 0)
    first_marker = find_markers (markers, came[0], &n_markers);
  return gezin_settler_settle (settler, here, came, n_came,
                               n_markers > 0 ? (GezinVersion *const *) markers->pdata + first_marker
                                             : NULL,
                               n_markers, error);
}

/* Law 4, for a record: its kind is one, and the root's id is the dossier's. Moves what may go on to
 * the front of @came and returns how many. */
static gsize
refuse_kinds (GezinSettler *settler, const GezinDossier *ours, const GezinRecord *record,
              GezinVersion **came, gsize n_came)
{
  gboolean is_root_id = gezin_uuid_equal (&came[0]->record, gezin_dossier_id (ours));
  GezinVersion *known = record != NULL ? record->heads[0] : came[0];
  gboolean are_mixed = FALSE;
  gsize kept = 0;

  for (gsize i = 0; i < n_came; i++)
    are_mixed |= record == NULL && came[i]->kind != came[0]->kind;
  for (gsize i = 0; i < n_came; i++)
    {
      gboolean is_root = (gezin_catalogue_kind (came[i]->kind)->flags & GEZIN_KIND_ROOT) != 0;

      if (is_root && !is_root_id)
        gezin_merge_refuse (settler->merge, GEZIN_REFUSAL_SECOND_ROOT, came[i], NULL);
      else if (are_mixed || came[i]->kind != known->kind || is_root != is_root_id)
        gezin_merge_refuse (settler->merge, GEZIN_REFUSAL_TWO_KINDS, came[i],
                            record != NULL ? known : NULL);
      else
        came[kept++] = came[i];
    }
  return kept;
}

/* @came: of one record, sorted. */
static gboolean
settle_record (GezinSettler *settler, const GezinDossier *ours, GPtrArray *markers,
               GezinVersion **came, gsize n_came, GError **error)
{
  const GezinRecord *record = gezin_dossier_find (ours, &came[0]->record);
  /* Both stand in order, so where much came one walk along both finds all. */
  gboolean came_much = record != NULL && n_came > record->n_heads / MUCH_OF_RECORD;
  guint position = 0;

  n_came = refuse_kinds (settler, ours, record, came, n_came);
  for (gsize first = 0, last; first < n_came; first = last)
    {
      GezinRegister here = { NULL, 0 };

      for (last = first + 1;
           last < n_came && gezin_version_compare_register (came[first], came[last]) == 0;)
        last++;
      if (came_much)
        here = walk_to_register (record, came[first], &position);
      else if (record != NULL)
        here = gezin_record_register (record, came[first]->field, came[first]->item);
      if (!settle_register (settler, &here, markers, came + first, last - first, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_all (GezinSettler *settler, const GezinDossier *ours, GPtrArray *markers,
            GezinVersion **came, gsize n_came, const GezinUuid *erased, gsize n_erased,
            GError **error)
{
  for (gsize first = 0, last; first < n_came; first = last)
    {
      const GezinUuid *record = &came[first]->record;

      for (last = first + 1; last < n_came && gezin_uuid_equal (record, &came[last]->record);)
        last++;
      if (gezin_dossier_is_erased (ours, record)
          || (n_erased > 0
              && bsearch (record, erased, n_erased, sizeof *erased, compare_uuids) != NULL))
        settler->merge->n_at_erased += (guint) (last - first);
      else if (!settle_record (settler, ours, markers, came + first, last - first, error))
        return FALSE;
    }
  return TRUE;
}

/* The same dossier without the records in @ids, and with them among its erased ones. */
static GezinDossier *
rebuild_without (GezinDossier *dossier, const GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (GArray) erased = g_array_copy ((GArray *) ids);
  const GezinUuid *already;
  gsize n_already;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (bsearch (&record->id, ids->data, ids->len, sizeof (GezinUuid), compare_uuids) != NULL)
        continue;
      for (guint j = 0; j < record->n_heads; j++)
        g_ptr_array_add (versions, record->heads[j]);
    }
  already = gezin_dossier_erased (dossier, &n_already);
  if (n_already > 0)
    g_array_append_vals (erased, already, (guint) n_already);
  return gezin_dossier_new (gezin_dossier_id (dossier), (GezinVersion *const *) versions->pdata,
                            versions->len, (const GezinUuid *) (gpointer) erased->data, erased->len,
                            error);
}

static GezinDossier *
erase_records (GezinDossier *dossier, const GArray *ids, GError **error)
{
  g_autoptr (GezinDossier) next = gezin_dossier_ref (dossier);

  if (ids->len > MANY_ERASED)
    return rebuild_without (dossier, ids, error);
  for (guint i = 0; i < ids->len; i++)
    {
      GezinDossier *without =
          gezin_dossier_without_record (next, &g_array_index (ids, GezinUuid, i));

      gezin_dossier_unref (next);
      next = without;
    }
  return g_steal_pointer (&next);
}

/* What @erased adds to what is erased here already: sorted, each once. */
static void
find_new_erasures (GArray *ids, const GezinDossier *ours, const GezinUuid *erased, gsize n_erased)
{
  for (gsize i = 0; i < n_erased; i++)
    if (!gezin_dossier_is_erased (ours, &erased[i])
        && (i == 0 || !gezin_uuid_equal (&erased[i], &erased[i - 1])))
      g_array_append_vals (ids, &erased[i], 1);
}

static GPtrArray *
sort_markers (GPtrArray *markers)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; markers != NULL && i < markers->len; i++)
    g_ptr_array_add (sorted, markers->pdata[i]);
  g_ptr_array_sort (sorted, compare_versions);
  return sorted;
}

GezinMerge *
gezin_merge (GezinDossier *ours, GPtrArray *markers, GezinVersion *const *incoming,
             gsize n_incoming, const GezinUuid *erased, gsize n_erased, GError **error)
{
  g_autoptr (GezinMerge) merge = merge_alloc ();
  g_autofree GezinVersion **came = sorted_copy (incoming, n_incoming);
  g_autofree GezinUuid *sorted_erased = g_memdup2 (erased, n_erased * sizeof *erased);
  g_autoptr (GPtrArray) sorted_markers = sort_markers (markers);
  g_autoptr (GezinDossier) remaining = NULL;
  GezinSettler settler;
  gboolean is_settled;

  if (n_erased > 1)
    qsort (sorted_erased, n_erased, sizeof *sorted_erased, compare_uuids);
  find_new_erasures (merge->became_erased, ours, sorted_erased, n_erased);

  gezin_settler_init (&settler, merge);
  is_settled =
      settle_all (&settler, ours, sorted_markers, came, n_incoming, sorted_erased, n_erased, error);
  if (is_settled)
    remaining = erase_records (ours, merge->became_erased, error);
  if (remaining != NULL)
    merge->dossier = gezin_dossier_with (remaining, (GezinVersion *const *) settler.touched->pdata,
                                         settler.touched->len, error);
  gezin_settler_clear (&settler);
  return merge->dossier != NULL ? g_steal_pointer (&merge) : NULL;
}

/* The highest count of @replica that the register of @version knows in @ours. */
static guint32
known_count (const GezinDossier *ours, const GezinVersion *version, guint64 replica)
{
  const GezinRecord *record = gezin_dossier_find (ours, &version->record);
  GezinRegister here = { NULL, 0 };
  guint32 known = 0;

  if (record != NULL)
    here = gezin_record_register (record, version->field, version->item);
  for (guint i = 0; i < here.n_heads; i++)
    {
      known = MAX (known, gezin_context_count (here.heads[i]->context, replica));
      if (here.heads[i]->dot.replica == replica)
        known = MAX (known, here.heads[i]->dot.n);
    }
  return known;
}

static gboolean
knows_more (const GezinVersion *version, GezinDossier *ours, guint64 replica)
{
  guint32 count = gezin_context_count (version->context, replica);

  if (version->dot.replica == replica)
    count = MAX (count, version->dot.n);
  return count > 0 && count > known_count (ours, version, replica);
}

gboolean
gezin_merge_spoils_replica (const GezinMerge *merge, GezinDossier *ours, guint64 replica)
{
  GPtrArray *const came[] = { merge->became_heads, merge->arrived_past };

  for (guint i = 0; i < merge->waiting->len; i++)
    if (knows_more (merge->waiting->pdata[i], merge->dossier, replica))
      return TRUE;
  for (guint a = 0; a < G_N_ELEMENTS (came); a++)
    for (guint i = 0; i < came[a]->len; i++)
      if (knows_more (came[a]->pdata[i], ours, replica))
        return TRUE;
  for (guint i = 0; i < merge->refused->len; i++)
    if (knows_more (((GezinRefusal *) merge->refused->pdata[i])->theirs, ours, replica))
      return TRUE;
  return FALSE;
}
