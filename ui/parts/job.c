/* SPDX-License-Identifier: EUPL-1.2 */

/* One shape for all work on the session's thread, so that no page blocks the
 * main loop and none is called back after it is gone. */

#include "parts/job.h"

static GMutex progress_lock;

GezinJob *
gezin_job_new (gpointer owner, GezinJobRun run, GezinJobDone done)
{
  GezinJob *job = g_new0 (GezinJob, 1);

  g_weak_ref_init (&job->owner, owner);
  job->run = run;
  job->done = done;
  job->stop = g_cancellable_new ();
  return job;
}

static void
job_free (gpointer data)
{
  GezinJob *job = data;

  g_weak_ref_clear (&job->owner);
  g_free (job->item);
  g_free (job->text);
  g_free (job->folder);
  for (guint i = 0; i < G_N_ELEMENTS (job->names); i++)
    g_free (job->names[i]);
  g_clear_pointer (&job->key, gezin_secret_free);
  g_clear_pointer (&job->edits, g_ptr_array_unref);
  g_clear_pointer (&job->ids, g_array_unref);
  g_clear_pointer (&job->draft, gezin_draft_free);
  g_clear_pointer (&job->opened, gezin_dossier_unref);
  g_clear_pointer (&job->rows, g_ptr_array_unref);
  g_clear_pointer (&job->more, g_ptr_array_unref);
  g_clear_pointer (&job->secret, gezin_secret_free);
  g_clear_object (&job->file);
  g_clear_object (&job->stop);
  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  g_free (job);
}

void
gezin_job_progress (guint64 done, guint64 total, gpointer data)
{
  GezinJob *job = data;

  g_mutex_lock (&progress_lock);
  job->n_done = done;
  job->n_total = total;
  g_mutex_unlock (&progress_lock);
}

double
gezin_job_fraction (GezinJob *job)
{
  double fraction;

  g_mutex_lock (&progress_lock);
  fraction = job->n_total > 0 ? MIN ((double) job->n_done / (double) job->n_total, 1.0) : -1;
  g_mutex_unlock (&progress_lock);
  return fraction;
}

static gboolean
run_job (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  GezinJob *job = data;

  return job->run (session, job, error);
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GezinJob *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) owner = g_weak_ref_get (&job->owner);
  gboolean done = gezin_session_finish (GEZIN_SESSION (source), result, &error);

  if (owner != NULL && job->done != NULL)
    job->done (owner, job, done ? NULL : error);
}

void
gezin_job_start (GezinJob *job, GezinSession *session)
{
  gezin_session_start (session, run_job, job, job_free, NULL, job_done_cb, job);
}
