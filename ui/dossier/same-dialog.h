/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinSameDialog: With whom of this dossier somebody is one and the same; or is not after all. */
#define GEZIN_TYPE_SAME_DIALOG (gezin_same_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinSameDialog, gezin_same_dialog, GEZIN, SAME_DIALOG, AdwWindow)

/** gezin_same_dialog_new: @record: in @dossier. */
GtkWidget *gezin_same_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier,
                                  const GezinUuid *record);

G_END_DECLS
