/* SPDX-License-Identifier: EUPL-1.2 */

/* Handing over the lead: to whom, and what that means. It moves when they accept.
 *
 * Invariant: only somebody whose card is trusted can be chosen. */

#include "sharing/hand-over-dialog.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "session/exchange.h"

#include <glib/gi18n-lib.h>

#define PURPOSE "transfer" /* of the list of purposes */

#define GEZIN_TYPE_HAND_OVER_DIALOG (gezin_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinHandOverDialog, gezin_hand_over_dialog, GEZIN, HAND_OVER_DIALOG,
                      AdwWindow)

struct _GezinHandOverDialog {
  AdwWindow parent_instance;
  GezinSession *session;
  GezinUuid dossier;
  char *peer; /* (nullable): fingerprint of who is chosen */
  GtkWidget *first; /* (nullable): check button */
  GtkWidget *group; /* not shown: one that is alone in its group would look like one to tick */
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *outcome;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GezinHandOverDialog, gezin_hand_over_dialog, ADW_TYPE_WINDOW)

static gboolean
hand_over (GezinSession *session, GezinJob *job, GError **error)
{
  GezinExportAsked asked = { .to = job->text, .purpose = PURPOSE, .is_transfer = TRUE };

  job->free_result = (GDestroyNotify) gezin_export_reading_free;
  job->result = gezin_session_export (session, &job->dossier, &asked, error);
  return job->result != NULL;
}

static void
handed_over_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinHandOverDialog *self = owner;
  const GezinExportReading *made = job->result;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      g_autofree char *sentence = gezin_session_window_sentence (error);

      gtk_label_set_text (GTK_LABEL (self->outcome), sentence);
      gtk_widget_set_visible (self->outcome, TRUE);
      gtk_widget_set_sensitive (self->go, TRUE);
      return;
    }
  /* Translators: %s is a name. */
  text = g_strdup_printf (
      _ ("Offered to %s. The bundle waits to be sent; until they accept, the lead is yours."),
      made->to);
  gezin_say (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), text, FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_cb (GezinHandOverDialog *self)
{
  GezinJob *job = gezin_job_new (self, hand_over, handed_over_cb);

  job->dossier = self->dossier;
  job->text = g_strdup (self->peer);
  gtk_widget_set_sensitive (self->go, FALSE);
  gtk_widget_set_visible (self->outcome, FALSE);
  gezin_job_start (job, self->session);
}

static void
chosen_cb (GtkCheckButton *check, GezinHandOverDialog *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  g_free (self->peer);
  self->peer = g_strdup (g_object_get_data (G_OBJECT (check), "peer"));
  gtk_widget_set_sensitive (self->go, TRUE);
}

static void
add_peer (GezinHandOverDialog *self, const GezinPeerReading *peer)
{
  GtkWidget *check;
  GtkWidget *row = gezin_check_row_new (peer->name, peer->organisation, &check);

  if (self->first == NULL)
    self->first = check;
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->group));
  g_object_set_data_full (G_OBJECT (check), "peer", g_strdup (peer->digest), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (chosen_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
read_peers (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_peers (session, error);
  return job->rows != NULL;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinHandOverDialog *self = owner;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  for (guint i = 0; i < job->rows->len; i++)
    {
      const GezinPeerReading *peer = job->rows->pdata[i];

      if (g_str_equal (peer->state, "trusted"))
        add_peer (self, peer);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    self->first != NULL ? "choose" : "nobody");
  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}

static void
gezin_hand_over_dialog_dispose (GObject *object)
{
  GezinHandOverDialog *self = GEZIN_HAND_OVER_DIALOG (object);

  g_clear_pointer (&self->peer, g_free);
  g_clear_object (&self->group);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_hand_over_dialog_parent_class)->dispose (object);
}

static void
gezin_hand_over_dialog_class_init (GezinHandOverDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_hand_over_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static GtkWidget *
build_choose (GezinHandOverDialog *self)
{
  GtkWidget *column, *page;

  self->go = gtk_button_new_with_label (_ ("Offer the lead"));
  gezin_access_name (self->go, _ ("Offer the lead"));
  gtk_widget_set_sensitive (self->go, FALSE);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, self->go));
  gtk_box_append (
      GTK_BOX (column),
      gezin_text_new (_ ("Somebody else takes over this dossier. They get what may be shared with "
                         "them for this. When they have accepted, you keep a copy to look things "
                         "up in."),
                      NULL));
  self->group = g_object_ref_sink (gtk_check_button_new ());
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Who takes over?"));
  gtk_box_append (GTK_BOX (column), gezin_text_new (_ ("Who takes over?"), "section-title"));
  gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (self->list));
  self->outcome = gezin_text_new (NULL, "flag");
  gtk_widget_set_visible (self->outcome, FALSE);
  gtk_box_append (GTK_BOX (column), self->outcome);
  return page;
}

static void
gezin_hand_over_dialog_init (GezinHandOverDialog *self)
{
  GtkWidget *nobody;

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_wait_new (), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), build_choose (self), "choose");
  nobody = gezin_empty_new ("gezin-people-symbolic", _ ("Nobody to hand it over to yet"),
                            _ ("First add the card of whoever takes over, and compare its words. "
                               "See Cards in the main menu."));
  gezin_access_page (nobody);
  gtk_stack_add_named (GTK_STACK (self->stack), nobody, "nobody");
  gezin_dialog_build (ADW_WINDOW (self), _ ("Hand over the lead"), self->stack);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 520);
}

GtkWidget *
gezin_hand_over_dialog_new (GezinSession *session, GtkWindow *parent, const GezinUuid *dossier)
{
  GezinHandOverDialog *self =
      g_object_new (GEZIN_TYPE_HAND_OVER_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->dossier = *dossier;
  gezin_job_start (gezin_job_new (self, read_peers, read_cb), session);
  return GTK_WIDGET (self);
}
