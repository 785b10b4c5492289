/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a container. Those that begin with a "z" say what a ZIP is to say, right or
 * wrong, and it is written with lengths, offsets and check sums that fit: a line for the
 * archive, then entries, each a line of what is odd about it, its name, and its content.
 * What is taken must be written again with the same content, and libzip must read it so. */

#include "fuzz/fuzz.h"

#include "base/error.h"
#include "wire/bundle.h"
#include "wire/container-private.h"
#include "wire/raw-zip.h"

#include <string.h>

#define MAX_ENTRIES (40)
#define MORE_ENTRIES (2000) /* beyond what a container may have */

static void
check_again (GPtrArray *parts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = gezin_container_write (parts, &error);
  g_autoptr (GBytes) container = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_no_error (error);
  container = g_bytes_new (gezin_secret_peek (secret), gezin_secret_length (secret));
  again = gezin_container_read (container, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, parts->len);
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];

      g_assert_true (g_bytes_equal (part->bytes, ((const GezinPart *) again->pdata[i])->bytes));
      g_assert_true (gezin_part_find (again, part->name) == again->pdata[i]);
    }
  g_assert_null (gezin_part_find (again, "mimetype"));
}

/* libzip is shown the same bytes under the same names. */
static void
check_others_read_the_same (GBytes *file, GPtrArray *parts)
{
  gsize length;
  const void *bytes = g_bytes_get_data (file, &length);
  zip_source_t *source = zip_source_buffer_create (bytes, length, 0, NULL);
  g_autoptr (zip_t) zip = zip_open_from_source (source, ZIP_RDONLY, NULL);

  g_assert_nonnull (zip);
  g_assert_cmpint (zip_get_num_entries (zip, 0), ==, parts->len + 1);
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];
      gsize part_length;
      const void *here = g_bytes_get_data (part->bytes, &part_length);
      g_autofree char *there = g_malloc (part_length + 1);
      zip_file_t *entry = zip_fopen (zip, part->name, ZIP_FL_ENC_RAW);

      g_assert_nonnull (entry);
      g_assert_cmpint (zip_fread (entry, there, part_length + 1), ==, part_length);
      g_assert_cmpmem (there, part_length, here, part_length);
      g_assert_cmpint (zip_fclose (entry), ==, 0);
    }
}

/* ---------- A ZIP as it is told ---------- */

/* `method flags time crc size local-size attributes`, numbers; what is left out is 0. */
static void
read_oddities (const char *line, RawEntry *entry)
{
  gint64 numbers[7] = { 0 };
  char *end = (char *) line;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers) && *end != '\0'; i++)
    numbers[i] = g_ascii_strtoll (end, &end, 10);
  entry->method = (guint16) numbers[0];
  entry->flags = (guint16) numbers[1];
  entry->time = (guint16) numbers[2];
  entry->crc = (guint32) numbers[3];
  entry->size_lie = (gint32) numbers[4];
  entry->local_size_lie = (gint32) numbers[5];
  entry->attributes = (guint32) numbers[6];
  if (strchr (line, 'l') != NULL)
    entry->local_extra = "lokaal";
  if (strchr (line, 'c') != NULL)
    entry->central_extra = "centraal";
  if (strchr (line, 'o') != NULL)
    entry->comment = "opmerking";
  if (strchr (line, 'b') != NULL)
    entry->before = "ervoor";
  if (strchr (line, 'n') != NULL)
    entry->local_name = "anders";
}

/* A `+` after the name: so many bytes more of content. */
static void
read_entry (const char *text, RawEntry *entry, GPtrArray *kept)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  char **more;

  read_oddities (lines[0] == NULL ? "" : lines[0], entry);
  more = g_strsplit (lines[0] == NULL || lines[1] == NULL ? "" : lines[1], "+", 2);
  g_ptr_array_add (kept, more);
  entry->name = more[0] == NULL ? "" : more[0];
  entry->length = lines[0] == NULL || lines[1] == NULL || lines[2] == NULL ? 0 : strlen (lines[2]);
  if (more[0] != NULL && more[1] != NULL)
    {
      gsize wanted = (gsize) g_ascii_strtoull (more[1], NULL, 10) % (1200 * 1024);

      entry->bytes = g_malloc0 (wanted);
      entry->length = wanted;
    }
  else
    entry->bytes = g_strdup (entry->length == 0 ? "" : lines[2]);
}

static GBytes *
zip (const guint8 *data, gsize length)
{
  g_autoptr (GPtrArray) pieces = fuzz_pieces (data, length);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *how = fuzz_text (pieces->pdata[0]);
  g_autofree RawEntry *entries = g_new0 (RawEntry, MAX_ENTRIES + MORE_ENTRIES);
  RawArchive archive = { .prefix = strchr (how, 'p') != NULL ? "vooraf" : NULL,
                         .suffix = strchr (how, 's') != NULL ? "achteraf" : NULL,
                         .comment = strchr (how, 'c') != NULL ? "opmerking" : NULL,
                         .is_prefix_counted = strchr (how, 'i') != NULL,
                         .offset_lie = strchr (how, 'o') != NULL ? 1 : 0,
                         .n_more = strchr (how, 'n') != NULL ? 1 : 0 };
  guint n_entries = 0;
  GBytes *bytes;

  for (guint i = 1; i < pieces->len && n_entries < MAX_ENTRIES; i++)
    {
      g_autofree char *text = fuzz_text (pieces->pdata[i]);

      read_entry (text, &entries[n_entries++], kept);
    }
  if (strchr (how, 'm') != NULL && n_entries > 0)
    for (guint i = 0; i < MORE_ENTRIES; i++)
      {
        entries[n_entries] = entries[n_entries - 1];
        entries[n_entries++].bytes = g_strdup ("");
        entries[n_entries - 1].length = 0;
      }
  bytes = raw_zip (entries, n_entries, &archive);
  for (guint i = 0; i < n_entries; i++)
    g_free ((gpointer) entries[i].bytes);
  return bytes;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autoptr (GBytes) file =
      length > 0 && data[0] == 'z' ? zip (data + 1, length - 1) : g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = gezin_container_read (file, &error);
  GezinBundleQuestion question = { 0 };
  g_autoptr (GezinJudgement) judgement = NULL;

  g_assert_true ((parts == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == GEZIN_WIRE_ERROR);
  if (parts == NULL)
    return 0;
  check_again (parts);
  check_others_read_the_same (file, parts);
  judgement = gezin_bundle_judge (&question, file, NULL);
  g_assert_true (judgement->verdict != GEZIN_BUNDLE_VERDICT_GOOD);
  return 0;
}
