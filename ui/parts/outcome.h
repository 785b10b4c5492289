/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How something went: it stays in sight until the next time. */

/** gezin_outcome_new: (transfer floating): A card that is not in sight yet. */
GtkWidget *gezin_outcome_new (void);

/** gezin_outcome_show: @text (nullable): what to say; %NULL: nothing, and the card goes. */
void gezin_outcome_show (GtkWidget *outcome, gboolean is_good, const char *text);

/** gezin_row_say: @text below the title of @row, an AdwActionRow; heard with it. */
void gezin_row_say (GtkWidget *row, const char *text);

G_END_DECLS
