/* SPDX-License-Identifier: EUPL-1.2 */

/* Everybody who is named in a record: whom it is about, and every reference to a person.
 *
 * Invariants:
 * 1. All heads count, also of items that another head takes out.
 * 2. "The whole family" is every person of the dossier who is alive; emptiness is nobody.
 * 3. A place where somebody hides is one wherever it is told: the address and each stay there.
 * 4. A place or a body that names nobody concerns those of whom a record refers to it. */

#include "consent/decide-private.h"

#include <string.h>

static void
add_place (Item *item, guint place)
{
  for (guint i = 0; i < item->persons->len; i++)
    if (g_array_index (item->persons, guint, i) == place)
      return;
  g_array_append_val (item->persons, place);
}

static void
add_everybody (Work *work, Item *item)
{
  for (guint i = 0; i < work->persons->len; i++)
    if (!g_array_index (work->persons, Person, i).is_deceased)
      add_place (item, i);
}

static void
add_named (Work *work, Item *item, const GezinVersion *head)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
  const char *value = head->item != NULL ? head->item : head->value;
  GezinRecord *target;
  GezinUuid id;
  guint place;

  if (strcmp (value, GEZIN_ITEM_WHOLE_FAMILY) == 0)
    {
      add_everybody (work, item);
      return;
    }
  if (!gezin_uuid_parse (value, &id))
    return;
  if (gezin_decide_find_person (work, &id, &place))
    {
      add_place (item, place);
      return;
    }
  /* Somebody who was removed, erased or is not here yet cannot be asked. */
  target = gezin_dossier_find (work->dossier, &id);
  if ((target == NULL && spec->targets == GEZIN_KIND_SET (GEZIN_KIND_PERSON))
      || (target != NULL && target->kind == GEZIN_KIND_PERSON))
    item->names_stranger = TRUE;
}

/* @about: of `about` alone; else of all other references but flags. */
static void
add_of (Work *work, Item *item, gboolean about)
{
  const GezinRecord *record = item->record;

  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);

      if (spec == NULL || !gezin_field_spec_is_ref (spec)
          || (head->value == NULL && head->item == NULL) || spec->category == GEZIN_CATEGORY_FLAG
          || (spec->flags & GEZIN_FIELD_WHOLE_FAMILY ? !about : about))
        continue;
      add_named (work, item, head);
    }
}

void
gezin_decide_name (Work *work, Item *item)
{
  guint own;

  if (item->has_persons)
    return;
  item->has_persons = TRUE;
  item->persons = g_array_new (FALSE, FALSE, sizeof (guint));
  if (gezin_decide_find_person (work, &item->record->id, &own))
    add_place (item, own);
  add_of (work, item, TRUE);
  item->n_subjects = item->persons->len;
  add_of (work, item, FALSE);
  item->n_named = item->persons->len;
  if (item->n_subjects == 0)
    item->n_subjects = item->persons->len;
}

/* Invariant 4. Consents, grounds and disclosures name a body only as a recipient. */
static void
pass_on (Work *work, Item *from, const GezinVersion *head)
{
  Item *to;
  GezinUuid id;

  if (head->value == NULL || !gezin_uuid_parse (head->value, &id))
    return;
  to = gezin_decide_item (work, &id);
  if (to == NULL || to->is_removed || !work->kinds[to->record->kind].concerns_referrers)
    return;
  for (guint i = 0; i < from->persons->len; i++)
    add_place (to, g_array_index (from->persons, guint, i));
  if (to->n_named == 0)
    to->n_subjects = to->persons->len;
}

void
gezin_decide_name_referrers (Work *work)
{
  guint n_records = gezin_dossier_n_records (work->dossier);

  for (guint i = 0; i < n_records; i++)
    if (!work->items[i].is_removed)
      gezin_decide_name (work, &work->items[i]);
  for (guint i = 0; i < n_records; i++)
    {
      Item *item = &work->items[i];

      if (item->is_removed || work->kinds[item->record->kind].recipient != GEZIN_FIELD_NONE
          || work->kinds[item->record->kind].stays != GEZIN_WITHHELD_NONE)
        continue;
      for (guint h = 0; h < item->record->n_heads; h++)
        {
          const GezinFieldSpec *spec = gezin_catalogue_field (item->record->heads[h]->field);

          if (spec != NULL && gezin_field_spec_is_ref (spec) && spec->kind != GEZIN_KIND_NONE)
            pass_on (work, item, item->record->heads[h]);
        }
    }
}

static gboolean
is_told_as_hidden (Work *work, const Item *item)
{
  const char *secret = work->kinds[item->record->kind].secret_when;
  GezinField kind = gezin_catalogue_field_by_name (item->record->kind, "kind");

  return secret != NULL && kind != GEZIN_FIELD_NONE
         && gezin_reader_has (item->record, kind, secret);
}

/* Between two that can be hiding places each makes the other one. */
static gboolean
hide_with (Work *work, Item *item)
{
  gboolean is_changed = FALSE;

  for (guint i = 0; i < item->record->n_heads; i++)
    {
      const GezinVersion *head = item->record->heads[i];
      GezinUuid id;
      Item *other;

      if (head->value == NULL || !gezin_uuid_parse (head->value, &id))
        continue;
      other = gezin_decide_item (work, &id);
      if (other == NULL || other->is_removed || work->kinds[other->record->kind].secret_when == NULL
          || other->is_hiding_place == item->is_hiding_place)
        continue;
      other->is_hiding_place = item->is_hiding_place = TRUE;
      is_changed = TRUE;
    }
  return is_changed;
}

/* Invariant 3. */
void
gezin_decide_find_hiding_places (Work *work)
{
  gboolean is_changed = TRUE;

  for (guint i = 0; i < work->decision->n_records; i++)
    if (!work->items[i].is_removed)
      work->items[i].is_hiding_place = is_told_as_hidden (work, &work->items[i]);
  while (is_changed)
    {
      is_changed = FALSE;
      for (guint i = 0; i < work->decision->n_records; i++)
        if (!work->items[i].is_removed
            && work->kinds[work->items[i].record->kind].secret_when != NULL)
          is_changed = hide_with (work, &work->items[i]) || is_changed;
    }
}

/* Whether who told us agreed to be named, in all heads. */
gboolean
gezin_decide_may_be_named (const KindRule *rule, const GezinRecord *record)
{
  GezinRegister all;

  if (rule->named_when == GEZIN_FIELD_NONE)
    return FALSE;
  all = gezin_record_field (record, rule->named_when);
  for (guint i = 0; i < all.n_heads; i++)
    if (g_strcmp0 (all.heads[i]->value, "true") != 0)
      return FALSE;
  return all.n_heads > 0;
}

/* Whether the field says who told us, without their own yes: to our own team no more than to others. */
gboolean
gezin_decide_tells_who (const KindRule *rule, const GezinFieldSpec *spec, const GezinRecord *record)
{
  return (spec->sensitivity == GEZIN_SENSITIVITY_NOTIFIER
          || spec->field == GEZIN_FIELD_COMMON_SOURCE_PARTY)
         && !gezin_decide_may_be_named (rule, record);
}
