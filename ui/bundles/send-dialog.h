/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gezin_send_dialog_open:
 * @from: a widget of the window
 * @recipient: (nullable): an organisation of @dossier, chosen beforehand
 * @purpose: (nullable): a code, chosen beforehand
 *
 * Sending a part of @dossier, in three steps: to whom and for what, look, send.
 */
void gezin_send_dialog_open (GtkWidget *from, GezinSession *session, GezinDossier *dossier,
                             const GezinUuid *recipient, const char *purpose);

G_END_DECLS
