/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking a bundle back. What was asked cannot be taken back, so why is written down first. */

#include "sharing/recall-dialog.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "session/exchange.h"

#include <glib/gi18n-lib.h>

#define GEZIN_TYPE_RECALL_DIALOG (gezin_recall_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinRecallDialog, gezin_recall_dialog, GEZIN, RECALL_DIALOG, AdwWindow)

struct _GezinRecallDialog {
  AdwWindow parent_instance;
  GezinSession *session;
  GezinUuid bundle;
  GtkWidget *why;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GezinRecallDialog, gezin_recall_dialog, ADW_TYPE_WINDOW)

static gboolean
recall (GezinSession *session, GezinJob *job, GError **error)
{
  static const GezinUuid nobody = { { 0 } };
  GezinUuid recall;

  if (!gezin_session_recall (session, &job->record, job->text, &recall, error))
    return FALSE;
  job->flag = gezin_uuid_equal (&recall, &nobody);
  return TRUE;
}

static void
recalled_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecallDialog *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (error != NULL)
    gezin_say_error (parent, error);
  else
    gezin_say (parent,
               job->flag ? _ ("It had not been sent yet, so it was taken back: nobody has it.")
                         : _ ("It is asked back. The question waits to be sent; what they answer "
                              "stands in this list."),
               FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_cb (GezinRecallDialog *self)
{
  GezinJob *job = gezin_job_new (self, recall, recalled_cb);

  job->record = self->bundle;
  job->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));
  gtk_widget_set_sensitive (self->go, FALSE);
  gezin_job_start (job, self->session);
}

static void
typed_cb (GezinRecallDialog *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));

  gtk_widget_set_sensitive (self->go, g_strstrip (text)[0] != '\0');
}

static void
gezin_recall_dialog_dispose (GObject *object)
{
  g_clear_object (&GEZIN_RECALL_DIALOG (object)->session);
  G_OBJECT_CLASS (gezin_recall_dialog_parent_class)->dispose (object);
}

static void
gezin_recall_dialog_class_init (GezinRecallDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_recall_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_recall_dialog_init (GezinRecallDialog *self)
{
  GtkWidget *column, *page, *label;

  self->go = gtk_button_new_with_label (_ ("Ask back"));
  gezin_access_name (self->go, _ ("Ask back"));
  gtk_widget_set_sensitive (self->go, FALSE);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, self->go));
  gtk_box_append (
      GTK_BOX (column),
      gezin_text_new (_ ("You ask the recipient to delete everything that they got of this "
                         "dossier. They are asked, not forced: they answer that it is deleted, or "
                         "why it is not. This cannot be taken back."),
                      NULL));
  label = gezin_text_new (_ ("Why is it asked back?"), "section-title");
  gtk_box_append (GTK_BOX (column), label);
  self->why = gtk_entry_new ();
  gezin_access_name (self->why, _ ("Why is it asked back?"));
  g_signal_connect_swapped (self->why, "changed", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (column), self->why);
  gtk_box_append (GTK_BOX (column),
                  gezin_text_new (_ ("The reason stays here; they do not get it."), "dim small"));
  gezin_dialog_build (ADW_WINDOW (self), _ ("Ask back"), page);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 420);
}

GtkWidget *
gezin_recall_dialog_new (GezinSession *session, GtkWindow *parent, const GezinUuid *bundle)
{
  GezinRecallDialog *self = g_object_new (GEZIN_TYPE_RECALL_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->bundle = *bundle;
  gtk_widget_grab_focus (self->why);
  return GTK_WIDGET (self);
}
