/* SPDX-License-Identifier: EUPL-1.2 */

/* People of the dossier, their ages, and what a field says for sure.
 *
 * Invariants:
 * 1. Linked persons have all of each other's dates (merge.md, law 14).
 * 2. A date that is not whole is each day that it can be. */

#include "consent/decide-private.h"

#include "rules/age.h"

#include <string.h>

gboolean
gezin_decide_is_class (const GezinSame *same, const GezinUuid *a, const GezinUuid *b)
{
  return gezin_uuid_equal (a, b)
         || gezin_uuid_equal (gezin_same_leader (same, a), gezin_same_leader (same, b));
}

gboolean
gezin_decide_is_our_version (Work *work, const GezinVersion *version)
{
  const char *origin = gezin_version_origin (version);

  return origin != NULL && g_strcmp0 (origin, work->question->organisation) == 0;
}

gboolean
gezin_decide_is_ours (Work *work, const GezinRecord *record)
{
  for (guint i = 0; i < record->n_heads; i++)
    if (!gezin_decide_is_our_version (work, record->heads[i]))
      return FALSE;
  return TRUE;
}

/* YES: all heads point to it; MAYBE: some do. */
Maybe
gezin_decide_refers (Work *work, const GezinRecord *record, GezinField field, const GezinUuid *id)
{
  GezinRegister all = gezin_record_field (record, field);
  guint n_same = 0;
  GezinUuid other;

  for (guint i = 0; i < all.n_heads; i++)
    if (all.heads[i]->value != NULL && gezin_uuid_parse (all.heads[i]->value, &other)
        && gezin_decide_is_class (work->same_all, &other, id))
      n_same++;
  if (n_same == 0)
    return MAYBE_NO;
  return n_same == all.n_heads ? MAYBE_YES : MAYBE;
}

/* Whether all heads say that the item is in. */
gboolean
gezin_decide_is_surely_in (const GezinRecord *record, GezinField field, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinRegister one = gezin_record_register (record, field, gezin_uuid_write (id, text));

  for (guint i = 0; i < one.n_heads; i++)
    if (one.heads[i]->value == NULL)
      return FALSE;
  return one.n_heads > 0;
}

Maybe
gezin_decide_holds_on (const GezinDays *from, const GezinDays *until, guint32 day)
{
  if (from->is_known && !from->is_open && from->earliest_first > day)
    return MAYBE_NO;
  if (until->is_known && !until->is_open && until->latest_last < day)
    return MAYBE_NO;
  if (from->is_known && (from->is_open || from->latest_last > day))
    return MAYBE;
  if (until->is_known && until->earliest_first < day)
    return MAYBE;
  return MAYBE_YES;
}

static guint
age_of (guint32 birth, guint32 day)
{
  GDate born, on;
  guint years;

  g_date_clear (&born, 1);
  g_date_clear (&on, 1);
  g_date_set_julian (&born, birth);
  g_date_set_julian (&on, day);
  if (birth >= day)
    return 0;
  years = (guint) (g_date_get_year (&on) - g_date_get_year (&born));
  while (years > 0 && !gezin_age_is_reached (&born, years, &on))
    years--;
  return years;
}

void
gezin_decide_ages (Work *work G_GNUC_UNUSED, const GezinDays *birth, guint32 day, guint *youngest,
                   guint *oldest)
{
  *youngest = 0;
  *oldest = 199;
  if (!birth->is_known || birth->is_open)
    return;
  *youngest = age_of (birth->latest_last, day);
  *oldest = age_of (birth->earliest_first, day);
}

/* Invariant 1. */
static void
merge_days (GezinDays *days, const GezinDays *more)
{
  if (!more->is_known)
    return;
  if (!days->is_known)
    {
      *days = *more;
      return;
    }
  days->is_open = days->is_open || more->is_open;
  days->earliest_first = MIN (days->earliest_first, more->earliest_first);
  days->latest_first = MAX (days->latest_first, more->latest_first);
  days->earliest_last = MIN (days->earliest_last, more->earliest_last);
  days->latest_last = MAX (days->latest_last, more->latest_last);
}

static void
add_person (Work *work, const GezinRecord *record)
{
  Person person = { .record = record,
                    .all = *gezin_same_leader (work->same_all, &record->id),
                    .own = *gezin_same_leader (work->same_own, &record->id),
                    .birth = GEZIN_READ_DAYS (record, PERSON_BIRTH_DATE),
                    .expected = GEZIN_READ_DAYS (record, PERSON_EXPECTED_BIRTH) };
  GezinDays died = GEZIN_READ_DAYS (record, PERSON_DECEASED_ON);
  const GArray *members = gezin_same_members (work->same_all, &record->id);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const GezinRecord *other =
          gezin_dossier_find (work->dossier, &g_array_index (members, GezinUuid, i));
      GezinDays more, expected, later;

      if (other == NULL || other->kind != GEZIN_KIND_PERSON)
        continue;
      more = GEZIN_READ_DAYS (other, PERSON_BIRTH_DATE);
      expected = GEZIN_READ_DAYS (other, PERSON_EXPECTED_BIRTH);
      later = GEZIN_READ_DAYS (other, PERSON_DECEASED_ON);
      merge_days (&person.birth, &more);
      merge_days (&person.expected, &expected);
      merge_days (&died, &later);
    }
  person.is_deceased = died.is_known && died.earliest_first <= work->today;
  person.laws = g_new0 (PersonLaw, gezin_decide_n_laws (work));
  g_array_append_val (work->persons, person);
}

static void
clear_person (gpointer data)
{
  Person *person = data;

  g_free (person->laws);
}

void
gezin_decide_find_people (Work *work)
{
  const GPtrArray *records = work->of_kind[GEZIN_KIND_PERSON];

  work->persons = g_array_new (FALSE, FALSE, sizeof (Person));
  g_array_set_clear_func (work->persons, clear_person);
  for (guint i = 0; i < records->len; i++)
    add_person (work, records->pdata[i]);
}

/* Persons stand in the order of their records. */
gboolean
gezin_decide_find_person (Work *work, const GezinUuid *id, guint *place)
{
  guint low = 0, high = work->persons->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order =
          gezin_uuid_compare (&g_array_index (work->persons, Person, middle).record->id, id);

      if (order == 0)
        {
          *place = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}
