/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/progress.h"
#include "consent/view.h"
#include "reference/reference.h"
#include "rules/same.h"
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
  GezinReference *reference; /* ours, and an organisation's laid over it */
  GezinReference *our_reference; /* ours alone */
  char *reference_folder; /* (nullable): of the organisation */
  GPtrArray *left_out; /* GezinReferenceLeftOut: files of the organisation that do not fit */
  char *fingerprint; /* (nullable): of @reference (follow.c); on the worker */
  GMainContext *context; /* where "changed" is emitted */
  GezinWorker *worker;
  gboolean is_ending; /* set before the last call to the worker */

  /* Of the worker alone. */
  GezinStore *store; /* NULL: locked */
  GQueue recent; /* GezinDossier, latest first */
  GQueue wholes; /* joined ones, latest first (whole.c) */
  gboolean in_bulk;

  /* Of any thread (display.c). */
  GMutex same_lock;
  GezinDossier *same_of; /* (nullable) */
  GezinSame *same; /* of @same_of */
  GHashTable *elsewhere; /* (nullable) elsewhere.c */

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

/** gezin_session_check_lists: Whether @reference has every list that the program reads. GEZIN_REFERENCE_ERROR_MISSING names the first that it lacks. */
gboolean gezin_session_check_lists (GezinReference *reference,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_run_call: Runs @run on the worker; refuses when locked, unless it needs no store. */
gboolean gezin_session_run_call (Call *call, gboolean (*run) (Call *call, GError **error),
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* On the worker only: */

/** gezin_session_store_options: What a store gets of the session; borrowed. */
GezinStoreOptions gezin_session_store_options (GezinSession *session);

/** gezin_session_take_store: @store (transfer full): It is the one that is open from now on. */
void gezin_session_take_store (GezinSession *session, GezinStore *store);

/** gezin_session_let_go_of_store: Closes the store, if one is open, and forgets what was in it. */
void gezin_session_let_go_of_store (GezinSession *session);

/** gezin_session_dossier_now: (transfer full): From the recent ones or the store. */
GezinDossier *gezin_session_dossier_now (GezinSession *session, const GezinUuid *id,
                                         GError **error);

void gezin_session_remember (GezinSession *session, GezinDossier *dossier);
void gezin_session_forget_all (GezinSession *session);
void gezin_session_forget_same (GezinSession *session);
/** gezin_session_prepare_search: Gives the store that was just opened the rules by which names sound (people.c). */
void gezin_session_prepare_search (GezinSession *session);

void gezin_session_emit_changed (GezinSession *session, const GezinUuid *dossier);

/**
 * GezinWhole: A dossier with those it was joined with (whole.c). To read one and
 * to write in it, use this rather than one part alone.
 */
typedef struct {
  GPtrArray *parts; /* GezinDossier, by id: the first leads */
  guint asked; /* place of the one that was asked for: new records go there */
  GezinDossier *dossier; /* all of them as one */
} GezinWhole;

/** gezin_session_whole_init: @with: (nullable): what is to be joined with it. To be cleared also after a failure. */
gboolean gezin_session_whole_init (GezinSession *session, const GezinUuid *asked,
                                   const GezinUuid *with, GezinWhole *whole,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** gezin_session_whole_empty: A dossier that is not in the store yet. */
gboolean gezin_session_whole_empty (const GezinUuid *id, GezinWhole *whole,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_whole_clear (GezinWhole *whole);
/** gezin_session_part_of: (transfer full): Of the dossiers that @asked was joined with the first that holds @record; @asked itself if none does. */
GezinDossier *gezin_session_part_of (GezinSession *session, const GezinUuid *asked,
                                     const GezinUuid *record, GError **error);
gboolean gezin_whole_has (const GezinWhole *whole, guint part, const GezinUuid *record);
void gezin_session_forget_wholes (GezinSession *session);

/** gezin_session_audit_whole: One event in each part. */
gboolean gezin_session_audit_whole (GezinSession *session, const GezinWhole *whole,
                                    const char *action, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinWholeMake: (transfer full): Versions for one part, perhaps none; %NULL with @error set. */
typedef GPtrArray *(*GezinWholeMake) (gpointer data, guint part, GezinDossier *now,
                                      const GezinWriter *writer, GError **error);

/** GezinWholeWrite: What is to be written, and how it is told. Borrowed. */
typedef struct {
  GezinWholeMake make;
  gpointer data;
  const char *action;
  const char *subject; /* (nullable) */
  const char *detail; /* (nullable) */
  const char *why; /* (nullable) */
  GArray *finished; /* (nullable) GezinUuid: records whose drafts are done */
  gboolean undoes;
  guint64 undone;
  gboolean is_checked; /* the caller has seen to the shapes */
} GezinWholeWrite;

/** gezin_session_whole_write: One commit, one transaction, over all parts; @commit is 0 when there was nothing to write. */
gboolean gezin_session_whole_write (GezinSession *session, const GezinWhole *whole,
                                    const GezinWholeWrite *write, guint64 *commit,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_family_name: (transfer full) (nullable): Of the dossier by itself, not of those it was joined with. */
char *gezin_session_family_name (GezinSession *session, const GezinUuid *dossier);

/** gezin_session_name_hits: Gives each hit the name of whom it is about; where the words were found stays as it is. */
gboolean gezin_session_name_hits (GezinSession *session, GPtrArray *hits,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_lead_hits: Lets what was found in a joined dossier lead to the whole, and name it. */
gboolean gezin_session_lead_hits (GezinSession *session, GPtrArray *hits,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_audit_search:
 * @manner: (nullable): a stable code
 *
 * That somebody searched, with how many words, and how much was found. Not the
 * words: the log only grows, and a name in it would outlive its erasure.
 */
gboolean gezin_session_audit_search (GezinSession *session, const char *manner, const char *words,
                                     guint n_hits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_collect_joined: What @list gives for each dossier that the call's was joined with, in call->rows. */
gboolean gezin_session_collect_joined (
    Call *call, GPtrArray *(*list) (GezinStore *store, const GezinUuid *dossier, GError **error),
    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_same_of: (transfer full): Kept for the newest dossier; any thread may ask. */
GezinSame *gezin_session_same_of (GezinSession *session, const GezinDossier *dossier);

/* deadlines.c */

/** gezin_session_think: Works out anew, of @most dossiers, what follows from them as of @day (%NULL: today) and no longer holds; until then it may not be read (follow.c). */
gboolean gezin_session_think (GezinSession *session, const GDate *day, guint most,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_think_all: The same of all as of today, told in dossiers; what was done before it was stopped is kept. @progress, @stop: (nullable) */
gboolean gezin_session_think_all (GezinSession *session, GezinProgressFunc progress,
                                  gpointer progress_data, GCancellable *stop,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* elsewhere.c */

/** gezin_session_look_elsewhere: On the worker: finds the names for what @whole and @entries (nullable, GezinHistoryEntry) refer to in dossiers that it was joined with. */
gboolean gezin_session_look_elsewhere (GezinSession *session, const GezinWhole *whole,
                                       const GPtrArray *entries,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** gezin_session_elsewhere: (transfer full) (nullable): The name of the dossier that @id is, or is a record of. Any thread may ask. */
char *gezin_session_elsewhere (GezinSession *session, const GezinUuid *id, gboolean *is_dossier);
void gezin_session_forget_elsewhere (GezinSession *session);

/* choosing.c */
void gezin_session_add_differences (GezinSession *session, GezinDossier *dossier,
                                    GPtrArray *conflicts);
gboolean gezin_session_choose_in_whole (Call *call, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_check_shapes: Of what was @written in one part, against the whole that it is of. */
gboolean gezin_session_check_shapes (GezinSession *session, GezinDossier *now, GezinDossier *next,
                                     GPtrArray *written, GError **error) G_GNUC_WARN_UNUSED_RESULT;

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

/** gezin_session_relist: Makes the list row of @dossier anew, of which other things may be shown now; in the transaction that is open. */
gboolean gezin_session_relist (GezinSession *session, const GezinUuid *dossier,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_shown: (transfer full): @whole without what peers no longer share (frozen.c). */
GezinDossier *gezin_session_shown (GezinSession *session, const GezinWhole *whole, GError **error);

/** gezin_session_hide_history: Takes out of @entries (element-type GezinHistoryEntry) what is frozen. */
gboolean gezin_session_hide_history (GezinSession *session, const GezinWhole *whole,
                                     GPtrArray *entries, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_frozen_of: (transfer full) (element-type GezinFrozen): What is frozen in the parts of @whole, sorted. */
GPtrArray *gezin_session_frozen_of (GezinSession *session, const GezinWhole *whole, GError **error);

/** gezin_session_keep_until: Sets @first (nullable): the first day on which retention lets something of it go (retention.c). */
gboolean gezin_session_keep_until (GezinSession *session, const GezinWhole *whole, char **first,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_retention_row: (transfer full): As of @day, or (%NULL) today, with the titles of its items; @all: also what stays. */
GezinRetentionRow *gezin_session_retention_row (GezinSession *session, const GezinWhole *whole,
                                                const GDate *day, gboolean all, GError **error);

/* files.c */
GezinLoadReport *gezin_session_load_report (const GezinUuid *dossier, const GezinPlan *plan);
gboolean gezin_session_is_anything_taken (const GezinLoadReport *report);

/** gezin_session_store_plan: Carries out @plan in one transaction. */
gboolean gezin_session_store_plan (GezinSession *session, GezinDossier *now, GezinPlan *plan,
                                   const GezinWriter *writer, const GezinAuditEvent *event,
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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinWhole, gezin_whole_clear)

G_END_DECLS
