/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_own_card_box_new: (transfer floating): The own card with its words, made the first time that it is shown: saved, renewed, certified. */
GtkWidget *gezin_own_card_box_new (GezinSession *session);

/** gezin_own_card_box_refresh: Something that counts for it may be other, as a list of its issuer. */
void gezin_own_card_box_refresh (GtkWidget *box);

G_END_DECLS
