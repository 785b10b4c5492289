/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GezinWorker:
 *
 * The one thread that owns a database. Jobs run in the order in which they were
 * handed in.
 */
typedef struct _GezinWorker GezinWorker;

/** GezinWorkerFunc: A job. Returns %FALSE with @error set when it failed. */
typedef gboolean (*GezinWorkerFunc) (gpointer data, GCancellable *cancellable, GError **error);

GezinWorker *gezin_worker_new (void);

/** gezin_worker_free: Lets waiting jobs finish, then ends the thread. Not to be called on the worker itself. */
void gezin_worker_free (GezinWorker *worker);

/** gezin_worker_run: Runs @func on the worker and waits; called on the worker itself it runs at once. */
gboolean gezin_worker_run (GezinWorker *worker, GezinWorkerFunc func, gpointer data,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_worker_start:
 * @task: its cancellable is handed to @func; it returns a boolean, or @func's error, on the main
 *   context that was the caller's when the task was made
 * @free_data: (nullable): called on the worker, before the task returns
 *
 * Runs @func later, without waiting. A task that is cancelled before its turn is not run.
 */
void gezin_worker_start (GezinWorker *worker, GTask *task, GezinWorkerFunc func, gpointer data,
                         GDestroyNotify free_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinWorker, gezin_worker_free)

G_END_DECLS
