/* SPDX-License-Identifier: EUPL-1.2 */

/* Bundles as files. Invariant: what is read is at most one byte more than a bundle can have, so that
 * whoever looks at it sees that it is too large without the memory for it. */

#include "bundles/bundle-file.h"

#include "base/limits.h"
#include "session/exchange.h"

#include <glib/gi18n-lib.h>

#define SHORT_LENGTH 8
#define STEP (1 << 20)

GtkFileChooserNative *
gezin_bundle_file_chooser_new (GtkWidget *parent, const char *title, GtkFileChooserAction action,
                               const char *accept)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, window, action, accept, C_ ("verb", "Cancel"));

  if (action == GTK_FILE_CHOOSER_ACTION_OPEN)
    {
      g_autoptr (GtkFileFilter) ours = gtk_file_filter_new ();
      g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

      gtk_file_filter_set_name (ours, _ ("Bundles (*.gezin)"));
      gtk_file_filter_add_pattern (ours, "*" GEZIN_BUNDLE_SUFFIX);
      gtk_file_filter_set_name (all, _ ("All files"));
      gtk_file_filter_add_pattern (all, "*");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), ours);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static GBytes *
read_limited (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (bytes->len <= GEZIN_MAX_BUNDLE_BYTES)
    {
      guint before = bytes->len;
      gsize n_read = 0;

      g_byte_array_set_size (bytes, before + STEP);
      if (!g_input_stream_read_all (stream, bytes->data + before, STEP, &n_read, cancellable,
                                    error))
        return NULL;
      g_byte_array_set_size (bytes, before + (guint) n_read);
      if (n_read < STEP)
        break;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (data, cancellable, &error);
  g_autoptr (GBytes) bytes =
      stream != NULL ? read_limited (G_INPUT_STREAM (stream), cancellable, &error) : NULL;

  if (bytes != NULL)
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
gezin_bundle_file_read (GFile *file, GCancellable *cancellable, GAsyncReadyCallback done,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, data);

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

GBytes *
gezin_bundle_file_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
gezin_bundle_short (const GezinUuid *bundle)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_strndup (gezin_uuid_write (bundle, id), SHORT_LENGTH);
}

gboolean
gezin_bundle_find_mailbox (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GError) inner = NULL;

  job->file = gezin_session_mailbox (session, &inner);
  if (inner == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}
