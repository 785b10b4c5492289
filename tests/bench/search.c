/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: searching 100,000 notes takes at most 1.5 times as long as the bare FTS5
 * query for the same words with the same limit.
 *
 * The bare query gives row numbers in order of rank and nothing else; the product
 * gives dossier, record, field and the text around the words. Since the index
 * keeps no text, a second bare query shows what it costs to read the texts that
 * were found, and nothing more. Words are asked for from all parts of the
 * vocabulary: the goal is about all of them together, as many times each; the
 * lines above it show them apart. */

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
  sqlite3_stmt *rows;
  sqlite3_stmt *texts;
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

  bench_side_start (side);
  hits = gezin_session_search (both->session, words, GEZIN_KIND_NONE, GEZIN_DEFAULT_SEARCH_RESULTS,
                               FALSE, &error);
  bench_side_stop (side, 1);
  bench_must (hits != NULL, error, "search");
  return hits->len;
}

static guint
search_bare (sqlite3_stmt *ask, const char *expression, BenchSide *side)
{
  guint n_rows = 0;

  bench_side_start (side);
  sqlite3_bind_text (ask, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int (ask, 2, GEZIN_DEFAULT_SEARCH_RESULTS);
  while (sqlite3_step (ask) == SQLITE_ROW)
    {
      sqlite3_column_text (ask, 0);
      n_rows++;
    }
  sqlite3_reset (ask);
  bench_side_stop (side, 1);
  return n_rows;
}

/* What all words took together. */
typedef struct {
  double product;
  double rows;
  double texts;
} Totals;

static void
say (const Question *question, guint n_hits, BenchSide sides[3], Totals *totals)
{
  double product = bench_times_median (&sides[0].wall);
  double rows = bench_times_median (&sides[1].wall);
  double texts = bench_times_median (&sides[2].wall);

  bench_say ("%-24s %4u hits %9.3f ms; bare %9.3f, %5.2f x; with texts %9.3f, %5.2f x",
             question->what, n_hits, product * 1e3, rows * 1e3,
             bench_times_ratio (&sides[0].wall, &sides[1].wall), texts * 1e3,
             bench_times_ratio (&sides[0].wall, &sides[2].wall));
  totals->product += product;
  totals->rows += rows;
  totals->texts += texts;
}

static void
ask_all (const Both *both, const Question *question, Totals *totals)
{
  g_autofree char *words = make_words (both, question);
  g_autoptr (GezinQuestion) asked = gezin_question_new (words, NULL);
  guint n_hits = 0, n_rows = 0, n_texts = 0;
  BenchSide sides[3];

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    bench_side_init (&sides[i], question->what);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
        bench_side_begin_round (&sides[i]);
      for (guint i = 0; i < N_IN_ROUND; i++)
        {
          n_hits = search_product (both, words, &sides[0]);
          n_rows = search_bare (both->rows, asked->expression, &sides[1]);
          n_texts = search_bare (both->texts, asked->expression, &sides[2]);
        }
      for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
        bench_side_end_round (&sides[i]);
    }
  bench_must (n_hits == n_rows && n_texts >= n_rows && n_hits > 0, NULL, "find the same");
  say (question, n_hits, sides, totals);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    bench_side_clear (&sides[i]);
}

static sqlite3_stmt *
prepare (const Both *both, const char *sql)
{
  sqlite3 *handle = bare_store_handle (both->bare);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("bench: %s", sqlite3_errmsg (handle));
  return statement;
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
  both->rows =
      prepare (both, "SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2");
  both->texts = prepare (both, "SELECT head.value FROM (SELECT rowid FROM search"
                               " WHERE search MATCH ?1 ORDER BY rank LIMIT ?2) AS found"
                               " CROSS JOIN search_record ON search_record.key = found.rowid"
                               " CROSS JOIN head USING (dossier, record)");
  size = g_format_size (bench_file_size (database));
  bench_say ("%u notes, %s", N_NOTES, size);
}

void
bench_search (const BenchOptions *options)
{
  Totals totals = { 0, 0, 0 };
  Both both;

  bench_title ("search: 100,000 notes");
  both_init (&both, options);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    ask_all (&both, &questions[i], &totals);
  bench_say ("all together: %.2f x the bare query, %.2f x the one that reads the texts found",
             totals.product / totals.rows, totals.product / totals.texts);
  bench_goal ("search: 100,000 notes / bare FTS5 query, all words together",
              totals.product / totals.rows, BENCH_AT_MOST, 1.5, "x");
  sqlite3_finalize (both.rows);
  sqlite3_finalize (both.texts);
  bare_store_free (both.bare);
  gezin_session_lock (both.session);
  g_object_unref (both.session);
  bench_families_free (both.families);
}
