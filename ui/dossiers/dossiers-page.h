/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinDossiersPage: The list of dossiers, searched as you type. Opens by win.open-dossier and win.open-found. */
#define GEZIN_TYPE_DOSSIERS_PAGE (gezin_dossiers_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinDossiersPage, gezin_dossiers_page, GEZIN, DOSSIERS_PAGE, AdwBin)

GtkWidget *gezin_dossiers_page_new (GezinSession *session);

/** gezin_dossiers_page_refresh: Reads the list again. */
void gezin_dossiers_page_refresh (GezinDossiersPage *page);

/** gezin_dossiers_page_find: Puts the cursor in the search field. */
void gezin_dossiers_page_find (GezinDossiersPage *page);

/** gezin_dossiers_page_show_open: Marks the dossier with this id (%NULL: none) as the open one. */
void gezin_dossiers_page_show_open (GezinDossiersPage *page, const char *dossier);

G_END_DECLS
