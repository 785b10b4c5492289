/* SPDX-License-Identifier: EUPL-1.2 */

/* Grounds other than consent: what their article opens, and that they are used once. */

#include "rules/sense-private.h"

#define OPENS "opens" /* kinds of organisation, of an article */
#define PURPOSES "purposes" /* of an article */
#define MEASURES "measures" /* types of measure that an article rests on */
#define SIX_CHECKS "six-checks" /* whether an article asks for them */

static const GezinField needed[] = {
  GEZIN_FIELD_GROUND_ARTICLE,
  GEZIN_FIELD_GROUND_PURPOSE,
  GEZIN_FIELD_GROUND_RECIPIENT,
  GEZIN_FIELD_GROUND_CATEGORIES,
};

static const GezinField six_checks[] = {
  GEZIN_FIELD_GROUND_TRIED_CONSENT,   GEZIN_FIELD_GROUND_TRIED_CONSENT_WHY,
  GEZIN_FIELD_GROUND_SERIOUS_HARM,    GEZIN_FIELD_GROUND_SERIOUS_HARM_WHY,
  GEZIN_FIELD_GROUND_DILEMMA,         GEZIN_FIELD_GROUND_DILEMMA_WHY,
  GEZIN_FIELD_GROUND_SUBSIDIARITY,    GEZIN_FIELD_GROUND_SUBSIDIARITY_WHY,
  GEZIN_FIELD_GROUND_EFFECTIVENESS,   GEZIN_FIELD_GROUND_EFFECTIVENESS_WHY,
  GEZIN_FIELD_GROUND_PROPORTIONALITY, GEZIN_FIELD_GROUND_PROPORTIONALITY_WHY,
};

static void
check_complete (GezinSense *sense, const GezinRecord *ground)
{
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (gezin_reader_is_empty (ground, needed[i]))
      gezin_sense_report (sense, ground, needed[i], GEZIN_RULE_GROUND_INCOMPLETE);
}

/* No article is widened by typing: it opens the kinds of organisation that it names. */
static void
check_recipient (GezinSense *sense, const GezinRecord *ground)
{
  const GezinCode *article = NULL;
  GezinRecord *recipient;
  guint position = 0;

  if (gezin_sense_code_property (sense, ground, GEZIN_FIELD_GROUND_ARTICLE, OPENS, &article)
      == NULL)
    return;
  while (gezin_sense_next_record (sense, ground, GEZIN_FIELD_GROUND_RECIPIENT,
                                  GEZIN_KIND_ORGANISATION, &position, &recipient))
    {
      const char *kind;
      guint at_kind = 0;

      while (gezin_reader_next_value (recipient, GEZIN_FIELD_ORGANISATION_KIND, &at_kind, &kind))
        if (!gezin_code_property_has (article, OPENS, kind))
          gezin_sense_report (sense, ground, GEZIN_FIELD_GROUND_RECIPIENT,
                              GEZIN_RULE_GROUND_NOT_FOR_RECIPIENT);
    }
}

static void
check_purpose (GezinSense *sense, const GezinRecord *ground)
{
  const GezinCode *article = NULL;
  const char *purpose;
  guint position = 0;

  if (gezin_sense_code_property (sense, ground, GEZIN_FIELD_GROUND_ARTICLE, PURPOSES, &article)
      == NULL)
    return;
  while (gezin_reader_next_value (ground, GEZIN_FIELD_GROUND_PURPOSE, &position, &purpose))
    if (!gezin_code_property_has (article, PURPOSES, purpose))
      gezin_sense_report (sense, ground, GEZIN_FIELD_GROUND_PURPOSE,
                          GEZIN_RULE_GROUND_NOT_FOR_PURPOSE);
}

/* Whether @measure is one that @article rests on, carried out by the recipient, and was not
 * over when the ground began. */
static gboolean
carries (const GezinSense *sense, const GezinRecord *measure, const GezinCode *article,
         const GezinRecord *ground)
{
  GezinDays from = GEZIN_READ_DAYS (measure, MEASURE_FROM);
  GezinDays until = GEZIN_READ_DAYS (measure, MEASURE_UNTIL);
  GezinDays ended = GEZIN_READ_DAYS (measure, MEASURE_ENDED_ON);
  GezinDays days = GEZIN_READ_DAYS (ground, GROUND_FROM);
  const char *type;
  guint position = 0;

  while (gezin_reader_next_value (measure, GEZIN_FIELD_MEASURE_TYPE, &position, &type))
    if (!gezin_code_property_has (article, MEASURES, type))
      return FALSE;
  return position > 0
         && gezin_sense_shares (sense, measure, GEZIN_FIELD_MEASURE_EXECUTED_BY, ground,
                                GEZIN_FIELD_GROUND_RECIPIENT)
         && gezin_sense_may_hold_on (&from, &until, &days)
         && gezin_sense_may_hold_on (&from, &ended, &days);
}

static void
check_measure (GezinSense *sense, const GezinRecord *ground)
{
  const GezinCode *article = NULL;
  GezinRecord *measure;
  guint position = 0;
  gboolean is_carried = FALSE;

  if (gezin_sense_code_property (sense, ground, GEZIN_FIELD_GROUND_ARTICLE, MEASURES, &article)
      == NULL)
    return;
  while (gezin_sense_next_record (sense, ground, GEZIN_FIELD_GROUND_MEASURE, GEZIN_KIND_MEASURE,
                                  &position, &measure))
    is_carried = is_carried || carries (sense, measure, article, ground);
  if (!is_carried)
    gezin_sense_report (sense, ground, GEZIN_FIELD_GROUND_MEASURE,
                        GEZIN_RULE_GROUND_WITHOUT_MEASURE);
}

static void
check_six (GezinSense *sense, const GezinRecord *ground)
{
  const char *asks =
      gezin_sense_code_property (sense, ground, GEZIN_FIELD_GROUND_ARTICLE, SIX_CHECKS, NULL);

  if (g_strcmp0 (asks, "yes") != 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (six_checks); i++)
    if (gezin_reader_is_empty (ground, six_checks[i]))
      gezin_sense_report (sense, ground, six_checks[i], GEZIN_RULE_GROUND_UNCHECKED);
}

/* Notes that @ground opened @disclosure; reports the second different one. */
static void
note_use (GezinSense *sense, GHashTable *uses, const GezinUuid *ground, const GezinUuid *disclosure)
{
  const GezinUuid *first = g_hash_table_lookup (uses, ground);
  const GezinRecord *record = gezin_sense_find (sense, ground, GEZIN_KIND_GROUND);

  if (record == NULL)
    return;
  if (first == NULL)
    g_hash_table_insert (uses, g_memdup2 (ground, sizeof *ground),
                         g_memdup2 (disclosure, sizeof *disclosure));
  else if (!gezin_sense_is_same (sense, first, disclosure))
    gezin_sense_report (sense, record, GEZIN_FIELD_GROUND_USED_BY, GEZIN_RULE_GROUND_USED_TWICE);
}

static void
check_uses (GezinSense *sense)
{
  const GPtrArray *grounds = sense->present[GEZIN_KIND_GROUND];
  const GPtrArray *disclosures = sense->present[GEZIN_KIND_DISCLOSURE];
  g_autoptr (GHashTable) uses =
      g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  GezinUuid id;

  for (guint i = 0; i < grounds->len; i++)
    {
      const GezinRecord *ground = grounds->pdata[i];
      guint position = 0;

      while (gezin_reader_next_id (ground, GEZIN_FIELD_GROUND_USED_BY, &position, &id))
        note_use (sense, uses, &ground->id, &id);
    }
  for (guint i = 0; i < disclosures->len; i++)
    {
      const GezinRecord *disclosure = disclosures->pdata[i];
      guint position = 0;

      while (gezin_reader_next_id (disclosure, GEZIN_FIELD_DISCLOSURE_GROUNDS, &position, &id))
        note_use (sense, uses, &id, &disclosure->id);
    }
}

void
gezin_sense_check_ground (GezinSense *sense)
{
  const GPtrArray *grounds = sense->present[GEZIN_KIND_GROUND];

  for (guint i = 0; i < grounds->len; i++)
    {
      if (gezin_sense_is_replaced (sense, grounds->pdata[i]))
        continue;
      check_complete (sense, grounds->pdata[i]);
      check_recipient (sense, grounds->pdata[i]);
      check_purpose (sense, grounds->pdata[i]);
      check_measure (sense, grounds->pdata[i]);
      check_six (sense, grounds->pdata[i]);
    }
  check_uses (sense);
}
