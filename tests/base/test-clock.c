/* SPDX-License-Identifier: EUPL-1.2 */

/* Clocks that stand still, days of Amsterdam, and the one form of an instant. */

#include "base/clock.h"

static gint64
instant (const char *text)
{
  gint64 read = 0;

  g_assert_true (gezin_instant_from_text (text, &read));
  return read;
}

static void
test_fixed_clock_stands_still (void)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (42);

  g_assert_cmpint (gezin_clock_now (clock), ==, 42);
  g_usleep (2000);
  g_assert_cmpint (gezin_clock_now (clock), ==, 42);
  gezin_clock_set (clock, -7);
  g_assert_cmpint (gezin_clock_now (clock), ==, -7);
}

static void
test_system_clock_runs (void)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 now = gezin_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

static void
test_system_clock_is_not_moved (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GezinClock) clock = gezin_clock_new_system ();

      gezin_clock_set (clock, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
assert_today (const char *text, int day, int month, int year)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (instant (text));
  GDate today;

  gezin_clock_today (clock, &today);
  g_assert_cmpint (g_date_get_day (&today), ==, day);
  g_assert_cmpint (g_date_get_month (&today), ==, month);
  g_assert_cmpint (g_date_get_year (&today), ==, year);
}

/* One hour ahead in winter, two in summer. */
static void
test_days_are_of_amsterdam (void)
{
  assert_today ("2026-11-21T22:59:59Z", 21, 11, 2026);
  assert_today ("2026-11-21T23:00:00Z", 22, 11, 2026);
  assert_today ("2026-07-01T21:59:59Z", 1, 7, 2026);
  assert_today ("2026-07-01T22:00:00Z", 2, 7, 2026);
  assert_today ("2027-12-31T23:30:00Z", 1, 1, 2028);
}

static void
test_utc_day_counts_whole_days (void)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (0);

  g_assert_cmpint (gezin_clock_utc_day (clock), ==, 0);
  gezin_clock_set (clock, instant ("1970-01-02T00:00:00Z") - 1);
  g_assert_cmpint (gezin_clock_utc_day (clock), ==, 0);
  gezin_clock_set (clock, -1);
  g_assert_cmpint (gezin_clock_utc_day (clock), ==, -1);
  gezin_clock_set (clock, instant ("2026-11-21T23:59:59Z"));
  g_assert_cmpint (gezin_clock_utc_day (clock), ==, 20778);
}

static void
test_instant_has_one_form (void)
{
  static const char *const right[] = { "2026-11-21T10:03:11Z", "1800-01-01T00:00:00Z",
                                       "2200-12-31T23:59:59Z", "1969-12-31T23:59:59Z",
                                       "2024-02-29T12:00:00Z" };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *again = gezin_instant_to_text (instant (right[i]));

      g_assert_cmpstr (again, ==, right[i]);
    }
  g_assert_cmpint (instant ("1970-01-01T00:00:01Z"), ==, G_USEC_PER_SEC);
}

static void
test_instant_is_rounded_down (void)
{
  g_autofree char *after = gezin_instant_to_text (1999999);
  g_autofree char *before = gezin_instant_to_text (-1);

  g_assert_cmpstr (after, ==, "1970-01-01T00:00:01Z");
  g_assert_cmpstr (before, ==, "1969-12-31T23:59:59Z");
}

static void
test_other_forms_are_refused (void)
{
  static const char *const wrong[] = {
    "",
    "2026-11-21",
    "2026-11-21 10:03:11Z",
    "2026-11-21T10:03:11",
    "2026-11-21T10:03:11z",
    "2026-11-21T10:03:11.5Z",
    "2026-11-21T10:03:11+1",
    "2026-02-29T10:03:11Z",
    "2026-13-01T10:03:11Z",
    "2026-00-01T10:03:11Z",
    "2026-11-31T10:03:11Z",
    "2026-11-21T24:00:00Z",
    "2026-11-21T10:60:00Z",
    "2026-11-21T10:03:60Z",
    "2026-11-21T10:03: 1Z",
    "2026-11-21T10:03:+1Z",
    "1799-12-31T23:59:59Z",
    "2201-01-01T00:00:00Z",
    " 2026-11-21T10:03:11Z",
    "2026-11-21T10:03:11Z ",
  };
  gint64 untouched = 5;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (gezin_instant_from_text (wrong[i], &untouched));
  g_assert_false (gezin_instant_from_text (NULL, &untouched));
  g_assert_cmpint (untouched, ==, 5);
}

static void
test_day_has_one_form (void)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, 5, 2014);
  g_assert_cmpstr (gezin_day_to_text (&day, text), ==, "2014-05-01");
  g_date_set_dmy (&day, 29, 2, 812);
  g_assert_cmpstr (gezin_day_to_text (&day, text), ==, "0812-02-29");
  g_date_set_dmy (&day, 31, 12, 9999);
  g_assert_cmpstr (gezin_day_to_text (&day, text), ==, "9999-12-31");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/fixed-stands-still", test_fixed_clock_stands_still);
  g_test_add_func ("/clock/system-runs", test_system_clock_runs);
  g_test_add_func ("/clock/system-is-not-moved", test_system_clock_is_not_moved);
  g_test_add_func ("/clock/days-are-of-amsterdam", test_days_are_of_amsterdam);
  g_test_add_func ("/clock/utc-day-counts-whole-days", test_utc_day_counts_whole_days);
  g_test_add_func ("/clock/day-has-one-form", test_day_has_one_form);
  g_test_add_func ("/clock/instant-has-one-form", test_instant_has_one_form);
  g_test_add_func ("/clock/instant-is-rounded-down", test_instant_is_rounded_down);
  g_test_add_func ("/clock/other-forms-are-refused", test_other_forms_are_refused);
  return g_test_run ();
}
