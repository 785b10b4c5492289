/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding people by how their names sound, by slips of the keys and by numbers,
 * and that what is kept for it follows the records. */

#include <string.h>

#include "base/limits.h"
#include "store/migrations-private.h"
#include "store/sounds-private.h"
#include "support.h"
#include "support/builder.h"

static const char family[] =
    "family f name='Van der Berg' reference=2026-0042\n"
    "person noor given-names=Noor prefix='van der' family-name=Berg birth-date=2014-05-01 "
    "phone=06-12345678 bsn=999990019\n"
    "person jose given-names='Jos\xc3\xa9' family-name='Y\xc4\xb1lmaz'\n"
    "person karin given-names=Karin family-name=Huijgens birth-date=1979-12-03 phone='+31 6 8765 "
    "4321'\n"
    "person moh given-names=Mohammed family-name='El Idrissi' birth-date=1985\n"
    "person sergej given-names='\xd0\xa1\xd0\xb5\xd1\x80\xd0\xb3\xd0\xb5\xd0\xb9' "
    "family-name='\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd\xd0\xbe\xd0\xb2'\n"
    "person molenaar given-names=Piet family-name=Molenaar\n"
    "statement s text='Molenaar was erbij'\n";

static GezinReference *reference;
static GezinSounds *sounds;

static void
set_up (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made = test_dossier (family);
  static const char *const prefixes[] = { "van", "den", "der" };
  g_autoptr (GPtrArray) ignored = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    g_ptr_array_add (ignored, (gpointer) prefixes[i]);
  store_test_init (test, 23, NULL);
  gezin_store_set_ignored_words (test->store, ignored);
  if (!gezin_store_set_sounds (test->store, sounds, &error)
      || !store_test_take_in (test, made, NULL, &error))
    g_error ("%s", error->message);
}

static void
tear_down (StoreTest *test, gconstpointer data)
{
  store_test_clear (test);
}

static GPtrArray *
search (StoreTest *test, const char *words)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = gezin_store_search_people (test->store, words, GEZIN_KIND_NONE, 200, &error);

  if (error != NULL)
    g_error ("%s", error->message);
  return hits;
}

/* How near the record called @name is to @words; GEZIN_MATCH_NONE if it is not found. */
static GezinMatch
finds (StoreTest *test, const char *words, const char *name)
{
  g_autoptr (GPtrArray) hits = search (test, words);
  GezinUuid id = test_id (name);

  for (guint i = 0; i < hits->len; i++)
    {
      const GezinSearchHit *hit = hits->pdata[i];

      if (gezin_uuid_equal (&hit->record, &id))
        {
          g_assert_cmpuint (hit->match_start + hit->match_length, <=, strlen (hit->snippet));
          return hit->match;
        }
    }
  return GEZIN_MATCH_NONE;
}

static void
test_names (StoreTest *test, gconstpointer data)
{
  g_assert_cmpint (finds (test, "Huijgens", "karin"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (finds (test, "Huygens", "karin"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (finds (test, "carin huygens", "karin"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (finds (test, "huygens moh", "karin"), ==, GEZIN_MATCH_NONE);
  g_assert_cmpint (finds (test, "jose yilmaz", "jose"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (finds (test, "Muhamed Elidrissi", "moh"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (finds (test, "Sergej Ivanov", "sergej"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (finds (test, "Moelnaar", "molenaar"), ==, GEZIN_MATCH_TYPING);
  g_assert_cmpint (finds (test, "van den Bergh", "noor"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (finds (test, "noor be", "noor"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (finds (test, "Visser", "noor"), ==, GEZIN_MATCH_NONE);
}

static void
test_best_first (StoreTest *test, gconstpointer data)
{
  static const char *const others[] = { "Moelnaar", "Molennaar", "Molenaer", "Molenaar" };
  GezinUuid dossier = test_id ("f");
  g_autoptr (GPtrArray) hits = NULL;
  GezinMatch before = GEZIN_MATCH_EXACT;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      GezinUuid record = store_test_record_id (test);

      store_test_set (test, &dossier, &record, GEZIN_FIELD_PERSON_FAMILY_NAME, others[i]);
    }
  hits = search (test, "molenaar");
  g_assert_cmpuint (hits->len, ==, 6);
  for (guint i = 0; i < hits->len; i++)
    {
      const GezinSearchHit *hit = hits->pdata[i];

      g_assert_cmpint (hit->match, >=, before);
      before = hit->match;
    }
  g_assert_cmpint (before, ==, GEZIN_MATCH_TYPING);
}

static void
test_dates (StoreTest *test, gconstpointer data)
{
  const char *const ways[] = { "1-5-2014", "01-05-2014",  "1/5/2014",      "1.5.14",   "1 mei 2014",
                               "01052014", "20140501",    "2014-05-01",    "mei 2014", "1 May 2014",
                               "2014-5-1", "noor 1-5-14", "1-5-2014 berg", "1 5 2014" };
  const char *const others[] = { "5-1-2014", "2-5-2014", "1 juni 2014", "31-2-2014",
                                 "karin 1-5-2014" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (finds (test, ways[i], "noor") == GEZIN_MATCH_NONE)
      g_error ("not found: %s", ways[i]);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (finds (test, others[i], "noor") != GEZIN_MATCH_NONE)
      g_error ("found: %s", others[i]);
  g_assert_cmpint (finds (test, "1985", "moh"), ==, GEZIN_MATCH_EXACT);
}

static void
test_phones (StoreTest *test, gconstpointer data)
{
  const char *const noor[] = { "0612345678",        "06-12345678",    "06 1234 5678",
                               "+31612345678",      "+31 6 12345678", "0031 6 12345678",
                               "+31 (0)6-12345678", "31612345678",    "612345678" };
  const char *const karin[] = { "0687654321", "06 8765 4321", "+31687654321", "0031687654321" };

  for (guint i = 0; i < G_N_ELEMENTS (noor); i++)
    if (finds (test, noor[i], "noor") == GEZIN_MATCH_NONE)
      g_error ("not found: %s", noor[i]);
  for (guint i = 0; i < G_N_ELEMENTS (karin); i++)
    if (finds (test, karin[i], "karin") == GEZIN_MATCH_NONE)
      g_error ("not found: %s", karin[i]);
  g_assert_cmpint (finds (test, "0612345679", "noor"), ==, GEZIN_MATCH_NONE);
  g_assert_cmpint (finds (test, "999990019", "noor"), ==, GEZIN_MATCH_EXACT);
}

static void
test_bad_questions (StoreTest *test, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (200, 'x');
  g_autoptr (GString) huge = g_string_new (NULL);
  const char *const bad[] = { "",
                              " ",
                              "a",
                              "\"",
                              "'",
                              "*",
                              "van der",
                              "van",
                              "-",
                              "(",
                              "+",
                              "++31",
                              "NEAR(",
                              "names:",
                              "\xff\xfe",
                              "\xe7\x8e\x8b\xe4\xbc\x9f",
                              "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf",
                              "\xf0\x9f\x91\xa9",
                              "0",
                              "00",
                              "99-99-9999",
                              "0000000000",
                              "1-1-1",
                              "\"a\" OR \"b" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GPtrArray) hits = search (test, bad[i]);

      g_assert_nonnull (hits);
    }
  while (huge->len < 100 * GEZIN_KIB)
    g_string_append (huge, "molenaar 06-12345678 ");
  g_assert_cmpint (finds (test, long_name, "noor"), ==, GEZIN_MATCH_NONE);
  {
    g_autoptr (GPtrArray) hits = search (test, huge->str);

    g_assert_nonnull (hits);
  }
  /* A name of 200 letters is kept and found, by its sound as well. */
  {
    GezinUuid dossier = test_id ("f");
    GezinUuid record = store_test_record_id (test);

    store_test_set (test, &dossier, &record, GEZIN_FIELD_PERSON_FAMILY_NAME, long_name);
    g_assert_cmpuint (search (test, long_name)->len, ==, 1);
  }
}

static gint64
count (StoreTest *test, const char *sql)
{
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  if (!gezin_database_get_int (test->store->database, sql, &n, &error))
    g_error ("%s", error->message);
  return n;
}

/* What nobody is called any more is not kept. */
static void
test_words_follow_records (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = test_id ("f");
  GezinUuid karin = test_id ("karin");

  g_assert_cmpint (count (test, "SELECT count(*) FROM name_word WHERE word = 'huijgens'"), ==, 1);
  store_test_set (test, &dossier, &karin, GEZIN_FIELD_PERSON_FAMILY_NAME, "Dijkstra");
  g_assert_cmpint (finds (test, "Dykstra", "karin"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (finds (test, "Huygens", "karin"), ==, GEZIN_MATCH_NONE);
  g_assert_cmpint (count (test, "SELECT count(*) FROM name_word WHERE word = 'huijgens'"), ==, 0);
  g_assert_cmpint (count (test, "SELECT count(*) FROM name_code WHERE word NOT IN"
                                " (SELECT key FROM name_word)"),
                   ==, 0);
  store_test_set (test, &dossier, &karin, GEZIN_FIELD_COMMON_REMOVED, "true");
  {
    g_autoptr (GError) error = NULL;

    if (!gezin_store_check_integrity (test->store, &error))
      g_error ("%s", error->message);
  }
}

static void
reopen (StoreTest *test)
{
  g_autoptr (GError) error = NULL;

  store_test_reopen (test);
  if (!gezin_store_set_sounds (test->store, sounds, &error))
    g_error ("%s", error->message);
}

/* Other rules, no rules, or an index that is gone: made anew at opening. */
static void
test_made_anew (StoreTest *test, gconstpointer data)
{
  static const char *const spoil[] = {
    "UPDATE meta SET value = 'older' WHERE name = 'sound-rules'; DELETE FROM name_code",
    "DELETE FROM meta WHERE name = 'search-index'; DELETE FROM sound; DELETE FROM name_word",
    "UPDATE meta SET value = '1' WHERE name = 'search-index'; DELETE FROM search_record",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spoil); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!gezin_database_exec (test->store->database, spoil[i], &error))
        g_error ("%s", error->message);
      g_assert_cmpint (finds (test, "Huygens", "karin"), ==, GEZIN_MATCH_NONE);
      reopen (test);
      g_assert_cmpint (finds (test, "Huygens", "karin"), ==, GEZIN_MATCH_SOUND);
      if (!gezin_store_check_integrity (test->store, &error))
        g_error ("%s", error->message);
    }
}

static void
test_written_without_rules (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = test_id ("f");
  GezinUuid record = store_test_record_id (test);

  store_test_reopen (test); /* no rules are set */
  store_test_set (test, &dossier, &record, GEZIN_FIELD_PERSON_FAMILY_NAME, "Kuijpers");
  {
    g_autoptr (GPtrArray) hits = search (test, "Kuypers");

    g_assert_cmpuint (hits->len, ==, 0);
  }
  reopen (test);
  {
    g_autoptr (GPtrArray) hits = search (test, "Kuypers");

    g_assert_cmpuint (hits->len, ==, 1);
  }
}

/* A store of format 1 gets its words by being opened. */
static void
test_from_format_1 (StoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  static const char back[] = "DROP TABLE sound; DROP TABLE name_code; DROP TABLE name_word;"
                             "DELETE FROM meta WHERE name IN ('search-index', 'sound-rules');";

  g_test_message (
      "the tables that format 2 adds for names are taken away and made as it makes them");
  if (!gezin_database_exec (test->store->database, back, &error))
    g_error ("%s", error->message);
  {
    const char *begin = strstr (gezin_schema_2, "CREATE TABLE name_word");
    const char *end = strstr (gezin_schema_2, "CREATE TABLE erasure");
    g_autofree char *tables = g_strndup (begin, (gsize) (end - begin));

    if (!gezin_database_exec (test->store->database, tables, &error))
      g_error ("%s", error->message);
  }
  reopen (test);
  g_assert_cmpint (finds (test, "Huygens", "karin"), ==, GEZIN_MATCH_SOUND);
  if (!gezin_store_check_integrity (test->store, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  sounds = gezin_sounds_new (reference);
#define ADD(path, test) g_test_add ("/store/sounds/" path, StoreTest, NULL, set_up, test, tear_down)
  ADD ("names-that-sound-alike-are-found", test_names);
  ADD ("best-first", test_best_first);
  ADD ("dates-in-any-usual-way", test_dates);
  ADD ("telephone-numbers-with-or-without-country", test_phones);
  ADD ("bad-questions-harm-nothing", test_bad_questions);
  ADD ("words-follow-the-records", test_words_follow_records);
  ADD ("made-anew-when-the-rules-are-others", test_made_anew);
  ADD ("written-without-rules-is-made-good", test_written_without_rules);
  ADD ("store-of-format-1-gets-its-words", test_from_format_1);
  result = g_test_run ();
  gezin_sounds_unref (sounds);
  gezin_reference_unref (reference);
  return result;
}
