/* SPDX-License-Identifier: EUPL-1.2 */

/* The one form of a text, known answers and random ones. */

#include "base/text.h"

#include "base/limits.h"
#include "base/random.h"

#include <stdlib.h>
#include <string.h>

static void
assert_clean (const char *text, gsize length, gboolean one_line, const char *expected,
              guint expected_dropped)
{
  guint dropped = 0;
  g_autofree char *clean = gezin_text_clean (text, length, one_line, &dropped);

  g_assert_cmpstr (clean, ==, expected);
  g_assert_cmpuint (dropped, ==, expected_dropped);
}

#define ASSERT_PROSE(text, expected, dropped) \
  assert_clean ("" text, sizeof (text) - 1, FALSE, expected, dropped)
#define ASSERT_LINE(text, expected, dropped) \
  assert_clean ("" text, sizeof (text) - 1, TRUE, expected, dropped)

static void
test_line_ends_become_lf (void)
{
  ASSERT_PROSE ("a\r\nb\rc\nd\ve\ff", "a\nb\nc\nd\ne\nf", 0);
  ASSERT_PROSE ("a\xc2\x85"
                "b\xe2\x80\xa8"
                "c\xe2\x80\xa9"
                "d",
                "a\nb\nc\nd", 0);
  ASSERT_PROSE ("a\r\r\nb", "a\n\nb", 0);
  ASSERT_PROSE ("\ta \n", "\ta \n", 0);
  ASSERT_PROSE ("", "", 0);
}

static void
test_one_line_has_no_line_ends_and_no_loose_ends (void)
{
  ASSERT_LINE ("  a\r\nb\tc \n", "a b c", 0);
  ASSERT_LINE ("a\n\nb", "a  b", 0);
  ASSERT_LINE ("\xc2\xa0 a \xe3\x80\x80", "a", 0);
  ASSERT_LINE (" \n\t", "", 0);
}

static void
test_characters_that_xml_cannot_hold_are_dropped (void)
{
  ASSERT_PROSE ("a\0b\x01"
                "c\x1f"
                "d\x7f"
                "e",
                "abcde", 4);
  ASSERT_PROSE ("a\xc2\x80"
                "b\xc2\x9f"
                "c",
                "abc", 2);
  ASSERT_PROSE ("a\xef\xbf\xbe"
                "b\xef\xbf\xbf"
                "c\xef\xb7\x90"
                "d\xf4\x8f\xbf\xbf"
                "e",
                "abcde", 4);
  ASSERT_PROSE ("\xef\xbb\xbf"
                "a",
                "a", 1);
  ASSERT_PROSE ("\xef\xbf\xbd\xee\x80\x80", "\xef\xbf\xbd\xee\x80\x80", 0);
}

static void
test_no_utf8_is_no_text (void)
{
  ASSERT_PROSE ("a\xff", NULL, 0);
  ASSERT_PROSE ("\xe9t\xe9", NULL, 0);
  ASSERT_PROSE ("\xed\xa0\x80", NULL, 0); /* a lone surrogate */
  ASSERT_PROSE ("\xc0\x80", NULL, 0); /* NUL in two bytes */
  ASSERT_PROSE ("\xf4\x90\x80\x80", NULL, 0); /* beyond Unicode */
  ASSERT_PROSE ("a\xc3", NULL, 0);
  ASSERT_PROSE ("\xc3\0\xa9", NULL, 0); /* dropping the NUL may not make a letter */
}

static void
test_text_is_in_nfc (void)
{
  ASSERT_PROSE ("e\xcc\x81", "\xc3\xa9", 0);
  ASSERT_PROSE ("\xe2\x84\xab", "\xc3\x85", 0);
  ASSERT_PROSE ("a\xcc\x81\xcc\xa3", "\xe1\xba\xa1\xcc\x81", 0);
  ASSERT_PROSE ("e\x01\xcc\x81", "\xc3\xa9", 1);
  ASSERT_PROSE ("\xef\xac\x81", "\xef\xac\x81", 0); /* a ligature is not taken apart */
}

static void
test_emoji_joiners_and_direction_stay (void)
{
  ASSERT_LINE ("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
               "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 0);
  ASSERT_LINE ("\xe2\x80\x8f\xe2\x81\xa7x\xe2\x81\xa9", "\xe2\x80\x8f\xe2\x81\xa7x\xe2\x81\xa9", 0);
}

static void
test_dropped_is_added_up (void)
{
  guint dropped = 5;
  g_autofree char *clean = gezin_text_clean ("a\x01", 2, FALSE, &dropped);
  g_autofree char *uncounted = gezin_text_clean ("a\x01", 2, FALSE, NULL);

  g_assert_cmpuint (dropped, ==, 6);
  g_assert_cmpstr (uncounted, ==, clean);
}

/* A character of a class that cleaning must think about, more often than not. */
static gunichar
random_character (GezinRandom *random)
{
  static const gunichar interesting[] = {
    0,      1,      '\t',   '\n',   '\v',   '\f',   '\r',   ' ',    'a',     0x7f,    0x85,
    0xa0,   0xe9,   0x300,  0x301,  0x323,  0x327,  0x345,  0x1100, 0x1161,  0x11a8,  0x0fb2,
    0x0f71, 0x0f80, 0x2000, 0x2028, 0x2126, 0x200d, 0x202e, 0xac00, 0xfdd0,  0xfeff,  0xfffe,
    0xfffd, 0xf900, 0xfb1d, 0x5b4,  0x93c,  0x958,  0x9c7,  0x9be,  0x1f600, 0x1ffff, 0x1d15e,
  };

  if (gezin_random_below (random, 4) != 0)
    return interesting[gezin_random_below (random, G_N_ELEMENTS (interesting))];
  for (;;)
    {
      gunichar c = gezin_random_below (random, 0x110000);

      if (c < 0xd800 || c > 0xdfff)
        return c;
    }
}

static void
assert_clean_is_stable (const char *text, gsize length, gboolean one_line)
{
  g_autofree char *once = gezin_text_clean (text, length, one_line, NULL);
  g_autofree char *twice = NULL;
  guint dropped = 0;

  g_assert_cmpint (gezin_text_is_clean (text, length, one_line), ==,
                   once != NULL && strlen (once) == length && memcmp (once, text, length) == 0);
  if (once == NULL)
    return;
  twice = gezin_text_clean (once, strlen (once), one_line, &dropped);
  g_assert_cmpstr (twice, ==, once);
  g_assert_cmpuint (dropped, ==, 0);
  g_assert_true (gezin_text_is_clean (once, strlen (once), one_line));
  g_assert_true (g_utf8_validate (once, -1, NULL));
  if (one_line)
    g_assert_null (strpbrk (once, "\n\r\t"));
}

static guint
rounds (guint small)
{
  const char *text = g_getenv ("GEZIN_TEST_ROUNDS");

  return text == NULL ? small : (guint) strtoul (text, NULL, 10);
}

static void
test_cleaning_twice_is_cleaning_once (void)
{
  guint64 seed = 20260121;
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (seed);
  guint n_rounds = rounds (20000);

  g_test_message ("seed %" G_GUINT64_FORMAT ", %u rounds", seed, n_rounds);
  for (guint i = 0; i < n_rounds; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint n = gezin_random_below (random, 12); n > 0; n--)
        {
          gunichar c = random_character (random);

          if (c == 0)
            g_string_append_c (text, '\0');
          else
            g_string_append_unichar (text, c);
        }
      if (gezin_random_below (random, 8) == 0)
        g_string_append_c (text, (char) gezin_random_below (random, 256));
      assert_clean_is_stable (text->str, text->len, i % 2 == 0);
    }
}

static void
test_names_are_lower_kebab (void)
{
  static const char *const right[] = { "a", "care", "family-close-reason", "a1", "wet-2-3" };
  static const char *const wrong[] = { "",   "-",   "a-",  "-a",       "a--b", "A",
                                       "1a", "a_b", "a b", "\xc3\xa9", "a.b" };
  g_autofree char *longest = g_strnfill (GEZIN_MAX_NAME_BYTES, 'a');
  g_autofree char *too_long = g_strnfill (GEZIN_MAX_NAME_BYTES + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (gezin_text_is_name (right[i]));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (gezin_text_is_name (wrong[i]));
  g_assert_false (gezin_text_is_name (NULL));
  g_assert_true (gezin_text_is_name (longest));
  g_assert_false (gezin_text_is_name (too_long));
}

static void
assert_fold (const char *text, const char *expected)
{
  g_autofree char *folded = gezin_text_fold (text);
  g_autofree char *again = gezin_text_fold (folded);

  g_assert_cmpstr (folded, ==, expected);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_fold_leaves_the_letters (void)
{
  assert_fold ("Zo\xc3\xab", "zoe");
  assert_fold ("ZOE\xcc\x88", "zoe");
  assert_fold ("\xc4\xb2sbrand", "ijsbrand");
  assert_fold ("\xc5\x81ukasz S\xc3\xb8rensen", "lukasz sorensen");
  assert_fold ("\xc4\xb0stanbul", "istanbul");
  assert_fold ("Stra\xc3\x9f"
               "e",
               "strasse");
  assert_fold ("\xea\xb0\x80", "\xea\xb0\x80");
  assert_fold ("\xd9\x85\xd9\x8f\xd8\xad\xd9\x85\xd9\x91\xd8\xaf",
               "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf");
  assert_fold ("", "");
}

/* Against GLib's own tables: what is called clean is in NFC, has no loose ends and nothing dropped. */
static void
test_each_character_is_clean_only_as_it_is_kept (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      g_autofree char *between = NULL;
      g_autofree char *normal = NULL;
      char bytes[7] = { 0 };

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, bytes);
      between = g_strdup_printf ("e%so", bytes);
      normal = g_utf8_normalize (between, -1, G_NORMALIZE_NFC);
      if (gezin_text_is_clean (between, strlen (between), TRUE))
        g_assert_cmpstr (normal, ==, between);
      if (gezin_text_is_clean (bytes, strlen (bytes), TRUE))
        g_assert_false (g_unichar_isspace (c) || (c >= 0x7f && c <= 0xa0));
      g_assert_false (gezin_text_is_clean (bytes, strlen (bytes) - 1, TRUE) && strlen (bytes) > 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/line-ends-become-lf", test_line_ends_become_lf);
  g_test_add_func ("/text/one-line-has-no-line-ends-and-no-loose-ends",
                   test_one_line_has_no_line_ends_and_no_loose_ends);
  g_test_add_func ("/text/characters-that-xml-cannot-hold-are-dropped",
                   test_characters_that_xml_cannot_hold_are_dropped);
  g_test_add_func ("/text/no-utf8-is-no-text", test_no_utf8_is_no_text);
  g_test_add_func ("/text/is-in-nfc", test_text_is_in_nfc);
  g_test_add_func ("/text/emoji-joiners-and-direction-stay", test_emoji_joiners_and_direction_stay);
  g_test_add_func ("/text/dropped-is-added-up", test_dropped_is_added_up);
  g_test_add_func ("/text/cleaning-twice-is-cleaning-once", test_cleaning_twice_is_cleaning_once);
  g_test_add_func ("/text/each-character-is-clean-only-as-it-is-kept",
                   test_each_character_is_clean_only_as_it_is_kept);
  g_test_add_func ("/text/names-are-lower-kebab", test_names_are_lower_kebab);
  g_test_add_func ("/text/fold-leaves-the-letters", test_fold_leaves_the_letters);
  return g_test_run ();
}
