/* SPDX-License-Identifier: EUPL-1.2 */

/* What is due in one dossier, on its overview: what is overdue and what comes first. It is worked out from
 * the dossier, on the worker. */

#include "thinking/deadlines-box.h"

#include "model/value.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "session/casework.h"
#include "session/when.h"
#include "thinking/deadline-line.h"

#include <glib/gi18n-lib.h>

#define MOST 5

static gboolean
read_deadlines (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_deadlines_of (session, &job->dossier, NULL, error);
  return job->rows != NULL;
}

static GtkWidget *
distance_new (const GezinDeadline *deadline, const GDate *today, const char *text)
{
  const char *class;
  const char *sign = gezin_deadline_sign (deadline, today, &class);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, class);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "small");
  if (sign != NULL)
    gtk_box_append (GTK_BOX (box), gezin_icon_new (sign, "small"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
row_new (const GezinDeadline *deadline, const GDate *today)
{
  g_autofree char *distance = gezin_deadline_distance (deadline, today);
  g_autofree char *day = gezin_when_short (deadline->due);
  g_autofree char *heard = g_strjoin (", ", deadline->sentence, day, distance, NULL);
  GtkWidget *row = gezin_row_new (deadline->sentence, day);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), distance_new (deadline, today, distance));
  gezin_row_open_record (row, &deadline->record);
  gezin_access_name (row, heard);
  return row;
}

static void
add_rows (GtkWidget *list, const GPtrArray *rows, guint from, guint to)
{
  const GDate *today = g_object_get_data (G_OBJECT (list), "today");

  for (guint i = from; i < to; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), row_new (rows->pdata[i], today));
}

static void
more_cb (GtkWidget *row, GPtrArray *rows)
{
  GtkWidget *list = gtk_widget_get_parent (row);

  g_ptr_array_ref (rows);
  gtk_list_box_remove (GTK_LIST_BOX (list), row);
  add_rows (list, rows, MOST, rows->len);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), MOST)));
  g_ptr_array_unref (rows);
}

static GtkWidget *
more_new (GPtrArray *rows)
{
  guint n = rows->len - MOST;
  g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", n), n);
  GtkWidget *row = gezin_row_new (text, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (more_cb), g_ptr_array_ref (rows),
                         (GClosureNotify) (void (*) (void)) g_ptr_array_unref, 0);
  return row;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GtkWidget *box = owner;
  GtkWidget *list;
  GDate *today;

  /* What could not be read is told where it was asked for. */
  if (error != NULL || job->rows->len == 0)
    return;
  list = gezin_list_new ();
  today = g_date_new ();
  gezin_clock_today (g_object_get_data (G_OBJECT (box), "clock"), today);
  g_object_set_data_full (G_OBJECT (list), "today", today, (GDestroyNotify) g_date_free);
  add_rows (list, job->rows, 0, MIN (job->rows->len, MOST));
  if (job->rows->len > MOST)
    gtk_list_box_append (GTK_LIST_BOX (list), more_new (job->rows));
  gezin_access_name (list, _ ("Deadlines"));
  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Deadlines"), _ ("Of all dossiers"),
                                                    "win.deadlines", NULL));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
  gtk_widget_set_visible (box, TRUE);
}

GtkWidget *
gezin_deadlines_box_new (GezinSession *session, GezinDossier *dossier)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GezinJob *job = gezin_job_new (box, read_deadlines, read_cb);

  g_object_set_data (G_OBJECT (box), "clock", gezin_session_clock (session));
  gtk_widget_set_visible (box, FALSE);
  job->dossier = *gezin_dossier_id (dossier);
  gezin_job_start (job, session);
  return box;
}
