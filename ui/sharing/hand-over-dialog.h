/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_hand_over_dialog_new: (transfer floating): Offers the lead of @dossier to somebody whose card is trusted. */
GtkWidget *gezin_hand_over_dialog_new (GezinSession *session, GtkWindow *parent,
                                       const GezinUuid *dossier);

G_END_DECLS
