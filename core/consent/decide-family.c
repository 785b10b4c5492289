/* SPDX-License-Identifier: EUPL-1.2 */

/* One record for the family: an extract for the person whose data it is, or a screen that those in
 * the room can see.
 *
 * Invariants:
 * 1. Nobody sees what is about somebody else, unless they decide for them or a person read it through.
 * 2. Flags, and that something is withheld, are never told to the family.
 * 3. In an extract prose, impressions and files go only where a person read the record through.
 *
 * Sources: Jeugdwet art. 7.3.10, 7.3.2(4); Wmo 2015 art. 5.3.2; Uitvoeringsbesluit Wmo art. 4.1.8(3). */

#include "consent/decide-private.h"

typedef struct {
  Work *work;
  Item *item;
  const KindRule *rule;
  gboolean is_room;
  gboolean is_confirmed;
} Look;

/* Whether @reader may see all of whom the record names; and any of them. */
static gboolean
may_see_all (const Look *look, guint reader, gboolean *any)
{
  const Work *work = look->work;
  gboolean all = !look->item->names_stranger;

  *any = FALSE;
  for (guint i = 0; i < look->item->persons->len; i++)
    {
      guint person = g_array_index (look->item->persons, guint, i);
      gboolean may = work->may_see[reader * work->persons->len + person];

      *any = *any || may;
      all = all && may;
    }
  return all;
}

/* Invariant 1. */
static GezinWithheld
persons_reason (Look *look, gboolean *needs_judgement)
{
  GezinWithheld reason = GEZIN_WITHHELD_NONE;

  if (look->rule->concerns_all && look->item->persons->len == 0)
    return GEZIN_WITHHELD_NONE;
  for (guint i = 0; i < look->work->readers->len; i++)
    {
      gboolean any;
      gboolean all = may_see_all (look, i, &any);

      if (!any)
        return GEZIN_WITHHELD_ABOUT_ANOTHER;
      if (!all && (look->is_room || !look->is_confirmed))
        reason = GEZIN_WITHHELD_THIRD_PERSON;
    }
  *needs_judgement = reason != GEZIN_WITHHELD_NONE;
  return reason;
}

static GezinWithheld
record_reason (Look *look, gboolean *needs_judgement)
{
  GezinWithheld reason = look->rule->stays;

  *needs_judgement = FALSE;
  if (reason != GEZIN_WITHHELD_NONE)
    return reason;
  reason = gezin_decide_flags (look->work, look->item, needs_judgement);
  if (reason != GEZIN_WITHHELD_NONE)
    return reason;
  if (look->work->readers_reason != GEZIN_WITHHELD_NONE)
    {
      *needs_judgement = look->work->readers_reason == GEZIN_WITHHELD_NEEDS_JUDGEMENT;
      return look->work->readers_reason;
    }
  return persons_reason (look, needs_judgement);
}

static gboolean
is_from_elsewhere (const Look *look, GezinField field)
{
  GezinRegister all = gezin_record_field (look->item->record, field);

  for (guint i = 0; i < all.n_heads; i++)
    if (!gezin_decide_is_our_version (look->work, all.heads[i]))
      return TRUE;
  return FALSE;
}

static GezinWithheld
never (const Look *look, const GezinFieldSpec *spec)
{
  if (spec == NULL)
    return GEZIN_WITHHELD_UNKNOWN_FIELD;
  if ((spec->sensitivity == GEZIN_SENSITIVITY_NOTIFIER
       || spec->field == GEZIN_FIELD_COMMON_SOURCE_PARTY
       || gezin_decide_lists (look->rule->tells_notifier, spec->name))
      && !gezin_decide_may_be_named (look->rule, look->item->record))
    return GEZIN_WITHHELD_NOTIFIER;
  if (spec->sensitivity == GEZIN_SENSITIVITY_BSN && look->work->readers->len != 1)
    return GEZIN_WITHHELD_BSN_NOT_AUTHORISED;
  if (spec->category == GEZIN_CATEGORY_FLAG)
    return GEZIN_WITHHELD_KEPT_BACK;
  return GEZIN_WITHHELD_NONE;
}

/* Invariant 3. */
static gboolean
is_unread (const Look *look, const GezinFieldSpec *spec)
{
  if (spec->category == GEZIN_CATEGORY_IMPRESSION || spec->category == GEZIN_CATEGORY_NEVER)
    return look->is_room || !look->is_confirmed;
  return !look->is_room && !look->is_confirmed
         && (spec->type == GEZIN_TYPE_PROSE || spec->type == GEZIN_TYPE_FILE
             || (look->rule->concerns_all && gezin_decide_is_free_text (spec)));
}

static void
judge_field (const Look *look, GezinVerdict *verdict, GezinWithheld of_record, gboolean judgement)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (verdict->field);
  GezinWithheld reason = never (look, spec);

  verdict->needs_judgement = FALSE;
  if (reason == GEZIN_WITHHELD_NONE && of_record != GEZIN_WITHHELD_NONE)
    {
      reason = of_record;
      verdict->needs_judgement = judgement;
    }
  else if (reason == GEZIN_WITHHELD_NONE && !look->is_confirmed
           && is_from_elsewhere (look, verdict->field))
    {
      reason = GEZIN_WITHHELD_ANOTHER_ORIGIN;
      verdict->needs_judgement = TRUE;
    }
  else if (reason == GEZIN_WITHHELD_NONE && is_unread (look, spec))
    {
      reason = GEZIN_WITHHELD_NOT_READ_THROUGH;
      verdict->needs_judgement = TRUE;
    }
  verdict->reason = reason;
  verdict->is_shared = reason == GEZIN_WITHHELD_NONE;
  verdict->basis = verdict->is_shared ? "own-data" : NULL;
}

void
gezin_decide_for_family (Work *work, guint position)
{
  Item *item = &work->items[position];
  GArray *verdicts = work->decision->verdicts[position];
  Look look = { .work = work,
                .item = item,
                .rule = &work->kinds[item->record->kind],
                .is_room = work->question->audience == GEZIN_AUDIENCE_ROOM };
  gboolean needs_judgement;
  GezinWithheld reason;

  look.is_confirmed = gezin_decide_is_confirmed (work, &item->record->id);
  reason = record_reason (&look, &needs_judgement);
  work->decision->shared[position] = TRUE;
  for (guint i = 0; i < verdicts->len; i++)
    judge_field (&look, &g_array_index (verdicts, GezinVerdict, i), reason, needs_judgement);
}
