/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/analysis-readings.h"
#include "model/workflow-readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* What follows from a dossier: a dossier that thinks along. All of it as of a day, today for %NULL. */

/** gezin_session_analyse: (transfer full): What keeps this family stuck, and what the analysis lacks; of a dossier that is open. */
GezinAnalysis *gezin_session_analyse (GezinSession *session, const GezinUuid *dossier,
                                      const GDate *day, GError **error);

/** gezin_session_interventions: (transfer full): The overview of interventions from voluntary to compulsory, and which of them this dossier shows as tried. */
GezinInterventions *gezin_session_interventions (GezinSession *session, const GezinUuid *dossier,
                                                 const GDate *day, GError **error);

/** gezin_session_steps: (transfer full): Where the dossier stands in @code, or (%NULL) the way of working that it is in. GEZIN_SESSION_ERROR_WORKFLOW for one that is not there. */
GezinWorkflowReading *gezin_session_steps (GezinSession *session, const GezinUuid *dossier,
                                           const char *code, const GDate *day, GError **error);

G_END_DECLS
