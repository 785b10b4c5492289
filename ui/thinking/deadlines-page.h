/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_deadlines_page_new: What has to be done by when in all dossiers, what is overdue first; to filter, to go to, to save for a calendar. */
GtkWidget *gezin_deadlines_page_new (GezinSession *session);

G_END_DECLS
