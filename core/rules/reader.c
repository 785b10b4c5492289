/* SPDX-License-Identifier: EUPL-1.2 */

/* Reading fields over all their heads. */

#include "rules/reader.h"

#include "base/clock.h"

#include <string.h>

#define JULIAN_OF_1970 (719163)
#define JULIAN_OF_9999 (3652059) /* its last day */
#define MICROSECONDS_A_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

gboolean
gezin_reader_next_value (const GezinRecord *record, GezinField field, guint *position,
                         const char **value)
{
  GezinRegister all = gezin_record_field (record, field);

  while (*position < all.n_heads)
    {
      *value = all.heads[(*position)++]->value;
      if (*value != NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
gezin_reader_next_id (const GezinRecord *record, GezinField field, guint *position, GezinUuid *id)
{
  const char *value;

  while (gezin_reader_next_value (record, field, position, &value))
    if (gezin_uuid_parse (value, id))
      return TRUE;
  return FALSE;
}

gboolean
gezin_reader_has (const GezinRecord *record, GezinField field, const char *value)
{
  const char *other;
  guint position = 0;

  while (gezin_reader_next_value (record, field, &position, &other))
    if (strcmp (value, other) == 0)
      return TRUE;
  return FALSE;
}

gboolean
gezin_reader_is_empty (const GezinRecord *record, GezinField field)
{
  const char *value;
  guint position = 0;

  return !gezin_reader_next_value (record, field, &position, &value);
}

guint32
gezin_reader_instant_day (gint64 instant)
{
  gint64 day = instant / MICROSECONDS_A_DAY - (instant % MICROSECONDS_A_DAY < 0) + JULIAN_OF_1970;

  return (guint32) CLAMP (day, 1, JULIAN_OF_9999);
}

gboolean
gezin_reader_value_days (const char *value, guint32 *first, guint32 *last)
{
  GezinPartialDate date;
  GDate day;
  gint64 instant;

  if (gezin_partial_date_parse (value, &date))
    {
      gezin_partial_date_first (&date, &day);
      *first = g_date_get_julian (&day);
      gezin_partial_date_last (&date, &day);
      *last = g_date_get_julian (&day);
      return TRUE;
    }
  if (!gezin_instant_from_text (value, &instant))
    return FALSE;
  /* East of Greenwich the day has begun already, or it is the same. */
  *first = gezin_reader_instant_day (instant);
  *last = *first + 1;
  return TRUE;
}

GezinDays
gezin_reader_days (const GezinRecord *record, GezinField field)
{
  GezinRegister all = gezin_record_field (record, field);
  GezinDays days = { .is_open = all.n_heads == 0 };

  for (guint i = 0; i < all.n_heads; i++)
    {
      const char *value = all.heads[i]->value;
      guint32 first, last;

      if (value == NULL || !gezin_reader_value_days (value, &first, &last))
        {
          days.is_open = TRUE;
          continue;
        }
      if (!days.is_known)
        {
          days.earliest_first = days.latest_first = first;
          days.earliest_last = days.latest_last = last;
          days.is_known = TRUE;
        }
      days.earliest_first = MIN (days.earliest_first, first);
      days.latest_first = MAX (days.latest_first, first);
      days.earliest_last = MIN (days.earliest_last, last);
      days.latest_last = MAX (days.latest_last, last);
    }
  return days;
}

gboolean
gezin_reader_surely_before (const GezinDays *a, const GezinDays *b)
{
  return a->is_known && b->is_known && a->earliest_last < b->latest_first;
}
