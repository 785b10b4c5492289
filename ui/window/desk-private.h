/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "dossier/dossier-page.h"
#include "dossiers/dossiers-page.h"
#include "window/desk.h"
#include "window/sections.h"

G_BEGIN_DECLS

/* What the desk's own files share: its frame (desk.c) and what can be done in it
 * (desk-actions.c, desk-casework.c, desk-families.c, desk-exchange.c). */

struct _GezinDesk {
  AdwBin parent_instance;

  GezinSession *session;
  gulong changed_handler;
  guint narrow_idle;
  int width; /* pixels, as given last */
  gboolean is_narrow;
  gboolean is_entered;
  gboolean is_side_hidden;

  GtkWidget *trial;
  GtkWidget *notice; /* NULL in a trial */
  GtkWidget *page; /* (nullable): a page that is of no one dossier */
  GtkWidget *frame;
  GtkWidget *side;
  GtkWidget *side_header;
  GtkWidget *side_title;
  GtkWidget *side_menu;
  GtkWidget *to_list;
  GtkWidget *add;
  GtkWidget *lock;
  GtkWidget *sides;
  GtkWidget *content;
  GtkWidget *nothing;
  GtkWidget *menu;
  GtkWidget *list;
  GtkWidget *list_pane;
  GtkWidget *sections;
  GtkWidget *sections_pane;
  GtkWidget *dossier;
};

#define LIST(self) GEZIN_DOSSIERS_PAGE ((self)->list)
#define SECTIONS(self) GEZIN_SECTIONS ((self)->sections)
#define DOSSIER(self) GEZIN_DOSSIER_PAGE ((self)->dossier)

/** gezin_desk_add_family_actions, gezin_desk_remove_family_actions: Those of desk-families.c. */
void gezin_desk_add_family_actions (GezinDesk *desk, GActionMap *map);
void gezin_desk_remove_family_actions (GActionMap *map);

/** gezin_desk_add_exchange_actions, gezin_desk_remove_exchange_actions: Those of desk-exchange.c. */
void gezin_desk_add_exchange_actions (GezinDesk *desk, GActionMap *map);
void gezin_desk_remove_exchange_actions (GActionMap *map);

/** gezin_desk_add_bundle_actions, gezin_desk_remove_bundle_actions: Those of desk-bundles.c. */
void gezin_desk_add_bundle_actions (GezinDesk *desk, GActionMap *map);
void gezin_desk_remove_bundle_actions (GActionMap *map);

/** gezin_desk_add_casework_actions, gezin_desk_remove_casework_actions: Those of desk-casework.c. */
void gezin_desk_add_casework_actions (GezinDesk *desk, GActionMap *map);
void gezin_desk_remove_casework_actions (GActionMap *map);

/** gezin_desk_take_drops: A bundle that is dropped anywhere is looked at. */
void gezin_desk_take_drops (GezinDesk *desk);

/** gezin_desk_arrange: Gives list, pages and dossier their places, after one of the flags changed. */
void gezin_desk_arrange (GezinDesk *desk);

/** gezin_desk_show_dossier: The dossier comes on screen, over a page that is of none. */
void gezin_desk_show_dossier (GezinDesk *desk);

/** gezin_desk_show_page: @inside (floating) comes on screen as a page of no one dossier, with a way back. */
void gezin_desk_show_page (GezinDesk *desk, const char *title, GtkWidget *inside);

/** gezin_desk_close_page: And goes. */
void gezin_desk_close_page (GezinDesk *desk);

G_END_DECLS
