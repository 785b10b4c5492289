/* SPDX-License-Identifier: EUPL-1.2 */

/* What time it is, and how an instant is written.
 *
 * Invariants:
 * 1. An instant is a count of microseconds in UTC; only a day knows of a zone.
 * 2. A system clock never changes; a fixed one changes only by gezin_clock_set(). */

#include "base/clock.h"

#include "base/limits.h"

#include <string.h>

#define ZONE "Europe/Amsterdam"
#define INSTANT_LENGTH (20) /* 2026-11-21T10:03:11Z */
#define MICROSECONDS_A_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

struct _GezinClock {
  gatomicrefcount references;
  gboolean is_fixed;
  gint64 instant; /* of a fixed clock; read and written under the mutex */
  GMutex mutex;
  GTimeZone *zone;
};

static GezinClock *
new_clock (gboolean is_fixed, gint64 instant)
{
  GezinClock *clock = g_new0 (GezinClock, 1);

  g_atomic_ref_count_init (&clock->references);
  g_mutex_init (&clock->mutex);
  clock->is_fixed = is_fixed;
  clock->instant = instant;
  clock->zone = g_time_zone_new_identifier (ZONE);
  if (clock->zone == NULL) /* a machine without a time zone database */
    clock->zone = g_time_zone_new_local ();
  return clock;
}

GezinClock *
gezin_clock_new_system (void)
{
  return new_clock (FALSE, 0);
}

GezinClock *
gezin_clock_new_fixed (gint64 instant)
{
  return new_clock (TRUE, instant);
}

GezinClock *
gezin_clock_ref (GezinClock *clock)
{
  g_atomic_ref_count_inc (&clock->references);
  return clock;
}

void
gezin_clock_unref (GezinClock *clock)
{
  if (!g_atomic_ref_count_dec (&clock->references))
    return;
  g_time_zone_unref (clock->zone);
  g_mutex_clear (&clock->mutex);
  g_free (clock);
}

gint64
gezin_clock_now (GezinClock *clock)
{
  gint64 instant;

  if (!clock->is_fixed)
    return g_get_real_time ();
  g_mutex_lock (&clock->mutex);
  instant = clock->instant;
  g_mutex_unlock (&clock->mutex);
  return instant;
}

void
gezin_clock_set (GezinClock *clock, gint64 instant)
{
  g_return_if_fail (clock->is_fixed);

  g_mutex_lock (&clock->mutex);
  clock->instant = instant;
  g_mutex_unlock (&clock->mutex);
}

/* Whole units in @instant, rounded down, also before 1970. */
static gint64
floor_divide (gint64 instant, gint64 unit)
{
  gint64 whole = instant / unit;

  return instant % unit < 0 ? whole - 1 : whole;
}

void
gezin_clock_today (GezinClock *clock, GDate *day)
{
  gint64 seconds = floor_divide (gezin_clock_now (clock), G_USEC_PER_SEC);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_timezone (utc, clock->zone);

  g_date_clear (day, 1);
  g_return_if_fail (local != NULL);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
}

char *
gezin_day_to_text (const GDate *day, char text[GEZIN_DAY_TEXT_LENGTH + 1])
{
  /* As many digits as the text has room for. */
  g_snprintf (text, GEZIN_DAY_TEXT_LENGTH + 1, "%04u-%02u-%02u", g_date_get_year (day) % 10000u,
              (guint) g_date_get_month (day) % 100, (guint) g_date_get_day (day) % 100);
  return text;
}

gint32
gezin_clock_utc_day (GezinClock *clock)
{
  return (gint32) floor_divide (gezin_clock_now (clock), MICROSECONDS_A_DAY);
}

GTimeZone *
gezin_clock_zone (GezinClock *clock)
{
  return clock->zone;
}

char *
gezin_instant_to_text (gint64 instant)
{
  g_autoptr (GDateTime) when =
      g_date_time_new_from_unix_utc (floor_divide (instant, G_USEC_PER_SEC));

  g_return_val_if_fail (when != NULL, NULL);
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", g_date_time_get_year (when),
                          g_date_time_get_month (when), g_date_time_get_day_of_month (when),
                          g_date_time_get_hour (when), g_date_time_get_minute (when),
                          g_date_time_get_second (when));
}

/* The number that the @digits characters at @text write, or -1. */
static int
read_digits (const char *text, int digits)
{
  int number = 0;

  for (int i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      number = number * 10 + (text[i] - '0');
    }
  return number;
}

gboolean
gezin_instant_from_text (const char *text, gint64 *instant)
{
  static const char form[] = "0000-00-00T00:00:00Z";
  g_autoptr (GDateTime) when = NULL;
  int year;

  if (text == NULL || strlen (text) != INSTANT_LENGTH)
    return FALSE;
  for (int i = 0; i < INSTANT_LENGTH; i++)
    if (form[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;
  year = read_digits (text, 4);
  if (year < GEZIN_MIN_YEAR || year > GEZIN_MAX_YEAR)
    return FALSE;
  when = g_date_time_new_utc (year, read_digits (text + 5, 2), read_digits (text + 8, 2),
                              read_digits (text + 11, 2), read_digits (text + 14, 2),
                              read_digits (text + 17, 2));
  if (when == NULL)
    return FALSE;
  *instant = g_date_time_to_unix (when) * G_USEC_PER_SEC;
  return TRUE;
}
