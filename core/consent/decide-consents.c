/* SPDX-License-Identifier: EUPL-1.2 */

/* Consents: what was given, refused and withdrawn, by whom, for this recipient and purpose.
 *
 * Invariants:
 * 1. A permission holds only if all heads say so; a refusal if any does. Empty never means all.
 * 2. A refusal stays until a permission that replaces it has surely begun; its own end, its
 *    withdrawal or another refusal in its place lift nothing.
 * 3. A withdrawal closes every permission of the same giver that may have begun by that day.
 * 4. Who links two persons elsewhere can close, and not open (merge.md, law 14). */

#include "consent/decide-private.h"

#include <string.h>

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

/* YES: all are of the class, by links confirmed here; MAYBE: some is, by anybody's. */
static Maybe
are_of (Work *work, const GArray *ids, const GezinUuid *id)
{
  guint n_own = 0;
  gboolean is_any = FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      const GezinUuid *one = &g_array_index (ids, GezinUuid, i);

      n_own += gezin_decide_is_class (work->same_own, one, id);
      is_any = is_any || gezin_decide_is_class (work->same_all, one, id);
    }
  if (ids->len > 0 && n_own == ids->len)
    return MAYBE_YES;
  return is_any ? MAYBE : MAYBE_NO;
}

static gboolean
replaces (const Consent *newer, const Consent *older)
{
  for (guint i = 0; i < newer->replaces->len; i++)
    if (newer != older
        && gezin_uuid_equal (&g_array_index (newer->replaces, GezinUuid, i), &older->record->id))
      return TRUE;
  return FALSE;
}

static gboolean
lifts (Work *work, const Consent *newer, const Person *subject, const GezinUuid *giver)
{
  return newer->is_given && newer->recipient == MAYBE_YES && newer->purpose == MAYBE_YES
         && newer->when != GEZIN_WITHHELD_IN_DOUBT && !newer->is_struck && !newer->is_in_doubt
         && are_of (work, newer->subjects, &subject->record->id) == MAYBE_YES
         && are_of (work, newer->givers, giver) == MAYBE_YES;
}

/* What permissions in the place of @consent, or in the place of those, have lifted: invariant 2.
 * Each is looked at once, however they replace each other. */
static Categories
lifted_of (Work *work, const Consent *consent, const Person *subject, const GezinUuid *giver)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  Categories lifted = 0;

  g_ptr_array_add (chain, (gpointer) consent);
  for (guint at = 0; at < chain->len; at++)
    for (guint i = 0; i < work->consents->len; i++)
      {
        Consent *newer = &g_array_index (work->consents, Consent, i);

        if (newer->when == GEZIN_WITHHELD_NOT_YET || !replaces (newer, chain->pdata[at])
            || g_ptr_array_find (chain, newer, NULL))
          continue;
        g_ptr_array_add (chain, newer);
        if (lifts (work, newer, subject, giver))
          lifted |= newer->surely;
      }
  return lifted;
}

/* A no, or something that may be one. */
static void
take_refusal (Work *work, const Consent *consent, const Person *subject, const GezinUuid *giver,
              Answers *answers)
{
  Categories closed;

  if (consent->recipient == MAYBE_NO || consent->purpose == MAYBE_NO
      || consent->when == GEZIN_WITHHELD_NOT_YET)
    return;
  closed = consent->perhaps & ~lifted_of (work, consent, subject, giver);
  if (consent->is_refused && consent->recipient == MAYBE_YES && consent->purpose == MAYBE_YES)
    answers->refused |= closed;
  else
    answers->unclear |= closed;
}

/* Invariant 3: what a withdrawal of the same giver leaves of @permission. */
static Categories
not_withdrawn (Work *work, const Consent *permission, const Person *subject, const GezinUuid *giver)
{
  Categories left = permission->surely;

  for (guint i = 0; i < work->consents->len; i++)
    {
      const Consent *other = &g_array_index (work->consents, Consent, i);

      if (other->is_withdrawn && other->recipient != MAYBE_NO && other->purpose != MAYBE_NO
          && are_of (work, other->subjects, &subject->record->id) != MAYBE_NO
          && are_of (work, other->givers, giver) != MAYBE_NO
          && (!permission->start.is_known
              || permission->start.earliest_first <= other->withdrawn_last))
        left &= ~other->perhaps;
    }
  return left;
}

/* Whether what was said on @said was said by who decides now: no age lies between. */
static gboolean
is_age_changed (Work *work, const Person *subject, const GezinDays *said, const char *law)
{
  guint young_then, old_then, young_now, old_now;

  if (!said->is_known)
    return TRUE;
  gezin_decide_ages (work, &subject->birth, said->earliest_first, &young_then, &old_then);
  gezin_decide_ages (work, &subject->birth, work->today, &young_now, &old_now);
  for (guint i = 0; i < work->deciders->len; i++)
    {
      const DeciderRule *rule = &g_array_index (work->deciders, DeciderRule, i);
      gboolean is_same_rule = g_strcmp0 (rule->law, law) == 0;

      /* A bound is an age that changes who decides; at eighteen nothing does. */
      if (is_same_rule && rule->asks_holders && young_then < rule->until_age
          && old_now >= rule->until_age && subject->birth.is_known)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_explicit_enough (Work *work, const Consent *consent, const char *record_law)
{
  const GezinCode *code = NULL;

  if (consent->is_explicit || consent->law == NULL || work->laws == NULL || record_law == NULL)
    return TRUE;
  code = gezin_code_list_find (work->laws, consent->law);
  return code == NULL || !gezin_code_property_has (code, "explicit-from", record_law);
}

static void
add_basis (Work *work G_GNUC_UNUSED, GArray *bases, const Consent *consent, Categories categories)
{
  Basis basis = { .record = consent->record,
                  .basis = "consent",
                  .categories = categories,
                  .is_ours = consent->is_ours };

  if (bases != NULL && categories != 0)
    g_array_append_val (bases, basis);
}

/* The law whose rows of deciders are used: those of its own, or of all. */
static const char *
rows_of (Work *work, const char *law)
{
  for (guint i = 0; law != NULL && i < work->deciders->len; i++)
    if (g_strcmp0 (g_array_index (work->deciders, DeciderRule, i).law, law) == 0)
      return law;
  return NULL;
}

static void
take_permission (Work *work, const Consent *consent, const Person *subject, const GezinUuid *giver,
                 const char *law, Answers *answers, GArray *bases)
{
  Categories holds = not_withdrawn (work, consent, subject, giver);

  answers->is_answered = TRUE;
  answers->withdrawn |= consent->surely & ~holds;
  if (consent->is_withdrawn)
    answers->withdrawn |= consent->perhaps;
  else if (consent->is_replaced || consent->is_struck)
    return;
  else if (consent->is_in_doubt)
    answers->doubt |= consent->surely;
  else if (!is_explicit_enough (work, consent, law))
    answers->changed |= consent->surely;
  else if (consent->when == GEZIN_WITHHELD_ENDED)
    answers->ended |= consent->surely;
  else if (consent->when == GEZIN_WITHHELD_NOT_YET)
    answers->not_yet |= consent->surely;
  else if (consent->when != GEZIN_WITHHELD_NONE)
    answers->doubt |= consent->surely;
  else if (is_age_changed (work, subject, &consent->start, rows_of (work, law)))
    answers->changed |= holds;
  else
    {
      answers->given |= holds;
      if (consent->is_ours)
        answers->given_here |= holds;
      add_basis (work, bases, consent, holds);
    }
}

void
gezin_decide_answers (Work *work, const Person *subject, const GezinUuid *giver, const char *law,
                      Answers *answers, GArray *bases)
{
  *answers = (Answers){ 0 };
  for (guint i = 0; i < work->consents->len; i++)
    {
      const Consent *consent = &g_array_index (work->consents, Consent, i);
      Maybe is_subject = are_of (work, consent->subjects, &subject->record->id);
      Maybe is_giver = are_of (work, consent->givers, giver);

      if (is_subject == MAYBE_NO || is_giver == MAYBE_NO)
        continue;
      if (!consent->is_given)
        {
          take_refusal (work, consent, subject, giver, answers);
          continue;
        }
      if (is_subject != MAYBE_YES || is_giver != MAYBE_YES)
        continue;
      if (consent->recipient != MAYBE_YES)
        answers->is_for_other_recipient = TRUE;
      else if (consent->purpose != MAYBE_YES)
        answers->is_for_other_purpose = TRUE;
      else
        take_permission (work, consent, subject, giver, law, answers, bases);
    }
  answers->given &= ~(answers->refused | answers->unclear);
  answers->given_here &= ~(answers->refused | answers->unclear);
}
