/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_card_dialog_new: (transfer floating): One card of somebody else: its words to compare, and trusting or revoking it. */
GtkWidget *gezin_card_dialog_new (GezinSession *session, GtkWindow *parent,
                                  const GezinPeerReading *peer, GCallback changed, gpointer owner);

G_END_DECLS
