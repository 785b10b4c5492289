/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinSplitDialog: Who gets a dossier of their own, what goes along, and do it. */
#define GEZIN_TYPE_SPLIT_DIALOG (gezin_split_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinSplitDialog, gezin_split_dialog, GEZIN, SPLIT_DIALOG, AdwWindow)

GtkWidget *gezin_split_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier);

G_END_DECLS
