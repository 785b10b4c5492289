/* SPDX-License-Identifier: EUPL-1.2 */

/* Days on which something must be done. Each rule is a row of data: a kind, the field that holds
 * the day or the term that leads to it, and the fields that end it. */

#include "casework/deadlines.h"

#include "base/clock.h"
#include "casework/calendar.h"
#include "casework/case-private.h"
#include "casework/term.h"
#include "casework/workflow.h"
#include "rules/age.h"

#include <string.h>

#define LIST_DEADLINES "deadline"
#define CODE_STEP "step"

typedef struct {
  const GezinCase *on;
  GezinCalendar *calendar;
  const GezinCode *rule;
  GezinKind kind;
  GPtrArray *deadlines;
} Finding;

static GezinField
field_of (const Finding *self, const char *property)
{
  const char *name = gezin_code_property (self->rule, property);

  return name != NULL ? gezin_catalogue_field_by_name (self->kind, name) : GEZIN_FIELD_NONE;
}

/* 0: not known. */
static guint32
first_day (const Finding *self, const GezinRecord *record, GezinField field)
{
  guint32 first, last;

  return field != GEZIN_FIELD_NONE && gezin_case_day (self->on, record, field, &first, &last)
             ? first
             : 0;
}

static void
add (Finding *self, const GezinRecord *record, guint32 julian, const char *code, char *sentence)
{
  GezinDeadline *deadline = g_new0 (GezinDeadline, 1);
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  deadline->dossier = *gezin_dossier_id (self->on->dossier);
  deadline->due = g_strdup (gezin_day_to_text (&date, text));
  deadline->code = g_strdup (code);
  deadline->sentence = sentence;
  deadline->record = record != NULL ? record->id : deadline->dossier;
  g_ptr_array_add (self->deadlines, deadline);
}

static char *
sentence_of (const Finding *self, const GezinRecord *record)
{
  const char *sentence = gezin_code_sentence (self->rule, g_get_language_names ()[0]);
  g_autofree char *title = gezin_case_title (self->on, record);
  g_auto (GStrv) parts = g_strsplit (sentence != NULL ? sentence : "{title}", "{title}", 2);

  return parts[1] != NULL ? g_strconcat (parts[0], title, parts[1], NULL) : g_strdup (parts[0]);
}

/* What is filled ends it; so does a record that replaces it, and a later one of the same. */

static gboolean
is_ended (const Finding *self, const GezinRecord *record)
{
  const char *unless = gezin_code_property (self->rule, "unless");
  g_auto (GStrv) fields = g_strsplit (unless != NULL ? unless : "", " ", -1);

  for (guint i = 0; fields[i] != NULL && fields[i][0] != '\0'; i++)
    {
      GezinField field = gezin_catalogue_field_by_name (self->kind, fields[i]);

      if (field != GEZIN_FIELD_NONE && gezin_case_value (self->on, record, field) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* What is written once is changed by another record. */
static gboolean
is_replaced (const Finding *self, GezinRecord *record)
{
  GezinField replaces = gezin_catalogue_field_by_name (self->kind, "replaces");
  const GPtrArray *others = self->on->present[self->kind];

  for (guint i = 0; replaces != GEZIN_FIELD_NONE && i < others->len; i++)
    if (gezin_case_ref (self->on, others->pdata[i], replaces, self->kind) == record)
      return TRUE;
  return FALSE;
}

static gboolean
is_done_again (const Finding *self, const GezinRecord *record)
{
  GezinField same = field_of (self, "again"), day = field_of (self, "day");
  const GPtrArray *others = self->on->present[self->kind];
  guint32 done = first_day (self, record, day);

  for (guint i = 0; same != GEZIN_FIELD_NONE && i < others->len; i++)
    if (g_strcmp0 (gezin_case_value (self->on, others->pdata[i], same),
                   gezin_case_value (self->on, record, same))
            == 0
        && first_day (self, others->pdata[i], day) > done)
      return TRUE;
  return FALSE;
}

static gboolean
is_meant (const Finding *self, GezinRecord *record)
{
  GezinField holds_in = field_of (self, "holds-in");
  const char *holds = gezin_code_property (self->rule, "holds");

  return (holds_in == GEZIN_FIELD_NONE || gezin_case_has (self->on, record, holds_in, holds))
         && !is_ended (self, record) && !is_replaced (self, record)
         && !is_done_again (self, record);
}

/* Of a code of the record itself, such as the measure that it is. */
static const char *
term_of (const Finding *self, const GezinRecord *record)
{
  GezinField field = field_of (self, "term-of");
  const GezinCode *code =
      field != GEZIN_FIELD_NONE ? gezin_case_code (self->on, record, field) : NULL;

  return code != NULL ? gezin_code_property (code, "maximum")
                      : gezin_code_property (self->rule, "term");
}

/* 0: none. */
static guint32
due_day (const Finding *self, const GezinRecord *record)
{
  guint32 due = first_day (self, record, field_of (self, "due"));
  guint32 from = first_day (self, record, field_of (self, "from"));
  const char *term = term_of (self, record);
  const char *days = gezin_code_property (self->rule, "working-days");

  if (due > 0 || from == 0)
    return due;
  if (days != NULL)
    return gezin_calendar_working_days_after (self->calendar, from,
                                              (guint) g_ascii_strtoull (days, NULL, 10));
  if (term == NULL || term[1] == 'T') /* hours are over before anybody looks here */
    return 0;
  return g_strcmp0 (gezin_code_property (self->rule, "statutory"), "yes") == 0
             ? gezin_calendar_statutory_end (self->calendar, from, term)
             : gezin_term_after (from, term);
}

/* Only those to come: on the day itself the rules change. */
static void
add_birthdays (Finding *self, const GezinRecord *record, const char *ages)
{
  g_auto (GStrv) parts = g_strsplit (ages, " ", -1);
  guint32 born = first_day (self, record, field_of (self, "from"));
  GDate birth, birthday;

  if (born == 0)
    return;
  g_date_clear (&birth, 1);
  g_date_set_julian (&birth, born);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gezin_age_reached_on (&birth, (guint) g_ascii_strtoull (parts[i], NULL, 10), &birthday);
      if (g_date_compare (&birthday, &self->on->day) >= 0)
        add (self, record, g_date_get_julian (&birthday), gezin_code_name (self->rule),
             sentence_of (self, record));
    }
}

/* Some days only tell that something changes; a while later there is nothing left to do about it. */
static gboolean
is_past (const Finding *self, guint32 due)
{
  const char *passes = gezin_code_property (self->rule, "passes");

  return passes != NULL && due < gezin_term_before (&self->on->day, passes);
}

static void
find_by_rule (Finding *self)
{
  const GPtrArray *records = self->on->present[self->kind];
  const char *ages = gezin_code_property (self->rule, "ages");

  for (guint i = 0; i < records->len; i++)
    {
      GezinRecord *record = records->pdata[i];
      guint32 due = ages == NULL ? due_day (self, record) : 0;

      if ((ages == NULL && (due == 0 || is_past (self, due))) || !is_meant (self, record))
        continue;
      if (ages != NULL)
        add_birthdays (self, record, ages);
      else
        add (self, record, due, gezin_code_name (self->rule), sentence_of (self, record));
    }
}

/* Steps. */

static void
find_steps_of (Finding *self, const GezinWorkflowReading *reading)
{
  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];
      guint32 first, last;

      if (line->due != NULL && gezin_reader_value_days (line->due, &first, &last))
        add (self, line->has_record ? gezin_dossier_find (self->on->dossier, &line->record) : NULL,
             first, CODE_STEP, g_strdup (line->title));
    }
}

static void
find_steps (Finding *self, const GezinView *view)
{
  g_autoptr (GPtrArray) codes = gezin_workflow_codes (view, self->on->reference, &self->on->day);

  for (guint i = 0; i < codes->len; i++)
    {
      g_autoptr (GezinWorkflowReading) reading =
          gezin_workflow_read (view, self->on->reference, codes->pdata[i], &self->on->day);

      if (reading != NULL)
        find_steps_of (self, reading);
    }
}

/* A dossier that is closed waits for nothing but what the family asked. */
static gboolean
is_closed (const GezinCase *on)
{
  const GezinRecord *family = gezin_dossier_root (on->dossier);

  return family != NULL && gezin_case_has_ended (on, family, GEZIN_FIELD_FAMILY_CLOSED);
}

GPtrArray *
gezin_deadlines_find (const GezinView *view, GezinReference *reference, const GDate *day)
{
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GezinCodeList) rules = gezin_reference_list (reference, LIST_DEADLINES, day);
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);
  Finding self = { .on = &on, .calendar = calendar, .deadlines = gezin_deadlines_new () };
  gboolean closed;

  gezin_case_init (&on, view, reference, day);
  closed = is_closed (&on);
  for (guint i = 0; rules != NULL && i < gezin_code_list_size (rules); i++)
    {
      const char *kind;

      self.rule = gezin_code_list_code (rules, i);
      kind = gezin_code_property (self.rule, "kind");
      self.kind = kind != NULL ? gezin_catalogue_kind_by_name (kind) : GEZIN_KIND_NONE;
      if (self.kind != GEZIN_KIND_NONE && (!closed || self.kind == GEZIN_KIND_RESPONSE))
        find_by_rule (&self);
    }
  if (!closed)
    find_steps (&self, view);
  g_ptr_array_sort (self.deadlines, gezin_deadline_compare);
  return self.deadlines;
}
