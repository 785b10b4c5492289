/* SPDX-License-Identifier: EUPL-1.2 */

/* Every turned bit and every cut of a bundle, taken in by a real store: refused, and no byte
 * of the store is other than before. So are certificates and lists that are none.
 *
 * With GEZIN_TEST_ROUNDS every bit and every length; else all bits at both ends, one of
 * each thirteenth byte, and each thirteenth length. */

#include "desk.h"

#include "base/error.h"
#include "base/limits.h"
#include "exchange/exchange.h"
#include "wire/card.h"

#include <glib/gstdio.h>
#include <string.h>

#define EDGE_BYTES (24) /* at either end, of which every bit is turned */
#define BATCH (64) /* imports between two looks at all bytes of the store */

typedef struct {
  GezinClock *clock;
  Desk a;
  Desk b;
  DeskFamily family;
  GBytes *bundle;
  char *before; /* digest of every byte of B's store */
  guint n_since; /* imports since it was looked at */
  guint n_tried;
} World;

/* ---------- The bytes of a store ---------- */

static int
compare_paths_cb (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

static void
find_files (const char *folder, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        find_files (path, paths);
      /* SQLite's index of its log: made anew at will, and says nothing by itself. */
      else if (!g_str_has_suffix (name, "-shm"))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
}

static char *
digest_store (const char *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  find_files (folder, paths);
  g_ptr_array_sort (paths, compare_paths_cb);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GBytes) bytes = desk_load_file (paths->pdata[i]);
      gsize length;
      const guint8 *data = g_bytes_get_data (bytes, &length);

      g_checksum_update (sum, paths->pdata[i], -1);
      if (length > 0)
        g_checksum_update (sum, data, (gssize) length);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
check_unchanged (World *world)
{
  g_autofree char *now = digest_store (world->b.folder);

  g_assert_cmpstr (now, ==, world->before);
  world->n_since = 0;
}

/* ---------- The world ---------- */

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->a, world->clock, 41, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->b, world->clock, 42, "Ilse de Wit", "RVT Midden", "rvt");
  desk_meet (&world->a, &world->b);
  desk_family (&world->a, &world->b, &world->family);
  world->bundle = desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
  world->before = digest_store (world->b.folder);
}

/* What was refused all along is taken in as it is; and then the bytes are other. */
static void
tear_down (World *world, gconstpointer data)
{
  g_autoptr (GezinImportReading) taken = NULL;
  g_autofree char *after = NULL;

  check_unchanged (world);
  taken = desk_import (&world->b, world->bundle);
  g_assert_true (taken->is_new);
  after = digest_store (world->b.folder);
  g_assert_cmpstr (after, !=, world->before);
  g_free (world->before);
  g_bytes_unref (world->bundle);
  desk_clear (&world->a);
  desk_clear (&world->b);
  gezin_clock_unref (world->clock);
}

/* Whether @file is refused; then nothing changed. */
static gboolean
is_refused (World *world, GBytes *file)
{
  const GezinImportAsked asked = { .file = file };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) reading = gezin_session_import (world->b.session, &asked, &error);

  world->n_tried++;
  if (reading != NULL)
    return FALSE;
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
  if (++world->n_since == BATCH)
    check_unchanged (world);
  return TRUE;
}

static gboolean
is_long (void)
{
  return g_getenv ("GEZIN_TEST_ROUNDS") != NULL;
}

static gboolean
turns (gsize bit, gsize length)
{
  gsize byte = bit / 8;

  return is_long () || byte < EDGE_BYTES || byte + EDGE_BYTES >= length
         || (byte % 13 == 0 && bit % 8 == byte / 13 % 8);
}

static void
test_every_bit (World *world, gconstpointer data)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (world->bundle, &length);
  g_autoptr (GString) unseen = g_string_new (NULL);

  for (gsize bit = 0; bit < length * 8; bit++)
    {
      g_autoptr (GBytes) turned = NULL;
      guint8 *copy;

      if (!turns (bit, length))
        continue;
      copy = g_memdup2 (bytes, length);
      copy[bit / 8] ^= (guint8) (1 << bit % 8);
      turned = g_bytes_new_take (copy, length);
      if (!is_refused (world, turned))
        g_string_append_printf (unseen, " %" G_GSIZE_FORMAT ".%" G_GSIZE_FORMAT, bit / 8, bit % 8);
    }
  g_test_message ("%u of %" G_GSIZE_FORMAT " bits turned; those that nobody saw (byte.bit):%s",
                  world->n_tried, length * 8, unseen->len > 0 ? unseen->str : " none");
  /* With one recipient by ECDH no bit is left (docs/bundle-format.md). */
  g_assert_cmpstr (unseen->str, ==, "");
}

static void
test_every_length (World *world, gconstpointer data)
{
  gsize whole = g_bytes_get_size (world->bundle);

  for (gsize length = 0; length < whole; length += is_long () ? 1 : 13)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (world->bundle, 0, length);

      g_assert_true (is_refused (world, cut));
    }
  g_test_message ("%u of %" G_GSIZE_FORMAT " lengths", world->n_tried, whole);
}

/* ---------- Certificates and lists ---------- */

static void
add_pem (GString *text, const GezinCertificate *certificate)
{
  gsize length;
  const guint8 *der = g_bytes_get_data (gezin_certificate_der (certificate), &length);
  g_autofree char *base64 = g_base64_encode (der, length);

  g_string_append (text, "-----BEGIN CERTIFICATE-----\n");
  for (const char *at = base64; *at != '\0'; at += MIN (strlen (at), 64))
    g_string_append_printf (text, "%.64s\n", at);
  g_string_append (text, "-----END CERTIFICATE-----\n");
}

/* The certificates that the keys of @desk gave themselves. */
static GBytes *
own_certificates (Desk *desk)
{
  g_autoptr (GBytes) file = desk_card (desk);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinCard) card = gezin_card_read (file, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  add_pem (text, gezin_card_signing (card));
  add_pem (text, gezin_card_encryption (card)->pdata[0]);
  return g_string_free_to_bytes (text);
}

static void
assert_not_certified (World *world, GBytes *file, int code)
{
  g_autoptr (GezinPeerReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = gezin_session_certify_card (world->b.session, file, &reading, &error);

  g_assert_null (card);
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
  check_unchanged (world);
}

static void
assert_no_list (World *world, GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinListReading) list =
      gezin_session_take_revocation_list (world->b.session, file, &error);

  g_assert_null (list);
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  check_unchanged (world);
}

static void
test_wrong_certificates (World *world, gconstpointer data)
{
  g_autoptr (GBytes) garbage = g_bytes_new_static ("geen certificaat", 16);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) much = g_bytes_new_take (g_malloc0 (GEZIN_MAX_REVOCATION_LIST_BYTES + 1),
                                              GEZIN_MAX_REVOCATION_LIST_BYTES + 1);
  g_autoptr (GBytes) theirs = own_certificates (&world->a);
  g_autoptr (GBytes) ours = own_certificates (&world->b);

  g_free (world->before);
  world->before = digest_store (world->b.folder);
  assert_not_certified (world, garbage, GEZIN_WIRE_ERROR_ISSUED);
  assert_not_certified (world, nothing, GEZIN_WIRE_ERROR_ISSUED);
  assert_not_certified (world, much, GEZIN_WIRE_ERROR_ISSUED_TOO_LARGE);
  assert_not_certified (world, theirs, GEZIN_WIRE_ERROR_ISSUED_KEYS);
  assert_not_certified (world, ours, GEZIN_WIRE_ERROR_ISSUED_CHAIN);
  assert_no_list (world, garbage, GEZIN_WIRE_ERROR_LIST);
  assert_no_list (world, nothing, GEZIN_WIRE_ERROR_LIST);
  assert_no_list (world, much, GEZIN_WIRE_ERROR_LIST_TOO_LARGE);
  assert_no_list (world, ours, GEZIN_WIRE_ERROR_LIST);
}

#define ADD(path, function) \
  g_test_add ("/exchange/turned/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("every-bit-is-refused-and-the-store-stays-as-it-is", test_every_bit);
  ADD ("every-cut-is-refused-and-the-store-stays-as-it-is", test_every_length);
  ADD ("a-wrong-certificate-or-list-changes-no-byte", test_wrong_certificates);
  return g_test_run ();
}
