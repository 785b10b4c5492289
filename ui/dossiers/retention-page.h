/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_retention_page_new: What has been kept as long as it may, and what holds it. Nothing is erased by looking. */
GtkWidget *gezin_retention_page_new (GezinSession *session);

G_END_DECLS
