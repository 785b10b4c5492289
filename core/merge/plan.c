/* SPDX-License-Identifier: EUPL-1.2 */

/* The plan of a merge: what came, record by record, with what would happen to it.
 *
 * Invariants:
 * 1. Parking depends on what came alone (law 6): shapes are checked on a dossier that is made of it
 *    and nothing else.
 * 2. Each version that came is behind exactly one item. */

#include "merge/plan.h"

#include "merge/plan-private.h"
#include "rules/shape.h"

#include <stdlib.h>
#include <string.h>

void
gezin_plan_item_free (GezinPlanItem *item)
{
  if (item == NULL)
    return;
  g_clear_pointer (&item->versions, g_ptr_array_unref);
  g_free (item->reason);
  g_free (item->sentence);
  g_free (item);
}

void
gezin_plan_free (GezinPlan *plan)
{
  if (plan == NULL)
    return;
  g_clear_pointer (&plan->merge, gezin_merge_free);
  g_clear_pointer (&plan->items, g_ptr_array_unref);
  g_clear_pointer (&plan->markers, g_ptr_array_unref);
  g_clear_pointer (&plan->erased, g_array_unref);
  g_free (plan);
}

static GPtrArray *
new_versions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
}

GezinMerge *
gezin_plan_merge (const GezinPlan *plan, GezinDossier *dossier, GPtrArray *versions, GError **error)
{
  return gezin_merge (dossier, plan->markers, (GezinVersion *const *) versions->pdata,
                      versions->len, (const GezinUuid *) (gpointer) plan->erased->data,
                      plan->erased->len, error);
}

/* Items. */

static GHashTable *
index_items (GPtrArray *items)
{
  GHashTable *by_record = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < items->len; i++)
    {
      GezinPlanItem *item = items->pdata[i];

      g_hash_table_insert (by_record, &item->record, item);
    }
  return by_record;
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = gezin_uuid_compare (&first->record, &second->record);

  return order != 0 ? order : gezin_version_compare (first, second);
}

/* Once for the whole plan: what is made of it is in order too. */
static GPtrArray *
sort_versions (GPtrArray *incoming)
{
  GPtrArray *sorted = new_versions ();

  for (guint i = 0; i < incoming->len; i++)
    g_ptr_array_add (sorted, gezin_version_ref (incoming->pdata[i]));
  g_ptr_array_sort (sorted, compare_versions);
  return sorted;
}

/* An item a record; @incoming is sorted, and so are the items' versions. */
static GPtrArray *
group_by_record (GPtrArray *incoming)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_plan_item_free);
  GezinPlanItem *item = NULL;

  for (guint i = 0; i < incoming->len; i++)
    {
      GezinVersion *version = incoming->pdata[i];

      if (item == NULL || !gezin_uuid_equal (&item->record, &version->record))
        {
          item = g_new0 (GezinPlanItem, 1);
          item->record = version->record;
          item->kind = version->kind;
          item->accepted = TRUE;
          item->can_reject = TRUE;
          item->versions = new_versions ();
          g_ptr_array_add (items, item);
        }
      g_ptr_array_add (item->versions, gezin_version_ref (version));
    }
  return items;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const GezinPlanItem *first = *(GezinPlanItem *const *) a;
  const GezinPlanItem *second = *(GezinPlanItem *const *) b;
  int order =
      strcmp (gezin_catalogue_kind (first->kind)->name, gezin_catalogue_kind (second->kind)->name);

  return order != 0 ? order : gezin_uuid_compare (&first->record, &second->record);
}

gboolean
gezin_plan_is_erased (const GezinPlan *plan, const GezinDossier *ours, const GezinUuid *record)
{
  if (gezin_dossier_is_erased (ours, record))
    return TRUE;
  for (guint i = 0; i < plan->erased->len; i++)
    if (gezin_uuid_equal (&g_array_index (plan->erased, GezinUuid, i), record))
      return TRUE;
  return FALSE;
}

/* What breaks the shape of a record made of @item's versions and nothing else. */
static gboolean
check_alone (const GezinPlanItem *item, GezinDossier *empty, GezinReference *reference,
             GPtrArray **findings, GError **error)
{
  g_autoptr (GezinMerge) alone =
      gezin_merge (empty, NULL, (GezinVersion *const *) item->versions->pdata, item->versions->len,
                   NULL, 0, error);
  const GezinRecord *record;

  if (alone == NULL)
    return FALSE;
  record = gezin_dossier_find (alone->dossier, &item->record);
  *findings = record != NULL ? gezin_shape_check_record (record, reference) : NULL;
  return TRUE;
}

/* Law 6: record by record, what came is looked at by itself. What is erased here is not even
 * parked. */
static gboolean
park_wrong_shapes (const GezinPlan *plan, GezinDossier *ours, GezinReference *reference,
                   GError **error)
{
  g_autoptr (GezinDossier) empty =
      gezin_dossier_new (gezin_dossier_id (ours), NULL, 0, NULL, 0, error);

  if (empty == NULL)
    return FALSE;
  for (guint i = 0; i < plan->items->len; i++)
    {
      GezinPlanItem *item = plan->items->pdata[i];
      g_autoptr (GPtrArray) findings = NULL;
      const GezinFinding *finding;

      if (!check_alone (item, empty, reference, &findings, error))
        return FALSE;
      if (findings == NULL || findings->len == 0
          || gezin_plan_is_erased (plan, ours, &item->record))
        continue;
      finding = findings->pdata[0];
      item->outcome = GEZIN_PLAN_PARKED;
      item->accepted = FALSE;
      item->reason = g_strdup (finding->code);
      item->sentence = g_strdup (finding->sentence);
    }
  return TRUE;
}

static int
compare_registers (gconstpointer a, gconstpointer b)
{
  return gezin_version_compare_register (a, *(GezinVersion *const *) b);
}

/* Registers of one record that have a conflict, among those of which something came. */
static guint
count_conflicts (const GezinDossier *dossier, const GezinPlanItem *item)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &item->record);
  const GPtrArray *came = item->versions;
  guint n_conflicts = 0, position = 0;
  GezinRegister one;

  while (record != NULL && gezin_record_next_register (record, &position, &one))
    if (gezin_register_is_conflict (&one)
        && bsearch (one.heads[0], came->pdata, came->len, sizeof (gpointer), compare_registers)
               != NULL)
      n_conflicts++;
  return n_conflicts;
}

/* What was merged stands in order, so the item is mostly that of the version before. */
static void
count_into_items (GHashTable *by_record, GPtrArray *versions, gsize counter)
{
  GezinPlanItem *item = NULL;

  for (guint i = 0; i < versions->len; i++)
    {
      const GezinVersion *version = versions->pdata[i];

      if (item == NULL || !gezin_uuid_equal (&item->record, &version->record))
        item = g_hash_table_lookup (by_record, &version->record);
      if (item != NULL)
        G_STRUCT_MEMBER (guint, item, counter)++;
    }
}

static void
note_refusals (GHashTable *by_record, GPtrArray *refused)
{
  for (guint i = 0; i < refused->len; i++)
    {
      const GezinRefusal *refusal = refused->pdata[i];
      GezinPlanItem *item = g_hash_table_lookup (by_record, &refusal->theirs->record);

      if (item == NULL)
        continue;
      item->n_refused++;
      if (item->reason == NULL)
        item->reason = g_strdup (gezin_refusal_reason_name (refusal->reason));
    }
}

static void
judge_item (const GezinPlan *plan, const GezinDossier *ours, GezinPlanItem *item)
{
  gboolean is_here = gezin_dossier_find (ours, &item->record) != NULL;

  item->can_reject =
      !is_here || (gezin_catalogue_kind (item->kind)->flags & GEZIN_KIND_WRITTEN_ONCE) == 0;
  if (item->outcome == GEZIN_PLAN_PARKED)
    return;
  if (gezin_plan_is_erased (plan, ours, &item->record))
    {
      item->outcome = GEZIN_PLAN_REFUSED;
      g_free (item->reason);
      item->reason = g_strdup ("erased");
      return;
    }
  item->n_conflicts = count_conflicts (plan->merge->dossier, item);
  if (item->n_new_heads == 0)
    item->outcome = item->n_refused > 0 ? GEZIN_PLAN_REFUSED : GEZIN_PLAN_UNCHANGED;
  else if (item->n_conflicts > 0)
    item->outcome = GEZIN_PLAN_CONFLICT;
  else
    item->outcome = is_here ? GEZIN_PLAN_CHANGED : GEZIN_PLAN_ADDED;
}

GezinPlan *
gezin_plan_new (GezinDossier *ours, GPtrArray *markers, GPtrArray *incoming,
                const GezinUuid *erased, gsize n_erased, GezinReference *reference, GError **error)
{
  g_autoptr (GezinPlan) plan = g_new0 (GezinPlan, 1);
  g_autoptr (GPtrArray) sorted = sort_versions (incoming);
  g_autoptr (GPtrArray) takeable = g_ptr_array_new ();
  g_autoptr (GHashTable) by_record = NULL;

  plan->markers = markers != NULL ? g_ptr_array_ref (markers) : NULL;
  plan->erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  if (n_erased > 0)
    g_array_append_vals (plan->erased, erased, (guint) n_erased);
  plan->items = group_by_record (sorted);
  if (!park_wrong_shapes (plan, ours, reference, error))
    return NULL;

  for (guint i = 0; i < plan->items->len; i++)
    {
      GezinPlanItem *item = plan->items->pdata[i];

      for (guint j = 0; item->accepted && j < item->versions->len; j++)
        g_ptr_array_add (takeable, item->versions->pdata[j]);
    }
  plan->merge = gezin_plan_merge (plan, ours, takeable, error);
  if (plan->merge == NULL)
    return NULL;

  by_record = index_items (plan->items);
  count_into_items (by_record, plan->merge->became_heads,
                    G_STRUCT_OFFSET (GezinPlanItem, n_new_heads));
  count_into_items (by_record, plan->merge->waiting, G_STRUCT_OFFSET (GezinPlanItem, n_waiting));
  note_refusals (by_record, plan->merge->refused);
  for (guint i = 0; i < plan->items->len; i++)
    judge_item (plan, ours, plan->items->pdata[i]);
  g_ptr_array_sort (plan->items, compare_items);
  return g_steal_pointer (&plan);
}

gboolean
gezin_plan_answer (GezinPlan *plan, const GezinUuid *record, gboolean accept)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      GezinPlanItem *item = plan->items->pdata[i];

      if (!gezin_uuid_equal (&item->record, record))
        continue;
      if (!accept && !item->can_reject)
        return FALSE;
      item->accepted = accept && item->outcome != GEZIN_PLAN_PARKED;
      return TRUE;
    }
  return FALSE;
}
