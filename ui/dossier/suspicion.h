/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "model/readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Words about records and about why two of them may be one. */

/** gezin_suspicion_line: (transfer full): The title of @record with the day by which somebody is known: "Noor Timmer · 4 dec 2014". */
char *gezin_suspicion_line (GezinSession *session, const GezinDossier *dossier,
                            const GezinRecord *record);

/** gezin_suspicion_reasons: (transfer full): @reasons: (element-type GezinReason): in one line. */
char *gezin_suspicion_reasons (GPtrArray *reasons);

/** gezin_suspicion_is_between: Whether the two dossiers of @duplicate are @a and @b, in any order. */
gboolean gezin_suspicion_is_between (const GezinDuplicate *duplicate, const GezinUuid *a,
                                     const GezinUuid *b);

/** gezin_suspicion_is_family: Whether it is about two dossiers, not about somebody in them. */
gboolean gezin_suspicion_is_family (const GezinDuplicate *duplicate);

G_END_DECLS
