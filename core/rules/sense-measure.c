/* SPDX-License-Identifier: EUPL-1.2 */

/* Legal measures: the ages that the reference data gives them. */

#include "rules/sense-private.h"

#define ADULTS_ONLY "adults-only"
#define UNTIL_AGE "until-age"

static void
check_measure (GezinSense *sense, const GezinRecord *measure)
{
  GezinDays from = GEZIN_READ_DAYS (measure, MEASURE_FROM);
  GezinDays ended = GEZIN_READ_DAYS (measure, MEASURE_ENDED_ON);
  GezinDays end = ended.is_known ? ended : GEZIN_READ_DAYS (measure, MEASURE_UNTIL);
  const char *adults_only =
      gezin_sense_code_property (sense, measure, GEZIN_FIELD_MEASURE_TYPE, ADULTS_ONLY, NULL);
  const char *until_age =
      gezin_sense_code_property (sense, measure, GEZIN_FIELD_MEASURE_TYPE, UNTIL_AGE, NULL);
  guint age = until_age == NULL ? 0 : (guint) g_ascii_strtoull (until_age, NULL, 10);
  GezinRecord *person;
  guint position = 0;

  while (gezin_sense_next_record (sense, measure, GEZIN_FIELD_MEASURE_ON, GEZIN_KIND_PERSON,
                                  &position, &person))
    {
      if (g_strcmp0 (adults_only, "yes") == 0
          && gezin_sense_surely_younger (person, sense->ages[GEZIN_AGE_OF_MAJORITY], &from))
        gezin_sense_report (sense, measure, GEZIN_FIELD_MEASURE_ON, GEZIN_RULE_MEASURE_ON_MINOR);
      if (age > 0 && gezin_sense_outlives_age (sense, person, age, &end))
        gezin_sense_report (sense, measure, GEZIN_FIELD_MEASURE_UNTIL, GEZIN_RULE_MEASURE_PAST_AGE);
    }
}

void
gezin_sense_check_measure (GezinSense *sense)
{
  const GPtrArray *measures = sense->present[GEZIN_KIND_MEASURE];

  for (guint i = 0; i < measures->len; i++)
    check_measure (sense, measures->pdata[i]);
}
