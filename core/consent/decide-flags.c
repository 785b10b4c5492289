/* SPDX-License-Identifier: EUPL-1.2 */

/* Flags: kept back, secret from somebody, for safety alone. Read from all heads, and from what
 * waits (merge.md, law 13).
 *
 * Invariants:
 * 1. Of several flags the strictest counts; a flag that is not known closes.
 * 2. A secret is kept from who is named in any head, whatever `sharing` says.
 * 3. A hiding place is seen only by those who live there. */

#include "consent/decide-private.h"

#include <string.h>

#define KEPT_BACK "withheld"
#define SAFETY_ALONE "safety-critical"
#define SECRET "secret-from"
#define NORMAL "normal"

static gboolean
is_reader (Work *work, const GezinUuid *id)
{
  for (guint i = 0; i < work->readers->len; i++)
    {
      const Person *person =
          &g_array_index (work->persons, Person, g_array_index (work->readers, guint, i));

      if (gezin_decide_is_class (work->same_all, &person->record->id, id))
        return TRUE;
    }
  return FALSE;
}

/* Invariant 2. */
static gboolean
is_secret_from_reader (Work *work, const GezinRecord *record)
{
  guint position = 0;
  GezinUuid id;

  while (gezin_reader_next_id (record, GEZIN_FIELD_COMMON_SECRET_FROM, &position, &id))
    if (is_reader (work, &id))
      return TRUE;
  return FALSE;
}

/* Invariant 3. */
static gboolean
is_hidden_from_reader (Work *work, Item *item)
{
  gezin_decide_categories (work, item);
  for (guint i = 0; item->is_hiding_place && i < work->readers->len; i++)
    {
      gboolean lives_there = FALSE;

      for (guint p = 0; p < item->persons->len; p++)
        lives_there =
            lives_there
            || g_array_index (item->persons, guint, p) == g_array_index (work->readers, guint, i);
      if (!lives_there)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_only_known_flags (const GezinRecord *record)
{
  const char *value;
  guint position = 0;

  while (gezin_reader_next_value (record, GEZIN_FIELD_COMMON_SHARING, &position, &value))
    if (strcmp (value, NORMAL) != 0 && strcmp (value, SECRET) != 0 && strcmp (value, KEPT_BACK) != 0
        && strcmp (value, SAFETY_ALONE) != 0)
      return FALSE;
  return TRUE;
}

gboolean
gezin_decide_is_confirmed (Work *work, const GezinUuid *id)
{
  for (gsize i = 0; i < work->question->n_confirmed; i++)
    if (gezin_uuid_equal (&work->question->confirmed[i], id))
      return TRUE;
  return FALSE;
}

/* To whom must act on it for safety, after a person said yes to this very record. */
static GezinWithheld
judge_safety (Work *work, const GezinRecord *record, gboolean *needs_judgement)
{
  gboolean is_to_organisation = work->question->audience == GEZIN_AUDIENCE_ORGANISATION;

  if (is_to_organisation && work->purpose.is_for_safety
      && gezin_decide_is_confirmed (work, &record->id))
    return GEZIN_WITHHELD_NONE;
  *needs_judgement = is_to_organisation && work->purpose.is_for_safety;
  return GEZIN_WITHHELD_SAFETY_CRITICAL;
}

GezinWithheld
gezin_decide_flags (Work *work, Item *item, gboolean *needs_judgement)
{
  const GezinRecord *record = item->record;

  *needs_judgement = FALSE;
  if (gezin_reader_has (record, GEZIN_FIELD_COMMON_SHARING, KEPT_BACK))
    return GEZIN_WITHHELD_KEPT_BACK;
  if (is_secret_from_reader (work, record) || is_hidden_from_reader (work, item))
    return GEZIN_WITHHELD_SECRET_FROM_RECIPIENT;
  *needs_judgement = TRUE;
  if (!has_only_known_flags (record) || g_hash_table_contains (work->pending, &record->id)
      || (gezin_reader_has (record, GEZIN_FIELD_COMMON_SHARING, SECRET)
          && gezin_reader_is_empty (record, GEZIN_FIELD_COMMON_SECRET_FROM)))
    return GEZIN_WITHHELD_IN_DOUBT;
  *needs_judgement = FALSE;
  if (gezin_reader_has (record, GEZIN_FIELD_COMMON_SHARING, SAFETY_ALONE))
    return judge_safety (work, record, needs_judgement);
  return GEZIN_WITHHELD_NONE;
}
