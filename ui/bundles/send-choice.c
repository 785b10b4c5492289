/* SPDX-License-Identifier: EUPL-1.2 */

/* Step 1: to whom, and for what. Only who has a card here that was compared can be chosen; of the
 * others it says what is missing.
 *
 * Invariant: to a colleague it goes for the purpose of the own team, and to nobody else for that one. */

#include "bundles/send-private.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
can_get (GezinSendDialog *self, const GezinPeerReading *peer)
{
  return peer != NULL && strcmp (peer->state, "trusted") == 0
         && g_strcmp0 (peer->revocation, "revoked") != 0
         && peer->until > gezin_clock_now (gezin_session_clock (self->session));
}

/* What there is of its card, for a person. */
static char *
card_words (GezinSendDialog *self, const GezinPeerReading *peer)
{
  if (peer == NULL)
    return g_strdup (_ ("No card of them is linked here yet, so nothing can go there."));
  if (can_get (self, peer))
    /* Translators: %s is somebody. */
    return g_strdup_printf (_ ("%s, card checked"), peer->name);
  if (strcmp (peer->state, "new") == 0)
    return g_strdup (_ ("The words of the card were not compared yet: call them first."));
  if (strcmp (peer->state, "trusted") == 0 && g_strcmp0 (peer->revocation, "revoked") == 0)
    return g_strdup (gezin_session_revocation_sentence (peer->revocation));
  if (strcmp (peer->state, "trusted") == 0)
    return g_strdup (_ ("The card has expired: ask them for a new one."));
  return g_strdup (_ ("This card holds no longer: ask them for the new one."));
}

/* The invariant. */
static void
limit_purposes (GezinSendDialog *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->purpose_list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *check = g_object_get_data (G_OBJECT (row), "check");
      gboolean is_team =
          g_strcmp0 (g_object_get_data (G_OBJECT (check), "code"), self->team_purpose) == 0;

      if (self->team_purpose == NULL || !self->has_recipient)
        continue;
      gtk_widget_set_visible (row, is_team == (self->colleague != NULL));
      if (self->colleague != NULL && is_team)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      else if (self->colleague == NULL && is_team
               && gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        {
          gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
          g_clear_pointer (&self->purpose, g_free);
        }
    }
}

static void
refresh (GezinSendDialog *self)
{
  gtk_widget_set_sensitive (self->next, self->has_recipient && self->purpose != NULL);
}

/* Another question: what was decided, ticked and read is of the one before. */
static void
recipient_cb (GtkCheckButton *check, GezinSendDialog *self)
{
  const GezinUuid *id = g_object_get_data (G_OBJECT (check), "id");

  if (!gtk_check_button_get_active (check))
    return;
  self->recipient = *id;
  g_clear_pointer (&self->colleague, g_free);
  self->has_recipient = TRUE;
  gezin_send_look_forget (self);
  limit_purposes (self);
  refresh (self);
}

static void
colleague_cb (GtkCheckButton *check, GezinSendDialog *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  g_free (self->colleague);
  self->colleague = g_strdup (g_object_get_data (G_OBJECT (check), "digest"));
  self->has_recipient = TRUE;
  gezin_send_look_forget (self);
  limit_purposes (self);
  refresh (self);
}

static void
purpose_cb (GtkCheckButton *check, GezinSendDialog *self)
{
  if (!gtk_check_button_get_active (check))
    return;
  g_free (self->purpose);
  self->purpose = g_strdup (g_object_get_data (G_OBJECT (check), "code"));
  gezin_send_look_forget (self);
  refresh (self);
}

/* One that is alone in its group would look like one to tick: a group begins with one that is not
 * shown. */
static GtkWidget *
radio_row_new (const char *title, const char *below, GtkWidget *group, GtkWidget **check)
{
  GtkWidget *row = gezin_check_row_new (title, below, check);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (*check), GTK_CHECK_BUTTON (group));
  return row;
}

static GtkWidget *
able_row_new (GezinSendDialog *self, GezinRecord *record, GtkWidget *group)
{
  g_autofree char *title = gezin_session_record_title (self->session, self->dossier, record);
  g_autofree char *words = card_words (self, gezin_send_peer (self, record));
  GtkWidget *check;
  GtkWidget *row = radio_row_new (title, words, group, &check);

  g_object_set_data_full (G_OBJECT (check), "id", g_memdup2 (&record->id, sizeof record->id),
                          g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               self->has_recipient
                                   && gezin_uuid_equal (&record->id, &self->recipient));
  g_signal_connect (check, "toggled", G_CALLBACK (recipient_cb), self);
  return row;
}

/* Somebody of the own team. */
static GtkWidget *
colleague_row_new (GezinSendDialog *self, const GezinPeerReading *peer, GtkWidget *group)
{
  const char *who = peer->is_own_lead ? _ ("Lead of your own team, card checked")
                                      : _ ("Of your own team, who asked you to look");
  GtkWidget *check;
  GtkWidget *row = radio_row_new (peer->name, who, group, &check);

  g_object_set_data_full (G_OBJECT (check), "digest", g_strdup (peer->digest), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_strcmp0 (peer->digest, self->colleague) == 0);
  g_signal_connect (check, "toggled", G_CALLBACK (colleague_cb), self);
  return row;
}

/* Who cannot get anything, and what is missing. */
static GtkWidget *
unable_row_new (GezinSendDialog *self, GezinRecord *record)
{
  g_autofree char *title = gezin_session_record_title (self->session, self->dossier, record);
  g_autofree char *words = card_words (self, gezin_send_peer (self, record));
  GtkWidget *row = gezin_row_new (title, words);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (self->has_recipient && gezin_uuid_equal (&record->id, &self->recipient))
    self->has_recipient = FALSE;
  return row;
}

static void
cards_cb (GezinSendDialog *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  gtk_window_destroy (GTK_WINDOW (self));
  gtk_widget_activate_action (parent, "win.cards", NULL);
}

/* Nobody can get anything: what to do about that. */
static GtkWidget *
nobody_new (GezinSendDialog *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "flag");
  GtkWidget *button = gtk_button_new_with_label (_ ("To the cards"));

  gtk_box_append (GTK_BOX (box),
                  gezin_text_new (_ ("Nobody can get a part of this dossier yet. Ask them for "
                                     "their card, compare the eight words by telephone, and link "
                                     "the card to the organisation."),
                                  NULL));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, _ ("To the cards"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (cards_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
add_recipients (GezinSendDialog *self, GtkWidget *column)
{
  g_autoptr (GPtrArray) records = gezin_reading_records (self->dossier, GEZIN_KIND_ORGANISATION);
  GtkWidget *list = gezin_list_new ();
  GtkWidget *group = gtk_check_button_new ();
  GtkWidget *others = gezin_expander_new (_ ("Others"), _ ("Nothing can go to these yet."));
  guint n_able = 0;
  guint n_colleagues = 0;

  gezin_access_name (list, _ ("For whom"));
  g_object_set_data_full (G_OBJECT (list), "group", g_object_ref_sink (group), g_object_unref);
  for (guint i = 0; i < self->team->len; i++)
    if (can_get (self, self->team->pdata[i]))
      {
        gtk_list_box_append (GTK_LIST_BOX (list),
                             colleague_row_new (self, self->team->pdata[i], group));
        n_colleagues++;
      }
  for (guint i = 0; i < records->len; i++)
    if (can_get (self, gezin_send_peer (self, records->pdata[i])))
      {
        gtk_list_box_append (GTK_LIST_BOX (list), able_row_new (self, records->pdata[i], group));
        n_able++;
      }
    else
      adw_expander_row_add_row (ADW_EXPANDER_ROW (others),
                                unable_row_new (self, records->pdata[i]));
  if (n_able + n_colleagues == 0)
    gtk_box_append (GTK_BOX (column), nobody_new (self));
  gtk_widget_set_visible (others, records->len > n_able);
  gtk_list_box_append (GTK_LIST_BOX (list), others);
  gtk_box_append (GTK_BOX (column), gezin_section_new (_ ("For whom"), NULL, NULL, NULL));
  if (records->len + n_colleagues > 0)
    gtk_box_append (GTK_BOX (column), list);
  else
    gtk_box_append (
        GTK_BOX (column),
        gezin_text_new (_ ("First write down an organisation, under All data."), "dim"));
}

static void
add_purposes (GezinSendDialog *self, GtkWidget *column)
{
  GtkWidget *list = gezin_list_new ();
  GtkWidget *group = gtk_check_button_new ();

  self->purpose_list = list;
  gezin_access_name (list, _ ("For what"));
  g_object_set_data_full (G_OBJECT (list), "group", g_object_ref_sink (group), g_object_unref);
  for (guint i = 0; i < self->purposes->len; i++)
    {
      const GezinChoice *choice = self->purposes->pdata[i];
      g_autofree char *label = gezin_reading_raise (g_strdup (choice->label));
      GtkWidget *check;
      GtkWidget *row = radio_row_new (label, NULL, group, &check);

      g_object_set_data (G_OBJECT (check), "code", choice->code);
      g_object_set_data (G_OBJECT (row), "check", check);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   g_strcmp0 (choice->code, self->purpose) == 0);
      g_signal_connect (check, "toggled", G_CALLBACK (purpose_cb), self);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_box_append (GTK_BOX (column), gezin_section_new (_ ("For what"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (column), list);
}

static void
next_cb (GezinSendDialog *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "look");
  gezin_send_look_ask (self);
}

GtkWidget *
gezin_send_choice_new (GezinSendDialog *self)
{
  GtkWidget *column;
  GtkWidget *page;

  self->next = gtk_button_new_with_label (_ ("See what goes"));
  gezin_access_name (self->next, _ ("See what goes"));
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, self->next));
  gtk_box_append (GTK_BOX (column),
                  gezin_send_step_new (1, _ ("For whom and for what"),
                                       _ ("One recipient and one purpose at a time.")));
  add_recipients (self, column);
  add_purposes (self, column);
  limit_purposes (self);
  refresh (self);
  return page;
}
