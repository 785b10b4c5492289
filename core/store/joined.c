/* SPDX-License-Identifier: EUPL-1.2 */

/* Which dossiers of the store are one family (merge.md, law 14): what the links
 * of their roots connect, in any direction, over any number of steps.
 *
 * Invariants:
 * 1. link has, for each dossier here, what any head of its root's same-as says; nothing for a root
 *    that is removed.
 * 2. dossier.joined is the smallest id of its class among those that are here and not erased; NULL
 *    where there is no second one. One that is not here connects and does not lead. */

#include "store/store-private.h"

#define CLASS \
  "WITH RECURSIVE class (id) AS (VALUES (?1)" \
  " UNION SELECT target FROM class JOIN link ON source = class.id" \
  " UNION SELECT source FROM class JOIN link ON target = class.id) "

/* All ids that @sql gives for ?1, added to @ids. */
static gboolean
collect (GezinStore *store, const char *sql, const GezinUuid *id, GArray *ids, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (store->database, sql, error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, id);
  for (;;)
    {
      GezinUuid found;

      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (gezin_column_uuid (ask, 0, &found))
        g_array_append_val (ids, found);
    }
}

/* Runs @sql with ?1 and (unless NULL) ?2. */
static gboolean
run (GezinStore *store, const char *sql, const GezinUuid *first, const GezinUuid *second,
     GError **error)
{
  g_autoptr (GezinStatement) change = gezin_database_prepare (store->database, sql, error);

  if (change == NULL)
    return FALSE;
  gezin_bind_uuid (change, 1, first);
  if (second != NULL)
    gezin_bind_uuid (change, 2, second);
  return gezin_statement_run (change, error);
}

static gboolean
write_links (GezinStore *store, const GezinUuid *dossier, const GezinDossier *now, GError **error)
{
  const GezinRecord *root = now != NULL ? gezin_dossier_root (now) : NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (!run (store, "DELETE FROM link WHERE source = ?1", dossier, NULL, error))
    return FALSE;
  if (root == NULL || gezin_record_is_removed (root))
    return TRUE;
  items = gezin_record_items (root, GEZIN_FIELD_COMMON_SAME_AS);
  for (guint i = 0; i < items->len; i++)
    {
      GezinUuid target;

      if (gezin_uuid_parse (items->pdata[i], &target) && !gezin_uuid_equal (&target, dossier)
          && !run (store, "INSERT OR IGNORE INTO link (source, target) VALUES (?1, ?2)", dossier,
                   &target, error))
        return FALSE;
    }
  return TRUE;
}

/* Invariant 2 for the class of @id. */
static gboolean
write_class (GezinStore *store, const GezinUuid *id, GError **error)
{
  /* CROSS: from the few of the class to their rows, never along all dossiers. */
  static const char members[] = CLASS "SELECT dossier.id FROM class CROSS JOIN dossier"
                                      " ON dossier.id = class.id WHERE erased IS NULL"
                                      " ORDER BY dossier.id";
  g_autoptr (GArray) class = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  const GezinUuid *leader;

  if (!collect (store, members, id, class, error))
    return FALSE;
  leader = (const GezinUuid *) (gpointer) class->data;
  for (guint i = 0; i < class->len; i++)
    if (!gezin_deadlines_forget (store, &g_array_index (class, GezinUuid, i), error))
      return FALSE;
  if (class->len == 1)
    return run (store, "UPDATE dossier SET joined = NULL WHERE id = ?1 AND joined IS NOT NULL",
                leader, NULL, error);
  for (guint i = 0; i < class->len; i++)
    if (!run (store, "UPDATE dossier SET joined = ?2 WHERE id = ?1 AND joined IS NOT ?2",
              &g_array_index (class, GezinUuid, i), leader, error))
      return FALSE;
  return TRUE;
}

gboolean
gezin_joined_renew (GezinStore *store, const GezinUuid *dossier, const GezinDossier *now,
                    GError **error)
{
  static const char all_ids[] = CLASS "SELECT id FROM class";
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  /* Who is no longer with it is found from before, who is new from after. */
  if (!collect (store, all_ids, dossier, touched, error)
      || !write_links (store, dossier, now, error)
      || (now == NULL
          && !run (store, "UPDATE dossier SET joined = NULL WHERE id = ?1", dossier, NULL, error)))
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    if (!write_class (store, &g_array_index (touched, GezinUuid, i), error))
      return FALSE;
  return write_class (store, dossier, error);
}

static gboolean
is_link (const GezinVersion *version, const GezinUuid *root)
{
  return (version->field == GEZIN_FIELD_COMMON_SAME_AS
          || version->field == GEZIN_FIELD_COMMON_REMOVED)
         && gezin_uuid_equal (&version->record, root);
}

/* Whether anything of the root's links is another now. A write of its other fields matters only
 * to a root that somebody removed (law 7). */
static gboolean
touches_links (const GezinMerge *merge, const GezinUuid *root)
{
  const GPtrArray *const all[] = { merge->became_heads, merge->became_past, merge->became_gone,
                                   merge->waiting };
  const GezinRecord *record = gezin_dossier_root (merge->dossier);

  if (record == NULL || gezin_record_field (record, GEZIN_FIELD_COMMON_REMOVED).n_heads > 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint j = 0; j < all[i]->len; j++)
      if (is_link (all[i]->pdata[j], root))
        return TRUE;
  return FALSE;
}

gboolean
gezin_joined_follow (GezinStore *store, const GezinMerge *merge, gboolean is_new, GError **error)
{
  const GezinUuid *dossier = gezin_dossier_id (merge->dossier);

  if (!is_new && !touches_links (merge, dossier))
    return TRUE;
  return gezin_joined_renew (store, dossier, merge->dossier, error);
}

GArray *
gezin_store_joined (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GArray) class = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  if (!collect (store,
                "SELECT other.id FROM dossier JOIN dossier AS other"
                " ON other.joined = dossier.joined WHERE dossier.id = ?1 ORDER BY other.id",
                dossier, class, error))
    return NULL;
  if (class->len == 0)
    g_array_append_val (class, *dossier);
  return g_steal_pointer (&class);
}
