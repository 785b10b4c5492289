/* SPDX-License-Identifier: EUPL-1.2 */

/* What two texts have in common at both ends: never more than there is, in whole words, and the same. */

#include "review/difference.h"

#include <string.h>

static void
test_by_hand (void)
{
  static const struct {
    const char *before, *after;
    gsize begin, end;
  } cases[] = {
    { "", "", 0, 0 },
    { "", "nieuw", 0, 0 },
    { "gelijk", "gelijk", 6, 0 },
    { "Rust in huis", "Rust in huis en op school", 12, 0 },
    { "Rust in huis", "Rust in het huis", 7, 4 },
    { "oma belt", "Oma belt", 0, 4 },
    { "aan", "aanpak", 0, 0 },
    { "de was", "was", 0, 3 },
    { "ja ja", "ja ja ja", 5, 0 },
    { "één", "én", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize begin, end;

      gezin_difference_ends (cases[i].before, cases[i].after, &begin, &end);
      g_assert_cmpuint (begin, ==, cases[i].begin);
      g_assert_cmpuint (end, ==, cases[i].end);
    }
}

static char *
some_words (GRand *random)
{
  static const char *const words[] = { "ja", "j", "é", "ë", "nee", "", "\n" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, 7); n > 0; n--)
    g_string_append_printf (text, "%s%s", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))],
                            g_rand_boolean (random) ? " " : "");
  return g_string_free (text, FALSE);
}

static void
test_of_any_texts (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *before = some_words (random);
      g_autofree char *after = some_words (random);
      gsize lengths[2] = { strlen (before), strlen (after) };
      gsize begin, end;

      gezin_difference_ends (before, after, &begin, &end);
      g_assert_cmpuint (begin + end, <=, MIN (lengths[0], lengths[1]));
      g_assert_cmpint (strncmp (before, after, begin), ==, 0);
      g_assert_cmpstr (before + lengths[0] - end, ==, after + lengths[1] - end);
      g_assert_true (g_utf8_validate (before, (gssize) begin, NULL));
      g_assert_true (g_utf8_validate (after + lengths[1] - end, -1, NULL));
      if (strcmp (before, after) == 0)
        g_assert_cmpuint (begin, ==, lengths[0]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/difference/by-hand", test_by_hand);
  g_test_add_func ("/ui/difference/of-any-texts", test_of_any_texts);
  return g_test_run ();
}
