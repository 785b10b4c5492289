/* SPDX-License-Identifier: EUPL-1.2 */

/* Checking what does not fit together, and what every family of rules needs for it.
 *
 * Invariants:
 * 1. Rules read all heads. Something is reported when it is certain for some choice among them.
 * 2. Removed records are not there, for rules and as targets of references. */

#include "rules/sense-private.h"

#include <string.h>

static const struct {
  GezinField replaces;
  GezinKind kind;
} replacing[] = {
  { GEZIN_FIELD_AUTHORITY_REPLACES, GEZIN_KIND_AUTHORITY },
  { GEZIN_FIELD_CAPACITY_REPLACES, GEZIN_KIND_CAPACITY },
  { GEZIN_FIELD_CONSENT_REPLACES, GEZIN_KIND_CONSENT },
  { GEZIN_FIELD_GROUND_REPLACES, GEZIN_KIND_GROUND },
  { GEZIN_FIELD_RESPONSE_REPLACES, GEZIN_KIND_RESPONSE },
};

void
gezin_sense_report (GezinSense *sense, const GezinRecord *record, GezinField field, GezinRule rule)
{
  g_ptr_array_add (sense->findings, gezin_finding_new (&record->id, record->kind, field, rule));
}

GezinRecord *
gezin_sense_find (const GezinSense *sense, const GezinUuid *id, GezinKind kind)
{
  GezinRecord *record = gezin_dossier_find (sense->dossier, id);

  if (record == NULL || (kind != GEZIN_KIND_NONE && record->kind != kind)
      || gezin_record_is_removed (record))
    return NULL;
  return record;
}

gboolean
gezin_sense_next_record (const GezinSense *sense, const GezinRecord *record, GezinField field,
                         GezinKind kind, guint *position, GezinRecord **target)
{
  GezinUuid id;

  while (gezin_reader_next_id (record, field, position, &id))
    {
      *target = gezin_sense_find (sense, &id, kind);
      if (*target != NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
gezin_sense_is_same (const GezinSense *sense, const GezinUuid *a, const GezinUuid *b)
{
  return gezin_uuid_equal (gezin_same_leader (sense->same, a), gezin_same_leader (sense->same, b));
}

gboolean
gezin_sense_refers_to (const GezinSense *sense, const GezinRecord *record, GezinField field,
                       const GezinUuid *id)
{
  guint position = 0;
  GezinUuid other;

  while (gezin_reader_next_id (record, field, &position, &other))
    if (gezin_sense_is_same (sense, &other, id))
      return TRUE;
  return FALSE;
}

gboolean
gezin_sense_shares (const GezinSense *sense, const GezinRecord *a, GezinField field_a,
                    const GezinRecord *b, GezinField field_b)
{
  guint position = 0;
  const char *value;
  GezinUuid id;

  while (gezin_reader_next_value (a, field_a, &position, &value))
    if (gezin_uuid_parse (value, &id) ? gezin_sense_refers_to (sense, b, field_b, &id)
                                      : gezin_reader_has (b, field_b, value))
      return TRUE;
  return FALSE;
}

gboolean
gezin_sense_is_replaced (const GezinSense *sense, const GezinRecord *record)
{
  return g_hash_table_contains (sense->replaced, &record->id);
}

gboolean
gezin_sense_replacement_counts (const GezinRecord *replacement, const GezinRecord *replaced)
{
  GezinDays withdrawn, from;

  if (replacement->kind != GEZIN_KIND_CONSENT || replaced->kind != GEZIN_KIND_CONSENT)
    return TRUE;
  withdrawn = GEZIN_READ_DAYS (replaced, CONSENT_WITHDRAWN_ON);
  from = GEZIN_READ_DAYS (replacement, CONSENT_FROM);
  if (!from.is_known)
    from = GEZIN_READ_DAYS (replacement, CONSENT_GIVEN_ON);
  return !withdrawn.is_known || !from.is_known || withdrawn.latest_first < from.earliest_last;
}

const char *
gezin_sense_code_property (const GezinSense *sense, const GezinRecord *record, GezinField field,
                           const char *property, const GezinCode **code)
{
  const char *list = gezin_catalogue_field (field)->list;
  const char *value;
  guint position = 0;

  while (gezin_reader_next_value (record, field, &position, &value))
    {
      const GezinCode *found = gezin_reference_find (sense->reference, list, value);
      const char *text = found == NULL ? NULL : gezin_code_property (found, property);

      if (text != NULL)
        {
          if (code != NULL)
            *code = found;
          return text;
        }
    }
  return NULL;
}

GezinTerm
gezin_sense_term (const GezinSense *sense, const GezinDays *from, const GezinDays *until)
{
  GezinTerm term = { .end = G_MAXUINT32 };

  if (until->is_known && !until->is_open)
    term.end = until->latest_first;
  if (from->is_known)
    term.start = from->earliest_last;
  else if (term.end >= sense->today)
    term.start = sense->today;
  else
    term.start = G_MAXUINT32; /* it was over before anything is known of it */
  return term;
}

gboolean
gezin_sense_may_hold_on (const GezinDays *from, const GezinDays *until, const GezinDays *days)
{
  if (!days->is_known)
    return TRUE;
  if (from->is_known && !from->is_open && from->earliest_first > days->latest_last)
    return FALSE;
  return !until->is_known || until->is_open || until->latest_last >= days->earliest_first;
}

static guint32
birthday (guint32 birth, guint years)
{
  GDate born, reached;

  g_date_clear (&born, 1);
  g_date_set_julian (&born, birth);
  gezin_age_reached_on (&born, years, &reached);
  return g_date_get_julian (&reached);
}

gboolean
gezin_sense_surely_younger (const GezinRecord *person, guint years, const GezinDays *days)
{
  GezinDays birth = GEZIN_READ_DAYS (person, PERSON_BIRTH_DATE);

  return years > 0 && birth.is_known && days->is_known
         && birthday (birth.latest_first, years) > days->earliest_last;
}

gboolean
gezin_sense_surely_reached (const GezinRecord *person, guint years, const GezinDays *days)
{
  GezinDays birth = GEZIN_READ_DAYS (person, PERSON_BIRTH_DATE);

  return years > 0 && birth.is_known && days->is_known
         && birthday (birth.earliest_last, years) <= days->latest_first;
}

gboolean
gezin_sense_outlives_age (const GezinSense *sense, const GezinRecord *person, guint years,
                          const GezinDays *end)
{
  GezinDays last = *end;

  if (last.is_known)
    last.latest_first--; /* it may end on the birthday itself */
  else
    last.latest_first = sense->today;
  last.is_known = TRUE;
  return gezin_sense_surely_reached (person, years, &last);
}

static void
find_present (GezinSense *sense)
{
  for (guint kind = 0; kind < GEZIN_N_KINDS; kind++)
    sense->present[kind] = g_ptr_array_new ();
  for (guint i = 0; i < gezin_dossier_n_records (sense->dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (sense->dossier, i);

      if (!gezin_record_is_removed (record))
        g_ptr_array_add (sense->present[record->kind], record);
    }
}

static void
find_replaced (GezinSense *sense)
{
  sense->replaced = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  for (guint i = 0; i < G_N_ELEMENTS (replacing); i++)
    {
      GezinKind kind = replacing[i].kind;

      for (guint r = 0; r < sense->present[kind]->len; r++)
        {
          GezinRecord *record = sense->present[kind]->pdata[r];
          GezinRecord *target;
          guint position = 0;

          while (gezin_sense_next_record (sense, record, replacing[i].replaces, kind, &position,
                                          &target))
            if (target != record && gezin_sense_replacement_counts (record, target))
              g_hash_table_add (sense->replaced, &target->id);
        }
    }
}

GPtrArray *
gezin_sense_check (const GezinDossier *dossier, GezinReference *reference, const GDate *day)
{
  GezinSense sense = {
    .dossier = dossier,
    .reference = reference,
    .day = *day,
    .today = g_date_get_julian (day),
    .same = gezin_same_new (dossier),
    .findings = gezin_findings_new (),
  };

  for (guint age = 0; age < GEZIN_N_LEGAL_AGES; age++)
    sense.ages[age] = gezin_age_of_law (reference, age, day);
  find_present (&sense);
  find_replaced (&sense);
  gezin_sense_check_dossier (&sense);
  gezin_sense_check_sharing (&sense);
  gezin_sense_check_people (&sense);
  gezin_sense_check_time (&sense);
  gezin_sense_check_authority (&sense);
  gezin_sense_check_professionals (&sense);
  gezin_sense_check_analysis (&sense);
  gezin_sense_check_consent (&sense);
  gezin_sense_check_ground (&sense);
  gezin_sense_check_measure (&sense);

  gezin_findings_tidy (sense.findings);
  for (guint kind = 0; kind < GEZIN_N_KINDS; kind++)
    g_ptr_array_unref (sense.present[kind]);
  g_hash_table_unref (sense.replaced);
  gezin_same_free (sense.same);
  return sense.findings;
}
