/* SPDX-License-Identifier: EUPL-1.2 */

/* Deciding: rules, people, consents and grounds are read once, then each record is looked at, then
 * what points at something that does not go is taken out. The invariants are in consent.h. */

#include "consent/decide-private.h"

#define JULIAN_OF_1970 (719163)

/* Days are local days. */
static guint32
local_day (GTimeZone *zone, gint64 instant)
{
  g_autoptr (GDateTime) utc =
      g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC - (instant % G_USEC_PER_SEC < 0));
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_timezone (utc, zone);
  int year, month, day;
  GDate date;

  if (local == NULL)
    return JULIAN_OF_1970;
  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static void
find_records (Work *work)
{
  guint n_records = gezin_dossier_n_records (work->dossier);

  work->items = g_new0 (Item, MAX (n_records, 1));
  work->positions = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  for (guint kind = 0; kind < GEZIN_N_KINDS; kind++)
    work->of_kind[kind] = g_ptr_array_new ();
  for (guint i = 0; i < n_records; i++)
    {
      GezinRecord *record = gezin_dossier_record (work->dossier, i);

      work->items[i].record = record;
      work->items[i].is_removed = work->decision->verdicts[i] == NULL;
      g_hash_table_insert (work->positions, &record->id, GUINT_TO_POINTER (i + 1));
      if (!work->items[i].is_removed)
        g_ptr_array_add (work->of_kind[record->kind], record);
    }
}

/* Law 13: what narrows and waits counts at once. All that waits and decides about sharing, or names
 * somebody, does; the record that it is of is in doubt. */
static void
find_pending (Work *work)
{
  work->pending = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  for (gsize i = 0; i < work->question->n_pending; i++)
    g_hash_table_add (work->pending, &work->question->pending[i]->record);
}

static gboolean
waits_about (const GezinVersion *version, const char *person)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);

  return spec != NULL && spec->type == GEZIN_TYPE_REF && version->value != NULL
         && g_str_equal (version->value, person);
}

/* A consent, authority or capacity that is new and waits may close what was open for somebody. */
static void
doubt_people (Work *work)
{
  for (gsize i = 0; i < work->question->n_pending; i++)
    {
      const GezinVersion *version = work->question->pending[i];

      if (version->kind != GEZIN_KIND_CONSENT && version->kind != GEZIN_KIND_AUTHORITY
          && version->kind != GEZIN_KIND_CAPACITY)
        continue;
      for (guint p = 0; p < work->persons->len; p++)
        {
          Person *person = &g_array_index (work->persons, Person, p);
          char id[GEZIN_UUID_TEXT_LENGTH + 1];

          if (waits_about (version, gezin_uuid_write (&person->record->id, id)))
            person->is_doubted = TRUE;
        }
    }
}

/* What a view may say beside what was decided. */
static void
describe (Work *work)
{
  GezinDecision *decision = work->decision;
  g_autoptr (GDateTime) year = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, work->today);
  year = g_date_time_new_utc (g_date_get_year (&day), 1, 1, 0, 0, 0);
  decision->year = g_date_time_to_unix (year) * G_USEC_PER_SEC;
  decision->is_pseudonymised =
      work->purpose.is_for_advice && work->question->audience == GEZIN_AUDIENCE_ORGANISATION;
  if (work->question->organisation != NULL)
    g_ptr_array_add (decision->known_bodies, g_strdup (work->question->organisation));
  if (work->recipient != NULL)
    {
      const char *name;
      guint position = 0;

      while (gezin_reader_next_value (work->recipient, GEZIN_FIELD_ORGANISATION_NAME, &position,
                                      &name))
        g_ptr_array_add (decision->known_bodies, g_strdup (name));
    }
}

static void
look (Work *work)
{
  for (guint i = 0; i < work->decision->n_records; i++)
    {
      if (work->items[i].is_removed)
        continue;
      if (work->question->audience != GEZIN_AUDIENCE_ORGANISATION)
        gezin_decide_for_family (work, i);
      else if (work->purpose.is_for_advice)
        gezin_decide_for_advice (work, i);
      else
        gezin_decide_record (work, i);
    }
}

static void
clear_laws (Work *work)
{
  for (guint p = 0; p < work->persons->len; p++)
    for (guint l = 0; l < gezin_decide_n_laws (work); l++)
      {
        PersonLaw *may = &g_array_index (work->persons, Person, p).laws[l];

        g_clear_pointer (&may->bases, g_array_unref);
      }
}

void
gezin_decide_clear (Work *work)
{
  clear_laws (work);
  for (guint i = 0; i < work->decision->n_records; i++)
    g_clear_pointer (&work->items[i].persons, g_array_unref);
  g_free (work->items);
  g_hash_table_unref (work->positions);
  for (guint kind = 0; kind < GEZIN_N_KINDS; kind++)
    g_ptr_array_unref (work->of_kind[kind]);
  g_array_unref (work->persons);
  g_array_unref (work->consents);
  g_array_unref (work->grounds);
  g_array_unref (work->readers);
  g_free (work->may_see);
  g_hash_table_unref (work->code_categories);
  g_hash_table_unref (work->pending);
  gezin_decide_unload_rules (work);
  gezin_same_free (work->same_all);
  gezin_same_free (work->same_own);
}

void
gezin_decide_prepare (Work *work, const GezinSharingQuestion *question)
{
  *work = (Work){ .question = question, .dossier = question->dossier };
  work->decision = gezin_decision_new (question->dossier, question->audience);
  work->today = local_day (question->zone, question->instant);
  work->same_all = gezin_same_new (question->dossier);
  work->same_own =
      gezin_same_new_confirmed (question->dossier, question->replicas, question->n_replicas);
  work->code_categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work->readers = g_array_new (FALSE, FALSE, sizeof (guint));
  gezin_decide_load_rules (work);
  find_records (work);
  find_pending (work);
  gezin_decide_find_people (work);
  doubt_people (work);
  if (question->audience == GEZIN_AUDIENCE_ORGANISATION)
    gezin_decide_recipient (work);
  else
    gezin_decide_readers (work);
  gezin_decide_read_consents (work);
  gezin_decide_read_grounds (work);
}

GezinDecision *
gezin_decide (const GezinSharingQuestion *question)
{
  Work work;

  gezin_decide_prepare (&work, question);
  gezin_decide_name_referrers (&work);
  gezin_decide_find_hiding_places (&work);
  look (&work);
  gezin_decide_references (&work);
  describe (&work);
  gezin_decide_clear (&work);
  return work.decision;
}
