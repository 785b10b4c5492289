/* SPDX-License-Identifier: EUPL-1.2 */

/* Working days and statutory terms against days that were looked up in a calendar by hand. */

#include "casework/calendar.h"
#include "casework/term.h"

#include <stdio.h>

static GezinReference *reference;

static guint32
julian (const char *text)
{
  GDate date;
  unsigned int year, month, day;

  g_assert_cmpint (sscanf (text, "%4u-%2u-%2u", &year, &month, &day), ==, 3);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static char *
text_of (guint32 day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

#define assert_day(day, expected) \
  G_STMT_START \
  { \
    g_autofree char *found_ = text_of (day); \
    g_assert_cmpstr (found_, ==, expected); \
  } \
  G_STMT_END

static void
test_holidays (void)
{
  static const char *const holidays[] = {
    "2024-03-29", /* Good Friday of a leap year */
    "2024-04-01", "2024-04-27", "2024-05-05", "2024-05-09", "2024-05-20",
    "2025-04-18", "2025-04-21", "2025-04-26", /* 27 April 2025 is a Sunday */
    "2025-05-29", "2025-06-09", "2026-04-03", "2026-04-06", "2026-04-27",
    "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25", "2026-12-26",
    "2027-01-01", "2008-05-01", /* Ascension Day on 1 May: Easter was early */
    "2038-04-26", /* Easter was as late as it can be: 25 April */
  };
  static const char *const not_holidays[] = { "2025-04-27", "2026-04-05", "2026-04-28",
                                              "2026-05-01", "2026-05-04", "2026-12-24",
                                              "2026-12-31", "2024-02-29" };
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);

  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      g_test_message ("%s", holidays[i]);
      g_assert_true (gezin_calendar_is_holiday (calendar, julian (holidays[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (not_holidays); i++)
    {
      g_test_message ("%s", not_holidays[i]);
      g_assert_false (gezin_calendar_is_holiday (calendar, julian (not_holidays[i])));
    }
}

static void
test_working_days (void)
{
  static const struct {
    const char *from;
    guint n;
    const char *last;
  } cases[] = {
    { "2026-11-23", 5, "2026-11-30" }, /* Monday: over a weekend */
    { "2026-11-27", 1, "2026-11-30" }, /* Friday */
    { "2026-11-28", 1, "2026-11-30" }, /* Saturday */
    { "2026-12-23", 5, "2026-12-31" }, /* Christmas on Friday and Saturday */
    { "2026-12-31", 1, "2027-01-04" }, /* New Year's Day on a Friday */
    { "2026-04-02", 1, "2026-04-07" }, /* Maundy Thursday: Good Friday and Easter Monday */
    { "2026-05-04", 1, "2026-05-06" }, /* Liberation Day */
    { "2026-05-13", 1, "2026-05-15" }, /* Ascension Day */
    { "2025-04-17", 5, "2025-04-28" }, /* Easter, and King's Day on a Saturday */
    { "2028-02-28", 1, "2028-02-29" }, /* a leap day is a Tuesday */
    { "2026-03-27", 1, "2026-03-30" }, /* the clock goes forward in between */
    { "2026-10-23", 1, "2026-10-26" }, /* and back */
    { "2026-11-23", 0, "2026-11-23" },
  };
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_day (gezin_calendar_working_days_after (calendar, julian (cases[i].from), cases[i].n),
                cases[i].last);
}

static void
test_statutory_terms (void)
{
  static const struct {
    const char *from;
    const char *term;
    const char *last;
  } cases[] = {
    { "2026-11-02", "P2W", "2026-11-16" }, /* Monday to Monday */
    { "2026-11-07", "P2W", "2026-11-23" }, /* ends on a Saturday */
    { "2026-12-11", "P2W", "2026-12-28" }, /* ends on Christmas Day, a Friday */
    { "2026-03-20", "P2W", "2026-04-07" }, /* ends on Good Friday */
    { "2026-12-24", "P3D", "2026-12-29" }, /* art. 2: no working day in it but the two added */
    { "2026-12-23", "P3D", "2026-12-28" }, /* one is in it: until there are two */
    { "2026-12-24", "P2D", "2026-12-28" }, /* shorter than three days: art. 1 alone */
    { "2026-01-31", "P1M", "2026-03-02" }, /* 28 February is a Saturday */
    { "2027-11-25", "P3M", "2028-02-25" },
    { "2026-02-05", "P3M", "2026-05-06" }, /* ends on Liberation Day */
    { "2026-02-05", "P12W", "2026-04-30" },
    { "2026-01-10", "P13W", "2026-04-11" }, /* too long for it: stays on a Saturday */
    { "2026-01-25", "P90D", "2026-04-28" }, /* 25 April is a Saturday, Monday is King's Day */
    { "2026-01-24", "P91D", "2026-04-25" }, /* too long for it */
    { "2026-01-11", "P4M", "2026-05-11" },
    { "2026-01-09", "P4M", "2026-05-09" }, /* too long for it: a Saturday */
    { "2024-02-29", "P1Y", "2025-03-01" }, /* a year: never lengthened; and a Saturday */
    { "2028-02-29", "P1Y", "2029-03-01" },
  };
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].from, cases[i].term);
      assert_day (gezin_calendar_statutory_end (calendar, julian (cases[i].from), cases[i].term),
                  cases[i].last);
    }
}

static void
test_terms_back (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian ("2026-08-31"));
  assert_day (gezin_term_before (&day, "P6M"), "2026-02-28");
  assert_day (gezin_term_before (&day, "P1Y"), "2025-08-31");
  assert_day (gezin_term_before (&day, "P2W"), "2026-08-17");
  assert_day (gezin_term_before (&day, "P10D"), "2026-08-21");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  {
    g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);

    reference = gezin_reference_new_from_folder (folder, NULL, &error);
    g_assert_no_error (error);
  }
  g_test_add_func ("/casework/calendar/holidays", test_holidays);
  g_test_add_func ("/casework/calendar/working-days", test_working_days);
  g_test_add_func ("/casework/calendar/statutory-terms", test_statutory_terms);
  g_test_add_func ("/casework/calendar/terms-back", test_terms_back);
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
