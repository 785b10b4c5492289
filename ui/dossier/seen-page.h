/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_seen_page_new: Who saw, changed or passed on this dossier, newest first, in words for the family. */
GtkWidget *gezin_seen_page_new (GezinSession *session, const GezinUuid *dossier);

G_END_DECLS
