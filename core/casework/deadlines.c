/* SPDX-License-Identifier: EUPL-1.2 */

/* Days on which something must be done. Each rule is a row of data: a kind, the field that holds
 * the day or the term that leads to it, and the fields that end it.
 *
 * Invariants:
 * 1. What is found follows from the records and the lists that hold on the day; the passing of days
 *    only ends what is told (`until`). So it can be kept, and asked for on any day.
 * 2. Of two readings of what is written the stricter counts: the earlier day. */

#include "casework/deadlines.h"

#include "base/clock.h"
#include "base/text.h"
#include "casework/calendar.h"
#include "casework/case-private.h"
#include "casework/term.h"
#include "casework/workflow-private.h"
#include "rules/age.h"

#include <string.h>

#define MOST_TIMES (100) /* that something is extended */

typedef struct {
  const GezinCase *on;
  GezinCalendar *calendar;
  const GezinCode *rule;
  GezinKind kind;
  GHashTable *replaced; /* (nullable): a set of those of @kind that another record replaces */
  guint32 closed; /* Julian day on which the dossier was closed, for sure; 0: it is not */
  GPtrArray *deadlines;
  char **stage; /* (nullable) */
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

/* The first of the fields that @property names of which a day is known. */
static guint32
first_day_of (const Finding *self, const GezinRecord *record, const char *property)
{
  const char *names = gezin_code_property (self->rule, property);
  g_auto (GStrv) fields = g_strsplit (names != NULL ? names : "", " ", -1);
  guint32 day = 0;

  for (guint i = 0; day == 0 && fields[i] != NULL && fields[i][0] != '\0'; i++)
    day = first_day (self, record, gezin_catalogue_field_by_name (self->kind, fields[i]));
  return day;
}

static char *
day_text (guint32 julian)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_strdup (gezin_day_to_text (&date, text));
}

/* @until: the last day on which it is told; 0: until it is done. */
static GezinDeadline *
add (Finding *self, const GezinRecord *record, guint32 due, guint32 until, const char *code)
{
  GezinDeadline *deadline = g_new0 (GezinDeadline, 1);

  if (self->closed > 0 && self->kind != GEZIN_KIND_RESPONSE)
    until = until > 0 ? MIN (until, self->closed) : self->closed;
  deadline->dossier = *gezin_dossier_id (self->on->dossier);
  deadline->due = day_text (due);
  deadline->until = until > 0 ? day_text (until) : NULL;
  deadline->code = g_intern_string (code);
  deadline->title = record != NULL ? gezin_case_own_title (self->on, record) : NULL;
  deadline->record = record != NULL ? record->id : deadline->dossier;
  g_ptr_array_add (self->deadlines, deadline);
  return deadline;
}

/* What is filled ends it; so does a record that replaces it. */

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

/* (transfer full) (nullable): What is written once is changed by another record. */
static GHashTable *
find_replaced (const Finding *self)
{
  GezinField replaces = gezin_catalogue_field_by_name (self->kind, "replaces");
  const GPtrArray *all = self->on->present[self->kind];
  GHashTable *replaced;

  if (replaces == GEZIN_FIELD_NONE)
    return NULL;
  replaced = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < all->len; i++)
    {
      GezinRecord *record = gezin_case_ref (self->on, all->pdata[i], replaces, self->kind);

      if (record != NULL)
        g_hash_table_add (replaced, record);
    }
  return replaced;
}

static gboolean
is_replaced (const Finding *self, GezinRecord *record)
{
  return self->replaced != NULL && g_hash_table_contains (self->replaced, record);
}

static gboolean
is_meant (const Finding *self, GezinRecord *record)
{
  GezinField holds_in = field_of (self, "holds-in");
  const char *holds = gezin_code_property (self->rule, "holds");
  const char *never = gezin_code_property (self->rule, "not-holds");

  return (holds_in == GEZIN_FIELD_NONE
          || ((holds == NULL || gezin_case_has (self->on, record, holds_in, holds))
              && (never == NULL || !gezin_case_has (self->on, record, holds_in, never))))
         && !is_ended (self, record) && !is_replaced (self, record);
}

/* Terms. */

static guint32
after (const Finding *self, guint32 from, const char *term)
{
  if (strchr (term, 'T') != NULL) /* hours may be over on the day itself */
    return from;
  return g_strcmp0 (gezin_code_property (self->rule, "statutory"), "yes") == 0
             ? gezin_calendar_statutory_end (self->calendar, from, term)
             : gezin_term_after (from, term);
}

/* How often, of the times that the code allows. */
static guint
times_extended (const Finding *self, const GezinRecord *record, const GezinCode *code)
{
  GezinField field = field_of (self, "times");
  const char *times = field != GEZIN_FIELD_NONE ? gezin_case_value (self->on, record, field) : NULL;
  const char *most = gezin_code_property (code, "extension-times");
  guint64 n_times =
      times != NULL && g_ascii_isdigit (times[0]) ? g_ascii_strtoull (times, NULL, 10) : 0;

  return (guint) MIN (n_times, most != NULL ? g_ascii_strtoull (most, NULL, 10) : MOST_TIMES);
}

/* The day on which the first of those whom it is for is too old for it; 0: none. */
static guint32
too_old (const Finding *self, const GezinRecord *record, const GezinCode *code)
{
  const char *age = gezin_code_property (code, "until-age");
  GezinField through = field_of (self, "through");
  g_autoptr (GPtrArray) people = NULL;
  guint32 earliest = 0, first, last;

  if (age == NULL || through == GEZIN_FIELD_NONE)
    return 0;
  people = gezin_case_refs (self->on, record, through, GEZIN_KIND_PERSON);
  for (guint i = 0; i < people->len; i++)
    {
      GDate birth, day;

      if (!gezin_case_day (self->on, people->pdata[i], GEZIN_FIELD_PERSON_BIRTH_DATE, &first,
                           &last))
        continue;
      g_date_clear (&birth, 1);
      g_date_set_julian (&birth, first);
      gezin_age_reached_on (&birth, (guint) g_ascii_strtoull (age, NULL, 10), &day);
      if (earliest == 0 || g_date_get_julian (&day) < earliest)
        earliest = g_date_get_julian (&day);
    }
  return earliest;
}

static guint32
earlier (guint32 a, guint32 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

/* By as much as at first, where only is said how often. */
static const char *
extension_of (const GezinCode *code)
{
  const char *extension = gezin_code_property (code, "extension");

  return extension == NULL && gezin_code_property (code, "extension-times") != NULL
             ? gezin_code_property (code, "maximum")
             : extension;
}

/* By what the code of the record itself, such as the measure that it is, allows; 0: no bound. */
static guint32
longest (const Finding *self, const GezinRecord *record, guint32 from, const GezinCode *code)
{
  const char *named = gezin_code_property (self->rule, "term-named");
  const char *term = gezin_code_property (code, named != NULL ? named : "maximum");
  const char *extension = extension_of (code);
  const char *total = gezin_code_property (code, "total-maximum");
  guint n_times = times_extended (self, record, code);
  guint32 end;

  if (term == NULL || from == 0)
    return 0;
  end = after (self, from, term);
  for (guint i = 0; named == NULL && extension != NULL && i < n_times; i++)
    end = after (self, end, extension);
  return named == NULL && extension == NULL && total != NULL && n_times > 0
             ? after (self, from, total)
             : end;
}

/* What was written that is no day: then from when it was recorded, at the latest. */
static guint32
known_from (const Finding *self, const GezinRecord *record)
{
  guint32 from = first_day_of (self, record, "from");

  return from == 0 && g_strcmp0 (gezin_code_property (self->rule, "or-recorded"), "yes") == 0
             ? gezin_case_recorded (self->on, record)
             : from;
}

static guint32
due_by_term (const Finding *self, const GezinRecord *record, guint32 from)
{
  const char *term = gezin_code_property (self->rule, "term");
  const char *days = gezin_code_property (self->rule, "working-days");

  if (from == 0)
    return 0;
  if (days != NULL)
    return gezin_calendar_working_days_after (self->calendar, from,
                                              (guint) g_ascii_strtoull (days, NULL, 10));
  return term != NULL ? after (self, from, term) : 0;
}

/* 0: none. */
static guint32
due_day (const Finding *self, const GezinRecord *record)
{
  GezinField field = field_of (self, "due"), code_field = field_of (self, "term-of");
  const char *written =
      field != GEZIN_FIELD_NONE ? gezin_case_value (self->on, record, field) : NULL;
  guint32 due = first_day (self, record, field);
  guint32 from = known_from (self, record);

  if (due == 0 && written != NULL)
    due = gezin_case_recorded (self->on, record);
  if (code_field != GEZIN_FIELD_NONE)
    {
      const GezinCode *code = gezin_case_code (self->on, record, code_field);

      return code != NULL ? earlier (earlier (due, longest (self, record, from, code)),
                                     too_old (self, record, code))
                          : due;
    }
  return due > 0 ? due : due_by_term (self, record, from);
}

/* On the day itself the rules change; then it is over. */
static void
add_birthdays (Finding *self, const GezinRecord *record, const char *ages)
{
  g_auto (GStrv) parts = g_strsplit (ages, " ", -1);
  guint32 born = first_day_of (self, record, "from");
  GDate birth, birthday;

  if (born == 0)
    return;
  g_date_clear (&birth, 1);
  g_date_set_julian (&birth, born);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gezin_age_reached_on (&birth, (guint) g_ascii_strtoull (parts[i], NULL, 10), &birthday);
      add (self, record, g_date_get_julian (&birthday), g_date_get_julian (&birthday),
           gezin_code_name (self->rule))
          ->detail = g_strdup (parts[i]);
    }
}

/* Some days only tell that something changes; a while later there is nothing left to do about it.
 * The last day from which that while reaches back to @due. */
static guint32
last_told (const Finding *self, guint32 due)
{
  const char *passes = gezin_code_property (self->rule, "passes");
  guint32 last = due;
  GDate next;

  if (passes == NULL)
    return 0;
  g_date_clear (&next, 1);
  for (;;)
    {
      g_date_set_julian (&next, last + 1);
      if (gezin_term_before (&next, passes) > due)
        return last;
      last++;
    }
}

/* Looking again.
 *
 * It is over for somebody when a later record of the same was about them, or when they were talked
 * about in a record that looks back (an evaluation), no earlier than some days before the day that was
 * set. It is over when it is over for everybody it is about. */

typedef struct {
  const GezinRecord *record;
  GezinKind kind; /* of what may end it */
  GezinField on; /* its day */
  GezinField same; /* what has to be the same in both; GEZIN_FIELD_NONE: nothing */
  guint32 from; /* the first day that counts */
} Again;

/* As somebody would read it: capitals, accents and marks do not make it another question. */
static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *one = gezin_text_fold (a != NULL ? a : "");
  g_autofree char *other = gezin_text_fold (b != NULL ? b : "");
  const char *first = one, *second = other;

  for (;;)
    {
      while (*first != '\0' && !g_unichar_isalnum (g_utf8_get_char (first)))
        first = g_utf8_next_char (first);
      while (*second != '\0' && !g_unichar_isalnum (g_utf8_get_char (second)))
        second = g_utf8_next_char (second);
      if (*first == '\0' || *second == '\0')
        return *first == *second;
      if (g_utf8_get_char (first) != g_utf8_get_char (second))
        return FALSE;
      first = g_utf8_next_char (first);
      second = g_utf8_next_char (second);
    }
}

/* (nullable) (transfer container): NULL: of nobody in particular, or of the whole family. */
static GPtrArray *
find_people (const Finding *self, const GezinRecord *record)
{
  const char *about = gezin_code_property (self->rule, "about");
  GezinField field =
      about != NULL ? gezin_catalogue_field_by_name (record->kind, about) : GEZIN_FIELD_NONE;
  GPtrArray *people =
      field != GEZIN_FIELD_NONE ? gezin_case_refs (self->on, record, field, GEZIN_KIND_NONE) : NULL;
  const GezinRecord *family = gezin_dossier_root (self->on->dossier);

  if (people == NULL || (people->len > 0 && !g_ptr_array_find (people, family, NULL)))
    return people;
  g_ptr_array_unref (people);
  return NULL;
}

static gboolean
is_about (const Finding *self, const GezinRecord *record, const GezinRecord *person)
{
  g_autoptr (GPtrArray) people = person != NULL ? find_people (self, record) : NULL;

  return people == NULL || g_ptr_array_find (people, person, NULL);
}

/* The day by which that surely happened; 0: it did not. */
static guint32
done_again_for (const Finding *self, const Again *again, const GezinRecord *person)
{
  const GPtrArray *others = self->on->present[again->kind];
  guint32 done = 0, first, last;

  for (guint i = 0; i < others->len; i++)
    if (others->pdata[i] != again->record
        && gezin_case_day (self->on, others->pdata[i], again->on, &first, &last)
        && first >= again->from
        && (again->same == GEZIN_FIELD_NONE
            || is_same_text (gezin_case_value (self->on, others->pdata[i], again->same),
                             gezin_case_value (self->on, again->record, again->same)))
        && is_about (self, others->pdata[i], person))
      done = earlier (done, last);
  return done;
}

static guint32
days_before (guint32 day, const char *term)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  return term != NULL ? gezin_term_before (&date, term) : day;
}

/* The first day on which nothing is left to look at again; 0: none. */
static guint32
looked_at_again (const Finding *self, const GezinRecord *record, guint32 due)
{
  const char *kind = gezin_code_property (self->rule, "looked-at-in");
  const char *on = gezin_code_property (self->rule, "looked-at-on");
  guint32 done = first_day (self, record, field_of (self, "day"));
  const Again later = { record, self->kind, field_of (self, "day"), field_of (self, "again"),
                        done + 1 };
  Again back = { .record = record };
  g_autoptr (GPtrArray) people = find_people (self, record);
  guint32 all = 0;

  if (kind != NULL && on != NULL)
    {
      back.kind = gezin_catalogue_kind_by_name (kind);
      back.on = gezin_catalogue_field_by_name (back.kind, on);
      back.from = MAX (days_before (due, gezin_code_property (self->rule, "early")), done + 1);
    }
  for (guint i = 0; i < (people != NULL ? people->len : 1); i++)
    {
      const GezinRecord *person = people != NULL ? people->pdata[i] : NULL;
      guint32 day = later.same != GEZIN_FIELD_NONE ? done_again_for (self, &later, person) : 0;

      if (back.kind != GEZIN_KIND_NONE)
        day = earlier (day, done_again_for (self, &back, person));
      if (day == 0)
        return 0;
      all = MAX (all, day);
    }
  return all;
}

/* The last day on which it is told; 0: until it is done. */
static guint32
told_until (const Finding *self, const GezinRecord *record, guint32 due)
{
  guint32 again = looked_at_again (self, record, due);

  return earlier (last_told (self, due), again > 0 ? again - 1 : 0);
}

static void
find_by_rule (Finding *self)
{
  const GPtrArray *records = self->on->present[self->kind];
  const char *ages = gezin_code_property (self->rule, "ages");

  self->replaced = find_replaced (self);
  for (guint i = 0; i < records->len; i++)
    {
      GezinRecord *record = records->pdata[i];
      guint32 due = ages == NULL ? due_day (self, record) : 0;

      if ((ages == NULL && due == 0) || !is_meant (self, record))
        continue;
      if (ages != NULL)
        add_birthdays (self, record, ages);
      else
        add (self, record, due, told_until (self, record, due), gezin_code_name (self->rule));
    }
  g_clear_pointer (&self->replaced, g_hash_table_unref);
}

/* Steps. */

static void
find_steps_of (Finding *self, const GezinWorkflowReading *reading)
{
  self->kind = GEZIN_KIND_STEP;
  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];
      guint32 first, last;

      if (line->due == NULL || !gezin_reader_value_days (line->due, &first, &last))
        continue;
      add (self, line->has_record ? gezin_dossier_find (self->on->dossier, &line->record) : NULL,
           first, 0, GEZIN_DEADLINE_STEP)
          ->detail = g_strdup_printf ("%s/%s", reading->template_code, line->code);
    }
}

static void
find_steps (Finding *self)
{
  g_autoptr (GPtrArray) codes = gezin_workflow_find_codes (self->on);

  for (guint i = 0; i < codes->len; i++)
    {
      g_autoptr (GezinWorkflowReading) reading =
          gezin_workflow_read_case (self->on, self->calendar, codes->pdata[i]);

      if (reading == NULL)
        continue;
      find_steps_of (self, reading);
      if (i == 0 && self->stage != NULL)
        *self->stage = g_strdup (gezin_workflow_stage (reading));
    }
}

/* A dossier that is closed waits for nothing but what the family asked. 0: it is not closed. */
static guint32
closed_on (const GezinCase *on)
{
  const GezinRecord *family = gezin_dossier_root (on->dossier);
  guint32 first, last;

  return family != NULL && gezin_case_day (on, family, GEZIN_FIELD_FAMILY_CLOSED, &first, &last)
             ? last
             : 0;
}

GPtrArray *
gezin_deadlines_all (const GezinView *view, GezinReference *reference, const GDate *day,
                     char **stage)
{
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GezinCodeList) rules = gezin_reference_list (reference, GEZIN_DEADLINES_LIST, day);
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);
  Finding self = {
    .on = &on, .calendar = calendar, .deadlines = gezin_deadlines_new (), .stage = stage
  };

  gezin_case_init (&on, view, reference, day);
  self.closed = closed_on (&on);
  for (guint i = 0; rules != NULL && i < gezin_code_list_size (rules); i++)
    {
      const char *kind;

      self.rule = gezin_code_list_code (rules, i);
      kind = gezin_code_property (self.rule, "kind");
      self.kind = kind != NULL ? gezin_catalogue_kind_by_name (kind) : GEZIN_KIND_NONE;
      if (self.kind != GEZIN_KIND_NONE)
        find_by_rule (&self);
    }
  if (stage != NULL)
    *stage = NULL;
  find_steps (&self);
  g_ptr_array_sort (self.deadlines, gezin_deadline_compare);
  return self.deadlines;
}

void
gezin_deadlines_keep_asked (GPtrArray *deadlines, GezinReference *reference)
{
  for (guint i = deadlines->len; i-- > 0;)
    {
      const GezinDeadline *one = deadlines->pdata[i];
      const GezinCode *rule = gezin_reference_find (reference, GEZIN_DEADLINES_LIST, one->code);

      if (rule == NULL || g_strcmp0 (gezin_code_property (rule, "in-review-copy"), "yes") != 0)
        g_ptr_array_remove_index (deadlines, i);
    }
}

/* Words. */

static char *
say_step (GezinReference *reference, const GezinDeadline *deadline, const char *language)
{
  g_auto (GStrv) parts = g_strsplit (deadline->detail != NULL ? deadline->detail : "", "/", 2);
  g_autofree char *list = NULL;

  if (parts[0] == NULL || parts[1] == NULL)
    return g_strdup (deadline->code);
  list = g_strconcat ("workflow-", parts[0], NULL);
  return g_strdup (gezin_reference_label (reference, list, parts[1], language));
}

/* What is said of each deadline of one kind. */
typedef struct {
  char *sentence;
  GezinKind kind;
} Saying;

static Saying
saying_of (GezinReference *reference, const char *rule_name)
{
  const GezinCode *rule = gezin_reference_find (reference, GEZIN_DEADLINES_LIST, rule_name);
  const char *kind = rule != NULL ? gezin_code_property (rule, "kind") : NULL;

  return (Saying){
    .sentence =
        rule != NULL ? g_strdup (gezin_code_sentence (rule, g_get_language_names ()[0])) : NULL,
    .kind = kind != NULL ? gezin_catalogue_kind_by_name (kind) : GEZIN_KIND_FAMILY,
  };
}

static void
say (GezinDeadline *deadline, const Saying *saying, GezinReference *reference)
{
  g_autofree char *title = NULL;

  g_clear_pointer (&deadline->sentence, g_free);
  if (strcmp (deadline->code, GEZIN_DEADLINE_STEP) == 0)
    title = say_step (reference, deadline, g_get_language_names ()[0]);
  else
    title = gezin_case_say_title (reference, saying->kind, deadline->title);
  deadline->sentence = gezin_case_fill (saying->sentence, title);
}

void
gezin_deadlines_say (GPtrArray *deadlines, GezinReference *reference)
{
  g_autoptr (GHashTable) sayings = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Saying));

  for (guint i = 0; i < deadlines->len; i++)
    {
      GezinDeadline *one = deadlines->pdata[i];
      gpointer place;
      Saying saying;

      if (!g_hash_table_lookup_extended (sayings, one->code, NULL, &place))
        {
          saying = saying_of (reference, one->code);
          place = GUINT_TO_POINTER (all->len);
          g_array_append_val (all, saying);
          g_hash_table_insert (sayings, (gpointer) one->code, place);
        }
      saying = g_array_index (all, Saying, GPOINTER_TO_UINT (place));
      say (one, &saying, reference);
    }
  for (guint i = 0; i < all->len; i++)
    g_free (g_array_index (all, Saying, i).sentence);
}

GPtrArray *
gezin_deadlines_find (const GezinView *view, GezinReference *reference, const GDate *day)
{
  g_autoptr (GPtrArray) all = gezin_deadlines_all (view, reference, day, NULL);
  GPtrArray *told = gezin_deadlines_new ();
  char today[GEZIN_DAY_TEXT_LENGTH + 1];

  gezin_day_to_text (day, today);
  for (guint i = 0; i < all->len; i++)
    {
      GezinDeadline *one = all->pdata[i];

      if (!gezin_deadline_is_told (one, today))
        continue;
      one->is_overdue = gezin_deadline_is_late (one, today);
      g_ptr_array_add (told, g_steal_pointer (&all->pdata[i]));
    }
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    g_clear_pointer (&all->pdata[i], gezin_deadline_free);
  gezin_deadlines_say (told, reference);
  return told;
}
