/* SPDX-License-Identifier: EUPL-1.2 */

/* A seeded stream is the same for ever; numbers below a bound have no bias. */

#include "base/random.h"

#include "base/id.h"

#include <string.h>

static void
test_seeded_stream_is_fixed_for_ever (void)
{
  /* As OpenSSL gives it: ChaCha20 of zeroes, key 1 and zeroes, nonce "LibsodiumDRG". */
  static const char known[] = "04069b5f37e82f91dc37fd5eb99f1a41";
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (1);
  guint8 bytes[16];
  g_autofree char *hex = NULL;

  gezin_random_bytes (random, bytes, sizeof bytes);
  hex = gezin_hex_encode (bytes, sizeof bytes);
  g_assert_cmpstr (hex, ==, known);
}

static void
test_pieces_do_not_matter (void)
{
  g_autoptr (GezinRandom) whole = gezin_random_new_seeded (9);
  g_autoptr (GezinRandom) parts = gezin_random_new_seeded (9);
  guint8 a[2000], b[2000];
  gsize done = 0;

  gezin_random_bytes (whole, a, sizeof a);
  for (gsize piece = 1; done < sizeof b; piece += 37)
    {
      gsize now = MIN (piece, sizeof b - done);

      gezin_random_bytes (parts, b + done, now);
      done += now;
    }
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  g_assert_cmpint (memcmp (a, a + 512, 512), !=, 0);
}

static void
test_seeds_differ (void)
{
  g_autoptr (GezinRandom) one = gezin_random_new_seeded (1);
  g_autoptr (GezinRandom) two = gezin_random_new_seeded (2);

  g_assert_cmpuint (gezin_random_id (one), !=, gezin_random_id (two));
}

static void
test_system_differs_each_time (void)
{
  g_autoptr (GezinRandom) random = gezin_random_new_system ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      guint64 id = gezin_random_id (random);

      g_assert_cmpuint (id, !=, 0);
      g_assert_true (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)));
    }
}

static void
test_below_stays_below_and_reaches_all (void)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (3);
  guint counts[7] = { 0 };

  for (int i = 0; i < 7000; i++)
    {
      guint32 number = gezin_random_below (random, 7);

      g_assert_cmpuint (number, <, 7);
      counts[number]++;
    }
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpuint (counts[i], >, 850);
      g_assert_cmpuint (counts[i], <, 1150);
    }
  g_assert_cmpuint (gezin_random_below (random, 1), ==, 0);
}

/* Taken modulo 3·2^30 without care, the lowest third would come twice as often. */
static void
test_below_has_no_bias (void)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (4);
  const guint32 third = G_GUINT64_CONSTANT (1) << 30;
  guint low = 0;

  for (int i = 0; i < 6000; i++)
    low += gezin_random_below (random, 3 * third) < third;
  g_assert_cmpuint (low, >, 1800);
  g_assert_cmpuint (low, <, 2200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/seeded-stream-is-fixed-for-ever", test_seeded_stream_is_fixed_for_ever);
  g_test_add_func ("/random/pieces-do-not-matter", test_pieces_do_not_matter);
  g_test_add_func ("/random/seeds-differ", test_seeds_differ);
  g_test_add_func ("/random/system-differs-each-time", test_system_differs_each_time);
  g_test_add_func ("/random/below-stays-below-and-reaches-all",
                   test_below_stays_below_and_reaches_all);
  g_test_add_func ("/random/below-has-no-bias", test_below_has_no_bias);
  return g_test_run ();
}
