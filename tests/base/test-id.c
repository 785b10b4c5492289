/* SPDX-License-Identifier: EUPL-1.2 */

/* Each id has one text, and that text alone is read. */

#include "base/id.h"

#include <string.h>

static void
test_random_uuid_is_version_4 (void)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (1);

  for (int i = 0; i < 500; i++)
    {
      GezinUuid uuid = gezin_uuid_random (random);
      GezinUuid again;
      char text[GEZIN_UUID_TEXT_LENGTH + 1];

      g_assert_true (g_uuid_string_is_valid (gezin_uuid_write (&uuid, text)));
      g_assert_cmpint (text[14], ==, '4');
      g_assert_nonnull (strchr ("89ab", text[19]));
      g_assert_true (gezin_uuid_parse (text, &again));
      g_assert_true (gezin_uuid_equal (&uuid, &again));
      g_assert_cmpuint (gezin_uuid_hash (&uuid), ==, gezin_uuid_hash (&again));
    }
}

static void
test_other_uuid_texts_are_refused (void)
{
  static const char *const wrong[] = {
    "",
    "00000000-0000-0000-0000-000000000000",
    "123e4567-e89b-42d3-a456-42661417400",
    "123e4567-e89b-42d3-a456-4266141740000",
    "123E4567-e89b-42d3-a456-426614174000",
    "123e4567e89b42d3a456426614174000",
    "123e4567-e89b-42d3-a456_426614174000",
    "123e4567-e89b-42d3-a456-42661417400g",
    "{23e4567-e89b-42d3-a456-42661417400}",
    " 23e4567-e89b-42d3-a456-426614174000",
  };
  GezinUuid uuid = { { 7 } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (gezin_uuid_parse (wrong[i], &uuid));
  g_assert_false (gezin_uuid_parse (NULL, &uuid));
  g_assert_cmpint (uuid.bytes[0], ==, 7);
}

static void
test_uuids_order_as_their_texts (void)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (2);

  for (int i = 0; i < 500; i++)
    {
      GezinUuid a = gezin_uuid_random (random);
      GezinUuid b = gezin_uuid_random (random);
      char text_a[GEZIN_UUID_TEXT_LENGTH + 1];
      char text_b[GEZIN_UUID_TEXT_LENGTH + 1];
      int of_texts = strcmp (gezin_uuid_write (&a, text_a), gezin_uuid_write (&b, text_b));

      g_assert_cmpint (gezin_uuid_compare (&a, &b) < 0, ==, of_texts < 0);
      g_assert_cmpint (gezin_uuid_compare (&a, &a), ==, 0);
    }
}

static void
test_ids_go_there_and_back (void)
{
  static const guint64 ids[] = { 1, G_MAXUINT64, G_GUINT64_CONSTANT (0x0123456789abcdef) };
  char text[GEZIN_ID_TEXT_LENGTH + 1];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      guint64 again;

      g_assert_true (gezin_id_parse (gezin_id_write (ids[i], text), &again));
      g_assert_cmpuint (again, ==, ids[i]);
    }
  g_assert_cmpstr (gezin_id_write (G_GUINT64_CONSTANT (0x1f), text), ==, "000000000000001f");
}

static void
test_other_id_texts_are_refused (void)
{
  static const char *const wrong[] = { "",
                                       "0000000000000000",
                                       "1",
                                       "000000000000001",
                                       "00000000000000001",
                                       "000000000000001F",
                                       "000000000000001g",
                                       "0x00000000000001",
                                       " 00000000000001f" };
  guint64 id = 3;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (gezin_id_parse (wrong[i], &id));
  g_assert_false (gezin_id_parse (NULL, &id));
  g_assert_cmpuint (id, ==, 3);
}

static void
test_hex_goes_there_and_back (void)
{
  static const guint8 bytes[] = { 0x00, 0x0f, 0xf0, 0xff };
  g_autofree char *hex = gezin_hex_encode (bytes, sizeof bytes);
  g_autofree char *nothing = gezin_hex_encode (bytes, 0);
  g_autofree guint8 *again = NULL;
  g_autofree guint8 *none = NULL;
  gsize length = 99;

  g_assert_cmpstr (hex, ==, "000ff0ff");
  g_assert_cmpstr (nothing, ==, "");
  again = gezin_hex_decode (hex, &length);
  g_assert_cmpmem (again, length, bytes, sizeof bytes);
  none = gezin_hex_decode ("", &length);
  g_assert_nonnull (none);
  g_assert_cmpuint (length, ==, 0);
}

static void
test_other_hex_is_refused (void)
{
  static const char *const wrong[] = { "0", "000", "0g", "g0", "00 ", " 00", "00:00", "0x00" };
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (gezin_hex_decode (wrong[i], &length));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/random-uuid-is-version-4", test_random_uuid_is_version_4);
  g_test_add_func ("/id/other-uuid-texts-are-refused", test_other_uuid_texts_are_refused);
  g_test_add_func ("/id/uuids-order-as-their-texts", test_uuids_order_as_their_texts);
  g_test_add_func ("/id/ids-go-there-and-back", test_ids_go_there_and_back);
  g_test_add_func ("/id/other-id-texts-are-refused", test_other_id_texts_are_refused);
  g_test_add_func ("/id/hex-goes-there-and-back", test_hex_goes_there_and_back);
  g_test_add_func ("/id/other-hex-is-refused", test_other_hex_is_refused);
  return g_test_run ();
}
