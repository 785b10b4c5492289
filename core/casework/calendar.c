/* SPDX-License-Identifier: EUPL-1.2 */

/* Working days. Holidays of a year are worked out when it is first asked for, and kept.
 *
 * Invariant: a list that holds on a day speaks for that day; a holiday that began later was none. */

#include "casework/calendar.h"

#include "casework/term.h"

#include <stdlib.h>
#include <string.h>

#define LIST_HOLIDAYS "holiday"
#define LIST_LENGTHENED "term-lengthened"
#define SHORTEST_WITH_TWO (3) /* days: art. 2 */
#define LEAST_WORKING_DAYS (2)

struct _GezinCalendar {
  GezinReference *reference;
  GHashTable *holidays; /* Julian day as a pointer, a set */
  GHashTable *years; /* whose holidays are in it */
};

GezinCalendar *
gezin_calendar_new (GezinReference *reference)
{
  GezinCalendar *calendar = g_new0 (GezinCalendar, 1);

  calendar->reference = gezin_reference_ref (reference);
  calendar->holidays = g_hash_table_new (g_direct_hash, g_direct_equal);
  calendar->years = g_hash_table_new (g_direct_hash, g_direct_equal);
  return calendar;
}

void
gezin_calendar_free (GezinCalendar *calendar)
{
  g_hash_table_unref (calendar->holidays);
  g_hash_table_unref (calendar->years);
  gezin_reference_unref (calendar->reference);
  g_free (calendar);
}

/* The Sunday after the first full moon of spring, as the church counts it (Meeus, Astronomical
 * Algorithms, chapter 8: valid for every year of the Gregorian calendar). */
static guint32
easter_of (guint year)
{
  guint a = year % 19, b = year / 100, c = year % 100;
  guint g = (8 * b + 13) / 25;
  guint h = (19 * a + b - b / 4 - g + 15) % 30;
  guint l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  guint m = (a + 11 * h + 22 * l) / 451;
  guint n = h + l - 7 * m + 114;
  GDate easter;

  g_date_clear (&easter, 1);
  g_date_set_dmy (&easter, (GDateDay) (n % 31 + 1), (GDateMonth) (n / 31), (GDateYear) year);
  return g_date_get_julian (&easter);
}

/* 0: not in this year. */
static guint32
day_of (const GezinCode *holiday, guint year)
{
  const char *easter = gezin_code_property (holiday, "easter");
  const char *month_day = gezin_code_property (holiday, "month-day");
  guint month, day;
  GDate date;

  if (easter != NULL)
    return (guint32) ((gint64) easter_of (year) + strtol (easter, NULL, 10));
  if (month_day == NULL || strlen (month_day) != strlen ("12-31"))
    return 0;
  month = (guint) strtoul (month_day, NULL, 10);
  day = (guint) strtoul (month_day + 3, NULL, 10);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  if (gezin_code_property (holiday, "before-on-sunday") != NULL
      && g_date_get_weekday (&date) == G_DATE_SUNDAY)
    g_date_subtract_days (&date, 1);
  return g_date_get_julian (&date);
}

/* Before the data begins its newest list is taken: terms of old measures still have to be told. */
static void
add_year (GezinCalendar *calendar, guint year)
{
  g_autoptr (GezinCodeList) list = NULL;
  GDate first;

  if (!g_hash_table_add (calendar->years, GUINT_TO_POINTER (year)))
    return;
  g_date_clear (&first, 1);
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, (GDateYear) year);
  list = gezin_reference_list (calendar->reference, LIST_HOLIDAYS, &first);
  if (list == NULL)
    list = gezin_reference_list (calendar->reference, LIST_HOLIDAYS, NULL);
  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      guint32 day = day_of (gezin_code_list_code (list, i), year);

      if (day > 0)
        g_hash_table_add (calendar->holidays, GUINT_TO_POINTER (day));
    }
}

gboolean
gezin_calendar_is_holiday (GezinCalendar *calendar, guint32 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  add_year (calendar, g_date_get_year (&date));
  add_year (calendar, g_date_get_year (&date) + 1U); /* of which a day may be kept before it */
  return g_hash_table_contains (calendar->holidays, GUINT_TO_POINTER (julian));
}

/* Julian day 1 was a Monday. */
static gboolean
is_weekend (guint32 julian)
{
  return (julian - 1) % 7 >= 5;
}

gboolean
gezin_calendar_is_working_day (GezinCalendar *calendar, guint32 julian)
{
  return !is_weekend (julian) && !gezin_calendar_is_holiday (calendar, julian);
}

guint32
gezin_calendar_working_days_after (GezinCalendar *calendar, guint32 julian, guint n)
{
  while (n > 0)
    n -= gezin_calendar_is_working_day (calendar, ++julian);
  return julian;
}

static gboolean
is_lengthened (GezinCalendar *calendar, const char *term)
{
  g_autoptr (GezinCodeList) list =
      gezin_reference_list (calendar->reference, LIST_LENGTHENED, NULL);
  char unit = term[strlen (term) - 1];

  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      const char *most = gezin_code_property (gezin_code_list_code (list, i), "maximum");

      if (most != NULL && most[strlen (most) - 1] == unit
          && strtoul (term + 1, NULL, 10) <= strtoul (most + 1, NULL, 10))
        return TRUE;
    }
  return FALSE;
}

guint32
gezin_calendar_statutory_end (GezinCalendar *calendar, guint32 julian, const char *term)
{
  guint32 end = gezin_term_after (julian, term);
  guint lacking = end - julian >= SHORTEST_WITH_TWO ? LEAST_WORKING_DAYS : 0;

  if (!is_lengthened (calendar, term))
    return end;
  for (guint32 day = julian + 1; day <= end && lacking > 0; day++)
    lacking -= gezin_calendar_is_working_day (calendar, day);
  while (lacking > 0 || !gezin_calendar_is_working_day (calendar, end))
    if (gezin_calendar_is_working_day (calendar, ++end) && lacking > 0)
      lacking--;
  return end;
}
