/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_family_card_build: Whose dossier it is: name, people of the household, the fixed face, since when. */
GtkWidget *gezin_family_card_build (GezinSession *session, GezinDossier *dossier);

/** gezin_family_card_subtitle: (transfer full): The same in one line: the fixed face and what is late. */
char *gezin_family_card_subtitle (GezinSession *session, GezinDossier *dossier);

G_END_DECLS
