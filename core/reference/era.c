/* SPDX-License-Identifier: EUPL-1.2 */

/* The days on which the same versions of everything hold. */

#include "reference/reference-private.h"

/* The latest day up to @day on which something in @period began, or had just ended. */
static void
note (const GezinPeriod *period, guint32 day, guint32 *latest)
{
  guint32 from = g_date_valid (&period->from) ? g_date_get_julian (&period->from) : 0;
  guint32 after = g_date_valid (&period->to) ? g_date_get_julian (&period->to) + 1 : 0;

  if (from <= day)
    *latest = MAX (*latest, from);
  if (after <= day)
    *latest = MAX (*latest, after);
}

guint32
gezin_dated_file_era (const GezinDatedFile *file, const GDate *day)
{
  guint32 julian = g_date_get_julian (day);
  guint32 latest = 0;

  note (&file->period, julian, &latest);
  for (guint i = 0; i < file->lists->len; i++)
    {
      const GezinDatedList *list = file->lists->pdata[i];

      note (&list->period, julian, &latest);
      for (guint j = 0; j < list->codes->len; j++)
        note (&((const GezinCode *) list->codes->pdata[j])->period, julian, &latest);
    }
  return latest;
}

static void
add_days (const GezinPeriod *period, GArray *days)
{
  guint32 day;

  if (g_date_valid (&period->from))
    {
      day = g_date_get_julian (&period->from);
      g_array_append_val (days, day);
    }
  if (g_date_valid (&period->to))
    {
      day = g_date_get_julian (&period->to) + 1;
      g_array_append_val (days, day);
    }
}

void
gezin_dated_file_add_days (const GezinDatedFile *file, const char *prefix, GArray *days)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < file->lists->len; i++)
    {
      const GezinDatedList *list = file->lists->pdata[i];

      if (!g_str_has_prefix (list->name, prefix))
        continue;
      has_any = TRUE;
      add_days (&list->period, days);
      for (guint j = 0; j < list->codes->len; j++)
        add_days (&((const GezinCode *) list->codes->pdata[j])->period, days);
    }
  if (has_any)
    add_days (&file->period, days);
}
