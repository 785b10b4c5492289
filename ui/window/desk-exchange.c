/* SPDX-License-Identifier: EUPL-1.2 */

/* What can be done at the desk about sharing with others: cards and mailbox, what was shared, asking
 * back, handing over. */

#include "window/desk-private.h"

#include "parts/build.h"
#include "sharing/cards-page.h"
#include "sharing/hand-over-dialog.h"
#include "sharing/ledger-page.h"
#include "sharing/mailbox-page.h"
#include "sharing/recall-dialog.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
window_of (GezinDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
cards_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Cards"), gezin_cards_page_new (self->session));
}

static void
mailbox_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Mailbox"), gezin_mailbox_page_new (self->session));
}

static void
ledger_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Shared, of all dossiers"), gezin_ledger_page_new (self->session));
}

static void
recall_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinUuid bundle;

  if (gezin_uuid_parse (g_variant_get_string (parameter, NULL), &bundle))
    gtk_window_present (
        GTK_WINDOW (gezin_recall_dialog_new (self->session, window_of (self), &bundle)));
}

static void
hand_over_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinDossier *open = gezin_dossier_page_dossier (DOSSIER (self));

  if (open == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Open a dossier first."), FALSE);
      return;
    }
  gtk_window_present (GTK_WINDOW (
      gezin_hand_over_dialog_new (self->session, window_of (self), gezin_dossier_id (open))));
}

static const GActionEntry actions[] = {
  { "cards", cards_cb, NULL, NULL, NULL, { 0 } },
  { "mailbox", mailbox_cb, NULL, NULL, NULL, { 0 } },
  { "ledger", ledger_cb, NULL, NULL, NULL, { 0 } },
  { "recall", recall_cb, "s", NULL, NULL, { 0 } },
  { "hand-over", hand_over_cb, NULL, NULL, NULL, { 0 } },
};

void
gezin_desk_add_exchange_actions (GezinDesk *desk, GActionMap *map)
{
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), desk);
}

void
gezin_desk_remove_exchange_actions (GActionMap *map)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (map, actions[i].name);
}
