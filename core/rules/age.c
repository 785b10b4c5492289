/* SPDX-License-Identifier: EUPL-1.2 */

/* When somebody turns an age, and which ages the law has. */

#include "rules/age.h"

static const char *const names[GEZIN_N_LEGAL_AGES] = {
  [GEZIN_AGE_HAS_A_SAY] = "has-a-say",
  [GEZIN_AGE_DECIDES] = "decides",
  [GEZIN_AGE_HOLDS_AUTHORITY] = "holds-authority",
  [GEZIN_AGE_OF_MAJORITY] = "majority",
};

guint
gezin_age_of_law (GezinReference *reference, GezinLegalAge age, const GDate *day)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, "legal-age", day);
  const GezinCode *code = list == NULL ? NULL : gezin_code_list_find (list, names[age]);
  const char *years = code == NULL ? NULL : gezin_code_property (code, "from-age");

  return years == NULL ? 0 : (guint) g_ascii_strtoull (years, NULL, 10);
}

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
