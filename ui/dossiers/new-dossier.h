/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinNewDossier: Asks a name, shows whether that family is known already, and makes the dossier. Opens it by win.open-dossier of its parent. */
#define GEZIN_TYPE_NEW_DOSSIER (gezin_new_dossier_get_type ())
G_DECLARE_FINAL_TYPE (GezinNewDossier, gezin_new_dossier, GEZIN, NEW_DOSSIER, AdwWindow)

GtkWidget *gezin_new_dossier_new (GezinSession *session, GtkWindow *parent);

G_END_DECLS
