/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents of which the file was cut off, altered, swapped or taken away: told
 * as what they are, nothing of them handed out, and whole again once the same
 * file is attached. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "document-support.h"

#define CHUNK GEZIN_DOCUMENT_CHUNK_BYTES
#define HEADER_BYTES (40)
#define SEAL_BYTES (17)

typedef struct {
  const char *name;
  GezinStoreError code;
  void (*damage) (const char *path, const char *other);
} Damage;

static void
change_file (const char *path, void (*change) (GByteArray *bytes))
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_byte_array_append (bytes, (const guint8 *) content, (guint) length);
  change (bytes);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
flip_magic (GByteArray *bytes)
{
  bytes->data[15] ^= 3; /* another version */
}

static void
flip_header (GByteArray *bytes)
{
  bytes->data[20] ^= 1;
}

static void
flip_first (GByteArray *bytes)
{
  bytes->data[HEADER_BYTES] ^= 1; /* its tag */
}

static void
flip_middle (GByteArray *bytes)
{
  bytes->data[HEADER_BYTES + CHUNK + SEAL_BYTES + 500] ^= 0x80;
}

static void
flip_last (GByteArray *bytes)
{
  bytes->data[bytes->len - 1] ^= 1;
}

static void
cut_byte (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len - 1);
}

static void
cut_chunk (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, HEADER_BYTES + 3 * (CHUNK + SEAL_BYTES));
}

static void
cut_all (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 0);
}

static void
lengthen (GByteArray *bytes)
{
  g_byte_array_append (bytes, (const guint8 *) "x", 1);
}

static void
swap_chunks (GByteArray *bytes)
{
  guint8 *first = bytes->data + HEADER_BYTES;
  guint8 *second = first + CHUNK + SEAL_BYTES;
  g_autofree guint8 *held = g_memdup2 (first, CHUNK + SEAL_BYTES);

  memcpy (first, second, CHUNK + SEAL_BYTES);
  memcpy (second, held, CHUNK + SEAL_BYTES);
}

#define DAMAGE(name) \
  static void do_##name (const char *path, const char *other) \
  { \
    change_file (path, name); \
  }

DAMAGE (flip_magic)
DAMAGE (flip_header)
DAMAGE (flip_first)
DAMAGE (flip_middle)
DAMAGE (flip_last)
DAMAGE (cut_byte)
DAMAGE (cut_chunk)
DAMAGE (cut_all)
DAMAGE (lengthen)
DAMAGE (swap_chunks)

static void
do_remove (const char *path, const char *other)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
do_swap (const char *path, const char *other)
{
  g_assert_cmpint (renameat2 (AT_FDCWD, path, AT_FDCWD, other, RENAME_EXCHANGE), ==, 0);
}

static void
do_link (const char *path, const char *other)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink (other, path), ==, 0);
}

static void
do_folder (const char *path, const char *other)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static const Damage damages[] = {
  { "another-version", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_magic },
  { "another-header", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_header },
  { "a-bit-in-the-first-chunk", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_first },
  { "a-bit-in-the-middle", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_middle },
  { "the-last-bit", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_last },
  { "a-byte-less", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_cut_byte },
  { "a-chunk-less", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_cut_chunk },
  { "an-empty-file", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_cut_all },
  { "a-byte-more", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_lengthen },
  { "chunks-that-changed-places", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_swap_chunks },
  { "another-document", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_swap },
  { "a-link", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_link },
  { "a-folder", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_folder },
  { "no-file", GEZIN_STORE_ERROR_DOCUMENT_MISSING, do_remove },
};

static void
assert_told (DocumentTest *world, const Damage *damage)
{
  g_autoptr (GezinDocumentReport) report = document_test_check (world);
  const GezinDocumentFinding *finding = NULL;

  g_assert_cmpuint (report->n_bad, >=, 1);
  for (guint i = 0; i < report->findings->len && finding == NULL; i++)
    {
      const GezinDocumentFinding *one = report->findings->pdata[i];

      if (one->has_record && gezin_uuid_equal (&one->record, &world->record))
        finding = one;
    }
  g_assert_nonnull (finding);
  g_assert_true (gezin_uuid_equal (&finding->dossier, &world->dossier));
  g_assert_cmpint (finding->state, ==,
                   damage->code == GEZIN_STORE_ERROR_DOCUMENT_MISSING ? GEZIN_DOCUMENT_MISSING
                                                                      : GEZIN_DOCUMENT_DAMAGED);
}

/* Told as what it is, nothing of it handed out, and whole again once the same file is attached. */
static void
test_damage (DocumentTest *world, gconstpointer data)
{
  const Damage *damage = data;
  GezinUuid second = store_test_record_id (&world->test);
  GezinUuid third = store_test_record_id (&world->test);
  g_autofree char *other = g_build_filename (world->outside, "other", NULL);
  g_autofree char *path = NULL;
  g_autofree char *other_path = NULL;
  g_autoptr (GError) error = NULL;

  document_test_write (other, 3 * CHUNK + 100, 2); /* as long as the first */
  document_test_attach (world, &world->record, world->path);
  document_test_attach (world, &second, other);
  path = document_test_path (world, &world->record);
  other_path = document_test_path (world, &second);
  damage->damage (path, other_path);
  g_assert_false (document_test_read_out (world, &world->record, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, (int) damage->code);
  g_assert_false (g_file_test (world->target, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (document_test_n_files (world->outside), ==, 2);
  assert_told (world, damage);
  if (damage->damage == do_folder)
    return; /* a file does not take the place of a folder */

  document_test_attach (world, &third, world->path);
  document_test_attach (world, &third, other);
  g_clear_error (&error);
  g_assert_true (document_test_read_out (world, &world->record, &error));
  document_test_assert_same (world->path, world->target);
  g_assert_true (document_test_read_out (world, &second, &error));
  document_test_assert_same (other, world->target);
  g_assert_cmpuint (document_test_n_stored (world), ==, 2);
}

/* For a backup. */

static gboolean
authenticates (DocumentTest *world, const char *name, const char *path)
{
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (copy, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_good = gezin_documents_authenticate (world->test.store->database, name,
                                                   G_INPUT_STREAM (stream), NULL, &error);

  if (!is_good)
    g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_DAMAGED);
  return is_good;
}

/* Nobody looks at the length of a copy first: the chunks alone tell. */
static void
test_copy_authenticates_by_its_name (DocumentTest *world, gconstpointer data)
{
  static void (*const changes[]) (GByteArray *) = { flip_magic, flip_header, flip_first,
                                                    flip_last,  cut_byte,    cut_chunk,
                                                    cut_all,    lengthen,    swap_chunks };
  g_autofree char *copy = g_build_filename (world->outside, "copy", NULL);
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const GezinDocument *one;
  gsize length;

  document_test_attach (world, &world->record, world->path);
  all = gezin_documents_list (world->test.store->database, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  one = all->pdata[0];
  path = document_test_path (world, &world->record);
  g_assert_true (authenticates (world, one->name, path));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
      change_file (copy, changes[i]);
      g_assert_false (authenticates (world, one->name, copy));
    }
}

/* Where the content ends with what is read at once, one byte more is read by itself. */
static void
test_byte_after_whole_blocks_is_seen (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GezinDocument) document = NULL;
  g_autofree char *path = NULL;

  document_test_write (world->path, 16 * CHUNK, 3);
  document_test_attach (world, &world->record, world->path);
  document = document_test_find (world, &world->record);
  path = document_test_path (world, &world->record);
  g_assert_true (authenticates (world, document->name, path));
  change_file (path, lengthen);
  g_assert_false (authenticates (world, document->name, path));
}

static void
add (const char *path, void (*func) (DocumentTest *, gconstpointer), gconstpointer data)
{
  g_test_add (path, DocumentTest, data, document_test_setup, func, document_test_teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/store/document-damage/", damages[i].name, NULL);

      add (path, test_damage, &damages[i]);
    }
  add ("/store/document-damage/copy-authenticates-by-its-name", test_copy_authenticates_by_its_name,
       NULL);
  add ("/store/document-damage/byte-after-whole-blocks-is-seen",
       test_byte_after_whole_blocks_is_seen, NULL);
  return g_test_run ();
}
