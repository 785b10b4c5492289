/* SPDX-License-Identifier: EUPL-1.2 */

/* Ordinary files that must outlive a power cut.
 *
 * Invariants:
 * 1. A name in its right place stands for a whole file: content is synced before the name is given.
 * 2. No message names a path. */

#include "store/disk-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/failure-private.h"

/* The machine. */

static int
make_folder (const char *path)
{
  return g_mkdir (path, 0700);
}

static int
open_new (const char *path)
{
  return g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/* The disk begins with what it gets at once, so that the sync at the end has
 * little left to do. It changes nothing about what is durable. */
static gssize
write_soon (int file, gconstpointer bytes, gsize length)
{
  gssize done = write (file, bytes, length);
  int number = errno; /* of the write: why it failed */
  off_t end = done > 0 ? lseek (file, 0, SEEK_CUR) : -1;

  if (done > 0 && end >= done)
    (void) sync_file_range (file, end - done, done, SYNC_FILE_RANGE_WRITE);
  errno = number;
  return done;
}

static int
sync_folder (const char *path)
{
  int folder = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int number;

  if (folder < 0)
    return -1;
  number = fsync (folder) == 0 ? 0 : errno;
  close (folder);
  errno = number;
  return number == 0 ? 0 : -1;
}

const GezinDisk *
gezin_disk_of_machine (void)
{
  static const GezinDisk machine = {
    .make_folder = make_folder,
    .open_new = open_new,
    .write = write_soon,
    .sync = fsync,
    .close = close,
    .rename = g_rename,
    .remove = g_unlink,
    .sync_folder = sync_folder,
  };

  return &machine;
}

/* A new file. */

static gboolean
fail (const GezinNewFile *self, int number, const char *what, GError **error)
{
  GFileError code = (GFileError) g_file_error_from_errno (number);

  if (self->is_ours)
    {
      gezin_failure_from_errno (number, what, error);
      return FALSE;
    }
  /* GLib has no name for a quota or a file limit that is reached. */
  if (number == EDQUOT || number == EFBIG)
    code = G_FILE_ERROR_NOSPC;
  g_set_error (error, G_FILE_ERROR, (int) code, "%s: %s", what, g_strerror (number));
  return FALSE;
}

gboolean
gezin_new_file_open (GezinNewFile *self, const GezinDisk *disk, gboolean is_ours, const char *path,
                     GError **error)
{
  *self = (GezinNewFile){ .disk = disk, .is_ours = is_ours, .file = -1 };
  self->file = disk->open_new (path);
  if (self->file < 0 && errno == EEXIST && is_ours && disk->remove (path) == 0)
    self->file = disk->open_new (path);
  if (self->file < 0)
    return fail (self, errno, "cannot make a file", error);
  self->path = g_strdup (path);
  return TRUE;
}

gboolean
gezin_new_file_write (GezinNewFile *self, gconstpointer bytes, gsize length, GError **error)
{
  const guint8 *rest = bytes;

  while (length > 0)
    {
      gssize done = self->disk->write (self->file, rest, length);

      if (done < 0 && errno == EINTR)
        continue;
      if (done <= 0)
        return fail (self, done < 0 ? errno : ENOSPC, "cannot write a file", error);
      rest += done;
      length -= (gsize) done;
    }
  return TRUE;
}

gboolean
gezin_new_file_sync (GezinNewFile *self, GError **error)
{
  int file = self->file;

  if (self->disk->sync (file) != 0)
    return fail (self, errno, "cannot sync a file", error);
  self->file = -1;
  if (self->disk->close (file) != 0)
    return fail (self, errno, "cannot close a file", error);
  return TRUE;
}

gboolean
gezin_new_file_keep (GezinNewFile *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert (self->file < 0 && self->path != NULL);
  if (self->disk->rename (self->path, path) != 0)
    return fail (self, errno, "cannot put a file in its place", error);
  g_clear_pointer (&self->path, g_free);
  if (self->disk->sync_folder (folder) != 0)
    return fail (self, errno, "cannot sync a folder", error);
  return TRUE;
}

void
gezin_new_file_clear (GezinNewFile *self)
{
  if (self->disk == NULL)
    return;
  if (self->file >= 0)
    self->disk->close (self->file);
  self->file = -1;
  if (self->path != NULL)
    self->disk->remove (self->path);
  g_clear_pointer (&self->path, g_free);
}
