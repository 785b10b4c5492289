/* SPDX-License-Identifier: EUPL-1.2 */

/* ZIP by hand, from APPNOTE.TXT. */

#include "wire/raw-zip.h"

#include <string.h>

static void
add_16 (GByteArray *out, guint number)
{
  guint16 little = GUINT16_TO_LE ((guint16) number);

  g_byte_array_append (out, (const guint8 *) &little, 2);
}

static void
add_32 (GByteArray *out, guint32 number)
{
  guint32 little = GUINT32_TO_LE (number);

  g_byte_array_append (out, (const guint8 *) &little, 4);
}

static void
add_text (GByteArray *out, const char *text)
{
  if (text != NULL)
    g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

static guint
length_of (const char *text)
{
  return text == NULL ? 0 : (guint) strlen (text);
}

/* A field of no known sort. */
static guint
extra_length (const char *text)
{
  return text == NULL ? 0 : 4 + length_of (text);
}

static void
add_extra (GByteArray *out, const char *text)
{
  if (text == NULL)
    return;
  add_16 (out, 0x5858);
  add_16 (out, length_of (text));
  add_text (out, text);
}

static guint32
crc_of (const guint8 *bytes, gsize length)
{
  guint32 crc = 0xFFFFFFFF;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= bytes[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
  return ~crc;
}

/* What both headers say alike. */
static void
add_shared (GByteArray *out, const RawEntry *entry, guint32 size)
{
  add_16 (out, 10);
  add_16 (out, entry->flags);
  add_16 (out, entry->method);
  add_16 (out, entry->time);
  add_16 (out, 0x21);
  add_32 (out, crc_of (entry->bytes, entry->length) ^ entry->crc);
  add_32 (out, size);
  add_32 (out, size);
}

static void
add_local (GByteArray *out, const RawEntry *entry)
{
  const char *name = entry->local_name != NULL ? entry->local_name : entry->name;
  guint32 size = (guint32) entry->length + (guint32) entry->size_lie;

  add_32 (out, 0x04034b50);
  add_shared (out, entry, size + (guint32) entry->local_size_lie);
  add_16 (out, length_of (name));
  add_16 (out, extra_length (entry->local_extra));
  add_text (out, name);
  add_extra (out, entry->local_extra);
  g_byte_array_append (out, entry->bytes, (guint) entry->length);
}

static void
add_central (GByteArray *out, const RawEntry *entry, guint32 offset)
{
  add_32 (out, 0x02014b50);
  add_16 (out, 0x031e);
  add_shared (out, entry, (guint32) entry->length + (guint32) entry->size_lie);
  add_16 (out, length_of (entry->name));
  add_16 (out, extra_length (entry->central_extra));
  add_16 (out, length_of (entry->comment));
  add_16 (out, 0);
  add_16 (out, 0);
  add_32 (out, entry->attributes);
  add_32 (out, offset);
  add_text (out, entry->name);
  add_extra (out, entry->central_extra);
  add_text (out, entry->comment);
}

static void
add_end (GByteArray *out, const RawArchive *archive, guint n_entries, guint32 directory,
         guint32 base)
{
  guint32 size = out->len - directory;

  add_32 (out, 0x06054b50);
  add_16 (out, 0);
  add_16 (out, 0);
  add_16 (out, n_entries + archive->n_more);
  add_16 (out, n_entries + archive->n_more);
  add_32 (out, size);
  add_32 (out, directory - base + (guint32) archive->offset_lie);
  add_16 (out, length_of (archive->comment));
  add_text (out, archive->comment);
  add_text (out, archive->suffix);
}

GBytes *
raw_zip (const RawEntry *entries, guint n_entries, const RawArchive *archive)
{
  static const RawArchive plain = { 0 };
  GByteArray *out = g_byte_array_new ();
  g_autofree guint32 *offsets = g_new (guint32, n_entries);
  guint32 base, directory;

  if (archive == NULL)
    archive = &plain;
  add_text (out, archive->prefix);
  base = archive->is_prefix_counted ? 0 : out->len;
  for (guint i = 0; i < n_entries; i++)
    {
      add_text (out, entries[i].before);
      offsets[i] = out->len - base;
      add_local (out, &entries[i]);
    }
  directory = out->len;
  for (guint i = 0; i < n_entries; i++)
    add_central (out, &entries[i], offsets[i]);
  add_end (out, archive, n_entries, directory, base);
  return g_byte_array_free_to_bytes (out);
}
