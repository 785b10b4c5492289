/* SPDX-License-Identifier: EUPL-1.2 */

/* A container from anybody, before its signature is looked at.
 *
 * Invariants:
 * 1. libzip opens it with ZIP_CHECKCONS, so that local and central headers say the same.
 * 2. Headers and entries fill it to the last byte: nothing before, between or after them.
 * 3. The bytes that are handed out are those that libzip reads under that name, with the right
 *    check sum: no other program can be shown other bytes. */

#include "wire/container.h"

#include "base/limits.h"
#include "wire/container-private.h"

#include <string.h>
#include <sys/stat.h>

#define CHUNK_BYTES (64 * GEZIN_KIB)
#define ALONE_BYTES (GEZIN_MIB) /* below this a second thread costs more than it brings */

typedef struct {
  const guint8 *bytes;
  gsize length;
  zip_t *zip;
  GPtrArray *parts; /* mimetype first */
} Reader;

static gboolean
fail (GError **error, GezinWireError code, const char *reason)
{
  g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, reason);
  return FALSE;
}

static zip_t *
open_zip (const guint8 *bytes, gsize length, GError **error)
{
  zip_source_t *source = zip_source_buffer_create (bytes, length, 0, NULL);
  zip_t *zip =
      source == NULL ? NULL : zip_open_from_source (source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);

  if (zip == NULL)
    {
      zip_source_free (source);
      fail (error, GEZIN_WIRE_ERROR_ZIP, "no ZIP, or one that contradicts itself");
    }
  return zip;
}

/* ---------- Headers ---------- */

static gboolean
check_names (Reader *reader, GError **error)
{
  zip_int64_t n_entries = zip_get_num_entries (reader->zip, 0);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (n_entries <= 0 || n_entries > GEZIN_MAX_BUNDLE_ENTRIES)
    return fail (error, GEZIN_WIRE_ERROR_ZIP_COUNT, "no entries, or too many");
  for (zip_int64_t i = 0; i < n_entries; i++)
    {
      const char *name = zip_get_name (reader->zip, (zip_uint64_t) i, ZIP_FL_ENC_RAW);

      if (name == NULL)
        return fail (error, GEZIN_WIRE_ERROR_ZIP_NAME, "an entry without a name");
      g_ptr_array_add (names, (gpointer) name);
    }
  return gezin_container_check_names ((const char *const *) names->pdata, names->len, error);
}

static gboolean
is_plain_file (zip_t *zip, zip_uint64_t index)
{
  zip_uint8_t system;
  zip_uint32_t attributes;
  guint mode;

  if (zip_file_get_external_attributes (zip, index, 0, &system, &attributes) != 0)
    return FALSE;
  mode = attributes >> 16;
  return ((mode & S_IFMT) == 0 || (mode & S_IFMT) == S_IFREG) && (attributes & 0x10) == 0;
}

static gboolean
has_extras (zip_t *zip, zip_uint64_t index)
{
  zip_uint32_t comment_length = 0;

  zip_file_get_comment (zip, index, &comment_length, ZIP_FL_ENC_RAW);
  return comment_length != 0 || zip_file_extra_fields_count (zip, index, ZIP_FL_CENTRAL) != 0
         || zip_file_extra_fields_count (zip, index, ZIP_FL_LOCAL) != 0;
}

static gboolean
check_header (const zip_stat_t *stat, zip_t *zip, zip_uint64_t index, GError **error)
{
  const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE
                              | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;

  if ((stat->valid & needed) != needed)
    return fail (error, GEZIN_WIRE_ERROR_ZIP, "a header that does not say enough");
  if (stat->comp_method != ZIP_CM_STORE || stat->encryption_method != ZIP_EM_NONE)
    return fail (error, GEZIN_WIRE_ERROR_ZIP_METHOD, "compressed or encrypted");
  if (stat->size != stat->comp_size)
    return fail (error, GEZIN_WIRE_ERROR_ZIP_CONTENT, "two sizes for what is only stored");
  if (!is_plain_file (zip, index))
    return fail (error, GEZIN_WIRE_ERROR_ZIP_LINK, "not a plain file");
  if (has_extras (zip, index))
    return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "an extra field or a comment");
  return gezin_container_check_size (stat->name, stat->size, error);
}

/* What both headers of an entry of ours say of versions, flags, method and time. */
static gboolean
says_as_we_do (const guint8 *at)
{
  static const guint8 ours[] = { 10, 0, 0, 0, 0, 0, 0, 0, 0x21, 0x00 };

  return memcmp (at, ours, sizeof ours) == 0;
}

static gboolean
is_local_header (const guint8 *at)
{
  return memcmp (at, "PK\003\004", 4) == 0 && says_as_we_do (at + 4);
}

/* libzip does not compare all of it with the local one. */
static gboolean
is_central_header (const guint8 *at)
{
  static const guint8 no_disk_no_attributes[4] = { 0 };

  return memcmp (at, "PK\001\002", 4) == 0 && says_as_we_do (at + 6)
         && memcmp (at + 34, no_disk_no_attributes, sizeof no_disk_no_attributes) == 0;
}

/* Invariant 2: @at is where the entry must begin; moves to where the next must. */
static gboolean
place (Reader *reader, GBytes *container, const zip_stat_t *stat, gsize *at, GError **error)
{
  gsize header = GEZIN_ZIP_LOCAL_BYTES + strlen (stat->name);
  g_autoptr (GBytes) slice = NULL;
  GezinPart *part;

  if (header > reader->length - *at || stat->size > reader->length - *at - header
      || !is_local_header (reader->bytes + *at))
    return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "an entry is not where it should be");
  slice = g_bytes_new_from_bytes (container, *at + header, stat->size);
  part = g_new0 (GezinPart, 1);
  part->name = g_strdup (stat->name);
  part->bytes = g_steal_pointer (&slice);
  g_ptr_array_add (reader->parts, part);
  *at += header + stat->size;
  return TRUE;
}

static gboolean
place_all (Reader *reader, GBytes *container, gsize *at, GError **error)
{
  zip_uint64_t n_entries = (zip_uint64_t) zip_get_num_entries (reader->zip, 0);

  for (zip_uint64_t i = 0; i < n_entries; i++)
    {
      zip_stat_t stat;

      if (zip_stat_index (reader->zip, i, 0, &stat) != 0)
        return fail (error, GEZIN_WIRE_ERROR_ZIP, "a header that cannot be read");
      if (!check_header (&stat, reader->zip, i, error)
          || !place (reader, container, &stat, at, error))
        return FALSE;
    }
  return TRUE;
}

/* The directory, from @at, fills the rest. */
static gboolean
check_directory (Reader *reader, gsize at, GError **error)
{
  for (guint i = 0; i < reader->parts->len; i++)
    {
      const GezinPart *part = reader->parts->pdata[i];
      gsize header = GEZIN_ZIP_CENTRAL_BYTES + strlen (part->name);

      if (header > reader->length - at || !is_central_header (reader->bytes + at))
        return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "the directory is not where it should be");
      at += header;
    }
  return reader->length - at == GEZIN_ZIP_END_BYTES
         || fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "bytes that belong to no entry");
}

static gboolean
check_layout (Reader *reader, GBytes *container, GError **error)
{
  int comment_length = 0;
  gsize at = 0;

  zip_get_archive_comment (reader->zip, &comment_length, ZIP_FL_ENC_RAW);
  if (comment_length != 0)
    return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "a comment");
  return place_all (reader, container, &at, error) && check_directory (reader, at, error);
}

/* ---------- Contents ---------- */

/* Invariant 3, for one entry. libzip compares the check sum at the end of it. */
static gboolean
reads_the_same (zip_t *zip, zip_uint64_t index, const GezinPart *part, guint8 *chunk)
{
  gsize length, done = 0;
  const guint8 *bytes = g_bytes_get_data (part->bytes, &length);
  zip_file_t *file = zip_fopen_index (zip, index, 0);
  zip_int64_t now = -1;

  while (file != NULL && (now = zip_fread (file, chunk, CHUNK_BYTES)) > 0)
    {
      if ((zip_uint64_t) now > length - done || memcmp (bytes + done, chunk, (gsize) now) != 0)
        {
          now = -1;
          break;
        }
      done += (gsize) now;
    }
  if (file != NULL && zip_fclose (file) != 0)
    now = -1;
  return now == 0 && done == length;
}

static gpointer
read_contents (gpointer data)
{
  Reader *reader = data;
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);

  for (guint i = 0; i < reader->parts->len; i++)
    if (!reads_the_same (reader->zip, i, reader->parts->pdata[i], chunk))
      return GINT_TO_POINTER (FALSE);
  return GINT_TO_POINTER (TRUE);
}

static void
digest_parts (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      GezinPart *part = parts->pdata[i];
      gsize length;
      const void *bytes = g_bytes_get_data (part->bytes, &length);

      gezin_digest_of (bytes, length, part->digest);
    }
}

/* libzip reads on a thread beside, while the digests are made: both only read. */
static gboolean
check_contents (Reader *reader, GError **error)
{
  GThread *thread = NULL;
  gboolean is_same;

  if (reader->length > ALONE_BYTES)
    thread = g_thread_try_new ("gezin-zip", read_contents, reader, NULL);
  digest_parts (reader->parts);
  is_same = GPOINTER_TO_INT (thread != NULL ? g_thread_join (thread) : read_contents (reader));
  return is_same
         || fail (error, GEZIN_WIRE_ERROR_ZIP_CONTENT, "a check sum or size that is not true");
}

static gboolean
check_mimetype (Reader *reader, GError **error)
{
  const GezinPart *first = reader->parts->pdata[0];
  g_autoptr (GBytes) wanted =
      g_bytes_new_static (GEZIN_CONTAINER_MIMETYPE, strlen (GEZIN_CONTAINER_MIMETYPE));

  return g_bytes_equal (first->bytes, wanted)
         || fail (error, GEZIN_WIRE_ERROR_MIMETYPE, "another mimetype");
}

GPtrArray *
gezin_container_read (GBytes *container, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_part_free);
  g_autoptr (zip_t) zip = NULL;
  Reader reader = { .parts = parts };

  reader.bytes = g_bytes_get_data (container, &reader.length);
  if (reader.length == 0 || reader.length > GEZIN_MAX_CONTAINER_BYTES)
    {
      fail (error, GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE, "empty, or larger than a bundle may be");
      return NULL;
    }
  reader.zip = zip = open_zip (reader.bytes, reader.length, error);
  if (zip == NULL || !check_names (&reader, error) || !check_layout (&reader, container, error)
      || !check_contents (&reader, error) || !check_mimetype (&reader, error))
    return NULL;
  g_ptr_array_remove_index (parts, 0);
  return g_steal_pointer (&parts);
}
