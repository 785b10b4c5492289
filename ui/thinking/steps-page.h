/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "thinking/thought-page.h"

G_BEGIN_DECLS

/** gezin_steps_page_new: The way of working as a path: done, now, next; of what is now, what is still needed and why. */
GtkWidget *gezin_steps_page_new (GezinSession *session);

G_END_DECLS
