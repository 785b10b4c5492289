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

/* Each bulk is a round: made up, loaded, and inserted again. */
static void
run_bulk (GezinSession *session, BareCatch *catcher, BareStore *bare, GPtrArray *texts,
          BenchSide *loaded, BenchSide *inserted, guint64 *n_rows)
{
  g_autoptr (BareChanges) changes = NULL;

  bench_side_begin_round (loaded);
  bench_side_start (loaded);
  bench_product_begin_bulk (session);
  for (guint i = 0; i < texts->len; i++)
    bench_product_load_text (session, texts->pdata[i]);
  bench_product_end_bulk (session);
  bench_side_stop (loaded, texts->len);
  bench_side_end_round (loaded);

  changes = bare_catch_take (catcher);
  bare_store_prepare (bare, changes);
  bench_side_begin_round (inserted);
  bench_side_start (inserted);
  bare_store_exec (bare, "BEGIN IMMEDIATE");
  bare_store_write (bare, changes);
  bare_store_exec (bare, "COMMIT");
  bench_side_stop (inserted, texts->len);
  bench_side_end_round (inserted);
  *n_rows += bare_changes_n_rows (changes);
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
measure_speed (const BenchOptions *options, guint n_families)
{
  g_autoptr (BenchFamilies) families = bench_families_new (4);
  g_autofree char *folder = g_build_filename (options->folder, "store", NULL);
  g_autofree char *path = g_build_filename (options->folder, "bare.db", NULL);
  BareCatch *catcher = bare_catch_next_connection ();
  GezinSession *session = bench_product_create (folder);
  BenchSide loaded, inserted;
  BareStore *bare;
  guint64 n_rows = 0, n_values = 0, bytes = 0;

  bare_catch_start (catcher);
  bare = bare_store_copy (catcher, folder, path);
  bench_side_init (&loaded, "gezin_session_load, a family");
  bench_side_init (&inserted, "inserting its rows by bare SQL");
  for (guint i = 0; i < n_families; i += N_IN_BULK)
    {
      g_autoptr (GPtrArray) texts = make_texts (families, i, &n_values, &bytes);

      run_bulk (session, catcher, bare, texts, &loaded, &inserted, &n_rows);
    }
  bare_store_check (bare, bare_catch_handle (catcher));
  bare_catch_stop (catcher);
  bench_say ("%u families of %.0f values and %.1f KB of XML, %.0f rows each", n_families,
             (double) n_values / n_families, (double) bytes / 1e3 / n_families,
             (double) n_rows / n_families);
  bench_side_say (&loaded);
  bench_side_say (&inserted);
  bench_say ("%.0f families a second", 1 / bench_times_median (&loaded.wall));
  bench_goal ("load: small families / inserting their rows, in speed",
              1 / bench_ratio (&loaded, &inserted), BENCH_AT_LEAST, 0.3, "x");
  bare_store_free (bare);
  gezin_session_lock (session);
  g_object_unref (session);
  bench_side_clear (&loaded);
  bench_side_clear (&inserted);
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
