/* SPDX-License-Identifier: EUPL-1.2 */

/* A container from anybody, before its signature is looked at.
 *
 * Invariants:
 * 1. libzip opens it with ZIP_CHECKCONS, so that what it says of an entry holds in both headers.
 * 2. Both headers of every entry, and the end, are byte for byte those that we would write for it, but
 *    for what docs/bundle-format.md names; they and the entries fill the whole.
 * 3. So there is one way to read it: no other program can be shown other bytes than those that are
 *    handed out, and their check sum is true. */

#include "wire/container.h"

#include "base/limits.h"
#include "wire/container-private.h"

#include <libdeflate.h>
#include <string.h>
#include <sys/stat.h>

#define COMMON_BYTES (26) /* that both headers of an entry have */
#define VERSION (10)

/** Entry: What the headers say of a part beside its name and length. */
typedef struct {
  guint32 sum;
  guint32 at; /* of its local header */
} Entry;

typedef struct {
  const guint8 *bytes;
  gsize length;
  zip_t *zip;
  GPtrArray *parts; /* mimetype first */
  GArray *entries; /* Entry, of each part */
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
  const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC
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

/* Writes @n_bytes of @number, the least first; where the next goes. */
static guint8 *
put (guint8 *to, guint32 number, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++, number >>= 8)
    *to++ = (guint8) number;
  return to;
}

/* Versions, flags, method, time, date, check sum, sizes, lengths: as we write them. */
static void
put_common (guint8 *to, const GezinPart *part, const Entry *entry)
{
  guint32 size = (guint32) g_bytes_get_size (part->bytes);

  to = put (to, VERSION, 2);
  to = put (to, 0, 4);
  to = put (to, GEZIN_ZIP_TIME, 2);
  to = put (to, GEZIN_ZIP_DATE, 2);
  to = put (to, entry->sum, 4);
  to = put (to, size, 4);
  to = put (to, size, 4);
  to = put (to, (guint32) strlen (part->name), 2);
  put (to, 0, 2);
}

static gboolean
is_local_header (const guint8 *at, const GezinPart *part, const Entry *entry)
{
  guint8 common[COMMON_BYTES];

  put_common (common, part, entry);
  return memcmp (at, "PK\003\004", 4) == 0 && memcmp (at + 4, common, sizeof common) == 0
         && memcmp (at + GEZIN_ZIP_LOCAL_BYTES, part->name, strlen (part->name)) == 0;
}

/* But for who made it, after the first four, and the external attributes, before the last four. */
static gboolean
is_central_header (const guint8 *at, const GezinPart *part, const Entry *entry)
{
  static const guint8 no_comment_disk_attributes[6] = { 0 };
  guint8 common[COMMON_BYTES], place[4];

  put_common (common, part, entry);
  put (place, entry->at, sizeof place);
  return memcmp (at, "PK\001\002", 4) == 0 && memcmp (at + 6, common, sizeof common) == 0
         && memcmp (at + 32, no_comment_disk_attributes, sizeof no_comment_disk_attributes) == 0
         && memcmp (at + 42, place, sizeof place) == 0
         && memcmp (at + GEZIN_ZIP_CENTRAL_BYTES, part->name, strlen (part->name)) == 0;
}

static gboolean
is_end (const guint8 *at, guint n_entries, gsize directory_bytes, gsize directory_at)
{
  guint8 end[GEZIN_ZIP_END_BYTES];
  guint8 *to = end;

  memcpy (to, "PK\005\006", 4);
  to = put (to + 4, 0, 4);
  to = put (to, n_entries, 2);
  to = put (to, n_entries, 2);
  to = put (to, (guint32) directory_bytes, 4);
  to = put (to, (guint32) directory_at, 4);
  put (to, 0, 2);
  return memcmp (at, end, sizeof end) == 0;
}

/* Invariant 2: @at is where the entry must begin; moves to where the next must. */
static gboolean
place (Reader *reader, GBytes *container, const zip_stat_t *stat, gsize *at, GError **error)
{
  gsize header = GEZIN_ZIP_LOCAL_BYTES + strlen (stat->name);
  const Entry entry = { stat->crc, (guint32) *at };
  GezinPart *part;

  if (header > reader->length - *at || stat->size > reader->length - *at - header)
    return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "an entry is not where it should be");
  part = g_new0 (GezinPart, 1);
  part->name = g_strdup (stat->name);
  part->bytes = g_bytes_new_from_bytes (container, *at + header, stat->size);
  g_ptr_array_add (reader->parts, part);
  g_array_append_val (reader->entries, entry);
  if (!is_local_header (reader->bytes + *at, part, &entry))
    return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "an entry is not where it should be");
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

/* The directory, from @begin, fills the rest. */
static gboolean
check_directory (Reader *reader, gsize begin, GError **error)
{
  gsize at = begin;

  for (guint i = 0; i < reader->parts->len; i++)
    {
      const GezinPart *part = reader->parts->pdata[i];
      gsize header = GEZIN_ZIP_CENTRAL_BYTES + strlen (part->name);

      if (header > reader->length - at
          || !is_central_header (reader->bytes + at, part,
                                 &g_array_index (reader->entries, Entry, i)))
        return fail (error, GEZIN_WIRE_ERROR_ZIP_HIDDEN, "the directory is not where it should be");
      at += header;
    }
  return (reader->length - at == GEZIN_ZIP_END_BYTES
          && is_end (reader->bytes + at, reader->parts->len, at - begin, begin))
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

/* Invariant 3. The sum comes first: a file that was damaged is told as that. */
static gboolean
check_contents (Reader *reader, GError **error)
{
  for (guint i = 0; i < reader->parts->len; i++)
    {
      GezinPart *part = reader->parts->pdata[i];
      gsize length;
      const void *bytes = g_bytes_get_data (part->bytes, &length);

      if (libdeflate_crc32 (0, bytes, length) != g_array_index (reader->entries, Entry, i).sum)
        return fail (error, GEZIN_WIRE_ERROR_ZIP_CONTENT, "a check sum that is not true");
      gezin_digest_of (bytes, length, part->digest);
    }
  return TRUE;
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
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (zip_t) zip = NULL;
  Reader reader = { .parts = parts, .entries = entries };

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
