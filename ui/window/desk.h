/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinPlace: Where somebody was, by ids alone, to go back to after unlocking. */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
  gboolean has_dossier;
  gboolean has_record;
  gboolean is_entered; /* the pages at the side, not the list */
  char *section;
} GezinPlace;

void gezin_place_clear (GezinPlace *place);

/** GezinDesk: Everything that is on screen while the store is open. */
#define GEZIN_TYPE_DESK (gezin_desk_get_type ())
G_DECLARE_FINAL_TYPE (GezinDesk, gezin_desk, GEZIN, DESK, AdwBin)

GtkWidget *gezin_desk_new (GezinSession *session, GMenuModel *menu, gboolean is_trial);

/** gezin_desk_go_back_to: After unlocking; where nothing was open, the newest draft. */
void gezin_desk_go_back_to (GezinDesk *desk, const GezinPlace *place);

/** gezin_desk_place: Fills in @place. */
void gezin_desk_place (GezinDesk *desk, GezinPlace *place);

/** gezin_desk_keep: Keeps what is being typed, at once. */
void gezin_desk_keep (GezinDesk *desk);

/** gezin_desk_add_actions: Adds what can be done here to @map, the window. */
void gezin_desk_add_actions (GezinDesk *desk, GActionMap *map);

/** gezin_desk_remove_actions: And takes it away. */
void gezin_desk_remove_actions (GActionMap *map);

G_END_DECLS
