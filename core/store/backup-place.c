/* SPDX-License-Identifier: EUPL-1.2 */

/* Files into a folder that may be anywhere: through GezinDisk where it is on
 * this machine, through GIO elsewhere.
 *
 * Invariants:
 * 1. A name that does not end in .part is given only to a file that is whole.
 * 2. On this machine a file is synced before it gets its name, and its name before the call returns.
 * 3. No message holds a path or an address. */

#include "store/backup-place-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/limits.h"

struct _GezinPlaceFile {
  GFile *folder;
  GezinNewFile local; /* on this machine; else: */
  GFile *temporary; /* NULL: committed */
  GOutputStream *stream; /* NULL: closed */
};

static GezinStoreError
code_of_io_error (const GError *error)
{
  switch ((int) error->code)
    {
    case G_IO_ERROR_NO_SPACE:
      return GEZIN_STORE_ERROR_BACKUP_FULL;
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return GEZIN_STORE_ERROR_BACKUP_READ_ONLY;
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
    case G_IO_ERROR_NOT_MOUNTED:
    case G_IO_ERROR_NOT_SUPPORTED: /* an address that nothing on this machine can reach */
    case G_IO_ERROR_CLOSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_TIMED_OUT:
      return GEZIN_STORE_ERROR_BACKUP_GONE;
    default:
      return GEZIN_STORE_ERROR_MACHINE;
    }
}

static GezinStoreError
code_of_file_error (const GError *error)
{
  switch ((int) error->code)
    {
    case G_FILE_ERROR_NOSPC:
      return GEZIN_STORE_ERROR_BACKUP_FULL;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      return GEZIN_STORE_ERROR_BACKUP_READ_ONLY;
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
    case G_FILE_ERROR_NODEV:
    case G_FILE_ERROR_NXIO:
      return GEZIN_STORE_ERROR_BACKUP_GONE;
    default:
      return GEZIN_STORE_ERROR_MACHINE;
    }
}

void
gezin_place_translate (const char *what, GError **error)
{
  GezinStoreError code;

  if (error == NULL || *error == NULL)
    return;
  if ((*error)->domain == G_IO_ERROR && (*error)->code != G_IO_ERROR_CANCELLED)
    code = code_of_io_error (*error);
  else if ((*error)->domain == G_FILE_ERROR)
    code = code_of_file_error (*error);
  else
    return;
  g_clear_error (error);
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
}

const char *
gezin_place_path (GFile *file)
{
  return g_file_is_native (file) ? g_file_peek_path (file) : NULL;
}

gboolean
gezin_place_is_same_folder (GFile *one, GFile *other)
{
  const char *paths[] = { gezin_place_path (one), gezin_place_path (other) };
  struct stat about[2];

  if (paths[0] == NULL || paths[1] == NULL || g_stat (paths[0], &about[0]) != 0
      || g_stat (paths[1], &about[1]) != 0)
    return g_file_equal (one, other);
  return about[0].st_dev == about[1].st_dev && about[0].st_ino == about[1].st_ino;
}

/* Passes @done on; gives what was met the code that it has for a place. */
static gboolean
tell (gboolean done, const char *what, GError **inner, GError **error)
{
  if (done)
    {
      g_clear_error (inner);
      return TRUE;
    }
  gezin_place_translate (what, inner);
  g_propagate_error (error, g_steal_pointer (inner));
  return FALSE;
}

static gboolean
begin_local (GezinPlaceFile *file, const GezinDisk *disk, const char *path, GError **error)
{
  GError *inner = NULL;

  (void) disk->remove (path);
  return tell (gezin_new_file_open (&file->local, disk, FALSE, path, &inner), "cannot write there",
               &inner, error);
}

static gboolean
begin_elsewhere (GezinPlaceFile *file, GCancellable *cancellable, GError **error)
{
  GError *inner = NULL;

  (void) g_file_delete (file->temporary, cancellable, NULL);
  file->stream =
      G_OUTPUT_STREAM (g_file_create (file->temporary, G_FILE_CREATE_PRIVATE, cancellable, &inner));
  return tell (file->stream != NULL, "cannot write there", &inner, error);
}

GezinPlaceFile *
gezin_place_begin (const GezinDisk *disk, GFile *folder, const char *temporary_name,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinPlaceFile) file = g_new0 (GezinPlaceFile, 1);
  g_autoptr (GFile) temporary = g_file_get_child (folder, temporary_name);
  const char *path = gezin_place_path (temporary);

  g_assert (g_str_has_suffix (temporary_name, GEZIN_PLACE_PART));
  file->folder = g_object_ref (folder);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (path != NULL)
    return begin_local (file, disk, path, error) ? g_steal_pointer (&file) : NULL;
  file->temporary = g_steal_pointer (&temporary);
  return begin_elsewhere (file, cancellable, error) ? g_steal_pointer (&file) : NULL;
}

gboolean
gezin_place_write (GezinPlaceFile *file, const void *bytes, gsize length, GCancellable *cancellable,
                   GError **error)
{
  GError *inner = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (file->local.path != NULL)
    return tell (gezin_new_file_write (&file->local, bytes, length, &inner), "cannot write there",
                 &inner, error);
  return tell (g_output_stream_write_all (file->stream, bytes, length, NULL, cancellable, &inner),
               "cannot write there", &inner, error);
}

static gboolean
commit_local (GezinPlaceFile *file, GFile *end, GError **error)
{
  GError *inner = NULL;

  return tell (gezin_new_file_sync (&file->local, &inner)
                   && gezin_new_file_keep (&file->local, gezin_place_path (end), &inner),
               "cannot make it durable", &inner, error);
}

static gboolean
commit_elsewhere (GezinPlaceFile *file, GFile *end, GCancellable *cancellable, GError **error)
{
  GError *inner = NULL;
  gboolean closed = g_output_stream_close (file->stream, cancellable, &inner);

  g_clear_object (&file->stream);
  if (!tell (closed, "cannot write there", &inner, error)
      || !tell (g_file_move (file->temporary, end,
                             G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS
                                 | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                             cancellable, NULL, NULL, &inner),
                "cannot give the file its name", &inner, error))
    return FALSE;
  g_clear_object (&file->temporary);
  return TRUE;
}

gboolean
gezin_place_commit (GezinPlaceFile *file, const char *name, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GFile) end = g_file_get_child (file->folder, name);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return file->local.path != NULL ? commit_local (file, end, error)
                                  : commit_elsewhere (file, end, cancellable, error);
}

void
gezin_place_abandon (GezinPlaceFile *file)
{
  if (file == NULL)
    return;
  gezin_new_file_clear (&file->local);
  if (file->stream != NULL)
    (void) g_output_stream_close (file->stream, NULL, NULL);
  if (file->temporary != NULL)
    (void) g_file_delete (file->temporary, NULL, NULL);
  g_clear_object (&file->stream);
  g_clear_object (&file->temporary);
  g_object_unref (file->folder);
  g_free (file);
}

gboolean
gezin_place_make_folder (const GezinDisk *disk, GFile *folder, GCancellable *cancellable,
                         GError **error)
{
  const char *path = gezin_place_path (folder);
  g_autofree char *parent = NULL;
  GError *inner = NULL;

  if (path == NULL)
    return tell (g_file_make_directory (folder, cancellable, &inner)
                     || g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_EXISTS),
                 "cannot make the folder", &inner, error);
  parent = g_path_get_dirname (path);
  if ((disk->make_folder (path) != 0 && errno != EEXIST) || disk->sync_folder (parent) != 0)
    g_set_error_literal (&inner, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "folder");
  return tell (inner == NULL, "cannot make the folder", &inner, error);
}

static gboolean
pump (GInputStream *from, GezinPlaceFile *to, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (GEZIN_BACKUP_CHUNK_BYTES);

  for (;;)
    {
      GError *inner = NULL;
      gsize length = 0;

      if (!tell (g_input_stream_read_all (from, chunk, GEZIN_BACKUP_CHUNK_BYTES, &length,
                                          cancellable, &inner),
                 "cannot read a file", &inner, error))
        return FALSE;
      if (length == 0)
        return TRUE;
      if (!gezin_place_write (to, chunk, length, cancellable, error))
        return FALSE;
    }
}

gboolean
gezin_place_copy (const GezinDisk *disk, GFile *from, GFile *folder, const char *name,
                  GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary_name = g_strconcat (name, GEZIN_PLACE_PART, NULL);
  GError *inner = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (from, cancellable, &inner);
  g_autoptr (GezinPlaceFile) to = NULL;

  if (!tell (stream != NULL, "cannot read a file", &inner, error))
    return FALSE;
  to = gezin_place_begin (disk, folder, temporary_name, cancellable, error);
  return to != NULL && pump (G_INPUT_STREAM (stream), to, cancellable, error)
         && gezin_place_commit (to, name, cancellable, error);
}

gboolean
gezin_place_delete (const GezinDisk *disk, GFile *file)
{
  const char *path = gezin_place_path (file);

  return path != NULL ? disk->remove (path) == 0 : g_file_delete (file, NULL, NULL);
}

GFileType
gezin_place_type (GFile *file, gint64 *size, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                         G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);

  if (info == NULL)
    return G_FILE_TYPE_UNKNOWN;
  if (size != NULL)
    *size = g_file_info_get_size (info);
  return g_file_info_get_file_type (info);
}

gint64
gezin_place_size (GFile *file, GCancellable *cancellable)
{
  gint64 size = -1;

  return gezin_place_type (file, &size, cancellable) == G_FILE_TYPE_REGULAR ? size : -1;
}
