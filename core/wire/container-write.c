/* SPDX-License-Identifier: EUPL-1.2 */

/* A container from its parts, by libzip.
 *
 * Invariants:
 * 1. The same parts give the same bytes: fixed time, no extra fields, nothing compressed.
 * 2. It is written into locked memory of exactly its size; libzip would write a file. */

#include "wire/container.h"

#include "base/limits.h"
#include "wire/container-private.h"

#include <string.h>

/** Target: Memory, as libzip wants to write to it. */
typedef struct {
  guint8 *bytes;
  gsize size;
  gsize length; /* that are written */
  gsize at;
  zip_error_t error;
} Target;

static zip_int64_t
fail_target (Target *target)
{
  zip_error_set (&target->error, ZIP_ER_WRITE, 0);
  return -1;
}

static zip_int64_t
write_target (Target *target, const void *data, zip_uint64_t length)
{
  if (length > target->size - target->at)
    return fail_target (target);
  memcpy (target->bytes + target->at, data, length);
  target->at += length;
  target->length = MAX (target->length, target->at);
  return (zip_int64_t) length;
}

static zip_int64_t
seek_target (Target *target, void *data, zip_uint64_t length)
{
  zip_int64_t at =
      zip_source_seek_compute_offset (target->at, target->length, data, length, &target->error);

  if (at < 0 || (gsize) at > target->size)
    return fail_target (target);
  target->at = (gsize) at;
  return 0;
}

static zip_int64_t
stat_target (Target *target, zip_stat_t *stat)
{
  zip_stat_init (stat);
  stat->size = target->length;
  stat->valid |= ZIP_STAT_SIZE;
  return sizeof *stat;
}

static zip_int64_t
target_cb (void *data, void *argument, zip_uint64_t length, zip_source_cmd_t command)
{
  Target *target = data;

  switch ((int) command)
    {
    case ZIP_SOURCE_BEGIN_WRITE:
      target->at = target->length = 0;
      return 0;
    case ZIP_SOURCE_WRITE:
      return write_target (target, argument, length);
    case ZIP_SOURCE_SEEK_WRITE:
      return seek_target (target, argument, length);
    case ZIP_SOURCE_TELL_WRITE:
      return (zip_int64_t) target->at;
    case ZIP_SOURCE_COMMIT_WRITE:
    case ZIP_SOURCE_ROLLBACK_WRITE:
    case ZIP_SOURCE_OPEN:
    case ZIP_SOURCE_READ:
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_SEEK:
    case ZIP_SOURCE_TELL:
    case ZIP_SOURCE_REMOVE:
    case ZIP_SOURCE_FREE:
      return 0;
    case ZIP_SOURCE_STAT:
      return stat_target (target, argument);
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data (&target->error, argument, length);
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap (
          ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE,
          ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
          ZIP_SOURCE_CLOSE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
          ZIP_SOURCE_REMOVE, ZIP_SOURCE_FREE, -1);
    default:
      zip_error_set (&target->error, ZIP_ER_OPNOTSUPP, 0);
      return -1;
    }
}

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_LIBRARY, reason);
  return FALSE;
}

/* @bytes must live until the archive is closed. */
static gboolean
add_entry (zip_t *zip, const char *name, const void *bytes, gsize length)
{
  zip_source_t *source = zip_source_buffer (zip, length == 0 ? "" : bytes, length, 0);
  zip_int64_t index = source == NULL ? -1 : zip_file_add (zip, name, source, 0);

  if (source != NULL && index < 0)
    zip_source_free (source);
  return index >= 0 && zip_set_file_compression (zip, (zip_uint64_t) index, ZIP_CM_STORE, 0) == 0
         && zip_file_set_dostime (zip, (zip_uint64_t) index, GEZIN_ZIP_TIME, GEZIN_ZIP_DATE, 0)
                == 0;
}

static gboolean
write_entries (Target *target, GPtrArray *parts, GError **error)
{
  zip_source_t *source = zip_source_function_create (target_cb, target, NULL);
  g_autoptr (zip_t) zip = NULL;
  gboolean is_added;

  if (source != NULL)
    zip = zip_open_from_source (source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  if (zip == NULL)
    {
      zip_source_free (source);
      return fail (error, "libzip does not begin");
    }
  is_added =
      add_entry (zip, "mimetype", GEZIN_CONTAINER_MIMETYPE, strlen (GEZIN_CONTAINER_MIMETYPE));
  for (guint i = 0; i < parts->len && is_added; i++)
    {
      const GezinPart *part = parts->pdata[i];
      gsize length;
      const void *bytes = g_bytes_get_data (part->bytes, &length);

      is_added = add_entry (zip, part->name, bytes, length);
    }
  if (!is_added || zip_close (zip) != 0)
    return fail (error, "libzip does not write");
  g_steal_pointer (&zip);
  return TRUE;
}

/* Names and sizes; sets @size to the bytes of the whole. */
static gboolean
measure (GPtrArray *parts, guint64 *size, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  *size = GEZIN_ZIP_END_BYTES + GEZIN_ZIP_LOCAL_BYTES + GEZIN_ZIP_CENTRAL_BYTES
          + 2 * strlen ("mimetype") + strlen (GEZIN_CONTAINER_MIMETYPE);
  g_ptr_array_add (names, (gpointer) "mimetype");
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];
      gsize length = g_bytes_get_size (part->bytes);

      g_ptr_array_add (names, part->name);
      *size += GEZIN_ZIP_LOCAL_BYTES + GEZIN_ZIP_CENTRAL_BYTES + 2 * strlen (part->name) + length;
    }
  if (!gezin_container_check_names ((const char *const *) names->pdata, names->len, error))
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];

      if (!gezin_container_check_size (part->name, g_bytes_get_size (part->bytes), error))
        return FALSE;
    }
  if (*size <= GEZIN_MAX_CONTAINER_BYTES)
    return TRUE;
  g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE,
                       "larger than a bundle may be");
  return FALSE;
}

GezinSecret *
gezin_container_write (GPtrArray *parts, GError **error)
{
  g_autoptr (GezinSecret) secret = NULL;
  Target target = { 0 };
  guint64 size;
  gboolean is_written;

  if (!measure (parts, &size, error))
    return NULL;
  secret = gezin_secret_new (size);
  target.bytes = gezin_secret_bytes (secret);
  target.size = size;
  zip_error_init (&target.error);
  is_written = write_entries (&target, parts, error);
  zip_error_fini (&target.error);
  if (!is_written)
    return NULL;
  if (target.length != size)
    {
      fail (error, "libzip wrote another number of bytes than it should");
      return NULL;
    }
  return g_steal_pointer (&secret);
}
