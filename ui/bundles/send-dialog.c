/* SPDX-License-Identifier: EUPL-1.2 */

/* Sending in the window: its frame, and the making. See send-private.h for the invariants. */

#include "bundles/send-dialog.h"

#include "bundles/send-private.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/work-bar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_STEPS 3

G_DEFINE_FINAL_TYPE (GezinSendDialog, gezin_send_dialog, ADW_TYPE_WINDOW)

GtkWidget *
gezin_send_step_new (int step, const char *title, const char *below)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  g_autofree char *number = g_strdup_printf ("%d", step);
  /* Translators: which step of how many, and what it is called. */
  g_autofree char *heard = g_strdup_printf (_ ("Step %d of %d: %s"), step, N_STEPS, title);
  GtkWidget *dot = gtk_label_new (number);
  GtkWidget *heading = gezin_text_new (title, "page-title");

  gtk_widget_add_css_class (dot, "step-dot");
  gtk_widget_add_css_class (dot, "now");
  gtk_widget_set_valign (dot, GTK_ALIGN_START);
  gezin_access_name (heading, heard);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), heading);
  if (below != NULL)
    gtk_box_append (GTK_BOX (words), gezin_text_new (below, "dim"));
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

const GezinPeerReading *
gezin_send_peer (GezinSendDialog *self, const GezinRecord *organisation)
{
  const char *digest = gezin_record_value (organisation, GEZIN_FIELD_ORGANISATION_PEER);

  for (guint i = 0; digest != NULL && i < self->peers->len; i++)
    if (strcmp (((const GezinPeerReading *) self->peers->pdata[i])->digest, digest) == 0)
      return self->peers->pdata[i];
  return NULL;
}

const GezinRecord *
gezin_send_organisation (GezinSendDialog *self)
{
  return self->colleague == NULL ? gezin_dossier_find (self->dossier, &self->recipient) : NULL;
}

const GezinPeerReading *
gezin_send_chosen (GezinSendDialog *self)
{
  const GezinRecord *record = gezin_send_organisation (self);

  for (guint i = 0; self->colleague != NULL && i < self->team->len; i++)
    if (strcmp (((const GezinPeerReading *) self->team->pdata[i])->digest, self->colleague) == 0)
      return self->team->pdata[i];
  return record != NULL ? gezin_send_peer (self, record) : NULL;
}

char *
gezin_send_recipient_name (GezinSendDialog *self)
{
  const GezinPeerReading *peer = gezin_send_chosen (self);

  return g_strdup (peer != NULL ? peer->name : "");
}

/* Making it. */

static gboolean
make (GezinSession *session, GezinJob *job, GError **error)
{
  const GArray *confirmed = job->ids;
  GezinExportAsked asked = { .to = job->text, .purpose = job->names[0], .seen = job->names[1] };

  asked.confirmed = (const GezinUuid *) (gconstpointer) confirmed->data;
  asked.n_confirmed = confirmed->len;
  job->free_result = (GDestroyNotify) gezin_export_reading_free;
  job->result = gezin_session_export (session, &job->dossier, &asked, error);
  return job->result != NULL;
}

static void
made_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSendDialog *self = owner;

  self->is_busy = FALSE;
  gezin_work_bar_end (GEZIN_WORK_BAR (self->bar));
  if (error == NULL)
    {
      self->exported = g_steal_pointer (&job->result);
      gezin_send_done_show (self);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "done");
      return;
    }
  if (g_error_matches (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_SEEN))
    {
      gezin_send_look_ask (self);
      return;
    }
  gezin_send_look_say (self, error);
  gezin_send_look_refresh (self);
}

void
gezin_send_go (GezinSendDialog *self)
{
  const GezinPeerReading *peer = gezin_send_chosen (self);
  GezinJob *job;

  if (self->is_busy || self->answer == NULL || peer == NULL)
    return;
  job = gezin_job_new (self, make, made_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->text = g_strdup (peer->digest);
  job->names[0] = g_strdup (self->purpose);
  job->names[1] = g_strdup (self->answer->digest);
  job->ids = gezin_judge_confirmed (GEZIN_JUDGE (self->judge));
  self->is_busy = TRUE;
  gezin_send_look_say (self, NULL);
  gezin_send_look_refresh (self);
  gezin_work_bar_start (GEZIN_WORK_BAR (self->bar), job, _ ("Signing and encrypting"));
  gezin_job_start (job, self->session);
}

/* Invariant 1: something was written, or came, while this was open. */

static gboolean
read_again (GezinSession *session, GezinJob *job, GError **error)
{
  job->opened = gezin_session_read (session, &job->dossier, error);
  return job->opened != NULL;
}

static void
read_again_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSendDialog *self = owner;

  if (error != NULL)
    {
      if (gezin_session_is_gone (error))
        gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  self->dossier = gezin_dossier_ref (job->opened);
  if (self->answer != NULL && self->exported == NULL)
    gezin_send_look_ask (self);
}

static void
changed_cb (GezinSendDialog *self)
{
  GezinJob *job;

  if (self->is_busy || self->exported != NULL || !gezin_session_is_unlocked (self->session))
    return;
  job = gezin_job_new (self, read_again, read_again_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

/* Frame. */

/* Invariant 3. */
static gboolean
close_request_cb (GezinSendDialog *self)
{
  return self->is_busy;
}

static void
gezin_send_dialog_dispose (GObject *object)
{
  GezinSendDialog *self = GEZIN_SEND_DIALOG (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_pointer (&self->exported, gezin_export_reading_free);
  g_clear_pointer (&self->answer, gezin_sharing_answer_free);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->team, g_ptr_array_unref);
  g_clear_pointer (&self->team_purpose, g_free);
  g_clear_pointer (&self->colleague, g_free);
  g_clear_pointer (&self->purposes, g_ptr_array_unref);
  g_clear_pointer (&self->purpose, g_free);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_send_dialog_parent_class)->dispose (object);
}

static void
gezin_send_dialog_class_init (GezinSendDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_send_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_send_dialog_init (GezinSendDialog *self)
{
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

static void
build (GezinSendDialog *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  self->done = adw_bin_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_send_choice_new (self), "choice");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_send_look_new (self), "look");
  gtk_stack_add_named (GTK_STACK (self->stack), self->done, "done");
  gezin_dialog_build (ADW_WINDOW (self), _ ("Send a part of the dossier"), self->stack);
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 720);
}

/* Opening. */

/* Of the own team, and for what: of today's purposes one at most is for them. */
static gboolean
read_team (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GPtrArray) purposes = gezin_session_choices (session, GEZIN_FIELD_CONSENT_PURPOSE);

  for (guint i = 0; i < purposes->len && (job->more == NULL || job->more->len == 0); i++)
    {
      const GezinChoice *choice = purposes->pdata[i];

      g_clear_pointer (&job->more, g_ptr_array_unref);
      job->more = gezin_session_team_peers (session, &job->dossier, choice->code, error);
      if (job->more == NULL)
        return FALSE;
      g_free (job->names[0]);
      job->names[0] = g_strdup (choice->code);
    }
  return TRUE;
}

static gboolean
read_peers (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_peers (session, error);
  return job->rows != NULL && read_team (session, job, error);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GtkWidget *from = owner;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (from));
  GezinSendDialog *self;

  if (error != NULL || window == NULL)
    {
      if (error != NULL)
        gezin_say_error (from, error);
      return;
    }
  self = g_object_new (GEZIN_TYPE_SEND_DIALOG, "transient-for", window, NULL);
  self->session = g_object_ref (job->result);
  self->dossier = gezin_dossier_ref (job->opened);
  self->peers = g_ptr_array_ref (job->rows);
  self->team = job->more != NULL ? g_ptr_array_ref (job->more) : g_ptr_array_new ();
  self->team_purpose = self->team->len > 0 ? g_strdup (job->names[0]) : NULL;
  self->purposes = gezin_session_choices (self->session, GEZIN_FIELD_CONSENT_PURPOSE);
  self->has_recipient = job->flag;
  self->recipient = job->record;
  self->purpose = g_strdup (job->text);
  if (!self->has_recipient && self->team->len == 1
      && g_strcmp0 (self->purpose, self->team_purpose) == 0)
    {
      self->colleague = g_strdup (((const GezinPeerReading *) self->team->pdata[0])->digest);
      self->has_recipient = TRUE;
    }
  build (self);
  self->changed_handler =
      g_signal_connect_swapped (self->session, "changed", G_CALLBACK (changed_cb), self);
  gtk_window_present (GTK_WINDOW (self));
}

void
gezin_send_dialog_open (GtkWidget *from, GezinSession *session, GezinDossier *dossier,
                        const GezinUuid *recipient, const char *purpose)
{
  GezinJob *job = gezin_job_new (from, read_peers, read_cb);

  job->opened = gezin_dossier_ref (dossier);
  job->dossier = *gezin_dossier_id (dossier);
  job->flag = recipient != NULL;
  if (recipient != NULL)
    job->record = *recipient;
  job->text = g_strdup (purpose);
  job->result = g_object_ref (session);
  job->free_result = g_object_unref;
  gezin_job_start (job, session);
}
