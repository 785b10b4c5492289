/* SPDX-License-Identifier: EUPL-1.2 */

/* About whom a ground is: everybody, those of the measure, those for whom somebody works; and who
 * objected.
 *
 * Invariants:
 * 1. `about` of a ground narrows it, and never widens it.
 * 2. Who links two persons elsewhere widens nothing (merge.md, law 14). */

#include "consent/decide-private.h"

#include <string.h>

static void
add_about (GHashTable *about, const GezinUuid *id)
{
  g_hash_table_add (about, g_memdup2 (id, sizeof *id));
}

/* A parent, and who holds authority. */
static void
add_parents (Work *work, GHashTable *about, const Person *child)
{
  const GPtrArray *relations = work->of_kind[GEZIN_KIND_RELATION];
  Holders holders;

  for (guint i = 0; i < relations->len; i++)
    {
      const GezinRecord *relation = relations->pdata[i];
      const char *type = NULL;
      guint position = 0, at = 0;
      GezinUuid parent;
      gboolean is_parent = TRUE;

      while (gezin_reader_next_value (relation, GEZIN_FIELD_RELATION_TYPE, &position, &type))
        {
          const GezinCode *code =
              gezin_reference_find (work->question->reference, "relation-type", type);

          is_parent = is_parent && code != NULL && gezin_code_property_has (code, "group", "parent")
                      && gezin_code_property_has (code, "ancestor", "yes");
        }
      if (position > 0 && is_parent
          && gezin_decide_refers (work, relation, GEZIN_FIELD_RELATION_TO, &child->record->id)
                 == MAYBE_YES
          && gezin_reader_next_id (relation, GEZIN_FIELD_RELATION_FROM, &at, &parent))
        add_about (about, &parent);
    }
  gezin_decide_holders (work, child, &holders);
  for (guint i = 0; i < holders.holders->len; i++)
    add_about (about, &g_array_index (holders.holders, GezinUuid, i));
  gezin_decide_clear_holders (&holders);
}

/* The minor whom the measure is about, and a parent: not a brother or sister. */
static GHashTable *
find_about (Work *work, const GezinRecord *measure, gboolean with_parents)
{
  GHashTable *about = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);

  for (guint i = 0; i < work->persons->len; i++)
    {
      const Person *person = &g_array_index (work->persons, Person, i);

      if (!gezin_decide_is_surely_in (measure, GEZIN_FIELD_MEASURE_ON, &person->record->id))
        continue;
      add_about (about, &person->record->id);
      if (with_parents)
        add_parents (work, about, person);
    }
  return about;
}

/* The whole family, or those whom it names; a ground that names nobody is as wide as its article. */
static GHashTable *
narrow_about (const GezinRecord *record)
{
  GezinRegister all = gezin_record_field (record, GEZIN_FIELD_COMMON_ABOUT);
  GHashTable *about = NULL;

  for (guint i = 0; i < all.n_heads; i++)
    {
      GezinUuid id;

      if (all.heads[i]->value == NULL)
        continue;
      if (strcmp (all.heads[i]->value, GEZIN_ITEM_WHOLE_FAMILY) == 0)
        {
          g_clear_pointer (&about, g_hash_table_unref);
          return NULL;
        }
      if (about == NULL)
        about = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
      if (gezin_uuid_parse (all.heads[i]->value, &id)
          && gezin_decide_is_surely_in (record, GEZIN_FIELD_COMMON_ABOUT, &id))
        add_about (about, &id);
    }
  return about;
}

/* Somebody of the recipient works for this person now. */
static GHashTable *
find_involved (Work *work)
{
  const GPtrArray *professionals = work->of_kind[GEZIN_KIND_PROFESSIONAL];
  GHashTable *about = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);

  for (guint i = 0; i < professionals->len; i++)
    {
      const GezinRecord *professional = professionals->pdata[i];
      GezinDays from = GEZIN_READ_DAYS (professional, PROFESSIONAL_FROM);
      GezinDays until = GEZIN_READ_DAYS (professional, PROFESSIONAL_UNTIL);

      if (gezin_decide_refers (work, professional, GEZIN_FIELD_PROFESSIONAL_ORGANISATION,
                               &work->recipient->id)
              != MAYBE_YES
          || !from.is_known || from.is_open || from.latest_last > work->today
          || (until.is_known && until.earliest_first < work->today))
        continue;
      for (guint p = 0; p < work->persons->len; p++)
        {
          const Person *person = &g_array_index (work->persons, Person, p);

          if (gezin_decide_is_surely_in (professional, GEZIN_FIELD_PROFESSIONAL_FOR,
                                         &person->record->id))
            add_about (about, &person->record->id);
        }
    }
  return about;
}

/* (transfer full) (nullable): those alone. */
GHashTable *
gezin_decide_about (Work *work, const Ground *ground, const GezinRecord *measure)
{
  g_autoptr (GHashTable) narrowed = narrow_about (ground->record);
  GHashTable *about;
  GHashTableIter iter;
  gpointer id;

  if (ground->covers_everyone)
    return g_steal_pointer (&narrowed);
  if (measure != NULL)
    about =
        find_about (work, measure, gezin_code_property_has (ground->article, "about", "parents"));
  else
    about = find_involved (work);
  g_hash_table_iter_init (&iter, about);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (narrowed != NULL && !g_hash_table_contains (narrowed, id))
      g_hash_table_iter_remove (&iter);
  return about;
}

/* A refusal for this purpose, to whomever, or an objection that was not answered with no. */
static gboolean
has_objected (Work *work, const Person *person)
{
  const GPtrArray *responses = work->of_kind[GEZIN_KIND_RESPONSE];

  for (guint i = 0; i < work->consents->len; i++)
    {
      const Consent *consent = &g_array_index (work->consents, Consent, i);

      for (guint s = 0; s < consent->subjects->len; s++)
        if (!consent->is_given && consent->purpose != MAYBE_NO
            && gezin_decide_is_class (work->same_all,
                                      &g_array_index (consent->subjects, GezinUuid, s),
                                      &person->record->id))
          return TRUE;
    }
  for (guint i = 0; i < responses->len; i++)
    if (gezin_reader_has (responses->pdata[i], GEZIN_FIELD_RESPONSE_KIND, "objection")
        && gezin_decide_refers (work, responses->pdata[i], GEZIN_FIELD_RESPONSE_PERSON,
                                &person->record->id)
               != MAYBE_NO)
      return TRUE;
  return FALSE;
}

gboolean
gezin_decide_ground_covers (Work *work, const Ground *ground, const Person *person)
{
  GHashTableIter iter;
  gpointer id;

  if (ground->fails_on_objection && has_objected (work, person))
    return FALSE;
  if (ground->about == NULL)
    return ground->covers_everyone;
  g_hash_table_iter_init (&iter, ground->about);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (gezin_decide_is_class (work->same_own, id, &person->record->id))
      return TRUE;
  return FALSE;
}
