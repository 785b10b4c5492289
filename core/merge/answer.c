/* SPDX-License-Identifier: EUPL-1.2 */

/* Carrying a plan out: what is merged, what is answered with ours, what is set aside.
 *
 * Invariants:
 * 1. A rejected change is taken in and answered with ours (law 5), so that both sides end equal; a
 *    rejected new record is set aside.
 * 2. What is erased here is not kept by setting it aside (law 10). */

#include "merge/plan-private.h"
#include "merge/write-private.h"

static void
add_versions (GPtrArray *versions, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (versions, gezin_version_ref (more->pdata[i]));
}

static GPtrArray *
new_versions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
}

/* Answering a rejected change with ours. */

typedef struct {
  const GezinRecord *then; /* before what came was taken in */
  const GezinRecord *now;
  GPtrArray *came;
  GPtrArray *markers;
  const GezinWriter *writer;
} Answer;

static gboolean
is_in (GPtrArray *versions, const GezinVersion *version)
{
  return g_ptr_array_find (versions, version, NULL);
}

/* The version of ours that the answer repeats: the displayed one; but where a conflict of ours
 * stays, rather our own, since our next version takes the place of that anyhow. */
static const GezinVersion *
find_ours (const GezinRegister *before, const GezinRegister *after, GPtrArray *came,
           const GezinWriter *writer)
{
  for (guint i = 0; i < after->n_heads; i++)
    if (!is_in (came, after->heads[i]) && gezin_writer_owns (writer, after->heads[i]->dot.replica))
      return after->heads[i];
  return gezin_register_displayed (before);
}

static void
add_seen (GArray *dots, const GezinVersion *version)
{
  g_array_append_vals (dots, &version->dot, 1);
  if (version->context != NULL)
    g_array_append_vals (dots, version->context->dots, version->context->n_dots);
}

/* What does not know an erasure marker would have to wait (law 10). */
static void
add_markers (GArray *dots, GPtrArray *markers, const GezinVersion *version)
{
  for (guint i = 0; markers != NULL && i < markers->len; i++)
    {
      const GezinVersion *marker = markers->pdata[i];

      if (marker->erased && gezin_uuid_equal (&marker->record, &version->record)
          && gezin_version_compare_register (marker, version) == 0)
        add_seen (dots, marker);
    }
}

/* The context of an answer: what came, the version of ours that it repeats, every erasure marker,
 * and whatever this store wrote, so that its versions stay a chain. Other versions of ours stay
 * beside it. */
static GezinContext *
answer_context (const Answer *answer, const GezinRegister *after, const GezinVersion *version,
                const GezinVersion *ours)
{
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));
  g_autoptr (GezinContext) all = gezin_register_context (after);

  for (guint i = 0; i < after->n_heads; i++)
    if (after->heads[i] == ours || after->heads[i]->erased || is_in (answer->came, after->heads[i]))
      add_seen (dots, after->heads[i]);
  add_markers (dots, answer->markers, version);
  add_markers (dots, answer->came, version);
  for (guint i = 0; all != NULL && i < all->n_dots; i++)
    if (gezin_writer_owns (answer->writer, all->dots[i].replica))
      g_array_append_vals (dots, &all->dots[i], 1);
  return gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
}

/* One edit for the register of @version, if the merge changed it. */
static GezinEdit *
answer_register (const Answer *answer, const GezinVersion *version)
{
  GezinRegister before = gezin_record_register (answer->then, version->field, version->item);
  GezinRegister after = gezin_record_register (answer->now, version->field, version->item);
  const GezinVersion *ours = find_ours (&before, &after, answer->came, answer->writer);
  const char *origin = ours != NULL ? gezin_version_origin (ours) : NULL;
  gboolean has_changed = before.n_heads != after.n_heads;
  GezinEdit *edit;

  for (guint i = 0; !has_changed && i < after.n_heads; i++)
    has_changed = before.heads[i] != after.heads[i];
  if (!has_changed)
    return NULL;
  edit = gezin_edit_new (&version->record, version->kind, version->field, version->item,
                         ours != NULL ? ours->value : NULL);
  edit->origin = origin != NULL ? g_ref_string_new (origin) : NULL;
  edit->context = answer_context (answer, &after, version, ours);
  edit->knows_context = TRUE;
  return edit;
}

static void
answer_item (const Answer *answer, GPtrArray *edits)
{
  const GezinVersion *last = NULL;

  if (answer->then == NULL || answer->now == NULL)
    return;
  for (guint i = 0; i < answer->came->len; i++)
    {
      const GezinVersion *version = answer->came->pdata[i];
      GezinEdit *edit;

      if (last != NULL && gezin_version_compare_register (last, version) == 0)
        continue;
      last = version;
      edit = answer_register (answer, version);
      if (edit != NULL)
        g_ptr_array_add (edits, edit);
    }
}

static gboolean
is_covered_by (const GezinVersion *marker, const GezinVersion *version)
{
  return marker->erased && gezin_uuid_equal (&marker->record, &version->record)
         && gezin_version_compare_register (marker, version) == 0
         && gezin_version_supersedes (marker, version);
}

/* Whether a marker that is held here covers @version: then it is kept nowhere. */
static gboolean
is_gone (const GezinPlan *plan, const GezinDossier *ours, const GezinVersion *version)
{
  const GezinRecord *record = gezin_dossier_find (ours, &version->record);

  for (guint i = 0; plan->markers != NULL && i < plan->markers->len; i++)
    if (is_covered_by (plan->markers->pdata[i], version))
      return TRUE;
  if (record != NULL)
    {
      GezinRegister here = gezin_record_register (record, version->field, version->item);

      for (guint i = 0; i < here.n_heads; i++)
        if (is_covered_by (here.heads[i], version))
          return TRUE;
    }
  return FALSE;
}

static void
set_item_aside (const GezinPlan *plan, const GezinDossier *ours, const GezinPlanItem *item,
                GPtrArray *aside)
{
  GezinPlanItem *copy = g_memdup2 (item, sizeof *item);

  copy->versions = new_versions ();
  copy->reason = g_strdup (item->reason);
  copy->sentence = g_strdup (item->sentence);
  for (guint i = 0; i < item->versions->len; i++)
    if (!is_gone (plan, ours, item->versions->pdata[i]))
      g_ptr_array_add (copy->versions, gezin_version_ref (item->versions->pdata[i]));
  g_ptr_array_add (aside, copy);
}

/* Sorts the items into what is merged and what is set aside. */
static void
divide (const GezinPlan *plan, const GezinDossier *ours, GPtrArray *taken, GPtrArray *aside)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];
      gboolean is_here = gezin_dossier_find (ours, &item->record) != NULL;

      if (!gezin_plan_is_erased (plan, ours, &item->record)
          && (item->outcome == GEZIN_PLAN_PARKED || (!item->accepted && !is_here)))
        set_item_aside (plan, ours, item, aside);
      else
        add_versions (taken, item->versions);
    }
}

static GPtrArray *
write_answers (const GezinPlan *plan, GezinDossier *ours, const GezinWriter *writer,
               GezinMerge *first, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];

      Answer answer = { gezin_dossier_find (ours, &item->record),
                        gezin_dossier_find (first->dossier, &item->record), item->versions,
                        plan->markers, writer };

      if (!item->accepted && item->outcome != GEZIN_PLAN_PARKED)
        answer_item (&answer, edits);
    }
  return gezin_write_having_seen (first->dossier, writer, edits, TRUE, error);
}

gboolean
gezin_plan_carry_out (GezinPlan *plan, GezinDossier *ours, const GezinWriter *writer,
                      GezinMerge **merge, GPtrArray **choices, GPtrArray **set_aside,
                      GError **error)
{
  g_autoptr (GPtrArray) taken = new_versions ();
  g_autoptr (GPtrArray) aside =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_plan_item_free);
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GezinMerge) done = NULL;

  divide (plan, ours, taken, aside);
  done = gezin_plan_merge (plan, ours, taken, error);
  if (done == NULL)
    return FALSE;
  answers = write_answers (plan, ours, writer, done, error);
  if (answers == NULL)
    return FALSE;
  if (answers->len > 0)
    {
      add_versions (taken, answers);
      g_clear_pointer (&done, gezin_merge_free);
      done = gezin_plan_merge (plan, ours, taken, error);
      if (done == NULL)
        return FALSE;
    }
  *merge = g_steal_pointer (&done);
  *choices = g_steal_pointer (&answers);
  *set_aside = g_steal_pointer (&aside);
  return TRUE;
}
