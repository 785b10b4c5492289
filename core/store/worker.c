/* SPDX-License-Identifier: EUPL-1.2 */

/* The thread that owns the database.
 *
 * Invariants:
 * 1. Jobs run one at a time, in the order in which they were handed in.
 * 2. The data of a job is freed on the worker, after the job and before its task returns.
 * 3. A task returns exactly once, also when it was cancelled before its turn.
 * 4. The worker never drops the last reference of a task: that could be the last
 *    of its source object too, which may own this worker. */

#include "store/worker.h"

struct _GezinWorker {
  GThread *thread;
  GAsyncQueue *jobs;
};

typedef struct {
  GezinWorkerFunc func; /* NULL: the thread ends */
  gpointer data;
  GDestroyNotify free_data;
  GTask *task; /* NULL: somebody waits for @done */
  GMutex *mutex;
  GCond *finished;
  gboolean done;
  gboolean result;
  GError *error;
} Job;

static gboolean
drop_task_cb (gpointer task)
{
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/* Invariant 4: the last reference goes where the task's callback runs. */
static void
hand_back (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, drop_task_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_for_task (Job *job)
{
  GTask *task = job->task;
  g_autoptr (GError) error = NULL;
  gboolean result = FALSE;
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  if (!cancelled)
    result = job->func (job->data, g_task_get_cancellable (task), &error);
  if (job->free_data != NULL)
    job->free_data (job->data);
  if (cancelled)
    g_task_return_error_if_cancelled (task);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, result);
  hand_back (task);
  g_free (job);
}

/* After the flag is set the waiting thread may take @job, on its stack, away. */
static void
run_for_waiter (Job *job)
{
  job->result = job->func (job->data, NULL, &job->error);
  g_mutex_lock (job->mutex);
  job->done = TRUE;
  g_cond_signal (job->finished);
  g_mutex_unlock (job->mutex);
}

static gpointer
work (gpointer data)
{
  GAsyncQueue *jobs = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (jobs);

      if (job->func == NULL)
        {
          g_free (job);
          return NULL;
        }
      if (job->task != NULL)
        run_for_task (job);
      else
        run_for_waiter (job);
    }
}

GezinWorker *
gezin_worker_new (void)
{
  GezinWorker *worker = g_new0 (GezinWorker, 1);

  worker->jobs = g_async_queue_new ();
  worker->thread = g_thread_new ("gezin-store", work, worker->jobs);
  return worker;
}

void
gezin_worker_free (GezinWorker *worker)
{
  if (worker == NULL)
    return;
  g_async_queue_push (worker->jobs, g_new0 (Job, 1));
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->jobs);
  g_free (worker);
}

gboolean
gezin_worker_run (GezinWorker *worker, GezinWorkerFunc func, gpointer data, GError **error)
{
  GMutex mutex;
  GCond finished;
  Job job = { .func = func, .data = data, .mutex = &mutex, .finished = &finished };

  if (g_thread_self () == worker->thread)
    return func (data, NULL, error);
  g_mutex_init (&mutex);
  g_cond_init (&finished);
  g_async_queue_push (worker->jobs, &job);
  g_mutex_lock (&mutex);
  while (!job.done)
    g_cond_wait (&finished, &mutex);
  g_mutex_unlock (&mutex);
  g_cond_clear (&finished);
  g_mutex_clear (&mutex);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

void
gezin_worker_start (GezinWorker *worker, GTask *task, GezinWorkerFunc func, gpointer data,
                    GDestroyNotify free_data)
{
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->task = g_object_ref (task);
  g_async_queue_push (worker->jobs, job);
}
