/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: steps, analysis and deadlines of a family of 400 records take at most 10 ms each after
 * opening; an analysis of 500 factors and 3,000 influences at most 1 s; the deadlines of 10,000
 * dossiers at most 200 ms.
 *
 * The raw side of the first two walks along all values of the dossier once. That of the last is the
 * list of all dossiers: one question over as many rows, read and sorted. Of those 10,000 a part is
 * written; the rest are copies of their rows in the list and in the index of deadlines, with nothing
 * behind them: a question over all dossiers reads no more than that. */

#include "bench/bare-private.h"
#include "bench/bench.h"
#include "bench/product.h"

#include "casework/analysis.h"
#include "casework/deadlines.h"
#include "casework/workflow.h"
#include "consent/view.h"
#include "session/casework.h"
#include "wire/dossier-xml.h"

#include <string.h>

#define N_ROUNDS (5)
#define N_IN_ROUND (20)
#define N_DOSSIERS (10000)
#define N_WRITTEN (100)
#define N_WRITTEN_FULL (1000)
#define N_VALUES (60)
#define DAY_OF_QUESTION "2026-06-01"

/* ---------- Families ---------- */

static const char *
id_of (guint number)
{
  static char ids[4][64];
  static guint next;

  next = (next + 1) % G_N_ELEMENTS (ids);
  g_snprintf (ids[next], sizeof ids[next], "00000000-0000-4000-8000-%012u", number + 1);
  return ids[next];
}

static void
begin (GString *xml, const char *kind, guint number)
{
  g_string_append_printf (xml, "<record kind=\"%s\" id=\"%s\">", kind, id_of (number));
}

static void
field (GString *xml, const char *name, const char *value)
{
  g_string_append_printf (xml, "<field name=\"%s\" at=\"00000000000000a1:1\" in=\"%s\">%s</field>",
                          name, "00000000000000c1", value);
}

static void
end (GString *xml)
{
  g_string_append (xml, "</record>\n");
}

/* Two arrows lead on, the others anywhere: circles of every length. */
static void
add_graph (GString *xml, guint first, guint n_factors, guint n_influences)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < n_factors; i++)
    {
      begin (xml, "factor", first + i);
      field (xml, "title", "Wat het in stand houdt");
      end (xml);
    }
  for (guint i = 0; i < n_influences; i++)
    {
      guint from = i < n_factors ? i : (guint) g_rand_int_range (random, 0, (gint32) n_factors);
      guint to = i < n_factors ? (i + 1) % n_factors
                               : (guint) g_rand_int_range (random, 0, (gint32) n_factors);

      begin (xml, "influence", first + n_factors + i);
      field (xml, "effect", g_rand_int_range (random, 0, 5) == 0 ? "dampens" : "worsens");
      field (xml, "from", id_of (first + from));
      field (xml, "strength", "strong");
      field (xml, "to", id_of (first + to));
      end (xml);
    }
}

static GString *
begin_dossier (void)
{
  GString *xml = g_string_new ("<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"");

  g_string_append_printf (xml,
                          "%s\"><commit id=\"00000000000000c1\" time=\"2026-01-02T10:00:00Z\" "
                          "organisation=\"Wijkteam\"/>\n",
                          id_of (0));
  begin (xml, "family", 0);
  field (xml, "opened", "2026-01-02");
  end (xml);
  return xml;
}

/* People, a graph as large families have, and records with days, 400 together. */
static GString *
make_family (void)
{
  static const char *const kinds[] = { "task", "agreement", "statement", "contact", "goal" };
  GString *xml = begin_dossier ();
  guint number = 1;

  for (guint i = 0; i < 9; i++)
    {
      begin (xml, "person", number++);
      field (xml, "birth-date", i < 4 ? "2014-03-01" : "1985-03-01");
      field (xml, "given-names", "Els");
      field (xml, "household-role", i < 4 ? "child" : "parent");
      end (xml);
    }
  begin (xml, "step", number++);
  field (xml, "finished", "2026-01-05");
  field (xml, "started", "2026-01-02");
  field (xml, "step-code", "signal");
  field (xml, "template", "integral");
  end (xml);
  add_graph (xml, number, 30, 60);
  for (number += 90; number < 400; number++)
    {
      const char *kind = kinds[number % G_N_ELEMENTS (kinds)];
      gboolean has_day = number % G_N_ELEMENTS (kinds) < 2;

      begin (xml, kind, number);
      if (has_day)
        field (xml, "due", "2026-07-01");
      field (xml, strcmp (kind, "contact") == 0 ? "facts" : "text", "tekst");
      end (xml);
    }
  g_string_append (xml, "</dossier>");
  return xml;
}

static GString *
make_large_graph (void)
{
  GString *xml = begin_dossier ();

  add_graph (xml, 1, 500, 3000);
  g_string_append (xml, "</dossier>");
  return xml;
}

static GezinView *
read_view (GString *xml)
{
  g_autoptr (GezinUntrustedDossier) read = NULL;
  g_autoptr (GezinDossier) dossier = NULL;
  GError *error = NULL;

  read = gezin_dossier_xml_read (xml->str, xml->len, &error);
  bench_must (read != NULL, error, "read a made-up dossier");
  g_string_free (xml, TRUE);
  dossier = gezin_dossier_new (&read->id, (GezinVersion *const *) read->versions->pdata,
                               read->versions->len, NULL, 0, &error);
  bench_must (dossier != NULL, error, "make a dossier");
  return gezin_view_own (dossier);
}

static GezinReference *
read_rules (void)
{
  const char *data = g_getenv ("GEZIN_DATA_DIR");
  g_autofree char *folder =
      g_build_filename (data != NULL ? data : GEZIN_DATA_DIR, "reference", NULL);
  GError *error = NULL;
  GezinReference *reference = gezin_reference_new_from_folder (folder, NULL, &error);

  bench_must (reference != NULL, error, "read the reference data");
  return reference;
}

/* ---------- One dossier ---------- */

typedef struct {
  GezinView *view;
  GezinReference *reference;
  GDate day;
} Family;

typedef void (*Ask) (Family *family);

static void
ask_steps (Family *family)
{
  GezinWorkflowReading *reading =
      gezin_workflow_read (family->view, family->reference, NULL, &family->day);

  bench_must (reading != NULL, NULL, "find a way of working");
  gezin_workflow_reading_free (reading);
}

static void
ask_analysis (Family *family)
{
  gezin_analysis_free (gezin_analyse (family->view, family->reference, &family->day));
}

static void
ask_deadlines (Family *family)
{
  g_autoptr (GPtrArray) found =
      gezin_deadlines_find (family->view, family->reference, &family->day);

  bench_must (found->len > 0, NULL, "find deadlines");
}

/* Every value looked at once. */
static void
walk (Family *family)
{
  const GezinDossier *dossier = gezin_view_dossier (family->view);
  gsize n_bytes = 0;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        n_bytes += record->heads[j]->value != NULL ? strlen (record->heads[j]->value) : 0;
    }
  bench_must (n_bytes > 0, NULL, "walk along the values");
}

static void
time_one (BenchSide *side, Family *family, Ask ask, guint n_in_round)
{
  bench_side_begin_round (side);
  for (guint i = 0; i < n_in_round; i++)
    {
      bench_side_start (side);
      ask (family);
      bench_side_stop (side, 1);
    }
  bench_side_end_round (side);
}

static void
measure (Family *family, const char *what, Ask ask, guint n_in_round, double limit)
{
  BenchSide product, bare;

  bench_side_init (&product, what);
  bench_side_init (&bare, "every value looked at once");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      time_one (&bare, family, walk, n_in_round);
      time_one (&product, family, ask, n_in_round);
    }
  bench_side_say (&product);
  bench_side_say (&bare);
  (void) bench_ratio (&product, &bare);
  bench_goal (what, bench_times_median (&product.wall) * 1e3, BENCH_AT_MOST, limit, "ms");
  bench_side_clear (&product);
  bench_side_clear (&bare);
}

/* ---------- All dossiers ---------- */

/* How many there are. */
static guint
ask_all (GezinSession *session, const GDate *day)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) found = gezin_session_deadlines (session, day, GEZIN_DEADLINES_ALL, &error);

  bench_must (found != NULL, error, "ask for all deadlines");
  return found->len;
}

static void
list_all (GezinSession *session)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = gezin_session_list (session, &error);

  bench_must (rows != NULL, error, "list all dossiers");
}

/* @n copies of each dossier that is there, with ids of their own. */
static void
copy_rows (sqlite3 *handle, guint n)
{
  g_autofree char *sql = g_strdup_printf (
      "BEGIN;"
      "CREATE TEMP TABLE copy AS WITH RECURSIVE times (n) AS (VALUES (1) UNION ALL SELECT n + 1"
      " FROM times WHERE n < %u) SELECT key AS of, randomblob (16) AS id FROM times, dossier;"
      "INSERT INTO dossier (id, name, stage, opened, changed, keep_until, thought)"
      " SELECT copy.id, name, stage, opened, changed, keep_until, thought FROM copy"
      " JOIN dossier ON key = of;"
      "INSERT INTO deadline SELECT dossier.key, number, deadline.due, until, code, detail, title,"
      " record FROM copy JOIN dossier ON dossier.id = copy.id JOIN deadline ON dossier = of;"
      "DROP TABLE copy; COMMIT",
      n);

  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("bench: cannot copy rows: %s", sqlite3_errmsg (handle));
}

static void
measure_all (const BenchOptions *options, const GDate *day)
{
  guint n_written = options->is_full ? N_WRITTEN_FULL : N_WRITTEN;
  g_autoptr (BenchFamilies) families = bench_families_new (1);
  BareCatch *catcher = bare_catch_next_connection ();
  GezinSession *session = bench_product_create (options->folder);
  BenchShape shape = { .ids = 1, .n_values = N_VALUES };
  BenchSide product, bare;
  sqlite3 *handle;
  double start;

  bench_product_fill (session, families, &shape, n_written);
  start = bench_now ();
  ask_all (session, day);
  bench_say ("worked out anew, of %u dossiers: %.1f s", n_written, bench_now () - start);
  bare_catch_start (catcher);
  handle = bare_catch_handle (catcher);
  bare_catch_stop (catcher);
  copy_rows (handle, N_DOSSIERS / n_written - 1);
  bench_say ("%u rows that are due, of %u dossiers of which %u were written",
             ask_all (session, day), N_DOSSIERS, n_written);
  bench_side_init (&product, "gezin_session_deadlines");
  bench_side_init (&bare, "gezin_session_list");
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&bare);
      bench_side_start (&bare);
      list_all (session);
      bench_side_stop (&bare, 1);
      bench_side_end_round (&bare);
      bench_side_begin_round (&product);
      bench_side_start (&product);
      ask_all (session, day);
      bench_side_stop (&product, 1);
      bench_side_end_round (&product);
    }
  bench_side_say (&product);
  bench_side_say (&bare);
  (void) bench_ratio (&product, &bare);
  bench_goal ("deadlines over 10,000 dossiers", bench_times_median (&product.wall) * 1e3,
              BENCH_AT_MOST, 200.0, "ms");
  bench_side_clear (&product);
  bench_side_clear (&bare);
  g_object_unref (session);
}

void
bench_casework (const BenchOptions *options)
{
  Family family = { .view = read_view (make_family ()), .reference = read_rules () };
  Family large = { .view = read_view (make_large_graph ()), .reference = family.reference };

  bench_title ("What follows from a dossier");
  g_date_clear (&family.day, 1);
  g_date_set_parse (&family.day, DAY_OF_QUESTION);
  large.day = family.day;
  bench_say ("a family of %u records", gezin_dossier_n_records (gezin_view_dossier (family.view)));
  measure (&family, "steps of 400 records", ask_steps, N_IN_ROUND, 10.0);
  measure (&family, "analysis of 400 records", ask_analysis, N_IN_ROUND, 10.0);
  measure (&family, "deadlines of 400 records", ask_deadlines, N_IN_ROUND, 10.0);
  measure (&large, "analysis of 500 factors and 3,000 influences", ask_analysis, 1, 1000.0);
  measure_all (options, &family.day);
  gezin_view_unref (family.view);
  gezin_view_unref (large.view);
  gezin_reference_unref (family.reference);
}
