/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinHistoryPage: Who changed what, newest first. Reads only while it is on screen. */
#define GEZIN_TYPE_HISTORY_PAGE (gezin_history_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinHistoryPage, gezin_history_page, GEZIN, HISTORY_PAGE, AdwBin)

GtkWidget *gezin_history_page_new (GezinSession *session);
void gezin_history_page_show (GezinHistoryPage *page, GezinDossier *dossier);

G_END_DECLS
