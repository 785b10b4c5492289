/* SPDX-License-Identifier: EUPL-1.2 */

/* Names that sound alike, and names that only look alike. The files of pairs are
 * read whole: what the rules were made from, what they were developed with, and
 * what somebody else wrote and nobody looked at before the rules were fixed, by
 * which they are judged. What each finds is printed. */

#include <string.h>

#include "base/limits.h"
#include "reference/sounds.h"

static GezinSounds *sounds;

static GezinMatch
compare (const char *a, const char *b)
{
  g_autoptr (GezinSoundName) x = gezin_sound_name_new (sounds, a);
  g_autoptr (GezinSoundName) y = gezin_sound_name_new (sounds, b);
  GezinMatch match = gezin_sounds_compare_names (sounds, x, y);

  g_assert_cmpint (match, ==, gezin_sounds_compare_names (sounds, y, x));
  return match;
}

/* ---------- Pairs from a file ---------- */

typedef struct {
  guint same;
  guint found; /* of those */
  guint different;
  guint mistaken; /* of those */
  guint by_sound;
  guint by_typing;
  guint words;
  guint codes; /* of those */
} Counts;

static void
count_codes (Counts *counts, const char *text)
{
  g_autoptr (GezinSoundName) name = gezin_sound_name_new (sounds, text);

  for (guint i = 0; i < name->words->len; i++)
    counts->codes += ((const GezinSoundWord *) name->words->pdata[i])->codes->len;
  counts->words += name->words->len;
}

static void
count_pair (Counts *counts, char **columns)
{
  GezinMatch match = compare (columns[0], columns[1]);
  gboolean is_same = g_str_equal (columns[2], "same");
  gboolean is_found = match != GEZIN_MATCH_NONE;

  g_assert_true (is_same || g_str_equal (columns[2], "different"));
  counts->same += is_same;
  counts->different += !is_same;
  counts->found += is_same && is_found;
  counts->mistaken += !is_same && is_found;
  counts->by_sound += is_same && match == GEZIN_MATCH_SOUND;
  counts->by_typing += is_same && match == GEZIN_MATCH_TYPING;
  count_codes (counts, columns[0]);
  count_codes (counts, columns[1]);
  if (is_same != is_found && g_test_verbose ())
    g_test_message ("%s: %s, %s: %s", is_same ? "missed" : "mistaken", columns[0], columns[1],
                    gezin_match_name (match));
}

static Counts
count_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "reference", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  Counts counts = { 0 };

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (g_strchomp (lines[i]), "\t", -1);

      if (lines[i][0] == '\0' || lines[i][0] == '#' || g_str_has_prefix (lines[i], "name\t"))
        continue;
      g_assert_cmpuint (g_strv_length (columns), >=, 3);
      count_pair (&counts, columns);
    }
  return counts;
}

static void
check_file (const char *name, double least_recall, double least_precision)
{
  Counts counts = count_file (name);
  double recall = (double) counts.found / counts.same;
  double precision = (double) counts.found / (counts.found + counts.mistaken);

  g_test_message ("%s: %u same, %u different; recall %.3f (%u by sound, %u by slips), "
                  "precision %.3f, %.3f of the different ones kept apart; %.2f codes a word",
                  name, counts.same, counts.different, recall, counts.by_sound, counts.by_typing,
                  precision, 1.0 - (double) counts.mistaken / counts.different,
                  (double) counts.codes / counts.words);
  g_assert_cmpuint (counts.same + counts.different, >=, 300);
  g_assert_cmpfloat (recall, >=, least_recall);
  g_assert_cmpfloat (precision, >=, least_precision);
  g_assert_cmpuint (counts.codes, <=, counts.words * 3 / 2); /* each is a row and a look-up */
}

static void
test_pairs_from_rules (void)
{
  check_file ("names-from-rules.tsv", 0.98, 0.93);
}

static void
test_development_pairs (void)
{
  check_file ("names-development.tsv", 0.98, 0.97);
}

/* The aims: the figure of record is what this one prints. */
static void
test_evaluation_pairs (void)
{
  check_file ("names-evaluation.tsv", 0.95, 0.9);
}

/* ---------- Single claims ---------- */

static void
test_grades (void)
{
  g_assert_cmpint (compare ("Jansen", "jansen"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (compare ("Zoë", "zoe"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (compare ("Huygens", "Huijgens"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("Molenaar", "Moelnaar"), ==, GEZIN_MATCH_TYPING);
  g_assert_cmpint (compare ("Jansen", "Hansen"), ==, GEZIN_MATCH_NONE);
}

static void
test_slips (void)
{
  g_assert_true (gezin_sounds_is_slip ("brouwer", "bruower")); /* turned round */
  g_assert_true (gezin_sounds_is_slip ("brouwer", "brouewr"));
  g_assert_true (gezin_sounds_is_slip ("brouwer", "brower")); /* left out */
  g_assert_true (gezin_sounds_is_slip ("brouwer", "broiwer")); /* the key beside it */
  g_assert_false (gezin_sounds_is_slip ("brouwer", "brokwer")); /* a key elsewhere */
  g_assert_false (gezin_sounds_is_slip ("brouwer", "trouwer"));
  g_assert_false (gezin_sounds_is_slip ("brouwer", "brouwers"));
  g_assert_false (gezin_sounds_is_slip ("bos", "bso"));
  g_assert_true (gezin_sounds_is_slip ("oosterwijk", "oosetrwjik"));
  g_assert_false (gezin_sounds_is_slip ("oosterwijk", "oosetrwjki"));
  g_assert_true (gezin_sounds_is_slip ("westland", "westlanf")); /* a last consonant */
  g_assert_false (gezin_sounds_is_slip ("cornelis", "cornelia")); /* another sex */
  g_assert_false (gezin_sounds_is_slip ("arend", "arens")); /* too short */
}

static void
test_words_apart_or_together (void)
{
  g_assert_cmpint (compare ("van der Berg", "Berg"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (compare ("El Idrissi", "Elidrissi"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (compare ("Jansen-de Vries", "de Vries-Janssen"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("van der", "van der"), ==, GEZIN_MATCH_EXACT);
  g_assert_cmpint (compare ("v.d. Akker", "van den Akker"), ==, GEZIN_MATCH_EXACT);
}

/* The order of rules: the longest, then the one that asks for more, wherever it stands. */
static void
test_which_rule_counts (void)
{
  g_assert_cmpint (compare ("Cvetko", "Tsvetko"), ==, GEZIN_MATCH_SOUND); /* `c` before `v` */
  g_assert_cmpint (compare ("Chiara", "Kiara"), ==, GEZIN_MATCH_SOUND); /* `ch` at the beginning */
}

/* Of names without vowels: *w* may be one or not; a list of names is also read after ICU. */
static void
test_other_scripts (void)
{
  g_assert_cmpint (compare ("وليد", "Walid"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("يوسف", "Youssef"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("Сергій", "Serhii"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("Микола", "Nikolaj"), ==,
                   GEZIN_MATCH_SOUND); /* in the list as Mikola */
  g_assert_cmpint (compare ("Євген", "Yevhen"), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("Димитър", "Dimitar"), ==, GEZIN_MATCH_SOUND);
}

/* Names nobody should be surprised by. */
static void
test_odd_names (void)
{
  g_autofree char *letter_200 = g_strnfill (200, 'a');
  g_autofree char *consonants_200 = g_strnfill (200, 'k');
  g_autoptr (GString) huge = g_string_new (NULL);
  const char *const odd[] = {
    "",        "a",     "ij",          "'",       letter_200, consonants_200,
    "王伟",    "李",    "👩‍👧", "Иван",    "محمد",     "\xff\xfe",
    "van der", "-- --", "5",           "ß",       "1e",       "ﷺ",
    "אברהם",   "राम",   "Q",           "O'Brien", "M'hamed",  "e\xcc\x81"
  };

  while (huge->len < 100 * GEZIN_KIB)
    g_string_append (huge, "jan ");
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GezinSoundName) name = gezin_sound_name_new (sounds, odd[i]);

      g_assert_cmpuint (name->words->len, <=, GEZIN_MAX_SEARCH_WORDS);
      for (guint j = 0; j < name->words->len; j++)
        {
          const GezinSoundWord *word = name->words->pdata[j];

          g_assert_cmpuint (word->forms->len, <=, GEZIN_MAX_SOUND_FORMS);
          g_assert_cmpuint (word->codes->len, <=, GEZIN_MAX_SOUND_FORMS + 1);
          for (guint k = 0; k < word->forms->len; k++)
            g_assert_true (g_str_is_ascii (word->forms->pdata[k]));
        }
      g_assert_cmpint (compare (odd[i], huge->str), >=, GEZIN_MATCH_EXACT);
    }
  g_assert_cmpint (compare ("", ""), ==, GEZIN_MATCH_NONE);
  g_assert_cmpint (compare ("王伟", "Wang Wei"), !=, GEZIN_MATCH_EXACT);
  g_assert_cmpint (compare ("👩‍👧", "👩‍👧"), ==, GEZIN_MATCH_NONE);
}

static gpointer
compare_many_cb (gpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      g_assert_cmpint (compare ("Сергей", "Sergej"), ==, GEZIN_MATCH_SOUND);
      g_assert_cmpint (compare ("Çelik", "Celik"), ==, GEZIN_MATCH_EXACT);
    }
  return NULL;
}

static void
test_threads (void)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sounds", compare_many_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* An organisation's own rule is used, and the version tells it from ours. */
static void
test_own_rules (void)
{
  static const char own[] =
      "<reference xmlns='urn:gezinsdossier:reference:1' id='sound-rules' version='99'"
      " valid-from='2015-01-01'><label xml:lang='nl'>a</label>"
      "<source mark='general'>a</source><list name='sound-name'><label xml:lang='nl'>a</label>"
      "<code name='a'><label xml:lang='nl'>a</label>"
      "<property name='names'>Qwerty Uiop</property></code>"
      "<code name='b'><label xml:lang='nl'>nothing in it</label></code></list></reference>";
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autoptr (GezinReference) below = gezin_reference_new_from_folder (folder, NULL, &error);
  g_autoptr (GezinReference) both = NULL;
  g_autoptr (GezinSounds) ours = NULL;
  g_autoptr (GezinSoundName) a = NULL;
  g_autoptr (GezinSoundName) b = NULL;

  g_assert_no_error (error);
  both = gezin_reference_new_from_bytes ("own", own, strlen (own), below, &error);
  g_assert_no_error (error);
  ours = gezin_sounds_new (both);
  g_assert_cmpstr (gezin_sounds_version (ours), !=, gezin_sounds_version (sounds));
  a = gezin_sound_name_new (ours, "Qwerty");
  b = gezin_sound_name_new (ours, "Uiop");
  g_assert_cmpint (gezin_sounds_compare_names (ours, a, b), ==, GEZIN_MATCH_SOUND);
  g_assert_cmpint (compare ("Qwerty", "Uiop"), ==, GEZIN_MATCH_NONE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = NULL;
  g_autofree char *folder = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  sounds = gezin_sounds_new (reference);
  g_test_add_func ("/sounds/pairs-made-from-the-rules", test_pairs_from_rules);
  g_test_add_func ("/sounds/pairs-of-development", test_development_pairs);
  g_test_add_func ("/sounds/pairs-of-evaluation", test_evaluation_pairs);
  g_test_add_func ("/sounds/grades", test_grades);
  g_test_add_func ("/sounds/slips-of-the-keys", test_slips);
  g_test_add_func ("/sounds/words-apart-or-together", test_words_apart_or_together);
  g_test_add_func ("/sounds/which-rule-counts", test_which_rule_counts);
  g_test_add_func ("/sounds/other-scripts", test_other_scripts);
  g_test_add_func ("/sounds/odd-names-harm-nothing", test_odd_names);
  g_test_add_func ("/sounds/threads-share-the-rules", test_threads);
  g_test_add_func ("/sounds/own-rules-are-used", test_own_rules);
  result = g_test_run ();
  gezin_sounds_unref (sounds);
  return result;
}
