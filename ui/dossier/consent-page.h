/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinConsentPage: Who was asked what about sharing, person by recipient, and the talks behind it. */
#define GEZIN_TYPE_CONSENT_PAGE (gezin_consent_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinConsentPage, gezin_consent_page, GEZIN, CONSENT_PAGE, AdwBin)

GtkWidget *gezin_consent_page_new (GezinSession *session);
void gezin_consent_page_show (GezinConsentPage *page, GezinDossier *dossier);

/** gezin_consent_page_close_talk: The one that is open on screen; %FALSE where none is. */
gboolean gezin_consent_page_close_talk (GezinConsentPage *page);

G_END_DECLS
