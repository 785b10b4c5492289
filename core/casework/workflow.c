/* SPDX-License-Identifier: EUPL-1.2 */

/* Where a dossier stands in a template: from its step records, one for each time that a step was
 * walked.
 *
 * Invariants:
 * 1. A step's turn comes when a step that leads to it was finished, and signed off where that is
 *    asked. It comes again when an outcome that is named leads back, here or to a step from which
 *    the way leads on to here, after it was last begun. So a loop is walked once for each time, and
 *    what was done early counts. Who walks a step again before going back as it was said, does not
 *    take back what was said.
 *    Where several ways come together (`together`), it does not come while a step of one of them
 *    is under way; what was never begun is not waited for.
 * 2. What was never begun while a step after it was, was passed over; and so was what was never
 *    begun when nothing is left to do.
 * 3. What was done under another version of the template counts: a step is known by its code.
 * 4. Days that are not whole count as their first possible day. Of one day what was written first
 *    came first. */

#include "casework/workflow.h"

#include "base/clock.h"
#include "casework/calendar.h"
#include "casework/term.h"
#include "casework/workflow-private.h"

#include <glib/gi18n-lib.h>

#include <stdlib.h>
#include <string.h>

#define LIST_WORKFLOWS "workflow"

/* A day, and when that was written: it orders what was done on one day. */
typedef struct {
  guint32 day; /* Julian; 0: not known */
  gint64 written;
} Moment;

/* One step, and the last time that it was walked. */
typedef struct {
  GezinRecord *walk; /* (nullable) */
  guint n_walks;
  Moment begun;
  guint32 begun_before; /* the walk before the last; 0: there was none */
  GezinRecord *complete; /* (nullable): the last walk that was finished and signed off */
  Moment left; /* of that one: the day, and when its outcome was written */
  const char *outcome; /* (nullable): of that one */
  gboolean is_finished;
  gboolean is_skipped;
  gboolean is_signed_off;
  guint32 turn; /* day on which its turn came; 0: not yet, or walked since */
  guint32 since; /* day on which what is open now became its turn; 0: not known */
  Moment back; /* when an outcome last led back to here, or to before here */
  guint back_from; /* position of the step whose outcome that was */
  gboolean is_on_the_way; /* it is passed without any outcome that is named */
  gboolean is_passed; /* a step after it was begun */
  GezinStepStatus status;
} Walked;

typedef struct {
  const GezinCase *on;
  const GezinTemplate *template;
  GezinCalendar *calendar;
  Walked *walked;
  GezinQuestions *questions;
} Reading;

static guint32
day_of (const GezinCase *on, const GezinRecord *record, GezinField field)
{
  guint32 first, last;

  return gezin_case_day (on, record, field, &first, &last) ? first : 0;
}

/* What says no beginning began when it was finished. */
static guint32
begun_on (const GezinCase *on, const GezinRecord *record)
{
  guint32 begun = day_of (on, record, GEZIN_FIELD_STEP_STARTED);

  return begun > 0 ? begun : day_of (on, record, GEZIN_FIELD_STEP_FINISHED);
}

static gboolean
is_after (const Moment *one, const Moment *other)
{
  return one->day > other->day
         || (one->day > 0 && one->day == other->day && one->written > other->written);
}

static Moment
beginning (const GezinCase *on, const GezinRecord *walk)
{
  return (Moment){ begun_on (on, walk), gezin_case_written (on, walk) };
}

/* The later begun is the last; of one instant the one with the greater id. */
static gboolean
is_later (const GezinCase *on, const GezinRecord *record, const GezinRecord *than)
{
  Moment begun, before;

  if (than == NULL)
    return TRUE;
  begun = beginning (on, record);
  before = beginning (on, than);
  return is_after (&begun, &before)
         || (!is_after (&before, &begun) && gezin_uuid_compare (&record->id, &than->id) > 0);
}

static gboolean
is_skipped (const GezinCase *on, const GezinRecord *walk)
{
  return gezin_case_value (on, walk, GEZIN_FIELD_STEP_SKIPPED_REASON) != NULL;
}

static gboolean
is_finished (const GezinCase *on, const GezinRecord *walk)
{
  return is_skipped (on, walk) || day_of (on, walk, GEZIN_FIELD_STEP_FINISHED) > 0;
}

static gboolean
is_signed_off (const GezinCase *on, const GezinStepSpec *step, const GezinRecord *walk)
{
  return is_skipped (on, walk) || gezin_code_property (step->code, "sign-off") == NULL
         || gezin_case_value (on, walk, GEZIN_FIELD_STEP_SIGNED_OFF_BY) != NULL;
}

/* Of a walk that is complete; never 0. */
static guint32
left_on (const GezinCase *on, const GezinRecord *walk)
{
  guint32 finished = day_of (on, walk, GEZIN_FIELD_STEP_FINISHED);
  guint32 signed_off = day_of (on, walk, GEZIN_FIELD_STEP_SIGNED_OFF_ON);

  return MAX (MAX (finished, signed_off), MAX (begun_on (on, walk), 1));
}

/* A step that names no template is of every one that has its code. */
static int
find_step (const GezinCase *on, const GezinTemplate *template, const GezinRecord *record)
{
  const char *code = gezin_case_value (on, record, GEZIN_FIELD_STEP_STEP_CODE);
  const char *of = gezin_case_value (on, record, GEZIN_FIELD_STEP_TEMPLATE);

  return code == NULL || (of != NULL && strcmp (of, gezin_code_name (template->code)) != 0)
             ? -1
             : gezin_template_find_step (template, code);
}

/* Of a record that has none: when it was written. */
static gint64
outcome_written (const GezinCase *on, const GezinRecord *walk)
{
  GezinRegister outcome = gezin_record_register (walk, GEZIN_FIELD_STEP_OUTCOME, NULL);
  const GezinVersion *shown = gezin_register_displayed (&outcome);

  return shown != NULL ? shown->commit->time : gezin_case_written (on, walk);
}

static void
note_walks (Reading *self)
{
  const GezinCase *on = self->on;
  const GPtrArray *records = on->present[GEZIN_KIND_STEP];

  for (guint i = 0; i < records->len; i++)
    {
      GezinRecord *walk = records->pdata[i];
      int position = find_step (on, self->template, walk);
      Walked *one;

      if (position < 0)
        continue;
      one = &self->walked[position];
      one->n_walks++;
      if (is_later (on, walk, one->walk))
        {
          one->begun_before = one->begun.day;
          one->walk = walk;
          one->begun = beginning (on, walk);
        }
      else
        one->begun_before = MAX (one->begun_before, begun_on (on, walk));
      if (is_finished (on, walk) && is_signed_off (on, self->template->steps->pdata[position], walk)
          && is_later (on, walk, one->complete))
        one->complete = walk;
    }
}

static void
read_walk (const Reading *self, const GezinStepSpec *step, Walked *one)
{
  const GezinCase *on = self->on;

  if (one->walk == NULL)
    return;
  one->is_skipped = is_skipped (on, one->walk);
  one->is_finished = is_finished (on, one->walk);
  one->is_signed_off = is_signed_off (on, step, one->walk);
  if (one->complete == NULL)
    return;
  one->left = (Moment){ left_on (on, one->complete), outcome_written (on, one->complete) };
  one->outcome = gezin_case_value (on, one->complete, GEZIN_FIELD_STEP_OUTCOME);
}

/* Whether some way out of step @from is for @outcome alone. */
static gboolean
is_named (const GezinTemplate *template, guint from, const char *outcome)
{
  for (guint i = 0; i < template->steps->len; i++)
    {
      const GezinStepSpec *step = template->steps->pdata[i];

      for (guint j = 0; j < step->ways->len; j++)
        {
          const GezinWay *way = &g_array_index (step->ways, GezinWay, j);

          if (way->from == from && way->outcome != NULL && g_strcmp0 (way->outcome, outcome) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
leads_here (const Reading *self, const GezinWay *way)
{
  const Walked *before = &self->walked[way->from];

  if (before->complete == NULL)
    return FALSE;
  return way->outcome != NULL ? g_strcmp0 (way->outcome, before->outcome) == 0
                              : before->complete == before->walk
                                    && !is_named (self->template, way->from, before->outcome);
}

/* Since it was begun it was led back here, or to before here. Its own outcome came after its own
 * beginning, also if both were written at once. */
static gboolean
is_led_back (const Reading *self, const Walked *one)
{
  return is_after (&one->back, &one->begun)
         || (one->back.day > 0 && one->back.day == one->begun.day
             && one->back.written == one->begun.written && one == &self->walked[one->back_from]);
}

static guint32
opened_on (const Reading *self)
{
  const GezinRecord *family = gezin_dossier_root (self->on->dossier);

  return family != NULL ? day_of (self->on, family, GEZIN_FIELD_FAMILY_OPENED) : 0;
}

/* What one way says of the step that it leads to; %TRUE if that is new. */
static gboolean
follow (const Reading *self, const GezinWay *way, Walked *one)
{
  Walked *before = &self->walked[way->from];
  Moment back = { 0 };
  guint from = way->from;
  gboolean is_new = FALSE;

  if (way->outcome == NULL)
    {
      is_new |= before->is_on_the_way && !one->is_on_the_way;
      one->is_on_the_way |= before->is_on_the_way;
      is_new |= (one->walk != NULL || one->is_passed) && !before->is_passed;
      before->is_passed |= one->walk != NULL || one->is_passed;
      if (!is_led_back (self, before))
        {
          back = before->back;
          from = before->back_from;
        }
    }
  else if (leads_here (self, way))
    back = before->left;
  if (!is_after (&back, &one->back))
    return is_new;
  one->back = back;
  one->back_from = from;
  return TRUE;
}

static void
follow_all (const Reading *self)
{
  GPtrArray *steps = self->template->steps;
  gboolean is_new = TRUE;

  for (guint i = 0; i < steps->len; i++)
    self->walked[i].is_on_the_way = ((GezinStepSpec *) steps->pdata[i])->ways->len == 0;
  while (is_new)
    {
      is_new = FALSE;
      for (guint i = 0; i < steps->len; i++)
        {
          const GezinStepSpec *step = steps->pdata[i];

          for (guint j = 0; j < step->ways->len; j++)
            is_new |= follow (self, &g_array_index (step->ways, GezinWay, j), &self->walked[i]);
        }
    }
}

/* Whether ways come together in @step, and one of them is still being walked. A step that leads back
 * here by an outcome is no way towards it. */
static gboolean
waits_for_others (const Reading *self, const GezinStepSpec *step)
{
  if (g_strcmp0 (gezin_code_property (step->code, "together"), "yes") != 0)
    return FALSE;
  for (guint i = 0; i < step->ways->len; i++)
    {
      const GezinWay *way = &g_array_index (step->ways, GezinWay, i);
      const Walked *before = &self->walked[way->from];

      if (way->outcome == NULL && before->walk != NULL
          && !(before->is_finished && before->is_signed_off))
        return TRUE;
    }
  return FALSE;
}

static void
find_turn (const Reading *self, const GezinStepSpec *step, Walked *one)
{
  if (one->walk == NULL && one->is_passed && one->is_on_the_way)
    return;
  if (step->ways->len == 0 && one->walk == NULL)
    one->turn = MAX (opened_on (self), 1);
  for (guint i = 0; i < step->ways->len; i++)
    {
      const GezinWay *way = &g_array_index (step->ways, GezinWay, i);
      guint32 day = self->walked[way->from].left.day;

      if (!leads_here (self, way))
        continue;
      if (one->walk == NULL || is_led_back (self, one))
        one->turn = MAX (one->turn, day);
      else if (day <= one->begun.day && day > one->begun_before)
        one->since = MAX (one->since, day); /* begun later: its term ran already */
    }
  if (one->turn > 0 && waits_for_others (self, step))
    one->turn = 0;
  if (one->turn > 0)
    one->since = one->turn;
  else if (one->since == 0)
    one->since = one->begun.day;
}

static gboolean
has_need_to_begin (const GPtrArray *needed)
{
  for (guint i = 0; i < needed->len; i++)
    if (((GezinNeed *) needed->pdata[i])->is_to_begin)
      return TRUE;
  return FALSE;
}

/* What was done and waits for a signature says so, before what it may still need. */
static void
need_signature (const Walked *one, GPtrArray *needed)
{
  GezinNeed *need = g_new0 (GezinNeed, 1);

  need->code = g_strdup (GEZIN_NEED_SIGN_OFF);
  need->sentence = g_strdup (_ ("This step is done, and waits to be signed off."));
  need->has_record = TRUE;
  need->record = one->walk->id;
  need->kind = GEZIN_KIND_STEP;
  g_ptr_array_add (needed, need);
}

static void
decide (const GezinStepSpec *step, Walked *one, GezinStepLine *line, const GezinCase *on)
{
  gboolean is_open = one->walk != NULL && (!one->is_finished || !one->is_signed_off);

  if (is_open || one->turn > 0)
    {
      if (is_open && one->is_finished)
        need_signature (one, line->needed);
      gezin_needs_find (on, step, line->needed);
      gezin_questions_need (line->questions, line->needed);
      one->status =
          !is_open && has_need_to_begin (line->needed) ? GEZIN_STEP_BLOCKED : GEZIN_STEP_NOW;
    }
  else if (one->walk != NULL)
    one->status = one->is_skipped ? GEZIN_STEP_SKIPPED : GEZIN_STEP_DONE;
  else if (one->is_passed && one->is_on_the_way)
    one->status = GEZIN_STEP_SKIPPED;
  else
    one->status = GEZIN_STEP_NEXT;
}

/* Days. */

static char *
day_text (guint32 julian)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_strdup (gezin_day_to_text (&date, text));
}

/* From its turn, or from when it was begun where no turn is known; what cannot begin yet waits no longer for that. */
static char *
due_text (const Reading *self, const GezinStepSpec *step, const Walked *one)
{
  const char *days = gezin_code_property (step->code, "working-days");
  const char *term = gezin_code_property (step->code, "term");
  guint32 from = one->since;

  if (from <= 1 || (one->status != GEZIN_STEP_NOW && one->status != GEZIN_STEP_BLOCKED))
    return NULL;
  if (days != NULL)
    return day_text (gezin_calendar_working_days_after (self->calendar, from,
                                                        (guint) g_ascii_strtoull (days, NULL, 10)));
  if (term == NULL)
    return NULL;
  return day_text (g_strcmp0 (gezin_code_property (step->code, "statutory"), "yes") == 0
                       ? gezin_calendar_statutory_end (self->calendar, from, term)
                       : gezin_term_after (from, term));
}

/* Lines. */

static const char *
phase_label (const Reading *self, const GezinStepSpec *step, const char *language)
{
  const char *phase = gezin_code_property (step->code, "phase");

  return phase != NULL
             ? gezin_reference_label (self->on->reference, "workflow-phase", phase, language)
             : NULL;
}

static GezinStepLine *
make_line (const Reading *self, const GezinStepSpec *step, Walked *one)
{
  const char *language = g_get_language_names ()[0];
  GezinStepLine *line = g_new0 (GezinStepLine, 1);

  line->code = g_strdup (gezin_code_name (step->code));
  line->title = g_strdup (gezin_code_label (step->code, language));
  line->why = g_strdup (gezin_code_note (step->code, language));
  line->phase = g_strdup (phase_label (self, step, language));
  line->role = g_strdup (gezin_code_property (step->code, "role"));
  line->sign_off = g_strdup (gezin_code_property (step->code, "sign-off"));
  line->needed = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_need_free);
  line->questions = gezin_questions_find (self->questions, line->code);
  decide (step, one, line, self->on);
  line->status = one->status;
  line->due = due_text (self, step, one);
  line->n_walks = one->n_walks;
  if (one->walk != NULL)
    {
      line->has_record = TRUE;
      line->record = one->walk->id;
      line->finished = g_strdup (gezin_case_value (self->on, one->walk, GEZIN_FIELD_STEP_FINISHED));
    }
  return line;
}

/* Steps of an older version that this one no longer has: what was done stays told. */

static GezinStepLine *
former_line (const Reading *self, GPtrArray *lines, const char *code)
{
  GezinStepLine *line;

  for (guint i = self->template->steps->len; i < lines->len; i++)
    if (strcmp (((GezinStepLine *) lines->pdata[i])->code, code) == 0)
      return lines->pdata[i];
  line = g_new0 (GezinStepLine, 1);
  line->code = g_strdup (code);
  line->title = g_strdup (gezin_reference_label (self->on->reference,
                                                 gezin_code_list_name (self->template->steps_list),
                                                 code, g_get_language_names ()[0]));
  line->needed = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_need_free);
  line->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_question_line_free);
  g_ptr_array_add (lines, line);
  return line;
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(GezinStepLine *const *) a)->code, (*(GezinStepLine *const *) b)->code);
}

/* Of several walks the one that was finished last is told. */
static void
add_former (const Reading *self, GPtrArray *lines)
{
  const GezinCase *on = self->on;
  const GPtrArray *records = on->present[GEZIN_KIND_STEP];
  guint n_steps = self->template->steps->len;

  for (guint i = 0; i < records->len; i++)
    {
      const GezinRecord *record = records->pdata[i];
      const char *of = gezin_case_value (on, record, GEZIN_FIELD_STEP_TEMPLATE);
      const char *code = gezin_case_value (on, record, GEZIN_FIELD_STEP_STEP_CODE);
      const char *finished = gezin_case_value (on, record, GEZIN_FIELD_STEP_FINISHED);
      GezinStepLine *line;

      if (code == NULL || g_strcmp0 (of, gezin_code_name (self->template->code)) != 0
          || gezin_template_find_step (self->template, code) >= 0)
        continue;
      line = former_line (self, lines, code);
      line->n_walks++;
      if (line->has_record && g_strcmp0 (finished, line->finished) <= 0)
        continue;
      line->has_record = TRUE;
      line->record = record->id;
      line->status = finished != NULL ? GEZIN_STEP_DONE : GEZIN_STEP_SKIPPED;
      g_free (line->finished);
      line->finished = g_strdup (finished);
    }
  if (lines->len > n_steps)
    qsort (lines->pdata + n_steps, lines->len - n_steps, sizeof *lines->pdata, compare_codes);
}

/* Where nothing is left to do, nothing comes any more. */
static void
end_lines (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const GezinStepLine *line = lines->pdata[i];

      if (line->status == GEZIN_STEP_NOW || line->status == GEZIN_STEP_BLOCKED)
        return;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      GezinStepLine *line = lines->pdata[i];

      if (line->status == GEZIN_STEP_NEXT)
        line->status = GEZIN_STEP_SKIPPED;
    }
}

/* Who is done with a step, or passed it over, waits for nothing there. */
static void
end_questions (const Reading *self, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const GezinStepLine *line = lines->pdata[i];

      for (guint j = 0; j < line->questions->len; j++)
        {
          GezinQuestionLine *question = line->questions->pdata[j];

          if (question->status == GEZIN_QUESTION_WAITS
              && (line->status == GEZIN_STEP_DONE || line->status == GEZIN_STEP_SKIPPED))
            question->status = GEZIN_QUESTION_ASKED;
        }
      gezin_questions_find_former (self->questions, line->code, line->questions);
    }
}

static void
read_steps (Reading *self, GPtrArray *lines)
{
  GPtrArray *steps = self->template->steps;

  note_walks (self);
  for (guint i = 0; i < steps->len; i++)
    read_walk (self, steps->pdata[i], &self->walked[i]);
  follow_all (self);
  for (guint i = 0; i < steps->len; i++)
    find_turn (self, steps->pdata[i], &self->walked[i]);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (lines, make_line (self, steps->pdata[i], &self->walked[i]));
  end_lines (lines);
  add_former (self, lines);
  end_questions (self, lines);
}

/* Which template. */

static guint
count_walks (const GezinCase *on, const GezinTemplate *template, guint32 *first)
{
  const GPtrArray *records = on->present[GEZIN_KIND_STEP];
  guint n_walks = 0;

  *first = G_MAXUINT32;
  for (guint i = 0; i < records->len; i++)
    {
      if (find_step (on, template, records->pdata[i]) < 0)
        continue;
      n_walks++;
      *first = MIN (*first, begun_on (on, records->pdata[i]));
    }
  return n_walks;
}

GPtrArray *
gezin_workflow_find_codes (const GezinCase *on)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (on->reference, LIST_WORKFLOWS, &on->day);
  GPtrArray *codes = g_ptr_array_new ();
  guint32 earliest = G_MAXUINT32;

  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);
      const char *name = gezin_code_name (
          gezin_reference_find (on->reference, LIST_WORKFLOWS, gezin_code_name (code)));
      g_autoptr (GezinTemplate) template = gezin_template_new (on->reference, code, &on->day);
      guint32 first;

      if (template == NULL || (count_walks (on, template, &first) == 0 && i > 0))
        continue;
      g_ptr_array_insert (codes, first < earliest ? 0 : -1, (gpointer) name);
      earliest = MIN (earliest, first);
    }
  return codes;
}

GPtrArray *
gezin_workflow_codes (const GezinView *view, GezinReference *reference, const GDate *day)
{
  g_auto (GezinCase) on = { NULL };

  gezin_case_init (&on, view, reference, day);
  return gezin_workflow_find_codes (&on);
}

GezinWorkflowReading *
gezin_workflow_read_case (const GezinCase *on, GezinCalendar *calendar, const char *code)
{
  const char *language = g_get_language_names ()[0];
  const GezinCode *workflow = gezin_reference_find (on->reference, LIST_WORKFLOWS, code);
  g_autoptr (GezinTemplate) template =
      workflow != NULL ? gezin_template_new (on->reference, workflow, &on->day) : NULL;
  g_autoptr (GezinQuestions) questions = NULL;
  g_autofree Walked *walked = NULL;
  GezinWorkflowReading *reading;

  if (template == NULL)
    return NULL;
  walked = g_new0 (Walked, template->steps->len);
  questions = gezin_questions_new (on, code);
  reading = gezin_workflow_reading_new ();
  reading->template_code = g_strdup (code);
  reading->version = g_strdup (gezin_code_list_version (template->steps_list));
  reading->title = g_strdup (gezin_code_label (workflow, language));
  reading->note = g_strdup (gezin_code_note (workflow, language));
  read_steps (&(Reading){ on, template, calendar, walked, questions }, reading->steps);
  return reading;
}

GezinWorkflowReading *
gezin_workflow_read (const GezinView *view, GezinReference *reference, const char *code,
                     const GDate *day)
{
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GezinCalendar) calendar = gezin_calendar_new (reference);

  gezin_case_init (&on, view, reference, day);
  codes = gezin_workflow_find_codes (&on);
  if (code == NULL && codes->len > 0)
    code = codes->pdata[0];
  return code != NULL ? gezin_workflow_read_case (&on, calendar, code) : NULL;
}

const char *
gezin_workflow_stage (const GezinWorkflowReading *reading)
{
  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];

      if (line->status == GEZIN_STEP_NOW || line->status == GEZIN_STEP_BLOCKED)
        return line->code;
    }
  return NULL;
}
