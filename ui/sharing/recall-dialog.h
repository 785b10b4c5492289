/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_recall_dialog_new: (transfer floating): Asks back @bundle, which was made here, after the reason was written down. */
GtkWidget *gezin_recall_dialog_new (GezinSession *session, GtkWindow *parent,
                                    const GezinUuid *bundle);

G_END_DECLS
