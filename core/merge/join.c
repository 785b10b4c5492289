/* SPDX-License-Identifier: EUPL-1.2 */

/* Several dossiers read as one. Most records are in one part only and their heads
 * are taken as they are; only a record that several parts hold is looked into.
 * The invariants stand in the header. */

#include "merge/join.h"

#include <stdlib.h>

typedef struct {
  GezinDossier **parts; /* by id */
  guint n_parts;
  guint *places; /* of the next record in each part */
  GPtrArray *heads; /* GezinVersion, borrowed */
} Join;

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (gezin_dossier_id (*(GezinDossier *const *) a),
                             gezin_dossier_id (*(GezinDossier *const *) b));
}

static int
compare_heads (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = gezin_version_compare (first, second);

  /* One dot with two contents is forged, and yet must not depend on who comes first. */
  if (order == 0 && first->commit->id != second->commit->id)
    order = first->commit->id < second->commit->id ? -1 : 1;
  return order != 0 ? order : g_strcmp0 (first->value, second->value);
}

static const GezinRecord *
next_of_part (const Join *join, guint part)
{
  if (join->places[part] == gezin_dossier_n_records (join->parts[part]))
    return NULL;
  return gezin_dossier_record (join->parts[part], join->places[part]);
}

/* The smallest id that comes next in any part. */
static const GezinUuid *
next_id (const Join *join)
{
  const GezinUuid *next = NULL;

  for (guint i = 0; i < join->n_parts; i++)
    {
      const GezinRecord *record = next_of_part (join, i);

      if (record != NULL && (next == NULL || gezin_uuid_compare (&record->id, next) < 0))
        next = &record->id;
    }
  return next;
}

static gboolean
is_erased_anywhere (const Join *join, const GezinUuid *id)
{
  for (guint i = 0; i < join->n_parts; i++)
    if (gezin_dossier_is_erased (join->parts[i], id))
      return TRUE;
  return FALSE;
}

static gboolean
is_same_dot (const GezinVersion *a, const GezinVersion *b)
{
  return gezin_version_compare_register (a, b) == 0 && gezin_dot_compare (&a->dot, &b->dot) == 0;
}

/* Whether one that stays in @heads supersedes @heads[place]; those that went are NULL. */
static gboolean
is_superseded (const GPtrArray *heads, guint place)
{
  const GezinVersion *version = heads->pdata[place];

  for (guint i = 0; i < heads->len; i++)
    if (i != place && heads->pdata[i] != NULL
        && gezin_version_compare_register (heads->pdata[i], version) == 0
        && gezin_version_supersedes (heads->pdata[i], version))
      return TRUE;
  return FALSE;
}

/* The heads of one record that several parts hold. */
static void
add_united (Join *join, GPtrArray *heads)
{
  g_ptr_array_sort (heads, compare_heads);
  for (guint i = 1, kept = 0; i < heads->len; i++)
    if (is_same_dot (heads->pdata[kept], heads->pdata[i]))
      heads->pdata[i] = NULL;
    else
      kept = i;
  for (guint i = heads->len; i > 0; i--)
    if (heads->pdata[i - 1] == NULL)
      g_ptr_array_remove_index (heads, i - 1);
  for (guint i = 0; i < heads->len; i++)
    if (is_superseded (heads, i))
      heads->pdata[i] = NULL;
  for (guint i = 0; i < heads->len; i++)
    if (heads->pdata[i] != NULL)
      g_ptr_array_add (join->heads, heads->pdata[i]);
}

/* Takes the record @id out of all parts that have it next. */
static void
add_record (Join *join, GezinUuid id)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  GezinKind kind = GEZIN_KIND_NONE;
  guint n_holders = 0;

  for (guint i = 0; i < join->n_parts; i++)
    {
      const GezinRecord *record = next_of_part (join, i);

      if (record == NULL || !gezin_uuid_equal (&record->id, &id))
        continue;
      join->places[i]++;
      if (kind == GEZIN_KIND_NONE)
        kind = record->kind;
      if (record->kind != kind)
        continue;
      n_holders++;
      for (guint j = 0; j < record->n_heads; j++)
        g_ptr_array_add (heads, record->heads[j]);
    }
  if (is_erased_anywhere (join, &id))
    return;
  if (n_holders > 1)
    add_united (join, heads);
  else
    for (guint i = 0; i < heads->len; i++)
      g_ptr_array_add (join->heads, heads->pdata[i]);
}

/* The ids that any part has erased, each perhaps several times. */
static GArray *
all_erased (const Join *join)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint i = 0; i < join->n_parts; i++)
    {
      gsize n_erased;
      const GezinUuid *erased = gezin_dossier_erased (join->parts[i], &n_erased);

      if (n_erased > 0)
        g_array_append_vals (all, erased, (guint) n_erased);
    }
  return all;
}

GezinDossier *
gezin_join_dossiers (GezinDossier *const *parts, guint n_parts, GError **error)
{
  g_autofree GezinDossier **sorted = g_memdup2 (parts, n_parts * sizeof *parts);
  g_autofree guint *places = g_new0 (guint, n_parts);
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autoptr (GArray) erased = NULL;
  Join join = { sorted, n_parts, places, heads };
  const GezinUuid *id;

  g_return_val_if_fail (n_parts > 0, NULL);
  if (n_parts == 1)
    return gezin_dossier_ref (parts[0]);
  qsort (sorted, n_parts, sizeof *sorted, compare_parts);
  while ((id = next_id (&join)) != NULL)
    add_record (&join, *id);
  erased = all_erased (&join);
  return gezin_dossier_new (gezin_dossier_id (sorted[0]), (GezinVersion *const *) heads->pdata,
                            heads->len, (const GezinUuid *) (gpointer) erased->data, erased->len,
                            error);
}

guint
gezin_join_holder (GezinDossier *const *parts, guint n_parts, guint from, const GezinUuid *record)
{
  for (guint i = from; i < n_parts; i++)
    if (gezin_dossier_find (parts[i], record) != NULL)
      return i;
  return n_parts;
}
