/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: finding a person by name among 200,000 takes at most 50 ms, looking
 * whether a new person is here already at most 100 ms. With 20,000 unless --full.
 *
 * Names are as often as in a population: a few given and family names cover many
 * people, thousands stand once or twice. What is asked for are spellings that
 * nobody has, so that the sounds and the slips must answer. Beside it, in the same
 * round, the bare FTS5 query for the name as it is spelled in the store: what
 * finding costs when there is nothing to think about. */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"

#include "base/id.h"
#include "base/limits.h"
#include "base/random.h"

#include <math.h>
#include <string.h>

#define N_PEOPLE (20000)
#define N_PEOPLE_FULL (200000)
#define PEOPLE_IN_DOSSIER (10)
#define N_GIVEN (3000)
#define N_FAMILY (30000)
#define N_ROUNDS (7)
#define N_IN_ROUND (3)

typedef struct {
  GezinRandom *random;
  char *given[N_GIVEN];
  char *family[N_FAMILY];
} Names;

typedef struct {
  GezinSession *session;
  BareStore *bare;
  sqlite3_stmt *exact;
  Names *names;
  guint n_people;
} People;

/* ---------- Names ---------- */

static const char *const begins[] = { "b",  "d",  "f",  "g",  "h",   "j",  "k",  "l",  "m",  "n",
                                      "p",  "r",  "s",  "t",  "v",   "w",  "z",  "br", "dr", "kl",
                                      "st", "vl", "kr", "gr", "sch", "sl", "tr", "bl", "sp", "" };
static const char *const middles[] = { "a",  "e",  "o",  "i",  "u",  "aa", "ee", "oo",
                                       "ie", "oe", "ij", "ou", "ui", "ei", "eu" };
static const char *const ends[] = { "n",  "r",  "l",  "s",  "t",  "k",  "m",   "p",
                                    "rs", "nk", "ld", "rt", "ns", "st", "cht", "" };

static const char *
pick (GezinRandom *random, const char *const *parts, gsize n_parts)
{
  return parts[gezin_random_below (random, (guint32) n_parts)];
}

static char *
make_name (GezinRandom *random, guint n_syllables, const char *last)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < n_syllables; i++)
    {
      g_string_append (name, pick (random, begins, G_N_ELEMENTS (begins)));
      g_string_append (name, pick (random, middles, G_N_ELEMENTS (middles)));
      g_string_append (name, pick (random, ends, G_N_ELEMENTS (ends)));
    }
  g_string_append (name, last);
  name->str[0] = g_ascii_toupper (name->str[0]);
  return g_string_free (name, FALSE);
}

static const char *const common_given[] = { "Maria", "Jan",     "Mohammed", "Johannes", "Anna",
                                            "Noor",  "Daan",    "Fatima",   "Youssef",  "Sanne",
                                            "Kees",  "Hendrik", "Sophie",   "Thijs",    "Lotte" };
static const char *const common_family[] = {
  "Jansen", "Vries",  "Berg",     "Bakker", "Dijk",     "Visser",   "Smit",  "Meijer",
  "Boer",   "Mulder", "Huijgens", "Yilmaz", "Hendriks", "Dijkstra", "Peters"
};

static Names *
names_new (guint64 seed)
{
  static const char *const tails[] = { "stra", "sma", "man", "sen", "s", "", "huis", "veld" };
  Names *names = g_new0 (Names, 1);

  names->random = gezin_random_new_seeded (seed);
  for (guint i = 0; i < N_GIVEN; i++)
    names->given[i] = i < G_N_ELEMENTS (common_given) ? g_strdup (common_given[i])
                                                      : make_name (names->random, 2, "");
  for (guint i = 0; i < N_FAMILY; i++)
    names->family[i] =
        i < G_N_ELEMENTS (common_family)
            ? g_strdup (common_family[i])
            : make_name (names->random, 2, pick (names->random, tails, G_N_ELEMENTS (tails)));
  return names;
}

static void
names_free (Names *names)
{
  for (guint i = 0; i < N_GIVEN; i++)
    g_free (names->given[i]);
  for (guint i = 0; i < N_FAMILY; i++)
    g_free (names->family[i]);
  gezin_random_unref (names->random);
  g_free (names);
}

/* Low ranks often, as names are: the logarithm of a rank is spread evenly. */
static guint
pick_rank (GezinRandom *random, guint n)
{
  double where = (double) gezin_random_below (random, 1000000) / 1000000.0;

  return MIN (n - 1, (guint) (exp (where * log ((double) n + 1.0)) - 1.0));
}

/* ---------- Filling ---------- */

static void
append_id (GString *xml, GezinRandom *random)
{
  GezinUuid id;
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  id = gezin_uuid_random (random);
  g_string_append (xml, gezin_uuid_write (&id, text));
}

static void
append_person (GString *xml, Names *names)
{
  GezinRandom *random = names->random;

  g_string_append (xml, "<record kind=\"person\" id=\"");
  append_id (xml, random);
  g_string_append_printf (
      xml,
      "\"><field name=\"given-names\">%s</field><field name=\"family-name\">%s</field>"
      "<field name=\"birth-date\">%04u-%02u-%02u</field>"
      "<field name=\"phone\">06-%08u</field></record>",
      names->given[pick_rank (random, N_GIVEN)], names->family[pick_rank (random, N_FAMILY)],
      1930 + gezin_random_below (random, 95), 1 + gezin_random_below (random, 12),
      1 + gezin_random_below (random, 28), gezin_random_below (random, 100000000));
}

static void
load_dossier (People *people)
{
  g_autoptr (GString) xml = g_string_new ("<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"");
  GezinUuid id;
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  id = gezin_uuid_random (people->names->random);
  gezin_uuid_write (&id, text);
  g_string_append_printf (
      xml, "%s\"><record kind=\"family\" id=\"%s\"><field name=\"name\">%s</field>", text, text,
      people->names->family[pick_rank (people->names->random, N_FAMILY)]);
  g_string_append (xml, "</record>");
  for (guint i = 0; i < PEOPLE_IN_DOSSIER; i++)
    append_person (xml, people->names);
  g_string_append (xml, "</dossier>");
  bench_product_load_text (people->session, xml);
}

static void
fill (People *people)
{
  double start = bench_now ();

  for (guint i = 0; i < people->n_people / PEOPLE_IN_DOSSIER; i++)
    {
      if (i % 200 == 0)
        {
          if (i > 0)
            bench_product_end_bulk (people->session);
          bench_product_begin_bulk (people->session);
        }
      load_dossier (people);
    }
  bench_product_end_bulk (people->session);
  bench_say ("%u people in %u dossiers, written in %.0f s", people->n_people,
             people->n_people / PEOPLE_IN_DOSSIER, bench_now () - start);
}

/* ---------- Asking ---------- */

typedef struct {
  const char *what;
  const char *typed;
  const char *exact; /* for FTS5: what stands in the store */
} Question;

static const Question questions[] = {
  { "a common family name", "Janssen", "jansen" },
  { "a name spelled otherwise", "Huygens", "huijgens" },
  { "given and family name", "Muhamed Yildmaz", "mohammed yilmaz" },
  { "two common names", "Yan Janssen", "jan jansen" },
  { "a slip of the keys", "Hendirks", "hendriks" },
  { "a name nobody has", "Oostenbrughe", "oostenbrughe" },
  { "a beginning", "mari", "mari*" },
  { "a date of birth", "1 mei 1984", "19840501" },
  { "name and date of birth", "maria 1-5-1984", "maria 19840501" },
  { "a telephone number", "+31 6 1234", "06123*" },
};

static guint
search_product (const People *people, const char *typed, BenchSide *side)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  bench_side_start (side);
  hits = gezin_session_search_people (people->session, typed, GEZIN_KIND_NONE,
                                      GEZIN_DEFAULT_SEARCH_RESULTS, FALSE, &error);
  bench_side_stop (side, 1);
  bench_must (hits != NULL, error, "search");
  return hits->len;
}

static void
search_bare (sqlite3_stmt *ask, const char *expression, BenchSide *side)
{
  bench_side_start (side);
  sqlite3_bind_text (ask, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int (ask, 2, GEZIN_DEFAULT_SEARCH_RESULTS);
  while (sqlite3_step (ask) == SQLITE_ROW)
    sqlite3_column_int64 (ask, 0);
  sqlite3_reset (ask);
  bench_side_stop (side, 1);
}

static double
ask (const People *people, const Question *question)
{
  BenchSide product, bare;
  guint n_hits = 0;
  double median;

  bench_side_init (&product, question->what);
  bench_side_init (&bare, "bare FTS5");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&product);
      bench_side_begin_round (&bare);
      for (guint i = 0; i < N_IN_ROUND; i++)
        {
          n_hits = search_product (people, question->typed, &product);
          search_bare (people->exact, question->exact, &bare);
        }
      bench_side_end_round (&product);
      bench_side_end_round (&bare);
    }
  median = bench_times_median (&product.wall);
  bench_say ("%-26s %4u hits, %u times: %8.3f ms, of processors %8.3f; bare %8.3f ms",
             question->what, n_hits, N_ROUNDS * N_IN_ROUND, median * 1e3,
             bench_times_median (&product.processor) * 1e3, bench_times_median (&bare.wall) * 1e3);
  bench_side_clear (&product);
  bench_side_clear (&bare);
  return median;
}

/* Whether somebody new is here already. */
static double
check_new (const People *people, const char *what, const GezinSought *sought)
{
  BenchSide product, bare;
  guint n_found = 0;
  double median;

  bench_side_init (&product, what);
  bench_side_init (&bare, "bare FTS5");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&product);
      bench_side_begin_round (&bare);
      for (guint i = 0; i < N_IN_ROUND; i++)
        {
          GError *error = NULL;
          g_autoptr (GPtrArray) found = NULL;

          bench_side_start (&product);
          found = gezin_session_similar_people (people->session, sought, 20, &error);
          bench_side_stop (&product, 1);
          bench_must (found != NULL, error, "look for who is here already");
          n_found = found->len;
          search_bare (people->exact, "19840501 OR (jan AND jansen)", &bare);
        }
      bench_side_end_round (&product);
      bench_side_end_round (&bare);
    }
  median = bench_times_median (&product.wall);
  bench_say ("%-26s %4u alike, %u times: %8.3f ms, of processors %8.3f; bare %8.3f ms", what,
             n_found, N_ROUNDS * N_IN_ROUND, median * 1e3,
             bench_times_median (&product.processor) * 1e3, bench_times_median (&bare.wall) * 1e3);
  bench_side_clear (&product);
  bench_side_clear (&bare);
  return median;
}

static double
check_all_new (const People *people)
{
  static const GezinSought common = {
    .given_names = "Jan", .family_name = "Janssen", .birth_date = "1-5-1984", .phone = "06 12345678"
  };
  static const GezinSought rare = { .given_names = "Quirinus",
                                    .family_name = "Oostenbrughe",
                                    .birth_date = "2-6-1971" };
  double of_common = check_new (people, "new, of a common name", &common);
  double of_rare = check_new (people, "new, of a rare name", &rare);

  return MAX (of_common, of_rare);
}

static void
people_init (People *people, const BenchOptions *options)
{
  g_autofree char *folder = g_build_filename (options->folder, "store", NULL);
  g_autofree char *copy = g_build_filename (options->folder, "copy.db", NULL);
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);
  g_autofree char *size = NULL;
  BareCatch *catcher = bare_catch_next_connection ();

  *people =
      (People){ .names = names_new (11), .n_people = options->is_full ? N_PEOPLE_FULL : N_PEOPLE };
  people->session = bench_product_create (folder);
  fill (people);
  bare_catch_start (catcher);
  people->bare = bare_store_copy (catcher, folder, copy);
  bare_catch_stop (catcher);
  if (sqlite3_prepare_v2 (bare_store_handle (people->bare),
                          "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2",
                          -1, &people->exact, NULL)
      != SQLITE_OK)
    g_error ("bench: %s", sqlite3_errmsg (bare_store_handle (people->bare)));
  size = g_format_size (bench_file_size (database));
  bench_say ("the store: %s", size);
}

void
bench_people (const BenchOptions *options)
{
  People people;
  double slowest = 0;
  double check;
  g_autofree char *goal = NULL;
  g_autofree char *check_goal = NULL;

  bench_title ("people: names that sound alike, and who is here already");
  people_init (&people, options);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      double took = ask (&people, &questions[i]);

      slowest = MAX (slowest, took);
    }
  check = check_all_new (&people);
  bench_say ("memory %.1f MB", (double) bench_memory () / 1e6);
  goal = g_strdup_printf ("people: the slowest search by name, of %u", people.n_people);
  check_goal = g_strdup_printf ("people: is a new one here already, of %u", people.n_people);
  bench_goal (goal, slowest * 1e3, BENCH_AT_MOST, 50, "ms");
  bench_goal (check_goal, check * 1e3, BENCH_AT_MOST, 100, "ms");
  sqlite3_finalize (people.exact);
  bare_store_free (people.bare);
  gezin_session_lock (people.session);
  g_object_unref (people.session);
  names_free (people.names);
}
