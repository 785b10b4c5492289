/* SPDX-License-Identifier: EUPL-1.2 */

/* The drill: that the newest backup can be opened with the paper, is whole, and
 * is of this store.
 *
 * Invariant: nothing of the backup is written anywhere, and nothing of it is
 * plain but in memory: SQLite reads it where it lies (part-vfs.c). */

#include "store/drill.h"

#include <string.h>

#include "store/backup-place-private.h"
#include "store/backup-private.h"
#include "store/documents-private.h"
#include "store/drill-private.h"
#include "store/part-vfs-private.h"

typedef struct {
  GezinStore *store;
  GFile *folder;
  GezinBackup *backup;
  GezinDrillReport *report;
  GezinStore *view; /* the store in the backup */
  char *part; /* its name for SQLite */
  GCancellable *cancellable;
  GezinProgressFunc progress;
  gpointer progress_data;
  guint64 done;
  guint64 total;
} Drill;

static void
clear_drill (Drill *drill)
{
  g_clear_pointer (&drill->view, gezin_store_close);
  if (drill->part != NULL)
    gezin_part_vfs_remove (drill->part);
  g_clear_pointer (&drill->part, g_free);
  g_clear_pointer (&drill->backup, gezin_backup_close);
  g_clear_object (&drill->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drill, clear_drill)

static gboolean
fail (GezinStoreError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
  return FALSE;
}

static void
tell (Drill *drill, guint64 bytes)
{
  drill->done += bytes;
  if (drill->progress != NULL)
    drill->progress (MIN (drill->done, drill->total), drill->total, drill->progress_data);
}

/* The backup that was made last must not be passed over because it is damaged. */
static gboolean
check_last (Drill *drill, GPtrArray *rows, GError **error)
{
  g_auto (GezinBackupMemory) memory = { 0 };

  if (!gezin_backup_memory_read (drill->store, &memory, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];

      if (g_strcmp0 (row->uri, memory.uri) == 0 && row->verdict != GEZIN_BACKUP_OURS)
        return fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the last backup is damaged", error);
    }
  return TRUE;
}

static gboolean
find_newest (Drill *drill, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GFile) file = NULL;
  const GezinBackupRow *newest;

  if (drill->folder == NULL)
    return FALSE;
  if (gezin_place_type (drill->folder, NULL, NULL) == G_FILE_TYPE_UNKNOWN)
    {
      g_autoptr (GFile) own = gezin_backup_own_folder (drill->store);

      if (g_file_equal (own, drill->folder))
        return fail (GEZIN_STORE_ERROR_NO_BACKUP, "there is no backup yet", error);
    }
  rows = gezin_backup_list (drill->store, drill->folder, error);
  if (rows == NULL || !check_last (drill, rows, error))
    return FALSE;
  newest = gezin_backup_newest_of_ours (rows);
  if (newest == NULL)
    return fail (GEZIN_STORE_ERROR_NO_BACKUP, "there is no backup of this store there", error);
  file = g_file_new_for_uri (newest->uri);
  drill->backup = gezin_backup_open (file, drill->cancellable, error);
  return drill->backup != NULL;
}

static void
begin_report (Drill *drill)
{
  const GezinBackupManifest *manifest = drill->backup->manifest;

  drill->report->uri = g_file_get_uri (drill->backup->file);
  drill->report->made = manifest->made;
  drill->report->newest_event = manifest->newest_event;
  drill->report->is_ours = TRUE;
  drill->total = manifest->n_pages * GEZIN_BACKUP_PAGE_BYTES;
  for (guint i = 0; i < manifest->documents->len; i++)
    drill->total += ((GezinBackupDocument *) manifest->documents->pdata[i])->stored;
}

static gboolean
unlock (Drill *drill, const GezinSecret *recovery_key, GError **error)
{
  GezinStore *view = drill->view;

  view->vault = gezin_backup_vault (drill->backup, error);
  if (view->vault == NULL)
    return FALSE;
  view->master_key =
      gezin_vault_unlock_with_recovery_key (view->vault, drill->store->clock, recovery_key, error);
  return view->master_key != NULL
         && gezin_backup_check_master_key (drill->backup, view->master_key, error);
}

static gboolean
count_chunk (const guint8 *bytes, gsize length, guint64 offset, gpointer data, GError **error)
{
  tell (data, length);
  return TRUE;
}

/* All bytes against their digest, then the database where it lies. */
static gboolean
open_view (Drill *drill, GError **error)
{
  const GezinBackupHeader *header = &drill->backup->header;

  if (!gezin_backup_each_chunk (drill->backup, count_chunk, drill, drill->cancellable, error))
    return FALSE;
  drill->part =
      gezin_part_vfs_add (drill->backup->stream, gezin_backup_header_pages_offset (header),
                          header->n_pages * GEZIN_BACKUP_PAGE_BYTES);
  drill->view->database =
      gezin_database_open_read_only (drill->part, drill->view->master_key, GEZIN_PART_VFS, error);
  if (drill->view->database == NULL)
    return FALSE;
  drill->view->identity = gezin_meta_read_identity (drill->view, error);
  return drill->view->identity != NULL;
}

/* The log in the backup ends with the event that the backup says. */
static gboolean
check_end_of_log (Drill *drill, GError **error)
{
  GezinBackupPoint point;

  if (!gezin_backup_point_now (drill->view, &point, error))
    return FALSE;
  return (point.event == drill->backup->manifest->newest_event
          && memcmp (point.hash, drill->backup->manifest->newest_hash, sizeof point.hash) == 0)
         || fail (GEZIN_STORE_ERROR_AUDIT_BROKEN, "the log ends elsewhere than recorded", error);
}

static gboolean
check_view (Drill *drill, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (drill->cancellable, error))
    return FALSE;
  /* The laws are those of this format; of an older one the log and the versions are looked at. */
  if (drill->backup->manifest->format == gezin_store_format ()
      && !gezin_store_check_integrity (drill->view, error))
    return FALSE;
  return gezin_store_audit_verify (drill->view, NULL, error) && check_end_of_log (drill, error)
         && gezin_drill_compare (drill->store, drill->view, drill->report, drill->cancellable,
                                 error);
}

static gboolean
check_document (Drill *drill, GFile *folder, const GezinBackupDocument *document, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (folder, document->name);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) inner = NULL;

  if (gezin_place_size (file, drill->cancellable) >= 0)
    stream = g_file_read (file, drill->cancellable, NULL);
  if (stream == NULL)
    drill->report->n_missing++;
  else if (gezin_documents_authenticate (drill->view->database, document->name,
                                         G_INPUT_STREAM (stream), drill->cancellable, &inner))
    drill->report->n_documents++;
  else if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  else
    drill->report->n_damaged++;
  tell (drill, document->stored);
  return TRUE;
}

static gboolean
check_documents (Drill *drill, GError **error)
{
  GPtrArray *documents = drill->backup->manifest->documents;
  g_autoptr (GFile) beside = g_file_get_parent (drill->backup->file);
  g_autoptr (GFile) folder = gezin_backup_documents_folder (beside, drill->backup->manifest->store);

  for (guint i = 0; i < documents->len; i++)
    if (!check_document (drill, folder, documents->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
judge (const GezinDrillReport *report, GError **error)
{
  return (report->n_lost == 0 && report->n_missing == 0 && report->n_damaged == 0)
         || fail (GEZIN_STORE_ERROR_BACKUP_DIFFERS, "the backup opens, and not all is well", error);
}

/* What a person or the cable did says nothing about the backup. */
static gboolean
says_nothing (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KEY_MISTYPED);
}

gboolean
gezin_store_drill (GezinStore *store, GFile *folder, const GezinSecret *recovery_key,
                   GezinProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                   GezinDrillReport **report, GError **error)
{
  g_auto (Drill) drill = {
    .store = store, .cancellable = cancellable, .progress = progress, .progress_data = progress_data
  };
  g_autoptr (GezinDrillReport) seen = g_new0 (GezinDrillReport, 1);
  g_autoptr (GError) fault = NULL;
  gboolean is_good;

  *report = NULL;
  drill.report = seen;
  drill.view = gezin_store_alloc (NULL);
  drill.folder = folder != NULL ? g_object_ref (folder) : gezin_store_backup_folder (store, error);
  if (!find_newest (&drill, error))
    return FALSE;
  begin_report (&drill);
  is_good = unlock (&drill, recovery_key, &fault) && open_view (&drill, &fault)
            && check_view (&drill, &fault) && check_documents (&drill, &fault)
            && judge (seen, &fault);
  if (!says_nothing (fault) && !gezin_backup_remember_drill (store, seen, is_good, error))
    return FALSE;
  *report = g_steal_pointer (&seen);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return is_good;
}
