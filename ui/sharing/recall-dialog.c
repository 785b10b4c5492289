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
  gboolean is_read; /* how much it asks for is on screen */
  GtkWidget *scope;
  GtkWidget *all; /* (nullable): chosen: everything they got, not this bundle alone */
  GtkWidget *why;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GezinRecallDialog, gezin_recall_dialog, ADW_TYPE_WINDOW)

static gboolean
recall (GezinSession *session, GezinJob *job, GError **error)
{
  static const GezinUuid nobody = { { 0 } };
  GezinUuid recall;

  if (!(job->flag ? gezin_session_recall_all (session, &job->record, job->text, &recall, error)
                  : gezin_session_recall (session, &job->record, job->text, &recall, error)))
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
  job->flag = self->all != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all));
  gtk_widget_set_sensitive (self->go, FALSE);
  gezin_job_start (job, self->session);
}

static void
typed_cb (GezinRecallDialog *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));

  gtk_widget_set_sensitive (self->go, self->is_read && g_strstrip (text)[0] != '\0');
}

/* How much it asks for. */

static gboolean
read_reach (GezinSession *session, GezinJob *job, GError **error)
{
  job->result = g_new0 (GezinRecallReading, 1);
  job->free_result = g_free;
  return gezin_session_recall_reach (session, &job->record, job->result, error);
}

/* One of the two ways; @group: (nullable): the other. */
static GtkWidget *
add_way (GtkWidget *list, const char *title, char *text, GtkWidget *group)
{
  g_autofree char *below = text;
  GtkWidget *check;

  gtk_list_box_append (GTK_LIST_BOX (list), gezin_check_row_new (title, below, &check));
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (group));
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  return check;
}

static char *
alone_text (const GezinRecallReading *reach)
{
  g_autofree char *asked =
      g_strdup_printf (ngettext ("%u part.", "%u parts.", reach->alone), reach->alone);
  g_autofree char *stays = g_strdup_printf (
      ngettext ("%u other part of it went again in a later bundle, and is not asked back.",
                "%u other parts of it went again in a later bundle, and are not asked back.",
                reach->later),
      reach->later);

  return reach->later == 0 ? g_steal_pointer (&asked) : g_strdup_printf ("%s %s", asked, stays);
}

static void
add_ways (GezinRecallDialog *self, const GezinRecallReading *reach)
{
  GtkWidget *list;
  GtkWidget *alone = NULL;

  if (reach->alone == reach->all)
    return;
  if (reach->alone == 0)
    gtk_box_append (
        GTK_BOX (self->scope),
        gezin_text_new (_ ("All that was in this bundle went again in a later one. So it can be "
                           "asked back only together with everything else they got."),
                        NULL));
  list = gezin_list_new ();
  gezin_access_name (list, _ ("What is asked back?"));
  if (reach->alone > 0)
    alone = add_way (list, _ ("Only this bundle"), alone_text (reach), NULL);
  self->all = add_way (list, _ ("Everything that they got of this dossier"),
                       g_strdup_printf (ngettext ("%u part, from all bundles.",
                                                  "%u parts, from all bundles.", reach->all),
                                        reach->all),
                       alone);
  gtk_widget_set_sensitive (self->all, alone != NULL);
  gtk_box_append (GTK_BOX (self->scope),
                  gezin_text_new (_ ("What is asked back?"), "section-title"));
  gtk_box_append (GTK_BOX (self->scope), list);
}

static void
reach_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecallDialog *self = owner;
  const GezinRecallReading *reach = job->result;

  gezin_box_clear (self->scope);
  if (error != NULL)
    {
      g_autofree char *sentence = gezin_session_window_sentence (error);

      gtk_box_append (GTK_BOX (self->scope), gezin_text_new (sentence, NULL));
      return;
    }
  if (!reach->was_sent)
    gtk_box_append (GTK_BOX (self->scope),
                    gezin_text_new (_ ("It was not sent yet. It is taken back, and nobody needs to "
                                       "be asked."),
                                    NULL));
  else
    {
      gtk_box_append (
          GTK_BOX (self->scope),
          gezin_text_new (_ ("You ask the recipient to delete what they got. They are asked, not "
                             "forced: they answer that it is deleted, or why it is not. This "
                             "cannot be taken back."),
                          NULL));
      add_ways (self, reach);
    }
  self->is_read = TRUE;
  typed_cb (self);
}

/* Building. */

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
  const char *question = _ ("Why is it asked back?");
  GtkWidget *column, *page;

  self->go = gtk_button_new_with_label (_ ("Ask back"));
  gezin_access_name (self->go, _ ("Ask back"));
  gtk_widget_set_sensitive (self->go, FALSE);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, self->go));
  self->scope = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, NULL);
  gtk_box_append (GTK_BOX (self->scope), gezin_wait_new ());
  gtk_box_append (GTK_BOX (column), self->scope);
  gtk_box_append (GTK_BOX (column), gezin_text_new (question, "section-title"));
  self->why = gtk_entry_new ();
  gezin_access_name (self->why, question);
  g_signal_connect_swapped (self->why, "changed", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (column), self->why);
  gtk_box_append (GTK_BOX (column),
                  gezin_text_new (_ ("The reason stays here; they do not get it."), "dim small"));
  gezin_dialog_build (ADW_WINDOW (self), _ ("Ask back"), page);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 560);
}

GtkWidget *
gezin_recall_dialog_new (GezinSession *session, GtkWindow *parent, const GezinUuid *bundle)
{
  GezinRecallDialog *self = g_object_new (GEZIN_TYPE_RECALL_DIALOG, "transient-for", parent, NULL);
  GezinJob *job;

  self->session = g_object_ref (session);
  self->bundle = *bundle;
  job = gezin_job_new (self, read_reach, reach_cb);
  job->record = *bundle;
  gezin_job_start (job, session);
  gtk_widget_grab_focus (self->why);
  return GTK_WIDGET (self);
}
