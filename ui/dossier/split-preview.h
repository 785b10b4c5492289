/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/work.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_split_preview_new: (transfer floating): What @report says: what goes, what is in both, what stays, and what has to be asked anew. */
GtkWidget *gezin_split_preview_new (GezinSession *session, GezinDossier *dossier,
                                    const GezinSplitReport *report);

G_END_DECLS
