/* SPDX-License-Identifier: EUPL-1.2 */

/* Putting a backup back at the first start.
 *
 * Invariants:
 * 1. The key is emptied from the entry as soon as it has gone to the worker.
 * 2. Whoever came in by the recovery key chooses a new passphrase before going on: the old one may
 *    have been lost with the laptop.
 * 3. Stopped or failed, there is no store, and one may try again.
 * 4. Erased things may come back only after somebody was told that and ticked it. */

#include "welcome/restore-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/passphrase.h"
#include "parts/picked.h"
#include "parts/pills.h"
#include "parts/work-bar.h"
#include "session/when.h"
#include "welcome/restore-outcome.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinRestorePage {
  AdwBin parent_instance;

  GezinSession *session;
  char *folder;
  GFile *file;

  GtkWidget *stack;
  GtkWidget *pick;
  GtkWidget *picked;
  GtkWidget *which;
  GtkWidget *key;
  GtkWidget *passphrase;
  GtkWidget *problem;
  GtkWidget *anyway; /* go on without the list of what was erased; seen only when that is damaged */
  GtkWidget *work;
  GtkWidget *go;
  GtkWidget *back;
  GtkWidget *outcome;
  GtkWidget *chosen_box;
  GtkWidget *chosen;
  GtkWidget *ready;
};

G_DEFINE_FINAL_TYPE (GezinRestorePage, gezin_restore_page, ADW_TYPE_BIN)

enum { BACK, READY, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
is_recovery (GezinRestorePage *self)
{
  return gezin_pills_is_chosen (GEZIN_PILLS (self->which), "recovery");
}

static GtkEditable *
key_entry (GezinRestorePage *self)
{
  return GTK_EDITABLE (is_recovery (self) ? self->key : self->passphrase);
}

static void
refresh (GezinRestorePage *self)
{
  gboolean is_busy = gezin_work_bar_is_busy (GEZIN_WORK_BAR (self->work));

  gtk_widget_set_visible (self->key, is_recovery (self));
  gtk_widget_set_visible (self->passphrase, !is_recovery (self));
  gtk_widget_set_sensitive (self->go, self->file != NULL && !is_busy
                                          && gtk_editable_get_text (key_entry (self))[0] != '\0');
  gtk_widget_set_sensitive (self->pick, !is_busy);
  gtk_widget_set_sensitive (self->back, !is_busy);
}

static void
say_problem (GezinRestorePage *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->problem), sentence != NULL);
}

/* Which file. */

/* What it says of itself, among the backups of its folder. */
static gboolean
look_at (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GFile) above = g_file_get_parent (job->file);
  g_autofree char *uri = g_file_get_uri (job->file);

  job->rows = gezin_session_backups (session, above, error);
  if (job->rows == NULL)
    return FALSE;
  job->text = g_steal_pointer (&uri);
  return TRUE;
}

static void
looked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRestorePage *self = owner;
  GezinClock *clock = gezin_session_clock (self->session);

  for (guint i = 0; error == NULL && i < job->rows->len; i++)
    {
      const GezinBackupRow *row = job->rows->pdata[i];

      if (strcmp (row->uri, job->text) != 0)
        continue;
      if (row->verdict == GEZIN_BACKUP_DAMAGED)
        say_problem (self, _ ("This file is damaged or no backup. Pick another one."));
      else if (row->verdict == GEZIN_BACKUP_NEWER)
        say_problem (self, _ ("This backup was made by a newer version of the program. Install "
                              "that one first."));
      else if (row->made != 0)
        {
          g_autofree char *when = gezin_when_moment (clock, row->made);
          /* Translators: %s is a moment. */
          g_autofree char *text = g_strdup_printf (_ ("Made on %s"), when);

          gtk_label_set_text (GTK_LABEL (self->picked), text);
        }
    }
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinRestorePage *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  g_autofree char *name = NULL;
  GezinJob *job;

  if (file == NULL)
    return;
  g_set_object (&self->file, file);
  say_problem (self, NULL);
  gtk_widget_set_visible (self->anyway, FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->anyway), FALSE);
  name = g_file_get_basename (file);
  gtk_label_set_text (GTK_LABEL (self->picked), name);
  job = gezin_job_new (self, look_at, looked_cb);
  job->file = g_object_ref (file);
  gezin_job_start (job, self->session);
  refresh (self);
  gtk_widget_grab_focus (GTK_WIDGET (key_entry (self)));
}

static void
pick_cb (GezinRestorePage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (_ ("Pick the backup"), window, GTK_FILE_CHOOSER_ACTION_OPEN,
                                   C_ ("verb", "Choose"), C_ ("verb", "Cancel"));
  g_autoptr (GtkFileFilter) ours = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (ours, _ ("Backups"));
  gtk_file_filter_add_pattern (ours, "*.backup");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), ours);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Putting back. */

static gboolean
restore (GezinSession *session, GezinJob *job, GError **error)
{
  job->free_result = (GDestroyNotify) gezin_restore_report_free;
  job->result = (job->count != 0 ? gezin_session_restore_without_markers : gezin_session_restore) (
      session, job->file, job->folder, job->key, job->flag, gezin_job_progress, job, job->stop,
      error);
  return job->result != NULL;
}

static void
show_problem (GezinRestorePage *self, const GError *error)
{
  gboolean is_unsure = gezin_session_is_unsure_of_erased (error);
  g_autofree char *text = NULL;

  if (is_unsure)
    text = g_strdup (_ ("Nothing was put back. Beside the backup lies a list of what was erased, "
                        "and that list is damaged: something that had to be gone could come back. "
                        "Try another copy of the folder first."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Stopped. Nothing was put back; you can begin again."));
  else
    text = gezin_session_window_sentence (error);
  say_problem (self, text);
  gtk_widget_set_visible (self->anyway, is_unsure || gtk_widget_get_visible (self->anyway));
  gtk_widget_grab_focus (GTK_WIDGET (key_entry (self)));
}

static void
restored_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRestorePage *self = owner;

  gezin_work_bar_end (GEZIN_WORK_BAR (self->work));
  refresh (self);
  if (error != NULL)
    {
      show_problem (self, error);
      return;
    }
  adw_bin_set_child (ADW_BIN (self->outcome),
                     gezin_restore_outcome_new (self->session, job->result));
  gtk_widget_set_visible (self->chosen_box, job->flag);
  gtk_widget_set_sensitive (self->ready, !job->flag);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "done");
  gtk_widget_grab_focus (job->flag ? self->chosen : self->ready);
}

static void
go_cb (GezinRestorePage *self)
{
  const char *text = gtk_editable_get_text (key_entry (self));
  GezinJob *job;

  if (!gtk_widget_get_sensitive (self->go))
    return;
  say_problem (self, NULL);
  job = gezin_job_new (self, restore, restored_cb);
  job->file = g_object_ref (self->file);
  job->folder = g_strdup (self->folder);
  job->key = gezin_secret_new_copy (text, strlen (text));
  job->flag = is_recovery (self);
  job->count = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->anyway));
  gtk_editable_set_text (key_entry (self), "");
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), job, _ ("Putting the backup back…"));
  gezin_job_start (job, self->session);
  refresh (self);
}

/* A new passphrase. */

static gboolean
change_passphrase (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_change_passphrase (session, job->key, error);
}

static void
changed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRestorePage *self = owner;

  if (error == NULL)
    {
      g_signal_emit (self, signals[READY], 0);
      return;
    }
  gezin_say_error (GTK_WIDGET (self), error);
  gtk_widget_set_sensitive (self->chosen_box, TRUE);
}

static void
ready_cb (GezinRestorePage *self)
{
  GezinJob *job;

  if (!gtk_widget_get_visible (self->chosen_box))
    {
      g_signal_emit (self, signals[READY], 0);
      return;
    }
  job = gezin_job_new (self, change_passphrase, changed_cb);
  job->key = gezin_passphrase_take (GEZIN_PASSPHRASE (self->chosen));
  gtk_widget_set_sensitive (self->ready, FALSE);
  gezin_job_start (job, self->session);
}

static void
chosen_cb (GezinRestorePage *self)
{
  gtk_widget_set_sensitive (self->ready,
                            gezin_passphrase_is_good (GEZIN_PASSPHRASE (self->chosen)));
}

static void
back_cb (GezinRestorePage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->key), "");
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  g_signal_emit (self, signals[BACK], 0);
}

/* The form. */

static GtkWidget *
heading_new (const char *title, const char *text)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *heading = gezin_text_new (title, "page-title");
  GtkWidget *body = gezin_text_new (text, "dim");

  gtk_label_set_xalign (GTK_LABEL (heading), 0.5F);
  gtk_label_set_justify (GTK_LABEL (heading), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (body), 0.5F);
  gtk_label_set_justify (GTK_LABEL (body), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_bottom (body, 8);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), body);
  return box;
}

static GtkWidget *
big_button (const char *label, gboolean is_first, GCallback clicked, GezinRestorePage *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  if (is_first)
    gtk_widget_add_css_class (button, "suggested-action");
  gezin_access_name (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
build_file (GezinRestorePage *self, GtkWidget *page)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);

  gtk_box_append (GTK_BOX (page), gezin_text_new (_ ("Which backup?"), "strong"));
  self->pick = gtk_button_new_with_label (_ ("Pick the backup…"));
  gtk_widget_set_valign (self->pick, GTK_ALIGN_CENTER);
  gezin_access_name (self->pick, _ ("Pick the backup…"));
  g_signal_connect_swapped (self->pick, "clicked", G_CALLBACK (pick_cb), self);
  self->picked = gezin_text_new (_ ("A file that ends in .backup, on a USB stick or in a folder"),
                                 "dim small");
  gtk_widget_set_hexpand (self->picked, TRUE);
  gtk_box_append (GTK_BOX (line), self->pick);
  gtk_box_append (GTK_BOX (line), self->picked);
  gtk_box_append (GTK_BOX (page), line);
}

static void
build_key (GezinRestorePage *self, GtkWidget *page)
{
  gtk_box_append (GTK_BOX (page), gezin_text_new (_ ("With which key?"), "strong"));
  self->which = gezin_pills_new (FALSE, TRUE);
  gezin_access_name (self->which, _ ("With which key?"));
  gezin_pills_add (GEZIN_PILLS (self->which), "recovery", _ ("Recovery key"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->which), "passphrase", _ ("Passphrase"), NULL);
  gezin_pills_set_chosen (GEZIN_PILLS (self->which), "recovery", TRUE);
  g_signal_connect_swapped (self->which, "edited", G_CALLBACK (refresh), self);
  gtk_box_append (GTK_BOX (page), self->which);
  self->key = gtk_entry_new ();
  gtk_entry_set_input_purpose (GTK_ENTRY (self->key), GTK_INPUT_PURPOSE_PASSWORD);
  gezin_access_name (self->key, _ ("Recovery key"));
  self->passphrase = gtk_password_entry_new ();
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->passphrase), TRUE);
  gezin_access_name (self->passphrase, _ ("Passphrase"));
  gtk_box_append (GTK_BOX (page), self->key);
  gtk_box_append (GTK_BOX (page), self->passphrase);
  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("The one that you had when the backup was made."), "dim small"));
  g_signal_connect_swapped (self->key, "changed", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->passphrase, "changed", G_CALLBACK (refresh), self);
  g_signal_connect_swapped (self->key, "activate", G_CALLBACK (go_cb), self);
  g_signal_connect_swapped (self->passphrase, "activate", G_CALLBACK (go_cb), self);
}

static void
build_anyway (GezinRestorePage *self, GtkWidget *page)
{
  const char *text = _ ("Put it back without that list. I will look whether something came back "
                        "that had to be gone.");
  GtkWidget *label = gezin_text_new (text, NULL);

  self->anyway = gtk_check_button_new ();
  gtk_widget_set_hexpand (label, TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (self->anyway), label);
  gezin_access_name (self->anyway, text);
  gtk_widget_set_visible (self->anyway, FALSE);
  gtk_box_append (GTK_BOX (page), self->anyway);
}

static GtkWidget *
build_ask (GezinRestorePage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *wrong = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "wait-card");
  GtkWidget *foot = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *space = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (page),
                  heading_new (_ ("Put a backup back"),
                               _ ("This makes the dossiers of the backup anew on this laptop. The "
                                  "backup stays as it is.")));
  build_file (self, page);
  build_key (self, page);
  self->problem = gezin_text_new (NULL, NULL);
  gtk_box_append (GTK_BOX (wrong), gezin_icon_new ("gezin-warning-symbolic", NULL));
  gtk_box_append (GTK_BOX (wrong), self->problem);
  gtk_widget_set_visible (wrong, FALSE);
  gtk_box_append (GTK_BOX (page), wrong);
  build_anyway (self, page);
  self->work = gezin_work_bar_new ();
  gtk_box_append (GTK_BOX (page), self->work);
  self->back = big_button (C_ ("verb", "Back"), FALSE, G_CALLBACK (back_cb), self);
  self->go = big_button (_ ("Put back"), TRUE, G_CALLBACK (go_cb), self);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_widget_set_margin_top (foot, 16);
  gtk_box_append (GTK_BOX (foot), self->back);
  gtk_box_append (GTK_BOX (foot), space);
  gtk_box_append (GTK_BOX (foot), self->go);
  gtk_box_append (GTK_BOX (page), foot);
  return page;
}

static GtkWidget *
build_done (GezinRestorePage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, NULL);

  gtk_box_append (GTK_BOX (page), heading_new (_ ("Your dossiers are back"), NULL));
  self->outcome = adw_bin_new ();
  gtk_box_append (GTK_BOX (page), self->outcome);
  self->chosen_box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  gtk_box_append (GTK_BOX (self->chosen_box),
                  gezin_text_new (_ ("Choose the sentence with which you open your dossiers from "
                                     "now on."),
                                  NULL));
  self->chosen = gezin_passphrase_new ();
  gtk_box_append (GTK_BOX (self->chosen_box), self->chosen);
  gtk_box_append (GTK_BOX (page), self->chosen_box);
  g_signal_connect_swapped (self->chosen, "edited", G_CALLBACK (chosen_cb), self);
  self->ready = big_button (_ ("To my dossiers"), TRUE, G_CALLBACK (ready_cb), self);
  gtk_box_append (GTK_BOX (page), self->ready);
  return page;
}

static void
gezin_restore_page_dispose (GObject *object)
{
  GezinRestorePage *self = GEZIN_RESTORE_PAGE (object);

  g_clear_object (&self->file);
  g_clear_object (&self->session);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (gezin_restore_page_parent_class)->dispose (object);
}

static void
gezin_restore_page_class_init (GezinRestorePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_restore_page_dispose;
  signals[BACK] = g_signal_new ("back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
gezin_restore_page_init (GezinRestorePage *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), build_ask (self), "ask");
  gtk_stack_add_named (GTK_STACK (self->stack), build_done (self), "done");
  for (GtkWidget *page = gtk_widget_get_first_child (self->stack); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gezin_access_page (page);
  adw_bin_set_child (ADW_BIN (self), self->stack);
  refresh (self);
}

GtkWidget *
gezin_restore_page_new (GezinSession *session, const char *folder)
{
  GezinRestorePage *self = g_object_new (GEZIN_TYPE_RESTORE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->folder = g_strdup (folder);
  return GTK_WIDGET (self);
}
