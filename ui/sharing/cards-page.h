/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_cards_page_new: (transfer floating): The own card, and those of others. */
GtkWidget *gezin_cards_page_new (GezinSession *session);

G_END_DECLS
