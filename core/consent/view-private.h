/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/decide-private.h"
#include "consent/view.h"

G_BEGIN_DECLS

/** gezin_view_new: Of what may be seen; for this room alone. */
GezinView *gezin_view_new (GezinDossier *dossier, gboolean is_own);

G_END_DECLS
