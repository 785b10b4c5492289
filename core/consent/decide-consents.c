/* SPDX-License-Identifier: EUPL-1.2 */

/* Consents as they stand in the dossier: for this recipient and purpose or not, when, and what took
 * their place.
 *
 * Invariant: a permission holds only if all heads say so; a refusal if any does. Empty never means
 * all. */

#include "consent/decide-private.h"

static GArray *
read_ids (const GezinRecord *record, GezinField field)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  guint position = 0;
  GezinUuid id;

  while (gezin_reader_next_id (record, field, &position, &id))
    g_array_append_val (ids, id);
  return ids;
}

/* Whether all heads of a single value are @value. */
static Maybe
says (const GezinRecord *record, GezinField field, const char *value)
{
  GezinRegister all = gezin_record_field (record, field);
  guint n_same = 0;

  for (guint i = 0; i < all.n_heads; i++)
    n_same += g_strcmp0 (all.heads[i]->value, value) == 0;
  if (n_same == 0)
    return MAYBE_NO;
  return n_same == all.n_heads ? MAYBE_YES : MAYBE;
}

/* A professional of the recipient stands for it where something is refused, not where it is given. */
static Maybe
is_for_recipient (Work *work, const GezinRecord *record, GezinField field)
{
  Maybe direct = work->recipient == NULL
                     ? MAYBE_NO
                     : gezin_decide_refers (work, record, field, &work->recipient->id);
  guint position = 0;
  GezinUuid id;

  if (direct != MAYBE_NO || work->recipient == NULL)
    return direct;
  if (gezin_reader_is_empty (record, field))
    return MAYBE;
  while (gezin_reader_next_id (record, field, &position, &id))
    {
      const GezinRecord *other = gezin_dossier_find (work->dossier, &id);

      if (other == NULL
          || (other->kind == GEZIN_KIND_PROFESSIONAL
              && gezin_decide_refers (work, other, GEZIN_FIELD_PROFESSIONAL_ORGANISATION,
                                      &work->recipient->id)
                     != MAYBE_NO))
        return MAYBE;
    }
  return MAYBE_NO;
}

static void
read_categories (const GezinRecord *record, GezinField field, Categories *surely,
                 Categories *perhaps)
{
  GezinRegister all = gezin_record_field (record, field);
  Categories out = 0;

  *perhaps = 0;
  for (guint i = 0; i < all.n_heads; i++)
    {
      Categories one = gezin_decide_parse_categories (all.heads[i]->item);

      if (all.heads[i]->value != NULL)
        *perhaps |= one;
      else
        out |= one;
    }
  *surely = *perhaps & ~out;
  if (all.n_heads == 0)
    *perhaps = COVERABLE; /* a refusal of nothing is in doubt about all */
}

/* When it holds: after its start, up to and including its end. */
static GezinWithheld
judge_time (Work *work, const GezinDays *said, const GezinDays *from, const GezinDays *until)
{
  const GezinDays *both[] = { said, from };
  gboolean in_doubt = !said->is_known && !from->is_known;

  if (until->is_known && until->latest_last < work->today)
    return GEZIN_WITHHELD_ENDED;
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    {
      if (!both[i]->is_known)
        continue;
      if (both[i]->earliest_first > work->today)
        return GEZIN_WITHHELD_NOT_YET;
      in_doubt = in_doubt || both[i]->latest_last > work->today;
    }
  if (until->is_known && until->earliest_first < work->today)
    in_doubt = TRUE;
  return in_doubt ? GEZIN_WITHHELD_IN_DOUBT : GEZIN_WITHHELD_NONE;
}

static void
read_consent (Work *work, const GezinRecord *record)
{
  GezinDays said = GEZIN_READ_DAYS (record, CONSENT_GIVEN_ON);
  GezinDays from = GEZIN_READ_DAYS (record, CONSENT_FROM);
  GezinDays until = GEZIN_READ_DAYS (record, CONSENT_UNTIL);
  GezinDays withdrawn = GEZIN_READ_DAYS (record, CONSENT_WITHDRAWN_ON);
  guint law = gezin_decide_law_index (work, record);
  Consent consent = {
    .record = record,
    .subjects = read_ids (record, GEZIN_FIELD_CONSENT_SUBJECT),
    .givers = read_ids (record, GEZIN_FIELD_CONSENT_GIVEN_BY),
    .replaces = read_ids (record, GEZIN_FIELD_CONSENT_REPLACES),
    .recipient = is_for_recipient (work, record, GEZIN_FIELD_CONSENT_RECIPIENT),
    .purpose = says (record, GEZIN_FIELD_CONSENT_PURPOSE, work->question->purpose),
    .is_given = says (record, GEZIN_FIELD_CONSENT_DECISION, "given") == MAYBE_YES,
    .is_explicit = says (record, GEZIN_FIELD_CONSENT_EXPLICIT, "true") == MAYBE_YES,
    .is_ours = gezin_decide_is_ours (work, record),
    .is_in_doubt = g_hash_table_contains (work->pending, &record->id),
    .law = gezin_decide_law_name (work, law),
    .when = judge_time (work, &said, &from, &until),
    .start = said.is_known ? said : from,
  };

  consent.is_refused = says (record, GEZIN_FIELD_CONSENT_DECISION, "refused") != MAYBE_NO;
  if (gezin_reader_is_empty (record, GEZIN_FIELD_CONSENT_PURPOSE))
    consent.purpose = MAYBE;
  if (withdrawn.is_known)
    {
      consent.is_withdrawn = withdrawn.earliest_first <= work->today;
      consent.withdrawn_last = withdrawn.latest_last;
    }
  else if (!gezin_reader_is_empty (record, GEZIN_FIELD_CONSENT_WITHDRAWN_BY))
    {
      consent.is_withdrawn = TRUE;
      consent.withdrawn_last = work->today;
    }
  read_categories (record, GEZIN_FIELD_CONSENT_CATEGORIES, &consent.surely, &consent.perhaps);
  g_array_append_val (work->consents, consent);
}

static Consent *
find_consent (Work *work, const GezinUuid *id)
{
  for (guint i = 0; i < work->consents->len; i++)
    {
      Consent *consent = &g_array_index (work->consents, Consent, i);

      if (gezin_uuid_equal (&consent->record->id, id))
        return consent;
    }
  return NULL;
}

/* Law 12: a permission is replaced as soon as what replaces it may have begun; and what replaces
 * something that was withdrawn on or after its start does not count. */
static void
settle_chains (Work *work)
{
  for (guint i = 0; i < work->consents->len; i++)
    {
      Consent *newer = &g_array_index (work->consents, Consent, i);

      for (guint r = 0; r < newer->replaces->len; r++)
        {
          Consent *older = find_consent (work, &g_array_index (newer->replaces, GezinUuid, r));
          GezinDays withdrawn;

          if (older == NULL || older == newer)
            continue;
          if (newer->when != GEZIN_WITHHELD_NOT_YET)
            older->is_replaced = TRUE;
          withdrawn = GEZIN_READ_DAYS (older->record, CONSENT_WITHDRAWN_ON);
          if (withdrawn.is_known
              && (!newer->start.is_known || withdrawn.latest_last >= newer->start.earliest_first))
            newer->is_struck = TRUE;
        }
    }
}

static void
clear_consent (gpointer data)
{
  Consent *consent = data;

  g_array_unref (consent->subjects);
  g_array_unref (consent->givers);
  g_array_unref (consent->replaces);
}

void
gezin_decide_read_consents (Work *work)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_CONSENT];

  work->consents = g_array_new (FALSE, FALSE, sizeof (Consent));
  g_array_set_clear_func (work->consents, clear_consent);
  for (guint i = 0; i < records->len; i++)
    read_consent (work, records->pdata[i]);
  settle_chains (work);
}
