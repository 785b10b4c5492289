/* SPDX-License-Identifier: EUPL-1.2 */

/* Where two texts differ: each part that is another by itself, in whole words, and together all of it. */

#include "review/difference.h"

#include <string.h>

/* As "[-was-]{+is+}". */
static char *
told (const char *before, const char *after)
{
  g_autoptr (GArray) hunks = gezin_difference_hunks (before, after);
  GString *text = g_string_new (NULL);
  gsize from = 0;

  for (guint i = 0; i < hunks->len; i++)
    {
      const GezinHunk *hunk = &g_array_index (hunks, GezinHunk, i);

      g_string_append_len (text, after + from, (gssize) (hunk->is - from));
      if (hunk->was_length > 0)
        g_string_append_printf (text, "[-%.*s-]", (int) hunk->was_length, before + hunk->was);
      if (hunk->is_length > 0)
        g_string_append_printf (text, "{+%.*s+}", (int) hunk->is_length, after + hunk->is);
      from = hunk->is + hunk->is_length;
    }
  g_string_append (text, after + from);
  return g_string_free (text, FALSE);
}

static void
test_by_hand (void)
{
  static const struct {
    const char *before, *after, *told;
  } cases[] = {
    { "", "", "" },
    { "", "nieuw", "{+nieuw+}" },
    { "weg", "", "[-weg-]" },
    { "gelijk", "gelijk", "gelijk" },
    { "Rust in huis", "Rust in huis en op school", "Rust in huis{+ en op school+}" },
    { "Rust in huis", "Rust in het huis", "Rust in {+het +}huis" },
    { "oma belt", "Oma belt", "[-oma-]{+Oma+} belt" },
    { "aan", "aanpak", "[-aan-]{+aanpak+}" },
    { "de was", "was", "[-de -]was" },
    { "één", "én", "[-één-]{+én+}" },
    { "Oma belt elke zondag en haalt Noor van school.",
      "Opa belt elke zondag en brengt Noor naar school.",
      "[-Oma-]{+Opa+} belt elke zondag en [-haalt-]{+brengt+} Noor [-van-]{+naar+} school." },
    { "Een.\nTwee is weg.\nDrie blijft hier.", "Een.\nDrie blijft hier.\nVier is nieuw.",
      "Een.\n[-Twee is weg.\n-]Drie blijft hier.{+\nVier is nieuw.+}" },
    /* Only a little word between two others that changed: read as one. */
    { "kat en hond lopen", "muis en vogel lopen", "[-kat en hond-]{+muis en vogel+} lopen" },
    { "twee  gaten", "twee gaten", "twee[-  -]{+ +}gaten" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *is = told (cases[i].before, cases[i].after);

      g_assert_cmpstr (is, ==, cases[i].told);
    }
}

static char *
some_words (GRand *random, int most)
{
  static const char *const words[] = { "ja", "j", "é", "ë", "nee", "", "\n", "misschien" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (random, 0, most); n > 0; n--)
    g_string_append_printf (text, "%s%s", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))],
                            g_rand_boolean (random) ? " " : "");
  return g_string_free (text, FALSE);
}

static void
check (const char *before, const char *after)
{
  g_autoptr (GArray) hunks = gezin_difference_hunks (before, after);
  gsize was = 0, is = 0;

  for (guint i = 0; i < hunks->len; i++)
    {
      const GezinHunk *hunk = &g_array_index (hunks, GezinHunk, i);

      g_assert_cmpuint (hunk->was - was, ==, hunk->is - is);
      g_assert_cmpint (strncmp (before + was, after + is, hunk->is - is), ==, 0);
      g_assert_true (hunk->was_length > 0 || hunk->is_length > 0);
      g_assert_true (g_utf8_validate (before + hunk->was, (gssize) hunk->was_length, NULL));
      g_assert_true (g_utf8_validate (after + hunk->is, (gssize) hunk->is_length, NULL));
      was = hunk->was + hunk->was_length;
      is = hunk->is + hunk->is_length;
    }
  g_assert_cmpstr (before + was, ==, after + is);
  g_assert_cmpint (hunks->len == 0, ==, strcmp (before, after) == 0);
}

static void
test_of_any_texts (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *before = some_words (random, 12);
      g_autofree char *after = some_words (random, 12);

      check (before, after);
    }
}

/* Longer ones are one part from the first other word to the last: the time that it takes has an end. */
static void
test_of_very_long_texts (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *before = some_words (random, 3000);
  g_autofree char *after = some_words (random, 3000);
  GString *texts[2] = { g_string_new (NULL), g_string_new (NULL) };
  g_autoptr (GArray) hunks = NULL;

  check (before, after);
  for (guint i = 0; i < 20000; i++)
    for (guint t = 0; t < 2; t++)
      g_string_append_printf (texts[t], "woord%u ", i * (t + 1));
  check (texts[0]->str, texts[1]->str);
  hunks = gezin_difference_hunks (texts[0]->str, texts[1]->str);
  g_assert_cmpuint (hunks->len, ==, 1);
  g_string_free (texts[0], TRUE);
  g_string_free (texts[1], TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/difference/by-hand", test_by_hand);
  g_test_add_func ("/ui/difference/of-any-texts", test_of_any_texts);
  g_test_add_func ("/ui/difference/of-very-long-texts", test_of_very_long_texts);
  return g_test_run ();
}
