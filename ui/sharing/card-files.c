/* SPDX-License-Identifier: EUPL-1.2 */

/* Files of cards and certificates: asked for, read, written. */

#include "sharing/card-files.h"

#include <glib/gi18n-lib.h>

void
gezin_card_file_ask (const GezinCardFile *asked, GtkWidget *owner, GCallback picked)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (owner));
  GtkFileChooserAction action =
      asked->name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      asked->title, window, action, asked->accept, C_ ("verb", "Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, asked->sort);
  for (guint i = 0; asked->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, asked->patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (asked->name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), asked->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", picked, owner, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

GBytes *
gezin_card_file_read (GFile *file, gsize max_bytes, GCancellable *stop, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, stop, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 step[16 * 1024];
  gsize got = 0;

  while (stream != NULL && bytes->len <= max_bytes)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), step,
                                    MIN (sizeof step, max_bytes + 1 - bytes->len), &got, stop,
                                    error))
        return NULL;
      if (got == 0)
        break;
      g_byte_array_append (bytes, step, (guint) got);
    }
  return stream != NULL ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

gboolean
gezin_card_file_write (GFile *file, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_replace_contents (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                  error);
}
