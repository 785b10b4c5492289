/* SPDX-License-Identifier: EUPL-1.2 */

/* What somebody typed and did not commit yet, kept each second. */

#include "store/pack-private.h"
#include "store/store-private.h"

gboolean
gezin_store_keep_draft (GezinStore *store, const GezinDraft *draft, GError **error)
{
  g_autoptr (GezinStatement) put =
      gezin_database_prepare (store->database,
                              "INSERT OR REPLACE INTO draft (dossier, record, kind, time, edits)"
                              " VALUES (?1, ?2, ?3, ?4, ?5)",
                              error);
  g_autoptr (GBytes) bytes = NULL;
  gboolean done, is_erased;

  if (put == NULL
      || !gezin_dossiers_is_erased (store, &draft->dossier, &draft->record, &is_erased, error))
    return FALSE;
  if (is_erased)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED,
                           "what the draft is of was erased");
      return FALSE;
    }
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  bytes = gezin_pack_edits (draft->edits);
  gezin_bind_uuid (put, 1, &draft->dossier);
  gezin_bind_uuid (put, 2, &draft->record);
  gezin_bind_text (put, 3, gezin_catalogue_kind (draft->kind)->name);
  gezin_bind_int (put, 4, draft->time);
  gezin_bind_bytes (put, 5, bytes);
  done = gezin_statement_run (put, error);
  return gezin_database_finish (store->database, done, error);
}

gboolean
gezin_drafts_delete (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                     GError **error)
{
  g_autoptr (GezinStatement) take = gezin_database_prepare (
      store->database, "DELETE FROM draft WHERE dossier = ?1 AND record = ?2", error);

  if (take == NULL)
    return FALSE;
  gezin_bind_uuid (take, 1, dossier);
  gezin_bind_uuid (take, 2, record);
  return gezin_statement_run (take, error);
}

gboolean
gezin_store_drop_draft (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                        GError **error)
{
  return gezin_drafts_delete (store, dossier, record, error); /* one statement is whole by itself */
}

static GezinDraft *
read_draft (GezinStatement *rows, GError **error)
{
  const char *kind_name = gezin_column_text (rows, 2);
  GezinKind kind = kind_name == NULL ? GEZIN_KIND_NONE : gezin_catalogue_kind_by_name (kind_name);
  g_autoptr (GezinDraft) draft = NULL;
  GezinUuid dossier, record;
  gconstpointer bytes;
  gsize length;

  if (kind == GEZIN_KIND_NONE || !gezin_column_uuid (rows, 0, &dossier)
      || !gezin_column_uuid (rows, 1, &record))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "a draft cannot be read");
      return NULL;
    }
  draft = gezin_draft_new (&dossier, &record, kind);
  draft->time = gezin_column_int (rows, 3);
  bytes = gezin_column_blob (rows, 4, &length);
  g_ptr_array_unref (draft->edits);
  draft->edits = gezin_unpack_edits (&record, kind, bytes, length, error);
  if (draft->edits == NULL)
    return NULL;
  return g_steal_pointer (&draft);
}

GPtrArray *
gezin_store_drafts (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_draft_free);
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT dossier, record, kind, time, edits FROM draft"
                              " WHERE ?1 IS NULL OR dossier = ?1 ORDER BY dossier, record",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  for (;;)
    {
      GezinDraft *draft;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&found);
      draft = read_draft (rows, error);
      if (draft == NULL)
        return NULL;
      g_ptr_array_add (found, draft);
    }
}
