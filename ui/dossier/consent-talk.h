/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_consent_sign_new: (transfer floating): How something stands, by a sign and a word, in its colour. */
GtkWidget *gezin_consent_sign_new (GezinStanding standing);

/** gezin_consent_talk_new: (transfer floating): The talks about one person with one recipient, newest first, and what can be done. */
GtkWidget *gezin_consent_talk_new (GezinSession *session, GezinDossier *dossier,
                                   const GezinConsentCell *cell);

G_END_DECLS
