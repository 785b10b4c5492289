/* SPDX-License-Identifier: EUPL-1.2 */

/* Working days and statutory terms against days that were looked up in a calendar by hand, after
 * the text of the Algemene termijnenwet:
 *
 *   art. 1  a term that ends on a Saturday, a Sunday or a public holiday ends on the next day that is
 *           none of these; not a term that is counted back from a day
 *   art. 2  a term of at least three days has at least two days that are none of these
 *   art. 3  New Year's Day, Easter Monday, Whit Monday, both days of Christmas, Ascension Day, the
 *           day on which the King's birthday is celebrated, 5 May; and Good Friday
 *   art. 4  none of it for terms in hours, of more than 90 days, twelve weeks or three months, or in
 *           years */

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
    /* Christmas, on each day of the week. */
    { "2027-12-11", "P2W", "2027-12-27" }, /* Saturday and Sunday: nothing is made up for */
    { "2022-12-11", "P2W", "2022-12-27" }, /* Sunday and Monday */
    { "2023-12-11", "P2W", "2023-12-27" }, /* Monday and Tuesday */
    { "2024-12-11", "P2W", "2024-12-27" }, /* Wednesday and Thursday */
    { "2025-12-11", "P2W", "2025-12-29" }, /* Thursday and Friday, and a weekend after it */
    { "2020-12-11", "P2W", "2020-12-28" }, /* Friday and Saturday */
    { "2024-12-12", "P2W", "2024-12-27" }, /* ends on the second day */
    /* New Year's Day on a Friday, a Saturday, a Sunday. */
    { "2026-12-18", "P2W", "2027-01-04" },
    { "2027-12-18", "P2W", "2028-01-03" },
    { "2022-12-18", "P2W", "2023-01-02" },
    { "2026-12-17", "P2W", "2026-12-31" }, /* New Year's Eve is a day as any */
    /* Easter, Ascension Day, Whitsun. */
    { "2025-04-04", "P2W", "2025-04-22" }, /* Good Friday */
    { "2025-04-03", "P2W", "2025-04-17" }, /* Maundy Thursday */
    { "2025-04-06", "P2W", "2025-04-22" }, /* Easter Sunday */
    { "2026-04-30", "P2W", "2026-05-15" }, /* Ascension Day, a Thursday: the Friday counts */
    { "2008-04-17", "P2W", "2008-05-02" }, /* Ascension Day on 1 May */
    { "2026-05-11", "P2W", "2026-05-26" }, /* Whit Monday */
    { "2026-05-10", "P2W", "2026-05-26" }, /* Whit Sunday */
    /* 5 May, each year, and beside Ascension Day. */
    { "2008-04-21", "P2W", "2008-05-06" }, /* on a Monday */
    { "2016-04-21", "P2W", "2016-05-06" }, /* one day that is both */
    { "2027-04-21", "P2W", "2027-05-07" }, /* Ascension Day the day after */
    { "2024-04-21", "P2W", "2024-05-06" }, /* on a Sunday: the Monday is none */
    /* King's Day. */
    { "2025-04-12", "P2W", "2025-04-28" }, /* 27 April is a Sunday: celebrated on Saturday 26 */
    { "2025-04-11", "P2W", "2025-04-25" }, /* the Friday before it is a day as any */
    { "2031-04-14", "P2W", "2031-04-28" }, /* a Sunday again: the Monday is none */
    { "2026-04-13", "P2W", "2026-04-28" }, /* a Monday */
    { "2029-04-13", "P2W", "2029-04-30" }, /* a Friday */
    { "2030-04-13", "P2W", "2030-04-29" }, /* a Saturday: the Monday is none */
    /* Leap days. */
    { "2028-01-31", "P1M", "2028-02-29" },
    { "2028-01-29", "P1M", "2028-02-29" },
    { "2028-02-29", "P1M", "2028-03-29" },
    { "2027-01-31", "P1M", "2027-03-01" }, /* 28 February is a Sunday */
    { "2027-11-30", "P3M", "2028-02-29" },
    { "2028-02-15", "P2W", "2028-02-29" },
    { "2028-02-16", "P2W", "2028-03-01" },
    /* The clock goes forward and back: days are days. */
    { "2026-03-15", "P2W", "2026-03-30" },
    { "2026-03-29", "P1W", "2026-04-07" }, /* from that Sunday to Easter Sunday */
    { "2026-10-11", "P2W", "2026-10-26" },
    { "2027-03-14", "P2W", "2027-03-30" }, /* the clock and Easter on one Sunday */
    { "2026-10-24", "P2D", "2026-10-26" },
    /* The longest that is lengthened, and one more, ending on such days. */
    { "2026-02-10", "P12W", "2026-05-06" }, /* 5 May */
    { "2026-02-03", "P13W", "2026-05-05" },
    { "2026-02-25", "P3M", "2026-05-26" }, /* Whit Monday */
    { "2026-01-25", "P4M", "2026-05-25" },
    { "2026-03-13", "P3M", "2026-06-15" }, /* a Saturday */
    { "2026-09-26", "P90D", "2026-12-28" }, /* Christmas Day */
    { "2026-09-25", "P91D", "2026-12-25" },
    { "2026-06-25", "P6M", "2026-12-25" },
    { "2026-12-25", "P1Y", "2027-12-25" },
    { "2025-05-05", "P1Y", "2026-05-05" },
    /* Short ones: art. 2 from three days on. */
    { "2026-11-27", "P1D", "2026-11-30" }, /* from Friday */
    { "2026-11-26", "P2D", "2026-11-30" },
    { "2026-11-27", "P3D", "2026-12-01" }, /* Monday is one, Tuesday the second */
    { "2026-11-26", "P3D", "2026-11-30" }, /* ends on Sunday: Friday and Monday */
    { "2026-11-25", "P3D", "2026-11-30" }, /* ends on Saturday with two in it */
    { "2026-11-24", "P3D", "2026-11-27" },
    { "2026-11-27", "P4D", "2026-12-01" },
    { "2026-12-23", "P5D", "2026-12-28" }, /* 24 and 28 December */
    { "2026-12-24", "P5D", "2026-12-29" },
    { "2026-12-24", "P4D", "2026-12-29" },
    { "2026-04-02", "P3D", "2026-04-08" }, /* Good Friday to Easter Monday: none */
    { "2026-04-02", "P5D", "2026-04-08" },
    { "2027-12-24", "P3D", "2027-12-28" },
    { "2027-05-04", "P3D", "2027-05-10" }, /* 5 May, Ascension Day, then Friday and Monday */
  };
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].from, cases[i].term);
      assert_day (gezin_calendar_statutory_end (calendar, julian (cases[i].from), cases[i].term),
                  cases[i].last);
    }
}

/* Every day of twenty years, every term: the first day from its own end on that is a working day and
 * leaves two of them in the term, found by looking at each. */
static void
test_every_day (void)
{
  static const struct {
    const char *term;
    guint shortest; /* days that it has at least */
    gboolean is_lengthened;
  } terms[] = {
    { "P1D", 1, TRUE },    { "P2D", 2, TRUE },   { "P3D", 3, TRUE },    { "P4D", 4, TRUE },
    { "P1W", 7, TRUE },    { "P2W", 14, TRUE },  { "P1M", 28, TRUE },   { "P3M", 89, TRUE },
    { "P90D", 90, TRUE },  { "P12W", 84, TRUE }, { "P91D", 91, FALSE }, { "P4M", 120, FALSE },
    { "P1Y", 365, FALSE },
  };
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);
  guint n_moved = 0;

  for (guint32 from = julian ("2020-01-01"); from < julian ("2040-01-01"); from++)
    for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
      {
        guint32 own = gezin_term_after (from, terms[i].term), end = own;
        guint n_working = 0, wanted = terms[i].shortest >= 3 ? 2 : 0;

        g_assert_cmpuint (own - from, >=, terms[i].shortest);
        for (guint32 day = from + 1; day <= own; day++)
          n_working += gezin_calendar_is_working_day (calendar, day);
        while (terms[i].is_lengthened
               && (n_working < wanted || !gezin_calendar_is_working_day (calendar, end)))
          n_working += gezin_calendar_is_working_day (calendar, ++end);
        g_assert_cmpuint (gezin_calendar_statutory_end (calendar, from, terms[i].term), ==, end);
        n_moved += end > own;
      }
  g_test_message ("%u terms end later", n_moved);
  g_assert_cmpuint (n_moved, >, 1000);
}

/* Easter Sundays as almanacs print them. */
static void
test_easter (void)
{
  static const char *const sundays[] = {
    "2000-04-23", "2005-03-27", "2008-03-23", "2011-04-24", "2015-04-05", "2016-03-27",
    "2018-04-01", "2019-04-21", "2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09",
    "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
    "2030-04-21", "2031-04-13", "2032-03-28", "2035-03-25", "2038-04-25", "2049-04-18",
  };
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);

  for (guint i = 0; i < G_N_ELEMENTS (sundays); i++)
    {
      guint32 sunday = julian (sundays[i]);

      g_test_message ("%s", sundays[i]);
      g_assert_true (gezin_calendar_is_holiday (calendar, sunday - 2));
      g_assert_true (gezin_calendar_is_holiday (calendar, sunday + 1));
      g_assert_true (gezin_calendar_is_holiday (calendar, sunday + 39));
      g_assert_true (gezin_calendar_is_holiday (calendar, sunday + 50));
    }
}

/* Counted back nothing is moved: art. 1, second paragraph. */
static void
test_terms_back (void)
{
  static const struct {
    const char *from;
    const char *term;
    const char *first;
  } cases[] = {
    { "2026-08-31", "P6M", "2026-02-28" }, /* a Saturday */
    { "2026-08-31", "P1Y", "2025-08-31" },
    { "2026-08-31", "P2W", "2026-08-17" },
    { "2026-08-31", "P10D", "2026-08-21" },
    { "2028-03-31", "P1M", "2028-02-29" },
    { "2027-03-31", "P1M", "2027-02-28" },
    { "2028-02-29", "P1Y", "2027-02-28" },
    { "2028-02-29", "P3M", "2027-11-29" },
    { "2026-12-28", "P3D", "2026-12-25" }, /* Christmas Day */
    { "2027-01-08", "P2W", "2026-12-25" },
    { "2026-05-25", "P20D", "2026-05-05" },
    { "2026-01-01", "P1D", "2025-12-31" },
    { "2026-04-05", "P2W", "2026-03-22" }, /* over the night that the clock went forward */
    { "2026-11-01", "P1W", "2026-10-25" }, /* and back */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate day;

      g_test_message ("%s %s", cases[i].from, cases[i].term);
      g_date_clear (&day, 1);
      g_date_set_julian (&day, julian (cases[i].from));
      assert_day (gezin_term_before (&day, cases[i].term), cases[i].first);
    }
}

/* However long, and however often one after the other: never beyond what four digits can say. */
static void
test_terms_have_an_end (void)
{
  static const char *const terms[] = { "P999Y", "P999M", "P999W", "P999D" };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      guint32 day = julian ("2200-12-31");

      for (guint times = 0; times < 10000; times++)
        {
          guint32 next = gezin_term_after (day, terms[i]);

          g_assert_cmpuint (next, >=, day);
          day = next;
        }
      assert_day (day, "9999-12-31");
    }
}

/* A day that is kept a day before may fall in the year before; which is asked first says nothing. */
static void
test_kept_in_the_year_before (void)
{
  static const char own[] =
      "<reference xmlns='urn:gezinsdossier:reference:1' id='own' version='1' "
      "valid-from='2015-01-01'><label xml:lang='nl'>x</label>"
      "<source mark='inferred'>made up</source>"
      "<list name='holiday'><label xml:lang='nl'>x</label>"
      "<code name='day'><label xml:lang='nl'>x</label>"
      "<property name='month-day'>01-01</property>"
      "<property name='before-on-sunday'>yes</property></code></list></reference>";
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) made_up =
      gezin_reference_new_from_bytes ("own.xml", own, sizeof own - 1, NULL, &error);
  g_autoptr (GezinCalendar) calendar = NULL;

  g_assert_no_error (error);
  calendar = gezin_calendar_new (made_up);
  g_assert_true (gezin_calendar_is_holiday (calendar, julian ("2022-12-31")));
  g_assert_false (gezin_calendar_is_holiday (calendar, julian ("2023-01-01")));
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
  g_test_add_func ("/casework/calendar/easter", test_easter);
  g_test_add_func ("/casework/calendar/every-day", test_every_day);
  g_test_add_func ("/casework/calendar/terms-back", test_terms_back);
  g_test_add_func ("/casework/calendar/terms-have-an-end", test_terms_have_an_end);
  g_test_add_func ("/casework/calendar/kept-in-the-year-before", test_kept_in_the_year_before);
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
