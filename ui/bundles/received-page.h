/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinReceivedPage: What came and waits to be looked at, and what was taken in before. */
#define GEZIN_TYPE_RECEIVED_PAGE (gezin_received_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinReceivedPage, gezin_received_page, GEZIN, RECEIVED_PAGE, AdwBin)

/** gezin_received_page_new: Of all dossiers, until one is shown. */
GtkWidget *gezin_received_page_new (GezinSession *session);

/** gezin_received_page_show: What came for @dossier alone. */
void gezin_received_page_show (GezinReceivedPage *page, GezinDossier *dossier);

G_END_DECLS
