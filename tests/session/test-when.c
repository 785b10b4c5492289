/* SPDX-License-Identifier: EUPL-1.2 */

/* Days and hours: what is shown, what may be typed, and that what is no day stays as it was typed. */

#include "session/when.h"

#include <locale.h>

#define SUMMER (G_GINT64_CONSTANT (1784880600) * G_USEC_PER_SEC) /* 2026-07-24T08:10:00Z */

static void
test_short_form (void)
{
  static const struct {
    const char *date, *shown, *entry;
  } cases[] = {
    { "2014-05-01", "1 May 2014", "1-5-2014" },
    { "2014-05", "May 2014", "5-2014" },
    { "2014", "2014", "2014" },
    { "1899-12-31", "31 Dec 1899", "31-12-1899" },
    { "geen datum", "geen datum", "geen datum" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = gezin_when_short (cases[i].date);
      g_autofree char *entry = gezin_when_typed (cases[i].date);

      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (entry, ==, cases[i].entry);
    }
}

static void
test_typed_dates (void)
{
  static const struct {
    const char *typed, *date;
  } cases[] = {
    { "1-5-2014", "2014-05-01" },
    { "01/05/2014", "2014-05-01" },
    { " 1.5.2014 ", "2014-05-01" },
    { "1 May 2014", "2014-05-01" },
    { "1 may 2014", "2014-05-01" },
    { "2014-05-01", "2014-05-01" },
    { "May 2014", "2014-05" },
    { "5-2014", "2014-05" },
    { "2014-05", "2014-05" },
    { "2014", "2014" },
    { "29-2-2024", "2024-02-29" },
    /* No dates: kept as they are, so that the form can say so. */
    { "29-2-2023", "29-2-2023" },
    { "31-4-2024", "31-4-2024" },
    { "0-5-2014", "0-5-2014" },
    { "1-13-2014", "1-13-2014" },
    { "-1-5-2014", "2014-05-01" },
    { "1-5-14", "1-5-14" },
    { "1x-5-2014", "1x-5-2014" },
    { "morgen", "morgen" },
    { "", "" },
    { "1-2-3-2014", "1-2-3-2014" },
    { "ma 2014", "ma 2014" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = gezin_when_date_from_typed (cases[i].typed);

      g_assert_cmpstr (date, ==, cases[i].date);
    }
}

static void
test_typed_moments (void)
{
  static const char *const no_moments[] = {
    "24-7-2026",       "24-7-2026 24:00", "24-7-2026 10:60",    "24-7-2026 10",
    "24-7-2026 10:1x", "7-2026 10:10",    "24-7-2026 10:10:10", "",
  };
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (SUMMER);
  g_autofree char *instant = gezin_when_moment_from_typed (clock, "24-7-2026 10:10");
  g_autofree char *entry = gezin_when_moment_typed (clock, "2026-07-24T08:10:00Z");
  g_autofree char *shown = gezin_when_moment (clock, SUMMER);

  g_assert_cmpstr (instant, ==, "2026-07-24T08:10:00Z");
  g_assert_cmpstr (entry, ==, "24-7-2026 10:10");
  g_assert_cmpstr (shown, ==, "24 Jul 2026 10:10");
  for (guint i = 0; i < G_N_ELEMENTS (no_moments); i++)
    {
      g_autofree char *kept = gezin_when_moment_from_typed (clock, no_moments[i]);

      g_assert_cmpstr (kept, ==, no_moments[i]);
    }
}

static void
test_due (void)
{
  static const struct {
    const char *due, *shown;
    gboolean is_late, is_soon;
  } cases[] = {
    { "2026-01-10", "6 months late", TRUE, FALSE }, { "2026-07-22", "2 days late", TRUE, FALSE },
    { "2026-07-23", "1 day late", TRUE, FALSE },    { "2026-07-24", "today", FALSE, TRUE },
    { "2026-07-25", "tomorrow", FALSE, TRUE },      { "2026-07-26", "Sun 26 Jul", FALSE, FALSE },
    { "2026-07", "Jul 2026", FALSE, FALSE },        { "2027-07-24", "24 Jul 2027", FALSE, FALSE },
  };
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_JULY, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_late, is_soon;
      g_autofree char *shown = gezin_when_due (cases[i].due, &today, &is_late, &is_soon);

      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpint (is_late, ==, cases[i].is_late);
      g_assert_cmpint (is_soon, ==, cases[i].is_soon);
    }
}

static void
test_distance (void)
{
  static const struct {
    GDateDay day;
    GDateMonth month;
    GDateYear year;
    const char *shown;
  } cases[] = {
    { 23, G_DATE_JULY, 2026, "1 day late" },       { 25, G_DATE_MAY, 2026, "60 days late" },
    { 24, G_DATE_MAY, 2026, "2 months late" },     { 24, G_DATE_AUGUST, 2024, "23 months late" },
    { 24, G_DATE_JULY, 2024, "2 years late" },     { 24, G_DATE_JULY, 2026, "today" },
    { 25, G_DATE_JULY, 2026, "tomorrow" },         { 22, G_DATE_SEPTEMBER, 2026, "in 60 days" },
    { 23, G_DATE_SEPTEMBER, 2026, "in 2 months" }, { 24, G_DATE_JUNE, 2028, "in 23 months" },
    { 24, G_DATE_JULY, 2028, "in 2 years" },
  };
  GDate today, day;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 24, G_DATE_JULY, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL;

      g_date_clear (&day, 1);
      g_date_set_dmy (&day, cases[i].day, cases[i].month, cases[i].year);
      shown = gezin_when_distance (&day, &today);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_age (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 28, G_DATE_FEBRUARY, 2026);
  g_assert_cmpint (gezin_when_age ("2014-02-28", &day), ==, 12);
  g_assert_cmpint (gezin_when_age ("2014-03-01", &day), ==, 11);
  g_assert_cmpint (gezin_when_age ("2012-02-29", &day), ==, 13);
  g_assert_cmpint (gezin_when_age ("2014", &day), ==, 12);
  g_assert_cmpint (gezin_when_age ("onbekend", &day), ==, -1);
}

static void
test_may_go (void)
{
  g_autofree char *since = NULL, *today = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 24, G_DATE_JULY, 2026);
  since = gezin_when_may_go ("2019-05-03", &day);
  today = gezin_when_may_go ("2026-07-24", &day);
  g_assert_cmpstr (since, ==, "something may go since 3 May 2019");
  g_assert_cmpstr (today, ==, "something may go from today");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/when/short-form", test_short_form);
  g_test_add_func ("/session/when/typed-dates", test_typed_dates);
  g_test_add_func ("/session/when/typed-moments", test_typed_moments);
  g_test_add_func ("/session/when/due", test_due);
  g_test_add_func ("/session/when/distance", test_distance);
  g_test_add_func ("/session/when/what-may-go-is-never-late", test_may_go);
  g_test_add_func ("/session/when/age", test_age);
  return g_test_run ();
}
