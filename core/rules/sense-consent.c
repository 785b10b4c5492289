/* SPDX-License-Identifier: EUPL-1.2 */

/* Consent: complete, and given or refused by who may decide it on that day.
 *
 * Sources: Jeugdwet art. 7.3.4, 7.3.5, 7.3.11 and 7.3.15, Wmo 2015 art. 5.3.3: up to
 * twelve who holds authority decides, from twelve the child has a say, from sixteen
 * the person alone; a representative where the person is found unable to weigh it. */

#include "rules/sense-private.h"

/* Empty never means all. */
static const GezinField needed[] = {
  GEZIN_FIELD_CONSENT_SUBJECT,   GEZIN_FIELD_CONSENT_GIVEN_BY,   GEZIN_FIELD_CONSENT_PURPOSE,
  GEZIN_FIELD_CONSENT_RECIPIENT, GEZIN_FIELD_CONSENT_CATEGORIES, GEZIN_FIELD_CONSENT_DECISION,
};

static void
check_complete (GezinSense *sense, const GezinRecord *consent)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (gezin_reader_is_empty (consent, needed[i]))
      gezin_sense_report (sense, consent, needed[i], GEZIN_RULE_CONSENT_INCOMPLETE);
}

/* Whether @capacity says that @person cannot weigh sharing, on one of @days. */
static gboolean
says_unable (const GezinSense *sense, const GezinRecord *capacity, const GezinUuid *person,
             const GezinDays *days)
{
  GezinDays judged = GEZIN_READ_DAYS (capacity, CAPACITY_JUDGED_ON);
  GezinDays until = GEZIN_READ_DAYS (capacity, CAPACITY_UNTIL);

  return GEZIN_READ_CODE (capacity, CAPACITY_MATTER, code_MATTER_SHARE)
         && GEZIN_READ_BOOL (capacity, CAPACITY_ABLE, FALSE)
         && gezin_sense_refers_to (sense, capacity, GEZIN_FIELD_CAPACITY_PERSON, person)
         && gezin_sense_may_hold_on (&judged, &until, days);
}

/* Whether it surely held on all of @days. */
static gboolean
surely_held (const GezinRecord *capacity, const GezinDays *days)
{
  GezinDays judged = GEZIN_READ_DAYS (capacity, CAPACITY_JUDGED_ON);
  GezinDays until = GEZIN_READ_DAYS (capacity, CAPACITY_UNTIL);

  return days->is_known && judged.is_known && judged.earliest_last <= days->latest_first
         && (!until.is_known || until.is_open || until.latest_first >= days->earliest_last);
}

static gboolean
is_unable (const GezinSense *sense, const GezinUuid *person, const GezinDays *days)
{
  const GPtrArray *capacities = sense->present[GEZIN_KIND_CAPACITY];

  for (guint i = 0; i < capacities->len; i++)
    if (!gezin_sense_is_replaced (sense, capacities->pdata[i])
        && says_unable (sense, capacities->pdata[i], person, days)
        && surely_held (capacities->pdata[i], days))
      return TRUE;
  return FALSE;
}

static gboolean
represents (const GezinSense *sense, const GezinUuid *giver, const GezinUuid *person,
            const GezinDays *days)
{
  const GPtrArray *capacities = sense->present[GEZIN_KIND_CAPACITY];

  for (guint i = 0; i < capacities->len; i++)
    if (says_unable (sense, capacities->pdata[i], person, days)
        && gezin_sense_refers_to (sense, capacities->pdata[i], GEZIN_FIELD_CAPACITY_REPRESENTATIVE,
                                  giver))
      return TRUE;
  return FALSE;
}

/* What is wrong with @giver deciding about @subject on @days. */
static GezinRule
judge_giver (const GezinSense *sense, const GezinUuid *giver, const GezinUuid *subject,
             const GezinDays *days)
{
  const GezinRecord *person = gezin_sense_find (sense, subject, GEZIN_KIND_PERSON);

  if (gezin_sense_is_same (sense, giver, subject))
    {
      if (person != NULL
          && gezin_sense_surely_younger (person, sense->ages[GEZIN_AGE_HAS_A_SAY], days))
        return GEZIN_RULE_CONSENT_BY_YOUNG_CHILD;
      return is_unable (sense, subject, days) ? GEZIN_RULE_CONSENT_OF_UNABLE : GEZIN_RULE_NONE;
    }
  if (represents (sense, giver, subject, days))
    return GEZIN_RULE_NONE;
  if (!gezin_sense_may_hold_authority (sense, giver, subject, days))
    return GEZIN_RULE_CONSENT_WITHOUT_AUTHORITY;
  if (person != NULL && gezin_sense_surely_reached (person, sense->ages[GEZIN_AGE_DECIDES], days))
    return GEZIN_RULE_CONSENT_FOR_SIXTEEN;
  return GEZIN_RULE_NONE;
}

static void
check_giver (GezinSense *sense, const GezinRecord *consent)
{
  GezinDays days = GEZIN_READ_DAYS (consent, CONSENT_GIVEN_ON);
  guint at_subject = 0;
  GezinUuid subject, giver;

  if (!days.is_known)
    days = GEZIN_READ_DAYS (consent, CONSENT_FROM);
  while (gezin_reader_next_id (consent, GEZIN_FIELD_CONSENT_SUBJECT, &at_subject, &subject))
    {
      guint at_giver = 0;

      while (gezin_reader_next_id (consent, GEZIN_FIELD_CONSENT_GIVEN_BY, &at_giver, &giver))
        {
          GezinRule rule = judge_giver (sense, &giver, &subject, &days);

          if (rule != GEZIN_RULE_NONE)
            gezin_sense_report (sense, consent, GEZIN_FIELD_CONSENT_GIVEN_BY, rule);
        }
    }
}

static void
check_replacement (GezinSense *sense, const GezinRecord *consent)
{
  GezinRecord *target;
  guint position = 0;

  while (gezin_sense_next_record (sense, consent, GEZIN_FIELD_CONSENT_REPLACES, GEZIN_KIND_CONSENT,
                                  &position, &target))
    if (!gezin_sense_replacement_counts (consent, target))
      gezin_sense_report (sense, consent, GEZIN_FIELD_CONSENT_REPLACES,
                          GEZIN_RULE_REPLACES_WITHDRAWN);
}

void
gezin_sense_check_consent (GezinSense *sense)
{
  const GPtrArray *consents = sense->present[GEZIN_KIND_CONSENT];

  for (guint i = 0; i < consents->len; i++)
    {
      check_replacement (sense, consents->pdata[i]);
      if (gezin_sense_is_replaced (sense, consents->pdata[i]))
        continue;
      check_complete (sense, consents->pdata[i]);
      check_giver (sense, consents->pdata[i]);
    }
}
