/* SPDX-License-Identifier: EUPL-1.2 */

/* What can be looked at from the desk over all dossiers at once: what is due, and the figures. */

#include "window/desk-private.h"

#include "thinking/deadlines-page.h"
#include "thinking/monitor-page.h"

#include <glib/gi18n-lib.h>

static void
deadlines_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Deadlines"), gezin_deadlines_page_new (self->session));
}

static void
open_review_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinUuid id;

  if (!gezin_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  gezin_dossier_page_open (DOSSIER (self), &id, NULL, "review");
  gezin_desk_show_dossier (self);
}

static void
monitor_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Figures"), gezin_monitor_page_new (self->session));
}

static const GActionEntry actions[] = {
  { "deadlines", deadlines_cb, NULL, NULL, NULL, { 0 } },
  { "open-review", open_review_cb, "s", NULL, NULL, { 0 } },
  { "monitor", monitor_cb, NULL, NULL, NULL, { 0 } },
};

void
gezin_desk_add_casework_actions (GezinDesk *desk, GActionMap *map)
{
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), desk);
}

void
gezin_desk_remove_casework_actions (GActionMap *map)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (map, actions[i].name);
}
