/* SPDX-License-Identifier: EUPL-1.2 */

/* Grounds other than consent: which of them hold on the day, for this recipient and purpose.
 *
 * Invariants:
 * 1. An article opens the kinds of organisation that it names, and no other; none: nobody.
 * 2. A ground on a measure holds while the measure surely does and the recipient carries it out.
 * 3. A ground is used once.
 *
 * Sources: Wmo 2015 art. 5.2.6; Jeugdwet art. 7.3.11; BW Boek 1 art. 240. */

#include "consent/decide-private.h"

static gboolean
all_heads_are (const GezinRecord *record, GezinField field, const char *words)
{
  GezinRegister all = gezin_record_field (record, field);

  for (guint i = 0; i < all.n_heads; i++)
    if (all.heads[i]->value == NULL || !gezin_decide_lists (words, all.heads[i]->value))
      return FALSE;
  return all.n_heads > 0;
}

/* An article that one head says and another does not is none. */
static const GezinCode *
read_article (Work *work, const GezinRecord *record)
{
  GezinRegister all = gezin_record_field (record, GEZIN_FIELD_GROUND_ARTICLE);
  g_autoptr (GezinCodeList) list = NULL;
  GDate day;

  if (all.n_heads != 1 || all.heads[0]->value == NULL)
    return NULL;
  g_date_clear (&day, 1);
  g_date_set_julian (&day, work->today);
  list = gezin_reference_list (work->question->reference, "ground-article", &day);
  return list == NULL ? NULL : gezin_code_list_find (list, all.heads[0]->value);
}

static gboolean
holds_today (Work *work, const GezinRecord *record)
{
  GezinDays from = GEZIN_READ_DAYS (record, GROUND_FROM);
  GezinDays until = GEZIN_READ_DAYS (record, GROUND_UNTIL);

  if (!from.is_known || from.latest_last > work->today)
    return FALSE;
  return !until.is_known || until.earliest_first >= work->today;
}

/* Invariant 3; law 12: one that another replaces, from the day on which that may begin. */
static gboolean
is_spent (Work *work, const GezinRecord *record)
{
  const GPtrArray *grounds = work->of_kind[GEZIN_KIND_GROUND];
  const GPtrArray *disclosures = work->of_kind[GEZIN_KIND_DISCLOSURE];

  if (!gezin_reader_is_empty (record, GEZIN_FIELD_GROUND_USED_BY))
    return TRUE;
  for (guint i = 0; i < disclosures->len; i++)
    if (gezin_decide_refers (work, disclosures->pdata[i], GEZIN_FIELD_DISCLOSURE_GROUNDS,
                             &record->id)
        != MAYBE_NO)
      return TRUE;
  for (guint i = 0; i < grounds->len; i++)
    {
      GezinDays from = GEZIN_READ_DAYS (grounds->pdata[i], GROUND_FROM);

      if (grounds->pdata[i] != record
          && gezin_decide_refers (work, grounds->pdata[i], GEZIN_FIELD_GROUND_REPLACES, &record->id)
                 != MAYBE_NO
          && (!from.is_known || from.earliest_first <= work->today))
        return TRUE;
    }
  return FALSE;
}

/* Six questions, each answered as it has to be and with its reason. */
static gboolean
is_weighed (Work *work, const GezinRecord *record)
{
  for (guint i = 0; work->checks != NULL && i < gezin_code_list_size (work->checks); i++)
    {
      const GezinCode *check = gezin_code_list_code (work->checks, i);
      g_autofree char *why = g_strconcat (gezin_code_name (check), "-why", NULL);
      GezinField answer =
          gezin_catalogue_field_by_name (GEZIN_KIND_GROUND, gezin_code_name (check));
      GezinField reason = gezin_catalogue_field_by_name (GEZIN_KIND_GROUND, why);

      if (answer == GEZIN_FIELD_NONE || reason == GEZIN_FIELD_NONE
          || !all_heads_are (record, answer, gezin_code_property (check, "answers"))
          || gezin_reader_is_empty (record, reason))
        return FALSE;
    }
  return work->checks != NULL && gezin_code_list_size (work->checks) > 0;
}

/* The last day on which it can run by the longest term of its type, when no end is written. */
static gboolean
is_within_maximum (Work *work, const GezinRecord *measure, const GezinDays *from)
{
  const char *type;
  guint position = 0;
  GDate last;

  while (gezin_reader_next_value (measure, GEZIN_FIELD_MEASURE_TYPE, &position, &type))
    {
      const GezinCode *code =
          gezin_reference_find (work->question->reference, "measure-type", type);
      const char *maximum = code == NULL ? NULL : gezin_code_property (code, "maximum");
      char *unit;
      guint number;

      if (maximum == NULL || maximum[0] != 'P' || maximum[1] == 'T')
        return FALSE;
      number = (guint) g_ascii_strtoull (maximum + 1, &unit, 10);
      g_date_clear (&last, 1);
      g_date_set_julian (&last, from->earliest_first);
      if (*unit == 'Y')
        g_date_add_years (&last, number);
      else if (*unit == 'M')
        g_date_add_months (&last, number);
      else
        g_date_add_days (&last, *unit == 'W' ? number * 7 : number);
      if (g_date_get_julian (&last) <= work->today)
        return FALSE;
    }
  return TRUE;
}

/* Invariant 2. */
static gboolean
is_in_force (Work *work, const GezinRecord *measure)
{
  GezinDays from = GEZIN_READ_DAYS (measure, MEASURE_FROM);
  GezinDays until = GEZIN_READ_DAYS (measure, MEASURE_UNTIL);
  GezinDays ended = GEZIN_READ_DAYS (measure, MEASURE_ENDED_ON);

  if (!from.is_known || from.is_open || from.latest_last > work->today
      || (ended.is_known && ended.earliest_first <= work->today)
      || !gezin_reader_is_empty (measure, GEZIN_FIELD_MEASURE_END_REASON))
    return FALSE;
  if (until.is_known)
    return until.earliest_first >= work->today;
  return is_within_maximum (work, measure, &from);
}

/* (nullable): the measure that @ground rests on, if it carries it. */
static const GezinRecord *
find_measure (Work *work, const GezinRecord *ground, const char *types)
{
  const GPtrArray *measures = work->of_kind[GEZIN_KIND_MEASURE];

  for (guint i = 0; i < measures->len; i++)
    {
      const GezinRecord *measure = measures->pdata[i];

      if (gezin_decide_refers (work, ground, GEZIN_FIELD_GROUND_MEASURE, &measure->id) == MAYBE_YES
          && all_heads_are (measure, GEZIN_FIELD_MEASURE_TYPE, types)
          && gezin_decide_refers (work, measure, GEZIN_FIELD_MEASURE_EXECUTED_BY,
                                  &work->recipient->id)
                 == MAYBE_YES
          && is_in_force (work, measure))
        return measure;
    }
  return NULL;
}

static Categories
read_categories (const GezinRecord *record)
{
  GezinRegister all = gezin_record_field (record, GEZIN_FIELD_GROUND_CATEGORIES);
  Categories in = 0, out = 0;

  for (guint i = 0; i < all.n_heads; i++)
    {
      Categories one = gezin_decide_parse_categories (all.heads[i]->item);

      if (all.heads[i]->value != NULL)
        in |= one;
      else
        out |= one;
    }
  return in & ~out;
}

static gboolean
is_open_to_recipient (Work *work, const GezinRecord *record, const GezinCode *article)
{
  const char *opens = gezin_code_property (article, "opens");

  return opens != NULL && all_heads_are (work->recipient, GEZIN_FIELD_ORGANISATION_KIND, opens)
         && gezin_decide_refers (work, record, GEZIN_FIELD_GROUND_RECIPIENT, &work->recipient->id)
                == MAYBE_YES
         && all_heads_are (record, GEZIN_FIELD_GROUND_PURPOSE, work->question->purpose)
         && gezin_code_property_has (article, "purposes", work->question->purpose);
}

static void
read_ground (Work *work, const GezinRecord *record)
{
  const GezinCode *article = read_article (work, record);
  const GezinRecord *measure = NULL;
  Ground ground = { .record = record, .article = article };
  const char *types, *about;

  if (article == NULL || !is_open_to_recipient (work, record, article)
      || !holds_today (work, record) || is_spent (work, record)
      || g_hash_table_contains (work->pending, &record->id))
    return;
  if (g_strcmp0 (gezin_code_property (article, "six-checks"), "yes") == 0
      && !is_weighed (work, record))
    return;
  types = gezin_code_property (article, "measures");
  about = gezin_code_property (article, "about");
  if (types != NULL)
    measure = find_measure (work, record, types);
  if ((types != NULL && measure == NULL) || about == NULL)
    return;
  ground.categories = read_categories (record);
  ground.is_ours = gezin_decide_is_ours (work, record);
  ground.basis = g_strconcat ("ground:", gezin_code_name (article), NULL);
  ground.fails_on_objection = gezin_code_property_has (article, "without-objection", "yes");
  ground.covers_everyone = gezin_code_property_has (article, "about", "everyone");
  ground.about = gezin_decide_about (work, &ground, measure);
  g_array_append_val (work->grounds, ground);
}

static void
clear_ground (gpointer data)
{
  Ground *ground = data;

  g_free (ground->basis);
  g_clear_pointer (&ground->about, g_hash_table_unref);
}

void
gezin_decide_read_grounds (Work *work)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_GROUND];

  work->grounds = g_array_new (FALSE, FALSE, sizeof (Ground));
  g_array_set_clear_func (work->grounds, clear_ground);
  for (guint i = 0; i < records->len && work->recipient != NULL; i++)
    read_ground (work, records->pdata[i]);
}
