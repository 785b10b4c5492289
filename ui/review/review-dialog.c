/* SPDX-License-Identifier: EUPL-1.2 */

/* The words with which somebody asks, remarks, answers or approves.
 *
 * Invariant: what was typed stays while it could not be written. */

#include "review/review-dialog.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/outcome.h"

#define TEXT_EM 7

#define GEZIN_TYPE_REVIEW_DIALOG (gezin_review_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinReviewDialog, gezin_review_dialog, GEZIN, REVIEW_DIALOG, AdwWindow)

struct _GezinReviewDialog {
  AdwWindow parent_instance;
  GezinSession *session;
  GezinJobRun run;
  GezinUuid dossier;
  GezinUuid record;
  gboolean has_record;
  char *field;
  char *done;
  gboolean needs_text;
  gboolean is_busy;
  GtkWidget *text;
  GtkWidget *outcome;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GezinReviewDialog, gezin_review_dialog, ADW_TYPE_WINDOW)

/* (nullable): without the spaces around it. */
static char *
typed (GezinReviewDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  GtkTextIter ends[2];
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &ends[0], &ends[1]);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &ends[0], &ends[1], FALSE));
  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
refresh (GezinReviewDialog *self)
{
  g_autofree char *text = typed (self);

  gtk_widget_set_sensitive (self->go, !self->is_busy && (text != NULL || !self->needs_text));
}

static void
done_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinReviewDialog *self = owner;
  GtkWidget *window = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  self->is_busy = FALSE;
  if (error != NULL)
    {
      g_autofree char *sentence = gezin_session_window_sentence (error);

      gezin_outcome_show (self->outcome, FALSE, sentence);
      refresh (self);
      return;
    }
  gezin_say (window, self->done, FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_cb (GezinReviewDialog *self)
{
  GezinJob *job;

  if (self->is_busy)
    return;
  job = gezin_job_new (self, self->run, done_cb);
  job->dossier = self->dossier;
  job->record = self->record;
  job->flag = self->has_record;
  job->names[0] = g_strdup (self->field);
  job->text = typed (self);
  self->is_busy = TRUE;
  gezin_outcome_show (self->outcome, TRUE, NULL);
  refresh (self);
  gezin_job_start (job, self->session);
}

static gboolean
close_request_cb (GezinReviewDialog *self)
{
  return self->is_busy;
}

static void
gezin_review_dialog_dispose (GObject *object)
{
  GezinReviewDialog *self = GEZIN_REVIEW_DIALOG (object);

  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->done, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_review_dialog_parent_class)->dispose (object);
}

static void
gezin_review_dialog_class_init (GezinReviewDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_review_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_review_dialog_init (GezinReviewDialog *self)
{
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

static GtkWidget *
build_text (GezinReviewDialog *self, const char *label)
{
  GtkWidget *frame = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "prose");

  self->text = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_widget_set_size_request (self->text, -1, (int) (TEXT_EM * gezin_em (self->text)));
  gezin_access_name (self->text, label);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), "changed",
                            G_CALLBACK (refresh), self);
  gtk_box_append (GTK_BOX (frame), self->text);
  return frame;
}

static void
build (GezinReviewDialog *self, const GezinReviewAct *act)
{
  GtkWidget *column, *page;

  self->go = gtk_button_new_with_label (act->go);
  gezin_access_name (self->go, act->go);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, self->go));
  gtk_box_append (GTK_BOX (column), gezin_text_new (act->explanation, NULL));
  gtk_box_append (GTK_BOX (column), gezin_text_new (act->label, "section-title"));
  gtk_box_append (GTK_BOX (column), build_text (self, act->label));
  self->outcome = gezin_outcome_new ();
  gtk_box_append (GTK_BOX (column), self->outcome);
  gezin_dialog_build (ADW_WINDOW (self), act->title, page);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 440);
}

void
gezin_review_dialog_open (GtkWidget *from, GezinSession *session, const GezinReviewAct *act)
{
  GezinReviewDialog *self = g_object_new (GEZIN_TYPE_REVIEW_DIALOG, "transient-for",
                                          GTK_WINDOW (gtk_widget_get_root (from)), NULL);

  self->session = g_object_ref (session);
  self->run = act->run;
  self->dossier = *act->dossier;
  self->has_record = act->record != NULL;
  if (act->record != NULL)
    self->record = *act->record;
  self->field = g_strdup (act->field);
  self->done = g_strdup (act->done);
  self->needs_text = act->needs_text;
  build (self, act);
  refresh (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->text);
}
