/* SPDX-License-Identifier: EUPL-1.2 */

/* The figures as a file.
 *
 * Invariants:
 * 1. What is saved is counted anew, for whom it is meant: what is on screen is the team's own.
 * 2. It is for outside the team until somebody says that it is not; a new period asks again. */

#include "thinking/monitor-save.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/outcome.h"
#include "parts/picked.h"
#include "parts/pills.h"
#include "parts/work-bar.h"
#include "thinking/monitor-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinMonitorSave {
  AdwBin parent_instance;
  GezinSession *session;
  GDate from;
  GDate until;
  GezinMonitorParts parts;
  GtkWidget *outside;
  GtkWidget *forms;
  GtkWidget *button;
  GtkWidget *work;
  GtkWidget *outcome;
};

G_DEFINE_FINAL_TYPE (GezinMonitorSave, gezin_monitor_save, ADW_TYPE_BIN)

static const struct {
  const char *code; /* and what the name of the file ends in */
  const char *label;
} forms[] = {
  { "ods", N_ ("Spreadsheet (ODS)") },
  { "csv", N_ ("Table (CSV)") },
  { "json", N_ ("For a program (JSON)") },
};

static const char *
chosen_form (GezinMonitorSave *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (gezin_pills_is_chosen (GEZIN_PILLS (self->forms), forms[i].code))
      return forms[i].code;
  return forms[0].code;
}

/* Writing. */

static GBytes *
write_form (GezinSession *session, const char *form, const GezinMonitorReading *reading,
            GError **error)
{
  g_autofree char *json = NULL;

  if (strcmp (form, "json") != 0)
    return gezin_session_monitor_sheet (
        session, reading, strcmp (form, "ods") == 0 ? GEZIN_SHEET_ODS : GEZIN_SHEET_CSV, error);
  json = gezin_session_monitor_json (reading);
  return g_bytes_new (json, strlen (json));
}

static gboolean
count_and_write (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (!gezin_monitor_job_count (session, job, error))
    return FALSE;
  bytes = write_form (session, job->names[2], job->result, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return g_file_replace_contents (job->file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  job->stop, error);
}

static guint
count_hidden (const GezinMonitorReading *reading)
{
  guint n = 0;

  for (guint i = 0; i < reading->periods->len; i++)
    for (guint j = 0; j < GEZIN_N_INDICATORS; j++)
      n += ((const GezinMonitorPeriod *) reading->periods->pdata[i])->cells[j].state
           == GEZIN_CELL_HIDDEN;
  return n;
}

static char *
written_text (const GezinMonitorReading *reading)
{
  guint n = count_hidden (reading);

  if (!reading->is_outside)
    return g_strdup (_ ("The file is there, with small numbers too. Keep it inside the team."));
  if (n == 0)
    return g_strdup (_ ("The file is there. No number was small enough to be left out."));
  return g_strdup_printf (ngettext ("The file is there. %u number is left out of it.",
                                    "The file is there. %u numbers are left out of it.", n),
                          n);
}

static void
written_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinMonitorSave *self = owner;
  g_autofree char *text = error == NULL ? written_text (job->result)
                          : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                              ? g_strdup (_ ("Stopped. There is no file."))
                              : gezin_session_window_sentence (error);

  gezin_work_bar_end (GEZIN_WORK_BAR (self->work));
  gtk_widget_set_sensitive (self->button, TRUE);
  gezin_outcome_show (self->outcome, error == NULL, text);
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinMonitorSave *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  GezinJob *job;

  if (file == NULL)
    return;
  job = gezin_monitor_job_new (self, count_and_write, written_cb, &self->from, &self->until,
                               self->parts,
                               gtk_check_button_get_active (GTK_CHECK_BUTTON (self->outside)));
  job->names[2] = g_strdup (chosen_form (self));
  job->file = g_steal_pointer (&file);
  gtk_widget_set_sensitive (self->button, FALSE);
  gezin_outcome_show (self->outcome, TRUE, NULL);
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), job, _ ("Counting and saving…"));
  gezin_job_start (job, self->session);
}

static void
save_cb (GezinMonitorSave *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Where should the figures go?"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("verb", "Keep"), C_ ("verb", "Cancel"));
  char from[GEZIN_DAY_TEXT_LENGTH + 1], until[GEZIN_DAY_TEXT_LENGTH + 1];
  g_autofree char *name =
      g_strdup_printf ("%s-%s-%s.%s", _ ("figures"), gezin_day_to_text (&self->from, from),
                       gezin_day_to_text (&self->until, until), chosen_form (self));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
gezin_monitor_save_set (GezinMonitorSave *save, const GDate *from, const GDate *until,
                        GezinMonitorParts parts)
{
  save->from = *from;
  save->until = *until;
  save->parts = parts;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (save->outside), TRUE);
  gezin_outcome_show (save->outcome, TRUE, NULL);
}

static void
gezin_monitor_save_dispose (GObject *object)
{
  g_clear_object (&GEZIN_MONITOR_SAVE (object)->session);
  G_OBJECT_CLASS (gezin_monitor_save_parent_class)->dispose (object);
}

static void
gezin_monitor_save_class_init (GezinMonitorSaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_monitor_save_dispose;
}

static void
gezin_monitor_save_init (GezinMonitorSave *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *list = gezin_list_new ();
  GtkWidget *row = gezin_check_row_new (
      _ ("For outside the team"),
      _ ("Small numbers are left out, and those from which they could be computed. What is on "
         "screen has all numbers: keep that inside the team."),
      &self->outside);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->outside), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gezin_access_name (list, _ ("Save these figures"));
  self->forms = gezin_pills_new (FALSE, TRUE);
  gezin_access_name (self->forms, _ ("As what kind of file"));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    gezin_pills_add (GEZIN_PILLS (self->forms), forms[i].code, _ (forms[i].label), NULL);
  gezin_pills_set_chosen (GEZIN_PILLS (self->forms), forms[0].code, TRUE);
  self->button = gtk_button_new_with_label (_ ("Save these figures…"));
  gezin_access_name (self->button, _ ("Save these figures…"));
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (save_cb), self);
  self->work = gezin_work_bar_new ();
  self->outcome = gezin_outcome_new ();
  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Save these figures"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), self->forms);
  /* Above the button, where they are in sight. */
  gtk_box_append (GTK_BOX (box), self->work);
  gtk_box_append (GTK_BOX (box), self->outcome);
  gtk_box_append (GTK_BOX (box), self->button);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_monitor_save_new (GezinSession *session)
{
  GezinMonitorSave *self = g_object_new (GEZIN_TYPE_MONITOR_SAVE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
