/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/readings.h"

G_BEGIN_DECLS

/** gezin_summary_row: (transfer full): The line by which a dossier stands in the list. @changed is an instant. */
GezinDossierRow *gezin_summary_row (GezinView *view, gint64 changed);

G_END_DECLS
