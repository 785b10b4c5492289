/* SPDX-License-Identifier: EUPL-1.2 */

/* To whom: an organisation of the dossier, and whose BSN it may have.
 *
 * Invariant: what an organisation may is what all heads say, and nothing that it wrote of itself. */

#include "consent/decide-private.h"

#include <string.h>

static Maybe
may (Work *work, const GezinRecord *record, GezinField field)
{
  GezinRegister all = gezin_record_field (record, field);
  GezinRegister names = gezin_record_field (record, GEZIN_FIELD_ORGANISATION_NAME);
  guint n_yes = 0;

  for (guint i = 0; i < all.n_heads; i++)
    {
      const char *origin = gezin_version_origin (all.heads[i]);
      gboolean is_own_word = FALSE;

      for (guint n = 0; n < names.n_heads; n++)
        is_own_word = is_own_word
                      || (origin != NULL && g_strcmp0 (origin, names.heads[n]->value) == 0
                          && g_strcmp0 (origin, work->question->organisation) != 0);
      n_yes += g_strcmp0 (all.heads[i]->value, "true") == 0 && !is_own_word;
    }
  if (all.n_heads == 0)
    return MAYBE;
  return n_yes == all.n_heads ? MAYBE_YES : MAYBE_NO;
}

/* All heads of its name are ours and say that it is we. */
static gboolean
is_our_team (Work *work, const GezinRecord *record)
{
  GezinRegister names = gezin_record_field (record, GEZIN_FIELD_ORGANISATION_NAME);

  for (guint i = 0; i < names.n_heads; i++)
    if (g_strcmp0 (names.heads[i]->value, work->question->organisation) != 0
        || !gezin_decide_is_our_version (work, names.heads[i]))
      return FALSE;
  return names.n_heads > 0 && work->question->organisation != NULL;
}

static void
set_reason (Work *work, GezinWithheld reason, gboolean needs_judgement)
{
  work->recipient_reason = reason;
  work->recipient_judgement = needs_judgement;
}

void
gezin_decide_recipient (Work *work)
{
  const GezinSharingQuestion *question = work->question;
  GezinRecord *record =
      question->n_who == 1 ? gezin_dossier_find (work->dossier, question->who) : NULL;
  Maybe is_legal;

  /* Who asks saw to it that it goes to a colleague: our own team needs no record of it. */
  if (question->n_who == 0 && work->purpose.is_for_team && question->organisation != NULL)
    {
      work->is_own_team = TRUE;
      return;
    }
  if (record == NULL || record->kind != GEZIN_KIND_ORGANISATION || gezin_record_is_removed (record))
    {
      set_reason (work, GEZIN_WITHHELD_RECIPIENT_UNKNOWN, FALSE);
      return;
    }
  work->recipient = record;
  is_legal = may (work, record, GEZIN_FIELD_ORGANISATION_LEGAL_PERSON);
  work->may_use_bsn = may (work, record, GEZIN_FIELD_ORGANISATION_BSN_AUTHORISED) == MAYBE_YES;
  work->is_own_team = work->purpose.is_for_team && is_our_team (work, record);
  if (!work->purpose.is_known)
    set_reason (work, GEZIN_WITHHELD_NEEDS_JUDGEMENT, TRUE);
  else if (work->purpose.is_aggregate)
    set_reason (work, GEZIN_WITHHELD_AGGREGATE_ONLY, FALSE);
  else if (is_legal != MAYBE_YES && !work->is_own_team)
    set_reason (work, GEZIN_WITHHELD_RECIPIENT_NOT_LEGAL_PERSON, is_legal == MAYBE);
  else if (g_hash_table_contains (work->pending, &record->id))
    set_reason (work, GEZIN_WITHHELD_IN_DOUBT, TRUE);
}

/* The BSN goes to whom a law names as its user, and no consent changes that. */
gboolean
gezin_decide_may_have_bsn (Work *work, const GezinRecord *record)
{
  const char *kept_under = gezin_decide_law_name (work, gezin_decide_law_index (work, record));
  GezinRegister kinds = { NULL, 0 };
  guint place, youngest, oldest;
  gboolean is_named = FALSE;

  if (work->recipient != NULL)
    kinds = gezin_record_field (work->recipient, GEZIN_FIELD_ORGANISATION_KIND);
  if (!work->may_use_bsn || !work->purpose.lets_bsn || kinds.n_heads == 0
      || !gezin_decide_find_person (work, &record->id, &place))
    return FALSE;
  gezin_decide_ages (work, &g_array_index (work->persons, Person, place).birth, work->today,
                     &youngest, &oldest);
  for (guint i = 0; work->bsn_users != NULL && i < gezin_code_list_size (work->bsn_users); i++)
    {
      const GezinCode *code = gezin_code_list_code (work->bsn_users, i);
      const char *from = gezin_code_property (code, "from-age");
      const char *until = gezin_code_property (code, "until-age");
      const char *law = gezin_code_property (code, "law");

      if (from == NULL || until == NULL || oldest < g_ascii_strtoull (from, NULL, 10)
          || youngest >= g_ascii_strtoull (until, NULL, 10))
        continue;
      if (law != NULL && g_strcmp0 (kept_under, law) != 0)
        return FALSE;
      is_named = TRUE;
      for (guint k = 0; k < kinds.n_heads; k++)
        if (kinds.heads[k]->value == NULL
            || !gezin_code_property_has (code, "users", kinds.heads[k]->value))
          return FALSE;
    }
  return is_named;
}
