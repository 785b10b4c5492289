/* SPDX-License-Identifier: EUPL-1.2 */

/* Time: ends and starts, the future, birth and death.
 *
 * Invariant: only what is certain is said. A partial date contradicts another
 * when no day that the one can be fits any day that the other can be. */

#include "rules/sense-private.h"

#define F(SYMBOL) GEZIN_FIELD_##SYMBOL
#define K(SYMBOL) GEZIN_KIND_##SYMBOL

/* What cannot end before it starts. */
static const struct {
  GezinKind kind;
  GezinField start;
  GezinField end;
} spans[] = {
  { K (FAMILY), F (FAMILY_OPENED), F (FAMILY_CLOSED) },
  { K (ADDRESS), F (ADDRESS_FROM), F (ADDRESS_UNTIL) },
  { K (STAY), F (STAY_FROM), F (STAY_UNTIL) },
  { K (RELATION), F (RELATION_BEGAN), F (RELATION_ENDED) },
  { K (AUTHORITY), F (AUTHORITY_FROM), F (AUTHORITY_UNTIL) },
  { K (CAPACITY), F (CAPACITY_JUDGED_ON), F (CAPACITY_UNTIL) },
  { K (SIGNAL), F (SIGNAL_RECEIVED), F (SIGNAL_ANSWERED) },
  { K (FACTOR), F (FACTOR_BEGAN), F (FACTOR_ENDED) },
  { K (ASSESSMENT), F (ASSESSMENT_DONE_ON), F (ASSESSMENT_NEXT_DUE) },
  { K (PROFESSIONAL), F (PROFESSIONAL_FROM), F (PROFESSIONAL_UNTIL) },
  { K (STEP), F (STEP_STARTED), F (STEP_FINISHED) },
  { K (STEP), F (STEP_STARTED), F (STEP_SIGNED_OFF_ON) },
  { K (DECISION), F (DECISION_DECIDED_ON), F (DECISION_REVIEW_ON) },
  { K (MEASURE), F (MEASURE_FROM), F (MEASURE_UNTIL) },
  { K (MEASURE), F (MEASURE_FROM), F (MEASURE_ENDED_ON) },
  { K (MEASURE), F (MEASURE_ASKED_ON), F (MEASURE_IMPOSED_ON) },
  { K (CONSENT), F (CONSENT_FROM), F (CONSENT_UNTIL) },
  { K (CONSENT), F (CONSENT_GIVEN_ON), F (CONSENT_UNTIL) },
  { K (CONSENT), F (CONSENT_GIVEN_ON), F (CONSENT_WITHDRAWN_ON) },
  { K (GROUND), F (GROUND_FROM), F (GROUND_UNTIL) },
  { K (DISCLOSURE), F (DISCLOSURE_MADE_ON), F (DISCLOSURE_RECEIPT_ON) },
  { K (DISCLOSURE), F (DISCLOSURE_MADE_ON), F (DISCLOSURE_RECALLED_ON) },
  { K (RESPONSE), F (RESPONSE_RECEIVED), F (RESPONSE_DUE) },
  { K (RESPONSE), F (RESPONSE_RECEIVED), F (RESPONSE_ANSWERED) },
  { K (REVIEW), F (REVIEW_ASKED_ON), F (REVIEW_CLOSED_ON) },
};

/* What is written down after it happened. */
static const struct {
  GezinKind kind;
  GezinField field;
} happened[] = {
  { K (PERSON), F (PERSON_BIRTH_DATE) },
  { K (PERSON), F (PERSON_DECEASED_ON) },
  { K (AUTHORITY), F (AUTHORITY_VERIFIED_ON) },
  { K (CAPACITY), F (CAPACITY_JUDGED_ON) },
  { K (SIGNAL), F (SIGNAL_RECEIVED) },
  { K (SIGNAL), F (SIGNAL_ANSWERED) },
  { K (INCIDENT), F (INCIDENT_WHEN) },
  { K (STATEMENT), F (STATEMENT_HAPPENED) },
  { K (PERSPECTIVE), F (PERSPECTIVE_HEARD_ON) },
  { K (CONCLUSION), F (CONCLUSION_ADOPTED_ON) },
  { K (ASSESSMENT), F (ASSESSMENT_DONE_ON) },
  { K (GOAL), F (GOAL_REACHED_ON) },
  { K (AGREEMENT), F (AGREEMENT_DONE_ON) },
  { K (STEP), F (STEP_FINISHED) },
  { K (STEP), F (STEP_SIGNED_OFF_ON) },
  { K (DECISION), F (DECISION_DECIDED_ON) },
  { K (MEASURE), F (MEASURE_ASKED_ON) },
  { K (MEASURE), F (MEASURE_IMPOSED_ON) },
  { K (QUESTION), F (QUESTION_ANSWERED_ON) },
  { K (DOCUMENT), F (DOCUMENT_MADE_ON) },
  { K (CONSENT), F (CONSENT_GIVEN_ON) },
  { K (DISCLOSURE), F (DISCLOSURE_MADE_ON) },
  { K (DISCLOSURE), F (DISCLOSURE_RECEIPT_ON) },
  { K (RESPONSE), F (RESPONSE_RECEIVED) },
  { K (RESPONSE), F (RESPONSE_ANSWERED) },
  { K (REVIEW), F (REVIEW_CLOSED_ON) },
  { K (TASK), F (TASK_DONE_ON) },
  { K (EXPERIENCE), F (EXPERIENCE_ASKED_ON) },
};

/* Who takes part alive, in what, and when. Not here: who something is about, since
 * a measure or a consent may be about a child that is not born yet. */
static const struct {
  GezinKind kind;
  GezinField who;
  GezinField when;
} taking_part[] = {
  { K (STAY), F (STAY_PERSON), F (STAY_FROM) },
  { K (RELATION), F (RELATION_FROM), F (RELATION_BEGAN) },
  { K (AUTHORITY), F (AUTHORITY_HOLDER), F (AUTHORITY_FROM) },
  { K (CAPACITY), F (CAPACITY_PERSON), F (CAPACITY_JUDGED_ON) },
  { K (INCIDENT), F (INCIDENT_BY), F (INCIDENT_WHEN) },
  { K (INCIDENT), F (INCIDENT_AGAINST), F (INCIDENT_WHEN) },
  { K (INCIDENT), F (INCIDENT_WITNESSES), F (INCIDENT_WHEN) },
  { K (PERSPECTIVE), F (PERSPECTIVE_PERSON), F (PERSPECTIVE_HEARD_ON) },
  { K (CONCLUSION), F (CONCLUSION_AGREED_BY), F (CONCLUSION_ADOPTED_ON) },
  { K (CONTACT), F (CONTACT_PRESENT), F (CONTACT_WHEN) },
  { K (CONTACT), F (CONTACT_CHILD_SEEN), F (CONTACT_WHEN) },
  { K (EVALUATION), F (EVALUATION_PRESENT), F (EVALUATION_HELD_ON) },
  { K (CONSENT), F (CONSENT_GIVEN_BY), F (CONSENT_GIVEN_ON) },
  { K (RESPONSE), F (RESPONSE_PERSON), F (RESPONSE_RECEIVED) },
  { K (EXPERIENCE), F (EXPERIENCE_PERSON), F (EXPERIENCE_ASKED_ON) },
};

#undef F
#undef K

static void
check_spans (GezinSense *sense)
{
  for (guint s = 0; s < G_N_ELEMENTS (spans); s++)
    {
      const GPtrArray *records = sense->present[spans[s].kind];

      for (guint i = 0; i < records->len; i++)
        {
          GezinDays start = gezin_reader_days (records->pdata[i], spans[s].start);
          GezinDays end = gezin_reader_days (records->pdata[i], spans[s].end);

          if (gezin_reader_surely_before (&end, &start))
            gezin_sense_report (sense, records->pdata[i], spans[s].end,
                                GEZIN_RULE_END_BEFORE_START);
        }
    }
}

static void
check_future (GezinSense *sense)
{
  for (guint h = 0; h < G_N_ELEMENTS (happened); h++)
    {
      const GPtrArray *records = sense->present[happened[h].kind];

      for (guint i = 0; i < records->len; i++)
        {
          GezinDays days = gezin_reader_days (records->pdata[i], happened[h].field);

          if (days.is_known && days.latest_first > sense->today)
            gezin_sense_report (sense, records->pdata[i], happened[h].field,
                                GEZIN_RULE_IN_THE_FUTURE);
        }
    }
}

/* Violence against an unborn child comes before its birth. */
static gboolean
may_be_unborn (const GezinRecord *record, GezinField who)
{
  return who == GEZIN_FIELD_INCIDENT_AGAINST
         && GEZIN_READ_CODE (record, INCIDENT_FORMS, code_TO_UNBORN);
}

static void
check_person (GezinSense *sense, const GezinRecord *record, const GezinRecord *person,
              GezinField who, const GezinDays *when)
{
  GezinDays born = GEZIN_READ_DAYS (person, PERSON_BIRTH_DATE);
  GezinDays died = GEZIN_READ_DAYS (person, PERSON_DECEASED_ON);

  if (gezin_reader_surely_before (when, &born) && !may_be_unborn (record, who))
    gezin_sense_report (sense, record, who, GEZIN_RULE_BEFORE_BIRTH);
  if (gezin_reader_surely_before (&died, when))
    gezin_sense_report (sense, record, who, GEZIN_RULE_AFTER_DEATH);
}

static void
check_lives (GezinSense *sense)
{
  for (guint t = 0; t < G_N_ELEMENTS (taking_part); t++)
    {
      const GPtrArray *records = sense->present[taking_part[t].kind];

      for (guint i = 0; i < records->len; i++)
        {
          GezinDays when = gezin_reader_days (records->pdata[i], taking_part[t].when);
          GezinRecord *person;
          guint position = 0;

          while (gezin_sense_next_record (sense, records->pdata[i], taking_part[t].who,
                                          GEZIN_KIND_PERSON, &position, &person))
            check_person (sense, records->pdata[i], person, taking_part[t].who, &when);
        }
    }
}

void
gezin_sense_check_time (GezinSense *sense)
{
  check_spans (sense);
  check_future (sense);
  check_lives (sense);
}
