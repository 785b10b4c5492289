/* SPDX-License-Identifier: EUPL-1.2 */

/* Making a backup. The invariants are in backup.h.
 *
 * Documents go first, then what was erased, then the backup itself: so a backup
 * that has its name has all that belongs to it. The pages are read through the
 * file that SQLite has open, after all commits were brought into it. */

#include "store/backup.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/limits.h"
#include "store/backup-place-private.h"
#include "store/backup-private.h"
#include "store/relay-private.h"

#define VAULT_NAME "vault"
#define DOCUMENTS_NAME "documents"
#define ERASED_NAME "erased"
#define OLD_FORMATS_PREFIX "before-format-"
#define N_BLOCKS (4) /* between the two threads */

/* A backup that is being made. */
typedef struct {
  GezinStore *store;
  GezinBackupTarget target;
  GezinBackupManifest *manifest;
  GezinBackupReport *report;
  GCancellable *cancellable;
  GezinProgressFunc progress;
  gpointer progress_data;
  guint64 done; /* bytes, for the progress */
  guint64 total;

  GezinPlaceFile *file;
  GezinDigest *content;
  GFile *documents; /* (nullable): the folder of documents, if it was made now */
} Making;

static void
clear_making (Making *making)
{
  gezin_backup_target_clear (&making->target);
  g_clear_pointer (&making->manifest, gezin_backup_manifest_free);
  g_clear_pointer (&making->report, gezin_backup_report_free);
  g_clear_pointer (&making->file, gezin_place_abandon);
  g_clear_pointer (&making->content, gezin_digest_free);
  g_clear_object (&making->documents);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, clear_making)

static void
tell (Making *making, guint64 bytes)
{
  making->done += bytes;
  if (making->progress != NULL)
    making->progress (MIN (making->done, making->total), making->total, making->progress_data);
}

/* Brings all commits from the log into the file. */
static gboolean
checkpoint (GezinStore *store, GError **error)
{
  gint64 was_busy = 0;

  if (!gezin_database_get_int (store->database, "PRAGMA wal_checkpoint (TRUNCATE)", &was_busy,
                               error))
    return FALSE;
  if (was_busy == 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BUSY,
                       "a change is being made just now");
  return FALSE;
}

/* What it will say of itself. */

static gboolean
list_documents (GezinStore *store, GezinBackupManifest *manifest, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT name, stored FROM document ORDER BY name", error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      GezinBackupDocument *document;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      document = g_new0 (GezinBackupDocument, 1);
      document->name = g_strdup (gezin_column_text (rows, 0));
      document->stored = (guint64) gezin_column_int (rows, 1);
      g_ptr_array_add (manifest->documents, document);
    }
}

static gboolean
list_erased (GezinStore *store, GezinBackupManifest *manifest, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT id, NULL FROM dossier WHERE erased IS NOT NULL"
      " UNION ALL SELECT d.id, e.record FROM erased AS e JOIN dossier AS d ON d.key = e.dossier"
      " ORDER BY 1, 2",
      error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      char id[GEZIN_UUID_TEXT_LENGTH + 1];
      char record_id[GEZIN_UUID_TEXT_LENGTH + 1];
      GezinUuid dossier, record;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!gezin_column_uuid (rows, 0, &dossier))
        continue;
      gezin_uuid_write (&dossier, id);
      g_ptr_array_add (manifest->erased, gezin_column_uuid (rows, 1, &record) ? g_strconcat (
                                             id, " ", gezin_uuid_write (&record, record_id), NULL)
                                                                              : g_strdup (id));
    }
}

static GezinBackupManifest *
describe (GezinStore *store, GError **error)
{
  g_autoptr (GezinBackupManifest) manifest = gezin_backup_manifest_new ();
  gint64 now = gezin_clock_now (store->clock);
  char incarnation[GEZIN_ID_TEXT_LENGTH + 1];
  GezinBackupPoint point;
  gint64 n_pages;

  if (!gezin_backup_point_now (store, &point, error)
      || !gezin_database_get_int (store->database, "PRAGMA page_count", &n_pages, error)
      || !list_documents (store, manifest, error) || !list_erased (store, manifest, error))
    return NULL;
  manifest->store = gezin_vault_id (store->vault);
  manifest->incarnation = g_strdup (gezin_id_write (store->incarnation, incarnation));
  manifest->made = now - now % G_USEC_PER_SEC;
  manifest->format = gezin_store_format ();
  manifest->newest_event = point.event;
  memcpy (manifest->newest_hash, point.hash, sizeof point.hash);
  manifest->n_pages = (guint64) n_pages;
  return g_steal_pointer (&manifest);
}

/* Documents. */

/* Whether it lies there now, whole as far as its length says. */
static gboolean
copy_document (Making *making, const GezinBackupDocument *document, GFile *from_folder,
               GFile *to_folder, GError **error)
{
  g_autoptr (GFile) from = g_file_get_child (from_folder, document->name);
  g_autoptr (GFile) to = g_file_get_child (to_folder, document->name);

  if (gezin_place_size (to, making->cancellable) == (gint64) document->stored)
    return TRUE;
  if (gezin_place_size (from, making->cancellable) != (gint64) document->stored)
    {
      making->report->n_missing++;
      return TRUE;
    }
  if (!gezin_place_copy (making->store->disk, from, to_folder, document->name, making->cancellable,
                         error))
    return FALSE;
  making->report->n_copied++;
  return TRUE;
}

static gboolean
copy_documents (Making *making, GError **error)
{
  GPtrArray *documents = making->manifest->documents;
  g_autofree char *store_folder = gezin_backup_store_folder (making->store);
  g_autofree char *path = g_build_filename (store_folder, DOCUMENTS_NAME, NULL);
  g_autoptr (GFile) from_folder = g_file_new_for_path (path);
  g_autoptr (GFile) to_folder =
      gezin_backup_documents_folder (making->target.folder, making->manifest->store);

  making->report->n_documents = documents->len;
  if (documents->len == 0)
    return TRUE;
  if (gezin_place_type (to_folder, NULL, making->cancellable) == G_FILE_TYPE_UNKNOWN)
    g_set_object (&making->documents, to_folder);
  if (!gezin_place_make_folder (making->store->disk, to_folder, making->cancellable, error))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      const GezinBackupDocument *document = documents->pdata[i];

      if (g_cancellable_set_error_if_cancelled (making->cancellable, error)
          || !copy_document (making, document, from_folder, to_folder, error))
        return FALSE;
      tell (making, document->stored);
    }
  return TRUE;
}

/* Each life of the store has a file of its own, so that two laptops do not write over each other's. */
static gboolean
copy_erased (Making *making, GError **error)
{
  g_autofree char *store_folder = gezin_backup_store_folder (making->store);
  g_autofree char *path = g_build_filename (store_folder, ERASED_NAME, NULL);
  g_autofree char *name = g_strconcat (ERASED_NAME "-", making->manifest->store, "-",
                                       making->manifest->incarnation, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path);

  return gezin_place_size (from, NULL) < 0
         || gezin_place_copy (making->store->disk, from, making->target.folder, name,
                              making->cancellable, error);
}

/* The file itself. */

static gboolean
put (Making *making, const guint8 *bytes, gsize length, GError **error)
{
  gezin_digest_update (making->content, bytes, length);
  making->report->bytes += length;
  return gezin_place_write (making->file, bytes, length, making->cancellable, error);
}

/* Header, vault, and zeroes up to the first page. */
static gboolean
put_front (Making *making, GError **error)
{
  g_autofree char *store_folder = gezin_backup_store_folder (making->store);
  g_autofree char *path = g_build_filename (store_folder, VAULT_NAME, NULL);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GBytes) vault = gezin_file_read_bounded (path, GEZIN_MAX_VAULT_BYTES, &inner);
  GezinBackupHeader header = { .n_pages = making->manifest->n_pages };
  g_autofree guint8 *front = NULL;
  gsize length;

  if (vault == NULL)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED,
                           "the vault cannot be read");
      return FALSE;
    }
  header.vault_bytes = (guint32) g_bytes_get_size (vault);
  length = (gsize) gezin_backup_header_pages_offset (&header);
  front = g_malloc0 (length);
  gezin_backup_header_write (&header, front);
  memcpy (front + GEZIN_BACKUP_HEADER_BYTES, g_bytes_get_data (vault, NULL), header.vault_bytes);
  return put (making, front, length, error);
}

/* SQLite's file takes and gives no more than a piece at a time. */
static gboolean
read_pages (Making *making, sqlite3_file *file, guint64 offset, guint8 *bytes, gsize length,
            GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      gsize piece = MIN (length - done, GEZIN_BACKUP_PIECE_BYTES);
      int result = file->pMethods->xRead (file, bytes + done, (int) piece,
                                          (sqlite3_int64) offset + (sqlite3_int64) done);

      if (result != SQLITE_OK)
        {
          gezin_database_fail (making->store->database,
                               result == SQLITE_IOERR_SHORT_READ ? SQLITE_CORRUPT : result,
                               "read a page", error);
          return FALSE;
        }
      done += piece;
    }
  return TRUE;
}

/* On the relay's thread. */
static gboolean
digest_block (GezinBlock *block, gpointer data, GError **error)
{
  gezin_digest_update (data, block->bytes, block->length);
  return TRUE;
}

/* The digest is made while the next pages are read and written. */
static gboolean
put_pages (Making *making, GError **error)
{
  guint64 end = making->manifest->n_pages * GEZIN_BACKUP_PAGE_BYTES;
  sqlite3 *handle = gezin_database_handle (making->store->database);
  g_autoptr (GezinRelay) relay = gezin_relay_new ("backup-digest", GEZIN_BACKUP_CHUNK_BYTES,
                                                  N_BLOCKS, FALSE, digest_block, making->content);
  sqlite3_file *file = NULL;

  sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  for (guint64 offset = 0; offset < end;)
    {
      GezinBlock *block = gezin_relay_take (relay, error);

      if (block == NULL)
        return FALSE;
      block->length = (gsize) MIN (end - offset, GEZIN_BACKUP_CHUNK_BYTES);
      if (!read_pages (making, file, offset, block->bytes, block->length, error)
          || !gezin_place_write (making->file, block->bytes, block->length, making->cancellable,
                                 error))
        return FALSE;
      offset += block->length;
      making->report->bytes += block->length;
      tell (making, block->length);
      gezin_relay_give (relay, block);
    }
  return gezin_relay_finish (relay, error);
}

static gboolean
put_manifest (Making *making, GError **error)
{
  g_autoptr (GString) text = NULL;

  gezin_digest_finish (making->content, making->manifest->content);
  text = gezin_backup_manifest_write (making->manifest, making->store->master_key);
  making->report->bytes += text->len;
  return gezin_place_write (making->file, text->str, text->len, making->cancellable, error);
}

/* (transfer full): One that no file there has: after a clock was put back that may take a while. */
static char *
choose_name (const Making *making)
{
  g_autoptr (GDateTime) made =
      g_date_time_new_from_unix_utc (making->manifest->made / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (made, "%Y%m%dT%H%M%SZ");
  g_autofree char *stem = g_strdup_printf (
      GEZIN_BACKUP_PREFIX "%.*s-%s", GEZIN_BACKUP_ID_CHARACTERS, making->manifest->store, time);
  char *name = g_strconcat (stem, GEZIN_BACKUP_SUFFIX, NULL);

  for (guint i = 2;; i++)
    {
      g_autoptr (GFile) file = g_file_get_child (making->target.folder, name);

      if (gezin_place_type (file, NULL, making->cancellable) == G_FILE_TYPE_UNKNOWN)
        return name;
      g_free (name);
      name = g_strdup_printf ("%s-%u" GEZIN_BACKUP_SUFFIX, stem, i);
    }
}

static gboolean
write_file (Making *making, GError **error)
{
  g_autofree char *temporary_name =
      g_strconcat (GEZIN_BACKUP_PREFIX, making->manifest->incarnation, GEZIN_PLACE_PART, NULL);
  g_autofree char *name =
      making->target.file_name != NULL ? g_strdup (making->target.file_name) : choose_name (making);
  g_autoptr (GFile) end = g_file_get_child (making->target.folder, name);

  making->file = gezin_place_begin (making->store->disk, making->target.folder, temporary_name,
                                    making->cancellable, error);
  making->content = gezin_digest_new ();
  if (making->file == NULL || !put_front (making, error) || !put_pages (making, error)
      || !put_manifest (making, error)
      || !gezin_place_commit (making->file, name, making->cancellable, error))
    return FALSE;
  making->report->uri = g_file_get_uri (end);
  return TRUE;
}

/* All of it. */

static void
init_making (Making *making, GezinStore *store, GezinProgressFunc progress, gpointer progress_data,
             GCancellable *cancellable)
{
  *making = (Making){ .store = store,
                      .report = g_new0 (GezinBackupReport, 1),
                      .cancellable = cancellable,
                      .progress = progress,
                      .progress_data = progress_data };
}

static gboolean
prepare (Making *making, GFile *where, GError **error)
{
  if (!gezin_backup_target_init (&making->target, making->store, where, making->cancellable, error)
      || !checkpoint (making->store, error))
    return FALSE;
  making->manifest = describe (making->store, error);
  if (making->manifest == NULL)
    return FALSE;
  making->report->made = making->manifest->made;
  making->total = making->manifest->n_pages * GEZIN_BACKUP_PAGE_BYTES;
  for (guint i = 0; i < making->manifest->documents->len; i++)
    making->total += ((GezinBackupDocument *) making->manifest->documents->pdata[i])->stored;
  return TRUE;
}

/* Whether the newest backup there holds all that is here; then @report says which it is. */
static gboolean
find_unchanged (Making *making, gboolean *is_unchanged, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (GezinBackupMemory) memory = { 0 };
  const GezinBackupRow *newest;
  gboolean has_changed;

  *is_unchanged = FALSE;
  if (making->target.file_name != NULL)
    return TRUE;
  rows = gezin_backup_list (making->store, making->target.folder, error);
  if (rows == NULL || !gezin_backup_memory_read (making->store, &memory, error))
    return FALSE;
  newest = gezin_backup_newest_of_ours (rows);
  if (newest == NULL || g_strcmp0 (newest->uri, memory.uri) != 0
      || newest->newest_event != memory.event)
    return TRUE;
  if (!gezin_backup_point_has_changed (making->store, memory.event, &has_changed, error))
    return FALSE;
  *is_unchanged = !has_changed;
  if (!has_changed)
    {
      making->report->uri = g_strdup (newest->uri);
      making->report->made = newest->made;
      making->report->bytes = newest->bytes;
      making->report->is_unchanged = TRUE;
    }
  return TRUE;
}

static gboolean
write_all (Making *making, gboolean is_unchanged, GError **error)
{
  return copy_documents (making, error) && copy_erased (making, error)
         && (is_unchanged || write_file (making, error))
         && gezin_backup_memory_write (making->store, making->manifest, making->report->uri,
                                       is_unchanged, error);
}

/* Whether something lies there that is, or becomes, a backup: another laptop may count on the
 * documents that we copied. */
static gboolean
has_backups (GFile *folder)
{
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info = NULL;

  while (files != NULL && g_file_enumerator_iterate (files, &info, NULL, NULL, NULL)
         && info != NULL)
    if (g_str_has_prefix (g_file_info_get_name (info), GEZIN_BACKUP_PREFIX)
        || g_str_has_suffix (g_file_info_get_name (info), GEZIN_BACKUP_SUFFIX))
      return TRUE;
  return files == NULL || info != NULL;
}

/* The first backup there came to nothing: what was copied for it goes. */
static void
take_back (Making *making)
{
  g_clear_pointer (&making->file, gezin_place_abandon);
  if (making->report->uri == NULL && making->documents != NULL
      && !has_backups (making->target.folder))
    {
      g_autoptr (GFileEnumerator) files =
          g_file_enumerate_children (making->documents, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                     G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
      GFile *file = NULL;

      while (files != NULL && g_file_enumerator_iterate (files, NULL, &file, NULL, NULL)
             && file != NULL)
        (void) gezin_place_delete (making->store->disk, file);
      (void) g_file_delete (making->documents, NULL, NULL);
    }
  /* Goes only if nothing is in it. */
  if (making->report->uri == NULL && making->target.is_own_folder)
    (void) g_rmdir (gezin_place_path (making->target.folder));
}

GezinBackupReport *
gezin_store_backup (GezinStore *store, GFile *target, GezinProgressFunc progress,
                    gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_auto (Making) making = { 0 };
  gboolean is_unchanged;

  init_making (&making, store, progress, progress_data, cancellable);
  if (!prepare (&making, target, error) || !find_unchanged (&making, &is_unchanged, error)
      || !write_all (&making, is_unchanged, error))
    {
      take_back (&making);
      return NULL;
    }
  if (making.target.file_name == NULL && !is_unchanged)
    making.report->n_thinned = gezin_backup_thin (store, making.target.folder);
  if (making.report->n_thinned > 0)
    gezin_backup_collect (store, making.target.folder, FALSE);
  return g_steal_pointer (&making.report);
}

/* After an erasure. */

/* Copies of the database that a change of format made: they hold what was erased, too. */
static void
remove_old_formats (GezinStore *store)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);
  const char *path = g_file_peek_path (own);
  g_autoptr (GDir) names = g_dir_open (path, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    if (g_str_has_prefix (name, OLD_FORMATS_PREFIX))
      {
        g_autofree char *old = g_build_filename (path, name, NULL);

        (void) store->disk->remove (old);
      }
}

/* In a folder that was chosen the markers and a new backup stand afterwards in any case: older
 * ones may lie there that are not ours to take away, or somebody took ours to another place. */
static gboolean
replace_in (GezinStore *store, GFile *folder, gboolean is_chosen, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_backup_list (store, folder, error);
  g_auto (Making) making = { 0 };

  if (rows == NULL)
    return FALSE;
  if (gezin_backup_newest_of_ours (rows) == NULL && !is_chosen)
    return TRUE;
  init_making (&making, store, NULL, NULL, NULL);
  if (!prepare (&making, folder, error) || !write_all (&making, FALSE, error))
    return FALSE;
  if (!gezin_backup_remove_others (store, folder, making.report->uri, error))
    return FALSE;
  gezin_backup_collect (store, folder, TRUE);
  return TRUE;
}

static gboolean
replace_in_own (GezinStore *store, GError **error)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);

  if (gezin_place_type (own, NULL, NULL) == G_FILE_TYPE_UNKNOWN)
    return TRUE;
  if (store->restored_from != NULL && gezin_place_is_same_folder (own, store->restored_from))
    return TRUE;
  remove_old_formats (store);
  return replace_in (store, own, FALSE, error);
}

gboolean
gezin_backup_replace_all (GezinStore *store, GError **error)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);
  g_autoptr (GFile) chosen = gezin_store_backup_folder (store, error);

  if (chosen == NULL || !replace_in_own (store, error))
    return FALSE;
  /* Which folder was chosen, stood in the backup: another laptop may be using it. */
  return store->restored_from != NULL || g_file_equal (own, chosen)
         || replace_in (store, chosen, TRUE, error);
}
