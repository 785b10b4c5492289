/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "parts/job.h"
#include "session/monitor.h"

G_BEGIN_DECLS

/* Counting, as work for the session's thread. */

/** gezin_monitor_job_new: Counts @from to @until; the answer is the job's `result`, a GezinMonitorReading. */
GezinJob *gezin_monitor_job_new (gpointer owner, GezinJobRun run, GezinJobDone done,
                                 const GDate *from, const GDate *until, GezinMonitorParts parts,
                                 gboolean is_outside);

/** gezin_monitor_job_count: On the worker: what a `run` of the above does, or begins with. */
gboolean gezin_monitor_job_count (GezinSession *session, GezinJob *job, GError **error);

/** gezin_monitor_job_sentence: (transfer full): What to say of @error. */
char *gezin_monitor_job_sentence (const GError *error);

G_END_DECLS
