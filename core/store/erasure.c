/* SPDX-License-Identifier: EUPL-1.2 */

/* What an erasure takes out of the tables, and what is left to do after it. The
 * invariants are in erasure.h.
 *
 * Deleted rows are overwritten (secure_delete), but pages that were split or
 * merged before may hold older bytes: so the database is rewritten whole (VACUUM)
 * and its log emptied. */

#include "store/erasure-private.h"

#include "store/backup.h"
#include "store/disk-private.h"
#include "store/documents-private.h"
#include "store/exchange-private.h"

#define UNFINISHED "erasure-unfinished"
#define ALL_LEFT "all"
#define BACKUPS_LEFT "backups"

static gboolean
run_on_key (GezinStore *store, const char *sql, gint64 key, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_int (run, 1, key);
  return gezin_statement_run (run, error);
}

static gboolean
run_on_id (GezinStore *store, const char *sql, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_uuid (run, 1, dossier);
  return gezin_statement_run (run, error);
}

static gboolean
run_on_record (GezinStore *store, const char *sql, gint64 key, const GezinUuid *record,
               GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_int (run, 1, key);
  gezin_bind_uuid (run, 2, record);
  return gezin_statement_run (run, error);
}

/* The register. */

/* A line of the register on its way. */
typedef struct {
  const GezinUuid *dossier;
  const GezinUuid *record; /* NULL: the whole dossier */
  char *kind;
  char *law;
  gint64 n_versions;
  gint64 n_documents;
  gboolean has_digest; /* perhaps of a document */
} Line;

static void
clear_line (Line *line)
{
  g_free (line->kind);
  g_free (line->law);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, clear_line)

static gboolean
write_line (GezinStore *store, const Line *line, const GezinErasureNote *note, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO erasure (number, time, dossier, record, kind, law, reason, n_versions,"
      " n_documents, who, request)"
      " VALUES ((SELECT coalesce (max (number), 0) + 1 FROM erasure),"
      " ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, gezin_clock_now (store->clock));
  gezin_bind_uuid (put, 2, line->dossier);
  gezin_bind_uuid (put, 3, line->record);
  gezin_bind_text (put, 4, line->kind);
  gezin_bind_text (put, 5, note != NULL && note->law != NULL ? note->law : line->law);
  gezin_bind_text (put, 6, note != NULL ? note->reason : GEZIN_ERASURE_ELSEWHERE);
  gezin_bind_int (put, 7, line->n_versions);
  gezin_bind_int (put, 8, line->n_documents);
  gezin_bind_text (put, 9, store->identity->name);
  gezin_bind_uuid (put, 10, note != NULL ? note->request : NULL);
  if (!gezin_statement_run (put, error))
    return FALSE;
  store->erasure_count.n_versions += (guint) line->n_versions;
  store->erasure_count.n_documents += (guint) line->n_documents;
  return TRUE;
}

GezinErasureCount
gezin_store_take_erasure_count (GezinStore *store)
{
  GezinErasureCount count = store->erasure_count;

  store->erasure_count = (GezinErasureCount){ 0, 0 };
  return count;
}

static GezinErasureEntry *
read_entry (GezinStatement *rows)
{
  GezinErasureEntry *entry = g_new0 (GezinErasureEntry, 1);

  entry->number = gezin_column_int (rows, 0);
  entry->time = gezin_column_int (rows, 1);
  entry->has_record = gezin_column_uuid (rows, 3, &entry->record);
  entry->kind = g_strdup (gezin_column_text (rows, 4));
  entry->law = g_strdup (gezin_column_text (rows, 5));
  entry->reason = g_strdup (gezin_column_text (rows, 6));
  entry->n_versions = (guint) gezin_column_int (rows, 7);
  entry->n_documents = (guint) gezin_column_int (rows, 8);
  entry->who = g_strdup (gezin_column_text (rows, 9));
  entry->has_request = gezin_column_uuid (rows, 10, &entry->request);
  if (!gezin_column_uuid (rows, 2, &entry->dossier))
    g_clear_pointer (&entry, gezin_erasure_entry_free);
  return entry;
}

GPtrArray *
gezin_store_erasures (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_entry_free);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT number, time, dossier, record, kind, law, reason, n_versions, n_documents, who,"
      " request FROM erasure WHERE ?1 IS NULL OR dossier = ?1 ORDER BY number",
      error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  for (;;)
    {
      GezinErasureEntry *entry;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entries);
      entry = read_entry (rows);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
}

/* One record. */

/* Fills in what the register says of a record: its kind, its law, how many versions it has. */
static gboolean
look_at_record (GezinStore *store, gint64 key, Line *line, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT (SELECT kind FROM head WHERE dossier = ?1 AND record = ?2 LIMIT 1),"
      " (SELECT value FROM head WHERE dossier = ?1 AND record = ?2 AND field = ?3"
      "  AND value IS NOT NULL LIMIT 1),"
      " (SELECT count (*) FROM head WHERE dossier = ?1 AND record = ?2)"
      " + (SELECT count (*) FROM past WHERE dossier = ?1 AND record = ?2),"
      " EXISTS (SELECT 1 FROM head WHERE dossier = ?1 AND record = ?2 AND length (value) = 64)"
      " OR EXISTS (SELECT 1 FROM past WHERE dossier = ?1 AND record = ?2 AND length (value) = 64)",
      error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, key);
  gezin_bind_uuid (ask, 2, line->record);
  gezin_bind_text (ask, 3, gezin_catalogue_field_name (GEZIN_FIELD_COMMON_LAW));
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  line->kind = g_strdup (gezin_column_text (ask, 0));
  line->law = g_strdup (gezin_column_text (ask, 1));
  line->n_versions = gezin_column_int (ask, 2);
  line->has_digest = gezin_column_int (ask, 3) != 0;
  return TRUE;
}

/* The keys of documents that nothing names any more; their files go after the transaction. */
static gboolean
shred_documents (GezinStore *store, gint64 *n_documents, GError **error)
{
  guint before;

  if (store->erased_files == NULL)
    store->erased_files = g_ptr_array_new_with_free_func (g_free);
  before = store->erased_files->len;
  if (!gezin_documents_forget_unnamed (store, store->erased_files, error))
    return FALSE;
  *n_documents = store->erased_files->len - before;
  return TRUE;
}

/* Why a commit was made can tell of any record that it wrote. Empty and not NULL, so that no
 * file fills it in again. */
static const char forget_reasons[] =
    "UPDATE \"commit\" SET why = '' WHERE why IS NOT NULL AND key IN"
    " (SELECT \"commit\" FROM head WHERE dossier = ?1 AND record = ?2"
    " UNION SELECT \"commit\" FROM past WHERE dossier = ?1 AND record = ?2)";
static const char erase_head[] = "DELETE FROM head WHERE dossier = ?1 AND record = ?2";
static const char erase_past[] = "DELETE FROM past WHERE dossier = ?1 AND record = ?2";

static gboolean
mark_record (GezinStore *store, gint64 key, const GezinUuid *record, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT OR IGNORE INTO erased (dossier, record, time) VALUES (?1, ?2, ?3)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, key);
  gezin_bind_uuid (put, 2, record);
  gezin_bind_int (put, 3, gezin_clock_now (store->clock));
  return gezin_statement_run (put, error);
}

gboolean
gezin_erasure_take_record (GezinStore *store, gint64 key, const GezinUuid *dossier,
                           const GezinUuid *record, const GezinErasureNote *note, GError **error)
{
  g_auto (Line) line = { .dossier = dossier, .record = record };

  return look_at_record (store, key, &line, error) && gezin_deadlines_erase (store, dossier, error)
         && run_on_record (store, forget_reasons, key, record, error)
         && run_on_record (store, erase_head, key, record, error)
         && run_on_record (store, erase_past, key, record, error)
         && gezin_parked_erase (store, dossier, record, error)
         && gezin_exchange_erase (store, dossier, record, error)
         && (!line.has_digest || shred_documents (store, &line.n_documents, error))
         && mark_record (store, key, record, error) && write_line (store, &line, note, error);
}

/* A whole dossier. */

static gboolean
count_versions (GezinStore *store, gint64 key, Line *line, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database,
                              "SELECT (SELECT count (*) FROM head WHERE dossier = ?1)"
                              " + (SELECT count (*) FROM past WHERE dossier = ?1)",
                              error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, key);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  line->n_versions = gezin_column_int (ask, 0);
  return TRUE;
}

static gboolean
empty_tables (GezinStore *store, gint64 key, const GezinUuid *dossier, GError **error)
{
  /* What others refer to goes last. */
  static const char *const by_key[] = {
    "DELETE FROM search WHERE rowid IN (SELECT key FROM search_record WHERE dossier = ?1)",
    "DELETE FROM sound WHERE search_record IN (SELECT key FROM search_record WHERE dossier = ?1)",
    "DELETE FROM search_record WHERE dossier = ?1",
    "DELETE FROM head WHERE dossier = ?1",
    "DELETE FROM past WHERE dossier = ?1",
    "DELETE FROM erased WHERE dossier = ?1",
    "DELETE FROM replica WHERE dossier = ?1",
    "DELETE FROM \"commit\" WHERE dossier = ?1",
    "UPDATE dossier SET reference = NULL WHERE key = ?1",
  };
  static const char *const by_id[] = {
    "DELETE FROM draft WHERE dossier = ?1",
    "DELETE FROM parked WHERE dossier = ?1",
    "DELETE FROM aside WHERE dossier = ?1",
    "DELETE FROM awaited_marker WHERE dossier = ?1",
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (by_key); i++)
    if (!run_on_key (store, by_key[i], key, error))
      return FALSE;
  for (i = 0; i < G_N_ELEMENTS (by_id); i++)
    if (!run_on_id (store, by_id[i], dossier, error))
      return FALSE;
  return TRUE;
}

static gboolean
mark_dossier (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO dossier (id, changed, erased) VALUES (?1, ?2, ?2)"
      " ON CONFLICT (id) DO UPDATE SET name = NULL, stage = NULL, opened = NULL, closed = NULL,"
      " due = NULL, keep_until = NULL, last_change = NULL, joined = NULL, thought = NULL,"
      " changed = ?2, erased = ?2",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, dossier);
  gezin_bind_int (put, 2, gezin_clock_now (store->clock));
  return gezin_statement_run (put, error);
}

gboolean
gezin_erasure_take_dossier (GezinStore *store, const GezinUuid *dossier,
                            const GezinErasureNote *note, GError **error)
{
  g_auto (Line) line = { .dossier = dossier };
  gint64 key;

  if (!gezin_dossiers_key (store, dossier, &key, error))
    return FALSE;
  if (key != GEZIN_NO_DOSSIER
      && (!gezin_deadlines_erase (store, dossier, error)
          || !count_versions (store, key, &line, error)
          || !empty_tables (store, key, dossier, error)
          || !gezin_joined_renew (store, dossier, NULL, error)
          || !gezin_exchange_erase (store, dossier, NULL, error)
          || !shred_documents (store, &line.n_documents, error)))
    return FALSE;
  return mark_dossier (store, dossier, error) && write_line (store, &line, note, error);
}

gboolean
gezin_store_erase_dossier (GezinStore *store, const GezinUuid *dossier,
                           const GezinErasureNote *note, const GezinAuditEvent *event,
                           GError **error)
{
  gint64 key;
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_dossiers_need_key (store, dossier, &key, error)
         && gezin_erasure_take_dossier (store, dossier, note, error)
         && gezin_erasure_note_unfinished (store, error)
         && gezin_audit_append (store, event, gezin_clock_now (store->clock), error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  g_hash_table_remove (store->pending_replicas, dossier);
  gezin_erasure_try_finish (store);
  return TRUE;
}

/* What is left to do. */

gboolean
gezin_erasure_note_unfinished (GezinStore *store, GError **error)
{
  gint64 n_documents;

  store->is_erasure_finished = FALSE;
  /* Parked and refused versions may have named some too. */
  return gezin_search_forget (store, error) && shred_documents (store, &n_documents, error)
         && gezin_meta_set (store, UNFINISHED, ALL_LEFT, error);
}

gboolean
gezin_store_is_erasure_unfinished (GezinStore *store)
{
  g_autofree char *value = NULL;

  if (store->is_erasure_finished)
    return FALSE;
  if (!gezin_meta_find (store, UNFINISHED, &value, NULL) || value != NULL)
    return TRUE;
  store->is_erasure_finished = !gezin_database_is_open_transaction (store->database);
  return FALSE;
}

static gboolean
write_file (GezinStore *store, GError **error)
{
  g_autofree char *path = gezin_erasure_file_path (store);
  g_autofree char *new_path = g_strconcat (path, ".new", NULL);
  g_autoptr (GBytes) bytes = gezin_erasure_write_markers (store, error);
  g_auto (GezinNewFile) file = { NULL };
  gconstpointer data;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return gezin_new_file_open (&file, store->disk, TRUE, new_path, error)
         && gezin_new_file_write (&file, data, length, error) && gezin_new_file_sync (&file, error)
         && gezin_new_file_keep (&file, path, error);
}

static gboolean
has_row (GezinStore *store, const char *name)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database, "SELECT 1 FROM document WHERE name = ?1", NULL);
  gboolean has = TRUE;

  if (ask == NULL)
    return TRUE;
  gezin_bind_text (ask, 1, name);
  return !gezin_statement_step (ask, &has, NULL) || has;
}

/* Not those of a transaction that came to nothing. */
static void
remove_files (GezinStore *store)
{
  guint i = 0;

  if (store->erased_files == NULL)
    return;
  while (i < store->erased_files->len)
    if (has_row (store, store->erased_files->pdata[i]))
      g_ptr_array_remove_index_fast (store->erased_files, i);
    else
      i++;
  gezin_documents_remove_files (store, store->erased_files);
  g_clear_pointer (&store->erased_files, g_ptr_array_unref);
}

/* Once: a place for backups that cannot be reached does not make it happen again and again. */
static gboolean
rewrite (GezinStore *store, GError **error)
{
  g_autofree char *left = NULL;

  if (!gezin_meta_find (store, UNFINISHED, &left, error))
    return FALSE;
  if (g_strcmp0 (left, BACKUPS_LEFT) == 0)
    return TRUE;
  remove_files (store);
  return gezin_store_settle_boxes (store, error) && write_file (store, error)
         && gezin_database_exec (store->database, "VACUUM", error)
         && gezin_database_exec (store->database, "PRAGMA wal_checkpoint (TRUNCATE)", error)
         && gezin_meta_set (store, UNFINISHED, BACKUPS_LEFT, error);
}

gboolean
gezin_store_finish_erasure (GezinStore *store, GError **error)
{
  if (!gezin_store_is_erasure_unfinished (store))
    return TRUE;
  if (!rewrite (store, error))
    return FALSE;
  return gezin_backup_replace_all (store, error)
         && gezin_database_exec (store->database, "DELETE FROM meta WHERE name = '" UNFINISHED "'",
                                 error);
}

/* The erasure itself is in force: what cannot be done now is done at the next opening. */
void
gezin_erasure_try_finish (GezinStore *store)
{
  g_autoptr (GError) error = NULL;

  if (gezin_database_is_open_transaction (store->database))
    return;
  if (!gezin_store_finish_erasure (store, &error))
    g_debug ("an erasure is not finished yet: %s", error->message);
}
