/* SPDX-License-Identifier: EUPL-1.2 */

/* The own card, and those of others.
 *
 * Invariant: a card that differs from the one that is known is told above everything else. */

#include "sharing/cards-page.h"

#include "parts/access.h"
#include "parts/ask-file.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "session/exchange.h"
#include "sharing/card-dialog.h"
#include "sharing/own-card-box.h"
#include "sharing/words.h"

#include <glib/gi18n-lib.h>

#define MAX_CARD_BYTES (64 * 1024)
#define MAX_LIST_BYTES (16 * 1024 * 1024)

#define GEZIN_TYPE_CARDS_PAGE (gezin_cards_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinCardsPage, gezin_cards_page, GEZIN, CARDS_PAGE, AdwBin)

struct _GezinCardsPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
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
  const char *unchecked = gezin_card_unchecked (peer);
  g_autofree char *text = g_strjoin ("\n", sign->text, who, unchecked, NULL);
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

/* The invariant. */
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
  g_autoptr (GBytes) card = gezin_ask_file_read (job->file, MAX_CARD_BYTES, job->stop, error);

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
add_picked_cb (gpointer owner, GFile *file)
{
  GezinCardsPage *self = owner;
  GezinJob *job = gezin_job_new (self, add_card, added_cb);

  job->file = g_object_ref (file);
  gezin_job_start (job, self->session);
}

static void
add_cb (GezinCardsPage *self)
{
  static const char *const patterns[] = { "*.gezin-card", NULL };
  const GezinAskFile asked = { .title = _ ("Whose card?"),
                               .accept = C_ ("verb", "Open"),
                               .sort = _ ("Cards"),
                               .patterns = patterns };

  gezin_ask_file (&asked, GTK_WIDGET (self), add_picked_cb);
}

/* Lists of what issuers revoked. */

static gboolean
take_list (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GBytes) file = gezin_ask_file_read (job->file, MAX_LIST_BYTES, job->stop, error);

  job->free_result = (GDestroyNotify) gezin_list_reading_free;
  job->result = file != NULL ? gezin_session_take_revocation_list (session, file, error) : NULL;
  return job->result != NULL;
}

static guint
count_revoked (const GezinListReading *list)
{
  guint n_revoked = 0;

  for (guint i = 0; i < list->cards->len; i++)
    n_revoked +=
        g_strcmp0 (((GezinPeerReading *) list->cards->pdata[i])->revocation, "revoked") == 0;
  return n_revoked;
}

static void
list_taken_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinCardsPage *self = owner;
  g_autofree char *text = NULL;
  guint n_revoked;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  n_revoked = count_revoked (job->result);
  text = n_revoked == 0
             ? g_strdup (_ ("The list is here. No card that you have is on it."))
             : g_strdup_printf (
                 ngettext ("The list is here. %u card that you have is revoked by its issuer.",
                           "The list is here. %u cards that you have are revoked by their "
                           "issuer.",
                           n_revoked),
                 n_revoked);
  gezin_say (owner, text, FALSE);
  gezin_own_card_box_refresh (self->own);
  start_reading (self);
}

static void
list_picked_cb (gpointer owner, GFile *file)
{
  GezinCardsPage *self = owner;
  GezinJob *job = gezin_job_new (self, take_list, list_taken_cb);

  job->file = g_object_ref (file);
  gezin_job_start (job, self->session);
}

static void
list_cb (GezinCardsPage *self)
{
  static const char *const patterns[] = { "*.crl", "*.pem", "*.der", NULL };
  const GezinAskFile asked = { .title = _ ("Which revocation list?"),
                               .accept = C_ ("verb", "Open"),
                               .sort = _ ("Revocation lists"),
                               .patterns = patterns };

  gezin_ask_file (&asked, GTK_WIDGET (self), list_picked_cb);
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
  GtkWidget *buttons = gezin_wrap_new (10);

  self->alarm = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  gtk_box_append (GTK_BOX (page), self->alarm);
  add_section (page, _ ("Your card"));
  self->own = gezin_own_card_box_new (self->session);
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
  gezin_wrap_append (GEZIN_WRAP (buttons), add);
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (_ ("Take in revocation list…"), NULL, G_CALLBACK (list_cb), self));
  gtk_box_append (GTK_BOX (page), buttons);
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
  start_reading (self);
  return GTK_WIDGET (self);
}
