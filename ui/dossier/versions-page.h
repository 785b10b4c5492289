/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinVersionsPage: What two people wrote without having seen each other's text, side by side, to choose from. Emits "counted" (how many). */
#define GEZIN_TYPE_VERSIONS_PAGE (gezin_versions_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinVersionsPage, gezin_versions_page, GEZIN, VERSIONS_PAGE, AdwBin)

GtkWidget *gezin_versions_page_new (GezinSession *session);
void gezin_versions_page_show (GezinVersionsPage *page, GezinDossier *dossier);

G_END_DECLS
