/* SPDX-License-Identifier: EUPL-1.2 */

/* What may go of one person: who has to decide, and what they said.
 *
 * Invariants:
 * 1. Of a person whose age is not sure, every age that they can have must allow it.
 * 2. Everybody who may hold authority must have said yes, and one of them surely holds it.
 * 3. Each category is judged by itself. */

#include "consent/decide-private.h"

/* What all who may have to decide about one person have said. */
typedef struct {
  Work *work;
  const Person *person;
  const char *law; /* of the record; (nullable) */
  const char *rows; /* law whose rows are used; (nullable) */
  Able able;
  Answers own;
  Holders holders;
  GArray *said; /* Answers, by holder */
  gboolean has_representative;
  Answers representative;
  GArray *bases;
  gboolean is_here; /* count what was recorded here alone */
} Asked;

static GezinWithheld
answer_reason (const Asked *asked, const Answers *answers, Categories bit, GezinWithheld missing)
{
  if (answers->refused & bit)
    return GEZIN_WITHHELD_REFUSED;
  if ((asked->is_here ? answers->given_here : answers->given) & bit)
    return GEZIN_WITHHELD_NONE;
  if (answers->withdrawn & bit)
    return GEZIN_WITHHELD_WITHDRAWN;
  if (answers->unclear & bit)
    return GEZIN_WITHHELD_IN_DOUBT;
  if (answers->changed & bit)
    return GEZIN_WITHHELD_NEEDS_JUDGEMENT;
  if (answers->ended & bit)
    return GEZIN_WITHHELD_ENDED;
  if (answers->not_yet & bit)
    return GEZIN_WITHHELD_NOT_YET;
  if (answers->doubt & bit)
    return GEZIN_WITHHELD_IN_DOUBT;
  if (answers->is_answered)
    return GEZIN_WITHHELD_CATEGORY_NOT_COVERED;
  if (answers->is_for_other_purpose)
    return GEZIN_WITHHELD_PURPOSE_NOT_COVERED;
  if (answers->is_for_other_recipient)
    return GEZIN_WITHHELD_RECIPIENT_NOT_COVERED;
  return missing;
}

/* Invariant 2. @is_silent: nobody of them has said anything. */
static GezinWithheld
holders_reason (const Asked *asked, Categories bit, gboolean *is_silent)
{
  guint n_yes = 0, n_silent = 0;
  GezinWithheld worst = GEZIN_WITHHELD_NONE;

  for (guint i = 0; i < asked->said->len; i++)
    {
      const Answers *one = &g_array_index (asked->said, Answers, i);
      GezinWithheld reason = answer_reason (asked, one, bit, GEZIN_WITHHELD_NOT_ASKED);

      n_yes += reason == GEZIN_WITHHELD_NONE;
      n_silent += reason == GEZIN_WITHHELD_NOT_ASKED;
      if (reason != GEZIN_WITHHELD_NONE && reason != GEZIN_WITHHELD_NOT_ASKED
          && (worst == GEZIN_WITHHELD_NONE || reason < worst))
        worst = reason;
    }
  *is_silent = n_silent == asked->said->len;
  if (worst != GEZIN_WITHHELD_NONE)
    return worst;
  if (asked->said->len == 0)
    return asked->holders.is_doubtful ? GEZIN_WITHHELD_IN_DOUBT : GEZIN_WITHHELD_NEEDS_JUDGEMENT;
  if (n_yes == 0)
    return GEZIN_WITHHELD_NOT_ASKED;
  if (n_silent > 0 || asked->holders.is_short)
    return GEZIN_WITHHELD_ONE_HOLDER_MISSING;
  return asked->holders.is_doubtful ? GEZIN_WITHHELD_IN_DOUBT : GEZIN_WITHHELD_NONE;
}

/* From twelve to fifteen: both, or the child alone where that is enough. */
static GezinWithheld
both_reason (const Asked *asked, const DeciderRule *rule, Categories bit)
{
  gboolean is_silent;
  GezinWithheld own = answer_reason (asked, &asked->own, bit, rule->missing);
  GezinWithheld holders = holders_reason (asked, bit, &is_silent);

  if (own == GEZIN_WITHHELD_REFUSED)
    return own;
  if (rule->alone_when_able && asked->able == ABLE_YES)
    return own;
  if (holders == GEZIN_WITHHELD_REFUSED || holders == GEZIN_WITHHELD_WITHDRAWN)
    return holders;
  if (own != GEZIN_WITHHELD_NONE)
    return own;
  return holders != GEZIN_WITHHELD_NONE && is_silent ? GEZIN_WITHHELD_NEEDS_JUDGEMENT : holders;
}

static GezinWithheld
representative_reason (const Asked *asked, Categories bit)
{
  if (!asked->has_representative)
    return GEZIN_WITHHELD_REPRESENTATIVE_NOT_ASKED;
  if (asked->own.refused & bit)
    return GEZIN_WITHHELD_NEEDS_JUDGEMENT; /* who cannot weigh it says no all the same */
  return answer_reason (asked, &asked->representative, bit,
                        GEZIN_WITHHELD_REPRESENTATIVE_NOT_ASKED);
}

static GezinWithheld
rule_reason (const Asked *asked, const DeciderRule *rule, Categories bit)
{
  gboolean is_silent;

  if (!rule->asks_person)
    return holders_reason (asked, bit, &is_silent);
  if (asked->able == ABLE_DOUBT)
    return GEZIN_WITHHELD_IN_DOUBT;
  if (asked->able == ABLE_NO)
    {
      GezinWithheld reason;

      if (rule->from_age >= asked->work->ages[GEZIN_AGE_OF_MAJORITY])
        return representative_reason (asked, bit);
      reason = holders_reason (asked, bit, &is_silent);
      return reason == GEZIN_WITHHELD_NOT_ASKED ? GEZIN_WITHHELD_REPRESENTATIVE_NOT_ASKED : reason;
    }
  if (rule->asks_holders)
    return both_reason (asked, rule, bit);
  return answer_reason (asked, &asked->own, bit, rule->missing);
}

/* Invariant 1. */
static GezinWithheld
category_reason (const Asked *asked, Categories bit)
{
  GezinWithheld found = GEZIN_WITHHELD_NONE;
  guint youngest, oldest, n_rules = 0, n_no = 0;
  gboolean is_mixed = FALSE;

  if (asked->person->is_doubted)
    return GEZIN_WITHHELD_IN_DOUBT;
  if (asked->person->is_deceased)
    return GEZIN_WITHHELD_NEEDS_JUDGEMENT;
  gezin_decide_ages (asked->work, &asked->person->birth, asked->work->today, &youngest, &oldest);
  for (guint i = 0; i < asked->work->deciders->len; i++)
    {
      const DeciderRule *rule = &g_array_index (asked->work->deciders, DeciderRule, i);
      GezinWithheld reason;

      if (g_strcmp0 (rule->law, asked->rows) != 0 || oldest < rule->from_age
          || youngest >= rule->until_age)
        continue;
      reason = rule_reason (asked, rule, bit);
      n_rules++;
      if (reason == GEZIN_WITHHELD_NONE)
        continue;
      is_mixed = is_mixed || (n_no > 0 && reason != found);
      found = reason;
      n_no++;
    }
  if (n_rules == 0)
    return GEZIN_WITHHELD_NEEDS_JUDGEMENT;
  return is_mixed || (n_no > 0 && n_no < n_rules) ? GEZIN_WITHHELD_IN_DOUBT : found;
}

static void
ask (Asked *asked)
{
  Work *work = asked->work;
  const Person *person = asked->person;
  guint youngest, oldest;
  GezinUuid id;

  asked->rows = gezin_decide_rows_of (work, asked->law);
  asked->able = gezin_decide_able (work, person);
  asked->said = g_array_new (FALSE, FALSE, sizeof (Answers));
  gezin_decide_ages (work, &person->birth, work->today, &youngest, &oldest);
  gezin_decide_answers (work, person, &person->record->id, asked->law, &asked->own,
                        oldest >= work->ages[GEZIN_AGE_HAS_A_SAY] ? asked->bases : NULL);
  gezin_decide_holders (work, person, &asked->holders);
  for (guint i = 0; youngest < work->ages[GEZIN_AGE_OF_MAJORITY] && i < asked->holders.holders->len;
       i++)
    {
      Answers answers;

      gezin_decide_answers (work, person, &g_array_index (asked->holders.holders, GezinUuid, i),
                            asked->law, &answers,
                            youngest < work->ages[GEZIN_AGE_DECIDES] ? asked->bases : NULL);
      g_array_append_val (asked->said, answers);
    }
  if (asked->able == ABLE_NO && gezin_decide_representative (work, person, &id))
    {
      asked->has_representative = TRUE;
      gezin_decide_answers (work, person, &id, asked->law, &asked->representative, asked->bases);
    }
}

static void
add_grounds (Work *work, const Person *person, PersonLaw *may)
{
  for (guint i = 0; i < work->grounds->len; i++)
    {
      const Ground *ground = &g_array_index (work->grounds, Ground, i);
      Basis found = { .record = ground->record,
                      .basis = ground->basis,
                      .categories = ground->categories,
                      .is_ours = ground->is_ours };

      if (!gezin_decide_ground_covers (work, ground, person))
        continue;
      may->allowed |= ground->categories;
      if (ground->is_ours)
        may->allowed_here |= ground->categories;
      g_array_append_val (may->bases, found);
    }
}

static gboolean
is_for_judgement (const Asked *asked, GezinWithheld reason)
{
  switch (reason)
    {
    case GEZIN_WITHHELD_NEEDS_JUDGEMENT:
    case GEZIN_WITHHELD_IN_DOUBT:
      return TRUE;
    case GEZIN_WITHHELD_ONE_HOLDER_MISSING:
      return asked->holders.is_short || asked->holders.is_doubtful;
    case GEZIN_WITHHELD_REPRESENTATIVE_NOT_ASKED:
      return !asked->has_representative;
    default:
      return FALSE;
    }
}

const PersonLaw *
gezin_decide_person (Work *work, guint place, guint law)
{
  const Person *person = &g_array_index (work->persons, Person, place);
  PersonLaw *may = &person->laws[law];
  Asked asked = { .work = work, .person = person, .law = gezin_decide_law_name (work, law) };

  if (may->is_ready)
    return may;
  may->is_ready = TRUE;
  may->bases = asked.bases = g_array_new (FALSE, FALSE, sizeof (Basis));
  ask (&asked);
  for (guint category = 1; category < N_COVERABLE; category++)
    {
      Categories bit = CATEGORY_BIT (category);

      asked.is_here = FALSE;
      may->reason[category] = category_reason (&asked, bit);
      if (may->reason[category] == GEZIN_WITHHELD_NONE)
        may->allowed |= bit;
      else if (is_for_judgement (&asked, may->reason[category]))
        may->judgement |= bit;
      asked.is_here = TRUE;
      if (category_reason (&asked, bit) == GEZIN_WITHHELD_NONE)
        may->allowed_here |= bit;
    }
  for (guint i = 0; i < may->bases->len; i++)
    g_array_index (may->bases, Basis, i).categories &= may->allowed;
  add_grounds (work, person, may);
  g_array_unref (asked.said);
  gezin_decide_clear_holders (&asked.holders);
  return may;
}

/* The one rule for every age that @asked can have; %NULL where the ages differ. */
static const DeciderRule *
find_rule (const Asked *asked)
{
  guint youngest, oldest;

  gezin_decide_ages (asked->work, &asked->person->birth, asked->work->today, &youngest, &oldest);
  for (guint i = 0; i < asked->work->deciders->len; i++)
    {
      const DeciderRule *rule = &g_array_index (asked->work->deciders, DeciderRule, i);

      if (g_strcmp0 (rule->law, asked->rows) == 0 && youngest >= rule->from_age
          && oldest < rule->until_age)
        return rule;
    }
  return NULL;
}

static GezinWhoDecides
judge_who (const Asked *asked, const DeciderRule *rule)
{
  if (rule == NULL || asked->person->is_deceased)
    return GEZIN_DECIDES_UNKNOWN;
  if (!rule->asks_person)
    return GEZIN_DECIDES_HOLDERS;
  if (asked->able == ABLE_DOUBT || asked->person->is_doubted)
    return GEZIN_DECIDES_DOUBT;
  if (asked->able == ABLE_NO)
    return rule->from_age >= asked->work->ages[GEZIN_AGE_OF_MAJORITY] ? GEZIN_DECIDES_REPRESENTATIVE
                                                                      : GEZIN_DECIDES_HOLDERS;
  if (rule->asks_holders && !(rule->alone_when_able && asked->able == ABLE_YES))
    return GEZIN_DECIDES_PERSON_AND_HOLDERS;
  return GEZIN_DECIDES_PERSON;
}

static void
add_said (GArray *said, const GezinUuid *who, const Answers *answers)
{
  Said one = { *who, *answers };

  g_array_append_val (said, one);
}

GezinWhoDecides
gezin_decide_who (Work *work, guint place, guint law, GArray *said, gboolean *is_short)
{
  const Person *person = &g_array_index (work->persons, Person, place);
  Asked asked = { .work = work, .person = person, .law = gezin_decide_law_name (work, law) };
  GezinWhoDecides who;
  GezinUuid id;

  ask (&asked);
  who = judge_who (&asked, find_rule (&asked));
  if (who != GEZIN_DECIDES_HOLDERS && who != GEZIN_DECIDES_REPRESENTATIVE)
    add_said (said, &person->record->id, &asked.own);
  if (who != GEZIN_DECIDES_PERSON && who != GEZIN_DECIDES_REPRESENTATIVE)
    for (guint i = 0; i < asked.said->len; i++)
      add_said (said, &g_array_index (asked.holders.holders, GezinUuid, i),
                &g_array_index (asked.said, Answers, i));
  *is_short = (who == GEZIN_DECIDES_HOLDERS || who == GEZIN_DECIDES_PERSON_AND_HOLDERS)
              && (asked.holders.is_short || asked.holders.holders->len == 0);
  if (who == GEZIN_DECIDES_REPRESENTATIVE)
    {
      *is_short = !gezin_decide_representative (work, person, &id);
      if (!*is_short)
        add_said (said, &id, &asked.representative);
    }
  g_array_unref (asked.said);
  gezin_decide_clear_holders (&asked.holders);
  return who;
}
