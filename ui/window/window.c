/* SPDX-License-Identifier: EUPL-1.2 */

/* The window.
 *
 * Invariants:
 * 1. Locking first hands what is being typed to the worker, then drops every widget that shows
 *    anything of a family, then closes the store. What stays is a place: ids.
 * 2. The title of the window says nothing of a family: window lists and task bars show it.
 * 3. A trial store is thrown away when its window closes. */

#include "window/window.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "unlock/unlock-page.h"
#include "welcome/trial.h"
#include "welcome/welcome-page.h"
#include "window/desk.h"
#include "window/toast.h"

#include <glib/gi18n-lib.h>

#define LOCK_AFTER_MINUTES 10
#define BACKUP_SECONDS 60 /* at most, for one that is made while locking or closing */

struct _GezinWindow {
  AdwApplicationWindow parent_instance;

  GezinSession *session;
  char *folder;
  char *trial_folder; /* NULL: no trial */
  GezinPlace place;
  GFile *arrived; /* (nullable): a bundle to look at once the store is open */
  GtkWidget *desk; /* NULL: locked */
  gint64 last_input; /* monotonic, microseconds */
  guint idle_check;
  GDBusConnection *system_bus;
  guint sleep_watch;
  GCancellable *closing_backup; /* (nullable): stops the backup that locking makes */
  gboolean is_closing;

  GtkWidget *toasts;
  GtkWidget *stack;
  GMenuModel *menu;
};

G_DEFINE_FINAL_TYPE (GezinWindow, gezin_window, ADW_TYPE_APPLICATION_WINDOW)

static void show_start (GezinWindow *self);

/* What is shown. */

static void
show_screen (GezinWindow *self, GtkWidget *screen)
{
  GtkWidget *before = gtk_stack_get_visible_child (GTK_STACK (self->stack));

  gtk_stack_add_child (GTK_STACK (self->stack), screen);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), screen);
  if (before != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), before);
}

static void
look_at_arrived (GezinWindow *self)
{
  g_autofree char *uri = NULL;

  if (self->arrived == NULL || self->desk == NULL)
    return;
  uri = g_file_get_uri (self->arrived);
  g_clear_object (&self->arrived);
  gtk_widget_activate_action (self->desk, "win.import-file", "s", uri);
}

void
gezin_window_import (GezinWindow *window, GFile *file)
{
  g_set_object (&window->arrived, file);
  look_at_arrived (window);
}

static void
show_desk (GezinWindow *self)
{
  self->last_input = g_get_monotonic_time ();
  self->desk = gezin_desk_new (self->session, self->menu, self->trial_folder != NULL);
  gezin_desk_add_actions (GEZIN_DESK (self->desk), G_ACTION_MAP (self));
  show_screen (self, self->desk);
  gezin_desk_go_back_to (GEZIN_DESK (self->desk), &self->place);
  gezin_place_clear (&self->place);
  look_at_arrived (self);
}

static void
opened_cb (GezinWindow *self)
{
  show_desk (self);
}

/* Looking around. */

static gboolean
fill_trial (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_trial_fill (session, job->folder, error);
}

static void
trial_filled_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinWindow *self = owner;

  if (error == NULL)
    {
      show_desk (self);
      return;
    }
  gezin_welcome_page_failed (
      GEZIN_WELCOME_PAGE (gtk_stack_get_visible_child (GTK_STACK (self->stack))), error);
  gezin_trial_remove (job->folder);
  g_clear_pointer (&self->trial_folder, g_free);
}

static void
look_around_cb (GezinWindow *self, GezinWelcomePage *page)
{
  g_autoptr (GError) error = NULL;
  GezinJob *job;

  self->trial_folder = gezin_trial_folder_new (&error);
  if (self->trial_folder == NULL)
    {
      gezin_welcome_page_failed (page, error);
      return;
    }
  job = gezin_job_new (self, fill_trial, trial_filled_cb);
  job->folder = g_strdup (self->trial_folder);
  gezin_job_start (job, self->session);
}

static void
show_start (GezinWindow *self)
{
  GtkWidget *page;

  if (gezin_session_has_store (self->folder))
    {
      page = gezin_unlock_page_new (self->session, self->folder, self->menu);
      g_signal_connect_swapped (page, "unlocked", G_CALLBACK (opened_cb), self);
    }
  else
    {
      page = gezin_welcome_page_new (self->session, self->folder, self->menu);
      g_signal_connect_swapped (page, "ready", G_CALLBACK (opened_cb), self);
      g_signal_connect_swapped (page, "look-around", G_CALLBACK (look_around_cb), self);
    }
  show_screen (self, page);
}

/* Locking. */

/* A backup that fails or takes too long is no reason to stay open: the words above the desk will
 * tell that it is late. */
static gboolean
lock_session (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GError) failed = NULL;

  if (job->flag && !gezin_session_backup_if_due (session, job->stop, &report, &failed))
    g_info ("no backup at the end: %s %d", g_quark_to_string (failed->domain), failed->code);
  gezin_session_lock (session);
  return TRUE;
}

static gboolean
stop_backup_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* @with_backup: first a backup, if one is due, for as long as BACKUP_SECONDS. */
static void
start_locking (GezinWindow *self, GezinJobDone done, gboolean with_backup)
{
  GezinJob *job = gezin_job_new (self, lock_session, done);

  job->flag = with_backup;
  if (with_backup)
    {
      g_clear_object (&self->closing_backup);
      self->closing_backup = g_object_ref (job->stop);
      g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, BACKUP_SECONDS, stop_backup_cb,
                                  g_object_ref (job->stop), g_object_unref);
    }
  gezin_job_start (job, self->session);
}

/* Other windows of ours may show a family's name too. */
static void
close_others (GezinWindow *self)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (all); i-- > 0;)
    {
      g_autoptr (GtkWindow) one = g_list_model_get_item (all, i);

      if (gtk_window_get_transient_for (one) == GTK_WINDOW (self))
        gtk_window_destroy (one);
    }
}

static void
lock (GezinWindow *window, gboolean with_backup)
{
  if (window->desk == NULL)
    return;
  if (window->trial_folder != NULL)
    {
      gezin_say (GTK_WIDGET (window), _ ("There is nothing to lock in an example."), FALSE);
      return;
    }
  gezin_desk_place (GEZIN_DESK (window->desk), &window->place);
  gezin_desk_keep (GEZIN_DESK (window->desk));
  close_others (window);
  gezin_desk_remove_actions (G_ACTION_MAP (window));
  window->desk = NULL;
  start_locking (window, NULL, with_backup);
  show_start (window);
}

void
gezin_window_lock (GezinWindow *window)
{
  lock (window, TRUE);
}

void
gezin_window_leave (GezinWindow *window)
{
  if (window->desk != NULL)
    {
      gezin_desk_keep (GEZIN_DESK (window->desk));
      gezin_desk_remove_actions (G_ACTION_MAP (window));
      window->desk = NULL;
    }
  /* Waits for what was handed to the worker before. */
  gezin_session_lock (window->session);
  if (window->trial_folder != NULL)
    gezin_trial_remove (window->trial_folder);
  g_clear_pointer (&window->trial_folder, g_free);
}

static gboolean
idle_check_cb (gpointer user_data)
{
  GezinWindow *self = user_data;

  if (self->desk != NULL && self->trial_folder == NULL
      && g_get_monotonic_time () - self->last_input
             > LOCK_AFTER_MINUTES * 60 * (gint64) G_USEC_PER_SEC)
    gezin_window_lock (self);
  return G_SOURCE_CONTINUE;
}

/* For tests: as if nobody had touched anything for some seconds more. */
static void
idle_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinWindow *self = user_data;

  self->last_input -= g_variant_get_uint32 (parameter) * (gint64) G_USEC_PER_SEC;
  idle_check_cb (self);
}

static gboolean
input_cb (GezinWindow *self, GdkEvent *event)
{
  self->last_input = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
sleep_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
          const char *signal, GVariant *parameters, gpointer user_data)
{
  gboolean is_starting = FALSE;

  g_variant_get (parameters, "(b)", &is_starting);
  /* The machine does not wait: no backup now. */
  if (is_starting)
    lock (user_data, FALSE);
}

static void
system_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GezinWindow) self = user_data;

  self->system_bus = g_bus_get_finish (result, NULL);
  if (self->system_bus != NULL)
    self->sleep_watch = g_dbus_connection_signal_subscribe (
        self->system_bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager",
        "PrepareForSleep", "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, sleep_cb,
        self, NULL);
}

/* Actions. */

static void
lock_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_window_lock (user_data);
}

static void
say_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinWindow *self = user_data;
  const char *text;
  gboolean can_undo;

  g_variant_get (parameter, "(&sb)", &text, &can_undo);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts),
                               gezin_toast_new (GTK_WINDOW (self), text, can_undo));
}

/* A picture of the window, for tests and the manual. */
static void
shot_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *widget = user_data;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_save_to_png (texture, g_variant_get_string (parameter, NULL));
}

/* Somebody wants to come in while the backup of locking is still being made. */
static void
hurry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinWindow *self = user_data;

  if (self->closing_backup != NULL)
    g_cancellable_cancel (self->closing_backup);
}

static const GActionEntry actions[] = {
  { "lock", lock_cb, NULL, NULL, NULL, { 0 } },
  { "hurry", hurry_cb, NULL, NULL, NULL, { 0 } },
  { "say", say_cb, "(sb)", NULL, NULL, { 0 } },
};

static const GActionEntry test_actions[] = {
  { "shot", shot_cb, "s", NULL, NULL, { 0 } },
  { "idle", idle_cb, "u", NULL, NULL, { 0 } },
};

/* Undo with Ctrl+Z only where no text is being typed: there it is the text's own. */
static gboolean
undo_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  return gtk_widget_activate_action (widget, "win.undo", NULL);
}

/* Escape leaves the form of a record or what else lies beside a page, unless it has to close a pop-up or empty a search first. */
static gboolean
escape_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  if (focus != NULL
      && (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL
          || gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) != NULL))
    return FALSE;
  return gtk_widget_activate_action (widget, "win.close-record", NULL);
}

static void
add_keys (GezinWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                        gtk_callback_action_new (undo_key_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
closed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  gtk_window_destroy (GTK_WINDOW (owner));
}

/* What is open is locked first, and perhaps backed up, with nothing on screen any more. */
static gboolean
close_request_cb (GezinWindow *self)
{
  if (self->is_closing)
    return GDK_EVENT_STOP;
  if (self->desk == NULL || self->trial_folder != NULL)
    {
      gezin_window_leave (self);
      return GDK_EVENT_PROPAGATE;
    }
  self->is_closing = TRUE;
  gezin_desk_keep (GEZIN_DESK (self->desk));
  close_others (self);
  gezin_desk_remove_actions (G_ACTION_MAP (self));
  self->desk = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  start_locking (self, closed_cb, TRUE);
  return GDK_EVENT_STOP;
}

static void
gezin_window_dispose (GObject *object)
{
  GezinWindow *self = GEZIN_WINDOW (object);

  g_clear_handle_id (&self->idle_check, g_source_remove);
  if (self->sleep_watch != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->sleep_watch);
  self->sleep_watch = 0;
  g_clear_object (&self->system_bus);
  g_clear_object (&self->closing_backup);
  g_clear_object (&self->session);
  g_clear_object (&self->menu);
  g_clear_object (&self->arrived);
  g_clear_pointer (&self->folder, g_free);
  gezin_place_clear (&self->place);
  G_OBJECT_CLASS (gezin_window_parent_class)->dispose (object);
}

static void
gezin_window_class_init (GezinWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/gezinsdossier/Gezinsdossier/window/window.ui");
  gtk_widget_class_bind_template_child (widget_class, GezinWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GezinWindow, stack);
}

static void
gezin_window_init (GezinWindow *self)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/nl/gezinsdossier/Gezinsdossier/window/menu.ui");

  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = g_object_ref (G_MENU_MODEL (gtk_builder_get_object (builder, "primary")));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  if (g_getenv ("GEZIN_WINDOW_SHOTS") != NULL)
    g_action_map_add_action_entries (G_ACTION_MAP (self), test_actions, G_N_ELEMENTS (test_actions),
                                     self);
  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (input, "event", G_CALLBACK (input_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), input);
  add_keys (self);
  self->idle_check = g_timeout_add_seconds (15, idle_check_cb, self);
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, system_bus_cb, g_object_ref (self));
  g_signal_connect (self, "close-request", G_CALLBACK (close_request_cb), NULL);
}

GtkWidget *
gezin_window_new (AdwApplication *application, GezinSession *session, const char *folder)
{
  GezinWindow *self = g_object_new (GEZIN_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->folder = g_strdup (folder);
  show_start (self);
  return GTK_WIDGET (self);
}
