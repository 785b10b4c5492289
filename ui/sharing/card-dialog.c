/* SPDX-License-Identifier: EUPL-1.2 */

/* One card of somebody else.
 *
 * Invariants:
 * 1. A card is trusted only by the button under its words, and after somebody ticked that they were
 *    compared aloud.
 * 2. A card that differs from the one that is known says so before its words. */

#include "sharing/card-dialog.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "parts/pills.h"
#include "parts/wrap.h"
#include "session/when.h"
#include "sharing/words.h"

#include <glib/gi18n-lib.h>

#define GEZIN_TYPE_CARD_DIALOG (gezin_card_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinCardDialog, gezin_card_dialog, GEZIN, CARD_DIALOG, AdwWindow)

struct _GezinCardDialog {
  AdwWindow parent_instance;
  GezinSession *session;
  char *digest;
  GtkWidget *compared;
  GtkWidget *role;
  GtkWidget *outcome;
  GtkWidget *trust;
  GtkWidget *revoke;
};

G_DEFINE_FINAL_TYPE (GezinCardDialog, gezin_card_dialog, ADW_TYPE_WINDOW)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Deciding. */

static gboolean
decide (GezinSession *session, GezinJob *job, GError **error)
{
  job->free_result = (GDestroyNotify) gezin_peer_reading_free;
  job->result = job->flag ? gezin_session_trust_peer (session, job->text, job->names[0], error)
                          : gezin_session_revoke_peer (session, job->text, error);
  return job->result != NULL;
}

static void
decided_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinCardDialog *self = owner;
  const GezinPeerReading *peer = job->result;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      text = gezin_session_window_sentence (error);
      gtk_label_set_text (GTK_LABEL (self->outcome), text);
      gtk_widget_set_visible (self->outcome, TRUE);
      return;
    }
  /* Translators: %s is a name. */
  text = g_strdup_printf (job->flag ? _ ("The card of %s is trusted.")
                                    : _ ("The card of %s is revoked: nothing goes to it any more."),
                          peer->name);
  gezin_say (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), text, FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start (GezinCardDialog *self, gboolean is_trust)
{
  GezinJob *job = gezin_job_new (self, decide, decided_cb);
  g_autofree char *role = is_trust ? gezin_pills_chosen (GEZIN_PILLS (self->role)) : NULL;

  job->flag = is_trust;
  job->text = g_strdup (self->digest);
  job->names[0] = role != NULL && role[0] != '\0' ? g_steal_pointer (&role) : NULL;
  gtk_widget_set_visible (self->outcome, FALSE);
  gezin_job_start (job, self->session);
}

static void
trust_cb (GezinCardDialog *self)
{
  start (self, TRUE);
}

static void
answered_cb (AdwMessageDialog *question, const char *response, GezinCardDialog *self)
{
  if (g_str_equal (response, "revoke"))
    start (self, FALSE);
}

static void
revoke_cb (GezinCardDialog *self)
{
  GtkWidget *question =
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Revoke this card?"),
                              _ ("Nothing goes to it any more, and nothing that it signs is taken "
                                 "in. This is for ever: they need a new card then."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", C_ ("verb", "Cancel"),
                                    "revoke", C_ ("verb", "Revoke"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "revoke",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

static void
compared_cb (GtkCheckButton *check, GezinCardDialog *self)
{
  gtk_widget_set_sensitive (self->trust, gtk_check_button_get_active (check));
}

/* The digest is what an organisation in a dossier is tied to. */
static void
copy_cb (GezinCardDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->digest);
  gezin_say (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), _ ("Copied."), FALSE);
}

/* Building. */

static GtkWidget *
button_new (const char *label, GCallback clicked, GezinCardDialog *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gezin_access_name (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* What nobody could look up stands beside who would tell it. */
static GtkWidget *
issuer_row_new (const GezinPeerReading *peer)
{
  const char *unchecked = gezin_session_revocation_sentence (peer->revocation);
  g_autofree char *text = g_strjoin ("\n", peer->issuer, unchecked, NULL);
  GtkWidget *row = gezin_row_new (_ ("Certificate issued by"), text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
add_facts (GezinCardDialog *self, GtkWidget *column, const GezinPeerReading *peer)
{
  GezinClock *clock = gezin_session_clock (self->session);
  GtkWidget *list = gezin_list_new ();
  g_autofree char *until = gezin_when_moment (clock, peer->until);
  GtkWidget *row = gezin_row_new (_ ("Says to be"), gezin_card_role_word (peer->role));
  GtkWidget *copy = button_new (C_ ("verb", "Copy"), G_CALLBACK (copy_cb), self);

  gezin_access_name (list, _ ("This card"));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  if (peer->confirmed_role != NULL)
    gtk_list_box_append (
        GTK_LIST_BOX (list),
        gezin_row_new (_ ("Known here as"), gezin_card_role_word (peer->confirmed_role)));
  gtk_list_box_append (GTK_LIST_BOX (list), gezin_row_new (_ ("Holds until"), until));
  if (peer->issuer != NULL)
    gtk_list_box_append (GTK_LIST_BOX (list), issuer_row_new (peer));
  row = gezin_row_new (_ ("Fingerprint"), peer->digest);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (list));
}

static void
add_comparing (GezinCardDialog *self, GtkWidget *column)
{
  GtkWidget *list = gezin_list_new ();

  gtk_list_box_append (GTK_LIST_BOX (list),
                       gezin_check_row_new (_ ("I compared the eight words aloud"),
                                            _ ("On the phone or face to face, with somebody whose "
                                               "voice you know. Not by mail."),
                                            &self->compared));
  gezin_access_name (list, _ ("Comparing"));
  g_signal_connect (self->compared, "toggled", G_CALLBACK (compared_cb), self);
  gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (list));
  gtk_box_append (GTK_BOX (column),
                  gezin_text_new (_ ("In which role do you know them?"), "section-title"));
  self->role = gezin_pills_new (FALSE, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const roles[] = { "consultant", "lead", "rvt" };

      gezin_pills_add (GEZIN_PILLS (self->role), roles[i], gezin_card_role_word (roles[i]), NULL);
    }
  gezin_access_name (self->role, _ ("In which role do you know them?"));
  gtk_box_append (GTK_BOX (column), self->role);
  gtk_box_append (
      GTK_BOX (column),
      gezin_text_new (_ ("Only who is a team lead here can approve. Choose nothing if you do not "
                         "know."),
                      "dim small"));
}

static GtkWidget *
build (GezinCardDialog *self, const GezinPeerReading *peer)
{
  gboolean can_trust = g_str_equal (peer->state, "new");
  gboolean can_revoke = !g_str_equal (peer->state, "revoked");
  GtkWidget *column, *page, *buttons;
  g_auto (GezinCardSign) sign = { 0 };

  self->trust = button_new (_ ("Trust this card"), G_CALLBACK (trust_cb), self);
  self->revoke = button_new (can_trust ? _ ("They differ: revoke…") : _ ("Revoke…"),
                             G_CALLBACK (revoke_cb), self);
  buttons = gezin_dialog_buttons_new (self->revoke, self->trust);
  gtk_widget_set_visible (self->trust, can_trust);
  gtk_widget_set_visible (self->revoke, can_revoke);
  gtk_widget_set_sensitive (self->trust, FALSE);
  page = gezin_dialog_page_new (&column, can_trust || can_revoke ? buttons : NULL);
  gezin_card_sign (gezin_session_clock (self->session), peer, &sign);
  gtk_box_append (GTK_BOX (column), gezin_text_new (peer->organisation, "dim"));
  gtk_box_append (GTK_BOX (column),
                  gezin_text_new (sign.text, sign.is_alarming ? "alarm" : sign.class));
  gtk_box_append (GTK_BOX (column), gezin_text_new (_ ("Its eight words"), "section-title"));
  gtk_box_append (GTK_BOX (column), gezin_words_new (peer->words));
  if (can_trust)
    add_comparing (self, column);
  self->outcome = gezin_text_new (NULL, "flag");
  gtk_widget_set_visible (self->outcome, FALSE);
  gtk_box_append (GTK_BOX (column), self->outcome);
  add_facts (self, column, peer);
  if (!can_trust && !can_revoke)
    g_object_unref (g_object_ref_sink (buttons));
  return page;
}

static void
gezin_card_dialog_dispose (GObject *object)
{
  GezinCardDialog *self = GEZIN_CARD_DIALOG (object);

  g_clear_pointer (&self->digest, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_card_dialog_parent_class)->dispose (object);
}

static void
gezin_card_dialog_class_init (GezinCardDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_card_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
gezin_card_dialog_init (GezinCardDialog *self)
{
}

GtkWidget *
gezin_card_dialog_new (GezinSession *session, GtkWindow *parent, const GezinPeerReading *peer,
                       GCallback changed, gpointer owner)
{
  GezinCardDialog *self = g_object_new (GEZIN_TYPE_CARD_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->digest = g_strdup (peer->digest);
  gezin_dialog_build (ADW_WINDOW (self), peer->name, build (self, peer));
  g_signal_connect_object (self, "changed", changed, owner, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
