/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether all documents are there, and what is there that nobody needs.
 *
 * Invariant: whatever holds a digest as a value, in whichever field, names that
 * document: heads, what was written over, drafts, and what was set aside. So
 * nothing is collected that an undo, a draft or a waiting record may bring back. */

#include "store/documents-private.h"

#include <glib/gstdio.h>

#include "store/pack-private.h"

#define DIGEST_LENGTH (64)

/* Which digests are named. */

/* Crosses off those of @unnamed that @rows gives in its first column. */
static gboolean
cross_off_rows (GezinStore *store, const char *sql, GHashTable *unnamed, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (store->database, sql, error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_hash_table_remove (unnamed, gezin_column_text (rows, 0));
    }
}

static gboolean
cross_off_packed (GezinStore *store, const char *sql, GHashTable *unnamed, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (store->database, sql, error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (GPtrArray) versions = NULL;
      gconstpointer bytes;
      gsize length;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      bytes = gezin_column_blob (rows, 0, &length);
      versions = gezin_unpack_versions (bytes, length, error);
      if (versions == NULL)
        return FALSE;
      for (guint i = 0; i < versions->len; i++)
        {
          const GezinVersion *version = versions->pdata[i];

          if (version->value != NULL)
            g_hash_table_remove (unnamed, version->value);
        }
    }
}

static gboolean
cross_off_drafts (GezinStore *store, GHashTable *unnamed, GError **error)
{
  g_autoptr (GPtrArray) drafts = gezin_store_drafts (store, NULL, error);

  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    {
      const GezinDraft *draft = drafts->pdata[i];

      for (guint j = 0; j < draft->edits->len; j++)
        {
          const GezinEdit *edit = draft->edits->pdata[j];

          if (edit->value != NULL)
            g_hash_table_remove (unnamed, edit->value);
        }
    }
  return TRUE;
}

/* (transfer container) digest -> GezinDocument, both owned by @documents: those that nothing names. */
static GHashTable *
find_unnamed (GezinStore *store, GPtrArray *documents, GError **error)
{
  g_autoptr (GHashTable) unnamed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < documents->len; i++)
    {
      GezinDocument *document = documents->pdata[i];

      g_hash_table_insert (unnamed, document->digest, document);
    }
  if (documents->len > 0
      && (!cross_off_rows (store, "SELECT value FROM head WHERE length (value) = 64", unnamed,
                           error)
          || !cross_off_rows (store, "SELECT value FROM past WHERE length (value) = 64", unnamed,
                              error)
          || !cross_off_packed (store, "SELECT versions FROM parked", unnamed, error)
          || !cross_off_packed (store,
                                "SELECT theirs FROM aside UNION ALL"
                                " SELECT ours FROM aside WHERE ours IS NOT NULL",
                                unnamed, error)
          || !cross_off_drafts (store, unnamed, error)))
    return NULL;
  return g_steal_pointer (&unnamed);
}

/* Files that belong to no row. */
static GPtrArray *
find_strays (GezinStore *store, GPtrArray *documents)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *strays = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = gezin_documents_folder (store);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  for (guint i = 0; i < documents->len; i++)
    g_hash_table_add (known, ((GezinDocument *) documents->pdata[i])->name);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (!g_hash_table_contains (known, name))
      g_ptr_array_add (strays, g_strdup (name));
  return strays;
}

/* Checking. */

static GezinDocumentFinding *
add_finding (GezinDocumentReport *report, GezinDocumentState state, const char *digest,
             guint64 stored)
{
  GezinDocumentFinding *finding = g_new0 (GezinDocumentFinding, 1);

  finding->state = state;
  finding->digest = g_strdup (digest);
  finding->stored = stored;
  g_ptr_array_add (report->findings, finding);
  return finding;
}

/* Progress over all documents, made of that of each. */
typedef struct {
  GezinProgressFunc progress;
  gpointer data;
  guint64 before;
  guint64 total;
} Overall;

static void
tell_overall (guint64 done, guint64 total, gpointer data)
{
  Overall *overall = data;

  if (overall->progress != NULL)
    overall->progress (overall->before + done, overall->total, overall->data);
}

/* Decrypts all; the bad ones go into @bad, digest -> GezinDocumentState. */
static gboolean
verify_all (GezinStore *store, GPtrArray *documents, Overall *overall, GHashTable *bad,
            GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      GezinDocument *document = documents->pdata[i];
      GError *inner = NULL;

      if (!gezin_documents_verify (store, document, tell_overall, overall, cancellable, &inner))
        {
          if (g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_MISSING))
            g_hash_table_insert (bad, document->digest, GINT_TO_POINTER (GEZIN_DOCUMENT_MISSING));
          else if (g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_DAMAGED))
            g_hash_table_insert (bad, document->digest, GINT_TO_POINTER (GEZIN_DOCUMENT_DAMAGED));
          else
            {
              g_propagate_error (error, inner);
              return FALSE;
            }
          g_error_free (inner);
        }
      overall->before += document->bytes;
    }
  return TRUE;
}

/* What a record that names a file says of it: one finding for each that is bad or absent. */
static gboolean
report_record (GezinStatement *row, GHashTable *known, GHashTable *bad, GHashTable *told,
               GezinDocumentReport *report)
{
  const char *digest = gezin_column_text (row, 2);
  GezinDocument *document = g_hash_table_lookup (known, digest);
  GezinDocumentFinding *finding;
  gpointer state;

  if (document == NULL)
    finding = add_finding (report, GEZIN_DOCUMENT_ABSENT, digest, 0);
  else if (g_hash_table_lookup_extended (bad, digest, NULL, &state))
    {
      guint64 stored = GPOINTER_TO_INT (state) == GEZIN_DOCUMENT_MISSING ? 0 : document->stored;

      finding = add_finding (report, (GezinDocumentState) GPOINTER_TO_INT (state), digest, stored);
      g_hash_table_add (told, document->digest);
    }
  else
    return TRUE;
  finding->has_record = TRUE;
  return gezin_column_uuid (row, 0, &finding->dossier)
         && gezin_column_uuid (row, 1, &finding->record);
}

static gboolean
report_field (GezinStore *store, GezinKind kind, const GezinFieldSpec *spec, GHashTable *known,
              GHashTable *bad, GHashTable *told, GezinDocumentReport *report, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT d.id, h.record, h.value FROM head h JOIN dossier d ON d.key = h.dossier"
      " WHERE h.kind = ?1 AND h.field = ?2 AND h.value IS NOT NULL",
      error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_text (rows, 1, gezin_catalogue_kind (kind)->name);
  gezin_bind_text (rows, 2, spec->name);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!report_record (rows, known, bad, told, report))
        {
          g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                               "the id of a record cannot be read");
          return FALSE;
        }
    }
}

/* By the records that name them; then those that only the past, a draft or nobody names. */
static gboolean
report_bad (GezinStore *store, GPtrArray *documents, GHashTable *bad, GezinDocumentReport *report,
            GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer digest, state;

  for (guint i = 0; i < documents->len; i++)
    g_hash_table_insert (known, ((GezinDocument *) documents->pdata[i])->digest,
                         documents->pdata[i]);
  for (int kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of ((GezinKind) kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        if (fields[i]->type == GEZIN_TYPE_FILE
            && !report_field (store, (GezinKind) kind, fields[i], known, bad, told, report, error))
          return FALSE;
    }
  g_hash_table_iter_init (&iter, bad);
  while (g_hash_table_iter_next (&iter, &digest, &state))
    if (!g_hash_table_contains (told, digest))
      add_finding (report, (GezinDocumentState) GPOINTER_TO_INT (state), digest, 0);
  return TRUE;
}

static gboolean
report_unneeded (GezinStore *store, GPtrArray *documents, GezinDocumentReport *report,
                 GError **error)
{
  g_autoptr (GHashTable) unnamed = find_unnamed (store, documents, error);
  g_autoptr (GPtrArray) strays = NULL;

  if (unnamed == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      const GezinDocument *document = documents->pdata[i];

      if (g_hash_table_contains (unnamed, document->digest))
        add_finding (report, GEZIN_DOCUMENT_ORPHAN, document->digest, document->stored);
    }
  strays = find_strays (store, documents);
  for (guint i = 0; i < strays->len; i++)
    {
      g_autofree char *path = gezin_documents_path (store, strays->pdata[i]);
      GStatBuf about;

      add_finding (report, GEZIN_DOCUMENT_STRAY, NULL,
                   g_stat (path, &about) == 0 ? (guint64) about.st_size : 0);
    }
  return TRUE;
}

GezinDocumentReport *
gezin_documents_check (GezinStore *store, GezinProgressFunc progress, gpointer progress_data,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) documents = gezin_documents_list (store->database, error);
  g_autoptr (GezinDocumentReport) report = g_new0 (GezinDocumentReport, 1);
  g_autoptr (GHashTable) bad = g_hash_table_new (g_str_hash, g_str_equal);
  Overall overall = { .progress = progress, .data = progress_data };

  if (documents == NULL)
    return NULL;
  report->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_document_finding_free);
  report->n_documents = documents->len;
  for (guint i = 0; i < documents->len; i++)
    report->bytes += ((GezinDocument *) documents->pdata[i])->bytes;
  overall.total = report->bytes;
  if (!verify_all (store, documents, &overall, bad, cancellable, error)
      || !report_bad (store, documents, bad, report, error)
      || !report_unneeded (store, documents, report, error))
    return NULL;
  report->n_bad = g_hash_table_size (bad);
  return g_steal_pointer (&report);
}

/* Collecting. */

gboolean
gezin_documents_forget_unnamed (GezinStore *store, GPtrArray *names, GError **error)
{
  g_autoptr (GPtrArray) documents = gezin_documents_list (store->database, error);
  g_autoptr (GHashTable) unnamed = NULL;
  GHashTableIter iter;
  gpointer document;

  if (documents == NULL)
    return FALSE;
  unnamed = find_unnamed (store, documents, error);
  if (unnamed == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, unnamed);
  while (g_hash_table_iter_next (&iter, NULL, &document))
    {
      const GezinDocument *one = document;
      g_autoptr (GezinStatement) drop =
          gezin_database_prepare (store->database, "DELETE FROM document WHERE digest = ?1", error);

      if (drop == NULL)
        return FALSE;
      gezin_bind_text (drop, 1, one->digest);
      if (!gezin_statement_run (drop, error))
        return FALSE;
      g_ptr_array_add (names, g_strdup (one->name));
    }
  return TRUE;
}

/* Deletes rows and says so; @strays are only counted. */
static gboolean
forget_and_tell (GezinStore *store, GPtrArray *names, guint n_strays, GError **error)
{
  g_autofree char *detail = NULL;
  GezinAuditEvent event = { .action = "documents-collected" };

  if (!gezin_documents_forget_unnamed (store, names, error))
    return FALSE;
  if (names->len + n_strays == 0)
    return TRUE;
  detail = g_strdup_printf ("documents %u files %u", names->len, n_strays);
  event.detail = detail;
  return gezin_audit_append (store, &event, gezin_clock_now (store->clock), error);
}

gboolean
gezin_documents_collect (GezinStore *store, guint *n_documents, guint *n_files, GError **error)
{
  g_autoptr (GPtrArray) documents = gezin_documents_list (store->database, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) strays = NULL;
  gboolean done;

  if (documents == NULL)
    return FALSE;
  strays = find_strays (store, documents);
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = forget_and_tell (store, names, strays->len, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  /* Only now: with a commit on disk after it, no row of a stray can come to light any more. */
  gezin_documents_remove_files (store, names);
  gezin_documents_remove_files (store, strays);
  if (n_documents != NULL)
    *n_documents = names->len;
  if (n_files != NULL)
    *n_files = strays->len;
  return TRUE;
}
