/* SPDX-License-Identifier: EUPL-1.2 */

/* A file that somebody wants to attach.
 *
 * Invariants:
 * 1. Only a regular file is read, of at most GEZIN_MAX_DOCUMENT_BYTES; a device or pipe is not even opened.
 * 2. What was read whole is what the file held at one moment, as far as its size, times and place tell. */

#include "store/document-source-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>

#include "base/limits.h"
#include "store/store-error.h"

#define INFO_ATTRIBUTES \
  G_FILE_ATTRIBUTE_STANDARD_TYPE \
  "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED \
  "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC "," G_FILE_ATTRIBUTE_ETAG_VALUE

static gboolean
fail (GezinStoreError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
  return FALSE;
}

static gboolean
check_size (guint64 bytes, GError **error)
{
  return bytes <= GEZIN_MAX_DOCUMENT_BYTES
         || fail (GEZIN_STORE_ERROR_FILE_SIZE, "the file is larger than a document may be", error);
}

/* A file of this machine. */

static gboolean
fail_errno (int number, GError **error)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
      return fail (GEZIN_STORE_ERROR_NO_FILE, "there is no such file", error);
    case ELOOP:
    case ENXIO:
      return fail (GEZIN_STORE_ERROR_FILE_KIND, "this is not a regular file", error);
    default:
      g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_FILE_UNREADABLE,
                   "the file cannot be read: %s", g_strerror (number));
      return FALSE;
    }
}

static gboolean
check_about (const struct stat *about, GError **error)
{
  if (!S_ISREG (about->st_mode))
    return fail (GEZIN_STORE_ERROR_FILE_KIND, "this is not a regular file", error);
  return check_size ((guint64) about->st_size, error);
}

static gboolean
open_native (GezinDocumentSource *self, GError **error)
{
  if (g_stat (self->path, &self->about) != 0)
    return fail_errno (errno, error);
  if (!check_about (&self->about, error))
    return FALSE;
  /* It may have become a pipe since: not waiting. */
  self->descriptor = g_open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  if (self->descriptor < 0)
    return fail_errno (errno, error);
  self->stream = g_unix_input_stream_new (self->descriptor, TRUE);
  if (fstat (self->descriptor, &self->about) != 0)
    return fail_errno (errno, error);
  self->bytes = (guint64) self->about.st_size;
  (void) posix_fadvise (self->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return check_about (&self->about, error);
}

static gboolean
is_same_file (const struct stat *one, const struct stat *other)
{
  return one->st_dev == other->st_dev && one->st_ino == other->st_ino
         && one->st_size == other->st_size && one->st_mtim.tv_sec == other->st_mtim.tv_sec
         && one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

static gboolean
check_native (GezinDocumentSource *self, GError **error)
{
  struct stat open, named;

  if (fstat (self->descriptor, &open) != 0 || g_stat (self->path, &named) != 0)
    return fail (GEZIN_STORE_ERROR_FILE_GONE, "the file is no longer there", error);
  if (!is_same_file (&self->about, &open) || !is_same_file (&self->about, &named))
    return fail (GEZIN_STORE_ERROR_FILE_CHANGED, "the file changed while it was read", error);
  return TRUE;
}

/* A file elsewhere. */

/* Takes @cause. */
static gboolean
fail_remote (GError *cause, GezinStoreError if_absent, GError **error)
{
  g_autoptr (GError) inner = cause;

  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    return fail (if_absent, "there is no such file", error);
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return fail (GEZIN_STORE_ERROR_FILE_KIND, "this is not a regular file", error);
  return fail (GEZIN_STORE_ERROR_FILE_UNREADABLE, "the file cannot be read", error);
}

static gboolean
open_remote (GezinDocumentSource *self, GCancellable *cancellable, GError **error)
{
  GError *inner = NULL;

  self->info =
      g_file_query_info (self->file, INFO_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, &inner);
  if (self->info == NULL)
    return fail_remote (inner, GEZIN_STORE_ERROR_NO_FILE, error);
  if (g_file_info_get_file_type (self->info) != G_FILE_TYPE_REGULAR
      || !g_file_info_has_attribute (self->info, G_FILE_ATTRIBUTE_STANDARD_SIZE))
    return fail (GEZIN_STORE_ERROR_FILE_KIND, "this is not a regular file", error);
  self->bytes = (guint64) g_file_info_get_size (self->info);
  if (!check_size (self->bytes, error))
    return FALSE;
  self->stream = G_INPUT_STREAM (g_file_read (self->file, cancellable, &inner));
  return self->stream != NULL || fail_remote (inner, GEZIN_STORE_ERROR_FILE_GONE, error);
}

static guint64
modified (GFileInfo *info)
{
  return g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC
         + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
}

static gboolean
check_remote (GezinDocumentSource *self, GCancellable *cancellable, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GFileInfo) now =
      g_file_query_info (self->file, INFO_ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, &inner);

  if (now == NULL)
    return fail_remote (inner, GEZIN_STORE_ERROR_FILE_GONE, error);
  if (g_file_info_get_size (now) != g_file_info_get_size (self->info)
      || modified (now) != modified (self->info)
      || g_strcmp0 (g_file_info_get_etag (now), g_file_info_get_etag (self->info)) != 0)
    return fail (GEZIN_STORE_ERROR_FILE_CHANGED, "the file changed while it was read", error);
  return TRUE;
}

/* Either. */

gboolean
gezin_document_source_open (GezinDocumentSource *self, GFile *file, GCancellable *cancellable,
                            GError **error)
{
  *self = (GezinDocumentSource){ .file = g_object_ref (file), .descriptor = -1 };
  if (!g_file_is_native (file))
    return open_remote (self, cancellable, error);
  self->path = g_file_get_path (file);
  return open_native (self, error);
}

void
gezin_document_source_open_bytes (GezinDocumentSource *self, GBytes *bytes)
{
  *self = (GezinDocumentSource){ .descriptor = -1, .bytes = g_bytes_get_size (bytes) };
  self->stream = g_memory_input_stream_new_from_bytes (bytes);
}

gboolean
gezin_document_source_read (GezinDocumentSource *self, guint8 *bytes, gsize length, gsize *n_read,
                            GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (g_input_stream_read_all (self->stream, bytes, length, n_read, cancellable, &inner))
    return TRUE;
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  /* A stick that was pulled out, a share that went away. */
  if (self->file != NULL && !g_file_query_exists (self->file, NULL))
    return fail (GEZIN_STORE_ERROR_FILE_GONE, "the file is no longer there", error);
  return fail (GEZIN_STORE_ERROR_FILE_UNREADABLE, "the file cannot be read", error);
}

gboolean
gezin_document_source_check (GezinDocumentSource *self, GCancellable *cancellable, GError **error)
{
  if (self->file == NULL)
    return TRUE;
  return self->path != NULL ? check_native (self, error) : check_remote (self, cancellable, error);
}

void
gezin_document_source_clear (GezinDocumentSource *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_clear_object (&self->info);
  g_clear_pointer (&self->path, g_free);
}
