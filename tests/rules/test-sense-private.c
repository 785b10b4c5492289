/* SPDX-License-Identifier: EUPL-1.2 */

/* What all sense rules reckon with: terms, ages and replacements, with partial
 * dates and several heads. */

#include "rules/sense-private.h"
#include "support/builder.h"

#define FOR_EVER (G_MAXUINT32)

/* "a|b" are two heads of one date, "-" one without a value, "" no head at all. */
static GezinDays
days_of (const char *text)
{
  g_auto (GStrv) heads = g_strsplit (text, "|", -1);
  g_autoptr (GString) spec = g_string_new ("stay s\n");
  g_autoptr (GezinDossier) dossier = NULL;

  for (guint i = 0; text[0] != '\0' && heads[i] != NULL; i++)
    g_string_append_printf (spec, "beside s from=%s\n",
                            g_str_equal (heads[i], "-") ? "" : heads[i]);
  dossier = test_dossier (spec->str);
  return GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_FROM);
}

static guint32
julian (const char *text)
{
  GDate day;

  return g_date_get_julian (test_day (&day, text));
}

static void
assert_term (const char *from_text, const char *until_text, const char *start, const char *end)
{
  const GezinSense sense = { .today = julian ("2026-11-21") };
  GezinDays from = days_of (from_text), until = days_of (until_text);
  GezinTerm term = gezin_sense_term (&sense, &from, &until);

  g_assert_cmpuint (term.start, ==, start == NULL ? FOR_EVER : julian (start));
  g_assert_cmpuint (term.end, ==, end == NULL ? FOR_EVER : julian (end));
}

static void
test_a_term_is_what_is_certain (void)
{
  assert_term ("2026-05-02", "2026-06-03", "2026-05-02", "2026-06-03");
  assert_term ("2026-05", "2026-06", "2026-05-31", "2026-06-01");
  assert_term ("2026-05|2026-04", "2026-06|2026-08", "2026-04-30", "2026-08-01");
  assert_term ("2026-05", "", "2026-05-31", NULL);
  assert_term ("2026-05", "-", "2026-05-31", NULL);
  assert_term ("2026-05", "2026-06|-", "2026-05-31", NULL);
  assert_term ("", "", "2026-11-21", NULL);
  assert_term ("", "2026-11-21", "2026-11-21", "2026-11-21");
  assert_term ("", "2026-12", "2026-11-21", "2026-12-01");
  assert_term ("", "2026-11-20", NULL, "2026-11-20"); /* over, and nobody knows since when it was */
  assert_term ("2026-05|-", "2026-06", "2026-05-31", "2026-06-01");
}

static gboolean
may_hold (const char *from_text, const char *until_text, const char *on)
{
  GezinDays from = days_of (from_text), until = days_of (until_text), days = days_of (on);

  return gezin_sense_may_hold_on (&from, &until, &days);
}

static void
test_what_may_hold_is_what_is_possible (void)
{
  g_assert_true (may_hold ("2026-05-02", "2026-06-03", "2026-05-02"));
  g_assert_true (may_hold ("2026-05-02", "2026-06-03", "2026-06-03"));
  g_assert_false (may_hold ("2026-05-02", "2026-06-03", "2026-05-01"));
  g_assert_false (may_hold ("2026-05-02", "2026-06-03", "2026-06-04"));
  g_assert_true (may_hold ("2026-05", "", "2026-05-01"));
  g_assert_true (may_hold ("2026-05-31", "", "2026-05"));
  g_assert_false (may_hold ("2026-06", "", "2026-05"));
  g_assert_true (may_hold ("", "2026-05", "2026-05-31"));
  g_assert_true (may_hold ("", "2026-05-01", "2026-05"));
  g_assert_false (may_hold ("", "2026-04", "2026-05"));
  g_assert_true (may_hold ("2026-05|2026-03", "", "2026-04"));
  g_assert_true (may_hold ("2026-05", "", "2026-04|2026-06"));
  g_assert_true (may_hold ("", "2026-03|2026-05", "2026-04"));
  g_assert_true (may_hold ("", "2026-04", "2026-03|2026-06"));
  g_assert_true (may_hold ("2026-05|-", "", "2026-04"));
  g_assert_true (may_hold ("", "2026-03|-", "2026-04"));
  g_assert_true (may_hold ("2026-05", "2026-06", ""));
}

typedef gboolean (*Judge) (const GezinRecord *person, guint years, const GezinDays *days);

static gboolean
judge (Judge ask, const char *births, const char *on)
{
  g_auto (GStrv) heads = g_strsplit (births, "|", -1);
  g_autoptr (GString) spec = g_string_new ("person p\n");
  g_autoptr (GezinDossier) dossier = NULL;
  GezinDays days = days_of (on);

  for (guint i = 0; births[0] != '\0' && heads[i] != NULL; i++)
    g_string_append_printf (spec, "beside p birth-date=%s\n", heads[i]);
  dossier = test_dossier (spec->str);
  return ask (test_record (dossier, "p"), 12, &days);
}

static void
test_younger_when_no_day_says_otherwise (void)
{
  Judge younger = gezin_sense_surely_younger;

  g_assert_true (judge (younger, "2014-05-02", "2026-05-01"));
  g_assert_false (judge (younger, "2014-05-02", "2026-05-02"));
  g_assert_true (judge (younger, "2014-05", "2026-04"));
  g_assert_false (judge (younger, "2014-05", "2026-05-01"));
  g_assert_false (judge (younger, "2014-05-02", "2026-05"));
  g_assert_true (judge (younger, "2014-05-02|2010", "2026-05-01"));
  g_assert_true (judge (younger, "2014-05-02", "2026-05-01|2026-06"));
  g_assert_false (judge (younger, "", "2026-05-01"));
  g_assert_false (judge (younger, "2020", ""));
}

static void
test_reached_when_every_day_says_so (void)
{
  Judge reached = gezin_sense_surely_reached;

  g_assert_true (judge (reached, "2014-05-02", "2026-05-02"));
  g_assert_false (judge (reached, "2014-05-02", "2026-05-01"));
  g_assert_true (judge (reached, "2014-05", "2026-05-31"));
  g_assert_false (judge (reached, "2014-05", "2026-05-30"));
  g_assert_true (judge (reached, "2014-05-01", "2026-05"));
  g_assert_false (judge (reached, "2014-05-02", "2026-05"));
  g_assert_true (judge (reached, "2014-05-02|2020", "2026-05-02"));
  g_assert_true (judge (reached, "2014-05-02", "2026-05-02|2025"));
  g_assert_false (judge (reached, "", "2026-05-01"));
  g_assert_false (judge (reached, "1990", ""));
}

static gboolean
outlives (const char *end_text)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("person p birth-date=2014-11-20");
  const GezinSense sense = { .today = julian ("2026-11-21") };
  GezinDays end = days_of (end_text);

  return gezin_sense_outlives_age (&sense, test_record (dossier, "p"), 12, &end);
}

static void
test_outliving_an_age (void)
{
  g_assert_false (outlives ("2026-11-20"));
  g_assert_true (outlives ("2026-11-21"));
  g_assert_false (outlives ("2026-11"));
  g_assert_true (outlives ("2026-12"));
  g_assert_true (outlives ("2026-12|2020"));
  g_assert_true (outlives (""));
}

/* Law 12, with two consents: the replaced one's withdrawal, the new one's from and given-on. */
static gboolean
counts (const char *withdrawn, const char *from, const char *given)
{
  g_autofree char *spec = g_strdup_printf (
      "consent c\n%s%s\nconsent d %s%s %s%s", withdrawn[0] != '\0' ? "edit c withdrawn-on=" : "",
      withdrawn, from[0] != '\0' ? "from=" : "", from, given[0] != '\0' ? "given-on=" : "", given);
  g_autoptr (GezinDossier) dossier = test_dossier (spec);

  return gezin_sense_replacement_counts (test_record (dossier, "d"), test_record (dossier, "c"));
}

static void
test_replacing_what_was_withdrawn (void)
{
  g_assert_true (counts ("2026-02-09", "2026-02-10", "2026-02-01"));
  g_assert_false (counts ("2026-02-10", "2026-02-10", "2026-02-01"));
  g_assert_false (counts ("2026-02-11", "2026-02-10", "2026-02-01"));
  g_assert_false (counts ("2026-02-10", "", "2026-02-10"));
  g_assert_true (counts ("2026-02-09", "", "2026-02-10"));
  g_assert_true (counts ("", "2026-02-10", ""));
  g_assert_true (counts ("2026-02-10", "", ""));
  g_assert_true (counts ("2026-02", "2026-02-10", "")); /* perhaps on the first of February */
  g_assert_true (counts ("2026-02-10", "2026-02", "")); /* perhaps from the eleventh */
  g_assert_false (counts ("2026-03", "2026-02", ""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sense/days/a-term-is-what-is-certain", test_a_term_is_what_is_certain);
  g_test_add_func ("/sense/days/what-may-hold-is-what-is-possible",
                   test_what_may_hold_is_what_is_possible);
  g_test_add_func ("/sense/days/younger-when-no-day-says-otherwise",
                   test_younger_when_no_day_says_otherwise);
  g_test_add_func ("/sense/days/reached-when-every-day-says-so",
                   test_reached_when_every_day_says_so);
  g_test_add_func ("/sense/days/outliving-an-age", test_outliving_an_age);
  g_test_add_func ("/sense/days/replacing-what-was-withdrawn", test_replacing_what_was_withdrawn);
  return g_test_run ();
}
