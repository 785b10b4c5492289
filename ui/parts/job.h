/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/admin.h"
#include "session/display.h"
#include "session/session.h"
#include "session/work.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Work for the session's thread. What a page wants goes in, what it shows comes
 * out; the page may be gone by then. */

typedef struct _GezinJob GezinJob;

/** GezinJobRun: On the worker; fills in what comes out. */
typedef gboolean (*GezinJobRun) (GezinSession *session, GezinJob *job, GError **error);

/** GezinJobDone: On the main loop, only while @owner is still there. @error is %NULL when all went well. */
typedef void (*GezinJobDone) (gpointer owner, GezinJob *job, const GError *error);

struct _GezinJob {
  GezinJobRun run;
  GezinJobDone done;
  GWeakRef owner;

  /* In. */
  GezinUuid dossier;
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  GezinDot dot;
  char *item;
  char *text;
  char *folder;
  char *names[3];
  GezinSecret *key;
  GPtrArray *edits;
  GArray *ids; /* (nullable) GezinUuid */
  GezinDraft *draft;
  GFile *file;
  GCancellable *stop; /* for what takes long */
  gsize memory;
  gboolean flag;

  /* On the way: bytes or things, told by gezin_job_progress(). */
  guint64 n_done; /* (atomic by the lock of parts/job.c) */
  guint64 n_total;

  /* Out. */
  GezinDossier *opened;
  GPtrArray *rows;
  GPtrArray *more;
  GezinSecret *secret;
  guint64 commit;
  guint count;
  gpointer result;
  GDestroyNotify free_result;
};

GezinJob *gezin_job_new (gpointer owner, GezinJobRun run, GezinJobDone done);

/** gezin_job_progress: What the session calls on the worker; @data is the job. */
void gezin_job_progress (guint64 done, guint64 total, gpointer data);

/** gezin_job_fraction: How far @job is, 0 to 1, or -1 while that is not known. On the main loop, before it is done. */
double gezin_job_fraction (GezinJob *job);

/** gezin_job_start: (transfer full): Hands @job to the worker; it frees itself after it was done. */
void gezin_job_start (GezinJob *job, GezinSession *session);

G_END_DECLS
