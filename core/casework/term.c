/* SPDX-License-Identifier: EUPL-1.2 */

/* Terms in the calendar. */

#include "casework/term.h"

#include "rules/age.h"

static guint
read_term (const char *term, char *unit)
{
  char *end;
  guint64 number = g_ascii_strtoull (term + 1, &end, 10);

  *unit = *end;
  return (guint) MIN (number, G_MAXUINT16);
}

/* The last day that four digits can say; what would end later ends then. */
static guint32
last_day (void)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 9999);
  return g_date_get_julian (&day);
}

guint32
gezin_term_after (guint32 julian, const char *term)
{
  char unit;
  guint number = read_term (term, &unit);
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_set_julian (&from, julian);
  to = from;
  if (unit == 'Y')
    gezin_age_reached_on (&from, number, &to);
  else if (unit == 'M')
    g_date_add_months (&to, number);
  else
    g_date_add_days (&to, unit == 'W' ? number * 7 : number);
  return MIN (g_date_get_julian (&to), last_day ());
}

guint32
gezin_term_before (const GDate *day, const char *term)
{
  char unit;
  guint number = read_term (term, &unit);
  GDate before = *day;

  if (unit == 'Y')
    g_date_subtract_years (&before, number);
  else if (unit == 'M')
    g_date_subtract_months (&before, number);
  else
    g_date_subtract_days (&before, unit == 'W' ? number * 7 : number);
  return g_date_get_julian (&before);
}
