/* SPDX-License-Identifier: EUPL-1.2 */

/* When somebody turns an age. */

#include "rules/age.h"

void
gezin_age_reached_on (const GDate *birth, guint years, GDate *birthday)
{
  GDateDay day = g_date_get_day (birth);
  GDateMonth month = g_date_get_month (birth);
  GDateYear year = (GDateYear) (g_date_get_year (birth) + years);

  g_date_clear (birthday, 1);
  if (g_date_valid_dmy (day, month, year))
    g_date_set_dmy (birthday, day, month, year);
  else
    g_date_set_dmy (birthday, 1, G_DATE_MARCH, year);
}

gboolean
gezin_age_is_reached (const GDate *birth, guint years, const GDate *day)
{
  GDate birthday;

  gezin_age_reached_on (birth, years, &birthday);
  return g_date_compare (&birthday, day) <= 0;
}
