/* SPDX-License-Identifier: EUPL-1.2 */

/* SHA-256 against the examples of FIPS 180-2, and in pieces against itself at once. */

#include "base/digest.h"

#include <string.h>

static void
assert_digest (const char *text, const char *expected)
{
  guint8 sha256[GEZIN_DIGEST_BYTES];
  g_autofree char *hex = NULL;

  gezin_digest_of (text, strlen (text), sha256);
  hex = gezin_digest_text (sha256);
  g_assert_cmpstr (hex, ==, expected);
}

static void
test_examples (void)
{
  assert_digest ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_digest ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_digest ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
test_pieces (void)
{
  g_autofree guint8 *bytes = g_malloc (100000);
  guint8 whole[GEZIN_DIGEST_BYTES], pieces[GEZIN_DIGEST_BYTES];
  g_autoptr (GezinDigest) digest = gezin_digest_new ();
  gsize length;

  for (gsize i = 0; i < 100000; i++)
    bytes[i] = (guint8) (i * 31 >> 3);
  for (gsize offset = 0; offset < 100000; offset += length)
    {
      length = MIN (1 + offset / 3, 100000 - offset);
      gezin_digest_update (digest, bytes + offset, length);
    }
  gezin_digest_finish (digest, pieces);
  gezin_digest_of (bytes, 100000, whole);
  g_assert_cmpmem (pieces, sizeof pieces, whole, sizeof whole);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/examples", test_examples);
  g_test_add_func ("/digest/pieces", test_pieces);
  return g_test_run ();
}
