/* SPDX-License-Identifier: EUPL-1.2 */

/* The immutable dossier. The invariants stand in the header.
 *
 * A record is one block: its struct and the array of its heads. A dossier is an
 * array of records; the next dossier shares every record that is not touched. */

#include "model/dossier.h"

#include "base/limits.h"
#include "model/value.h"

#include <stdlib.h>
#include <string.h>

struct _GezinDossier {
  GezinUuid id;
  guint n_records;
  GezinRecord **records; /* sorted by id, each held */
  gsize n_versions;
  gsize n_erased;
  GezinUuid *erased; /* sorted */
};

static gboolean
fail (GError **error, const char *what)
{
  g_set_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_DOSSIER, "a dossier with %s", what);
  return FALSE;
}

/* Records. */

typedef struct {
  GezinRecord record;
  GezinVersion *heads[];
} RecordBlock;

/* Takes over a reference of each head. */
static GezinRecord *
record_new (GezinVersion *const *heads, guint n_heads)
{
  RecordBlock *block = g_atomic_rc_box_alloc (sizeof *block + n_heads * sizeof heads[0]);

  block->record.id = heads[0]->record;
  block->record.kind = heads[0]->kind;
  block->record.n_heads = n_heads;
  block->record.heads = block->heads;
  memcpy (block->heads, heads, n_heads * sizeof heads[0]);
  return &block->record;
}

GezinRecord *
gezin_record_ref (GezinRecord *record)
{
  return g_atomic_rc_box_acquire (record);
}

static void
clear_record (gpointer data)
{
  GezinRecord *record = data;

  for (guint i = 0; i < record->n_heads; i++)
    gezin_version_unref (record->heads[i]);
}

void
gezin_record_unref (GezinRecord *record)
{
  g_atomic_rc_box_release_full (record, clear_record);
}

/* Where the heads of (@field, @item) begin; with @past_end the place behind them. An @item of
 * NULL with @whole_field finds the field over all its items. */
static guint
find_head (const GezinRecord *record, GezinField field, const char *item, gboolean whole_field,
           gboolean past_end)
{
  const char *name = gezin_catalogue_field_name (field);
  guint low = 0, high = record->n_heads;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const GezinVersion *head = record->heads[middle];
      int order =
          head->field == field ? 0 : strcmp (gezin_catalogue_field_name (head->field), name);

      if (order == 0 && !whole_field)
        order = g_strcmp0 (head->item, item);
      if (order < 0 || (order == 0 && past_end))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

GezinRegister
gezin_record_register (const GezinRecord *record, GezinField field, const char *item)
{
  guint first = find_head (record, field, item, FALSE, FALSE);
  guint last = find_head (record, field, item, FALSE, TRUE);

  return (GezinRegister){ record->heads + first, last - first };
}

GezinRegister
gezin_record_field (const GezinRecord *record, GezinField field)
{
  guint first = find_head (record, field, NULL, TRUE, FALSE);
  guint last = find_head (record, field, NULL, TRUE, TRUE);

  return (GezinRegister){ record->heads + first, last - first };
}

gboolean
gezin_record_next_register (const GezinRecord *record, guint *position, GezinRegister *one)
{
  guint first = *position, last = first;

  if (first >= record->n_heads)
    return FALSE;
  while (last < record->n_heads
         && gezin_version_compare_register (record->heads[first], record->heads[last]) == 0)
    last++;
  *one = (GezinRegister){ record->heads + first, last - first };
  *position = last;
  return TRUE;
}

const char *
gezin_record_value (const GezinRecord *record, GezinField field)
{
  GezinRegister one = gezin_record_register (record, field, NULL);
  const GezinVersion *displayed = gezin_register_displayed (&one);

  return displayed != NULL ? displayed->value : NULL;
}

GPtrArray *
gezin_record_items (const GezinRecord *record, GezinField field)
{
  GezinRegister all = gezin_record_field (record, field);
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < all.n_heads; i++)
    {
      GezinVersion *head = all.heads[i];

      if (head->value != NULL && head->item != NULL
          && (items->len == 0 || strcmp (items->pdata[items->len - 1], head->item) != 0))
        g_ptr_array_add (items, head->item);
    }
  return items;
}

/* All heads of `removed` say so, and there are some. */
static gboolean
is_removal_stated (const GezinRegister *removals)
{
  for (guint i = 0; i < removals->n_heads; i++)
    if (g_strcmp0 (removals->heads[i]->value, "true") != 0)
      return FALSE;
  return removals->n_heads > 0;
}

static gboolean
some_removal_saw (const GezinRegister *removals, const GezinVersion *head)
{
  guint64 fingerprint = gezin_version_fingerprint (head);

  for (guint i = 0; i < removals->n_heads; i++)
    if (gezin_version_saw_contains (removals->heads[i], fingerprint))
      return TRUE;
  return FALSE;
}

static gboolean
every_head_was_seen (const GezinRecord *record, const GezinRegister *removals)
{
  for (guint i = 0; i < record->n_heads; i++)
    if (record->heads[i]->field != GEZIN_FIELD_COMMON_REMOVED
        && !some_removal_saw (removals, record->heads[i]))
      return FALSE;
  return TRUE;
}

gboolean
gezin_record_is_removed (const GezinRecord *record)
{
  GezinRegister removals = gezin_record_register (record, GEZIN_FIELD_COMMON_REMOVED, NULL);

  return is_removal_stated (&removals) && every_head_was_seen (record, &removals);
}

gboolean
gezin_record_is_removal_contested (const GezinRecord *record)
{
  GezinRegister removals = gezin_record_register (record, GEZIN_FIELD_COMMON_REMOVED, NULL);

  for (guint i = 0; i < removals.n_heads; i++)
    if (g_strcmp0 (removals.heads[i]->value, "true") == 0)
      return !is_removal_stated (&removals) || !every_head_was_seen (record, &removals);
  return FALSE;
}

/* Registers. */

static gboolean
is_later (const GezinVersion *a, const GezinVersion *b)
{
  if (a->commit->time != b->commit->time)
    return a->commit->time > b->commit->time;
  return gezin_dot_compare (&a->dot, &b->dot) > 0;
}

const GezinVersion *
gezin_register_displayed (const GezinRegister *one)
{
  const GezinVersion *latest = NULL;

  for (guint i = 0; i < one->n_heads; i++)
    if (latest == NULL || is_later (one->heads[i], latest))
      latest = one->heads[i];
  return latest;
}

gboolean
gezin_register_is_conflict (const GezinRegister *one)
{
  for (guint i = 1; i < one->n_heads; i++)
    if (g_strcmp0 (one->heads[i]->value, one->heads[0]->value) != 0)
      return TRUE;
  return FALSE;
}

GezinContext *
gezin_register_context (const GezinRegister *one)
{
  g_autoptr (GArray) dots = NULL;

  if (one->n_heads == 0)
    return NULL;
  dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));
  for (guint i = 0; i < one->n_heads; i++)
    {
      const GezinContext *context = one->heads[i]->context;

      g_array_append_vals (dots, &one->heads[i]->dot, 1);
      if (context != NULL)
        g_array_append_vals (dots, context->dots, context->n_dots);
    }
  return gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
}

/* Building. */

static int
compare_by_record (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = gezin_uuid_compare (&first->record, &second->record);

  return order != 0 ? order : gezin_version_compare (first, second);
}

/* What a store reads and what a merge made is in order already. */
static GezinVersion **
sorted_copy (GezinVersion *const *versions, gsize n_versions)
{
  GezinVersion **sorted = g_memdup2 (versions, n_versions * sizeof *versions);

  for (gsize i = 1; i < n_versions; i++)
    if (compare_by_record (&sorted[i - 1], &sorted[i]) > 0)
      {
        qsort (sorted, n_versions, sizeof *sorted, compare_by_record);
        break;
      }
  return sorted;
}

static int
compare_uuids (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (a, b);
}

static gboolean
check_register (GezinVersion *const *heads, guint n_heads, GError **error)
{
  if (n_heads > GEZIN_MAX_HEADS_IN_REGISTER)
    return fail (error, "too many versions of one field");
  for (guint i = 0; i < n_heads; i++)
    for (guint j = 0; j < n_heads; j++)
      {
        if (i != j && gezin_dot_compare (&heads[i]->dot, &heads[j]->dot) == 0)
          return fail (error, "one dot twice");
        if (gezin_version_supersedes (heads[j], heads[i]))
          return fail (error,
                       i == j ? "a version that supersedes itself" : "a head that is superseded");
      }
  return TRUE;
}

/* The heads of one record, sorted. */
static gboolean
check_record (GezinVersion *const *heads, guint n_heads, GError **error)
{
  guint first = 0;

  for (guint i = 0; i < n_heads; i++)
    {
      if (heads[i]->kind != heads[0]->kind)
        return fail (error, "one record of two kinds");
      if (i + 1 < n_heads && gezin_version_compare_register (heads[i], heads[i + 1]) == 0)
        continue;
      if (!check_register (heads + first, i + 1 - first, error))
        return FALSE;
      first = i + 1;
    }
  return TRUE;
}

static gboolean
is_in (const GezinUuid *sorted, gsize n_sorted, const GezinUuid *id)
{
  return n_sorted > 0 && bsearch (id, sorted, n_sorted, sizeof *sorted, compare_uuids) != NULL;
}

static GezinDossier *
dossier_alloc (const GezinUuid *id, const GezinUuid *erased, gsize n_erased)
{
  GezinDossier *dossier = g_atomic_rc_box_new0 (GezinDossier);

  dossier->id = *id;
  dossier->erased = n_erased > 0 ? g_memdup2 (erased, n_erased * sizeof *erased) : NULL;
  dossier->n_erased = n_erased;
  if (n_erased > 1)
    qsort (dossier->erased, n_erased, sizeof *erased, compare_uuids);
  return dossier;
}

/* Takes over the references in @records. */
static void
set_records (GezinDossier *dossier, GPtrArray *records)
{
  gsize n_records;

  dossier->records = (GezinRecord **) g_ptr_array_steal (records, &n_records);
  dossier->n_records = (guint) n_records;
  for (guint i = 0; i < dossier->n_records; i++)
    dossier->n_versions += dossier->records[i]->n_heads;
}

static gboolean
check_size (const GPtrArray *records, GError **error)
{
  if (records->len > GEZIN_MAX_RECORDS)
    return fail (error, "too many records");
  return TRUE;
}

/* Sorted heads of one record, each referenced for it. */
static GezinRecord *
take_record (GezinVersion *const *heads, guint n_heads, GError **error)
{
  if (!check_record (heads, n_heads, error))
    return NULL;
  for (guint i = 0; i < n_heads; i++)
    gezin_version_ref (heads[i]);
  return record_new (heads, n_heads);
}

GezinDossier *
gezin_dossier_new (const GezinUuid *id, GezinVersion *const *versions, gsize n_versions,
                   const GezinUuid *erased, gsize n_erased, GError **error)
{
  g_autoptr (GezinDossier) dossier = dossier_alloc (id, erased, n_erased);
  g_autofree GezinVersion **sorted = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (n_versions > GEZIN_MAX_VERSIONS)
    {
      fail (error, "too many versions");
      return NULL;
    }
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_record_unref);
  sorted = sorted_copy (versions, n_versions);

  for (gsize first = 0, last; first < n_versions; first = last)
    {
      GezinRecord *record;

      for (last = first + 1;
           last < n_versions && gezin_uuid_equal (&sorted[first]->record, &sorted[last]->record);)
        last++;
      if (is_in (dossier->erased, dossier->n_erased, &sorted[first]->record))
        {
          fail (error, "a record that was erased");
          return NULL;
        }
      record = take_record (sorted + first, (guint) (last - first), error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  if (!check_size (records, error))
    return NULL;
  set_records (dossier, records);
  return g_steal_pointer (&dossier);
}

/* The heads of @record, with the registers in @touched (sorted) replaced. */
static GezinRecord *
record_with (const GezinRecord *record, GezinVersion *const *touched, guint n_touched,
             GError **error)
{
  g_autofree GezinVersion **heads = g_new (GezinVersion *, record->n_heads + n_touched);
  guint n_heads = 0, old = 0, new = 0;

  while (old < record->n_heads || new < n_touched)
    {
      int order = old == record->n_heads ? 1
                  : new == n_touched
                      ? -1
                      : gezin_version_compare_register (record->heads[old], touched[new]);

      if (order < 0)
        heads[n_heads++] = record->heads[old++];
      else
        {
          const GezinVersion *one = touched[new];

          while (old < record->n_heads
                 && gezin_version_compare_register (record->heads[old], one) == 0)
            old++;
          while (new < n_touched && gezin_version_compare_register (touched[new], one) == 0)
            heads[n_heads++] = touched[new ++];
        }
    }
  return take_record (heads, n_heads, error);
}

GezinDossier *
gezin_dossier_with (GezinDossier *dossier, GezinVersion *const *versions, gsize n_versions,
                    GError **error)
{
  g_autoptr (GezinDossier) next = NULL;
  g_autofree GezinVersion **sorted = NULL;
  g_autoptr (GPtrArray) records = NULL;
  guint old = 0;

  if (n_versions == 0)
    return gezin_dossier_ref (dossier);
  if (dossier->n_versions + n_versions > GEZIN_MAX_VERSIONS)
    {
      fail (error, "too many versions");
      return NULL;
    }

  next = dossier_alloc (&dossier->id, dossier->erased, dossier->n_erased);
  records = g_ptr_array_new_full (dossier->n_records + 1, (GDestroyNotify) gezin_record_unref);
  sorted = sorted_copy (versions, n_versions);

  for (gsize first = 0, last; first < n_versions; first = last)
    {
      const GezinUuid *id = &sorted[first]->record;
      GezinRecord *record;

      for (last = first + 1; last < n_versions && gezin_uuid_equal (id, &sorted[last]->record);)
        last++;
      if (is_in (next->erased, next->n_erased, id))
        {
          fail (error, "a record that was erased");
          return NULL;
        }
      while (old < dossier->n_records && gezin_uuid_compare (&dossier->records[old]->id, id) < 0)
        g_ptr_array_add (records, gezin_record_ref (dossier->records[old++]));
      if (old < dossier->n_records && gezin_uuid_equal (&dossier->records[old]->id, id))
        record =
            record_with (dossier->records[old++], sorted + first, (guint) (last - first), error);
      else
        record = take_record (sorted + first, (guint) (last - first), error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
  while (old < dossier->n_records)
    g_ptr_array_add (records, gezin_record_ref (dossier->records[old++]));
  if (!check_size (records, error))
    return NULL;
  set_records (next, records);
  return g_steal_pointer (&next);
}

GezinDossier *
gezin_dossier_without_record (GezinDossier *dossier, const GezinUuid *record)
{
  g_autoptr (GArray) erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GPtrArray) records = NULL;
  GezinDossier *next;

  if (gezin_dossier_is_erased (dossier, record))
    return gezin_dossier_ref (dossier);

  g_array_append_vals (erased, dossier->erased, (guint) dossier->n_erased);
  g_array_append_vals (erased, record, 1);
  next = dossier_alloc (&dossier->id, (const GezinUuid *) (gpointer) erased->data, erased->len);
  records = g_ptr_array_new_full (dossier->n_records, (GDestroyNotify) gezin_record_unref);
  for (guint i = 0; i < dossier->n_records; i++)
    if (!gezin_uuid_equal (&dossier->records[i]->id, record))
      g_ptr_array_add (records, gezin_record_ref (dossier->records[i]));
  set_records (next, records);
  return next;
}

GezinDossier *
gezin_dossier_ref (GezinDossier *dossier)
{
  return g_atomic_rc_box_acquire (dossier);
}

static void
clear_dossier (gpointer data)
{
  GezinDossier *dossier = data;

  for (guint i = 0; i < dossier->n_records; i++)
    gezin_record_unref (dossier->records[i]);
  g_free (dossier->records);
  g_free (dossier->erased);
}

void
gezin_dossier_unref (GezinDossier *dossier)
{
  g_atomic_rc_box_release_full (dossier, clear_dossier);
}

/* Reading. */

const GezinUuid *
gezin_dossier_id (const GezinDossier *dossier)
{
  return &dossier->id;
}

guint
gezin_dossier_n_records (const GezinDossier *dossier)
{
  return dossier->n_records;
}

GezinRecord *
gezin_dossier_record (const GezinDossier *dossier, guint position)
{
  g_return_val_if_fail (position < dossier->n_records, NULL);
  return dossier->records[position];
}

static int
compare_id_with_record (gconstpointer id, gconstpointer record)
{
  return gezin_uuid_compare (id, &(*(GezinRecord *const *) record)->id);
}

GezinRecord *
gezin_dossier_find (const GezinDossier *dossier, const GezinUuid *record)
{
  GezinRecord **found = dossier->n_records > 0
                            ? bsearch (record, dossier->records, dossier->n_records,
                                       sizeof *dossier->records, compare_id_with_record)
                            : NULL;

  return found != NULL ? *found : NULL;
}

GezinRecord *
gezin_dossier_root (const GezinDossier *dossier)
{
  GezinRecord *record = gezin_dossier_find (dossier, &dossier->id);

  return record != NULL && (gezin_catalogue_kind (record->kind)->flags & GEZIN_KIND_ROOT) != 0
             ? record
             : NULL;
}

gboolean
gezin_dossier_is_erased (const GezinDossier *dossier, const GezinUuid *record)
{
  return is_in (dossier->erased, dossier->n_erased, record);
}

const GezinUuid *
gezin_dossier_erased (const GezinDossier *dossier, gsize *n_erased)
{
  *n_erased = dossier->n_erased;
  return dossier->erased;
}

gsize
gezin_dossier_n_versions (const GezinDossier *dossier)
{
  return dossier->n_versions;
}
