/* SPDX-License-Identifier: EUPL-1.2 */

/* What can be done at the desk: each is an action of the window, so that buttons,
 * keys, menus and tests all use the same one. */

#include "window/desk-private.h"

#include "backups/backup-notice.h"
#include "backups/backups-page.h"
#include "dossier/seen-page.h"
#include "dossiers/new-dossier.h"
#include "dossiers/retention-page.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>

static void
open_dossier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinUuid id;

  if (!gezin_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  gezin_dossier_page_open (DOSSIER (self), &id, NULL, NULL);
  gezin_desk_show_dossier (self);
}

static void
open_found_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  const char *dossier;
  const char *record;
  GezinUuid ids[2];

  g_variant_get (parameter, "(&s&s)", &dossier, &record);
  if (!gezin_uuid_parse (dossier, &ids[0]) || !gezin_uuid_parse (record, &ids[1]))
    return;
  gezin_dossier_page_open (DOSSIER (self), &ids[0], &ids[1], NULL);
  gezin_desk_show_dossier (self);
}

static void
open_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinUuid id;

  if (gezin_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    gezin_dossier_page_open_record (DOSSIER ((GezinDesk *) user_data), &id);
}

static void
thaw_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinUuid id;

  if (gezin_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    gezin_dossier_page_thaw (DOSSIER ((GezinDesk *) user_data), &id);
}

static void
new_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_dossier_page_new_record (DOSSIER ((GezinDesk *) user_data),
                                 g_variant_get_string (parameter, NULL));
}

static void
talk_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *person;
  const char *recipient;
  const char *replaces;
  GezinUuid id;

  g_variant_get (parameter, "(&s&s&s)", &person, &recipient, &replaces);
  gezin_dossier_page_talk (DOSSIER ((GezinDesk *) user_data), person, recipient,
                           gezin_uuid_parse (replaces, &id) ? &id : NULL);
}

static void
answer_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *code;
  const char *about;
  const char *by;

  g_variant_get (parameter, "(&s&s&s)", &code, &about, &by);
  gezin_dossier_page_answer (DOSSIER ((GezinDesk *) user_data), code, about, by);
}

static void
withdraw_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinUuid id;

  if (gezin_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    gezin_dossier_page_withdraw (DOSSIER ((GezinDesk *) user_data), &id);
}

static void
section_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_dossier_page_show_section (DOSSIER (self), g_variant_get_string (parameter, NULL));
  if (self->page != NULL && gezin_dossier_page_dossier (DOSSIER (self)) != NULL)
    gezin_desk_show_dossier (self);
}

static void
show_kind_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_dossier_page_show_kind (DOSSIER ((GezinDesk *) user_data),
                                g_variant_get_string (parameter, NULL));
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_dossier_page_undo (DOSSIER ((GezinDesk *) user_data));
}

static void
done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  /* A page that is of no one dossier may have something of its own to finish. */
  if (self->page != NULL && focus != NULL && gtk_widget_activate_action (focus, "page.done", NULL))
    return;
  gezin_dossier_page_done (DOSSIER (self));
}

static void
close_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_dossier_page_step_back (DOSSIER ((GezinDesk *) user_data));
}

static void
remove_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_dossier_page_remove_record (DOSSIER ((GezinDesk *) user_data));
}

static void
note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  if (gezin_dossier_page_dossier (DOSSIER (self)) == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Open a dossier first: a note belongs to a family."), FALSE);
      return;
    }
  gezin_desk_show_dossier (self);
  gezin_dossier_page_note (DOSSIER (self));
}

static void
new_dossier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (gezin_new_dossier_new (self->session, window)));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  self->is_entered = FALSE;
  self->is_side_hidden = FALSE;
  gezin_desk_arrange (self);
  adw_leaflet_set_visible_child_name (ADW_LEAFLET (self->frame), "side");
  gezin_dossiers_page_find (LIST (self));
}

static void
enter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  self->is_entered = TRUE;
  gezin_desk_arrange (self);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  self->is_entered = FALSE;
  gezin_desk_arrange (self);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_leaflet_set_visible_child_name (ADW_LEAFLET (((GezinDesk *) user_data)->frame), "side");
}

static void
sidebar_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  self->is_side_hidden = !self->is_side_hidden;
  gezin_desk_arrange (self);
}

static void
backup_changed_cb (GezinDesk *self)
{
  if (self->notice != NULL)
    gezin_backup_notice_refresh (GEZIN_BACKUP_NOTICE (self->notice));
}

static void
backups_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GtkWidget *page;

  if (self->notice == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("An example has no backups: it disappears."), FALSE);
      return;
    }
  page = gezin_backups_page_new (self->session);
  g_signal_connect_object (page, "changed", G_CALLBACK (backup_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gezin_desk_show_page (self, _ ("Backups"), page);
  gezin_backups_page_refresh (GEZIN_BACKUPS_PAGE (page));
}

static void
retention_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Kept long enough"), gezin_retention_page_new (self->session));
}

static void
who_saw_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinDossier *open = gezin_dossier_page_dossier (DOSSIER (self));

  if (open == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Open a dossier first."), FALSE);
      return;
    }
  gezin_desk_show_page (self, _ ("Who saw this dossier"),
                        gezin_seen_page_new (self->session, gezin_dossier_id (open)));
}

static void
erase_dossier_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  if (gezin_dossier_page_dossier (DOSSIER (self)) == NULL)
    gezin_say (GTK_WIDGET (self), _ ("Open a dossier first."), FALSE);
  gezin_dossier_page_erase (DOSSIER (self), FALSE);
}

static void
erase_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_dossier_page_erase (DOSSIER ((GezinDesk *) user_data), TRUE);
}

static void
close_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gezin_desk_close_page (user_data);
}

static const GActionEntry actions[] = {
  { "open-dossier", open_dossier_cb, "s", NULL, NULL, { 0 } },
  { "open-found", open_found_cb, "(ss)", NULL, NULL, { 0 } },
  { "open-record", open_record_cb, "s", NULL, NULL, { 0 } },
  { "thaw", thaw_cb, "s", NULL, NULL, { 0 } },
  { "new-record", new_record_cb, "s", NULL, NULL, { 0 } },
  { "talk", talk_cb, "(sss)", NULL, NULL, { 0 } },
  { "answer", answer_cb, "(sss)", NULL, NULL, { 0 } },
  { "withdraw", withdraw_cb, "s", NULL, NULL, { 0 } },
  { "section", section_action_cb, "s", NULL, NULL, { 0 } },
  { "show-kind", show_kind_cb, "s", NULL, NULL, { 0 } },
  { "undo", undo_cb, NULL, NULL, NULL, { 0 } },
  { "done", done_cb, NULL, NULL, NULL, { 0 } },
  { "close-record", close_record_cb, NULL, NULL, NULL, { 0 } },
  { "remove-record", remove_record_cb, NULL, NULL, NULL, { 0 } },
  { "note", note_cb, NULL, NULL, NULL, { 0 } },
  { "new-dossier", new_dossier_cb, NULL, NULL, NULL, { 0 } },
  { "find", find_cb, NULL, NULL, NULL, { 0 } },
  { "enter", enter_cb, NULL, NULL, NULL, { 0 } },
  { "leave", leave_cb, NULL, NULL, NULL, { 0 } },
  { "back", back_cb, NULL, NULL, NULL, { 0 } },
  { "sidebar", sidebar_cb, NULL, NULL, NULL, { 0 } },
  { "backups", backups_cb, NULL, NULL, NULL, { 0 } },
  { "retention", retention_cb, NULL, NULL, NULL, { 0 } },
  { "who-saw", who_saw_cb, NULL, NULL, NULL, { 0 } },
  { "erase-dossier", erase_dossier_cb, NULL, NULL, NULL, { 0 } },
  { "erase-record", erase_record_cb, NULL, NULL, NULL, { 0 } },
  { "close-page", close_page_cb, NULL, NULL, NULL, { 0 } },
};

void
gezin_desk_add_actions (GezinDesk *desk, GActionMap *map)
{
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), desk);
  gezin_desk_add_family_actions (desk, map);
  gezin_desk_add_casework_actions (desk, map);
  gezin_desk_add_exchange_actions (desk, map);
  gezin_desk_add_bundle_actions (desk, map);
}

void
gezin_desk_remove_actions (GActionMap *map)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (map, actions[i].name);
  gezin_desk_remove_family_actions (map);
  gezin_desk_remove_casework_actions (map);
  gezin_desk_remove_exchange_actions (map);
  gezin_desk_remove_bundle_actions (map);
}
