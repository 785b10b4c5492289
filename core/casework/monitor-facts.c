/* SPDX-License-Identifier: EUPL-1.2 */

/* What the monitor counts of one dossier: docs/monitor.md has the definitions.
 *
 * A date that is not whole counts as a start on its first and as an end on its
 * last possible day. */

#include "casework/monitor-facts.h"

#include <string.h>

#include "base/clock.h"
#include "model/value.h"
#include "rules/age.h"
#include "rules/same.h"

#define DAYS_BEFORE_BIRTH 280 /* a child that is born later was not expected yet */

/* Days of one professional, or of all who count. */
typedef struct {
  GezinUuid leader; /* of the records that are the same person */
  gint32 first; /* 0: not known */
  gint32 last;
} Run;

typedef struct {
  gint64 when;
  GezinUuid id;
  gint32 day;
  GPtrArray *professionals; /* GezinUuid: leaders; owned by `same` or the record */
} Meeting;

typedef struct {
  GezinDossier *dossier;
  GezinReference *reference;
  GTimeZone *zone;
  GezinSame *same;
  GezinCodeList *settings; /* (nullable) */
  GezinCodeList *measure_types; /* (nullable) */
  GezinCodeList *counted; /* (nullable): monitor-measure */
  guint majority;
  GPtrArray *of_kind[GEZIN_N_KINDS]; /* GezinRecord: that stand, by id */
  GArray *meetings; /* Meeting, by time */
  GArray *facts;
} Work;

/* Reading. */

static gboolean
setting_has (const Work *work, const char *setting, const char *property, const char *value)
{
  const GezinCode *code =
      work->settings != NULL ? gezin_code_list_find (work->settings, setting) : NULL;

  return code != NULL && value != NULL && gezin_code_property_has (code, property, value);
}

static gint32
date_day (const GezinRecord *record, GezinField field, gboolean is_end)
{
  const char *value = gezin_record_value (record, field);
  GezinPartialDate partial;
  GDate day;

  if (value == NULL || !gezin_partial_date_parse (value, &partial))
    return 0;
  if (is_end)
    gezin_partial_date_last (&partial, &day);
  else
    gezin_partial_date_first (&partial, &day);
  return (gint32) g_date_get_julian (&day);
}

static gint32
local_day (const Work *work, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, work->zone) : NULL;
  int year, month, day;
  GDate date;

  if (local == NULL)
    return 0;
  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (gint32) g_date_get_julian (&date);
}

static void
add (const Work *work, GezinFactKind kind, gint32 first, gint32 last, gint32 amount)
{
  GezinFact fact = { (gint32) kind, first, last, amount };

  g_array_append_val (work->facts, fact);
}

/* Whether another record of the same class stands before it. */
static gboolean
is_first_of_class (const Work *work, const GezinRecord *record)
{
  const GArray *members = gezin_same_members (work->same, &record->id);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const GezinUuid *id = &g_array_index (members, GezinUuid, i);
      const GezinRecord *member = gezin_dossier_find (work->dossier, id);

      if (member != NULL && !gezin_record_is_removed (member))
        return gezin_uuid_equal (id, &record->id);
    }
  return TRUE;
}

/* The earliest day that @field of any record of the class has; 0: none has one. */
static gint32
earliest_of_class (const Work *work, const GezinRecord *record, GezinField field)
{
  const GArray *members = gezin_same_members (work->same, &record->id);
  gint32 earliest = date_day (record, field, FALSE);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const GezinRecord *member =
          gezin_dossier_find (work->dossier, &g_array_index (members, GezinUuid, i));
      gint32 day =
          member == NULL || gezin_record_is_removed (member) ? 0 : date_day (member, field, FALSE);

      if (day != 0 && (earliest == 0 || day < earliest))
        earliest = day;
    }
  return earliest;
}

/* Runs of days. */

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const Run *first = a;
  const Run *second = b;

  if (first->first != second->first)
    return first->first < second->first ? -1 : 1;
  if (first->last != second->last)
    return first->last < second->last ? -1 : 1;
  return gezin_uuid_compare (&first->leader, &second->leader);
}

/* Adds @runs, sorted by first day, as facts of @kind; those that join or overlap as one. */
static void
add_joined_runs (const Work *work, GArray *runs, GezinFactKind kind)
{
  Run current = { .first = 0 };

  g_array_sort (runs, compare_runs);
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);

      if (i > 0 && (current.last == GEZIN_FACT_OPEN || run->first <= current.last + 1))
        {
          current.last = MAX (current.last, run->last);
          continue;
        }
      if (i > 0)
        add (work, kind, current.first, current.last, 0);
      current = *run;
    }
  if (runs->len > 0)
    add (work, kind, current.first, current.last, 0);
}

/* Days at work; %FALSE if the last comes before the first. */
static gboolean
read_run (const Work *work, const GezinRecord *record, GezinField from, GezinField until, Run *run)
{
  run->leader = *gezin_same_leader (work->same, &record->id);
  run->first = date_day (record, from, FALSE);
  run->last = date_day (record, until, TRUE);
  if (run->last == 0)
    run->last = GEZIN_FACT_OPEN;
  return run->first <= run->last;
}

/* Of the professionals with a role of @setting. Sets @is_named if there is any, dated or not. */
static GArray *
runs_of_role (const Work *work, const char *setting, gboolean *is_named)
{
  const GPtrArray *professionals = work->of_kind[GEZIN_KIND_PROFESSIONAL];
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (Run));

  *is_named = FALSE;
  for (guint i = 0; i < professionals->len; i++)
    {
      const GezinRecord *record = professionals->pdata[i];
      const char *role = gezin_record_value (record, GEZIN_FIELD_PROFESSIONAL_ROLE);
      Run run;

      if (!setting_has (work, setting, "professional-roles", role))
        continue;
      *is_named = TRUE;
      if (read_run (work, record, GEZIN_FIELD_PROFESSIONAL_FROM, GEZIN_FIELD_PROFESSIONAL_UNTIL,
                    &run)
          && run.first != 0)
        g_array_append_val (runs, run);
    }
  return runs;
}

static void
add_involvement (const Work *work)
{
  const GezinRecord *root = gezin_dossier_root (work->dossier);
  gboolean is_named;
  g_autoptr (GArray) runs = runs_of_role (work, "involvement", &is_named);
  Run run;

  if (!is_named && root != NULL
      && read_run (work, root, GEZIN_FIELD_FAMILY_OPENED, GEZIN_FIELD_FAMILY_CLOSED, &run)
      && run.first != 0)
    g_array_append_val (runs, run);
  if (runs->len == 0)
    add (work, GEZIN_FACT_UNDATED, 0, 0, GEZIN_FACT_UNDATED_INVOLVEMENT);
  add_joined_runs (work, runs, GEZIN_FACT_INVOLVEMENT);
}

/* Fixed faces in the order in which they came; who comes after another is a change. */
static void
add_handovers (const Work *work, GArray *runs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  g_array_sort (runs, compare_runs);
  for (guint i = 0; i < runs->len; i++)
    {
      Run *run = &g_array_index (runs, Run, i);

      if (g_hash_table_add (seen, &run->leader) && i > 0)
        add (work, GEZIN_FACT_HANDOVER, run->first, 0, 0);
    }
}

static void
add_local_team (const Work *work)
{
  gboolean is_named;
  g_autoptr (GArray) runs = runs_of_role (work, "local-team", &is_named);

  add_handovers (work, runs);
  add_joined_runs (work, runs, GEZIN_FACT_LOCAL_TEAM);
}

static void
add_professionals (const Work *work)
{
  const GPtrArray *professionals = work->of_kind[GEZIN_KIND_PROFESSIONAL];

  for (guint i = 0; i < professionals->len; i++)
    {
      const GezinRecord *record = professionals->pdata[i];
      const GezinUuid *leader = gezin_same_leader (work->same, &record->id);
      g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));

      if (!is_first_of_class (work, record))
        continue;
      for (guint j = i; j < professionals->len; j++)
        {
          const GezinRecord *other = professionals->pdata[j];
          Run run;

          if (gezin_uuid_equal (gezin_same_leader (work->same, &other->id), leader)
              && read_run (work, other, GEZIN_FIELD_PROFESSIONAL_FROM,
                           GEZIN_FIELD_PROFESSIONAL_UNTIL, &run))
            g_array_append_val (runs, run);
        }
      add_joined_runs (work, runs, GEZIN_FACT_PROFESSIONAL);
    }
}

/* Contacts. */

static void
clear_meeting (gpointer data)
{
  g_ptr_array_unref (((Meeting *) data)->professionals);
}

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  const Meeting *first = a;
  const Meeting *second = b;

  if (first->when != second->when)
    return first->when < second->when ? -1 : 1;
  return gezin_uuid_compare (&first->id, &second->id);
}

/* A contact at which a professional and somebody of the family were present. */
static gboolean
read_meeting (const Work *work, const GezinRecord *contact, Meeting *meeting)
{
  const char *when = gezin_record_value (contact, GEZIN_FIELD_CONTACT_WHEN);
  g_autoptr (GPtrArray) present = gezin_record_items (contact, GEZIN_FIELD_CONTACT_PRESENT);
  gboolean has_family = FALSE;

  if (when == NULL || !gezin_instant_from_text (when, &meeting->when))
    return FALSE;
  meeting->professionals = g_ptr_array_new ();
  for (guint i = 0; i < present->len; i++)
    {
      const GezinRecord *one;
      GezinUuid id;

      if (!gezin_uuid_parse (present->pdata[i], &id))
        continue;
      one = gezin_dossier_find (work->dossier, &id);
      if (one == NULL)
        continue;
      if (one->kind == GEZIN_KIND_PERSON)
        has_family = TRUE;
      else if (one->kind == GEZIN_KIND_PROFESSIONAL)
        g_ptr_array_add (meeting->professionals,
                         (gpointer) gezin_same_leader (work->same, &one->id));
    }
  meeting->id = contact->id;
  meeting->day = local_day (work, meeting->when);
  return has_family && meeting->professionals->len > 0 && meeting->day != 0;
}

static void
read_meetings (Work *work)
{
  const GPtrArray *contacts = work->of_kind[GEZIN_KIND_CONTACT];

  for (guint i = 0; i < contacts->len; i++)
    {
      Meeting meeting = { .professionals = NULL };

      if (!is_first_of_class (work, contacts->pdata[i]))
        continue;
      if (read_meeting (work, contacts->pdata[i], &meeting))
        g_array_append_val (work->meetings, meeting);
      else
        g_clear_pointer (&meeting.professionals, g_ptr_array_unref);
    }
  g_array_sort (work->meetings, compare_meetings);
}

static void
add_told_again (const Work *work)
{
  g_autoptr (GHashTable) known = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < work->meetings->len; i++)
    {
      const Meeting *meeting = &g_array_index (work->meetings, Meeting, i);
      guint n_known = 0;

      for (guint j = 0; j < meeting->professionals->len; j++)
        n_known += g_hash_table_contains (known, meeting->professionals->pdata[j]) ? 1 : 0;
      if (n_known == 0 && g_hash_table_size (known) > 0)
        add (work, GEZIN_FACT_TOLD_AGAIN, meeting->day, 0, 0);
      for (guint j = 0; j < meeting->professionals->len; j++)
        g_hash_table_add (known, meeting->professionals->pdata[j]);
    }
}

/* Registrations. */

/* Whether @person makes it a household with children on @day. */
static gboolean
is_child_on (const Work *work, const GezinRecord *person, gint32 day)
{
  gint32 born = date_day (person, GEZIN_FIELD_PERSON_BIRTH_DATE, TRUE);
  gint32 died = date_day (person, GEZIN_FIELD_PERSON_DECEASED_ON, FALSE);
  GDate birth, grown;

  if (died != 0 && died < day)
    return FALSE;
  if (born == 0)
    return gezin_record_value (person, GEZIN_FIELD_PERSON_EXPECTED_BIRTH) != NULL
           || setting_has (work, "child", "household",
                           gezin_record_value (person, GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE));
  if (born > day)
    return born <= day + DAYS_BEFORE_BIRTH;
  g_date_clear (&birth, 1);
  g_date_set_julian (&birth, (guint32) born);
  gezin_age_reached_on (&birth, work->majority, &grown);
  return (gint32) g_date_get_julian (&grown) > day;
}

static gboolean
is_without_children (const Work *work, gint32 day)
{
  const GPtrArray *persons = work->of_kind[GEZIN_KIND_PERSON];

  for (guint i = 0; i < persons->len; i++)
    if (is_child_on (work, persons->pdata[i], day))
      return FALSE;
  return persons->len > 0;
}

static gint32
first_help (const Work *work, gint32 day)
{
  for (guint i = 0; i < work->meetings->len; i++)
    if (g_array_index (work->meetings, Meeting, i).day >= day)
      return g_array_index (work->meetings, Meeting, i).day;
  return 0;
}

static void
add_registrations (const Work *work)
{
  const GPtrArray *signals = work->of_kind[GEZIN_KIND_SIGNAL];

  for (guint i = 0; i < signals->len; i++)
    {
      const GezinRecord *record = signals->pdata[i];
      gint32 day = earliest_of_class (work, record, GEZIN_FIELD_SIGNAL_RECEIVED);
      gint32 flags = 0;

      if (!is_first_of_class (work, record))
        continue;
      if (day == 0)
        {
          add (work, GEZIN_FACT_UNDATED, 0, 0, GEZIN_FACT_UNDATED_REGISTRATION);
          continue;
        }
      if (g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_SIGNAL_RESTART), "true") == 0)
        flags |= GEZIN_FACT_RESTART;
      if (is_without_children (work, day))
        flags |= GEZIN_FACT_WITHOUT_CHILDREN;
      add (work, GEZIN_FACT_REGISTRATION, day, first_help (work, day), flags);
    }
}

/* Measures, experience, research. */

/* The place of @code in @list, or -1. */
static gint32
place_in (GezinCodeList *list, const char *code)
{
  for (guint i = 0; list != NULL && code != NULL && i < gezin_code_list_size (list); i++)
    if (g_str_equal (gezin_code_name (gezin_code_list_code (list, i)), code))
      return (gint32) i;
  return -1;
}

static void
add_measures (const Work *work)
{
  const GPtrArray *measures = work->of_kind[GEZIN_KIND_MEASURE];

  for (guint i = 0; i < measures->len; i++)
    {
      const GezinRecord *record = measures->pdata[i];
      const char *type = gezin_record_value (record, GEZIN_FIELD_MEASURE_TYPE);
      const GezinCode *code = type != NULL && work->measure_types != NULL
                                  ? gezin_code_list_find (work->measure_types, type)
                                  : NULL;
      gint32 place =
          place_in (work->counted, code != NULL ? gezin_code_property (code, "monitor") : NULL);
      gint32 imposed = earliest_of_class (work, record, GEZIN_FIELD_MEASURE_IMPOSED_ON);

      if (place < 0 || !is_first_of_class (work, record))
        continue;
      if (imposed == 0)
        imposed = earliest_of_class (work, record, GEZIN_FIELD_MEASURE_FROM);
      if (imposed == 0)
        add (work, GEZIN_FACT_UNDATED, 0, 0, GEZIN_FACT_UNDATED_MEASURE);
      else
        add (work, GEZIN_FACT_MEASURE, imposed, 0, place);
    }
}

static gint32
read_score (const GezinRecord *record, GezinField field)
{
  const char *value = gezin_record_value (record, field);

  return value != NULL ? (gint32) g_ascii_strtoll (value, NULL, 10) : GEZIN_FACT_SCORE_NONE;
}

static void
add_experience (const Work *work)
{
  static const GezinField fields[GEZIN_FACT_N_SCORES] = { GEZIN_FIELD_EXPERIENCE_HEARD,
                                                          GEZIN_FIELD_EXPERIENCE_TAKEN_SERIOUSLY,
                                                          GEZIN_FIELD_EXPERIENCE_RESPECTED };
  const GPtrArray *experiences = work->of_kind[GEZIN_KIND_EXPERIENCE];

  for (guint i = 0; i < experiences->len; i++)
    {
      const GezinRecord *record = experiences->pdata[i];
      gint32 day = date_day (record, GEZIN_FIELD_EXPERIENCE_ASKED_ON, FALSE);
      gint32 scores = 0;

      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        scores |= read_score (record, fields[j]) << (gint) (j * GEZIN_FACT_SCORE_BITS);
      if (day != 0 && is_first_of_class (work, record))
        add (work, GEZIN_FACT_EXPERIENCE, day, 0, scores);
    }
}

static void
add_research (const Work *work)
{
  const GPtrArray *consents = work->of_kind[GEZIN_KIND_CONSENT];

  for (guint i = 0; i < consents->len; i++)
    if (setting_has (work, "research", "purposes",
                     gezin_record_value (consents->pdata[i], GEZIN_FIELD_CONSENT_PURPOSE)))
      {
        add (work, GEZIN_FACT_RESEARCH, 0, 0, 0);
        return;
      }
}

/* All of it. */

static void
work_init (Work *work)
{
  work->same = gezin_same_new (work->dossier);
  work->settings = gezin_reference_list (work->reference, "monitor-setting", NULL);
  work->measure_types = gezin_reference_list (work->reference, "measure-type", NULL);
  work->counted = gezin_reference_list (work->reference, "monitor-measure", NULL);
  work->majority = gezin_age_of_law (work->reference, GEZIN_AGE_OF_MAJORITY, NULL);
  work->facts = g_array_new (FALSE, FALSE, sizeof (GezinFact));
  work->meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));
  g_array_set_clear_func (work->meetings, clear_meeting);
  for (guint i = 0; i < GEZIN_N_KINDS; i++)
    work->of_kind[i] = g_ptr_array_new ();
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (work->dossier, i);

      if (!gezin_record_is_removed (record))
        g_ptr_array_add (work->of_kind[record->kind], record);
    }
}

static void
work_clear (Work *work)
{
  for (guint i = 0; i < GEZIN_N_KINDS; i++)
    g_ptr_array_unref (work->of_kind[i]);
  g_array_unref (work->meetings);
  g_clear_pointer (&work->counted, gezin_code_list_unref);
  g_clear_pointer (&work->measure_types, gezin_code_list_unref);
  g_clear_pointer (&work->settings, gezin_code_list_unref);
  gezin_same_free (work->same);
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const gint32 *first = a;
  const gint32 *second = b;

  for (gsize i = 0; i < sizeof (GezinFact) / sizeof (gint32); i++)
    if (first[i] != second[i])
      return first[i] < second[i] ? -1 : 1;
  return 0;
}

GArray *
gezin_monitor_facts (GezinView *view, GezinReference *reference, GTimeZone *zone)
{
  Work work = { .dossier = gezin_view_dossier (view), .reference = reference, .zone = zone };
  const GezinRecord *root = gezin_dossier_root (work.dossier);

  work_init (&work);
  if (root != NULL && !gezin_record_is_removed (root))
    {
      read_meetings (&work);
      add_involvement (&work);
      add_local_team (&work);
      add_professionals (&work);
      add_told_again (&work);
      add_registrations (&work);
      add_measures (&work);
      add_experience (&work);
      add_research (&work);
    }
  g_array_sort (work.facts, compare_facts);
  work_clear (&work);
  return work.facts;
}
