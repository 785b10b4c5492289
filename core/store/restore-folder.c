/* SPDX-License-Identifier: EUPL-1.2 */

/* The folder in which a restored store comes to be.
 *
 * `vault.new` is the first file that is made and the last that gets its name, so
 * a crash in between leaves it, and what lies about with it was never a store. */

#include "store/restore-folder-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "store/failure-private.h"

#define VAULT_NAME "vault"
#define NEW_VAULT_NAME "vault.new"
#define DATABASE_NAME "dossiers.db"
#define LOG_NAME "dossiers.db-wal"
#define DOCUMENTS_NAME "documents"
#define LOCK_NAME "lock"
#define PART_NAME "vault.new.part"

/* What may be left of a store that is no more: it does no harm, or is part of what comes back. */
static const char *const harmless[] = { LOCK_NAME, DOCUMENTS_NAME, "backups", "erased", "inbox",
                                        "outbox",  "vault.tries",  PART_NAME, NULL };

/* What a restore or an init that was cut off leaves. */
static const char *const leftovers[] = { DATABASE_NAME, LOG_NAME, PART_NAME, NEW_VAULT_NAME, NULL };

static gboolean
fail (GezinStoreError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
  return FALSE;
}

static gboolean
has (const GezinRestoreFolder *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static gboolean
check_names (const GezinRestoreFolder *self, gboolean was_cut_off, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return fail (GEZIN_STORE_ERROR_PERMISSION, "cannot look into the folder", error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_strv_contains (harmless, name) && !(was_cut_off && g_strv_contains (leftovers, name)))
      return fail (GEZIN_STORE_ERROR_FOLDER_FULL, "there are other files in the folder", error);
  return TRUE;
}

static gboolean
check_is_free (const GezinRestoreFolder *self, GError **error)
{
  gboolean was_cut_off = has (self, NEW_VAULT_NAME) && !has (self, VAULT_NAME);

  if (has (self, VAULT_NAME) || (has (self, DATABASE_NAME) && !was_cut_off))
    return fail (GEZIN_STORE_ERROR_EXISTS, "there is a store already", error);
  return check_names (self, was_cut_off, error);
}

static void
clear_leftovers (const GezinRestoreFolder *self)
{
  for (gsize i = 0; leftovers[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (self->path, leftovers[i], NULL);

      (void) g_unlink (path);
    }
}

static gboolean
make_folder (GezinRestoreFolder *self, GError **error)
{
  self->was_there = g_file_test (self->path, G_FILE_TEST_EXISTS);
  if (g_mkdir_with_parents (self->path, 0700) == 0)
    return TRUE;
  if (errno == ENOTDIR || errno == EEXIST)
    return fail (GEZIN_STORE_ERROR_FOLDER_FULL, "a file lies where the folder should be", error);
  gezin_failure_from_errno (errno, "cannot make the folder of the store", error);
  return FALSE;
}

gboolean
gezin_restore_folder_init (GezinRestoreFolder *self, const char *path, GezinStore *store,
                           GError **error)
{
  self->path = g_canonicalize_filename (path, NULL);
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->disk = store->disk;
  if (!make_folder (self, error))
    return FALSE;
  /* Looked at before it is locked, so that what is in our way is told and nothing changes. */
  if (!check_is_free (self, error))
    return FALSE;
  self->had_lock = has (self, LOCK_NAME);
  if (!gezin_store_take_lock (store, self->path, error) || !check_is_free (self, error))
    return FALSE;
  self->is_ours = TRUE;
  clear_leftovers (self);
  return TRUE;
}

static void
note (GezinRestoreFolder *self, const char *path)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_ptr_array_add (self->made, g_strdup (path));
}

void
gezin_restore_folder_will_make (GezinRestoreFolder *self, GFile *file)
{
  note (self, g_file_peek_path (file));
}

char *
gezin_restore_folder_database (GezinRestoreFolder *self)
{
  g_autofree char *log = g_build_filename (self->path, LOG_NAME, NULL);
  char *path = g_build_filename (self->path, DATABASE_NAME, NULL);

  note (self, path);
  note (self, log);
  return path;
}

GFile *
gezin_restore_folder_documents (const GezinRestoreFolder *self)
{
  g_autofree char *path = g_build_filename (self->path, DOCUMENTS_NAME, NULL);

  return g_file_new_for_path (path);
}

static gboolean
put_durably (const GezinRestoreFolder *self, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_auto (GezinNewFile) file = { NULL };

  return gezin_new_file_open (&file, self->disk, TRUE, part, error)
         && gezin_new_file_write (&file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  error)
         && gezin_new_file_sync (&file, error) && gezin_new_file_keep (&file, path, error);
}

gboolean
gezin_restore_folder_put_vault (GezinRestoreFolder *self, GBytes *vault, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, NEW_VAULT_NAME, NULL);

  note (self, path);
  return put_durably (self, path, vault, error);
}

gboolean
gezin_restore_folder_unveil (GezinRestoreFolder *self, GezinVault **vault, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, VAULT_NAME, NULL);
  g_autofree char *new_path = g_build_filename (self->path, NEW_VAULT_NAME, NULL);

  note (self, path);
  if (self->disk->rename (new_path, path) != 0 || self->disk->sync_folder (self->path) != 0)
    {
      gezin_failure_from_errno (errno, "cannot put the vault in its place", error);
      return FALSE;
    }
  g_clear_pointer (vault, gezin_vault_free);
  *vault = gezin_vault_read (path, error);
  return *vault != NULL;
}

/* The last first, so that a folder is empty when its turn comes. */
void
gezin_restore_folder_undo (GezinRestoreFolder *self)
{
  if (self->is_ours)
    for (guint i = self->made->len; i > 0; i--)
      {
        const char *path = self->made->pdata[i - 1];

        if (self->disk->remove (path) != 0)
          (void) g_rmdir (path);
      }
  if (self->is_ours && !self->had_lock)
    {
      g_autofree char *lock = g_build_filename (self->path, LOCK_NAME, NULL);

      (void) g_unlink (lock);
    }
  if (self->path != NULL && !self->was_there)
    (void) g_rmdir (self->path);
}

void
gezin_restore_folder_clear (GezinRestoreFolder *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->made, g_ptr_array_unref);
}
