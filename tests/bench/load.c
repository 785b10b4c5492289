/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: loading 10,000 small families from XML in memory, in bulk, is at least
 * 0.3 times as quick as inserting the same rows by bare SQL, and takes no more
 * memory for the last families than for those half-way. */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"

#define N_FAMILIES (10000)
#define N_QUICK (2000)
#define N_IN_BULK (100)
#define VALUES_IN_FAMILY (60)

/* Two stores of the product: what is timed in the one is caught in the other, so that catching takes
 * none of its time. */
typedef struct {
  GezinSession *timed;
  GezinSession *caught;
  BareCatch *catcher;
  BareStore *bare;
  BenchSide loaded;
  BenchSide inserted;
  guint64 n_rows;
} Both;

static void
load_all (GezinSession *session, GPtrArray *texts)
{
  bench_product_begin_bulk (session);
  for (guint i = 0; i < texts->len; i++)
    bench_product_load_text (session, texts->pdata[i]);
  bench_product_end_bulk (session);
}

/* Each bulk is a round. */
static void
run_bulk (Both *both, GPtrArray *texts)
{
  g_autoptr (BareChanges) changes = NULL;

  bench_side_begin_round (&both->loaded);
  bench_side_start (&both->loaded);
  load_all (both->timed, texts);
  bench_side_stop (&both->loaded, texts->len);
  bench_side_end_round (&both->loaded);

  load_all (both->caught, texts);
  changes = bare_catch_take (both->catcher);
  bare_store_prepare (both->bare, changes);
  bench_side_begin_round (&both->inserted);
  bench_side_start (&both->inserted);
  bare_store_exec (both->bare, "BEGIN IMMEDIATE");
  bare_store_write (both->bare, changes);
  bare_store_exec (both->bare, "COMMIT");
  bench_side_stop (&both->inserted, texts->len);
  bench_side_end_round (&both->inserted);
  both->n_rows += bare_changes_n_rows (changes);
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static GPtrArray *
make_texts (BenchFamilies *families, guint first, guint64 *n_values, guint64 *bytes)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (free_text);

  for (guint i = 0; i < N_IN_BULK; i++)
    {
      const BenchShape shape = { .ids = first + i, .n_values = VALUES_IN_FAMILY };
      guint n_here;
      GString *text = bench_families_write (families, &shape, &n_here);

      *n_values += n_here;
      *bytes += text->len;
      g_ptr_array_add (texts, text);
    }
  return texts;
}

static void
both_init (Both *both, const BenchOptions *options)
{
  g_autofree char *timed = g_build_filename (options->folder, "timed", NULL);
  g_autofree char *caught = g_build_filename (options->folder, "caught", NULL);
  g_autofree char *path = g_build_filename (options->folder, "bare.db", NULL);

  *both = (Both){ .timed = bench_product_create (timed) };
  both->catcher = bare_catch_next_connection ();
  both->caught = bench_product_create (caught);
  bare_catch_start (both->catcher);
  both->bare = bare_store_copy (both->catcher, caught, path);
  bench_side_init (&both->loaded, "gezin_session_load, a family");
  bench_side_init (&both->inserted, "inserting its rows by bare SQL");
}

static void
both_clear (Both *both)
{
  bare_store_check (both->bare, bare_catch_handle (both->catcher));
  bare_catch_stop (both->catcher);
  bare_store_free (both->bare);
  gezin_session_lock (both->timed);
  gezin_session_lock (both->caught);
  g_object_unref (both->timed);
  g_object_unref (both->caught);
  bench_side_clear (&both->loaded);
  bench_side_clear (&both->inserted);
}

static void
measure_speed (const BenchOptions *options, guint n_families)
{
  g_autoptr (BenchFamilies) families = bench_families_new (4);
  guint64 n_values = 0, bytes = 0;
  Both both;

  both_init (&both, options);
  for (guint i = 0; i < n_families; i += N_IN_BULK)
    {
      g_autoptr (GPtrArray) texts = make_texts (families, i, &n_values, &bytes);

      run_bulk (&both, texts);
    }
  bench_say ("%u families of %.0f values and %.1f KB of XML, %.0f rows each", n_families,
             (double) n_values / n_families, (double) bytes / 1e3 / n_families,
             (double) both.n_rows / n_families);
  bench_side_say (&both.loaded);
  bench_side_say (&both.inserted);
  bench_say ("%.0f families a second", 1 / bench_times_median (&both.loaded.wall));
  bench_goal ("load: small families / inserting their rows, in speed",
              1 / bench_ratio (&both.loaded, &both.inserted), BENCH_AT_LEAST, 0.3, "x");
  both_clear (&both);
}

/* Without the raw side, so that what is resident is the product's. */
static void
measure_memory (const BenchOptions *options, guint n_families)
{
  g_autoptr (BenchFamilies) families = bench_families_new (4);
  g_autofree char *folder = g_build_filename (options->folder, "memory", NULL);
  GezinSession *session = bench_product_create (folder);
  g_autoptr (GString) line = g_string_new ("resident, MB, at each tenth:");
  BenchShape shape = { .n_values = VALUES_IN_FAMILY };
  guint64 middle = 0;

  bench_forget_peak (); /* of deriving the key */
  for (guint tenth = 0; tenth < 10; tenth++, shape.ids += n_families / 10)
    {
      bench_product_fill (session, families, &shape, n_families / 10);
      g_string_append_printf (line, " %.0f", (double) bench_memory () / 1e6);
      if (tenth == 4)
        middle = bench_peak_memory ();
    }
  bench_say ("%s", line->str);
  bench_goal ("load: peak memory of all / of the first half",
              (double) bench_peak_memory () / (double) middle, BENCH_AT_MOST, 1.1, "x");
  gezin_session_lock (session);
  g_object_unref (session);
}

void
bench_load (const BenchOptions *options)
{
  guint n_families = options->is_full ? N_FAMILIES : N_QUICK;

  bench_title ("load: small families, in bulk");
  measure_speed (options, n_families);
}

void
bench_load_memory (const BenchOptions *options)
{
  bench_title ("load: memory");
  measure_memory (options, N_FAMILIES);
}
