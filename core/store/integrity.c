/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether the store is whole: pages, rows, the laws of versions, search and audit. */

#include "store/exchange.h"
#include "store/rows-private.h"

static gboolean
fail (const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED, what);
  return FALSE;
}

/* Each row that @sql gives is something wrong, but for a single "ok". What it says may name values. */
static gboolean
gives_nothing (GezinStore *store, const char *sql, const char *what, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (store->database, sql, error);
  gboolean has_row;

  if (rows == NULL || !gezin_statement_step (rows, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 (gezin_column_text (rows, 0), "ok") != 0)
    return fail (what, error);
  return TRUE;
}

/* A backup that is looked at: it has no log, and checking the search index would write. */
static gboolean
is_read_only (GezinStore *store)
{
  return sqlite3_db_readonly (gezin_database_handle (store->database), "main") == 1;
}

static gboolean
check_pages (GezinStore *store, GError **error)
{
  /* The cipher's check reads the file itself, so what is in the log goes there first. */
  return (is_read_only (store)
          || gezin_database_exec (store->database, "PRAGMA wal_checkpoint (TRUNCATE)", error))
         && gives_nothing (store, "PRAGMA cipher_integrity_check",
                           "a page of the database was overwritten", error)
         && gives_nothing (store, "PRAGMA integrity_check", "the database is not whole", error)
         && gives_nothing (store, "PRAGMA foreign_key_check", "a row belongs to nothing", error);
}

/* Whether some head of the register of @past supersedes it. */
static gboolean
is_superseded (const GezinDossier *dossier, const GezinVersion *past)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &past->record);
  GezinRegister one;
  guint i;

  if (record == NULL)
    return FALSE;
  one = gezin_record_register (record, past->field, past->item);
  for (i = 0; i < one.n_heads; i++)
    if (gezin_version_supersedes (one.heads[i], past))
      return TRUE;
  return FALSE;
}

/* Invariant 3 of store.h; loading checks that no head is superseded. Adds the records that should be found. */
static gboolean
check_dossier (GezinStore *store, const GezinUuid *id, gint64 *n_findable, GError **error)
{
  g_autoptr (GezinDossier) dossier = gezin_store_load (store, id, error);
  g_autoptr (GezinDossier) shown = NULL;
  g_autoptr (GPtrArray) past = NULL;
  guint i;

  if (dossier == NULL)
    return FALSE;
  past = gezin_store_past (store, id, NULL, error);
  if (past == NULL)
    return FALSE;
  for (i = 0; i < past->len; i++)
    if (!is_superseded (dossier, past->pdata[i]))
      return fail ("a version in the past is not superseded", error);
  shown = gezin_store_shown (store, dossier, error);
  if (shown == NULL)
    return FALSE;
  for (i = 0; i < gezin_dossier_n_records (shown); i++)
    *n_findable += gezin_search_has_words (gezin_dossier_record (shown, i));
  return TRUE;
}

gboolean
gezin_store_check_integrity (GezinStore *store, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n_findable = 0;
  guint i;

  if (!check_pages (store, error))
    return FALSE;
  rows = gezin_store_list (store, error);
  if (rows == NULL)
    return FALSE;
  for (i = 0; i < rows->len; i++)
    if (!check_dossier (store, &((GezinDossierRow *) rows->pdata[i])->id, &n_findable, error))
      return FALSE;
  return (is_read_only (store) || gezin_search_check (store, n_findable, error))
         && gezin_store_audit_verify (store, NULL, error);
}
