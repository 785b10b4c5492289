/* SPDX-License-Identifier: EUPL-1.2 */

/* From the form of a record into the dossier: done, with a file, or removed (invariants 2 and 3). */

#include "record/record-sheet-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "record/field.h"
#include "record/file-box.h"

#include <glib/gi18n-lib.h>

static gboolean
commit (GezinSession *session, GezinJob *job, GError **error)
{
  if (gezin_session_commit (session, &job->dossier, job->edits, NULL, &job->commit, error))
    return TRUE;
  /* What it is now tells which field to ask about. */
  job->opened = gezin_session_read (session, &job->dossier, NULL);
  return FALSE;
}

static void
committed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;
  g_autofree char *sentence = NULL;

  self->is_busy = FALSE;
  gtk_widget_set_sensitive (self->done, TRUE);
  if (self->dossier == NULL || !gezin_uuid_equal (&self->record, &job->record))
    return;
  if (error == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Saved in the dossier"), job->commit != 0);
      gezin_record_sheet_finish (self);
      return;
    }
  sentence = gezin_session_window_sentence (error);
  gezin_record_sheet_say (self, sentence, FALSE);
  if (job->opened != NULL)
    gezin_record_sheet_refresh (self, job->opened, self->frozen);
}

/* Everything that was edited, or %NULL when a field is wrong or still asks. */
static GPtrArray *
collect (GezinRecordSheet *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  GezinFieldForm *wrong = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      GezinFieldForm *form = self->fields->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      if (gezin_field_form_is_asking (form))
        wrong = wrong != NULL ? wrong : form;
      else if (!gezin_field_form_collect (form, edits, FALSE, &error))
        {
          sentence = gezin_session_window_sentence (error);
          wrong = wrong != NULL ? wrong : form;
        }
      gezin_field_form_set_problem (form, sentence);
    }
  if (wrong == NULL)
    return g_steal_pointer (&edits);
  if (gtk_widget_is_ancestor (GTK_WIDGET (wrong), self->rest))
    gtk_expander_set_expanded (GTK_EXPANDER (self->more), TRUE);
  gezin_field_form_focus (wrong);
  gezin_record_sheet_say (self, _ ("One field still needs you."), FALSE);
  return NULL;
}

void
gezin_record_sheet_done (GezinRecordSheet *sheet)
{
  g_autoptr (GPtrArray) edits = NULL;
  GezinJob *job;

  if (sheet->dossier == NULL || sheet->is_busy)
    return;
  edits = collect (sheet);
  if (edits == NULL)
    return;
  g_clear_handle_id (&sheet->timer, g_source_remove);
  if (!gezin_record_sheet_is_touched (sheet))
    {
      if (sheet->has_draft)
        gezin_record_sheet_drop_draft (sheet);
      gezin_record_sheet_finish (sheet);
      return;
    }
  sheet->is_busy = TRUE;
  gtk_widget_set_sensitive (sheet->done, FALSE);
  job = gezin_job_new (sheet, commit, committed_cb);
  job->dossier = *gezin_dossier_id (sheet->dossier);
  job->record = sheet->record;
  job->edits = g_steal_pointer (&edits);
  gezin_job_start (job, sheet->session);
}

/* A file comes in together with what was typed, in one commit. */

static gboolean
attach (GezinSession *session, GezinJob *job, GError **error)
{
  GezinAttachment attachment = { .dossier = &job->dossier,
                                 .record = &job->record,
                                 .kind = job->kind,
                                 .file = job->file,
                                 .edits = job->edits,
                                 .progress = gezin_job_progress,
                                 .progress_data = job };

  return gezin_session_attach (session, &attachment, job->stop, &job->commit, error);
}

static void
attached_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;

  if (self->file_box != NULL)
    gezin_file_box_end (GEZIN_FILE_BOX (self->file_box));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->is_busy = FALSE;
      gtk_widget_set_sensitive (self->done, TRUE);
      gezin_record_sheet_say (self, _ ("Stopped. The file was not added."), FALSE);
      return;
    }
  committed_cb (owner, job, error);
}

void
gezin_record_sheet_attach (GezinRecordSheet *sheet, GFile *file)
{
  g_autoptr (GPtrArray) edits = NULL;
  GezinJob *job;

  if (sheet->dossier == NULL || sheet->is_busy)
    return;
  edits = collect (sheet);
  if (edits == NULL)
    return;
  g_clear_handle_id (&sheet->timer, g_source_remove);
  sheet->is_busy = TRUE;
  gtk_widget_set_sensitive (sheet->done, FALSE);
  job = gezin_job_new (sheet, attach, attached_cb);
  job->dossier = *gezin_dossier_id (sheet->dossier);
  job->record = sheet->record;
  job->kind = sheet->kind;
  job->file = g_object_ref (file);
  job->edits = g_steal_pointer (&edits);
  gezin_file_box_start (GEZIN_FILE_BOX (sheet->file_box), job);
  gezin_job_start (job, sheet->session);
}

void
gezin_record_sheet_leave (GezinRecordSheet *sheet)
{
  gboolean was_edited = sheet->dossier != NULL && gezin_record_sheet_is_touched (sheet);

  gezin_record_sheet_keep (sheet);
  if (was_edited)
    gezin_say (GTK_WIDGET (sheet), _ ("Your text is kept. Open it again to finish it."), FALSE);
  gezin_record_sheet_finish (sheet);
}

/* Removing. */

static gboolean
remove_record (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_remove (session, &job->dossier, &job->record, job->opened, job->text,
                               &job->commit, error);
}

static void
removed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRecordSheet *self = owner;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  gezin_say (GTK_WIDGET (self), _ ("Removed"), TRUE);
  if (self->has_draft)
    gezin_record_sheet_drop_draft (self);
  gezin_record_sheet_finish (self);
}

static void
removal_answered_cb (AdwMessageDialog *dialog, const char *answer, GezinRecordSheet *self)
{
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  GezinJob *job;

  if (g_strcmp0 (answer, "remove") != 0 || self->dossier == NULL)
    return;
  job = gezin_job_new (self, remove_record, removed_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = self->record;
  job->opened = gezin_dossier_ref (self->dossier);
  job->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  gezin_job_start (job, self->session);
}

static void
reason_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "remove",
                                           gtk_editable_get_text (entry)[0] != '\0');
}

void
gezin_record_sheet_ask_removal (GezinRecordSheet *sheet)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (sheet)));
  GtkWidget *dialog;
  GtkWidget *entry;

  if (sheet->dossier == NULL || gezin_dossier_find (sheet->dossier, &sheet->record) == NULL)
    return;
  dialog = adw_message_dialog_new (window, _ ("Remove this record?"),
                                   _ ("It stays in the history and can be put back. Say in a few "
                                      "words why it goes."));
  entry = gtk_entry_new ();
  gezin_access_name (entry, _ ("Why it is removed"));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", C_ ("verb", "Cancel"));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "remove", C_ ("verb", "Remove"));
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "remove", FALSE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (entry, "changed", G_CALLBACK (reason_cb), dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (removal_answered_cb), sheet, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
