/* SPDX-License-Identifier: EUPL-1.2 */

/* A store out of a backup.
 *
 * Invariants:
 * 1. As at init, the vault stands under another name until all else is on disk: there is a whole store or none.
 * 2. No page is opened before the digest and the keyed digest of the backup were compared.
 * 3. The incarnation is new before anything can be written.
 * 4. What cannot be read of what was erased stops it, before anything is made, unless it was told not to.
 * 5. Nothing goes or is written over where the backup lies, nor among anybody else's backups; what
 *    still holds there what was erased is told. */

#include "store/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "store/backup-place-private.h"
#include "store/backup-private.h"
#include "store/documents-private.h"
#include "store/erasure-private.h"
#include "store/failure-private.h"
#include "store/restore-folder-private.h"
#include "store/store-private.h"

/* A restore that is under way. */
typedef struct {
  GezinBackup *backup;
  GezinRestoreFolder folder;
  const GezinStoreOptions *options;
  GezinStore *store;
  GezinRestoreReport *report;
  GArray *markers; /* GezinErasureMarker */
  gboolean without_markers;
  GCancellable *cancellable;
  GezinProgressFunc progress;
  gpointer progress_data;
  guint64 done;
  guint64 total;
  sqlite3_file *file; /* of the database, while its pages are written */
} Restoring;

static void
clear_restoring (Restoring *restoring)
{
  g_clear_pointer (&restoring->backup, gezin_backup_close);
  g_clear_pointer (&restoring->store, gezin_store_close);
  g_clear_pointer (&restoring->report, gezin_restore_report_free);
  g_clear_pointer (&restoring->markers, g_array_unref);
  gezin_restore_folder_clear (&restoring->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restoring, clear_restoring)

static void
tell (Restoring *restoring, guint64 bytes)
{
  restoring->done += bytes;
  if (restoring->progress != NULL)
    restoring->progress (restoring->done, restoring->total, restoring->progress_data);
}

/* Keys. */

static gboolean
unlock (Restoring *restoring, const GezinSecret *key, gboolean is_recovery_key, GError **error)
{
  GezinStore *store = restoring->store;

  store->vault = gezin_backup_vault (restoring->backup, error);
  if (store->vault == NULL)
    return FALSE;
  store->master_key =
      is_recovery_key
          ? gezin_vault_unlock_with_recovery_key (store->vault, store->clock, key, error)
          : gezin_vault_unlock (store->vault, store->clock, key, error);
  return store->master_key != NULL
         && gezin_backup_check_master_key (restoring->backup, store->master_key, error);
}

/* The database, through the VFS that the store will use. */

static gboolean
fail_write (int result, GError **error)
{
  g_set_error (
      error, GEZIN_STORE_ERROR,
      (int) (result == SQLITE_FULL ? GEZIN_STORE_ERROR_DISK_FULL : GEZIN_STORE_ERROR_MACHINE),
      "cannot write the database: SQLite says %d, %s", result, sqlite3_errstr (result));
  return FALSE;
}

static gboolean
write_chunk (const guint8 *bytes, gsize length, guint64 offset, gpointer data, GError **error)
{
  Restoring *restoring = data;
  gsize done = 0;

  while (done < length)
    {
      gsize piece = MIN (length - done, GEZIN_BACKUP_PIECE_BYTES);
      int result =
          restoring->file->pMethods->xWrite (restoring->file, bytes + done, (int) piece,
                                             (sqlite3_int64) offset + (sqlite3_int64) done);

      if (result != SQLITE_OK)
        return fail_write (result, error);
      done += piece;
    }
  tell (restoring, length);
  return TRUE;
}

static gboolean
write_pages (Restoring *restoring, GError **error)
{
  int result;

  if (!gezin_backup_each_chunk (restoring->backup, write_chunk, restoring, restoring->cancellable,
                                error))
    return FALSE;
  result = restoring->file->pMethods->xSync (restoring->file, SQLITE_SYNC_FULL);
  return result == SQLITE_OK || fail_write (result, error);
}

static gboolean
make_database (Restoring *restoring, GError **error)
{
  const char *vfs_name = restoring->options == NULL ? NULL : restoring->options->vfs;
  sqlite3_vfs *vfs = sqlite3_vfs_find (vfs_name);
  g_autofree char *path = gezin_restore_folder_database (&restoring->folder);
  g_autofree sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  int descriptor = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean done;
  int result;

  if (descriptor < 0)
    {
      gezin_failure_from_errno (errno, "cannot make the database", error);
      return FALSE;
    }
  close (descriptor);
  result = vfs->xOpen (vfs, path, file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, NULL);
  if (result != SQLITE_OK)
    {
      if (file->pMethods != NULL)
        file->pMethods->xClose (file);
      return fail_write (result, error);
    }
  restoring->file = file;
  done = write_pages (restoring, error);
  file->pMethods->xClose (file);
  restoring->file = NULL;
  return done;
}

/* Documents. */

/* Whether all of it is what the database has a key for. */
static gboolean
check_document (Restoring *restoring, GFile *file, const char *name, gboolean *is_good,
                GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, restoring->cancellable, NULL);
  g_autoptr (GError) inner = NULL;

  *is_good =
      stream != NULL
      && gezin_documents_authenticate (restoring->store->database, name, G_INPUT_STREAM (stream),
                                       restoring->cancellable, &inner);
  if (!g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
restore_document (Restoring *restoring, const GezinBackupDocument *document, GFile *from_folder,
                  GFile *to_folder, GError **error)
{
  g_autoptr (GFile) from = g_file_get_child (from_folder, document->name);
  g_autoptr (GFile) to = g_file_get_child (to_folder, document->name);
  gint64 stored = (gint64) document->stored;
  gboolean is_good = FALSE;

  /* It may still lie here, from the store that was: what is right is not written over. */
  if (gezin_place_size (to, NULL) == stored
      && !check_document (restoring, to, document->name, &is_good, error))
    return FALSE;
  if (is_good)
    {
      restoring->report->n_documents++;
      return TRUE;
    }
  if (gezin_place_size (from, restoring->cancellable) != stored)
    {
      /* A damaged one that lay here stays: it is what there is. */
      if (gezin_place_size (to, NULL) == stored)
        restoring->report->n_damaged++;
      else
        restoring->report->n_missing++;
      return TRUE;
    }
  gezin_restore_folder_will_make (&restoring->folder, to);
  if (!gezin_place_copy (restoring->store->disk, from, to_folder, document->name,
                         restoring->cancellable, error)
      || !check_document (restoring, to, document->name, &is_good, error))
    return FALSE;
  restoring->report->n_documents += is_good;
  restoring->report->n_damaged += !is_good;
  return TRUE;
}

static gboolean
restore_documents (Restoring *restoring, GError **error)
{
  GPtrArray *documents = restoring->backup->manifest->documents;
  g_autoptr (GFile) beside = g_file_get_parent (restoring->backup->file);
  g_autoptr (GFile) from_folder =
      gezin_backup_documents_folder (beside, restoring->backup->manifest->store);
  g_autoptr (GFile) to_folder = gezin_restore_folder_documents (&restoring->folder);

  if (documents->len == 0)
    return TRUE;
  gezin_restore_folder_will_make (&restoring->folder, to_folder);
  if (!gezin_place_make_folder (restoring->store->disk, to_folder, restoring->cancellable, error))
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      const GezinBackupDocument *document = documents->pdata[i];

      if (g_cancellable_set_error_if_cancelled (restoring->cancellable, error)
          || !restore_document (restoring, document, from_folder, to_folder, error))
        return FALSE;
      tell (restoring, document->stored);
    }
  return TRUE;
}

/* What was erased after the backup was made, and must not come back. */

static void
read_markers_of (Restoring *restoring, GFile *file)
{
  g_autoptr (GArray) markers = NULL;
  g_autofree char *text = NULL;
  gsize length;
  gboolean is_whole = FALSE;

  if (gezin_place_size (file, NULL) <= GEZIN_MAX_ERASED_FILE_BYTES
      && g_file_load_contents (file, restoring->cancellable, &text, &length, NULL, NULL))
    markers = gezin_erasure_read_markers (restoring->store->master_key, text, length, &is_whole);
  if (markers != NULL)
    g_array_append_vals (restoring->markers, markers->data, markers->len);
  if (!is_whole)
    restoring->report->are_markers_damaged = TRUE;
}

/* A folder that cannot be looked into may hold what says what was erased. */
static void
read_markers_beside (Restoring *restoring)
{
  g_autoptr (GFile) beside = g_file_get_parent (restoring->backup->file);
  g_autofree char *prefix =
      g_strconcat (GEZIN_ERASED_FILE_NAME "-", restoring->backup->manifest->store, NULL);
  g_autoptr (GFileEnumerator) files =
      g_file_enumerate_children (beside, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, restoring->cancellable, NULL);

  for (;;)
    {
      GFileInfo *info = NULL;
      GFile *file = NULL;

      if (files == NULL
          || !g_file_enumerator_iterate (files, &info, &file, restoring->cancellable, NULL))
        {
          restoring->report->are_markers_damaged = TRUE;
          return;
        }
      if (info == NULL)
        return;
      if (g_str_has_prefix (g_file_info_get_name (info), prefix)
          && !g_str_has_suffix (g_file_info_get_name (info), GEZIN_PLACE_PART))
        read_markers_of (restoring, file);
    }
}

/* Before anything is made. In the folder may lie what the store that was there had erased. */
static gboolean
read_markers (Restoring *restoring, const char *folder, GError **error)
{
  g_autoptr (GFile) own = g_file_new_build_filename (folder, GEZIN_ERASED_FILE_NAME, NULL);

  read_markers_beside (restoring);
  if (g_file_query_exists (own, NULL))
    read_markers_of (restoring, own);
  if (g_cancellable_set_error_if_cancelled (restoring->cancellable, error))
    return FALSE;
  if (!restoring->report->are_markers_damaged || restoring->without_markers)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MARKERS_DAMAGED,
                       "not all of what was erased can be read");
  return FALSE;
}

static gboolean
apply_markers (Restoring *restoring, GError **error)
{
  const GezinAuditEvent event = { .action = "restored-without-markers" };
  g_autofree char *path = gezin_erasure_file_path (restoring->store);
  g_autoptr (GFile) own = g_file_new_for_path (path);

  gezin_restore_folder_will_make (&restoring->folder, own);
  return (!restoring->report->are_markers_damaged
          || gezin_store_audit (restoring->store, &event, error))
         && gezin_store_apply_markers (restoring->store, restoring->markers,
                                       &restoring->report->n_erased, error);
}

/* From files to a store. */

/* The life is named in the event, so that from here on the chains of two that were restored from one
 * backup differ in any case: by it each knows its own backups. */
static gboolean
note_new_life (Restoring *restoring, GError **error)
{
  GezinStore *store = restoring->store;
  const GezinBackupManifest *manifest = restoring->backup->manifest;
  g_autofree char *hash = gezin_hex_encode (manifest->newest_hash, sizeof manifest->newest_hash);
  g_autofree char *made = gezin_instant_to_text (manifest->made);
  char life[GEZIN_ID_TEXT_LENGTH + 1];
  g_autofree char *detail =
      g_strdup_printf ("event %" G_GINT64_FORMAT " hash %s made %s missing %u damaged %u life %s",
                       manifest->newest_event, hash, made, restoring->report->n_missing,
                       restoring->report->n_damaged, gezin_id_write (store->incarnation, life));
  const GezinAuditEvent event = { .action = "restored", .detail = detail };

  return gezin_audit_append (store, &event, gezin_clock_now (store->clock), error)
         && gezin_backup_point_begin_life (store, manifest->made, error);
}

/* Invariant 3. */
static gboolean
begin_new_life (Restoring *restoring, GError **error)
{
  GezinStore *store = restoring->store;
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_incarnation_renew (store, error) && note_new_life (restoring, error);
  /* From the log into the file: a store's database is never without its first page. */
  return gezin_database_finish (store->database, done, error)
         && gezin_database_exec (store->database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static gboolean
count_dossiers (Restoring *restoring, GError **error)
{
  gint64 n_dossiers;

  if (!gezin_database_get_int (restoring->store->database,
                               "SELECT count(*) FROM dossier WHERE erased IS NULL", &n_dossiers,
                               error))
    return FALSE;
  restoring->report->n_dossiers = (guint) n_dossiers;
  return TRUE;
}

static gboolean
make_store (Restoring *restoring, GError **error)
{
  return make_database (restoring, error)
         && gezin_store_open_files (restoring->store, restoring->folder.path, restoring->options,
                                    error)
         && restore_documents (restoring, error) && begin_new_life (restoring, error)
         && gezin_latest_open (restoring->store, error) && apply_markers (restoring, error)
         && count_dossiers (restoring, error)
         && gezin_restore_folder_unveil (&restoring->folder, &restoring->store->vault, error);
}

/* Invariant 5: which backups of this past lie there still, if something was erased in it. */
static void
count_old_backups (Restoring *restoring)
{
  GezinStore *store = restoring->store;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 n_erasures = 0;

  if (!gezin_database_get_int (store->database, "SELECT count(*) FROM erasure", &n_erasures, NULL)
      || n_erasures == 0)
    return;
  rows = gezin_backup_list (store, store->restored_from, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];

      restoring->report->n_old_backups +=
          row->verdict == GEZIN_BACKUP_OURS || row->verdict == GEZIN_BACKUP_TWIN;
    }
}

static void
prepare (Restoring *restoring)
{
  const GezinBackupManifest *manifest = restoring->backup->manifest;

  restoring->report->made = manifest->made;
  restoring->total = manifest->n_pages * GEZIN_BACKUP_PAGE_BYTES;
  for (guint i = 0; i < manifest->documents->len; i++)
    restoring->total += ((GezinBackupDocument *) manifest->documents->pdata[i])->stored;
}

GezinStore *
gezin_store_restore (GFile *backup, const char *folder, const GezinSecret *key,
                     gboolean is_recovery_key, gboolean without_markers,
                     const GezinStoreOptions *options, GezinProgressFunc progress,
                     gpointer progress_data, GCancellable *cancellable, GezinRestoreReport **report,
                     GError **error)
{
  g_auto (Restoring) restoring = { .options = options,
                                   .without_markers = without_markers,
                                   .cancellable = cancellable,
                                   .progress = progress,
                                   .progress_data = progress_data };

  restoring.report = g_new0 (GezinRestoreReport, 1);
  restoring.markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  restoring.store = gezin_store_alloc (options);
  restoring.store->restored_from = g_file_get_parent (backup);
  restoring.backup = gezin_backup_open (backup, cancellable, error);
  if (restoring.backup == NULL || !unlock (&restoring, key, is_recovery_key, error)
      || !read_markers (&restoring, folder, error))
    return NULL;
  prepare (&restoring);
  if (!gezin_restore_folder_init (&restoring.folder, folder, restoring.store, error)
      || !gezin_restore_folder_put_vault (&restoring.folder, restoring.backup->vault, error)
      || !make_store (&restoring, error))
    {
      g_clear_pointer (&restoring.store->database, gezin_database_close);
      gezin_restore_folder_undo (&restoring.folder);
      return NULL;
    }
  gezin_erasure_try_finish (restoring.store);
  count_old_backups (&restoring);
  g_clear_object (&restoring.store->restored_from);
  *report = g_steal_pointer (&restoring.report);
  return g_steal_pointer (&restoring.store);
}
