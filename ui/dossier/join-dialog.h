/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinJoinDialog: Two dossiers are of one family: which, who is in both, and do it; or part them again. */
#define GEZIN_TYPE_JOIN_DIALOG (gezin_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinJoinDialog, gezin_join_dialog, GEZIN, JOIN_DIALOG, AdwWindow)

/**
 * gezin_join_dialog_new:
 * @dossier: one of the two
 * @other: (nullable): the other; %NULL to let somebody choose
 */
GtkWidget *gezin_join_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier,
                                  const GezinUuid *other);

G_END_DECLS
