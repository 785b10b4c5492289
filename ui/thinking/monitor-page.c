/* SPDX-License-Identifier: EUPL-1.2 */

/* The monitor.
 *
 * Invariants:
 * 1. It counts when somebody asks, and not by itself when a dossier changes: each asking is in the log.
 * 2. Figures on screen are of the period that stands above them; after a fault there are none. */

#include "thinking/monitor-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/work-bar.h"
#include "thinking/monitor-figures.h"
#include "thinking/monitor-job.h"
#include "thinking/monitor-period.h"
#include "thinking/monitor-save.h"

#include <glib/gi18n-lib.h>

#define SHOW_WORK_AFTER_MS 300 /* what is done sooner needs no bar */

#define GEZIN_TYPE_MONITOR_PAGE (gezin_monitor_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinMonitorPage, gezin_monitor_page, GEZIN, MONITOR_PAGE, AdwBin)

struct _GezinMonitorPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinJob *job; /* (nullable): runs now */
  guint timer;
  gboolean is_wanted; /* another period was asked for meanwhile */
  GtkWidget *period;
  GtkWidget *work;
  GtkWidget *figures;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (GezinMonitorPage, gezin_monitor_page, ADW_TYPE_BIN)

static void start (GezinMonitorPage *self);

static void
clear (GezinMonitorPage *self)
{
  gezin_box_clear (self->figures);
  gtk_widget_set_visible (self->save, FALSE);
}

static void
show (GezinMonitorPage *self, const GezinMonitorReading *reading, GezinMonitorParts parts)
{
  const GezinMonitorPeriod *period = reading->periods->pdata[0];

  gtk_box_append (GTK_BOX (self->figures), gezin_monitor_figures_new (self->session, reading));
  gezin_monitor_save_set (GEZIN_MONITOR_SAVE (self->save), &period->from, &period->until, parts);
  gtk_widget_set_visible (self->save, TRUE);
}

static void
counted_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinMonitorPage *self = owner;

  g_clear_handle_id (&self->timer, g_source_remove);
  gezin_work_bar_end (GEZIN_WORK_BAR (self->work));
  self->job = NULL;
  if (self->is_wanted)
    {
      start (self);
      return;
    }
  clear (self);
  if (error == NULL)
    show (self, job->result, (GezinMonitorParts) job->count);
  else
    {
      g_autofree char *sentence = gezin_monitor_job_sentence (error);

      gezin_monitor_period_box_say (GEZIN_MONITOR_PERIOD_BOX (self->period), sentence);
    }
}

static gboolean
show_work_cb (gpointer user_data)
{
  GezinMonitorPage *self = user_data;

  self->timer = 0;
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), self->job, _ ("Counting over all dossiers…"));
  return G_SOURCE_REMOVE;
}

static void
start (GezinMonitorPage *self)
{
  GezinMonitorParts parts;
  GDate from, until;

  self->is_wanted = self->job != NULL;
  if (self->is_wanted)
    return;
  if (!gezin_monitor_period_box_read (GEZIN_MONITOR_PERIOD_BOX (self->period), &from, &until,
                                      &parts))
    {
      clear (self);
      return;
    }
  self->job = gezin_monitor_job_new (self, gezin_monitor_job_count, counted_cb, &from, &until,
                                     parts, FALSE);
  self->timer = g_timeout_add (SHOW_WORK_AFTER_MS, show_work_cb, self);
  gezin_job_start (self->job, self->session);
}

static void
gezin_monitor_page_dispose (GObject *object)
{
  GezinMonitorPage *self = GEZIN_MONITOR_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->job = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_monitor_page_parent_class)->dispose (object);
}

static void
gezin_monitor_page_class_init (GezinMonitorPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_monitor_page_dispose;
}

static void
gezin_monitor_page_init (GezinMonitorPage *self)
{
}

GtkWidget *
gezin_monitor_page_new (GezinSession *session)
{
  GezinMonitorPage *self = g_object_new (GEZIN_TYPE_MONITOR_PAGE, NULL);
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, "page");
  GtkWidget *clamp = adw_clamp_new ();

  self->session = g_object_ref (session);
  self->period = gezin_monitor_period_box_new (session);
  self->work = gezin_work_bar_new ();
  self->figures = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, NULL);
  self->save = gezin_monitor_save_new (session);
  gtk_widget_set_visible (self->save, FALSE);
  g_signal_connect_swapped (self->period, "asked", G_CALLBACK (start), self);
  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("How many families there are, over all dossiers that are here. "
                         "Press a figure to read what it counts. No names stand here."),
                      NULL));
  gtk_box_append (GTK_BOX (page), self->period);
  gtk_box_append (GTK_BOX (page), self->work);
  gtk_box_append (GTK_BOX (page), self->figures);
  gtk_box_append (GTK_BOX (page), self->save);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
  start (self);
  return GTK_WIDGET (self);
}
