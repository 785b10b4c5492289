/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/random.h"
#include "base/secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The session: the only door into the core. Sequencing and no logic of its own.
 *
 * Invariants:
 * 1. Its whole state is: store, identity, lock, reference data, recently read dossiers, and the "changed" signal.
 * 2. A call that has answered is on disk.
 * 3. When it is locked, no dossier, key or name is left in it.
 *
 * Every call has a plain synchronous form, which may be used from any thread and
 * runs on the one worker thread that owns the database. The GTask form of any
 * call, or of several in a row, is gezin_session_start(): its function runs on
 * the worker, where the plain calls run at once. */

#define GEZIN_TYPE_SESSION (gezin_session_get_type ())
G_DECLARE_FINAL_TYPE (GezinSession, gezin_session, GEZIN, SESSION, GObject)

#define GEZIN_SESSION_ERROR (gezin_session_error_quark ())
GQuark gezin_session_error_quark (void);

typedef enum {
  GEZIN_SESSION_ERROR_LOCKED = 301, /* no store is open */
  GEZIN_SESSION_ERROR_NOTHING_TAKEN = 401, /* a file of which no record could be taken in */
  GEZIN_SESSION_ERROR_KIND = 201, /* no such kind of record */
  GEZIN_SESSION_ERROR_FIELD = 202, /* no such field in this kind */
  GEZIN_SESSION_ERROR_RECORD = 203, /* no id of a record */
  GEZIN_SESSION_ERROR_NOT_DUE =
      131, /* a term of retention that has not ended, or something that holds it */
  GEZIN_SESSION_ERROR_CLOCK = 132, /* a term of retention, while the clock cannot be right */
  GEZIN_SESSION_ERROR_REASON = 231, /* no such reason for an erasure, or none given */
  GEZIN_SESSION_ERROR_REQUEST = 232, /* no open request to erase, or nothing to erase */
  GEZIN_SESSION_ERROR_WHOLE = 233, /* the root goes with the whole dossier only */
  GEZIN_SESSION_ERROR_PERSON = 234, /* no person of this dossier */
  GEZIN_SESSION_ERROR_RECIPIENT = 241, /* no such organisation in the dossier, or several */
  GEZIN_SESSION_ERROR_WHO = 242, /* no such person in the dossier, or several */
  GEZIN_SESSION_ERROR_PURPOSE = 243, /* no such purpose */
  GEZIN_SESSION_ERROR_SIGN_OFF_NOTHING = 151, /* a step that waits for no sign-off */
  GEZIN_SESSION_ERROR_SIGN_OFF_ROLE = 152, /* another role signs it off */
  GEZIN_SESSION_ERROR_SIGN_OFF_OWN = 153, /* one's own work */
  GEZIN_SESSION_ERROR_SIGN_OFF_LACKS = 154, /* not finished, or something is lacking */
  GEZIN_SESSION_ERROR_WORKFLOW = 251, /* no such way of working, or no such step of it */
  GEZIN_SESSION_ERROR_PERIOD = 261, /* a period that ends before it starts */
  GEZIN_SESSION_ERROR_PARTS = 262, /* a period of too many parts */
  GEZIN_SESSION_ERROR_RECALL = 244, /* a recall that nobody agreed to */
  GEZIN_SESSION_ERROR_ERASED = 431, /* a file that brings back what was erased */
  GEZIN_SESSION_ERROR_ERASED_ELSEWHERE =
      432, /* a file that says that all of a dossier here was erased elsewhere */
  GEZIN_SESSION_ERROR_NO_DOCUMENT = 121, /* a record without a file */
  GEZIN_SESSION_ERROR_UNDO_STANDS = 122, /* nothing of the newest own commit can be taken back */
  GEZIN_SESSION_ERROR_NOT_SEEN = 124, /* what would go is something else than a person saw */
  GEZIN_SESSION_ERROR_NOT_LEAD = 126, /* only a lead approves */
  GEZIN_SESSION_ERROR_OWN_WORK = 127, /* nobody approves what they wrote themselves */
  GEZIN_SESSION_ERROR_NOTHING_TO_APPROVE = 128,
  GEZIN_SESSION_ERROR_NOT_REVIEWED = 217, /* removed, or of a kind that nobody reviews */
  GEZIN_SESSION_ERROR_NO_CONFERENCE = 222, /* a record that is no conference, or was removed */
  GEZIN_SESSION_ERROR_FILE_IS_THERE = 223, /* what would be written over is something else */
  GEZIN_SESSION_ERROR_NO_TEXT = 218, /* a remark or an answer that says nothing */
  GEZIN_SESSION_ERROR_NAME = 219, /* a name of an owner that is empty or cannot be shown as it is */
  GEZIN_SESSION_ERROR_UNDO_ERASED = 123, /* what it wrote was erased */
  GEZIN_SESSION_ERROR_FIELD_OF_FILE = 221, /* a field that follows from the file */
  GEZIN_SESSION_ERROR_NO_SNAPSHOT = 125, /* no adopted conclusion has that number */
  GEZIN_SESSION_ERROR_SAME_DOSSIER = 211, /* a dossier or record linked with itself */
  GEZIN_SESSION_ERROR_NOT_LINKED = 212, /* no link between the two that could be taken out */
  GEZIN_SESSION_ERROR_OTHER_KIND = 213, /* two records of different kinds, or roots */
  GEZIN_SESSION_ERROR_SPLIT_ROOT = 214, /* the family itself among what goes */
  GEZIN_SESSION_ERROR_SPLIT_ALL = 215, /* nobody would stay */
  GEZIN_SESSION_ERROR_SPLIT_NOTHING = 216, /* nothing would go */
} GezinSessionError;

/** GezinSessionOptions: All members may be %NULL; what a test or the command injects. */
typedef struct {
  GezinClock *clock;
  GezinRandom *random;
  const char *vfs; /* SQLite VFS by name */
  const char *reference_dir; /* an organisation's own reference data, laid over ours; else that of
                                GEZIN_REFERENCE_DIR, or of this machine */
} GezinSessionOptions;

/**
 * gezin_session_new:
 *
 * A session without a store. Reads the reference data. The "changed" signal
 * (a boxed dossier id as text, or "" for several) is emitted on the main
 * context of the thread that calls this.
 */
GezinSession *gezin_session_new (const GezinSessionOptions *options, GError **error);

/** GezinSessionFunc: Something to do on the worker. @data is the caller's. */
typedef gboolean (*GezinSessionFunc) (GezinSession *session, gpointer data,
                                      GCancellable *cancellable, GError **error);

/**
 * gezin_session_start:
 * @data: freed by @free_data after @callback was called
 *
 * Runs @func on the worker without waiting; @callback comes on the main context
 * of the calling thread and calls gezin_session_finish().
 */
void gezin_session_start (GezinSession *session, GezinSessionFunc func, gpointer data,
                          GDestroyNotify free_data, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);

/** gezin_session_finish: The answer of what was started; gezin_session_task_data() gives its @data. */
gboolean gezin_session_finish (GezinSession *session, GAsyncResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer gezin_session_task_data (GAsyncResult *result);

/** gezin_session_clock: (transfer none) */
GezinClock *gezin_session_clock (GezinSession *session);

/** gezin_session_random: (transfer none) */
GezinRandom *gezin_session_random (GezinSession *session);

/**
 * gezin_session_sentence:
 *
 * (transfer full): One sentence in the reader's language: what happened and
 * what to do. Without personal data.
 */
char *gezin_session_sentence (const GError *error);

/** gezin_session_window_sentence: (transfer full): The same for who sits at the window: it names no command. */
char *gezin_session_window_sentence (const GError *error);

G_END_DECLS
