/* SPDX-License-Identifier: EUPL-1.2 */

/* What a file chooser answered.
 *
 * Invariant: the list of recent files is written without what was picked. GTK notes it before or
 * after a chooser answers, and writes the list some time later; in between it is taken out. */

#include "parts/picked.h"

static gboolean
forget_cb (gpointer data)
{
  g_autofree char *uri = g_file_get_uri (data);

  /* Not being in the list is what is wanted. */
  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
  return G_SOURCE_REMOVE;
}

GFile *
gezin_picked_file (GtkNativeDialog *dialog, int response)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                    : NULL;

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  if (file != NULL)
    g_idle_add_full (G_PRIORITY_HIGH, forget_cb, g_object_ref (file), g_object_unref);
  return file;
}
