/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"
#include "session/admin.h"
#include "session/session.h"
#include "session/work.h"
#include "store/store.h"
#include "store/worker.h"

G_BEGIN_DECLS

#define GEZIN_SESSION_RECENT_DOSSIERS 8

struct _GezinSession {
  GObject parent_instance;

  GezinClock *clock;
  GezinRandom *random;
  char *vfs;
  GezinReference *reference;
  GMainContext *context; /* where "changed" is emitted */
  GezinWorker *worker;
  gboolean is_ending; /* set before the last call to the worker */

  /* Of the worker alone. */
  GezinStore *store; /* NULL: locked */
  GQueue recent; /* GezinDossier, latest first */
  gboolean in_bulk;

  gint is_unlocked; /* atomic: what other threads may know of @store */
};

/** Call: What a call is about, and its answers. Each call uses the members that it names. */
typedef struct _Call Call;
struct _Call {
  GezinSession *session;
  gboolean (*run) (Call *call, GError **error);
  gboolean needs_no_store;

  const GezinUuid *dossier;
  const GezinUuid *record;
  GezinKind kind;
  GezinField field;
  const char *item;
  const char *text;
  gsize length;
  const GezinDot *dot;
  GPtrArray *edits;
  GezinDossier *seen;
  const GDate *day;
  const GezinDraft *draft;
  const GezinSecret *key;
  const GezinIdentity *identity;
  gsize kdf_memory;
  guint limit;
  gboolean flag;

  GPtrArray *rows;
  GezinDossier *opened;
  GBytes *bytes;
  char *answer;
  GezinUuid id;
  GezinSecret *secret;
  GezinLoadReport *report;
  GezinIdentity *owner;
  guint64 commit;
  guint count;
};

/** gezin_session_run_call: Runs @run on the worker; refuses when locked, unless it needs no store. */
gboolean gezin_session_run_call (Call *call, gboolean (*run) (Call *call, GError **error),
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* On the worker only: */

/** gezin_session_dossier_now: (transfer full): From the recent ones or the store. */
GezinDossier *gezin_session_dossier_now (GezinSession *session, const GezinUuid *id,
                                         GError **error);

void gezin_session_remember (GezinSession *session, GezinDossier *dossier);
void gezin_session_forget_all (GezinSession *session);
void gezin_session_emit_changed (GezinSession *session, const GezinUuid *dossier);

/** GezinSessionWriter: A GezinWriter with what it borrows. */
typedef struct {
  GezinWriter writer;
  GArray *own_replicas;
  GPtrArray *markers; /* GezinVersion: erasure markers that are heads no longer */
} GezinSessionWriter;

gboolean gezin_session_writer_init (GezinSession *session, const GezinUuid *dossier,
                                    const char *why, GezinSessionWriter *writer,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_session_writer_clear (GezinSessionWriter *writer);

/** gezin_session_apply: Fills in the list row of @change and carries it out; then remembers and tells. */
gboolean gezin_session_apply (GezinSession *session, GezinStoreChange *change,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_write:
 * @versions: (transfer full): as the merge room made them
 *
 * Merges @versions into @now, checks shapes, applies, answers with the commit's id (0: nothing to write).
 */
gboolean gezin_session_write (GezinSession *session, GezinDossier *now,
                              const GezinSessionWriter *writer, GPtrArray *versions,
                              GezinStoreChange *change, guint64 *commit,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
