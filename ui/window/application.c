/* SPDX-License-Identifier: EUPL-1.2 */

/* The program: options, one session, one window. */

#include "window/application.h"

#include "parts/build.h"
#include "session/admin.h"
#include "ui-resources.h"
#include "window/window.h"

#include <glib/gi18n-lib.h>

struct _GezinApplication {
  AdwApplication parent_instance;
  GezinSession *session;
  char *folder;
};

G_DEFINE_FINAL_TYPE (GezinApplication, gezin_application, ADW_TYPE_APPLICATION)

static const struct {
  const char *action;
  const char *keys[3];
} keys[] = {
  { "app.quit", { "<Control>q" } },
  { "win.lock", { "<Control>l" } },
  { "win.find", { "<Control>f" } },
  { "win.new-dossier", { "<Control>n" } },
  { "win.note", { "<Control>j" } },
  { "win.done", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.sidebar", { "F9" } },
  { "win.section::overview", { "<Alt>1" } },
  { "win.section::data", { "<Alt>2" } },
  { "win.section::journal", { "<Alt>3" } },
  { "win.section::versions", { "<Alt>4" } },
  { "win.section::history", { "<Alt>5" } },
  { "win.show-help-overlay", { "<Control>question", "<Control>slash" } },
};

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    gtk_window_close (window);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
      gtk_application_get_active_window (user_data), "application-name", "Gezinsdossier",
      "application-icon", GEZIN_APPLICATION_ID, "version", GEZIN_VERSION, "developer-name",
      _ ("The Gezinsdossier maintainers"), "comments",
      _ ("One dossier per family, on your own laptop, behind a lock. What leaves "
         "it, leaves because you decide so."),
      "license-type", GTK_LICENSE_CUSTOM, "license",
      _ ("European Union Public Licence, version 1.2."), NULL);
}

static const GActionEntry actions[] = {
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
};

/* Without a session there is nothing that this program can do but say why. */
static void
give_up (GezinApplication *self, const GError *error)
{
  g_autofree char *sentence = gezin_session_window_sentence (error);
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *page =
      gezin_empty_new ("gezin-warning-symbolic", _ ("Gezinsdossier cannot start"), sentence);

  g_printerr ("gezinsdossier: %s\n", sentence);
  gtk_window_set_title (GTK_WINDOW (window), "Gezinsdossier");
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 480);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

static void
gezin_application_startup (GApplication *application)
{
  GezinApplication *self = GEZIN_APPLICATION (application);

  gezin_ui_register_resource ();
  g_application_set_resource_base_path (application, "/nl/gezinsdossier/Gezinsdossier");
  G_APPLICATION_CLASS (gezin_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (GEZIN_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action,
                                           (const char *const *) keys[i].keys);
}

static void
gezin_application_activate (GApplication *application)
{
  GezinApplication *self = GEZIN_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  if (window == NULL)
    {
      self->session = gezin_session_new (NULL, &error);
      if (self->session == NULL)
        {
          give_up (self, error);
          return;
        }
      window = GTK_WINDOW (gezin_window_new (ADW_APPLICATION (self), self->session, self->folder));
    }
  gtk_window_present (window);
}

/* A bundle from the file manager or an e-mail: looked at once the dossiers are open. */
static void
gezin_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  GtkWindow *window;

  gezin_application_activate (application);
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (GEZIN_IS_WINDOW (window) && n_files > 0)
    gezin_window_import (GEZIN_WINDOW (window), files[0]);
}

static int
gezin_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  GezinApplication *self = GEZIN_APPLICATION (application);
  char *folder = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      GezinFormats formats = gezin_session_formats ();

      g_print ("gezinsdossier %s, store %d, dossier %d, reference data %d\n", formats.program,
               formats.store, formats.dossier, formats.reference);
      return 0;
    }
  if (g_variant_dict_lookup (options, "store", "^ay", &folder))
    {
      g_free (self->folder);
      self->folder = g_canonicalize_filename (folder, NULL);
      g_free (folder);
    }
  return -1;
}

static void
gezin_application_finalize (GObject *object)
{
  GezinApplication *self = GEZIN_APPLICATION (object);

  g_clear_object (&self->session);
  g_free (self->folder);
  G_OBJECT_CLASS (gezin_application_parent_class)->finalize (object);
}

static void
gezin_application_class_init (GezinApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gezin_application_finalize;
  application_class->startup = gezin_application_startup;
  application_class->activate = gezin_application_activate;
  application_class->open = gezin_application_open;
  application_class->handle_local_options = gezin_application_handle_local_options;
}

static void
gezin_application_init (GezinApplication *self)
{
  static const GOptionEntry options[] = {
    { "store", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("The folder with the dossiers"),
      N_ ("FOLDER") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the versions and stop"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  self->folder = g_build_filename (g_get_user_data_dir (), "gezinsdossier", NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GezinApplication *
gezin_application_new (void)
{
  return g_object_new (GEZIN_TYPE_APPLICATION, "application-id", GEZIN_APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
