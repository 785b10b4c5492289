/* SPDX-License-Identifier: EUPL-1.2 */

/* A small window of somebody else, from which a file can be dragged: as a file manager does.
 *
 * usage: drag-file FILE     (ends when it is killed) */

#include <gtk/gtk.h>

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, GFile *file)
{
  g_autoptr (GSList) files = g_slist_prepend (NULL, file);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  return gdk_content_provider_new_for_value (&value);
}

int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = argc == 2 ? g_file_new_for_path (argv[1]) : NULL;
  GtkEventController *source;
  GtkWidget *window, *label;

  if (file == NULL || !gtk_init_check ())
    return 2;
  window = gtk_window_new ();
  label = gtk_label_new ("file");
  source = GTK_EVENT_CONTROLLER (gtk_drag_source_new ());
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), file);
  gtk_widget_add_controller (label, source);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), "drag-file");
  gtk_window_set_default_size (GTK_WINDOW (window), 100, 100);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}
