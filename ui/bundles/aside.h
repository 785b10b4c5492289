/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinAside: What was set aside of one dossier, to take in after all or to throw away. */
#define GEZIN_TYPE_ASIDE (gezin_aside_get_type ())
G_DECLARE_FINAL_TYPE (GezinAside, gezin_aside, GEZIN, ASIDE, AdwBin)

GtkWidget *gezin_aside_new (GezinSession *session);

/** gezin_aside_show: Reads what is set aside of @dossier (nullable: shows nothing). */
void gezin_aside_show (GezinAside *aside, GezinDossier *dossier);

G_END_DECLS
