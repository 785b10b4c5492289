/* SPDX-License-Identifier: EUPL-1.2 */

/* What can be done at the desk with bundles: send one, open one that came, from a file, by dropping
 * it, or from the inbox. */

#include "window/desk-private.h"

#include "bundles/bundle-file.h"
#include "bundles/import-page.h"
#include "bundles/received-page.h"
#include "bundles/send-dialog.h"
#include "parts/build.h"
#include "parts/picked.h"

#include <glib/gi18n-lib.h>

static void
send_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinDossier *open = gezin_dossier_page_dossier (DOSSIER (self));
  const char *recipient;
  const char *purpose;
  GezinUuid id;

  if (open == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Open a dossier first."), FALSE);
      return;
    }
  g_variant_get (parameter, "(&s&s)", &recipient, &purpose);
  gezin_send_dialog_open (GTK_WIDGET (self), self->session, open,
                          gezin_uuid_parse (recipient, &id) ? &id : NULL,
                          purpose[0] != '\0' ? purpose : NULL);
}

static void
import (GezinDesk *self, GFile *file)
{
  gezin_desk_show_page (self, _ ("A bundle that came"),
                        gezin_import_page_new (self->session, file));
}

static void
import_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (g_variant_get_string (parameter, NULL));

  import (user_data, file);
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinDesk *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);

  if (file != NULL)
    import (self, file);
}

static void
open_bundle_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GtkFileChooserNative *chooser = gezin_bundle_file_chooser_new (
      GTK_WIDGET (self), _ ("Open a bundle"), GTK_FILE_CHOOSER_ACTION_OPEN, C_ ("verb", "Open"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
received_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Received"), gezin_received_page_new (self->session));
}

/* Dropping. Other files than bundles are for somebody else: a document belongs in a form. */

static gboolean
is_bundle (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, GEZIN_BUNDLE_SUFFIX);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, GezinDesk *self)
{
  GSList *files = g_value_get_boxed (value);

  for (; files != NULL; files = files->next)
    if (is_bundle (files->data))
      {
        import (self, files->data);
        return TRUE;
      }
  gezin_say (GTK_WIDGET (self), _ ("That is no bundle. The name of a bundle ends in .gezin."),
             FALSE);
  return FALSE;
}

void
gezin_desk_take_drops (GezinDesk *desk)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), desk);
  gtk_widget_add_controller (GTK_WIDGET (desk), GTK_EVENT_CONTROLLER (target));
}

static const GActionEntry actions[] = {
  { "send", send_cb, "(ss)", NULL, NULL, { 0 } },
  { "import-file", import_file_cb, "s", NULL, NULL, { 0 } },
  { "open-bundle", open_bundle_cb, NULL, NULL, NULL, { 0 } },
  { "received", received_cb, NULL, NULL, NULL, { 0 } },
};

void
gezin_desk_add_bundle_actions (GezinDesk *desk, GActionMap *map)
{
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), desk);
}

void
gezin_desk_remove_bundle_actions (GActionMap *map)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (map, actions[i].name);
}
