/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding by words. */

#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "store/search-private.h"
#include "support.h"
#include "support/builder.h"

static const char family[] =
    "family f name='Van der Berg' reference=2026-0042\n"
    "person noor given-names=Noor prefix='van der' family-name=Berg birth-date=2014-05-01 "
    "phone=06-12345678\n"
    "person jose given-names='Jos\xc3\xa9' family-name='Y\xc4\xb1lmaz-Gro\xc3\x9f'\n"
    "statement s text='De ruzie ging over de huur van het huis in Utrecht'\n"
    "contact c facts='Noor was verdrietig over school'\n"
    "person piet given-names=Piet\n"
    "beside piet given-names=Pieter\n";

static void
set_up (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made = test_dossier (family);
  g_autoptr (GError) error = NULL;

  store_test_init (test, 19, NULL);
  if (!store_test_take_in (test, made, NULL, &error))
    g_error ("%s", error->message);
}

static void
tear_down (StoreTest *test, gconstpointer data)
{
  store_test_clear (test);
}

static GPtrArray *
search_kind (StoreTest *test, const char *words, GezinKind kind)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = gezin_store_search (test->store, words, kind, 200, &error);

  if (error != NULL)
    g_error ("%s: %s", words, error->message);
  return hits;
}

static GPtrArray *
search (StoreTest *test, const char *words)
{
  return search_kind (test, words, GEZIN_KIND_NONE);
}

/* Whether the record called @name is among what @words find. */
static gboolean
finds (StoreTest *test, const char *words, const char *name)
{
  g_autoptr (GPtrArray) hits = search (test, words);
  GezinUuid id = test_id (name);
  guint i;

  for (i = 0; i < hits->len; i++)
    if (gezin_uuid_equal (&((GezinSearchHit *) hits->pdata[i])->record, &id))
      return TRUE;
  return FALSE;
}

static void
test_words_are_found_whatever_case_and_accents (StoreTest *test, gconstpointer data)
{
  g_assert_true (finds (test, "noor", "noor"));
  g_assert_true (finds (test, "NOOR", "noor"));
  g_assert_true (finds (test, "jose", "jose"));
  g_assert_true (finds (test, "JOS\xc3\x89", "jose"));
  g_assert_true (finds (test, "Jose\xcc\x81", "jose"));
  g_assert_true (finds (test, "utrecht huur", "s"));
  g_assert_false (finds (test, "utrecht noor", "s"));
  g_assert_false (finds (test, "amsterdam", "s"));
}

static void
test_full_name_finds_the_person_over_its_fields (StoreTest *test, gconstpointer data)
{
  g_assert_true (finds (test, "Noor Berg", "noor"));
  g_assert_true (finds (test, "berg noor", "noor"));
  g_assert_true (finds (test, "Noor van der Berg", "noor"));
  g_assert_false (finds (test, "Noor Bakker", "noor"));
}

static void
test_prefixes_are_ignored_unless_nothing_else_is_left (StoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, (gpointer) "van der");
  g_ptr_array_add (words, (gpointer) "'t");
  g_ptr_array_add (words, (gpointer) "de");
  g_assert_false (finds (test, "van de Berg", "noor"));
  gezin_store_set_ignored_words (test->store, words);
  g_assert_true (finds (test, "van de Berg", "noor"));
  g_assert_true (finds (test, "van 't Berg", "noor"));
  g_assert_true (finds (test, "Van Der", "noor"));
  g_assert_false (finds (test, "van der", "piet"));
}

static void
test_last_word_is_also_a_beginning (StoreTest *test, gconstpointer data)
{
  g_assert_true (finds (test, "verdr", "c"));
  g_assert_true (finds (test, "school verdr", "c"));
  g_assert_false (finds (test, "verdr school", "c"));
}

static void
test_numbers_are_found_however_they_are_spaced (StoreTest *test, gconstpointer data)
{
  static const char *const forms[] = { "06-12345678", "0612345678", "06 12345678", "06 12 34 56 78",
                                       "0612",        "2014-05-01", "01-05-2014",  "1-5" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (forms) - 1; i++)
    if (!finds (test, forms[i], "noor"))
      g_error ("not found: %s", forms[i]);
  g_assert_false (finds (test, "0687654321", "noor"));
  g_assert_true (finds (test, "2026-0042", "f"));
}

static void
test_every_head_of_a_conflict_is_found (StoreTest *test, gconstpointer data)
{
  g_assert_true (finds (test, "piet", "piet"));
  g_assert_true (finds (test, "pieter", "piet"));
}

static void
test_removed_record_is_not_found_until_it_is_back (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made = test_dossier (family);
  g_autoptr (GezinDossier) removed = test_dossier_write (made, "remove c\n", NULL);
  g_autoptr (GezinDossier) beside = test_dossier_write (made, "beside c place=Thuis\n", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_test_take_in (test, removed, NULL, &error));
  g_assert_false (finds (test, "verdrietig", "c"));
  if (!gezin_store_check_integrity (test->store, &error))
    g_error ("%s", error->message);
  /* Somebody wrote in it without having seen the removal: it stands (law 7). */
  g_assert_true (store_test_take_in (test, beside, NULL, &error));
  g_assert_true (finds (test, "verdrietig", "c"));
  if (!gezin_store_check_integrity (test->store, &error))
    g_error ("%s", error->message);
}

static void
test_changed_words_replace_the_old (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = test_id ("f");
  GezinUuid person = test_id ("noor");

  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, "Eleonora");
  g_assert_true (finds (test, "eleonora berg", "noor"));
  g_assert_false (finds (test, "noor berg", "noor"));
}

static void
test_kind_narrows (StoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) people = search_kind (test, "noor", GEZIN_KIND_PERSON);
  g_autoptr (GPtrArray) contacts = search_kind (test, "noor", GEZIN_KIND_CONTACT);
  g_autoptr (GPtrArray) all = search (test, "noor");

  g_assert_cmpuint (people->len, ==, 1);
  g_assert_cmpuint (contacts->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 2);
  /* A name weighs more than a word in a report. */
  g_assert_cmpint (((GezinSearchHit *) all->pdata[0])->kind, ==, GEZIN_KIND_PERSON);
}

static void
test_hit_says_where (StoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = search (test, "verdr");
  const GezinSearchHit *hit = hits->pdata[0];
  GezinUuid dossier = test_id ("f");

  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (gezin_uuid_equal (&hit->dossier, &dossier));
  g_assert_cmpint (hit->field, ==, GEZIN_FIELD_CONTACT_FACTS);
  g_assert_cmpstr (hit->dossier_name, ==, "Van der Berg");
  g_assert_cmpstr (hit->snippet, ==, "Noor was verdrietig over school");
  g_assert_cmpint (strncmp (hit->snippet + hit->match_start, "verdrietig", hit->match_length), ==,
                   0);
  g_assert_cmpuint (hit->match_length, ==, strlen ("verdrietig"));
}

static void
test_snippet_is_cut_around_the_word (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GezinQuestion) question = gezin_question_new ("w\xc3\xadl", NULL);
  GezinPlace place;
  g_autofree char *snippet = NULL;
  guint i;

  for (i = 0; i < 400; i++)
    g_string_append (text, i % 7 == 0 ? "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\n" : "caf\xc3\xa9 ");
  g_string_append (text, "Wil ");
  for (i = 0; i < 400; i++)
    g_string_append (text, "na\xc3\xafve\t");
  place = gezin_question_find (question, text->str, GEZIN_SEARCH_TEXT);
  g_assert_cmpuint (place.n_words, ==, 1);
  snippet = gezin_snippet (text->str, &place);
  g_assert_true (g_utf8_validate (snippet, -1, NULL));
  g_assert_cmpuint (strlen (snippet), <, 300);
  g_assert_null (strpbrk (snippet, "\n\t"));
  g_assert_cmpint (strncmp (snippet + place.start, "Wil", 3), ==, 0);
}

/* Nothing that is typed is syntax of the index: no error, and quotes change nothing. */
static void
test_no_character_is_syntax (StoreTest *test, gconstpointer data)
{
  static const char *const questions[] = { "",
                                           " ",
                                           "\"",
                                           "\"\"",
                                           "'",
                                           "*",
                                           "noor*",
                                           "-noor",
                                           "noor OR",
                                           "OR",
                                           "NOT noor",
                                           "NEAR(",
                                           "names:noor",
                                           "(noor",
                                           "noor)",
                                           "^noor",
                                           "{names}:x",
                                           "a\\b",
                                           "%",
                                           ";--",
                                           "\"noor",
                                           "noor\"",
                                           "\xf0\x9f\x98\x80",
                                           "\xff\xfe",
                                           "+",
                                           "noor + x",
                                           "names : \"x",
                                           "\t\n",
                                           "\xd8\xb9\xd9\x84\xd9\x8a",
                                           "e\xcc\x81\xcc\x81\xcc\x81",
                                           "\xe2\x80\x8f" };
  guint32 seed = 5;
  guint i, j;

  for (i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (GPtrArray) hits = search (test, questions[i]);
    }
  g_assert_true (finds (test, "\"noor", "noor"));
  g_assert_true (finds (test, "noor)*", "noor"));
  g_assert_true (finds (test, "noor \xf0\x9f\x98\x80", "noor"));
  for (i = 0; i < 2000; i++)
    {
      char text[9];
      g_autoptr (GPtrArray) hits = NULL;

      for (j = 0; j < 8; j++)
        {
          static const char alphabet[] = "a\"'*-+^:(){}.,; ORNOT\\";

          seed = seed * 1664525 + 1013904223;
          text[j] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
      text[8] = '\0';
      hits = search (test, text);
    }
}

static void
test_many_words_and_long_words_are_bounded (StoreTest *test, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *long_word = g_strnfill (100000, 'x');
  g_autoptr (GPtrArray) none = search (test, long_word);
  g_autoptr (GPtrArray) hits = NULL;
  guint i;

  g_assert_cmpuint (none->len, ==, 0);
  for (i = 0; i < 5000; i++)
    g_string_append (many, "noor ");
  hits = search (test, many->str);
  g_assert_cmpuint (hits->len, ==, 2);
}

/* One word of letters that fold in all kinds of ways. */
static char *
make_word (GezinRandom *random)
{
  static const char *const letters[] = { "e",         "E", "é",  "e\xcc\x81", "É", "a",
                                         "A\xcc\x8a", "å", "n",  "ñ",         "ç", "c",
                                         "o",         "ø", "oe", "œ",         "s", "ß",
                                         "ss",        "æ", "ae", "ж",         "Ж", "1",
                                         "\xcc\xa7",  "ﬁ", "fi", "ij",        "ĳ", "İ" };
  GString *word = g_string_new (letters[gezin_random_below (random, 24)]);
  guint i;

  for (i = gezin_random_below (random, 3); i > 0; i--)
    g_string_append (word, letters[gezin_random_below (random, G_N_ELEMENTS (letters))]);
  return g_string_free (word, FALSE);
}

static void
test_a_word_is_found_where_its_folded_form_begins (void)
{
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (20260122);
  guint n_found = 0;
  guint i;

  for (i = 0; i < 40000; i++)
    {
      g_autofree char *asked = make_word (random);
      g_autofree char *there = make_word (random);
      g_autofree char *folded_asked = gezin_text_fold (asked);
      g_autofree char *folded_there = gezin_text_fold (there);
      g_autoptr (GezinQuestion) last = gezin_question_new (asked, NULL);
      gboolean begins = g_str_has_prefix (folded_there, folded_asked);
      g_autofree char *two = g_strdup_printf ("%s 2", asked);
      g_autoptr (GezinQuestion) first = gezin_question_new (two, NULL);

      g_assert_cmpuint (gezin_question_find (last, there, GEZIN_SEARCH_TEXT).n_words, ==, begins);
      g_assert_cmpuint (gezin_question_find (first, there, GEZIN_SEARCH_TEXT).n_words, ==,
                        g_str_equal (folded_there, folded_asked));
      n_found += begins;
    }
  g_assert_cmpuint (n_found, >, 1000);
}

#define ADD(path, test) g_test_add ("/store/search/" path, StoreTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("words-are-found-whatever-case-and-accents", test_words_are_found_whatever_case_and_accents);
  ADD ("full-name-finds-the-person-over-its-fields",
       test_full_name_finds_the_person_over_its_fields);
  ADD ("prefixes-are-ignored-unless-nothing-else-is-left",
       test_prefixes_are_ignored_unless_nothing_else_is_left);
  ADD ("last-word-is-also-a-beginning", test_last_word_is_also_a_beginning);
  ADD ("numbers-are-found-however-they-are-spaced", test_numbers_are_found_however_they_are_spaced);
  ADD ("every-head-of-a-conflict-is-found", test_every_head_of_a_conflict_is_found);
  ADD ("removed-record-is-not-found-until-it-is-back",
       test_removed_record_is_not_found_until_it_is_back);
  ADD ("changed-words-replace-the-old", test_changed_words_replace_the_old);
  ADD ("kind-narrows", test_kind_narrows);
  ADD ("hit-says-where", test_hit_says_where);
  g_test_add_func ("/store/search/snippet-is-cut-around-the-word",
                   test_snippet_is_cut_around_the_word);
  g_test_add_func ("/store/search/a-word-is-found-where-its-folded-form-begins",
                   test_a_word_is_found_where_its_folded_form_begins);
  ADD ("no-character-is-syntax", test_no_character_is_syntax);
  ADD ("many-words-and-long-words-are-bounded", test_many_words_and_long_words_are_bounded);
  return g_test_run ();
}
