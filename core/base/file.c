/* SPDX-License-Identifier: EUPL-1.2 */

/* Files that outlive a power cut, and files of which the size is known first.
 *
 * Invariant: no message names a path, since a path may name a family. */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

#define MODE_OWNER_ONLY (0600)
#define MODE_FOR_ALL (0644)

static void
set_error (GError **error, int number, const char *what)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", what,
               g_strerror (number));
}

gboolean
gezin_file_sync_folder (const char *path, GError **error)
{
  int folder = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int number;

  if (folder < 0)
    {
      set_error (error, errno, "cannot open the folder");
      return FALSE;
    }
  number = fsync (folder) == 0 ? 0 : errno;
  close (folder);
  if (number != 0)
    {
      set_error (error, number, "cannot sync the folder");
      return FALSE;
    }
  return TRUE;
}

static gboolean
write_durably (const char *path, const void *bytes, gsize length, int mode, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *folder = g_path_get_dirname (path);

  g_return_val_if_fail (length <= G_MAXSSIZE, FALSE);

  /* GLib writes beside the file, syncs and renames. */
  if (!g_file_set_contents_full (path, bytes, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 mode, &inner))
    {
      g_set_error (error, G_FILE_ERROR, inner->code, "cannot write the file");
      return FALSE;
    }
  return gezin_file_sync_folder (folder, error);
}

gboolean
gezin_file_write_durably (const char *path, const void *bytes, gsize length, GError **error)
{
  return write_durably (path, bytes, length, MODE_OWNER_ONLY, error);
}

gboolean
gezin_file_write_for_all (const char *path, const void *bytes, gsize length, GError **error)
{
  if (!write_durably (path, bytes, length, MODE_FOR_ALL, error))
    return FALSE;
  /* What the umask took away. */
  if (g_chmod (path, MODE_FOR_ALL) == 0)
    return TRUE;
  set_error (error, errno, "cannot let others read the file");
  return FALSE;
}

/* Reads at most @length bytes; fewer at the end of the file, -1 with errno. */
static gssize
read_fully (int file, guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize now = read (file, bytes + done, length - done);

      if (now < 0 && errno == EINTR)
        continue;
      if (now < 0)
        return -1;
      if (now == 0)
        break;
      done += (gsize) now;
    }
  return (gssize) done;
}

#define HUGE_PAGE_BYTES (2 * GEZIN_MIB)

/* For free (). In large pages, where the machine has them: giving a large file its memory page by page takes
 * as long as copying it there. */
static guint8 *
new_room (gsize length)
{
  gsize n_pages = length / HUGE_PAGE_BYTES + 1;
  void *room = NULL;

  if (n_pages == 1)
    return malloc (length);
  if (posix_memalign (&room, HUGE_PAGE_BYTES, n_pages * HUGE_PAGE_BYTES) != 0)
    return NULL;
  (void) madvise (room, n_pages * HUGE_PAGE_BYTES, MADV_HUGEPAGE);
  return room;
}

static GBytes *
read_open_file (int file, gsize max_bytes, GError **error)
{
  struct stat about;
  guint8 *bytes;
  gsize size;
  gssize done;

  if (fstat (file, &about) != 0)
    {
      set_error (error, errno, "cannot look at the file");
      return NULL;
    }
  if (!S_ISREG (about.st_mode))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "this is not a regular file");
      return NULL;
    }
  if ((guint64) about.st_size > max_bytes)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the file is too large");
      return NULL;
    }
  size = (gsize) about.st_size;
  bytes = new_room (size + 1);
  if (bytes == NULL)
    {
      set_error (error, ENOMEM, "cannot read the file");
      return NULL;
    }
  done = read_fully (file, bytes, size + 1); /* one more, to see it grow */
  if (done >= 0 && (gsize) done <= size)
    return g_bytes_new_with_free_func (bytes, (gsize) done, free, bytes);
  if (done < 0)
    set_error (error, errno, "cannot read the file");
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the file grows while it is read");
  free (bytes);
  return NULL;
}

GBytes *
gezin_file_read_bounded (const char *path, gsize max_bytes, GError **error)
{
  /* Not waiting: opening a pipe would otherwise last until somebody writes. */
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  GBytes *bytes;

  if (file < 0)
    {
      set_error (error, errno, "cannot open the file");
      return NULL;
    }
  bytes = read_open_file (file, max_bytes, error);
  close (file);
  return bytes;
}

/* Whether @path, which is there, or one of the folders above it is @folder. */
static gboolean
leads_into (const char *path, const GStatBuf *folder)
{
  char *real = realpath (path, NULL);
  gboolean is_inside = FALSE;

  while (real != NULL && !is_inside)
    {
      char *slash = strrchr (real, '/');
      GStatBuf about;

      is_inside = g_stat (real, &about) == 0 && about.st_dev == folder->st_dev
                  && about.st_ino == folder->st_ino;
      if (slash == NULL || real[1] == '\0')
        break;
      slash[slash == real ? 1 : 0] = '\0';
    }
  free (real);
  return is_inside;
}

/* @path itself, or the nearest folder above it that is there. */
static gboolean
will_lead_into (const char *path, const GStatBuf *folder)
{
  g_autofree char *above = g_path_get_dirname (path);

  while (!g_file_test (above, G_FILE_TEST_EXISTS))
    {
      char *next = g_path_get_dirname (above);

      g_free (above);
      above = next;
    }
  return leads_into (path, folder) || leads_into (above, folder);
}

gboolean
gezin_file_is_inside (const char *path, const char *folder)
{
  /* With each “..” gone too: folders that are not there yet may be made on the way. */
  g_autofree char *plain = g_canonicalize_filename (path, NULL);
  GStatBuf about;

  return g_stat (folder, &about) == 0
         && (will_lead_into (path, &about) || will_lead_into (plain, &about));
}
