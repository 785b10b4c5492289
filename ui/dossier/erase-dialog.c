/* SPDX-License-Identifier: EUPL-1.2 */

/* Erasing in the window: reads what would go, and does it. See erase-private.h for the invariants. */

#include "dossier/erase-dialog.h"

#include "dossier/erase-preview.h"
#include "dossier/erase-private.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/pills.h"

#include <glib/gi18n-lib.h>

#define WIDTH 540
#define HEIGHT 700

G_DEFINE_FINAL_TYPE (GezinEraseDialog, gezin_erase_dialog, ADW_TYPE_WINDOW)

/* From the names of a job to what the session is asked. */

typedef struct {
  GezinUuid ids[3];
  gboolean has[3];
} Named;

static Named
named_of (const GezinJob *job)
{
  Named named = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (named.ids); i++)
    named.has[i] = job->names[i] != NULL && gezin_uuid_parse (job->names[i], &named.ids[i]);
  return named;
}

static const GezinUuid *
id_of (const Named *named, guint which)
{
  return named->has[which] ? &named->ids[which] : NULL;
}

static gboolean
erase (GezinSession *session, GezinJob *job, GError **error)
{
  Named named = named_of (job);
  GezinErasureOrder order = { .dossier = &job->dossier,
                              .record = id_of (&named, GEZIN_ERASE_RECORD),
                              .about = id_of (&named, GEZIN_ERASE_PERSON),
                              .request = id_of (&named, GEZIN_ERASE_REQUEST),
                              .reason = job->text,
                              .is_preview = job->flag };

  job->free_result = (GDestroyNotify) gezin_erasure_report_free;
  job->result = gezin_session_erase (session, &order, error);
  return job->result != NULL;
}

static gboolean
refuse (GezinSession *session, GezinJob *job, GError **error)
{
  Named named = named_of (job);

  return gezin_session_refuse_erasure (session, &job->dossier, &named.ids[GEZIN_ERASE_REQUEST],
                                       job->text, id_of (&named, GEZIN_ERASE_PERSON), &job->commit,
                                       error);
}

/* What would go. */

static void
say_error (GezinEraseDialog *self, const GError *error)
{
  g_autofree char *sentence = gezin_session_window_sentence (error);

  gezin_erase_form_say (self, sentence);
}

static void
previewed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinEraseDialog *self = owner;

  if (job->count != self->serial)
    return;
  self->is_seen = error == NULL;
  gezin_erase_preview_show (GEZIN_ERASE_PREVIEW (self->preview), job->result);
  if (error != NULL)
    say_error (self, error);
  gezin_erase_form_refresh (self);
}

void
gezin_erase_dialog_preview (GezinEraseDialog *self)
{
  GezinJob *job;

  self->is_seen = FALSE;
  self->serial++;
  gezin_erase_preview_show (GEZIN_ERASE_PREVIEW (self->preview), NULL);
  if (gezin_erase_form_is_refusal (self) || !gezin_erase_form_has_scope (self))
    return;
  job = gezin_job_new (self, erase, previewed_cb);
  gezin_erase_form_fill (self, job);
  g_clear_pointer (&job->text, g_free);
  job->flag = TRUE;
  job->count = self->serial;
  gezin_job_start (job, self->session);
}

/* Doing it. */

/* A toast is too short for what still has to be done. */
static void
tell_unfinished (GtkWindow *parent)
{
  GtkWidget *dialog = adw_message_dialog_new (
      parent, _ ("Erased, but not finished"),
      _ ("What you erased cannot be seen any more. Old copies of it on this laptop or in the "
         "folder for backups could not be replaced yet: make room on the disk, or put the stick "
         "in. It goes on when you open your dossiers the next time."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", C_ ("verb", "Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tell_erased (GezinEraseDialog *self, const GezinErasureReport *report)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *text = NULL;

  if (report->is_whole)
    text = g_strdup (_ ("The dossier is erased for good"));
  else
    text = g_strdup_printf (
        ngettext ("Erased for good: %u record", "Erased for good: %u records", report->erased->len),
        report->erased->len);
  gezin_say (GTK_WIDGET (parent), text, FALSE);
  if (!report->is_finished)
    tell_unfinished (parent);
}

static void
gone_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinEraseDialog *self = owner;

  self->is_busy = FALSE;
  if (error != NULL)
    {
      say_error (self, error);
      gezin_erase_form_refresh (self);
      return;
    }
  if (job->result != NULL)
    tell_erased (self, job->result);
  else
    gezin_say (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
               _ ("The request is answered. Nothing was erased."), FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
gezin_erase_dialog_go (GezinEraseDialog *self)
{
  GezinJob *job;

  if (!gtk_widget_get_sensitive (self->go))
    return;
  job = gezin_job_new (self, gezin_erase_form_is_refusal (self) ? refuse : erase, gone_cb);
  gezin_erase_form_fill (self, job);
  self->is_busy = TRUE;
  gezin_erase_form_say (self, NULL);
  gezin_erase_form_refresh (self);
  gezin_job_start (job, self->session);
}

/* Invariant 3. */
static gboolean
close_request_cb (GezinEraseDialog *self)
{
  return self->is_busy;
}

/* Opening. */

static void
gezin_erase_dialog_dispose (GObject *object)
{
  GezinEraseDialog *self = GEZIN_ERASE_DIALOG (object);

  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_erase_dialog_parent_class)->dispose (object);
}

static void
gezin_erase_dialog_class_init (GezinEraseDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_erase_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
gezin_erase_dialog_init (GezinEraseDialog *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Erase for good"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

/* A request that waits is answered; what it is about is asked, beginning with who asks. */
static void
choose_request (GezinEraseDialog *self, const GezinErasureRequest *request)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_pills_set_chosen (GEZIN_PILLS (self->request), gezin_uuid_write (&request->record, id),
                          TRUE);
  if (request->has_person
      && gezin_pills_has (GEZIN_PILLS (self->scope), gezin_uuid_write (&request->person, id)))
    gezin_pills_set_chosen (GEZIN_PILLS (self->scope), id, TRUE);
}

static const GezinErasureRequest *
find_request (GPtrArray *requests, const GezinUuid *record)
{
  for (guint i = 0; i < requests->len; i++)
    if (gezin_uuid_equal (&((const GezinErasureRequest *) requests->pdata[i])->record, record))
      return requests->pdata[i];
  return NULL;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GtkWidget *from = owner;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (from));
  static const GezinUuid none = { { 0 } };
  GezinEraseDialog *self;
  const GezinErasureRequest *request = NULL;

  if (error != NULL || window == NULL)
    {
      if (error != NULL)
        gezin_say_error (from, error);
      return;
    }
  self = g_object_new (GEZIN_TYPE_ERASE_DIALOG, "transient-for", window, NULL);
  self->session = g_object_ref (job->result);
  self->dossier = gezin_dossier_ref (job->opened);
  self->requests = gezin_session_erasure_requests (self->session, self->dossier);
  self->has_record = !gezin_uuid_equal (&job->record, &none);
  self->record = job->record;
  if (self->has_record)
    request = find_request (self->requests, &job->record);
  self->has_record &= request == NULL;
  self->is_whole = job->count != 0;
  gezin_erase_form_build (self, job->text);
  if (request != NULL)
    choose_request (self, request);
  gezin_erase_form_choose (self);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (window))), HEIGHT);
  gtk_window_present (GTK_WINDOW (self));
}

static gboolean
read_dossier (GezinSession *session, GezinJob *job, GError **error)
{
  job->opened = job->flag ? gezin_session_read (session, &job->dossier, error)
                          : gezin_session_open (session, &job->dossier, error);
  return job->opened != NULL;
}

void
gezin_erase_dialog_open (GtkWidget *from, GezinSession *session, const GezinEraseWish *wish)
{
  GezinJob *job = gezin_job_new (from, read_dossier, read_cb);

  job->dossier = wish->dossier;
  if (wish->has_record)
    job->record = wish->record;
  job->text = g_strdup (wish->reason);
  job->flag = wish->is_open;
  job->count = wish->is_whole;
  job->result = g_object_ref (session);
  job->free_result = g_object_unref;
  gezin_job_start (job, session);
}
