/* SPDX-License-Identifier: EUPL-1.2 */

/* What was asked of whom, read with the same functions that decide.
 *
 * Invariants:
 * 1. What is said to hold here is what gezin_decide() would rely on at the same instant.
 * 2. All heads count, as they do in deciding. */

#include "consent/asked.h"

#include "consent/decide-private.h"

#define OF_ANY_LAW 0

void
gezin_asked_free (GezinAsked *asked)
{
  g_array_unref (asked->deciders);
  g_array_unref (asked->said);
  g_free (asked);
}

static gboolean
are_about (Work *work, const GArray *ids, const GezinUuid *person)
{
  for (guint i = 0; i < ids->len; i++)
    if (gezin_decide_is_class (work->same_all, &g_array_index (ids, GezinUuid, i), person))
      return TRUE;
  return FALSE;
}

/* A no counts also where it is not sure to whom; a yes does not. */
static GezinWithheld
reason_of (const Consent *consent)
{
  if (consent->is_refused)
    return GEZIN_WITHHELD_REFUSED;
  if (consent->is_withdrawn || consent->is_struck)
    return GEZIN_WITHHELD_WITHDRAWN;
  if (consent->when != GEZIN_WITHHELD_NONE)
    return consent->when;
  if (consent->is_in_doubt || !consent->is_given)
    return GEZIN_WITHHELD_IN_DOUBT;
  return consent->recipient == MAYBE_YES ? GEZIN_WITHHELD_NONE
                                         : GEZIN_WITHHELD_RECIPIENT_NOT_COVERED;
}

static void
add_consents (Work *work, GezinAsked *asked)
{
  for (guint i = 0; i < work->consents->len; i++)
    {
      const Consent *consent = &g_array_index (work->consents, Consent, i);
      GezinSaid said = { .record = consent->record->id,
                         .is_followed = consent->is_replaced,
                         .reason = reason_of (consent) };

      if (consent->recipient == MAYBE_NO || !are_about (work, consent->subjects, &asked->person))
        continue;
      g_array_append_val (asked->said, said);
      if (consent->purpose != MAYBE_NO)
        asked->named |= consent->perhaps & COVERABLE;
    }
}

static gboolean
names_person (Work *work, const GezinRecord *ground, const GezinUuid *person)
{
  guint position = 0;
  GezinUuid id;

  while (gezin_reader_next_id (ground, GEZIN_FIELD_COMMON_ABOUT, &position, &id))
    if (gezin_decide_is_class (work->same_all, &id, person))
      return TRUE;
  return FALSE;
}

static const Ground *
find_ground (Work *work, const GezinRecord *record, const Person *person)
{
  for (guint i = 0; i < work->grounds->len; i++)
    {
      const Ground *ground = &g_array_index (work->grounds, Ground, i);

      if (ground->record == record && gezin_decide_ground_covers (work, ground, person))
        return ground;
    }
  return NULL;
}

static void
add_grounds (Work *work, const Person *person, GezinAsked *asked)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_GROUND];

  for (guint i = 0; i < records->len && work->recipient != NULL; i++)
    {
      const GezinRecord *record = records->pdata[i];
      const Ground *ground = find_ground (work, record, person);
      GezinSaid said = { .record = record->id,
                         .is_ground = TRUE,
                         .reason = ground != NULL ? GEZIN_WITHHELD_NONE : GEZIN_WITHHELD_ENDED };

      if (ground == NULL
          && (!names_person (work, record, &asked->person)
              || gezin_decide_refers (work, record, GEZIN_FIELD_GROUND_RECIPIENT,
                                      &work->recipient->id)
                     == MAYBE_NO))
        continue;
      g_array_append_val (asked->said, said);
      if (ground != NULL && work->recipient_reason == GEZIN_WITHHELD_NONE)
        asked->by_ground |= ground->categories & COVERABLE;
    }
}

/* Nothing goes to a recipient who may get nothing, whatever was said. */
static void
read_categories (Work *work, guint place, GezinAsked *asked)
{
  const PersonLaw *may = gezin_decide_person (work, place, OF_ANY_LAW);

  for (guint category = 1; category < N_COVERABLE; category++)
    {
      GezinWithheld reason = may->reason[category];

      if (reason == GEZIN_WITHHELD_NONE)
        reason = work->recipient_reason;
      asked->reason[category] = reason;
      if (reason == GEZIN_WITHHELD_NONE)
        asked->by_consent |= CATEGORY_BIT (category);
    }
}

static void
read_deciders (Work *work, guint place, GezinAsked *asked)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Said));

  asked->decides = gezin_decide_who (work, place, OF_ANY_LAW, all, &asked->is_somebody_missing);
  for (guint i = 0; i < all->len; i++)
    {
      const Said *one = &g_array_index (all, Said, i);
      GezinDecider decider = { one->who, one->answers.given != 0 };

      asked->is_said_before = asked->is_said_before || one->answers.changed != 0;
      g_array_append_val (asked->deciders, decider);
    }
}

static GezinAsked *
read_person (Work *work, guint place)
{
  const Person *person = &g_array_index (work->persons, Person, place);
  GezinAsked *asked = g_new0 (GezinAsked, 1);

  asked->person = person->record->id;
  asked->deciders = g_array_new (FALSE, FALSE, sizeof (GezinDecider));
  asked->said = g_array_new (FALSE, FALSE, sizeof (GezinSaid));
  gezin_decide_ages (work, &person->birth, work->today, &asked->youngest, &asked->oldest);
  add_consents (work, asked);
  add_grounds (work, person, asked);
  read_categories (work, place, asked);
  read_deciders (work, place, asked);
  return asked;
}

GPtrArray *
gezin_asked_read (const GezinSharingQuestion *question)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_asked_free);
  Work work;

  gezin_decide_prepare (&work, question);
  for (guint i = 0; i < work.persons->len; i++)
    g_ptr_array_add (all, read_person (&work, i));
  gezin_decide_clear (&work);
  gezin_decision_unref (work.decision);
  return all;
}
