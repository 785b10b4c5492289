/* SPDX-License-Identifier: EUPL-1.2 */

/* One record for the family: an extract for the person whose data it is, or a screen that those in
 * the room can see.
 *
 * Invariants:
 * 1. Nobody sees what is about somebody else, unless they decide for them or a person read it through.
 * 2. Flags, and that something is withheld, are never told to the family.
 * 3. In an extract prose, lines of text, impressions and files go only where a person read the record
 *    through. On a screen impressions never show, all else with its record.
 * 4. What a child from twelve decided or said goes to whoever holds authority only after a person said
 *    yes to that record.
 * 5. A record whose `about` cannot go whole stays, read through or not (merge.md, law 13).
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

/* A child from twelve, who is no reader. */
static gboolean
is_child_with_say (Work *work, const Person *person)
{
  guint youngest, oldest;

  gezin_decide_ages (work, &person->birth, work->today, &youngest, &oldest);
  return oldest >= work->ages[GEZIN_AGE_HAS_A_SAY] && youngest < work->ages[GEZIN_AGE_OF_MAJORITY];
}

/* Invariant 4: whether somebody here would see what a child of theirs decided or said. */
static gboolean
is_act_of_child (const Look *look)
{
  Work *work = look->work;
  const char *fields = look->rule->act_of;
  GezinField field;

  while ((field = gezin_decide_next_field (&fields, look->item->record->kind)) != GEZIN_FIELD_NONE)
    {
      guint position = 0, place;
      GezinUuid who;

      while (gezin_reader_next_id (look->item->record, field, &position, &who))
        for (guint i = 0; i < work->readers->len; i++)
          {
            const Person *reader =
                &g_array_index (work->persons, Person, g_array_index (work->readers, guint, i));

            if (!gezin_decide_is_class (work->same_own, &reader->record->id, &who)
                && gezin_decide_find_person (work, &who, &place)
                && is_child_with_say (work, &g_array_index (work->persons, Person, place)))
              return TRUE;
          }
    }
  return FALSE;
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
  reason = persons_reason (look, needs_judgement);
  if (reason != GEZIN_WITHHELD_NONE || look->is_confirmed || !is_act_of_child (look))
    return reason;
  *needs_judgement = TRUE;
  return GEZIN_WITHHELD_NEEDS_JUDGEMENT;
}

/* A body or place with which somebody can stay, while a place is kept secret from who reads this. */
static gboolean
may_be_hiding_place (const Look *look)
{
  Work *work = look->work;
  GezinField kind = gezin_catalogue_field_by_name (look->item->record->kind, "kind");
  gboolean is_known = FALSE, can_be = FALSE;
  const char *value;
  guint position = 0;

  while (kind != GEZIN_FIELD_NONE
         && gezin_reader_next_value (look->item->record, kind, &position, &value))
    {
      is_known = TRUE;
      can_be = can_be || gezin_decide_lists (look->rule->stays_with, value);
    }
  for (guint i = 0; (can_be || !is_known) && i < work->decision->n_records; i++)
    {
      Item *item = &work->items[i];
      gboolean needs_judgement;

      if (!item->is_removed && work->kinds[item->record->kind].secret_when != NULL
          && gezin_decide_flags (work, item, &needs_judgement) != GEZIN_WITHHELD_NONE)
        return TRUE;
    }
  return FALSE;
}

/* Whether something of it names nobody, and can be told where a record that goes refers to it. */
static gboolean
can_be_told (const Look *look, GezinWithheld reason)
{
  return (reason == GEZIN_WITHHELD_ABOUT_ANOTHER || reason == GEZIN_WITHHELD_THIRD_PERSON)
         && look->rule->told_where_named != NULL && !may_be_hiding_place (look);
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
  if (gezin_decide_lists (look->rule->never, spec->name)
      || gezin_decide_lists (look->rule->not_to_family, spec->name))
    return GEZIN_WITHHELD_TEAM_ONLY;
  if (gezin_decide_tells_who (look->rule, spec, look->item->record)
      || (gezin_decide_lists (look->rule->tells_notifier, spec->name)
          && !gezin_decide_may_be_named (look->rule, look->item->record)))
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
  if (look->is_room || look->is_confirmed)
    return FALSE;
  return gezin_decide_lists (look->rule->read_first, spec->name)
         || (gezin_decide_is_free_text (spec)
             && !gezin_decide_lists (look->rule->plain_lines, spec->name));
}

static void
judge_field (const Look *look, GezinVerdict *verdict, GezinWithheld of_record, gboolean judgement)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (verdict->field);
  GezinWithheld reason = never (look, spec);
  gboolean is_told = look->item->is_told && spec != NULL && spec->kind != GEZIN_KIND_NONE
                     && gezin_decide_lists (look->rule->told_where_named, spec->name);

  verdict->needs_judgement = FALSE;
  if (is_told)
    of_record = GEZIN_WITHHELD_NONE;
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
  verdict->basis = verdict->is_shared ? (is_told ? "process" : "own-data") : NULL;
}

/* Invariant 5. */
static void
keep_about_whole (Work *work, guint position)
{
  const GezinVerdict *about =
      gezin_decision_find (work->decision, position, GEZIN_FIELD_COMMON_ABOUT);

  if (about != NULL && !work->items[position].is_told && about->reason != GEZIN_WITHHELD_NONE)
    gezin_decision_withhold_all (work->decision, position, about->reason, about->needs_judgement);
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
  item->is_told = can_be_told (&look, reason);
  work->decision->shared[position] = TRUE;
  for (guint i = 0; i < verdicts->len; i++)
    judge_field (&look, &g_array_index (verdicts, GezinVerdict, i), reason, needs_judgement);
  keep_about_whole (work, position);
}
