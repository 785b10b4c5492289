/* SPDX-License-Identifier: EUPL-1.2 */

/* A file by the desktop's chooser, and its bytes, as many as it may have. */

#include "parts/ask-file.h"

#include "parts/picked.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GezinFilePicked picked;
} Asking;

static void
answered_cb (GtkNativeDialog *dialog, int response, GtkWidget *owner)
{
  Asking *asking = g_object_steal_data (G_OBJECT (dialog), "asking");
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);

  if (file != NULL)
    asking->picked (owner, file);
  g_free (asking);
}

void
gezin_ask_file (const GezinAskFile *asked, GtkWidget *owner, GezinFilePicked picked)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (owner));
  GtkFileChooserAction action =
      asked->name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN;
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      asked->title, window, action, asked->accept, C_ ("verb", "Cancel"));
  Asking *asking = g_new0 (Asking, 1);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, asked->sort);
  for (guint i = 0; asked->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, asked->patterns[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (asked->name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), asked->name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  asking->picked = picked;
  g_object_set_data_full (G_OBJECT (chooser), "asking", asking, g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (answered_cb), owner, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

GBytes *
gezin_ask_file_read (GFile *file, gsize max_bytes, GCancellable *stop, GError **error)
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
gezin_ask_file_write (GFile *file, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_replace_contents (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                  error);
}
