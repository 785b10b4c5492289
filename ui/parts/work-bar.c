/* SPDX-License-Identifier: EUPL-1.2 */

/* Something long. Invariant: `job` is looked at only between start and end, while it is there;
 * when the bar goes away before that, the work is stopped. */

#include "parts/work-bar.h"

#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>

#define LOOK_EVERY_MS 120

struct _GezinWorkBar {
  AdwBin parent_instance;
  GezinJob *job; /* NULL: nothing runs */
  GCancellable *stop;
  guint timer;
  GtkWidget *text;
  GtkWidget *bar;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (GezinWorkBar, gezin_work_bar, ADW_TYPE_BIN)

static gboolean
look_cb (gpointer user_data)
{
  GezinWorkBar *self = user_data;
  double fraction = gezin_job_fraction (self->job);

  if (fraction < 0)
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
  else
    {
      g_autofree char *percent = g_strdup_printf ("%d %%", (int) (fraction * 100));

      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), fraction);
      gezin_access_describe (self->bar, percent);
    }
  return G_SOURCE_CONTINUE;
}

static void
stop_cb (GezinWorkBar *self)
{
  gtk_widget_set_sensitive (self->button, FALSE);
  g_cancellable_cancel (self->stop);
}

void
gezin_work_bar_start (GezinWorkBar *bar, GezinJob *job, const char *text)
{
  bar->job = job;
  g_set_object (&bar->stop, job->stop);
  gtk_label_set_text (GTK_LABEL (bar->text), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar->bar), 0);
  gezin_access_name (bar->bar, text);
  gtk_widget_set_sensitive (bar->button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (bar), TRUE);
  if (bar->timer == 0)
    bar->timer = g_timeout_add (LOOK_EVERY_MS, look_cb, bar);
}

void
gezin_work_bar_end (GezinWorkBar *bar)
{
  g_clear_handle_id (&bar->timer, g_source_remove);
  bar->job = NULL;
  g_clear_object (&bar->stop);
  gtk_widget_set_visible (GTK_WIDGET (bar), FALSE);
}

gboolean
gezin_work_bar_is_busy (GezinWorkBar *bar)
{
  return bar->job != NULL;
}

static void
gezin_work_bar_dispose (GObject *object)
{
  GezinWorkBar *self = GEZIN_WORK_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  g_clear_object (&self->stop);
  self->job = NULL;
  G_OBJECT_CLASS (gezin_work_bar_parent_class)->dispose (object);
}

static void
gezin_work_bar_class_init (GezinWorkBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_work_bar_dispose;
}

static void
gezin_work_bar_init (GezinWorkBar *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);

  self->text = gezin_text_new (NULL, "strong");
  self->bar = gtk_progress_bar_new ();
  self->button = gtk_button_new_with_label (C_ ("verb", "Stop"));
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gezin_access_name (self->button, C_ ("verb", "Stop"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (stop_cb), self);
  gtk_box_append (GTK_BOX (box), self->text);
  gtk_box_append (GTK_BOX (line), self->bar);
  gtk_box_append (GTK_BOX (line), self->button);
  gtk_box_append (GTK_BOX (box), line);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gezin_work_bar_new (void)
{
  return g_object_new (GEZIN_TYPE_WORK_BAR, NULL);
}
