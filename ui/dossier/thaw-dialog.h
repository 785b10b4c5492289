/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * gezin_thaw_dialog_new:
 * @frozen: (element-type GezinFrozenReading): of @dossier; those of @record are told
 *
 * Deciding about what is no longer shared of @record: show and use it all the same, with a
 * reason, or erase it. Closing it leaves all as it is.
 */
GtkWidget *gezin_thaw_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier,
                                  GPtrArray *frozen, const GezinUuid *record);

G_END_DECLS
