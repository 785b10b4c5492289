/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_mailbox_page_new: (transfer floating): The mailbox: where it is, what waits, and exchanging with it. */
GtkWidget *gezin_mailbox_page_new (GezinSession *session);

G_END_DECLS
