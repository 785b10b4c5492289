/* SPDX-License-Identifier: EUPL-1.2 */

/* Which commit undo takes back next (law 11), and which versions count as its.
 *
 * Every own commit after it is an undo or undone. Where those wrote in registers
 * of this commit, or in a record that it made, they are handed out with it: the
 * value that stands there now came back by them and is still this commit's. */

#include "store/rows-private.h"

/* GEZIN_STORE_ERROR_NOT_FOUND if there is none. */
static gboolean
find_commit (GezinStore *store, gint64 key, gint64 *commit_key, guint64 *commit, gint64 *time,
             GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT key, id, time FROM \"commit\" AS done WHERE dossier = ?1 AND own = 1 AND is_undo = 0"
      " AND NOT EXISTS (SELECT 1 FROM \"commit\" AS undo WHERE undo.dossier = ?1"
      " AND undo.undoes = done.id) ORDER BY key DESC LIMIT 1",
      error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, key);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (!has_row)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                           "there is no commit to undo");
      return FALSE;
    }
  *commit_key = gezin_column_int (ask, 0);
  *commit = gezin_column_id (ask, 1);
  if (time != NULL)
    *time = gezin_column_int (ask, 2);
  return TRUE;
}

static gboolean
collect (GezinStore *store, const char *sql, gint64 key, gint64 commit_key, GPtrArray *versions,
         GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (store->database, sql, error);
  g_auto (GezinRowReader) reader = { NULL };

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, key);
  gezin_bind_int (rows, 2, commit_key);
  gezin_row_reader_init (&reader, store);
  return gezin_row_reader_read_all (&reader, rows, versions, error);
}

static GPtrArray *
new_versions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
}

#define OF_COMMIT " WHERE dossier = ?1 AND \"commit\" = ?2"
#define OF_LATER_OWN \
  " WHERE dossier = ?1 AND \"commit\" IN (SELECT key FROM \"commit\" WHERE dossier = ?1" \
  " AND key > ?2 AND (own = 1 OR is_undo = 1))"

static GPtrArray *
collect_of_commit (GezinStore *store, gint64 key, gint64 commit_key, GError **error)
{
  static const char heads[] = "SELECT " GEZIN_ROW_COLUMNS " FROM head" OF_COMMIT;
  static const char past[] = "SELECT " GEZIN_ROW_COLUMNS " FROM past" OF_COMMIT;
  g_autoptr (GPtrArray) versions = new_versions ();

  if (!collect (store, heads, key, commit_key, versions, error)
      || !collect (store, past, key, commit_key, versions, error))
    return NULL;
  return g_steal_pointer (&versions);
}

static GPtrArray *
collect_later (GezinStore *store, gint64 key, gint64 commit_key, GError **error)
{
  static const char heads[] = "SELECT " GEZIN_ROW_COLUMNS " FROM head" OF_LATER_OWN;
  static const char past[] = "SELECT " GEZIN_ROW_COLUMNS " FROM past" OF_LATER_OWN;
  g_autoptr (GPtrArray) versions = new_versions ();

  if (!collect (store, heads, key, commit_key, versions, error)
      || !collect (store, past, key, commit_key, versions, error))
    return NULL;
  return g_steal_pointer (&versions);
}

/* Whether @later stands in a register that @versions wrote, or in a record that they made. */
static gboolean
belongs (GPtrArray *versions, guint n_versions, const GezinVersion *later)
{
  gboolean in_record = FALSE;
  gboolean made_record = TRUE;
  guint i;

  for (i = 0; i < n_versions; i++)
    {
      const GezinVersion *version = versions->pdata[i];

      if (!gezin_uuid_equal (&version->record, &later->record))
        continue;
      if (gezin_version_compare_register (version, later) == 0)
        return TRUE;
      in_record = TRUE;
      made_record = made_record && version->context == NULL;
    }
  return in_record && made_record;
}

gboolean
gezin_store_newest_own (GezinStore *store, const GezinUuid *dossier, guint64 *commit, gint64 *order,
                        gint64 *time, GError **error)
{
  gint64 key;

  return gezin_dossiers_need_key (store, dossier, &key, error)
         && find_commit (store, key, order, commit, time, error);
}

GPtrArray *
gezin_store_undoable (GezinStore *store, const GezinUuid *dossier, guint64 *commit, GError **error)
{
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) later = NULL;
  gint64 commit_key;
  gint64 key;
  guint n_own;
  guint i;

  if (!gezin_dossiers_need_key (store, dossier, &key, error)
      || !find_commit (store, key, &commit_key, commit, NULL, error))
    return NULL;
  versions = collect_of_commit (store, key, commit_key, error);
  if (versions == NULL)
    return NULL;
  later = collect_later (store, key, commit_key, error);
  if (later == NULL)
    return NULL;
  n_own = versions->len;
  for (i = 0; i < later->len; i++)
    if (belongs (versions, n_own, later->pdata[i]))
      g_ptr_array_add (versions, gezin_version_ref (later->pdata[i]));
  return g_steal_pointer (&versions);
}
