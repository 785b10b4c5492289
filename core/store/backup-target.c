/* SPDX-License-Identifier: EUPL-1.2 */

/* Where a backup goes: which folder, and that it may go there.
 *
 * Invariants:
 * 1. Nothing is written inside the store's folder but in its own folder of backups.
 * 2. No symbolic link is followed in the last part of a name.
 * 3. No file is written over but an older backup of this store. */

#include <stdlib.h>
#include <string.h>

#include "store/backup-place-private.h"
#include "store/backup-private.h"

#define OWN_FOLDER "backups"
#define CHOSEN_FOLDER "backup-folder"

static gboolean
fail (GezinStoreError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
  return FALSE;
}

char *
gezin_backup_store_folder (GezinStore *store)
{
  return g_path_get_dirname (gezin_database_path (store->database));
}

GFile *
gezin_backup_own_folder (GezinStore *store)
{
  g_autofree char *folder = gezin_backup_store_folder (store);
  g_autofree char *path = g_build_filename (folder, OWN_FOLDER, NULL);

  return g_file_new_for_path (path);
}

GFile *
gezin_store_backup_folder (GezinStore *store, GError **error)
{
  g_autofree char *uri = NULL;

  if (!gezin_meta_find (store, CHOSEN_FOLDER, &uri, error))
    return NULL;
  return uri == NULL || uri[0] == '\0' ? gezin_backup_own_folder (store) : g_file_new_for_uri (uri);
}

static gboolean
is_within (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* Invariant 1, also by way of links on the path. */
static gboolean
check_outside (GezinStore *store, GFile *folder, GError **error)
{
  const char *path = gezin_place_path (folder);
  g_autofree char *store_folder = gezin_backup_store_folder (store);
  char *real_store, *real_path;
  gboolean is_outside;

  if (path == NULL)
    return TRUE;
  real_store = realpath (store_folder, NULL);
  real_path = realpath (path, NULL);
  is_outside = real_store == NULL || real_path == NULL || !is_within (real_path, real_store);
  if (!is_outside)
    {
      g_autofree char *own = g_build_filename (real_store, OWN_FOLDER, NULL);

      is_outside = strcmp (real_path, own) == 0;
    }
  free (real_store);
  free (real_path);
  return is_outside
         || fail (GEZIN_STORE_ERROR_BACKUP_INSIDE, "backups would lie inside the store", error);
}

/* Invariants 1 and 2. */
static gboolean
check_folder (GezinStore *store, GFile *folder, GCancellable *cancellable, GError **error)
{
  switch ((int) gezin_place_type (folder, NULL, cancellable))
    {
    case G_FILE_TYPE_DIRECTORY:
      return check_outside (store, folder, error);
    case G_FILE_TYPE_SYMBOLIC_LINK:
      return fail (GEZIN_STORE_ERROR_BACKUP_LINK, "the folder for backups is a link", error);
    case G_FILE_TYPE_UNKNOWN:
    case G_FILE_TYPE_MOUNTABLE:
      return fail (GEZIN_STORE_ERROR_BACKUP_GONE, "the folder for backups is not there", error);
    default:
      return fail (GEZIN_STORE_ERROR_BACKUP_TAKEN, "this is no folder", error);
    }
}

static gboolean
use_chosen_folder (GezinBackupTarget *target, GezinStore *store, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);

  target->folder = gezin_store_backup_folder (store, error);
  if (target->folder == NULL)
    return FALSE;
  target->is_own_folder = g_file_equal (own, target->folder);
  return (!target->is_own_folder || gezin_place_make_folder (store->disk, own, cancellable, error))
         && check_folder (store, target->folder, cancellable, error);
}

/* Invariant 3. */
static gboolean
check_older_backup (GezinStore *store, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinBackup) backup = gezin_backup_open (file, cancellable, &inner);
  GezinBackupVerdict verdict = GEZIN_BACKUP_FOREIGN;

  if (backup != NULL && !gezin_backup_judge (store, backup, &verdict, error))
    return FALSE;
  return verdict == GEZIN_BACKUP_OURS
         || fail (GEZIN_STORE_ERROR_BACKUP_TAKEN, "what lies there is no backup of this store",
                  error);
}

static gboolean
use_file (GezinBackupTarget *target, GezinStore *store, GFile *where, GCancellable *cancellable,
          GError **error)
{
  g_autofree char *name = g_file_get_basename (where);

  target->folder = g_file_get_parent (where);
  if (target->folder == NULL)
    return fail (GEZIN_STORE_ERROR_BACKUP_GONE, "the folder for backups is not there", error);
  target->file_name = g_steal_pointer (&name);
  return check_folder (store, target->folder, cancellable, error);
}

gboolean
gezin_backup_target_init (GezinBackupTarget *target, GezinStore *store, GFile *where,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);

  *target = (GezinBackupTarget){ 0 };
  if (where == NULL)
    return use_chosen_folder (target, store, cancellable, error);
  switch ((int) gezin_place_type (where, NULL, cancellable))
    {
    case G_FILE_TYPE_DIRECTORY:
      target->folder = g_object_ref (where);
      target->is_own_folder = g_file_equal (own, where);
      return check_folder (store, where, cancellable, error);
    case G_FILE_TYPE_REGULAR:
      return use_file (target, store, where, cancellable, error)
             && check_older_backup (store, where, cancellable, error);
    case G_FILE_TYPE_UNKNOWN:
      return use_file (target, store, where, cancellable, error);
    case G_FILE_TYPE_SYMBOLIC_LINK:
      return fail (GEZIN_STORE_ERROR_BACKUP_LINK, "the place for the backup is a link", error);
    default:
      return fail (GEZIN_STORE_ERROR_BACKUP_TAKEN, "what lies there is neither file nor folder",
                   error);
    }
}

void
gezin_backup_target_clear (GezinBackupTarget *target)
{
  g_clear_object (&target->folder);
  g_clear_pointer (&target->file_name, g_free);
}

gboolean
gezin_store_set_backup_folder (GezinStore *store, GFile *folder, GError **error)
{
  const GezinAuditEvent event = { .action = "backup-folder",
                                  .detail = folder == NULL ? "own" : "chosen" };
  g_autofree char *uri = folder == NULL ? g_strdup ("") : g_file_get_uri (folder);
  gboolean done;

  if (folder != NULL && !check_folder (store, folder, NULL, error))
    return FALSE;
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_meta_set (store, CHOSEN_FOLDER, uri, error)
         && gezin_audit_append (store, &event, gezin_clock_now (store->clock), error);
  return gezin_database_finish (store->database, done, error);
}
