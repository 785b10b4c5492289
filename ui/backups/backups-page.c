/* SPDX-License-Identifier: EUPL-1.2 */

/* Backups.
 *
 * Invariants:
 * 1. One long thing at a time: while it runs, nothing else can be started here.
 * 2. The recovery key is emptied from its entry as soon as it has gone to the worker.
 * 3. Good news and bad news stay on the page until the next attempt; a toast would be gone. */

#include "backups/backups-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/outcome.h"
#include "parts/picked.h"
#include "parts/work-bar.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 12

struct _GezinBackupsPage {
  AdwBin parent_instance;

  GezinSession *session;

  GtkWidget *where;
  GtkWidget *last;
  GtkWidget *drilled;
  GtkWidget *now;
  GtkWidget *try;
  GtkWidget *folder;
  GtkWidget *key_card;
  GtkWidget *key;
  GtkWidget *start;
  GtkWidget *work;
  GtkWidget *outcome;
  GtkWidget *list_box;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GezinBackupsPage, gezin_backups_page, ADW_TYPE_BIN)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
place_text (const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  return g_file_get_parse_name (file);
}

static void
show_error (GezinBackupsPage *self, const GError *error)
{
  g_autofree char *sentence = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                  ? g_strdup (_ ("Stopped. What was there is still there."))
                                  : gezin_session_window_sentence (error);

  gezin_outcome_show (self->outcome, FALSE, sentence);
}

static void
set_busy (GezinBackupsPage *self, gboolean is_busy)
{
  gtk_widget_set_sensitive (self->now, !is_busy);
  gtk_widget_set_sensitive (self->try, !is_busy);
  gtk_widget_set_sensitive (self->folder, !is_busy);
  gtk_widget_set_sensitive (self->key_card, !is_busy);
}

/* Reading. */

static gboolean
read_all (GezinSession *session, GezinJob *job, GError **error)
{
  job->free_result = (GDestroyNotify) gezin_backup_state_free;
  job->result = gezin_session_backup_state (session, error);
  if (job->result == NULL)
    return FALSE;
  /* A stick that is not there now has no list; the page says so by itself. */
  job->rows = gezin_session_backups (session, NULL, NULL);
  return TRUE;
}

static const char *
verdict_text (GezinBackupVerdict verdict)
{
  switch (verdict)
    {
    case GEZIN_BACKUP_TWIN:
      return _ ("of another laptop with the same beginning");
    case GEZIN_BACKUP_FOREIGN:
      return _ ("of somebody else's dossiers");
    case GEZIN_BACKUP_NEWER:
      return _ ("made by a newer version of the program");
    case GEZIN_BACKUP_DAMAGED:
      return _ ("damaged: it cannot be put back");
    case GEZIN_BACKUP_WHOLE:
    case GEZIN_BACKUP_OURS:
    default:
      return NULL;
    }
}

static GtkWidget *
backup_row (GezinBackupsPage *self, const GezinBackupRow *backup)
{
  g_autofree char *when =
      backup->made != 0 ? gezin_when_moment (gezin_session_clock (self->session), backup->made)
                        : g_strdup (backup->name);
  g_autofree char *size = g_format_size (backup->bytes);
  const char *verdict = verdict_text (backup->verdict);
  g_autofree char *documents =
      backup->n_documents > 0 ? g_strdup_printf (
          ngettext ("%u document", "%u documents", backup->n_documents), backup->n_documents)
                              : NULL;
  g_autofree char *text =
      documents != NULL ? g_strdup_printf ("%s · %s", size, documents) : g_strdup (size);
  g_autofree char *all =
      verdict != NULL ? g_strdup_printf ("%s · %s", text, verdict) : g_strdup (text);
  GtkWidget *row = gezin_row_new (when, all);

  if (backup->verdict == GEZIN_BACKUP_DAMAGED)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gezin_icon_new ("gezin-warning-symbolic", "late"));
  return row;
}

static void
show_list (GezinBackupsPage *self, GPtrArray *rows)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; rows != NULL && i < rows->len && i < MAX_SHOWN; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), backup_row (self, rows->pdata[i]));
  gtk_widget_set_visible (self->list_box, rows != NULL && rows->len > 0);
}

/* What was before a restore was on another laptop. */
static char *
last_text (GezinClock *clock, const GezinBackupState *state)
{
  g_autofree char *when = NULL;

  if (state->last_backup != 0)
    return gezin_when_moment (clock, state->last_backup);
  if (state->restored_made == 0)
    return g_strdup (_ ("not made yet"));
  when = gezin_when_moment (clock, state->restored_made);
  /* Translators: %s is a moment. */
  return g_strdup_printf (
      _ ("of this laptop not made yet; your dossiers came back from that of %s"), when);
}

static char *
drilled_text (GezinClock *clock, const GezinBackupState *state)
{
  g_autofree char *when = NULL;

  if (state->last_drill == 0)
    return g_strdup (state->restored_made != 0 ? _ ("not tried yet on this laptop")
                                               : _ ("not tried yet"));
  when = gezin_when_moment (clock, state->last_drill);
  if (state->last_drill > state->restored_made)
    return g_steal_pointer (&when);
  /* Translators: %s is a moment. */
  return g_strdup_printf (_ ("%s, on the laptop that you had before"), when);
}

static void
show_state (GezinBackupsPage *self, const GezinBackupState *state)
{
  GezinClock *clock = gezin_session_clock (self->session);
  g_autofree char *place = place_text (state->folder);
  g_autofree char *where = NULL;
  g_autofree char *last = last_text (clock, state);
  g_autofree char *drilled = drilled_text (clock, state);

  if (state->is_own_folder)
    where = g_strdup (_ ("On this laptop only: of no use when the laptop is lost. Choose a USB "
                         "stick or a folder of your organisation."));
  else if (!state->is_reachable)
    where = g_strdup_printf (_ ("%s: not there now. Put the stick in, or choose another place."),
                             place);
  else
    where = g_steal_pointer (&place);
  gezin_row_say (self->where, where);
  gezin_row_say (self->last, last);
  gezin_row_say (self->drilled, drilled);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinBackupsPage *self = owner;

  if (error != NULL)
    {
      show_error (self, error);
      return;
    }
  show_state (self, job->result);
  show_list (self, job->rows);
}

void
gezin_backups_page_refresh (GezinBackupsPage *page)
{
  gezin_job_start (gezin_job_new (page, read_all, read_cb), page->session);
}

/* One now. */

static gboolean
back_up (GezinSession *session, GezinJob *job, GError **error)
{
  job->free_result = (GDestroyNotify) gezin_backup_report_free;
  job->result = gezin_session_backup (session, NULL, gezin_job_progress, job, job->stop, error);
  return job->result != NULL;
}

static char *
backup_text (const GezinBackupReport *report)
{
  if (report->n_missing > 0)
    return g_strdup_printf (
        ngettext ("The backup is made, but %u document could not go along: it is missing or "
                  "damaged here.",
                  "The backup is made, but %u documents could not go along: they are missing or "
                  "damaged here.",
                  report->n_missing),
        report->n_missing);
  if (report->is_fallback)
    return g_strdup (_ ("The chosen place could not be used. The backup is on this laptop for "
                        "now."));
  if (report->is_unchanged)
    return g_strdup (_ ("Nothing was written since the last backup. That one is still good."));
  return g_strdup (_ ("The backup is made. Keep the stick apart from the laptop."));
}

static void
backed_up_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinBackupsPage *self = owner;
  const GezinBackupReport *report = job->result;
  g_autofree char *text = NULL;

  gezin_work_bar_end (GEZIN_WORK_BAR (self->work));
  set_busy (self, FALSE);
  if (error != NULL)
    show_error (self, error);
  else
    {
      text = backup_text (report);
      gezin_outcome_show (self->outcome, report->n_missing == 0 && !report->is_fallback, text);
    }
  gezin_backups_page_refresh (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
now_cb (GezinBackupsPage *self)
{
  GezinJob *job = gezin_job_new (self, back_up, backed_up_cb);

  set_busy (self, TRUE);
  gezin_outcome_show (self->outcome, TRUE, NULL);
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), job, _ ("Making a backup…"));
  gezin_job_start (job, self->session);
}

/* Whether it opens. */

static gboolean
drill (GezinSession *session, GezinJob *job, GError **error)
{
  GezinDrillReport *report = NULL;
  gboolean done = gezin_session_drill (session, NULL, job->key, gezin_job_progress, job, job->stop,
                                       &report, error);

  job->free_result = (GDestroyNotify) gezin_drill_report_free;
  job->result = report;
  return done;
}

/* What was seen, good or not; @error NULL means that all is well. */
static char *
drill_text (GezinBackupsPage *self, const GezinDrillReport *report, const GError *error)
{
  g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), report->made);
  g_autofree char *sentence = error != NULL ? gezin_session_window_sentence (error) : NULL;

  if (error == NULL)
    return g_strdup_printf (
        /* Translators: %s is a moment. */
        ngettext ("It opens, and it is whole: %u dossier, as of %s.",
                  "It opens, and it is whole: %u dossiers, as of %s.", report->n_dossiers),
        report->n_dossiers, when);
  if (report->n_missing + report->n_damaged > 0)
    return g_strdup_printf (
        ngettext ("It opens, but %u document is missing or damaged. Make a new backup.",
                  "It opens, but %u documents are missing or damaged. Make a new backup.",
                  report->n_missing + report->n_damaged),
        report->n_missing + report->n_damaged);
  return g_steal_pointer (&sentence);
}

static void
drilled_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinBackupsPage *self = owner;
  g_autofree char *text = NULL;

  gezin_work_bar_end (GEZIN_WORK_BAR (self->work));
  set_busy (self, FALSE);
  if (job->result != NULL)
    {
      text = drill_text (self, job->result, error);
      gezin_outcome_show (self->outcome, error == NULL, text);
    }
  else if (error != NULL)
    show_error (self, error);
  if (error == NULL)
    gtk_widget_set_visible (self->key_card, FALSE);
  gezin_backups_page_refresh (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
start_drill_cb (GezinBackupsPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->key));
  GezinJob *job;

  if (!gtk_widget_get_sensitive (self->start) || text[0] == '\0')
    return;
  job = gezin_job_new (self, drill, drilled_cb);
  job->key = gezin_secret_new_copy (text, strlen (text));
  gtk_editable_set_text (GTK_EDITABLE (self->key), "");
  set_busy (self, TRUE);
  gezin_outcome_show (self->outcome, TRUE, NULL);
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), job, _ ("Trying whether the backup opens…"));
  gezin_job_start (job, self->session);
}

static void
key_typed_cb (GezinBackupsPage *self)
{
  gtk_widget_set_sensitive (self->start,
                            gtk_editable_get_text (GTK_EDITABLE (self->key))[0] != '\0');
}

static void
try_cb (GezinBackupsPage *self)
{
  gtk_widget_set_visible (self->key_card, TRUE);
  gtk_widget_grab_focus (self->key);
}

/* Another place. */

static gboolean
set_folder (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_set_backup_folder (session, job->file, error);
}

static void
folder_set_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinBackupsPage *self = owner;

  if (error != NULL)
    show_error (self, error);
  else
    gezin_outcome_show (self->outcome, TRUE,
                        _ ("From now on backups go there. Make one right away."));
  gezin_backups_page_refresh (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinBackupsPage *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  GezinJob *job;

  if (file == NULL)
    return;
  job = gezin_job_new (self, set_folder, folder_set_cb);
  job->file = g_steal_pointer (&file);
  gezin_job_start (job, self->session);
}

static void
folder_cb (GezinBackupsPage *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Where should backups go?"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, C_ ("verb", "Choose"), C_ ("verb", "Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The page. */

static GtkWidget *
button_new (const char *label, const char *classes, GCallback clicked, GezinBackupsPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (classes != NULL)
    gtk_widget_add_css_class (button, classes);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gezin_access_name (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
build_state (GezinBackupsPage *self)
{
  GtkWidget *list = gezin_list_new ();

  self->where = gezin_row_new (_ ("Where they go"), " ");
  self->folder = button_new (_ ("Change…"), NULL, G_CALLBACK (folder_cb), self);
  gezin_access_name (self->folder, _ ("Change where backups go"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->where), self->folder);
  self->last = gezin_row_new (_ ("Last backup"), " ");
  self->drilled = gezin_row_new (_ ("Last time that it was tried, and was good"), " ");
  gtk_list_box_append (GTK_LIST_BOX (list), self->where);
  gtk_list_box_append (GTK_LIST_BOX (list), self->last);
  gtk_list_box_append (GTK_LIST_BOX (list), self->drilled);
  gezin_access_name (list, _ ("Backups"));
  return list;
}

static GtkWidget *
build_key (GezinBackupsPage *self)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);

  self->key_card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");
  self->key = gtk_entry_new ();
  gtk_widget_set_hexpand (self->key, TRUE);
  gezin_access_name (self->key, _ ("Recovery key"));
  self->start = button_new (_ ("Try it"), "suggested-action", G_CALLBACK (start_drill_cb), self);
  gtk_widget_set_sensitive (self->start, FALSE);
  gtk_box_append (GTK_BOX (self->key_card), gezin_text_new (_ ("Recovery key"), "strong"));
  gtk_box_append (GTK_BOX (self->key_card),
                  gezin_text_new (_ ("Take the paper from its place and type the key. So you also "
                                     "know that the paper is right."),
                                  "dim small"));
  gtk_box_append (GTK_BOX (line), self->key);
  gtk_box_append (GTK_BOX (line), self->start);
  gtk_box_append (GTK_BOX (self->key_card), line);
  gtk_widget_set_visible (self->key_card, FALSE);
  g_signal_connect_swapped (self->key, "changed", G_CALLBACK (key_typed_cb), self);
  g_signal_connect_swapped (self->key, "activate", G_CALLBACK (start_drill_cb), self);
  return self->key_card;
}

static GtkWidget *
build_page (GezinBackupsPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, "page");
  GtkWidget *buttons = gezin_wrap_new (10);

  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("A backup is a locked copy of all your dossiers. It opens with "
                         "your passphrase or your recovery key, and with nothing else."),
                      NULL));
  gtk_box_append (GTK_BOX (page), build_state (self));
  self->now = button_new (_ ("Make a backup now"), "suggested-action", G_CALLBACK (now_cb), self);
  self->try = button_new (_ ("Try whether it opens"), NULL, G_CALLBACK (try_cb), self);
  gezin_wrap_append (GEZIN_WRAP (buttons), self->now);
  gezin_wrap_append (GEZIN_WRAP (buttons), self->try);
  gtk_box_append (GTK_BOX (page), buttons);
  gtk_box_append (GTK_BOX (page), build_key (self));
  self->work = gezin_work_bar_new ();
  gtk_box_append (GTK_BOX (page), self->work);
  self->outcome = gezin_outcome_new ();
  gtk_box_append (GTK_BOX (page), self->outcome);
  self->list_box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Backups there"));
  gtk_box_append (GTK_BOX (self->list_box),
                  gezin_section_new (_ ("Backups there"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (self->list_box), gezin_tab_stop_new (self->list));
  gtk_widget_set_visible (self->list_box, FALSE);
  gtk_box_append (GTK_BOX (page), self->list_box);
  return page;
}

static void
gezin_backups_page_dispose (GObject *object)
{
  g_clear_object (&GEZIN_BACKUPS_PAGE (object)->session);
  G_OBJECT_CLASS (gezin_backups_page_parent_class)->dispose (object);
}

static void
gezin_backups_page_class_init (GezinBackupsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_backups_page_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
gezin_backups_page_init (GezinBackupsPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), build_page (self));
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
}

GtkWidget *
gezin_backups_page_new (GezinSession *session)
{
  GezinBackupsPage *self = g_object_new (GEZIN_TYPE_BACKUPS_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
