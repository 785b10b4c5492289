/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/readings.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_overview_page_new: The family at one glance. @drafts: (element-type GezinDraft): what was begun and is not done. @frozen: (element-type GezinFrozenReading): what is no longer shared. */
GtkWidget *gezin_overview_page_new (GezinSession *session, GezinDossier *dossier, GPtrArray *drafts,
                                    GPtrArray *frozen);

G_END_DECLS
