/* SPDX-License-Identifier: EUPL-1.2 */

/* Days and hours for people. The names of days and months are translated here,
 * since the machine may not have the reader's locale. */

#include "session/when.h"

#include "model/value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MANY_DAYS 60 /* more are told in months */
#define MANY_MONTHS 24 /* these and more in years */

static const char *const months[] = {
  NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"),
  NC_ ("month", "April"),   NC_ ("month", "May"),      NC_ ("month", "June"),
  NC_ ("month", "July"),    NC_ ("month", "August"),   NC_ ("month", "September"),
  NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
};

static const char *const short_months[] = {
  NC_ ("short month", "Jan"), NC_ ("short month", "Feb"), NC_ ("short month", "Mar"),
  NC_ ("short month", "Apr"), NC_ ("short month", "May"), NC_ ("short month", "Jun"),
  NC_ ("short month", "Jul"), NC_ ("short month", "Aug"), NC_ ("short month", "Sep"),
  NC_ ("short month", "Oct"), NC_ ("short month", "Nov"), NC_ ("short month", "Dec"),
};

static const char *const weekdays[] = {
  NC_ ("weekday", "Monday"),   NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"),
  NC_ ("weekday", "Thursday"), NC_ ("weekday", "Friday"),  NC_ ("weekday", "Saturday"),
  NC_ ("weekday", "Sunday"),
};

static const char *const short_weekdays[] = {
  NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
  NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
  NC_ ("short weekday", "Sun"),
};

char *
gezin_when_day (const GDate *day, const GDate *today)
{
  const char *weekday = g_dpgettext2 (NULL, "weekday", weekdays[g_date_get_weekday (day) - 1]);
  const char *month = g_dpgettext2 (NULL, "month", months[g_date_get_month (day) - 1]);

  if (g_date_get_year (day) == g_date_get_year (today))
    /* Translators: weekday, day of the month, month: "Thursday 19 November". */
    return g_strdup_printf (C_ ("date", "%1$s %2$u %3$s"), weekday, g_date_get_day (day), month);
  /* Translators: weekday, day of the month, month, year. */
  return g_strdup_printf (C_ ("date", "%1$s %2$u %3$s %4$u"), weekday, g_date_get_day (day), month,
                          g_date_get_year (day));
}

const char *
gezin_when_month (GDateMonth month)
{
  return g_dpgettext2 (NULL, "short month", short_months[month - 1]);
}

char *
gezin_when_short (const char *date)
{
  GezinPartialDate partial;

  if (date == NULL || !gezin_partial_date_parse (date, &partial))
    return g_strdup (date);
  if (partial.month == 0)
    return g_strdup_printf ("%u", partial.year);
  if (partial.day == 0)
    /* Translators: short month and year. */
    return g_strdup_printf (C_ ("date", "%1$s %2$u"), gezin_when_month ((GDateMonth) partial.month),
                            partial.year);
  /* Translators: day, short month and year. */
  return g_strdup_printf (C_ ("date", "%1$u %2$s %3$u"), partial.day,
                          gezin_when_month ((GDateMonth) partial.month), partial.year);
}

static GDateTime *
local_time (GezinClock *clock, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, gezin_clock_zone (clock)) : NULL;
}

char *
gezin_when_clock (GezinClock *clock, gint64 instant)
{
  g_autoptr (GDateTime) time = local_time (clock, instant);

  return time != NULL ? g_strdup_printf ("%02d:%02d", g_date_time_get_hour (time),
                                         g_date_time_get_minute (time))
                      : g_strdup ("");
}

void
gezin_when_local_day (GezinClock *clock, gint64 instant, GDate *day)
{
  g_autoptr (GDateTime) time = local_time (clock, instant);

  g_date_clear (day, 1);
  if (time != NULL)
    g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (time),
                    (GDateMonth) g_date_time_get_month (time),
                    (GDateYear) g_date_time_get_year (time));
}

char *
gezin_when_moment (GezinClock *clock, gint64 instant)
{
  g_autoptr (GDateTime) time = local_time (clock, instant);

  if (time == NULL)
    return gezin_instant_to_text (instant);
  /* Translators: day, short month, year, hour and minute. */
  return g_strdup_printf (
      C_ ("date", "%1$d %2$s %3$d %4$02d:%5$02d"), g_date_time_get_day_of_month (time),
      gezin_when_month ((GDateMonth) g_date_time_get_month (time)), g_date_time_get_year (time),
      g_date_time_get_hour (time), g_date_time_get_minute (time));
}

/* The nearest number of months. */
static int
months_of (int days)
{
  return (days * 12 + 182) / 365;
}

static char *
say_late (const GDate *day, const GDate *today)
{
  int days = g_date_days_between (day, today);
  int n_months = months_of (days);

  if (n_months >= MANY_MONTHS)
    return g_strdup_printf (ngettext ("%d year late", "%d years late", (gulong) n_months / 12),
                            n_months / 12);
  if (days > MANY_DAYS)
    return g_strdup_printf (ngettext ("%d month late", "%d months late", (gulong) n_months),
                            n_months);
  return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) days), days);
}

char *
gezin_when_due (const char *date, const GDate *today, gboolean *is_late, gboolean *is_soon)
{
  GezinPartialDate partial;
  GDate day;
  int days;

  if (is_late != NULL)
    *is_late = FALSE;
  if (is_soon != NULL)
    *is_soon = FALSE;
  if (date == NULL || !gezin_partial_date_parse (date, &partial))
    return g_strdup (date);
  gezin_partial_date_last (&partial, &day);
  days = g_date_days_between (today, &day);
  if (days < 0)
    {
      if (is_late != NULL)
        *is_late = TRUE;
      return say_late (&day, today);
    }
  if (is_soon != NULL)
    *is_soon = days <= 1;
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  if (days > 300 || partial.day == 0)
    return gezin_when_short (date);
  /* Translators: short weekday, day, short month: "Fri 4 Dec". */
  return g_strdup_printf (
      C_ ("date", "%1$s %2$u %3$s"),
      g_dpgettext2 (NULL, "short weekday", short_weekdays[g_date_get_weekday (&day) - 1]),
      g_date_get_day (&day), gezin_when_month (g_date_get_month (&day)));
}

static char *
say_ahead (const GDate *day, const GDate *today)
{
  int days = g_date_days_between (today, day);
  int n_months = months_of (days);

  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  if (n_months >= MANY_MONTHS)
    return g_strdup_printf (ngettext ("in %d year", "in %d years", (gulong) n_months / 12),
                            n_months / 12);
  if (days > MANY_DAYS)
    return g_strdup_printf (ngettext ("in %d month", "in %d months", (gulong) n_months), n_months);
  return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) days), days);
}

char *
gezin_when_distance (const GDate *day, const GDate *today)
{
  return g_date_compare (day, today) < 0 ? say_late (day, today) : say_ahead (day, today);
}

char *
gezin_when_may_go (const char *since, const GDate *today)
{
  GezinPartialDate partial;
  g_autofree char *day = NULL;
  GDate first;

  if (since != NULL && gezin_partial_date_parse (since, &partial))
    {
      gezin_partial_date_last (&partial, &first);
      if (g_date_compare (&first, today) == 0)
        return g_strdup (_ ("something may go from today"));
    }
  day = gezin_when_short (since);
  /* Translators: of what is kept in a dossier; %s is a day. */
  return g_strdup_printf (_ ("something may go since %s"), day);
}

int
gezin_when_age (const char *birth, const GDate *day)
{
  GezinPartialDate partial;
  GDate born;
  int years;

  if (birth == NULL || !gezin_partial_date_parse (birth, &partial))
    return -1;
  gezin_partial_date_first (&partial, &born);
  years = g_date_get_year (day) - g_date_get_year (&born);
  if (g_date_get_month (day) < g_date_get_month (&born)
      || (g_date_get_month (day) == g_date_get_month (&born)
          && g_date_get_day (day) < g_date_get_day (&born)))
    years--;
  return years;
}

char *
gezin_when_typed (const char *date)
{
  GezinPartialDate partial;

  if (date == NULL || !gezin_partial_date_parse (date, &partial))
    return g_strdup (date != NULL ? date : "");
  if (partial.month == 0)
    return g_strdup_printf ("%04u", partial.year);
  if (partial.day == 0)
    return g_strdup_printf ("%u-%04u", partial.month, partial.year);
  return g_strdup_printf ("%u-%u-%04u", partial.day, partial.month, partial.year);
}

/* @text as a whole number; 0, which no part of a date is, when it is none. */
static int
number_from_typed (const char *text)
{
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 0, 9999, &number, NULL) ? (int) number : 0;
}

/* A month by number or by the beginning of its name in the reader's language; 0 if none. */
static int
month_from_typed (const char *text)
{
  g_autofree char *typed = g_utf8_casefold (text, -1);

  if (g_ascii_isdigit (text[0]))
    return number_from_typed (text);
  for (int i = 0; i < 12 && strlen (typed) >= 3; i++)
    {
      g_autofree char *name = g_utf8_casefold (g_dpgettext2 (NULL, "month", months[i]), -1);
      g_autofree char *brief =
          g_utf8_casefold (g_dpgettext2 (NULL, "short month", short_months[i]), -1);

      if (g_str_has_prefix (name, typed) || strcmp (brief, typed) == 0)
        return i + 1;
    }
  return 0;
}

#define NOT_TYPED (-1)

static char *
checked_date (int year, int month, int day, const char *typed)
{
  char *iso = day != NOT_TYPED     ? g_strdup_printf ("%04d-%02d-%02d", year, month, day)
              : month != NOT_TYPED ? g_strdup_printf ("%04d-%02d", year, month)
                                   : g_strdup_printf ("%04d", year);
  GezinPartialDate partial;

  if (gezin_partial_date_parse (iso, &partial))
    return iso;
  g_free (iso);
  return g_strdup (typed);
}

char *
gezin_when_date_from_typed (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_auto (GStrv) split = g_strsplit_set (trimmed, "-/. ", -1);
  const char *parts[4] = { NULL };
  guint n = 0;

  for (guint i = 0; split[i] != NULL && n < G_N_ELEMENTS (parts); i++)
    if (split[i][0] != '\0')
      parts[n++] = split[i];

  if (n == 1 && strlen (parts[0]) == 4)
    return checked_date (number_from_typed (parts[0]), NOT_TYPED, NOT_TYPED, trimmed);
  if (n == 2 && strlen (parts[1]) == 4)
    return checked_date (number_from_typed (parts[1]), month_from_typed (parts[0]), NOT_TYPED,
                         trimmed);
  if (n == 2 && strlen (parts[0]) == 4)
    return checked_date (number_from_typed (parts[0]), month_from_typed (parts[1]), NOT_TYPED,
                         trimmed);
  if (n == 3 && strlen (parts[0]) == 4)
    return checked_date (number_from_typed (parts[0]), month_from_typed (parts[1]),
                         number_from_typed (parts[2]), trimmed);
  if (n == 3 && strlen (parts[2]) == 4)
    return checked_date (number_from_typed (parts[2]), month_from_typed (parts[1]),
                         number_from_typed (parts[0]), trimmed);
  return g_steal_pointer (&trimmed);
}

char *
gezin_when_moment_typed (GezinClock *clock, const char *instant)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 microseconds;

  if (instant == NULL || !gezin_instant_from_text (instant, &microseconds))
    return g_strdup (instant != NULL ? instant : "");
  time = local_time (clock, microseconds);
  return g_strdup_printf ("%d-%d-%04d %d:%02d", g_date_time_get_day_of_month (time),
                          g_date_time_get_month (time), g_date_time_get_year (time),
                          g_date_time_get_hour (time), g_date_time_get_minute (time));
}

char *
gezin_when_moment_from_typed (GezinClock *clock, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  char *space = strrchr (trimmed, ' ');
  g_autofree char *date = NULL;
  g_autoptr (GDateTime) time = NULL;
  GezinPartialDate partial;
  g_auto (GStrv) parts = NULL;
  guint64 hour;
  guint64 minute;

  if (space == NULL)
    return g_steal_pointer (&trimmed);
  parts = g_strsplit (space + 1, ":", 3);
  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hour, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL))
    return g_steal_pointer (&trimmed);
  *space = '\0';
  date = gezin_when_date_from_typed (trimmed);
  *space = ' ';
  if (!gezin_partial_date_parse (date, &partial) || partial.day == 0)
    return g_steal_pointer (&trimmed);
  time = g_date_time_new (gezin_clock_zone (clock), partial.year, partial.month, partial.day,
                          (int) hour, (int) minute, 0);
  if (time == NULL)
    return g_steal_pointer (&trimmed);
  return gezin_instant_to_text (g_date_time_to_unix (time) * G_USEC_PER_SEC);
}
