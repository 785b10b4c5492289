/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "thinking/thought-page.h"

G_BEGIN_DECLS

/** gezin_steps_page_new: The way of working as a path: done, now, next; of what is now, what is still needed and why. */
GtkWidget *gezin_steps_page_new (GezinSession *session);

/* For what the page is made of. */

/** gezin_steps_commit: Writes @edits (transfer full) (element-type GezinEdit), and says so. */
void gezin_steps_commit (GezinThoughtPage *page, GPtrArray *edits);

/** gezin_steps_today: (transfer full): As an ISO day. */
char *gezin_steps_today (GezinThoughtPage *page);

G_END_DECLS
