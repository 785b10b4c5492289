/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinConferencePage: A conference about the family (MDO): what there is to talk about, who was there, and the minutes as each may see them. */
#define GEZIN_TYPE_CONFERENCE_PAGE (gezin_conference_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinConferencePage, gezin_conference_page, GEZIN, CONFERENCE_PAGE, AdwBin)

GtkWidget *gezin_conference_page_new (GezinSession *session);
void gezin_conference_page_show (GezinConferencePage *page, GezinDossier *dossier);

G_END_DECLS
