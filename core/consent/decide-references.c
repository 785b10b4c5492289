/* SPDX-License-Identifier: EUPL-1.2 */

/* What points at something that does not go does not go either, until nothing changes any more.
 *
 * Invariants:
 * 1. A reference goes only if its record does; in a set item by item, else with all its heads.
 * 2. A record goes only with a field of its own kind, and to others with what it travels with.
 * 3. What is open by itself goes along with something, never alone.
 * 4. What the family is told of a record because another one names it, goes only with such a one. */

#include "consent/decide-private.h"

#include <string.h>

static gboolean
goes (Work *work, const GezinVersion *head)
{
  const char *value = head->item != NULL ? head->item : head->value;
  gpointer at;
  GezinUuid id;

  if (value == NULL || strcmp (value, GEZIN_ITEM_WHOLE_FAMILY) == 0)
    return TRUE;
  if (!gezin_uuid_parse (value, &id))
    return FALSE;
  at = g_hash_table_lookup (work->positions, &id);
  return at != NULL && work->decision->shared[GPOINTER_TO_UINT (at) - 1];
}

/* Whether a register is left of the field; notes those that are not. */
static gboolean
look_at_registers (Work *work, const GezinRecord *record, GezinField field, gboolean *is_whole)
{
  GezinRegister all = gezin_record_field (record, field);
  gboolean is_any = FALSE;

  *is_whole = TRUE;
  for (guint from = 0, to; from < all.n_heads; from = to)
    {
      gboolean all_go = !g_hash_table_contains (work->decision->held_back, all.heads[from]);

      for (to = from;
           to < all.n_heads && g_strcmp0 (all.heads[to]->item, all.heads[from]->item) == 0; to++)
        all_go = all_go && goes (work, all.heads[to]);
      is_any = is_any || all_go;
      if (all_go)
        continue;
      *is_whole = FALSE;
      g_hash_table_add (work->decision->held_back, all.heads[from]);
    }
  return is_any;
}

static gboolean
must_be_whole (Work *work, GezinField field)
{
  return field == GEZIN_FIELD_COMMON_ABOUT
         || (work->question->audience == GEZIN_AUDIENCE_ORGANISATION
             && field == GEZIN_FIELD_COMMON_SECRET_FROM);
}

/* Whether anything changed. */
static gboolean
look_at_field (Work *work, guint position, GezinVerdict *verdict)
{
  const GezinRecord *record = work->items[position].record;
  const GezinFieldSpec *spec = gezin_catalogue_field (verdict->field);
  const char *with = work->kinds[record->kind].travels_with;
  gboolean is_whole, is_any, is_needed;

  if (!verdict->is_shared || !gezin_field_spec_is_ref (spec))
    return FALSE;
  is_needed = must_be_whole (work, verdict->field) || gezin_decide_lists (with, spec->name);
  is_any = look_at_registers (work, record, verdict->field, &is_whole);
  if (is_whole)
    return FALSE;
  if (is_needed)
    {
      verdict->is_shared = FALSE;
      verdict->reason = GEZIN_WITHHELD_REFERENCE_WITHHELD;
      gezin_decision_withhold_all (work->decision, position, GEZIN_WITHHELD_REFERENCE_WITHHELD,
                                   FALSE);
      return TRUE;
    }
  if (is_any)
    {
      gboolean is_new = verdict->reason == GEZIN_WITHHELD_NONE;

      if (is_new)
        verdict->reason = GEZIN_WITHHELD_REFERENCE_WITHHELD;
      return is_new;
    }
  *verdict = (GezinVerdict){ .field = verdict->field, .reason = GEZIN_WITHHELD_REFERENCE_WITHHELD };
  return TRUE;
}

/* Invariant 2. */
static gboolean
has_own_field (const GArray *verdicts)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      const GezinVerdict *verdict = &g_array_index (verdicts, GezinVerdict, i);

      if (verdict->is_shared && gezin_catalogue_field (verdict->field)->kind != GEZIN_KIND_NONE)
        return TRUE;
    }
  return FALSE;
}

/* Why the common fields of a record of which nothing else goes do not. */
static GezinWithheld
reason_of_own (const GArray *verdicts, gboolean *needs_judgement)
{
  GezinWithheld reason = GEZIN_WITHHELD_REFERENCE_WITHHELD;

  *needs_judgement = FALSE;
  for (guint i = 0; i < verdicts->len; i++)
    {
      const GezinVerdict *verdict = &g_array_index (verdicts, GezinVerdict, i);

      if (!verdict->is_shared && verdict->reason != GEZIN_WITHHELD_NONE && verdict->reason < reason)
        {
          reason = verdict->reason;
          *needs_judgement = verdict->needs_judgement;
        }
    }
  return reason;
}

/* Invariant 2: whether it says with what it travels. */
static gboolean
is_loose (Work *work, const GezinRecord *record)
{
  const char *with = work->kinds[record->kind].travels_with;
  gboolean is_bound =
      with == NULL || work->is_own_team || work->question->audience != GEZIN_AUDIENCE_ORGANISATION;
  GezinField field;

  while (!is_bound && (field = gezin_decide_next_field (&with, record->kind)) != GEZIN_FIELD_NONE)
    is_bound = !gezin_reader_is_empty (record, field);
  return !is_bound;
}

/* Invariant 4. */
static gboolean
is_named_by (Work *work, guint position, const GezinUuid *id)
{
  const GArray *verdicts = work->decision->verdicts[position];

  for (guint i = 0; i < verdicts->len; i++)
    {
      const GezinVerdict *verdict = &g_array_index (verdicts, GezinVerdict, i);
      guint at = 0;
      GezinUuid other;

      if (!verdict->is_shared || !gezin_field_spec_is_ref (gezin_catalogue_field (verdict->field)))
        continue;
      while (gezin_reader_next_id (work->items[position].record, verdict->field, &at, &other))
        if (gezin_uuid_equal (&other, id))
          return TRUE;
    }
  return FALSE;
}

static gboolean
is_told_alone (Work *work, guint position)
{
  const GezinUuid *id = &work->items[position].record->id;

  for (guint i = 0; work->items[position].is_told && i < work->decision->n_records; i++)
    if (i != position && work->decision->verdicts[i] != NULL && work->decision->shared[i]
        && is_named_by (work, i, id))
      return FALSE;
  return work->items[position].is_told;
}

static gboolean
look_at_record (Work *work, guint position)
{
  GArray *verdicts = work->decision->verdicts[position];
  gboolean is_changed = FALSE;

  if (is_told_alone (work, position))
    {
      gezin_decision_withhold_all (work->decision, position, GEZIN_WITHHELD_ABOUT_ANOTHER, FALSE);
      return TRUE;
    }
  if (is_loose (work, work->items[position].record))
    {
      gezin_decision_withhold_all (work->decision, position, GEZIN_WITHHELD_REFERENCE_WITHHELD,
                                   FALSE);
      return TRUE;
    }
  for (guint i = 0; i < verdicts->len && work->decision->shared[position]; i++)
    is_changed =
        look_at_field (work, position, &g_array_index (verdicts, GezinVerdict, i)) || is_changed;
  if (work->decision->shared[position] && !has_own_field (verdicts))
    {
      gboolean needs_judgement;
      GezinWithheld reason = reason_of_own (verdicts, &needs_judgement);

      gezin_decision_withhold_all (work->decision, position, reason, needs_judgement);
      return TRUE;
    }
  return is_changed;
}

static void
settle (Work *work)
{
  gboolean is_changed = TRUE;

  while (is_changed)
    {
      is_changed = FALSE;
      for (guint i = 0; i < work->decision->n_records; i++)
        if (work->decision->verdicts[i] != NULL && work->decision->shared[i])
          is_changed = look_at_record (work, i) || is_changed;
    }
}

/* Invariant 3. */
static gboolean
rests_on_something (Work *work)
{
  for (guint i = 0; i < work->decision->n_records; i++)
    for (guint v = 0; work->decision->shared[i] && v < work->decision->verdicts[i]->len; v++)
      {
        const GezinVerdict *verdict = &g_array_index (work->decision->verdicts[i], GezinVerdict, v);

        if (verdict->is_shared && strcmp (verdict->basis, "process") != 0)
          return TRUE;
      }
  return FALSE;
}

void
gezin_decide_references (Work *work)
{
  settle (work);
  if (rests_on_something (work))
    return;
  for (guint i = 0; i < work->decision->n_records; i++)
    if (work->decision->verdicts[i] != NULL)
      gezin_decision_withhold_all (work->decision, i, GEZIN_WITHHELD_NOT_ASKED, FALSE);
}
