/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/analysis-readings.h"
#include "model/deadline-readings.h"
#include "model/snapshot-readings.h"
#include "model/workflow-readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* What follows from a dossier: a dossier that thinks along. All of it as of a day, today for %NULL. */

/** gezin_session_analyse: (transfer full): What keeps this family stuck, and what the analysis lacks; of a dossier that is open. */
GezinAnalysis *gezin_session_analyse (GezinSession *session, const GezinUuid *dossier,
                                      const GDate *day, GError **error);

/* Snapshots: the analysis as of the day on which a conclusion was adopted, numbered in order of those
 * days and worked out of the dossier as it was known when that was written: what is written later
 * changes neither bytes nor digest, what is erased goes. */

/** gezin_session_snapshots: (transfer full) (element-type GezinSnapshotLine): Of all adopted conclusions, by number. */
GPtrArray *gezin_session_snapshots (GezinSession *session, const GezinUuid *dossier,
                                    GError **error);

/** gezin_session_snapshot: (transfer full): GEZIN_SESSION_ERROR_NO_SNAPSHOT if there is none of @number. */
GezinSnapshot *gezin_session_snapshot (GezinSession *session, const GezinUuid *dossier,
                                       guint number, GError **error);

/** gezin_session_difference: (transfer full) (element-type GezinDifference): What is different in snapshot @after from @before. */
GPtrArray *gezin_session_difference (GezinSession *session, const GezinUuid *dossier, guint before,
                                     guint after, GError **error);

/** gezin_session_interventions: (transfer full): The overview of interventions from voluntary to compulsory, and which of them this dossier shows as tried. */
GezinInterventions *gezin_session_interventions (GezinSession *session, const GezinUuid *dossier,
                                                 const GDate *day, GError **error);

/** gezin_session_steps: (transfer full): Where the dossier stands in @code, or (%NULL) the way of working that it is in. GEZIN_SESSION_ERROR_WORKFLOW for one that is not there. */
GezinWorkflowReading *gezin_session_steps (GezinSession *session, const GezinUuid *dossier,
                                           const char *code, const GDate *day, GError **error);

#define GEZIN_DEADLINES_ALL G_MAXUINT

/**
 * gezin_session_deadlines:
 * @within: what is due so many days after @day at the latest; GEZIN_DEADLINES_ALL for all
 *
 * What has to be done by when in all dossiers; audited, with how many.
 *
 * Returns: (transfer full) (element-type GezinDeadline): the earliest first, so what is overdue
 */
GPtrArray *gezin_session_deadlines (GezinSession *session, const GDate *day, guint within,
                                    GError **error);

/** gezin_session_deadlines_of: (transfer full) (element-type GezinDeadline): Those of @dossier, which is open, as of @day or (%NULL) today; the earliest first. */
GPtrArray *gezin_session_deadlines_of (GezinSession *session, const GezinUuid *dossier,
                                       const GDate *day, GError **error);

/** gezin_session_deadlines_as_ics: (transfer full): As an iCalendar file, in which a dossier is named by its reference alone. */
char *gezin_session_deadlines_as_ics (GezinSession *session, const GPtrArray *deadlines);

/**
 * gezin_session_sign_off:
 * @step: its code, `TEMPLATE/STEP`, or the id of its record
 * @record: (out): the record of the step
 *
 * Writes that the owner of this store signs off what somebody else finished.
 * GEZIN_SESSION_ERROR_SIGN_OFF_* when that is not for them.
 */
gboolean gezin_session_sign_off (GezinSession *session, const GezinUuid *dossier, const char *step,
                                 GezinUuid *record, guint64 *commit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
