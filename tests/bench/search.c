/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: searching 100,000 notes takes at most 1.5 times as long as the bare FTS5
 * query for the same words with the same limit.
 *
 * The bare query gives row numbers in order of rank and nothing else; the product
 * gives dossier, record, field and the text around the words. Words are asked for
 * from all parts of the vocabulary: one that stands in most notes and one that
 * stands in a few. The goal is about all of them together; the lines above it
 * show them apart. */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"
#include "store/search-private.h"

#include "base/limits.h"

#define N_NOTES (100000)
#define NOTES_IN_DOSSIER (200)
#define N_ROUNDS (7)
#define N_IN_ROUND (3)

typedef struct {
  const char *what;
  guint rank; /* of the first word */
  guint second; /* of another one; 0: none */
  guint letters; /* of the word, when only its beginning is typed; 0: all */
} Question;

static const Question questions[] = {
  { "a word in most notes", 0, 0, 0 },     { "a common word", 30, 0, 0 },
  { "two common words", 30, 31, 0 },       { "a word now and then", 300, 0, 0 },
  { "a rare word", 5000, 0, 0 },           { "two letters of a word", 300, 0, 2 },
  { "four letters of a word", 300, 0, 4 },
};

typedef struct {
  GezinSession *session;
  BareStore *bare;
  sqlite3_stmt *ask;
  BenchFamilies *families;
} Both;

static char *
make_words (const Both *both, const Question *question)
{
  const char *word = bench_families_word (both->families, question->rank);

  if (question->letters > 0)
    return g_utf8_substring (word, 0, MIN (question->letters, g_utf8_strlen (word, -1)));
  if (question->second == 0)
    return g_strdup (word);
  return g_strdup_printf ("%s %s", word, bench_families_word (both->families, question->second));
}

static guint
search_product (const Both *both, const char *words, BenchSide *side)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  double start = bench_now ();

  hits = gezin_session_search (both->session, words, GEZIN_KIND_NONE, GEZIN_DEFAULT_SEARCH_RESULTS,
                               FALSE, &error);
  bench_side_add (side, bench_now () - start);
  bench_must (hits != NULL, error, "search");
  return hits->len;
}

static guint
search_bare (const Both *both, const char *expression, BenchSide *side)
{
  double start = bench_now ();
  guint n_rows = 0;

  sqlite3_bind_text (both->ask, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int (both->ask, 2, GEZIN_DEFAULT_SEARCH_RESULTS);
  while (sqlite3_step (both->ask) == SQLITE_ROW)
    {
      sqlite3_column_int64 (both->ask, 0);
      n_rows++;
    }
  sqlite3_reset (both->ask);
  bench_side_add (side, bench_now () - start);
  return n_rows;
}

static void
ask_both (const Both *both, const Question *question, BenchSide *product, BenchSide *bare)
{
  g_autofree char *words = make_words (both, question);
  g_autoptr (GezinQuestion) asked = gezin_question_new (words, NULL);
  guint n_hits = 0, n_rows = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (product);
      bench_side_begin_round (bare);
      for (guint i = 0; i < N_IN_ROUND; i++)
        {
          n_hits = search_product (both, words, product);
          n_rows = search_bare (both, asked->expression, bare);
        }
      bench_side_end_round (product);
      bench_side_end_round (bare);
    }
  bench_must (n_hits == n_rows && n_hits > 0, NULL, "find the same on both sides");
  bench_say ("%-24s %4u hits, %8.3f ms, bare %8.3f ms, %5.2f x", question->what, n_hits,
             bench_side_median (product) * 1e3, bench_side_median (bare) * 1e3,
             bench_ratio (product, bare));
}

static void
both_init (Both *both, const BenchOptions *options)
{
  const BenchShape shape = { .ids = 1,
                             .n_values = NOTES_IN_DOSSIER * 2,
                             .only = GEZIN_KIND_WORKING_NOTE };
  g_autofree char *folder = g_build_filename (options->folder, "store", NULL);
  g_autofree char *copy = g_build_filename (options->folder, "copy.db", NULL);
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);
  g_autofree char *size = NULL;
  BareCatch *catcher = bare_catch_next_connection ();

  *both = (Both){ .families = bench_families_new (3) };
  both->session = bench_product_create (folder);
  bench_product_fill (both->session, both->families, &shape, N_NOTES / NOTES_IN_DOSSIER);
  bare_catch_start (catcher);
  both->bare = bare_store_copy (catcher, folder, copy);
  bare_catch_stop (catcher);
  sqlite3_prepare_v2 (bare_store_handle (both->bare),
                      "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2", -1,
                      &both->ask, NULL);
  size = g_format_size (bench_file_size (database));
  bench_say ("%u notes, %s", N_NOTES, size);
}

void
bench_search (const BenchOptions *options)
{
  Both both;
  double product_seconds = 0, bare_seconds = 0;

  bench_title ("search: 100,000 notes");
  both_init (&both, options);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      BenchSide product, bare;

      bench_side_init (&product, "gezin_session_search");
      bench_side_init (&bare, "the bare FTS5 query");
      ask_both (&both, &questions[i], &product, &bare);
      product_seconds += bench_side_median (&product);
      bare_seconds += bench_side_median (&bare);
      bench_side_clear (&product);
      bench_side_clear (&bare);
    }
  bench_goal ("search: 100,000 notes / bare FTS5 query, all words together",
              product_seconds / bare_seconds, BENCH_AT_MOST, 1.5, "x");
  sqlite3_finalize (both.ask);
  bare_store_free (both.bare);
  gezin_session_lock (both.session);
  g_object_unref (both.session);
  bench_families_free (both.families);
}
