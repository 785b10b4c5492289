/* SPDX-License-Identifier: EUPL-1.2 */

/* The way of working. Where a step stands is derived; what a person does here is to begin and to finish
 * one: each is one commit, which can be undone.
 *
 * Invariants:
 * 1. A step that still needs something can be finished only in its own form, where somebody says why.
 * 2. What is asked stands with why it is asked, and leads to where it is done.
 * 3. Where the page is narrow, what is now comes before the path. */

#include "thinking/steps-page.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/admin.h"
#include "session/casework.h"
#include "session/when.h"
#include "thinking/step-questions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARK_EM 8.5

static gboolean
read_steps (GezinSession *session, GezinJob *job, GError **error)
{
  job->result = gezin_session_steps (session, &job->dossier, NULL, NULL, error);
  job->free_result = (GDestroyNotify) gezin_workflow_reading_free;
  return job->result != NULL && gezin_session_owner (session, &job->text, NULL, NULL, error);
}

static char *
title_of (const GezinStepLine *step)
{
  return gezin_reading_raise (g_strdup (step->title));
}

static gboolean
is_current (const GezinStepLine *step)
{
  return step->status == GEZIN_STEP_NOW || step->status == GEZIN_STEP_BLOCKED;
}

static const char *
status_word (GezinStepStatus status)
{
  switch (status)
    {
    case GEZIN_STEP_DONE:
      return C_ ("step", "done");
    case GEZIN_STEP_NOW:
      return C_ ("step", "now");
    case GEZIN_STEP_SKIPPED:
      return C_ ("step", "skipped");
    case GEZIN_STEP_BLOCKED:
      return C_ ("step", "waits for something");
    case GEZIN_STEP_NEXT:
    default:
      return C_ ("step", "after this");
    }
}

/* Writing. */

typedef struct {
  GezinThoughtPage *page;
  GezinUuid record; /* of the walk; a new one to begin */
  gboolean is_new;
  char *fields[4][2]; /* wire name, text */
} Walk;

static void
walk_free (gpointer data, GClosure *closure)
{
  Walk *walk = data;

  for (guint i = 0; i < G_N_ELEMENTS (walk->fields); i++)
    {
      g_free (walk->fields[i][0]);
      g_free (walk->fields[i][1]);
    }
  g_free (walk);
}

static gboolean
commit (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_commit (session, &job->dossier, job->edits, NULL, &job->commit, error);
}

static void
committed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("Saved."), TRUE);
}

void
gezin_steps_commit (GezinThoughtPage *page, GPtrArray *edits)
{
  GezinJob *job = gezin_job_new (page, commit, committed_cb);

  job->dossier = *gezin_dossier_id (gezin_thought_page_dossier (page));
  job->edits = edits;
  gezin_job_start (job, gezin_thought_page_session (page));
}

static void
walk_cb (GtkButton *button, Walk *walk)
{
  GezinSession *session = gezin_thought_page_session (walk->page);
  GezinDossier *dossier = gezin_thought_page_dossier (walk->page);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (walk->fields) && walk->fields[i][0] != NULL; i++)
    if (!gezin_session_edit (session, walk->is_new ? NULL : dossier, &walk->record, GEZIN_KIND_STEP,
                             walk->fields[i][0], walk->fields[i][1], -1, edits, &error))
      {
        gezin_say_error (GTK_WIDGET (walk->page), error);
        return;
      }
  gezin_steps_commit (walk->page, g_steal_pointer (&edits));
}

static Walk *
walk_new (GezinThoughtPage *page, GtkWidget *button)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->page = page;
  g_signal_connect_data (button, "clicked", G_CALLBACK (walk_cb), walk, walk_free, 0);
  return walk;
}

static void
walk_set (Walk *walk, guint position, GezinField field, const char *text)
{
  walk->fields[position][0] = g_strdup (gezin_catalogue_field (field)->name);
  walk->fields[position][1] = g_strdup (text);
}

char *
gezin_steps_today (GezinThoughtPage *page)
{
  GDate day;
  char text[11];

  gezin_clock_today (gezin_session_clock (gezin_thought_page_session (page)), &day);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  return g_strdup (text);
}

/* Done by who did it; somebody else has to sign. */
static gboolean
waits_for_signature (const GezinStepLine *step)
{
  for (guint i = 0; step->has_record && i < step->needed->len; i++)
    if (strcmp (((const GezinNeed *) step->needed->pdata[i])->code, "sign-off") == 0)
      return TRUE;
  return FALSE;
}

/* Begin, or finish, or open the form of the step. */
static GtkWidget *
action_new (GezinThoughtPage *page, const GezinWorkflowReading *reading, const GezinStepLine *step)
{
  g_autofree char *now = gezin_steps_today (page);
  gboolean has_begun = step->has_record && step->finished == NULL;
  GtkWidget *button;
  Walk *walk;

  if ((has_begun && step->needed->len > 0) || waits_for_signature (step))
    {
      button = gtk_button_new_with_label (_ ("Open this step"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                              gezin_uuid_variant (&step->record));
      return button;
    }
  button = gtk_button_new_with_label (has_begun ? _ ("Finish this step") : _ ("Begin this step"));
  walk = walk_new (page, button);
  walk->is_new = !has_begun;
  walk->record = has_begun
                     ? step->record
                     : gezin_uuid_random (gezin_session_random (gezin_thought_page_session (page)));
  if (has_begun)
    walk_set (walk, 0, GEZIN_FIELD_STEP_FINISHED, now);
  else
    {
      walk_set (walk, 0, GEZIN_FIELD_STEP_TEMPLATE, reading->template_code);
      walk_set (walk, 1, GEZIN_FIELD_STEP_TEMPLATE_VERSION, reading->version);
      walk_set (walk, 2, GEZIN_FIELD_STEP_STEP_CODE, step->code);
      walk_set (walk, 3, GEZIN_FIELD_STEP_STARTED, now);
    }
  return button;
}

/* The path. */

static GtkWidget *
mark_new (const GezinStepLine *step, guint number)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, "step-mark");
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *finished = step->finished != NULL && step->status == GEZIN_STEP_DONE
                                  ? gezin_when_short (step->finished)
                                  : NULL;
  GtkWidget *round = step->status == GEZIN_STEP_DONE ? gezin_icon_new ("gezin-check-symbolic", NULL)
                                                     : gtk_label_new (text);
  g_autofree char *words = title_of (step);
  GtkWidget *title = gezin_text_new (words, is_current (step) ? "strong small" : "small");
  GtkWidget *below = gezin_text_new (finished != NULL ? finished : status_word (step->status),
                                     is_current (step) ? "accent-text small" : "dim small");

  gtk_widget_add_css_class (round, "step-round");
  gtk_widget_add_css_class (round, step->status == GEZIN_STEP_DONE ? "done"
                                   : is_current (step)             ? "now"
                                                                   : "later");
  gtk_widget_set_halign (round, GTK_ALIGN_CENTER);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = i == 0 ? title : below;

      gtk_label_set_xalign (GTK_LABEL (label), 0.5F);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
    }
  gtk_box_append (GTK_BOX (box), round);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_size_request (box, (int) (MARK_EM * gezin_em (box)), -1);
  return box;
}

static GtkWidget *
path_new (const GezinWorkflowReading *reading)
{
  GtkWidget *path = gezin_wrap_new (6);

  for (guint i = 0; i < reading->steps->len; i++)
    gezin_wrap_append (GEZIN_WRAP (path), mark_new (reading->steps->pdata[i], i + 1));
  gezin_access_name (path, reading->title);
  return path;
}

/* What is now. */

static GtkWidget *
need_new (const GezinNeed *need)
{
  GtkWidget *row = gezin_row_new (need->sentence,
                                  need->is_to_begin ? _ ("Needed before this step begins") : NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gezin_icon_new ("gezin-circle-open-symbolic", NULL));
  if (need->has_record)
    gezin_row_open_record (row, &need->record);
  else if (need->kind != GEZIN_KIND_NONE)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.new-record");
      gtk_actionable_set_action_target_value (
          GTK_ACTIONABLE (row), g_variant_new_string (gezin_catalogue_kind (need->kind)->name));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-plus-symbolic", NULL));
    }
  return row;
}

static GtkWidget *
due_new (GezinThoughtPage *page, const char *due)
{
  gboolean is_late, is_soon;
  GDate day;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  gezin_clock_today (gezin_session_clock (gezin_thought_page_session (page)), &day);
  when = gezin_when_due (due, &day, &is_late, &is_soon);
  text = is_late ? g_strdup (when) : g_strdup_printf (_ ("At the latest: %s"), when);
  return gezin_text_new (text, is_late   ? "strong small late"
                               : is_soon ? "strong small due"
                                         : "strong small");
}

/* What has to be there; what is asked stands below it. */
static void
add_needs (const GezinStepLine *step, GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();
  guint n = 0;

  for (guint i = 0; i < step->needed->len; i++)
    if (!((const GezinNeed *) step->needed->pdata[i])->is_question)
      {
        gtk_list_box_append (GTK_LIST_BOX (list), need_new (step->needed->pdata[i]));
        n++;
      }
  if (step->needed->len == 0)
    {
      GtkWidget *row = gezin_row_new (_ ("All that is asked is there"), NULL);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-check-symbolic", "good"));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gezin_access_name (list, step->title);
  gtk_widget_set_visible (list, n > 0 || step->needed->len == 0);
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

static void
add_current (GezinThoughtPage *page, const GezinWorkflowReading *reading, const GezinStepLine *step,
             const char *owner, GtkWidget *box)
{
  GtkWidget *questions = gezin_step_questions_new (page, step, owner);
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  GtkWidget *action = action_new (page, reading, step);
  g_autofree char *title = title_of (step);

  gtk_box_append (GTK_BOX (words), gezin_text_new (title, "page-title"));
  if (step->why != NULL)
    gtk_box_append (GTK_BOX (words), gezin_text_new (step->why, "dim"));
  if (step->due != NULL)
    gtk_box_append (GTK_BOX (words), due_new (page, step->due));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (action, GTK_ALIGN_CENTER);
  if (step->status == GEZIN_STEP_NOW)
    gtk_widget_add_css_class (action, "suggested-action");
  gezin_access_describe (action, step->title);
  gtk_box_append (GTK_BOX (line), words);
  if (step->status == GEZIN_STEP_NOW)
    gtk_box_append (GTK_BOX (line), action);
  gtk_box_append (GTK_BOX (box), line);
  add_needs (step, box);
  if (questions != NULL)
    gtk_box_append (GTK_BOX (box), questions);
}

/* All of it, as a list. */

static GtkWidget *
line_new (const GezinStepLine *step, guint number)
{
  g_autofree char *finished = step->finished != NULL ? gezin_when_short (step->finished) : NULL;
  g_autofree char *words = title_of (step);
  g_autofree char *title = g_strdup_printf ("%u  %s", number, words);
  g_autofree char *below =
      g_strjoin (" · ", status_word (step->status), step->phase != NULL ? step->phase : finished,
                 step->phase != NULL ? finished : NULL, NULL);
  GtkWidget *row = gezin_row_new (title, below);

  if (step->has_record)
    gezin_row_open_record (row, &step->record);
  return row;
}

/* What the organisation wants to be asked here and cannot be: for who looks after it. */
static void
add_left_out (GezinThoughtPage *page, GtkWidget *box)
{
  g_autoptr (GPtrArray) rows =
      gezin_session_reference_rows (gezin_thought_page_session (page), NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GezinReferenceRow *row = rows->pdata[i];
      g_autofree char *text = NULL;

      if (row->left_out == NULL)
        continue;
      /* Translators: %s is the name of a file with its line, and what is wrong there in English. */
      text =
          g_strdup_printf (_ ("A file of your organisation does not fit and is not used, so what "
                              "it asks is not asked. Tell who looks after it: %s"),
                           row->left_out);
      gtk_box_append (GTK_BOX (box), gezin_flag_new ("gezin-warning-symbolic", text));
    }
}

static void
add_all (const GezinWorkflowReading *reading, GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();

  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("The whole way"), NULL, NULL, NULL));
  for (guint i = 0; i < reading->steps->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), line_new (reading->steps->pdata[i], i + 1));
  gezin_access_name (list, _ ("The whole way"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
  if (reading->note != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (reading->note, "dim small"));
}

static void
fill (GezinThoughtPage *page, GezinJob *job, GtkWidget *box)
{
  const GezinWorkflowReading *reading = job->result;
  GtkWidget *wide = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, NULL);
  GtkWidget *beside = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *columns = gezin_columns_new (wide, beside, 88, 0.6);
  GtkWidget *answers = gezin_step_answers_new (reading);
  guint n = 0;

  for (guint i = 0; i < reading->steps->len; i++)
    if (is_current (reading->steps->pdata[i]))
      {
        add_current (page, reading, reading->steps->pdata[i], job->text, wide);
        n++;
      }
  if (n == 0)
    gtk_box_append (GTK_BOX (wide), gezin_text_new (_ ("There is no step to do now."), "dim"));
  if (answers != NULL)
    gtk_box_append (GTK_BOX (wide), answers);
  add_all (reading, beside);
  add_left_out (page, beside);
  gezin_columns_set_head (GEZIN_COLUMNS (columns), path_new (reading));
  gtk_box_append (GTK_BOX (box), columns);
}

GtkWidget *
gezin_steps_page_new (GezinSession *session)
{
  return gezin_thought_page_new (session, read_steps, fill);
}
