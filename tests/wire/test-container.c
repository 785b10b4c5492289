/* SPDX-License-Identifier: EUPL-1.2 */

/* Containers, and ZIP files that are made to deceive. */

#include "wire/raw-zip.h"

#include "base/limits.h"
#include "wire/container.h"

#include <string.h>

#define DOCUMENT_A \
  GEZIN_CONTAINER_DOCUMENTS "0000000000000000000000000000000000000000000000000000000000000001"
#define DOCUMENT_B \
  GEZIN_CONTAINER_DOCUMENTS "0000000000000000000000000000000000000000000000000000000000000002"
#define SYMLINK (0xA1FFu << 16)
#define FOLDER (0x41EDu << 16 | 0x10)

#define ENTRY(NAME, TEXT) \
  { \
    .name = NAME, .bytes = TEXT, .length = sizeof TEXT - 1 \
  }

/* What every container has, with a dossier and two documents. */
static const RawEntry usual[] = {
  ENTRY ("mimetype", GEZIN_CONTAINER_MIMETYPE),
  ENTRY (GEZIN_CONTAINER_MANIFEST, "<manifest/>"),
  ENTRY (GEZIN_CONTAINER_DOSSIER, "<dossier/>"),
  ENTRY (DOCUMENT_A, "een"),
  ENTRY (DOCUMENT_B, "twee"),
  ENTRY (GEZIN_CONTAINER_ASIC_MANIFEST, "<list/>"),
  ENTRY (GEZIN_CONTAINER_SIGNATURE, "signed"),
};

#define N_USUAL G_N_ELEMENTS (usual)

enum { MIMETYPE, MANIFEST, DOSSIER, FIRST, SECOND, LIST, SIGNATURE };

static void
expect (GBytes *zip, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = gezin_container_read (zip, &error);

  if (code == 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (parts);
      return;
    }
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_null (parts);
}

static void
expect_raw (const RawEntry *entries, guint n_entries, const RawArchive *archive, int code)
{
  g_autoptr (GBytes) zip = raw_zip (entries, n_entries, archive);

  expect (zip, code);
}

/* The usual one, with one entry changed. */
static void
expect_with (guint index, const RawEntry *entry, int code)
{
  RawEntry entries[N_USUAL];

  memcpy (entries, usual, sizeof usual);
  entries[index] = *entry;
  expect_raw (entries, N_USUAL, NULL, code);
}

/* The usual one, with one entry more, at @index. */
static void
expect_more (guint index, const RawEntry *entry, int code)
{
  RawEntry entries[N_USUAL + 1];

  memcpy (entries, usual, index * sizeof *usual);
  entries[index] = *entry;
  memcpy (entries + index + 1, usual + index, (N_USUAL - index) * sizeof *usual);
  expect_raw (entries, N_USUAL + 1, NULL, code);
}

/* The hand-made one is right: so what is refused below is refused for what was done to it. */
static void
test_usual (void)
{
  g_autoptr (GBytes) zip = raw_zip (usual, N_USUAL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = gezin_container_read (zip, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, ==, N_USUAL - 1);
  for (guint i = 1; i < N_USUAL; i++)
    {
      const GezinPart *part = parts->pdata[i - 1];
      guint8 digest[GEZIN_DIGEST_BYTES];

      g_assert_cmpstr (part->name, ==, usual[i].name);
      g_assert_cmpmem (g_bytes_get_data (part->bytes, NULL), g_bytes_get_size (part->bytes),
                       usual[i].bytes, usual[i].length);
      gezin_digest_of (usual[i].bytes, usual[i].length, digest);
      g_assert_cmpmem (part->digest, sizeof digest, digest, sizeof digest);
    }
}

static GPtrArray *
usual_parts (void)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_part_free);

  for (guint i = 1; i < N_USUAL; i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (usual[i].bytes, usual[i].length);

      g_ptr_array_add (parts, gezin_part_new (usual[i].name, bytes));
    }
  return parts;
}

/* As EN 319 162-1 wants it: the first 58 bytes say what it is. */
static void
test_write (void)
{
  g_autoptr (GPtrArray) parts = usual_parts ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) one = gezin_container_write (parts, &error);
  g_autoptr (GezinSecret) two = gezin_container_write (parts, &error);
  g_autoptr (GBytes) zip = NULL;

  g_assert_no_error (error);
  g_assert_true (gezin_secret_equal (one, two));
  g_assert_cmpmem (gezin_secret_peek (one) + 30, 8 + strlen (GEZIN_CONTAINER_MIMETYPE),
                   "mimetype" GEZIN_CONTAINER_MIMETYPE, 8 + strlen (GEZIN_CONTAINER_MIMETYPE));
  zip = g_bytes_new (gezin_secret_peek (one), gezin_secret_length (one));
  expect (zip, 0);
}

static void
test_large (void)
{
  g_autoptr (GPtrArray) parts = usual_parts ();
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (3 * GEZIN_MIB), 3 * GEZIN_MIB);
  GezinPart *part = parts->pdata[2];
  g_autoptr (GezinSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) zip = NULL;
  g_autofree guint8 *broken = NULL;
  g_autoptr (GBytes) broken_zip = NULL;

  g_bytes_unref (part->bytes);
  part->bytes = g_bytes_ref (large);
  secret = gezin_container_write (parts, &error);
  g_assert_no_error (error);
  zip = g_bytes_new (gezin_secret_peek (secret), gezin_secret_length (secret));
  expect (zip, 0);
  /* A bit in the middle, found by the check sum. */
  broken = g_memdup2 (gezin_secret_peek (secret), gezin_secret_length (secret));
  broken[GEZIN_MIB] ^= 1;
  broken_zip = g_bytes_new (broken, gezin_secret_length (secret));
  expect (broken_zip, GEZIN_WIRE_ERROR_ZIP_CONTENT);
}

static void
test_names (void)
{
  static const char *const names[] = {
    "../manifest.xml",
    "/etc/passwd",
    "documents/../manifest.xml",
    "documents\\x",
    "documents/",
    "documents/zz",
    "CON",
    "a\x01"
    "b",
    "a\xe2\x80\xae"
    "b",
    "META-INF/other.xml",
    "META-INF/signature002.p7s",
    "x",
    "documents/00000000000000000000000000000000000000000000000000000000000000A1",
    "documents/x/0000000000000000000000000000000000000000000000000000000000000001",
    "documents/00000000000000000000000000000000000000000000000000000000000000011",
  };
  g_autofree char *endless = g_strnfill (60000, 'n');
  RawEntry entry = ENTRY ("", "x");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      entry.name = names[i];
      expect_more (SECOND + 1, &entry, GEZIN_WIRE_ERROR_ZIP_NAME);
    }
  entry.name = endless;
  expect_more (SECOND + 1, &entry, GEZIN_WIRE_ERROR_ZIP_NAME);
}

static void
test_order (void)
{
  RawEntry entries[N_USUAL];

  for (guint i = 1; i + 1 < N_USUAL; i++)
    {
      memcpy (entries, usual, sizeof usual);
      entries[i] = usual[i + 1];
      entries[i + 1] = usual[i];
      expect_raw (entries, N_USUAL, NULL, GEZIN_WIRE_ERROR_ZIP_NAME);
    }
  memcpy (entries, usual, sizeof usual);
  entries[0] = usual[1];
  entries[1] = usual[0];
  expect_raw (entries, N_USUAL, NULL, GEZIN_WIRE_ERROR_MIMETYPE);
}

static void
test_missing (void)
{
  for (guint i = 0; i < N_USUAL; i++)
    {
      RawEntry entries[N_USUAL];
      gboolean is_optional = i == DOSSIER || i == FIRST || i == SECOND;

      memcpy (entries, usual, i * sizeof *usual);
      memcpy (entries + i, usual + i + 1, (N_USUAL - i - 1) * sizeof *usual);
      expect_raw (entries, N_USUAL - 1, NULL,
                  is_optional     ? 0
                  : i == MIMETYPE ? GEZIN_WIRE_ERROR_MIMETYPE
                                  : GEZIN_WIRE_ERROR_ZIP_MISSING);
    }
}

static void
test_twice (void)
{
  RawEntry entry = ENTRY (GEZIN_CONTAINER_DOSSIER, "<other/>");

  /* The exact name libzip refuses itself, or we do. */
  {
    g_autoptr (GError) error = NULL;
    RawEntry entries[N_USUAL + 1];
    g_autoptr (GBytes) zip = NULL;
    g_autoptr (GPtrArray) parts = NULL;

    memcpy (entries, usual, sizeof usual);
    entries[N_USUAL] = entry;
    zip = raw_zip (entries, N_USUAL + 1, NULL);
    parts = gezin_container_read (zip, &error);
    g_assert_null (parts);
    g_assert_true (g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_ZIP)
                   || g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_ZIP_TWICE));
  }
  entry.name = "Dossier.XML";
  expect_more (DOSSIER + 1, &entry, GEZIN_WIRE_ERROR_ZIP_TWICE);
  entry.name = "META-INF/SIGNATURE001.P7S";
  expect_more (N_USUAL, &entry, GEZIN_WIRE_ERROR_ZIP_TWICE);
}

static void
test_headers (void)
{
  RawEntry entry = usual[DOSSIER];

  entry.local_name = "dossier.xmk";
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP);
  entry = usual[DOSSIER];
  entry.local_size_lie = 1;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP);
  entry = usual[DOSSIER];
  entry.method = 8;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_METHOD);
  entry.method = 12;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_METHOD);
  entry = usual[DOSSIER];
  entry.flags = 1;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_METHOD);
  entry.flags = 0x800;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_HIDDEN);
  entry = usual[DOSSIER];
  entry.time = 5;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_HIDDEN);
  entry = usual[DOSSIER];
  entry.crc = 1;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_CONTENT);
  entry = usual[DOSSIER];
  entry.attributes = SYMLINK;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_LINK);
  entry.attributes = FOLDER;
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_LINK);
}

/* A size that reaches into the next entry, so that an entry holds another's header. */
static void
test_lying_size (void)
{
  RawEntry entry = usual[DOSSIER];
  g_autoptr (GError) error = NULL;
  RawEntry entries[N_USUAL];

  for (int lie = -4; lie <= 4; lie++)
    {
      g_autoptr (GBytes) zip = NULL;
      g_autoptr (GPtrArray) parts = NULL;

      if (lie == 0)
        continue;
      memcpy (entries, usual, sizeof usual);
      entry.size_lie = lie;
      entries[DOSSIER] = entry;
      zip = raw_zip (entries, N_USUAL, NULL);
      parts = gezin_container_read (zip, &error);
      g_assert_null (parts);
      g_assert_true (g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_ZIP)
                     || g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_ZIP_HIDDEN)
                     || g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_ZIP_CONTENT));
      g_clear_error (&error);
    }
}

static void
test_hidden (void)
{
  RawEntry entry = usual[DOSSIER];

  entry.central_extra = "verstopt";
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_HIDDEN);
  entry.central_extra = NULL;
  entry.local_extra = "verstopt";
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_HIDDEN);
  entry = usual[DOSSIER];
  entry.comment = "verborgen";
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_HIDDEN);
  entry = usual[DOSSIER];
  entry.before = "tussendoor";
  expect_with (DOSSIER, &entry, GEZIN_WIRE_ERROR_ZIP_HIDDEN);
}

static void
test_archive (void)
{
  static const struct {
    RawArchive archive;
    int code;
  } archives[] = {
    { { .comment = "een opmerking" }, GEZIN_WIRE_ERROR_ZIP_HIDDEN },
    { { .prefix = "#!/bin/sh\n" }, GEZIN_WIRE_ERROR_ZIP },
    { { .prefix = "#!/bin/sh\n", .is_prefix_counted = TRUE }, GEZIN_WIRE_ERROR_ZIP_HIDDEN },
    { { .suffix = "erachter" }, GEZIN_WIRE_ERROR_ZIP },
    { { .offset_lie = 1 }, GEZIN_WIRE_ERROR_ZIP },
    { { .offset_lie = -1 }, GEZIN_WIRE_ERROR_ZIP },
    { { .n_more = 1 }, GEZIN_WIRE_ERROR_ZIP },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (archives); i++)
    expect_raw (usual, N_USUAL, &archives[i].archive, archives[i].code);
}

static void
test_mimetype (void)
{
  RawEntry entry = ENTRY ("mimetype", "application/vnd.etsi.asic-s+zip");

  expect_with (MIMETYPE, &entry, GEZIN_WIRE_ERROR_MIMETYPE);
}

static void
test_sizes (void)
{
  g_autofree char *large = g_malloc0 (2 * GEZIN_MIB);
  RawEntry entry = { .name = GEZIN_CONTAINER_MANIFEST, .bytes = large, .length = GEZIN_MIB + 1 };

  expect_with (MANIFEST, &entry, GEZIN_WIRE_ERROR_ZIP_ENTRY_SIZE);
  entry.name = GEZIN_CONTAINER_SIGNATURE;
  entry.length = GEZIN_MAX_SIGNATURE_BYTES + 1;
  expect_with (SIGNATURE, &entry, GEZIN_WIRE_ERROR_ZIP_ENTRY_SIZE);
}

static void
test_count (void)
{
  g_autofree RawEntry *entries = g_new0 (RawEntry, GEZIN_MAX_BUNDLE_ENTRIES + 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= GEZIN_MAX_BUNDLE_ENTRIES; i++)
    {
      char *name = g_strdup_printf (GEZIN_CONTAINER_DOCUMENTS "%064x", i);

      g_ptr_array_add (names, name);
      entries[i] = (RawEntry){ .name = name, .bytes = "", .length = 0 };
    }
  expect_raw (entries, GEZIN_MAX_BUNDLE_ENTRIES + 1, NULL, GEZIN_WIRE_ERROR_ZIP_COUNT);
}

static void
test_no_zip (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("geen zip", 8);
  RawArchive archive = { 0 };

  expect (empty, GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE);
  expect (text, GEZIN_WIRE_ERROR_ZIP);
  expect_raw (usual, 0, &archive, GEZIN_WIRE_ERROR_ZIP_COUNT);
}

/* Every bit of a container: either refused, or what is read is the same. What is not looked at says
 * nothing: the version that made it, and attributes that are not those of a link or folder. */
static void
test_bits (void)
{
  g_autoptr (GPtrArray) parts = usual_parts ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = gezin_container_write (parts, &error);
  gsize length = gezin_secret_length (secret);
  guint n_taken = 0;

  for (gsize i = 0; i < length * 8; i++)
    {
      guint8 *bytes = g_memdup2 (gezin_secret_peek (secret), length);
      g_autoptr (GBytes) zip = NULL;
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GezinSecret) written = NULL;

      bytes[i / 8] ^= (guint8) (1 << i % 8);
      zip = g_bytes_new_take (bytes, length);
      again = gezin_container_read (zip, NULL);
      if (again == NULL)
        continue;
      written = gezin_container_write (again, &error);
      g_assert_no_error (error);
      g_assert_true (gezin_secret_equal (secret, written));
      n_taken++;
    }
  g_test_message ("%u of %" G_GSIZE_FORMAT " bits say nothing", n_taken, length * 8);
  /* Of each entry: by what it was made (16 bits), and external attributes (32) but a few. */
  g_assert_cmpuint (n_taken, <=, N_USUAL * 48);
}

static void
test_truncation (void)
{
  g_autoptr (GBytes) zip = raw_zip (usual, N_USUAL, NULL);

  for (gsize i = 1; i < g_bytes_get_size (zip); i++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (zip, 0, i);
      g_autoptr (GPtrArray) parts = gezin_container_read (part, NULL);

      g_assert_null (parts);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/container/a-zip-made-by-hand-is-read", test_usual);
  g_test_add_func ("/container/the-same-parts-give-the-same-bytes", test_write);
  g_test_add_func ("/container/a-bit-in-the-middle-of-a-large-one-is-found", test_large);
  g_test_add_func ("/container/refuses-names-that-no-container-has", test_names);
  g_test_add_func ("/container/refuses-another-order", test_order);
  g_test_add_func ("/container/refuses-what-misses-an-entry", test_missing);
  g_test_add_func ("/container/refuses-one-name-twice", test_twice);
  g_test_add_func ("/container/refuses-headers-that-lie", test_headers);
  g_test_add_func ("/container/refuses-sizes-that-lie", test_lying_size);
  g_test_add_func ("/container/refuses-hidden-bytes", test_hidden);
  g_test_add_func ("/container/refuses-archives-with-more", test_archive);
  g_test_add_func ("/container/refuses-another-mimetype", test_mimetype);
  g_test_add_func ("/container/refuses-entries-that-are-too-large", test_sizes);
  g_test_add_func ("/container/refuses-too-many-entries", test_count);
  g_test_add_func ("/container/refuses-what-is-no-zip", test_no_zip);
  g_test_add_func ("/container/every-turned-bit-is-refused-or-says-nothing", test_bits);
  g_test_add_func ("/container/every-truncation-is-refused", test_truncation);
  return g_test_run ();
}
