/* SPDX-License-Identifier: EUPL-1.2 */

/* Extra questions of the steps of a way of working, and how they were answered.
 *
 * Invariants:
 * 1. A question is known by its code alone: its words, its steps and for whom it is asked are those
 *    of the day. So an answer outlives them all.
 * 2. Each record is told once at a step: as the answer to what is asked today, or else to what was.
 * 3. Of several answers of one person (or of the family) the one of the latest day counts. */

#include "casework/questions.h"

#include "casework/workflow-private.h"

#include <string.h>

#define LISTS "questions-"
#define TITLE_MARK "{title}"

struct _GezinQuestions {
  const GezinCase *on;
  const char *way;
  GPtrArray *names; /* of the lists */
  GPtrArray *lists; /* GezinCodeList of the day */
  GHashTable *told; /* GezinRecord: of what is asked today */
};

static const char *
language (void)
{
  return g_get_language_names ()[0];
}

GezinQuestions *
gezin_questions_new (const GezinCase *on, const char *way)
{
  GezinQuestions *self = g_new0 (GezinQuestions, 1);

  self->on = on;
  self->way = way;
  self->names = gezin_reference_list_names_with (on->reference, LISTS);
  self->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_code_list_unref);
  self->told = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->names->len; i++)
    {
      GezinCodeList *list = gezin_reference_list (on->reference, self->names->pdata[i], &on->day);

      if (list != NULL)
        g_ptr_array_add (self->lists, list);
    }
  return self;
}

void
gezin_questions_free (GezinQuestions *self)
{
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->lists);
  g_hash_table_unref (self->told);
  g_free (self);
}

/* @where: `WAY:STEP` */
static gboolean
is_asked_at (const GezinCode *question, const char *where)
{
  return gezin_code_property_has (question, "steps", where);
}

/* Answers. */

static gboolean
reads_as (const GezinCode *code, const char *answer)
{
  static const char *const languages[] = { "nl", "en" };
  g_autofree char *said = g_utf8_casefold (answer, -1);

  g_strstrip (said);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *label = g_utf8_casefold (gezin_code_label (code, languages[i]), -1);

      if (strcmp (label, said) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Which of the answers on offer, on whatever day, @answer is: its code, or its words as somebody typed them. */
static const GezinCode *
find_choice (GezinReference *reference, const char *from, const char *answer)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, from, NULL);
  const GezinCode *code = gezin_reference_find (reference, from, answer);

  for (guint i = 0; code == NULL && list != NULL && i < gezin_code_list_size (list); i++)
    if (reads_as (gezin_code_list_code (list, i), answer))
      code =
          gezin_reference_find (reference, from, gezin_code_name (gezin_code_list_code (list, i)));
  return code;
}

static void
add_choices (const GezinCase *on, const char *from, GPtrArray *choices)
{
  g_autoptr (GezinCodeList) list =
      from != NULL ? gezin_reference_list (on->reference, from, &on->day) : NULL;

  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);
      GezinAnswerChoice *choice = g_new0 (GezinAnswerChoice, 1);

      choice->code = g_strdup (gezin_code_name (code));
      choice->label = g_strdup (gezin_code_label (code, language ()));
      g_ptr_array_add (choices, choice);
    }
}

static void
choice_free (gpointer data)
{
  GezinAnswerChoice *choice = data;

  g_free (choice->code);
  g_free (choice->label);
  g_free (choice);
}

/* What was written, and whether that answers @question. */
static gboolean
read_answer (const GezinCase *on, const GezinCode *question, const GezinRecord *record,
             GezinQuestionLine *line)
{
  const char *answer = gezin_case_value (on, record, GEZIN_FIELD_QUESTION_ANSWER);
  const char *from = gezin_code_property (question, "answers-from");
  const GezinCode *choice;

  line->has_record = TRUE;
  line->record = record->id;
  line->answered_on = g_strdup (gezin_case_value (on, record, GEZIN_FIELD_QUESTION_ANSWERED_ON));
  line->answered_by = g_strdup (gezin_case_value (on, record, GEZIN_FIELD_QUESTION_ANSWERED_BY));
  if (answer == NULL)
    return FALSE;
  choice = from != NULL ? find_choice (on->reference, from, answer) : NULL;
  if (choice != NULL)
    line->answer_code = g_strdup (gezin_code_name (choice));
  line->answer = g_strdup (choice != NULL ? gezin_code_label (choice, language ()) : answer);
  return from == NULL || choice != NULL;
}

static guint32
answered_on (const GezinCase *on, const GezinRecord *record)
{
  guint32 first, last;

  return gezin_case_day (on, record, GEZIN_FIELD_QUESTION_ANSWERED_ON, &first, &last) ? first : 0;
}

/* What holds an answer goes before what holds none, a later day before an earlier one. */
static gboolean
is_better (const GezinCase *on, const GezinRecord *record, const GezinRecord *than)
{
  gboolean is_filled, was_filled;
  guint32 day, before;
  gint64 written, earlier;

  if (than == NULL)
    return TRUE;
  is_filled = gezin_case_is_filled (on, record, GEZIN_FIELD_QUESTION_ANSWER);
  was_filled = gezin_case_is_filled (on, than, GEZIN_FIELD_QUESTION_ANSWER);
  day = answered_on (on, record);
  before = answered_on (on, than);
  written = gezin_case_written (on, record);
  earlier = gezin_case_written (on, than);
  if (is_filled != was_filled)
    return is_filled;
  if (day != before)
    return day > before;
  return written != earlier ? written > earlier : gezin_uuid_compare (&record->id, &than->id) > 0;
}

static gboolean
is_about (const GezinCase *on, const GezinRecord *record, const GezinRecord *person)
{
  g_autoptr (GPtrArray) whom =
      gezin_case_refs (on, record, GEZIN_FIELD_COMMON_ABOUT, GEZIN_KIND_PERSON);

  return g_ptr_array_find (whom, person, NULL);
}

/* The record that answers @question, of @person if it is asked of each. */
static const GezinRecord *
find_record (GezinQuestions *self, const GezinCode *question, const GezinRecord *person)
{
  const GezinCase *on = self->on;
  const GPtrArray *records = on->present[GEZIN_KIND_QUESTION];
  const GezinRecord *best = NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const GezinRecord *record = records->pdata[i];

      if (g_strcmp0 (gezin_case_value (on, record, GEZIN_FIELD_QUESTION_CODE),
                     gezin_code_name (question))
              != 0
          || (person != NULL && !is_about (on, record, person)))
        continue;
      g_hash_table_add (self->told, (gpointer) record);
      if (is_better (on, record, best))
        best = record;
    }
  return best;
}

/* Lines. */

static char *
sentence_of (const GezinCode *question, const char *name)
{
  const char *sentence = gezin_code_sentence (question, language ());

  if (sentence == NULL || (name == NULL && strstr (sentence, TITLE_MARK) != NULL))
    sentence = gezin_code_label (question, language ());
  return gezin_case_fill (sentence, name != NULL ? name : "");
}

static GezinQuestionLine *
line_new (const GezinCase *on, const GezinCode *question, const GezinRecord *person)
{
  GezinQuestionLine *line = g_new0 (GezinQuestionLine, 1);
  g_autofree char *name = person != NULL ? gezin_case_title (on, person) : NULL;

  line->code = g_strdup (gezin_code_name (question));
  line->sentence = sentence_of (question, name);
  line->why = g_strdup (gezin_code_note (question, language ()));
  line->has_about = person != NULL;
  if (person != NULL)
    line->about = person->id;
  line->choices = g_ptr_array_new_with_free_func (choice_free);
  return line;
}

static void
add_line (GezinQuestions *self, const GezinCode *question, const GezinRecord *person,
          GPtrArray *lines)
{
  GezinQuestionLine *line = line_new (self->on, question, person);
  const GezinRecord *record = find_record (self, question, person);

  line->is_asked = TRUE;
  line->is_waited_for = g_strcmp0 (gezin_code_property (question, "waits"), "yes") == 0;
  add_choices (self->on, gezin_code_property (question, "answers-from"), line->choices);
  if (record != NULL && read_answer (self->on, question, record, line))
    line->status = GEZIN_QUESTION_ANSWERED;
  else
    line->status = line->is_waited_for ? GEZIN_QUESTION_WAITS : GEZIN_QUESTION_ASKED;
  g_ptr_array_add (lines, line);
}

GPtrArray *
gezin_questions_find (GezinQuestions *self, const char *step)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_question_line_free);
  g_autofree char *where = g_strconcat (self->way, ":", step, NULL);

  for (guint i = 0; i < self->lists->len; i++)
    for (guint j = 0; j < gezin_code_list_size (self->lists->pdata[i]); j++)
      {
        const GezinCode *question = gezin_code_list_code (self->lists->pdata[i], j);
        g_autoptr (GPtrArray) whom = NULL;

        if (!is_asked_at (question, where))
          continue;
        whom = gezin_needs_find_whom (self->on, question);
        if (whom == NULL)
          add_line (self, question, NULL, lines);
        for (guint k = 0; whom != NULL && k < whom->len; k++)
          add_line (self, question, whom->pdata[k], lines);
      }
  return lines;
}

/* As the newest list has it that knows it. */
static const GezinCode *
find_question (GezinReference *reference, const GPtrArray *names, const char *code)
{
  const GezinCode *found = NULL;

  for (guint i = 0; found == NULL && i < names->len; i++)
    found = gezin_reference_find (reference, names->pdata[i], code);
  return found;
}

void
gezin_questions_find_former (GezinQuestions *self, const char *step, GPtrArray *lines)
{
  const GezinCase *on = self->on;
  const GPtrArray *records = on->present[GEZIN_KIND_QUESTION];
  g_autofree char *where = g_strconcat (self->way, ":", step, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const GezinRecord *record = records->pdata[i];
      const char *code = gezin_case_value (on, record, GEZIN_FIELD_QUESTION_CODE);
      const GezinCode *question =
          code != NULL ? find_question (on->reference, self->names, code) : NULL;
      g_autoptr (GPtrArray) whom = NULL;
      GezinQuestionLine *line;

      if (question == NULL || g_hash_table_contains (self->told, record)
          || !is_asked_at (question, where)
          || !gezin_case_is_filled (on, record, GEZIN_FIELD_QUESTION_ANSWER))
        continue;
      whom = gezin_case_refs (on, record, GEZIN_FIELD_COMMON_ABOUT, GEZIN_KIND_PERSON);
      line = line_new (on, question, whom->len == 1 ? whom->pdata[0] : NULL);
      (void) read_answer (on, question, record, line);
      line->status = GEZIN_QUESTION_ANSWERED;
      g_ptr_array_add (lines, line);
    }
}

void
gezin_questions_need (const GPtrArray *lines, GPtrArray *needed)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const GezinQuestionLine *line = lines->pdata[i];
      GezinNeed *need;

      if (line->status != GEZIN_QUESTION_WAITS)
        continue;
      need = g_new0 (GezinNeed, 1);
      need->code = g_strdup (line->code);
      need->sentence = g_strdup (line->sentence);
      need->kind = GEZIN_KIND_QUESTION;
      need->is_question = TRUE;
      need->has_record = line->has_record || line->has_about;
      need->record = line->has_record ? line->record : line->about;
      g_ptr_array_add (needed, need);
    }
}

/* In words. */

static void
append_name (GString *names, const GezinRecord *person)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (person->kind, &n_fields);
  const char *separator = names->len > 0 ? ", " : "";

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = (fields[i]->flags & GEZIN_FIELD_TITLE) != 0
                              ? gezin_record_value (person, fields[i]->field)
                              : NULL;

      if (value == NULL)
        continue;
      g_string_append_printf (names, "%s%s", separator, value);
      separator = " ";
    }
}

/* Whom the record is about; %NULL where nobody has a name. */
static char *
names_of (const GezinDossier *dossier, const GezinRecord *record)
{
  g_autoptr (GPtrArray) items = gezin_record_items (record, GEZIN_FIELD_COMMON_ABOUT);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      GezinUuid id;
      const GezinRecord *person =
          gezin_uuid_parse (items->pdata[i], &id) ? gezin_dossier_find (dossier, &id) : NULL;

      if (person != NULL && person->kind == GEZIN_KIND_PERSON)
        append_name (names, person);
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static const GezinCode *
question_of (GezinReference *reference, const char *code)
{
  g_autoptr (GPtrArray) names = gezin_reference_list_names_with (reference, LISTS);

  return code != NULL ? find_question (reference, names, code) : NULL;
}

char *
gezin_questions_text (GezinReference *reference, const GezinDossier *dossier,
                      const GezinRecord *record, GezinField field, const char *value)
{
  const GezinCode *question, *choice;
  g_autofree char *names = NULL;
  const char *from;

  if (field == GEZIN_FIELD_QUESTION_CODE)
    {
      question = question_of (reference, value);
      names = question != NULL && record != NULL ? names_of (dossier, record) : NULL;
      return question != NULL ? sentence_of (question, names) : NULL;
    }
  if (field != GEZIN_FIELD_QUESTION_ANSWER || record == NULL)
    return NULL;
  question = question_of (reference, gezin_record_value (record, GEZIN_FIELD_QUESTION_CODE));
  from = question != NULL ? gezin_code_property (question, "answers-from") : NULL;
  choice = from != NULL ? gezin_reference_find (reference, from, value) : NULL;
  return choice != NULL ? g_strdup (gezin_code_label (choice, language ())) : NULL;
}

GPtrArray *
gezin_questions_choices (GezinReference *reference, GezinField field, const GDate *day)
{
  GPtrArray *choices = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = NULL;

  if (field != GEZIN_FIELD_QUESTION_CODE)
    return choices;
  names = gezin_reference_list_names_with (reference, LISTS);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GezinCodeList) list = gezin_reference_list (reference, names->pdata[i], day);

      for (guint j = 0; list != NULL && j < gezin_code_list_size (list); j++)
        g_ptr_array_add (choices, (gpointer) gezin_code_list_code (list, j));
    }
  return choices;
}
