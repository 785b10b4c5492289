/* SPDX-License-Identifier: EUPL-1.2 */

/* Unlocking.
 *
 * Invariants:
 * 1. Nothing that is encrypted is shown before the store is open, not even whose it is.
 * 2. The entry is emptied as soon as its text has gone to the worker.
 * 3. While the vault makes us wait, the button is off and the seconds are told. */

#include "unlock/unlock-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/passphrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinUnlockPage {
  AdwBin parent_instance;

  GezinSession *session;
  char *folder;
  gboolean is_recovery;
  gboolean is_busy;
  guint seconds;
  guint seconds_at_first;
  guint tick;
  GdkDevice *keyboard;
  gulong caps_handler;

  GtkWidget *menu;
  GtkWidget *greeting;
  GtkWidget *explanation;
  GtkWidget *steps;
  GtkWidget *key_label;
  GtkWidget *passphrase;
  GtkWidget *recovery;
  GtkWidget *caps;
  GtkWidget *wrong;
  GtkWidget *sentence;
  GtkWidget *bar;
  GtkWidget *comfort;
  GtkWidget *open;
  GtkWidget *busy;
  GtkWidget *wheel;
  GtkWidget *other_key;
  GtkWidget *other_key_label;
  GtkWidget *new_box;
  GtkWidget *keep_new;
  GtkWidget *chosen;
};

G_DEFINE_FINAL_TYPE (GezinUnlockPage, gezin_unlock_page, ADW_TYPE_BIN)

enum { UNLOCKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkWidget *
key_entry (GezinUnlockPage *self)
{
  return self->is_recovery ? self->recovery : self->passphrase;
}

static void
refresh (GezinUnlockPage *self)
{
  gboolean is_empty = gtk_editable_get_text (GTK_EDITABLE (key_entry (self)))[0] == '\0';

  gtk_widget_set_sensitive (self->open, !self->is_busy && self->seconds == 0 && !is_empty);
  gtk_stack_set_visible_child_name (GTK_STACK (self->busy), self->is_busy ? "wheel" : "word");
  gtk_spinner_set_spinning (GTK_SPINNER (self->wheel), self->is_busy);
  gtk_widget_set_visible (self->bar, self->seconds > 0);
  gtk_widget_set_visible (self->comfort, self->seconds > 0);
}

static void
typed_cb (GezinUnlockPage *self)
{
  refresh (self);
}

/* Waiting. */

static void
tell_seconds (GezinUnlockPage *self)
{
  g_autofree char *text = NULL;

  if (self->seconds < 120)
    text = g_strdup_printf (ngettext ("This key is not right. In %u second you can try again.",
                                      "This key is not right. In %u seconds you can try again.",
                                      self->seconds),
                            self->seconds);
  else
    text = g_strdup_printf (ngettext ("This key is not right. In %u minute you can try again.",
                                      "This key is not right. In %u minutes you can try again.",
                                      self->seconds / 60),
                            self->seconds / 60);
  gtk_label_set_text (GTK_LABEL (self->sentence), text);
  gtk_progress_bar_set_fraction (
      GTK_PROGRESS_BAR (self->bar),
      self->seconds_at_first > 0 ? (double) self->seconds / self->seconds_at_first : 0);
}

static gboolean
tick_cb (gpointer user_data)
{
  GezinUnlockPage *self = user_data;

  if (self->seconds > 0)
    self->seconds--;
  if (self->seconds > 0)
    {
      tell_seconds (self);
      return G_SOURCE_CONTINUE;
    }
  self->tick = 0;
  gtk_label_set_text (GTK_LABEL (self->sentence), _ ("You can try again now."));
  refresh (self);
  gtk_widget_grab_focus (key_entry (self));
  return G_SOURCE_REMOVE;
}

static void
start_waiting (GezinUnlockPage *self, guint seconds)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  self->seconds = self->seconds_at_first = seconds;
  if (seconds > 0)
    {
      gtk_widget_set_visible (self->wrong, TRUE);
      tell_seconds (self);
      self->tick = g_timeout_add_seconds (1, tick_cb, self);
    }
  refresh (self);
}

static gboolean
ask_seconds (GezinSession *session, GezinJob *job, GError **error)
{
  job->count = gezin_session_seconds_to_wait (session, job->folder);
  return TRUE;
}

static void
asked_seconds_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (job->count > 0)
    start_waiting (owner, job->count);
}

/* Opening. */

static gboolean
unlock (GezinSession *session, GezinJob *job, GError **error)
{
  gboolean done = gezin_session_unlock (session, job->folder, job->key, job->flag, error);

  if (!done)
    job->count = gezin_session_seconds_to_wait (session, job->folder);
  return done;
}

static void
ask_new_passphrase (GezinUnlockPage *self)
{
  gtk_label_set_text (GTK_LABEL (self->greeting), _ ("A new passphrase"));
  gtk_label_set_text (GTK_LABEL (self->explanation),
                      _ ("The recovery key is right. Choose the sentence with which you open your "
                         "dossiers from now on."));
  gtk_stack_set_visible_child_name (GTK_STACK (self->steps), "new");
  gtk_widget_child_focus (self->chosen, GTK_DIR_TAB_FORWARD);
}

static void
unlocked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinUnlockPage *self = owner;
  g_autofree char *sentence = NULL;

  self->is_busy = FALSE;
  if (error == NULL)
    {
      if (self->is_recovery)
        ask_new_passphrase (self);
      else
        g_signal_emit (self, signals[UNLOCKED], 0);
      refresh (self);
      return;
    }
  sentence = gezin_session_window_sentence (error);
  gtk_label_set_text (GTK_LABEL (self->sentence), sentence);
  gtk_widget_set_visible (self->wrong, TRUE);
  start_waiting (self, job->count);
  gtk_widget_grab_focus (key_entry (self));
}

static void
open_cb (GezinUnlockPage *self)
{
  GtkEditable *entry = GTK_EDITABLE (key_entry (self));
  const char *text = gtk_editable_get_text (entry);
  GezinJob *job;

  if (self->is_busy || self->seconds > 0 || text[0] == '\0')
    return;
  job = gezin_job_new (self, unlock, unlocked_cb);
  job->folder = g_strdup (self->folder);
  job->key = gezin_secret_new_copy (text, strlen (text));
  job->flag = self->is_recovery;
  gtk_editable_set_text (entry, "");
  self->is_busy = TRUE;
  refresh (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.hurry", NULL);
  gezin_job_start (job, self->session);
}

static gboolean
change_passphrase (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_change_passphrase (session, job->key, error);
}

static void
changed_passphrase_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    g_signal_emit (owner, signals[UNLOCKED], 0);
}

static void
keep_new_cb (GezinUnlockPage *self)
{
  GezinJob *job = gezin_job_new (self, change_passphrase, changed_passphrase_cb);

  job->key = gezin_passphrase_take (GEZIN_PASSPHRASE (self->chosen));
  gezin_job_start (job, self->session);
}

static void
chosen_edited_cb (GezinUnlockPage *self)
{
  gtk_widget_set_sensitive (self->keep_new,
                            gezin_passphrase_is_good (GEZIN_PASSPHRASE (self->chosen)));
}

/* Passphrase or recovery key. */

static void
show_key (GezinUnlockPage *self)
{
  const char *label = self->is_recovery ? _ ("Recovery key") : _ ("Passphrase");
  const char *other =
      self->is_recovery ? _ ("I do know my passphrase") : _ ("I have lost my passphrase");

  gtk_label_set_text (GTK_LABEL (self->key_label), label);
  gtk_label_set_text (GTK_LABEL (self->explanation),
                      self->is_recovery
                          ? _ ("Take the paper with eight groups of four characters. Capitals, "
                               "hyphens and spaces do not matter.")
                          : _ ("Open your dossiers with your passphrase."));
  gtk_label_set_text (GTK_LABEL (self->other_key_label), other);
  gezin_access_name (self->other_key, other);
  gezin_access_name (self->passphrase, _ ("Passphrase"));
  gezin_access_name (self->recovery, _ ("Recovery key"));
  gtk_widget_set_visible (self->passphrase, !self->is_recovery);
  gtk_widget_set_visible (self->recovery, self->is_recovery);
  if (self->seconds == 0)
    gtk_widget_set_visible (self->wrong, FALSE);
  refresh (self);
  gtk_widget_grab_focus (key_entry (self));
}

static void
other_key_cb (GezinUnlockPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (key_entry (self)), "");
  self->is_recovery = !self->is_recovery;
  show_key (self);
}

static void
caps_cb (GezinUnlockPage *self)
{
  gtk_widget_set_visible (self->caps, gdk_device_get_caps_lock_state (self->keyboard));
}

static void
watch_caps_lock (GezinUnlockPage *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  if (keyboard == NULL)
    return;
  g_set_object (&self->keyboard, keyboard);
  self->caps_handler =
      g_signal_connect_swapped (keyboard, "notify::caps-lock-state", G_CALLBACK (caps_cb), self);
  caps_cb (self);
}

static void
greet (GezinUnlockPage *self)
{
  g_autoptr (GDateTime) now =
      g_date_time_new_now (gezin_clock_zone (gezin_session_clock (self->session)));
  int hour = g_date_time_get_hour (now);

  gtk_label_set_text (GTK_LABEL (self->greeting), hour < 6    ? _ ("Good night")
                                                  : hour < 12 ? _ ("Good morning")
                                                  : hour < 18 ? _ ("Good afternoon")
                                                              : _ ("Good evening"));
}

static void
gezin_unlock_page_dispose (GObject *object)
{
  GezinUnlockPage *self = GEZIN_UNLOCK_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->caps_handler != 0)
    g_clear_signal_handler (&self->caps_handler, self->keyboard);
  g_clear_object (&self->keyboard);
  g_clear_object (&self->session);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (gezin_unlock_page_parent_class)->dispose (object);
}

static void
gezin_unlock_page_class_init (GezinUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_unlock_page_dispose;
  signals[UNLOCKED] = g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/gezinsdossier/Gezinsdossier/unlock/unlock-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, GezinUnlockPage, name)
  CHILD (menu);
  CHILD (greeting);
  CHILD (explanation);
  CHILD (steps);
  CHILD (key_label);
  CHILD (passphrase);
  CHILD (recovery);
  CHILD (caps);
  CHILD (wrong);
  CHILD (sentence);
  CHILD (bar);
  CHILD (comfort);
  CHILD (open);
  CHILD (busy);
  CHILD (wheel);
  CHILD (other_key);
  CHILD (other_key_label);
  CHILD (new_box);
  CHILD (keep_new);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_new_cb);
}

static void
gezin_unlock_page_init (GezinUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gezin_access_name (self->menu, _ ("Main menu"));
  gezin_access_name (self->open, C_ ("verb", "Open"));
  gezin_access_name (self->bar, _ ("Seconds to wait"));
  for (GtkWidget *step = gtk_widget_get_first_child (self->steps); step != NULL;
       step = gtk_widget_get_next_sibling (step))
    gezin_access_page (step);
  self->chosen = gezin_passphrase_new ();
  gtk_box_prepend (GTK_BOX (self->new_box), self->chosen);
  g_signal_connect_swapped (self->chosen, "edited", G_CALLBACK (chosen_edited_cb), self);
}

GtkWidget *
gezin_unlock_page_new (GezinSession *session, const char *folder, GMenuModel *menu)
{
  GezinUnlockPage *self = g_object_new (GEZIN_TYPE_UNLOCK_PAGE, NULL);
  GezinJob *job = gezin_job_new (self, ask_seconds, asked_seconds_cb);

  self->session = g_object_ref (session);
  self->folder = g_strdup (folder);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  greet (self);
  show_key (self);
  watch_caps_lock (self);
  job->folder = g_strdup (folder);
  gezin_job_start (job, session);
  return GTK_WIDGET (self);
}
