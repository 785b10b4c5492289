/* SPDX-License-Identifier: EUPL-1.2 */

/* Counting over all dossiers takes long when many of them are others than the last time: it tells how
 * far it is, and can be stopped. */

#include "thinking/monitor-job.h"

#include "model/value.h"

#include <glib/gi18n-lib.h>

static char *
day_text (const GDate *day)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];

  return g_strdup (gezin_day_to_text (day, text));
}

GezinJob *
gezin_monitor_job_new (gpointer owner, GezinJobRun run, GezinJobDone done, const GDate *from,
                       const GDate *until, GezinMonitorParts parts, gboolean is_outside)
{
  GezinJob *job = gezin_job_new (owner, run, done);

  job->names[0] = day_text (from);
  job->names[1] = day_text (until);
  job->count = parts;
  job->flag = is_outside;
  return job;
}

static gboolean
read_day (const char *text, GDate *day)
{
  GezinPartialDate partial;

  if (!gezin_partial_date_parse (text, &partial))
    return FALSE;
  gezin_partial_date_first (&partial, day);
  return TRUE;
}

gboolean
gezin_monitor_job_count (GezinSession *session, GezinJob *job, GError **error)
{
  GezinMonitorAsked asked = { .parts = (GezinMonitorParts) job->count,
                              .is_outside = job->flag,
                              .progress = gezin_job_progress,
                              .progress_data = job,
                              .stop = job->stop };

  if (!read_day (job->names[0], &asked.from) || !read_day (job->names[1], &asked.until))
    g_return_val_if_reached (FALSE);
  job->free_result = (GDestroyNotify) gezin_monitor_reading_free;
  job->result = gezin_session_monitor (session, &asked, error);
  return job->result != NULL;
}

char *
gezin_monitor_job_sentence (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
             ? g_strdup (_ ("Stopped. Press Count to go on from there."))
             : gezin_session_window_sentence (error);
}
