/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: the monitor over 10,000 dossiers takes at most twice a bare SQL count over
 * the same rows. With 2,000 unless --full.
 *
 * The bare side sums, in one statement over the rows that the monitor reads and in
 * the same cipher, the published figures of one period; families are not told
 * apart there, so it has less to do. The product's side has the event in the log,
 * which waits for the disk, and the notes. */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"

#include "base/random.h"
#include "session/monitor.h"

#define N_DOSSIERS (2000)
#define N_DOSSIERS_FULL (10000)
#define N_IN_BULK (200)
#define N_ROUNDS (7)
#define N_IN_ROUND (3)

typedef struct {
  GezinSession *session;
  BareStore *bare;
  sqlite3_stmt *count;
  GezinRandom *random;
  guint n_dossiers;
  GDate from, until;
} Programme;

static const char count_sql[] =
    "SELECT sum (kind = 2 AND first <= ?2 AND last >= 738521),"
    " sum (kind = 2 AND first <= ?2 AND last > ?2), sum (kind = 2 AND last BETWEEN ?1 AND ?2),"
    " sum (kind = 1 AND first BETWEEN ?1 AND ?2),"
    " sum (kind = 1 AND first BETWEEN ?1 AND ?2 AND amount & 2 <> 0),"
    " sum (kind = 7 AND first <= ?2), count (DISTINCT iif (kind = 7, dossier, NULL)) FROM fact";

static void
append_id (GString *xml, GezinRandom *random)
{
  GezinUuid id = gezin_uuid_random (random);
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  g_string_append (xml, gezin_uuid_write (&id, text));
}

static void
begin_record (GString *xml, GezinRandom *random, const char *kind)
{
  g_string_append_printf (xml, "<record kind=\"%s\" id=\"", kind);
  append_id (xml, random);
  g_string_append (xml, "\">");
}

static void
append_day (GString *xml, GezinRandom *random, const char *field, guint year)
{
  g_string_append_printf (xml, "<field name=\"%s\">%04u-%02u-%02u</field>", field, year,
                          1 + gezin_random_below (random, 12), 1 + gezin_random_below (random, 28));
}

/* A duo, two specialists, a signal, and now and then a measure. */
static void
load_dossier (const Programme *programme)
{
  static const char *const roles[] = { "rvt-partner", "fixed-face", "specialist", "specialist" };
  GezinRandom *random = programme->random;
  g_autoptr (GString) xml = g_string_new ("<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"");
  GezinUuid id = gezin_uuid_random (random);
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (&id, text);
  g_string_append_printf (xml, "%s\"><record kind=\"family\" id=\"%s\">", text, text);
  append_day (xml, random, "opened", 2023);
  g_string_append (xml, "</record>");
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      begin_record (xml, random, "professional");
      g_string_append_printf (xml, "<field name=\"role\">%s</field>", roles[i]);
      append_day (xml, random, "from", 2023);
      if (gezin_random_below (random, 2) == 0)
        append_day (xml, random, "until", 2024);
      g_string_append (xml, "</record>");
    }
  begin_record (xml, random, "signal");
  append_day (xml, random, "received", 2022 + gezin_random_below (random, 3));
  g_string_append (xml, "</record>");
  if (gezin_random_below (random, 10) == 0)
    {
      begin_record (xml, random, "measure");
      g_string_append (xml, "<field name=\"type\">ots</field>");
      append_day (xml, random, "imposed-on", 2023);
      g_string_append (xml, "</record>");
    }
  g_string_append (xml, "</dossier>");
  bench_product_load_text (programme->session, xml);
}

static void
fill (const Programme *programme)
{
  double start = bench_now ();

  for (guint i = 0; i < programme->n_dossiers; i++)
    {
      if (i % N_IN_BULK == 0)
        {
          if (i > 0)
            bench_product_end_bulk (programme->session);
          bench_product_begin_bulk (programme->session);
        }
      load_dossier (programme);
    }
  bench_product_end_bulk (programme->session);
  bench_say ("%u dossiers, written in %.0f s", programme->n_dossiers, bench_now () - start);
}

static gint64
ask_product (const Programme *programme, BenchSide *side)
{
  GError *error = NULL;
  g_autoptr (GezinMonitorReading) reading = NULL;
  const GezinMonitorPeriod *period;

  bench_side_start (side);
  reading = gezin_session_monitor (
      programme->session,
      &(GezinMonitorAsked){ .from = programme->from, .until = programme->until }, &error);
  bench_side_stop (side, 1);
  bench_must (reading != NULL, error, "ask the monitor");
  period = reading->periods->pdata[0];
  return period->cells[GEZIN_INDICATOR_ACTIVE].value;
}

static void
programme_init (Programme *programme, const BenchOptions *options)
{
  g_autofree char *folder = g_build_filename (options->folder, "store", NULL);
  g_autofree char *copy = g_build_filename (options->folder, "copy.db", NULL);
  BareCatch *catcher = bare_catch_next_connection ();
  BenchSide first;

  *programme = (Programme){ .random = gezin_random_new_seeded (24),
                            .n_dossiers = options->is_full ? N_DOSSIERS_FULL : N_DOSSIERS };
  g_date_set_dmy (&programme->from, 1, G_DATE_APRIL, 2024);
  g_date_set_dmy (&programme->until, 30, G_DATE_JUNE, 2024);
  programme->session = bench_product_create (folder);
  fill (programme);
  bench_side_init (&first, "the first time");
  ask_product (programme, &first); /* the facts are worked out when they are asked for */
  bench_side_clear (&first);
  bare_catch_start (catcher);
  programme->bare = bare_store_copy (catcher, folder, copy);
  bare_catch_stop (catcher);
  if (sqlite3_prepare_v2 (bare_store_handle (programme->bare), count_sql, -1, &programme->count,
                          NULL)
      != SQLITE_OK)
    g_error ("bench: %s", sqlite3_errmsg (bare_store_handle (programme->bare)));
}

static gint64
ask_bare (const Programme *programme, BenchSide *side)
{
  gint64 active = -1;

  bench_side_start (side);
  sqlite3_bind_int64 (programme->count, 1, g_date_get_julian (&programme->from));
  sqlite3_bind_int64 (programme->count, 2, g_date_get_julian (&programme->until));
  if (sqlite3_step (programme->count) == SQLITE_ROW)
    active = sqlite3_column_int64 (programme->count, 1);
  sqlite3_reset (programme->count);
  bench_side_stop (side, 1);
  return active;
}

void
bench_monitor (const BenchOptions *options)
{
  Programme programme;
  BenchSide product, bare;
  g_autofree char *goal = NULL;

  bench_title ("monitor: the programme's figures over all dossiers");
  programme_init (&programme, options);
  bare_warm (bare_store_handle (programme.bare), "fact");
  bench_side_init (&product, "the monitor");
  bench_side_init (&bare, "bare SQL count");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&product);
      bench_side_begin_round (&bare);
      for (guint i = 0; i < N_IN_ROUND; i++)
        if (ask_product (&programme, &product) != ask_bare (&programme, &bare))
          g_error ("bench: the two sides count otherwise");
      bench_side_end_round (&product);
      bench_side_end_round (&bare);
    }
  bench_side_say (&product);
  bench_side_say (&bare);
  goal = g_strdup_printf ("monitor: of %u dossiers, times a bare count", programme.n_dossiers);
  bench_goal (goal, bench_ratio (&product, &bare), BENCH_AT_MOST, 2, "x");
  bench_side_clear (&product);
  bench_side_clear (&bare);
  sqlite3_finalize (programme.count);
  bare_store_free (programme.bare);
  gezin_session_lock (programme.session);
  g_object_unref (programme.session);
  gezin_random_unref (programme.random);
}
