/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinMailboxBox: The mailbox: where it is, what waits, and exchanging with it. */
#define GEZIN_TYPE_MAILBOX_BOX (gezin_mailbox_box_get_type ())
G_DECLARE_FINAL_TYPE (GezinMailboxBox, gezin_mailbox_box, GEZIN, MAILBOX_BOX, AdwBin)

GtkWidget *gezin_mailbox_box_new (GezinSession *session);

/** gezin_mailbox_box_refresh: Reads again what waits. */
void gezin_mailbox_box_refresh (GezinMailboxBox *box);

G_END_DECLS
