/* SPDX-License-Identifier: EUPL-1.2 */

/* The own card, and those of others.
 *
 * Invariants:
 * 1. A card that differs from the one that is known is told above everything else.
 * 2. The own card is made the first time that somebody looks here. */

#include "sharing/cards-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "parts/picked.h"
#include "parts/wrap.h"
#include "session/exchange.h"
#include "session/when.h"
#include "sharing/card-dialog.h"
#include "sharing/words.h"

#include <glib/gi18n-lib.h>

#define MAX_CARD_BYTES (64 * 1024)
#define SUFFIX ".gezin-card"

#define GEZIN_TYPE_CARDS_PAGE (gezin_cards_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinCardsPage, gezin_cards_page, GEZIN, CARDS_PAGE, AdwBin)

struct _GezinCardsPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  GBytes *own_file; /* (nullable) */
  GPtrArray *peers; /* (nullable) GezinPeerReading */

  GtkWidget *alarm;
  GtkWidget *own;
  GtkWidget *list;
  GtkWidget *nobody;
};

G_DEFINE_FINAL_TYPE (GezinCardsPage, gezin_cards_page, ADW_TYPE_BIN)

static void start_reading (GezinCardsPage *self);

static GtkWindow *
window_of (GezinCardsPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static GtkWidget *
button_new (const char *label, const char *class, GCallback clicked, GezinCardsPage *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gezin_access_name (button, label);
  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* The own card. */

static gboolean
write_card (GezinSession *session, GezinJob *job, GError **error)
{
  GBytes *bytes = job->result;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_replace_contents (job->file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  NULL, error);
}

static void
written_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("Saved. Hand it over, and read the eight words aloud when they ask."),
               FALSE);
}

static void
save_picked_cb (GtkNativeDialog *dialog, int response, GezinCardsPage *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  GezinJob *job;

  if (file == NULL || self->own_file == NULL)
    return;
  job = gezin_job_new (self, write_card, written_cb);
  job->file = g_steal_pointer (&file);
  job->result = g_bytes_ref (self->own_file);
  job->free_result = (GDestroyNotify) g_bytes_unref;
  gezin_job_start (job, self->session);
}

static void
show_chooser (GezinCardsPage *self, const char *title, GtkFileChooserAction action,
              const char *accept, GCallback picked)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, window_of (self), action, accept, C_ ("verb", "Cancel"));
  g_autoptr (GtkFileFilter) cards = gtk_file_filter_new ();

  gtk_file_filter_set_name (cards, _ ("Cards"));
  gtk_file_filter_add_pattern (cards, "*" SUFFIX);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), cards);
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      g_autofree char *name = g_strconcat (_ ("my-card"), SUFFIX, NULL);

      gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", picked, self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
save_cb (GezinCardsPage *self)
{
  show_chooser (self, _ ("Save your card"), GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("verb", "Save"),
                G_CALLBACK (save_picked_cb));
}

static gboolean
read_own (GezinSession *session, GezinJob *job, GError **error)
{
  GezinPeerReading *reading = NULL;
  g_autoptr (GBytes) file = gezin_session_own_card (session, job->flag, &reading, error);

  if (file == NULL)
    return FALSE;
  job->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_reading_free);
  g_ptr_array_add (job->rows, reading);
  job->result = g_steal_pointer (&file);
  job->free_result = (GDestroyNotify) g_bytes_unref;
  return TRUE;
}

static void own_read_cb (gpointer owner, GezinJob *job, const GError *error);

static void
renew_answered_cb (AdwMessageDialog *question, const char *response, GezinCardsPage *self)
{
  GezinJob *job;

  if (!g_str_equal (response, "renew"))
    return;
  job = gezin_job_new (self, read_own, own_read_cb);
  job->flag = TRUE;
  gezin_job_start (job, self->session);
}

static void
renew_cb (GezinCardsPage *self)
{
  GtkWidget *question = adw_message_dialog_new (
      window_of (self), _ ("Make a new card?"),
      _ ("Do this when somebody else may have your laptop, or when your card ends. Everybody who "
         "has your card gets the new one from you and compares the words again."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", C_ ("verb", "Cancel"),
                                    "renew", _ ("Make a new card"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (renew_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
show_own (GezinCardsPage *self, const GezinPeerReading *own)
{
  GezinClock *clock = gezin_session_clock (self->session);
  g_autofree char *who =
      g_strjoin (" · ", own->organisation, gezin_card_role_word (own->role), NULL);
  g_autofree char *until = gezin_when_moment (clock, own->until);
  g_autofree char *holds =
      own->until < gezin_clock_now (clock)
          /* Translators: %s is a moment. */
          ? g_strdup_printf (_ ("Does not hold since %s: make a new card."), until)
          /* Translators: %s is a moment. */
          : g_strdup_printf (_ ("Holds until %s."), until);
  GtkWidget *buttons = gezin_wrap_new (10);

  gezin_box_clear (self->own);
  gtk_box_append (GTK_BOX (self->own), gezin_text_new (own->name, "card-title"));
  gtk_box_append (GTK_BOX (self->own), gezin_text_new (who, "dim"));
  gtk_box_append (GTK_BOX (self->own),
                  gezin_text_new (_ ("Whoever gets your card calls you and asks for these words. "
                                     "Read them aloud."),
                                  NULL));
  gtk_box_append (GTK_BOX (self->own), gezin_words_new (own->words));
  gtk_box_append (
      GTK_BOX (self->own),
      gezin_text_new (holds, own->until < gezin_clock_now (clock) ? "late" : "dim small"));
  gezin_wrap_append (GEZIN_WRAP (buttons), button_new (_ ("Save your card…"), "suggested-action",
                                                       G_CALLBACK (save_cb), self));
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (_ ("Make a new card…"), NULL, G_CALLBACK (renew_cb), self));
  gtk_box_append (GTK_BOX (self->own), buttons);
}

static void
own_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinCardsPage *self = owner;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  g_clear_pointer (&self->own_file, g_bytes_unref);
  self->own_file = g_bytes_ref (job->result);
  show_own (self, job->rows->pdata[0]);
  if (job->flag)
    gezin_say (owner, _ ("A new card is made. Save it, and hand it to everybody again."), FALSE);
}

/* Cards of others. */

static void
open_card (GezinCardsPage *self, const GezinPeerReading *peer)
{
  gtk_window_present (GTK_WINDOW (gezin_card_dialog_new (self->session, window_of (self), peer,
                                                         G_CALLBACK (start_reading), self)));
}

static void
row_cb (GtkWidget *row, GezinCardsPage *self)
{
  open_card (self, g_object_get_data (G_OBJECT (row), "peer"));
}

static GtkWidget *
peer_row_new (GezinCardsPage *self, GezinPeerReading *peer, const GezinCardSign *sign)
{
  const char *role = peer->confirmed_role;
  g_autofree char *who =
      role != NULL ? g_strjoin (" · ", peer->organisation, gezin_card_role_word (role), NULL)
                   : g_strdup (peer->organisation);
  g_autofree char *text = g_strjoin ("\n", sign->text, who, NULL);
  GtkWidget *row = gezin_row_new (peer->name, text);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", peer->name, sign->text, who);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gezin_access_name (row, name);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gezin_icon_new (sign->icon, sign->class));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "peer", peer);
  g_signal_connect (row, "activated", G_CALLBACK (row_cb), self);
  return row;
}

/* Invariant 1. */
static void
shout (GezinCardsPage *self, const GezinPeerReading *peer)
{
  g_autofree char *text = g_strdup_printf (
      /* Translators: %s is a name. */
      _ ("CAREFUL: a card came of %s that differs from the one that you know. Perhaps they have a "
         "new laptop; perhaps somebody else pretends to be them. Call them by a number that you "
         "know, before you trust it."),
      peer->name);
  GtkWidget *label = gezin_text_new (text, "alarm");

  gtk_box_append (GTK_BOX (self->alarm), label);
}

static void
show_peers (GezinCardsPage *self)
{
  gezin_list_clear (self->list);
  gezin_box_clear (self->alarm);
  for (guint i = 0; i < self->peers->len; i++)
    {
      GezinPeerReading *peer = self->peers->pdata[i];
      g_auto (GezinCardSign) sign = { 0 };

      gezin_card_sign (gezin_session_clock (self->session), peer, &sign);
      if (sign.is_alarming)
        shout (self, peer);
      gtk_list_box_append (GTK_LIST_BOX (self->list), peer_row_new (self, peer, &sign));
    }
  gtk_widget_set_visible (self->list, self->peers->len > 0);
  gtk_widget_set_visible (self->nobody, self->peers->len == 0);
}

static gboolean
read_peers (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_peers (session, error);
  return job->rows != NULL;
}

static void
peers_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinCardsPage *self = owner;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  gezin_list_clear (self->list); /* its rows borrow */
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  self->peers = g_ptr_array_ref (job->rows);
  show_peers (self);
}

static gboolean
add_card (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (job->file, job->stop, error);
  g_autoptr (GBytes) card =
      stream != NULL
          ? g_input_stream_read_bytes (G_INPUT_STREAM (stream), MAX_CARD_BYTES, job->stop, error)
          : NULL;

  job->free_result = (GDestroyNotify) gezin_peer_reading_free;
  job->result = card != NULL ? gezin_session_add_peer (session, card, error) : NULL;
  return job->result != NULL;
}

static void
added_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinCardsPage *self = owner;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  start_reading (self);
  open_card (self, job->result);
}

static void
add_picked_cb (GtkNativeDialog *dialog, int response, GezinCardsPage *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  GezinJob *job;

  if (file == NULL)
    return;
  job = gezin_job_new (self, add_card, added_cb);
  job->file = g_steal_pointer (&file);
  gezin_job_start (job, self->session);
}

static void
add_cb (GezinCardsPage *self)
{
  show_chooser (self, _ ("Whose card?"), GTK_FILE_CHOOSER_ACTION_OPEN, C_ ("verb", "Open"),
                G_CALLBACK (add_picked_cb));
}

static void
start_reading (GezinCardsPage *self)
{
  if (gezin_session_is_unlocked (self->session))
    gezin_job_start (gezin_job_new (self, read_peers, peers_read_cb), self->session);
}

/* Building. */

static void
gezin_cards_page_dispose (GObject *object)
{
  GezinCardsPage *self = GEZIN_CARDS_PAGE (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  adw_bin_set_child (ADW_BIN (self), NULL); /* its rows borrow */
  g_clear_pointer (&self->own_file, g_bytes_unref);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_cards_page_parent_class)->dispose (object);
}

static void
gezin_cards_page_class_init (GezinCardsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_cards_page_dispose;
}

static void
add_section (GtkWidget *page, const char *title)
{
  gtk_box_append (GTK_BOX (page), gezin_section_new (title, NULL, NULL, NULL));
}

static GtkWidget *
build_page (GezinCardsPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  GtkWidget *add = button_new (_ ("Add a card…"), NULL, G_CALLBACK (add_cb), self);

  self->alarm = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  gtk_box_append (GTK_BOX (page), self->alarm);
  add_section (page, _ ("Your card"));
  self->own = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");
  gtk_box_append (GTK_BOX (page), self->own);
  add_section (page, _ ("Cards of others"));
  self->nobody = gezin_text_new (_ ("Nobody's card is here yet. With a card you know for sure whom "
                                    "you send something to, and who sent you something."),
                                 "dim");
  gtk_box_append (GTK_BOX (page), self->nobody);
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Cards of others"));
  gtk_widget_set_visible (self->list, FALSE);
  gtk_box_append (GTK_BOX (page), gezin_tab_stop_new (self->list));
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (page), add);
  return page;
}

static void
gezin_cards_page_init (GezinCardsPage *self)
{
}

GtkWidget *
gezin_cards_page_new (GezinSession *session)
{
  GezinCardsPage *self = g_object_new (GEZIN_TYPE_CARDS_PAGE, NULL);
  GtkWidget *clamp = adw_clamp_new ();

  self->session = g_object_ref (session);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), build_page (self));
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (start_reading), self);
  gezin_job_start (gezin_job_new (self, read_own, own_read_cb), session);
  start_reading (self);
  return GTK_WIDGET (self);
}
