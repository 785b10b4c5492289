/* SPDX-License-Identifier: EUPL-1.2 */

/* Files beside the database on a disk that forgets what was not synced. The
 * model stands in the header. What is done goes to the real files at once; what
 * is not durable yet is remembered, to be undone. */

#include "lossy-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lossy-vfs.h"
#include "support.h"

#define SECTOR (512)

typedef enum {
  MADE_FOLDER,
  MADE,
  RENAMED,
  REMOVED,
} Act;

/* A change of names that is not durable. */
typedef struct {
  Act act;
  char *path;
  char *from; /* of a file that was renamed */
  GBytes *lost; /* (nullable): content that it took the place of, or that was removed */
} NameChange;

static struct {
  GPtrArray *changes; /* NameChange, in order */
  GHashTable *unsynced; /* path of a file being written -> bytes that are durable */
  GHashTable *paths; /* descriptor -> path */
  gboolean is_lying;
} state;

static void
free_change (gpointer data)
{
  NameChange *change = data;

  g_free (change->path);
  g_free (change->from);
  g_clear_pointer (&change->lost, g_bytes_unref);
  g_free (change);
}

void
lossy_disk_reset (gboolean is_lying)
{
  g_clear_pointer (&state.changes, g_ptr_array_unref);
  g_clear_pointer (&state.unsynced, g_hash_table_unref);
  g_clear_pointer (&state.paths, g_hash_table_unref);
  state.changes = g_ptr_array_new_with_free_func (free_change);
  state.unsynced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state.paths = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  state.is_lying = is_lying;
}

static GBytes *
content_of (const char *path)
{
  char *content;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return NULL;
  return g_bytes_new_take (content, length);
}

static void
note (Act act, const char *path, const char *from, GBytes *lost)
{
  NameChange *change = g_new0 (NameChange, 1);

  change->act = act;
  change->path = g_strdup (path);
  change->from = g_strdup (from);
  change->lost = lost;
  g_ptr_array_add (state.changes, change);
}

/* Counts an operation; FALSE with errno when it fails without being done. */
static gboolean
meet (LossyOperation operation)
{
  int result = lossy_vfs_count (operation);

  errno = result == SQLITE_FULL ? ENOSPC : EIO;
  return result == SQLITE_OK;
}

/* What was under way when the power went is done, perhaps, and not answered. */
static int
answer (int done)
{
  if (!lossy_vfs_is_off ())
    return done;
  errno = EIO;
  return -1;
}

static int
lossy_make_folder (const char *path)
{
  if (!meet (LOSSY_OTHER) || g_mkdir (path, 0700) != 0)
    return -1;
  note (MADE_FOLDER, path, NULL, NULL);
  return answer (0);
}

static int
lossy_open_new (const char *path)
{
  int file;

  if (!meet (LOSSY_OTHER))
    return -1;
  file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return -1;
  note (MADE, path, NULL, NULL);
  g_hash_table_insert (state.unsynced, g_strdup (path), NULL);
  g_hash_table_insert (state.paths, GINT_TO_POINTER (file), g_strdup (path));
  return file;
}

static gssize
lossy_write (int file, gconstpointer bytes, gsize length)
{
  if (!meet (LOSSY_WRITE))
    return -1;
  if (write (file, bytes, length) != (gssize) length)
    return -1;
  return answer (0) == 0 ? (gssize) length : -1;
}

static int
lossy_sync (int file)
{
  const char *path = g_hash_table_lookup (state.paths, GINT_TO_POINTER (file));

  if (!meet (LOSSY_SYNC))
    return -1;
  if (!state.is_lying && !lossy_vfs_is_off ())
    g_hash_table_remove (state.unsynced, path);
  return answer (0);
}

static int
lossy_close (int file)
{
  g_hash_table_remove (state.paths, GINT_TO_POINTER (file));
  return close (file);
}

static int
lossy_rename (const char *from, const char *to)
{
  if (!meet (LOSSY_OTHER))
    return -1;
  note (RENAMED, to, from, content_of (to));
  if (g_rename (from, to) != 0)
    return -1;
  if (g_hash_table_remove (state.unsynced, from))
    g_hash_table_insert (state.unsynced, g_strdup (to), NULL);
  return answer (0);
}

static int
lossy_remove (const char *path)
{
  GBytes *lost;

  if (!meet (LOSSY_OTHER))
    return -1;
  lost = content_of (path);
  if (g_unlink (path) != 0)
    {
      g_clear_pointer (&lost, g_bytes_unref);
      return -1;
    }
  note (REMOVED, path, NULL, lost);
  return answer (0);
}

static int
lossy_sync_folder (const char *folder)
{
  if (!meet (LOSSY_SYNC))
    return -1;
  for (guint i = state.changes->len; i > 0 && !state.is_lying && !lossy_vfs_is_off (); i--)
    {
      const NameChange *change = state.changes->pdata[i - 1];
      g_autofree char *above = g_path_get_dirname (change->path);

      if (g_str_equal (above, folder))
        g_ptr_array_remove_index (state.changes, i - 1);
    }
  return answer (0);
}

const GezinDisk *
lossy_disk (void)
{
  static const GezinDisk disk = {
    .make_folder = lossy_make_folder,
    .open_new = lossy_open_new,
    .write = lossy_write,
    .sync = lossy_sync,
    .close = lossy_close,
    .rename = lossy_rename,
    .remove = lossy_remove,
    .sync_folder = lossy_sync_folder,
  };

  return &disk;
}

/* The power comes back. */

static void
put_back (const char *path, GBytes *content)
{
  gsize length;
  const char *bytes;

  if (content == NULL)
    return;
  bytes = g_bytes_get_data (content, &length);
  g_assert_true (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
}

static void
undo (const NameChange *change)
{
  switch (change->act)
    {
    case MADE_FOLDER:
      store_test_remove_folder (change->path);
      break;
    case MADE:
      g_assert_cmpint (g_unlink (change->path), ==, 0);
      break;
    case RENAMED:
      g_assert_cmpint (g_rename (change->path, change->from), ==, 0);
      put_back (change->path, change->lost);
      break;
    case REMOVED:
      put_back (change->path, change->lost);
      break;
    }
}

/* Any beginning of what was written, with sectors that hold nothing. */
static void
spoil (const char *path, GRand *random)
{
  g_autofree char *content = NULL;
  gsize length;
  gsize kept;

  if (!g_file_get_contents (path, &content, &length, NULL))
    return;
  kept = (gsize) g_rand_int_range (random, 0, (gint32) length + 1);
  for (gsize from = 0; from < kept; from += SECTOR)
    if (g_rand_boolean (random))
      memset (content + from, 0, MIN (SECTOR, kept - from));
  g_assert_true (g_file_set_contents_full (path, content, (gssize) kept, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));
}

void
lossy_disk_power_on (GRand *random)
{
  guint n_undone = (guint) g_rand_int_range (random, 0, (gint32) state.changes->len + 1);
  gboolean was_lying = state.is_lying;
  GHashTableIter iter;
  gpointer path;

  g_hash_table_iter_init (&iter, state.unsynced);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    spoil (path, random);
  for (guint i = 0; i < n_undone; i++)
    undo (state.changes->pdata[state.changes->len - 1 - i]);
  lossy_disk_reset (was_lying);
}
