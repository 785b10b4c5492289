/* SPDX-License-Identifier: EUPL-1.2 */

/* One record for advice without names: no consent is asked, because nobody can be known from it.
 *
 * Invariants:
 * 1. What a type of value keeps is said by the list `sharing-advice`; a type that is not in it goes
 *    not at all.
 * 2. Prose goes only where a person read the record through and ticked it.
 * 3. Flags hold as anywhere. */

#include "consent/decide-private.h"

static GezinWithheld
type_reason (Work *work, const GezinFieldSpec *spec, gboolean is_confirmed)
{
  const GezinCode *code = work->advice == NULL
                              ? NULL
                              : gezin_code_list_find (work->advice, gezin_type_name (spec->type));
  const char *rule = code == NULL ? NULL : gezin_code_property (code, "advice");

  if (g_strcmp0 (rule, "keep") == 0 || g_strcmp0 (rule, "month") == 0)
    return GEZIN_WITHHELD_NONE;
  if (g_strcmp0 (rule, "read-through") == 0)
    return is_confirmed ? GEZIN_WITHHELD_NONE : GEZIN_WITHHELD_NOT_READ_THROUGH;
  return GEZIN_WITHHELD_NOT_NEEDED;
}

static GezinWithheld
field_reason (Work *work, const KindRule *rule, const GezinFieldSpec *spec, gboolean is_confirmed)
{
  if (spec == NULL)
    return GEZIN_WITHHELD_UNKNOWN_FIELD;
  if (gezin_decide_lists (rule->never, spec->name))
    return GEZIN_WITHHELD_TEAM_ONLY;
  if (spec->sensitivity == GEZIN_SENSITIVITY_NOTIFIER
      || spec->field == GEZIN_FIELD_COMMON_SOURCE_PARTY
      || gezin_decide_lists (rule->tells_notifier, spec->name))
    return GEZIN_WITHHELD_NOTIFIER;
  if (spec->sensitivity == GEZIN_SENSITIVITY_BSN)
    return GEZIN_WITHHELD_BSN_NOT_AUTHORISED;
  if (spec->category == GEZIN_CATEGORY_FLAG || spec->category == GEZIN_CATEGORY_IMPRESSION
      || spec->field == GEZIN_FIELD_COMMON_REMOVED || spec->field == GEZIN_FIELD_COMMON_SAME_AS)
    return GEZIN_WITHHELD_NOT_NEEDED;
  return type_reason (work, spec, is_confirmed);
}

void
gezin_decide_for_advice (Work *work, guint position)
{
  Item *item = &work->items[position];
  GArray *verdicts = work->decision->verdicts[position];
  const KindRule *rule = &work->kinds[item->record->kind];
  gboolean needs_judgement = FALSE;
  gboolean is_confirmed = gezin_decide_is_confirmed (work, &item->record->id);
  GezinWithheld of_record = rule->stays;

  if (of_record == GEZIN_WITHHELD_NONE && rule->recipient != GEZIN_FIELD_NONE)
    of_record = GEZIN_WITHHELD_NOT_NEEDED;
  if (of_record == GEZIN_WITHHELD_NONE)
    of_record = gezin_decide_flags (work, item, &needs_judgement);
  if (of_record == GEZIN_WITHHELD_NONE && item->is_hiding_place)
    of_record = GEZIN_WITHHELD_NOT_NEEDED;
  if (of_record == GEZIN_WITHHELD_NONE && work->recipient_reason != GEZIN_WITHHELD_NONE)
    {
      of_record = work->recipient_reason;
      needs_judgement = work->recipient_judgement;
    }
  work->decision->shared[position] = TRUE;
  for (guint i = 0; i < verdicts->len; i++)
    {
      GezinVerdict *verdict = &g_array_index (verdicts, GezinVerdict, i);
      const GezinFieldSpec *spec = gezin_catalogue_field (verdict->field);
      GezinWithheld reason = field_reason (work, rule, spec, is_confirmed);

      verdict->needs_judgement = reason == GEZIN_WITHHELD_NOT_READ_THROUGH;
      if (of_record != GEZIN_WITHHELD_NONE && (reason == GEZIN_WITHHELD_NONE || of_record < reason))
        {
          reason = of_record;
          verdict->needs_judgement = needs_judgement;
        }
      verdict->reason = reason;
      verdict->is_shared = reason == GEZIN_WITHHELD_NONE;
      verdict->basis = verdict->is_shared ? "pseudonymised" : NULL;
    }
}
