/* SPDX-License-Identifier: EUPL-1.2 */

/* What one giver has said about one person: given, refused, withdrawn, or nothing.
 *
 * Invariants:
 * 1. A refusal stays until a permission that replaces it has surely begun; its own end, its
 *    withdrawal or another refusal in its place lift nothing.
 * 2. A withdrawal closes every permission of the same giver that may have begun by that day.
 * 3. Who links two persons elsewhere can close, and not open (merge.md, law 14). */

#include "consent/decide-private.h"

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

/* What permissions in the place of @consent, or in the place of those, have lifted: invariant 1.
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

/* Invariant 2: what a withdrawal of the same giver leaves of @permission. */
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
  Basis given = { .record = consent->record,
                  .basis = "consent",
                  .categories = categories,
                  .is_ours = consent->is_ours };

  if (bases != NULL && categories != 0)
    g_array_append_val (bases, given);
}

static void
take_permission (Work *work, const Consent *consent, const Person *subject, const GezinUuid *giver,
                 const char *law, Answers *answers, GArray *bases)
{
  Categories holds = not_withdrawn (work, consent, subject, giver);

  answers->is_answered = TRUE;
  answers->withdrawn |= consent->surely & ~holds;
  if (consent->is_withdrawn || consent->is_struck)
    answers->withdrawn |= consent->perhaps;
  else if (consent->is_replaced)
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
  else if (is_age_changed (work, subject, &consent->start, gezin_decide_rows_of (work, law)))
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
