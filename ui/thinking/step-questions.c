/* SPDX-License-Identifier: EUPL-1.2 */

/* Extra questions of a step. An answer on offer is one press and one commit, which can be undone; what
 * is answered in words is written in the form of the answer, filled in as far as it is known.
 *
 * Invariants:
 * 1. A question stands with why it is asked, an answer with its day and who gave it.
 * 2. What was answered and is asked no longer is shown, and leads to its record. */

#include "thinking/step-questions.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/pills.h"
#include "session/when.h"
#include "session/work.h"
#include "thinking/steps-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Answering. */

typedef struct {
  GezinThoughtPage *page;
  GezinUuid record;
  gboolean is_new;
  char *code, *owner; /* @owner (nullable) */
  char *about; /* (nullable): an id */
} Answering;

static void
answering_free (gpointer data, GClosure *closure)
{
  Answering *self = data;

  g_free (self->code);
  g_free (self->owner);
  g_free (self->about);
  g_free (self);
}

static gboolean
edit (const Answering *self, GezinField field, const char *text, GPtrArray *edits, GError **error)
{
  return text == NULL
         || gezin_session_edit (gezin_thought_page_session (self->page),
                                self->is_new ? NULL : gezin_thought_page_dossier (self->page),
                                &self->record, GEZIN_KIND_QUESTION,
                                gezin_catalogue_field (field)->name, text, -1, edits, error);
}

static void
chosen_cb (GezinPills *pills, Answering *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autofree char *answer = gezin_pills_chosen (pills);
  g_autofree char *today = gezin_steps_today (self->page);
  g_autoptr (GError) error = NULL;

  if (answer[0] == '\0')
    return;
  if (!edit (self, GEZIN_FIELD_QUESTION_CODE, self->is_new ? self->code : NULL, edits, &error)
      || !edit (self, GEZIN_FIELD_COMMON_ABOUT, self->is_new ? self->about : NULL, edits, &error)
      || !edit (self, GEZIN_FIELD_QUESTION_ANSWER, answer, edits, &error)
      || !edit (self, GEZIN_FIELD_QUESTION_ANSWERED_ON, today, edits, &error)
      || !edit (self, GEZIN_FIELD_QUESTION_ANSWERED_BY, self->owner, edits, &error))
    gezin_say_error (GTK_WIDGET (self->page), error);
  else
    gezin_steps_commit (self->page, g_steal_pointer (&edits));
}

static GtkWidget *
pills_new (GezinThoughtPage *page, const GezinQuestionLine *line, const char *owner)
{
  GtkWidget *pills = gezin_pills_new (FALSE, line->answer_code != NULL);
  Answering *self = g_new0 (Answering, 1);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  self->page = page;
  self->is_new = !line->has_record;
  self->record = line->has_record
                     ? line->record
                     : gezin_uuid_random (gezin_session_random (gezin_thought_page_session (page)));
  self->code = g_strdup (line->code);
  self->owner = g_strdup (owner);
  self->about = line->has_about ? g_strdup (gezin_uuid_write (&line->about, id)) : NULL;
  for (guint i = 0; i < line->choices->len; i++)
    {
      const GezinAnswerChoice *choice = line->choices->pdata[i];

      gezin_pills_add (GEZIN_PILLS (pills), choice->code, choice->label, NULL);
      if (g_strcmp0 (choice->code, line->answer_code) == 0)
        gezin_pills_set_chosen (GEZIN_PILLS (pills), choice->code, TRUE);
    }
  gezin_access_name (pills, line->sentence);
  g_signal_connect_data (pills, "edited", G_CALLBACK (chosen_cb), self, answering_free, 0);
  return pills;
}

/* Words. */

static char *
when_and_who (const GezinQuestionLine *line)
{
  g_autofree char *when = line->answered_on != NULL ? gezin_when_short (line->answered_on) : NULL;

  return g_strjoin (" · ", when != NULL ? when : line->answered_by,
                    when != NULL ? line->answered_by : NULL, NULL);
}

static void
append (GString *text, const char *line)
{
  if (line != NULL && line[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* Below the question: its answer, or why it is asked. @with_answer: not shown elsewhere. */
static char *
words_below (const GezinQuestionLine *line, gboolean with_answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *by = when_and_who (line);

  if (line->status == GEZIN_QUESTION_ANSWERED)
    {
      append (text, with_answer ? line->answer : NULL);
      append (text, by);
      append (text, line->is_asked ? NULL : _ ("This is no longer asked."));
    }
  else
    {
      append (text, line->why);
      append (text, line->status == GEZIN_QUESTION_WAITS
                        ? _ ("The step is not done without an answer.")
                        : NULL);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Rows. */

static GtkWidget *
sign_new (const GezinQuestionLine *line)
{
  return line->status == GEZIN_QUESTION_ANSWERED
             ? gezin_icon_new ("gezin-check-symbolic", "good")
             : gezin_icon_new ("gezin-circle-open-symbolic", NULL);
}

static GVariant *
answer_target (const GezinQuestionLine *line, const char *owner)
{
  char about[GEZIN_UUID_TEXT_LENGTH + 1] = "";

  if (line->has_about)
    gezin_uuid_write (&line->about, about);
  return g_variant_new ("(sss)", line->code, about, owner != NULL ? owner : "");
}

/* In words: the row leads to where they are written. */
static GtkWidget *
row_new (const GezinQuestionLine *line, const char *owner)
{
  g_autofree char *below = words_below (line, TRUE);
  GtkWidget *row = gezin_row_new (line->sentence, below[0] != '\0' ? below : NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sign_new (line));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (line->has_record)
    {
      gezin_row_open_record (row, &line->record);
      return row;
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.answer");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), answer_target (line, owner));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-plus-symbolic", NULL));
  return row;
}

/* One of those on offer: pressed here. */
static GtkWidget *
choice_row_new (GezinThoughtPage *page, const GezinQuestionLine *line, const char *owner)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, "question");
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 3, NULL);
  GtkWidget *sign = sign_new (line);
  g_autofree char *below = words_below (line, FALSE);

  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), gezin_text_new (line->sentence, NULL));
  if (below[0] != '\0')
    gtk_box_append (GTK_BOX (words), gezin_text_new (below, "dim small"));
  gtk_box_append (GTK_BOX (words), pills_new (page, line, owner));
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gezin_access_name (row, line->sentence);
  return row;
}

GtkWidget *
gezin_step_questions_new (GezinThoughtPage *page, const GezinStepLine *step, const char *owner)
{
  GtkWidget *box, *list;

  if (step->questions->len == 0)
    return NULL;
  box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);
  list = gezin_list_new ();
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("Questions at this step"), NULL, NULL, NULL));
  for (guint i = 0; i < step->questions->len; i++)
    {
      const GezinQuestionLine *line = step->questions->pdata[i];

      gtk_list_box_append (GTK_LIST_BOX (list), line->choices->len > 0
                                                    ? choice_row_new (page, line, owner)
                                                    : row_new (line, owner));
    }
  gezin_access_name (list, _ ("Questions at this step"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
  return box;
}

/* What was answered at other steps. */

GtkWidget *
gezin_step_answers_new (const GezinWorkflowReading *reading)
{
  g_autoptr (GHashTable) told = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *list = gezin_list_new ();

  for (guint now = 0; now < 2; now++)
    for (guint i = 0; i < reading->steps->len; i++)
      {
        const GezinStepLine *step = reading->steps->pdata[i];
        gboolean is_now = step->status == GEZIN_STEP_NOW || step->status == GEZIN_STEP_BLOCKED;

        for (guint j = 0; is_now == (now == 0) && j < step->questions->len; j++)
          {
            const GezinQuestionLine *line = step->questions->pdata[j];

            if (line->status == GEZIN_QUESTION_ANSWERED
                && g_hash_table_add (told, (gpointer) &line->record) && !is_now)
              gtk_list_box_append (GTK_LIST_BOX (list), row_new (line, NULL));
          }
      }
  g_object_ref_sink (box);
  if (gtk_widget_get_first_child (list) == NULL)
    {
      g_object_ref_sink (list);
      g_object_unref (list);
      g_object_unref (box);
      return NULL;
    }
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("Answered at other steps"), NULL, NULL, NULL));
  gezin_access_name (list, _ ("Answered at other steps"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
  g_object_force_floating (G_OBJECT (box));
  return box;
}
