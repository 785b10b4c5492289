/* SPDX-License-Identifier: EUPL-1.2 */

/* Who holds authority over a child, who can weigh sharing, who represents whom.
 *
 * Invariants:
 * 1. Everybody who may hold authority has to be asked; whether somebody surely holds it is told apart.
 * 2. No record of authority is not "joint": nobody is known.
 * 3. Curatele, mentorschap and bewind by themselves shift nothing: only a capacity record does.
 *
 * Sources: BW Boek 1 art. 245, 251-253t, 282; Jeugdwet art. 7.3.15. */

#include "consent/decide-private.h"

#include <string.h>

#define CODE(SYMBOL, LIST, NAME) static const char code_##SYMBOL[] G_GNUC_UNUSED = NAME;
#include "rules/codes.inc"
#undef CODE

#define MATTER_SEE "see-dossier" /* counts too where somebody wants to see it */

/* Whether one of @records, that has begun, replaces @record. */
static Maybe
is_replaced (Work *work, const GPtrArray *records, const GezinRecord *record, GezinField replaces,
             GezinField from)
{
  Maybe found = MAYBE_NO;

  for (guint i = 0; i < records->len; i++)
    {
      const GezinDays never = { .is_open = TRUE };
      const GezinRecord *other = records->pdata[i];
      guint position = 0;
      GezinUuid id;

      while (other != record && gezin_reader_next_id (other, replaces, &position, &id))
        if (gezin_uuid_equal (&id, &record->id))
          {
            GezinDays days = gezin_reader_days (other, from);

            found = MAX (found, gezin_decide_holds_on (&days, &never, work->today));
          }
    }
  return found;
}

/* How many hold it together, by its type; 0: nobody does; -1: it is not known. */
static int
read_type (Work *work, const GezinRecord *authority)
{
  int together = -2;
  const char *value;
  guint position = 0;

  while (gezin_reader_next_value (authority, GEZIN_FIELD_AUTHORITY_TYPE, &position, &value))
    {
      const GezinCode *code = work->authority_types == NULL
                                  ? NULL
                                  : gezin_code_list_find (work->authority_types, value);
      const char *holders = code == NULL ? NULL : gezin_code_property (code, "holders");
      int number = holders == NULL ? -1 : (int) g_ascii_strtoll (holders, NULL, 10);

      together = together == -2 || together == number ? number : -1;
    }
  return together == -2 ? -1 : together;
}

static gboolean
is_surely_dead (Work *work, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (work->dossier, id);
  GezinDays died;

  if (record == NULL || record->kind != GEZIN_KIND_PERSON)
    return FALSE;
  died = GEZIN_READ_DAYS (record, PERSON_DECEASED_ON);
  return died.is_known && !died.is_open && died.latest_last <= work->today;
}

static gboolean
has_id (Work *work, const GArray *ids, const GezinUuid *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (gezin_decide_is_class (work->same_all, &g_array_index (ids, GezinUuid, i), id))
      return TRUE;
  return FALSE;
}

/* Sorts the holders that @authority names into those who hold it, died, or are said not to. */
static void
read_holders (Work *work, const GezinRecord *authority, GArray *holding, GArray *dead)
{
  guint position = 0;
  GezinUuid id;

  while (gezin_reader_next_id (authority, GEZIN_FIELD_AUTHORITY_HOLDER, &position, &id))
    {
      GArray *towards = is_surely_dead (work, &id) ? dead : holding;

      if (!has_id (work, towards, &id))
        g_array_append_val (towards, id);
    }
}

void
gezin_decide_holders (Work *work, const Person *child, Holders *holders)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_AUTHORITY];
  g_autoptr (GArray) dead = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GArray) without = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  guint together_needed = 0;

  *holders = (Holders){ .holders = g_array_new (FALSE, FALSE, sizeof (GezinUuid)) };
  for (guint i = 0; i < records->len; i++)
    {
      const GezinRecord *record = records->pdata[i];
      GezinDays from = GEZIN_READ_DAYS (record, AUTHORITY_FROM);
      GezinDays until = GEZIN_READ_DAYS (record, AUTHORITY_UNTIL);
      Maybe is_of =
          gezin_decide_refers (work, record, GEZIN_FIELD_AUTHORITY_CHILD, &child->record->id);
      Maybe holds = gezin_decide_holds_on (&from, &until, work->today);
      Maybe replaced = is_replaced (work, records, record, GEZIN_FIELD_AUTHORITY_REPLACES,
                                    GEZIN_FIELD_AUTHORITY_FROM);
      int together = read_type (work, record);

      if (is_of == MAYBE_NO)
        continue;
      read_holders (work, record, known, known);
      if (holds == MAYBE_NO || replaced == MAYBE_YES)
        continue;
      if (is_of == MAYBE || holds == MAYBE || replaced == MAYBE || together < 0
          || gezin_reader_is_empty (record, GEZIN_FIELD_AUTHORITY_HOLDER)
          || g_hash_table_contains (work->pending, &record->id))
        holders->is_doubtful = TRUE;
      read_holders (work, record, together == 0 ? without : holders->holders, dead);
      if (together > 0)
        together_needed = MAX (together_needed, (guint) together);
    }
  for (guint i = 0; i < without->len; i++)
    if (has_id (work, holders->holders, &g_array_index (without, GezinUuid, i)))
      holders->is_doubtful = TRUE;
  /* Who held it once and lost it, or died, is known: the other holds it alone (BW1 1:253f, 1:274). */
  holders->is_short = known->len < together_needed;
}

void
gezin_decide_clear_holders (Holders *holders)
{
  g_clear_pointer (&holders->holders, g_array_unref);
}

/* Walks the capacity records on sharing that are about @person and hold. */
static gboolean
next_capacity (Work *work, const Person *person, guint *position, const GezinRecord **capacity,
               Maybe *holds)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_CAPACITY];

  while (*position < records->len)
    {
      const GezinRecord *record = records->pdata[(*position)++];
      GezinDays judged = GEZIN_READ_DAYS (record, CAPACITY_JUDGED_ON);
      GezinDays until = GEZIN_READ_DAYS (record, CAPACITY_UNTIL);
      Maybe replaced;

      if ((!GEZIN_READ_CODE (record, CAPACITY_MATTER, code_MATTER_SHARE)
           && (work->question->audience == GEZIN_AUDIENCE_ORGANISATION
               || !GEZIN_READ_CODE (record, CAPACITY_MATTER, MATTER_SEE)))
          || gezin_decide_refers (work, record, GEZIN_FIELD_CAPACITY_PERSON, &person->record->id)
                 == MAYBE_NO)
        continue;
      replaced = is_replaced (work, records, record, GEZIN_FIELD_CAPACITY_REPLACES,
                              GEZIN_FIELD_CAPACITY_JUDGED_ON);
      *holds = gezin_decide_holds_on (&judged, &until, work->today);
      if (*holds == MAYBE_NO || replaced == MAYBE_YES)
        continue;
      if (replaced == MAYBE || g_hash_table_contains (work->pending, &record->id))
        *holds = MAYBE;
      *capacity = record;
      return TRUE;
    }
  return FALSE;
}

Able
gezin_decide_able (Work *work, const Person *person)
{
  Maybe is_able = MAYBE_NO, is_unable = MAYBE_NO;
  const GezinRecord *capacity;
  guint position = 0;
  Maybe holds;

  while (next_capacity (work, person, &position, &capacity, &holds))
    {
      gboolean says_able = GEZIN_READ_BOOL (capacity, CAPACITY_ABLE, TRUE);
      gboolean says_unable = GEZIN_READ_BOOL (capacity, CAPACITY_ABLE, FALSE);

      if (says_able == says_unable)
        is_unable = MAX (is_unable, MAYBE);
      else if (says_able)
        is_able = MAX (is_able, holds);
      else
        is_unable = MAX (is_unable, holds);
    }
  if (is_unable == MAYBE_YES && is_able == MAYBE_NO)
    return ABLE_NO;
  if (is_unable != MAYBE_NO)
    return ABLE_DOUBT;
  return is_able == MAYBE_YES ? ABLE_YES : ABLE_NOT_JUDGED;
}

static gboolean
is_over (Work *work, const GezinRecord *record, GezinField field)
{
  GezinDays days = gezin_reader_days (record, field);

  return days.is_known && !days.is_open && days.latest_last < work->today;
}

/* Whoever carries out a measure on @person that makes them a representative. */
static guint
find_by_measure (Work *work, const Person *person, const RepresentativeRule *rule, GezinUuid *who)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_MEASURE];
  guint n_found = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const GezinRecord *measure = records->pdata[i];
      const char *type;
      guint at = 0, position = 0;
      gboolean is_such = FALSE;

      while (gezin_reader_next_value (measure, GEZIN_FIELD_MEASURE_TYPE, &at, &type))
        is_such = is_such || gezin_code_property_has (rule->code, "measures", type);
      if (!is_such || is_over (work, measure, GEZIN_FIELD_MEASURE_UNTIL)
          || is_over (work, measure, GEZIN_FIELD_MEASURE_ENDED_ON)
          || gezin_decide_refers (work, measure, GEZIN_FIELD_MEASURE_ON, &person->record->id)
                 == MAYBE_NO)
        continue;
      n_found++;
      if (!gezin_reader_next_id (measure, GEZIN_FIELD_MEASURE_EXECUTED_BY, &position, who))
        n_found++;
    }
  return n_found;
}

/* Whether somebody in the dossier stands to @person as @rule says. */
static gboolean
is_there_by_relation (Work *work, const Person *person, const RepresentativeRule *rule)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_RELATION];
  const char *side = gezin_code_property (rule->code, "side");

  for (guint i = 0; i < records->len; i++)
    {
      const GezinRecord *relation = records->pdata[i];
      const GezinUuid *id = &person->record->id;
      gboolean from = gezin_decide_refers (work, relation, GEZIN_FIELD_RELATION_FROM, id);
      gboolean to = gezin_decide_refers (work, relation, GEZIN_FIELD_RELATION_TO, id);
      guint at = 0;
      const char *type;

      if (is_over (work, relation, GEZIN_FIELD_RELATION_ENDED)
          || !((to && g_strcmp0 (side, "to") != 0) || (from && g_strcmp0 (side, "from") != 0)))
        continue;
      while (gezin_reader_next_value (relation, GEZIN_FIELD_RELATION_TYPE, &at, &type))
        if (gezin_code_property_has (rule->code, "relations", type))
          return TRUE;
    }
  return FALSE;
}

/* The representative that a capacity record names, with the place in the law's order. */
static guint
find_named (Work *work, const Person *person, GezinUuid *who, guint *order)
{
  const GezinRecord *capacity;
  guint position = 0, n_found = 0;
  Maybe holds;

  while (next_capacity (work, person, &position, &capacity, &holds))
    {
      guint at = 0;
      GezinUuid id;

      while (gezin_reader_next_id (capacity, GEZIN_FIELD_CAPACITY_REPRESENTATIVE, &at, &id))
        {
          if (n_found == 0 || !gezin_decide_is_class (work->same_own, who, &id))
            n_found++;
          *who = id;
        }
      for (guint i = 0; i < work->representatives->len; i++)
        {
          RepresentativeRule *rule = &g_array_index (work->representatives, RepresentativeRule, i);

          if (GEZIN_READ_CODE (capacity, CAPACITY_REPRESENTATIVE_BASIS,
                               gezin_code_name (rule->code)))
            *order = MAX (*order, rule->order);
        }
    }
  return n_found;
}

/* In the law's order; where somebody stands before the one who is named, it is for a person. */
gboolean
gezin_decide_representative (Work *work, const Person *person, GezinUuid *who)
{
  GezinUuid named, appointed;
  guint named_order = 0;
  guint n_named = find_named (work, person, &named, &named_order);
  guint n_appointed = 0;

  for (guint i = 0; i < work->representatives->len; i++)
    n_appointed += find_by_measure (
        work, person, &g_array_index (work->representatives, RepresentativeRule, i), &appointed);
  if (n_appointed > 1 || n_named > 1)
    return FALSE;
  if (n_appointed == 1)
    {
      *who = appointed;
      return n_named == 0 || gezin_decide_is_class (work->same_own, &named, &appointed);
    }
  if (n_named == 0 || named_order == 0)
    return FALSE;
  for (guint i = 0; i < work->representatives->len; i++)
    {
      RepresentativeRule *rule = &g_array_index (work->representatives, RepresentativeRule, i);

      if (rule->order < named_order && is_there_by_relation (work, person, rule))
        return FALSE;
    }
  *who = named;
  return !gezin_decide_is_class (work->same_all, who, &person->record->id);
}
