/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_deadlines_box_new: What is due in @dossier, the first few; it fills itself, and is not in sight before. */
GtkWidget *gezin_deadlines_box_new (GezinSession *session, GezinDossier *dossier);

G_END_DECLS
