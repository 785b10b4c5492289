/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/deadline-readings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_deadline_row_new: (transfer floating): A row of the list over all dossiers: it goes to the dossier and the record. */
GtkWidget *gezin_deadline_row_new (const GezinDeadline *deadline, const GDate *today);

/** gezin_deadline_sign: (transfer none): How late or how soon: a sign beside the words, %NULL for what is far, and the class of both. */
const char *gezin_deadline_sign (const GezinDeadline *deadline, const GDate *today,
                                 const char **class);

/** gezin_deadline_is_review: That somebody asked for a review: its place is the page where that is done. */
gboolean gezin_deadline_is_review (const GezinDeadline *deadline);

/** gezin_deadline_distance: (transfer full): "3 dagen te laat", "over 9 dagen". */
char *gezin_deadline_distance (const GezinDeadline *deadline, const GDate *today);

G_END_DECLS
