/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_monitor_page_new: The figures over all dossiers: of a period that somebody chooses. */
GtkWidget *gezin_monitor_page_new (GezinSession *session);

G_END_DECLS
