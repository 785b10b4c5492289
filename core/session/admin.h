/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/progress.h"
#include "model/backup-readings.h"
#include "model/erasure-readings.h"
#include "model/readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* Store and keys. */

/** gezin_session_has_store: Whether there is a store in @folder, open or not. */
gboolean gezin_session_has_store (const char *folder);

/**
 * gezin_session_create_store:
 * @role: consultant, lead or rvt
 * @kdf_memory: bytes for Argon2id; 0 for the default
 * @recovery_key: (out) (transfer full): eight groups of four characters; shown once
 *
 * Makes a store and leaves it unlocked.
 */
gboolean gezin_session_create_store (GezinSession *session, const char *folder, const char *name,
                                     const char *organisation, const char *role,
                                     const GezinSecret *passphrase, gsize kdf_memory,
                                     GezinSecret **recovery_key,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_unlock: With the passphrase, or with the recovery key when @is_recovery_key. */
gboolean gezin_session_unlock (GezinSession *session, const char *folder, const GezinSecret *key,
                               gboolean is_recovery_key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_lock: Closes the store; wipes keys and forgets dossiers. Does nothing when locked. */
void gezin_session_lock (GezinSession *session);

gboolean gezin_session_is_unlocked (GezinSession *session);

/** gezin_session_seconds_to_wait: Until the next passphrase is looked at; 0 for now. */
guint gezin_session_seconds_to_wait (GezinSession *session, const char *folder);

gboolean gezin_session_change_passphrase (GezinSession *session, const GezinSecret *passphrase,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_session_new_recovery_key (GezinSession *session, GezinSecret **recovery_key,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_owner: (transfer full) (nullable): Name, organisation and role of whose store it is, each possibly asked for. */
gboolean gezin_session_owner (GezinSession *session, char **name, char **organisation, char **role,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_check_integrity: Pages, ciphers, versions, search index and audit chain. */
gboolean gezin_session_check_integrity (GezinSession *session,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Backups (docs/backup.md). */

/**
 * gezin_session_backup:
 * @target: (nullable): a folder, a file to be made, or %NULL for the chosen folder; any GFile
 * @progress: (nullable): called on the worker
 *
 * Writes an encrypted backup, and beside it the documents that are not there yet.
 * A backup that was stopped or failed leaves nothing that could be taken for one,
 * and what lay there stays. In a folder, older backups of this store are thinned.
 */
GezinBackupReport *gezin_session_backup (GezinSession *session, GFile *target,
                                         GezinProgressFunc progress, gpointer progress_data,
                                         GCancellable *cancellable, GError **error);

/**
 * gezin_session_backup_if_due:
 * @report: (out) (transfer full) (nullable): %NULL if none was due
 *
 * For locking and closing: a backup if something was written since the last one
 * and that one is some hours old or of another day. If the chosen folder cannot be
 * used it goes to the store's own.
 */
gboolean gezin_session_backup_if_due (GezinSession *session, GCancellable *cancellable,
                                      GezinBackupReport **report,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_backups:
 * @folder: (nullable): %NULL for the chosen one
 *
 * (element-type GezinBackupRow): The backups in @folder, newest first. Needs no
 * store to be open; with one open, each says whether it is ours.
 */
GPtrArray *gezin_session_backups (GezinSession *session, GFile *folder, GError **error);

/**
 * gezin_session_restore:
 * @folder: path of a folder that holds no store; made if absent
 * @key: the passphrase or the recovery key that the store had when @backup was made
 *
 * Makes a store of @backup in @folder and leaves it unlocked. It is another
 * replica from then on. Whatever was open is locked first. When what lies beside
 * @backup on erasures cannot be read it is refused (GEZIN_STORE_ERROR_MARKERS_DAMAGED).
 */
GezinRestoreReport *gezin_session_restore (GezinSession *session, GFile *backup, const char *folder,
                                           const GezinSecret *key, gboolean is_recovery_key,
                                           GezinProgressFunc progress, gpointer progress_data,
                                           GCancellable *cancellable, GError **error);

/**
 * gezin_session_restore_without_markers:
 *
 * As gezin_session_restore(), for when that fails with GEZIN_STORE_ERROR_MARKERS_DAMAGED
 * and a person says to go on: what can be read of what was erased is taken out again;
 * the rest may come back. The log says so.
 */
GezinRestoreReport *
gezin_session_restore_without_markers (GezinSession *session, GFile *backup, const char *folder,
                                       const GezinSecret *key, gboolean is_recovery_key,
                                       GezinProgressFunc progress, gpointer progress_data,
                                       GCancellable *cancellable, GError **error);

/** gezin_session_is_unsure_of_erased: Whether @error says that a restore was refused since what was erased cannot be read. */
gboolean gezin_session_is_unsure_of_erased (const GError *error);

/**
 * gezin_session_drill:
 * @folder: (nullable): %NULL for the chosen one
 * @report: (out) (transfer full) (nullable): also when fault was found
 *
 * Opens the newest backup of this store in @folder with the recovery key, in
 * memory, and proves that it is whole and that this store has all that it has.
 */
gboolean gezin_session_drill (GezinSession *session, GFile *folder, const GezinSecret *recovery_key,
                              GezinProgressFunc progress, gpointer progress_data,
                              GCancellable *cancellable, GezinDrillReport **report,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_backup_state: Last backup, last good drill, where, and whether they are old. */
GezinBackupState *gezin_session_backup_state (GezinSession *session, GError **error);

/** gezin_session_set_backup_folder: @folder (nullable): %NULL for the store's own. Not inside the store, and no link. */
gboolean gezin_session_set_backup_folder (GezinSession *session, GFile *folder,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Audit. */

/** gezin_session_audit: (element-type GezinAuditEntry): Oldest first; @dossier %NULL for all. */
GPtrArray *gezin_session_audit (GezinSession *session, const GezinUuid *dossier, GError **error);

gboolean gezin_session_audit_verify (GezinSession *session, guint64 *n_events,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_who_saw:
 * @person: (nullable): only what concerned this person; %NULL for the whole dossier
 * @from: (nullable): first day; %NULL for the beginning
 * @until: (nullable): last day; %NULL for now
 *
 * (element-type GezinSeenRow): Who saw @dossier, changed it or passed it on, oldest
 * first, in words for the family; the same act of one person on one day once. The report itself is put in the log.
 */
GPtrArray *gezin_session_who_saw (GezinSession *session, const GezinUuid *dossier,
                                  const GezinUuid *person, const GDate *from, const GDate *until,
                                  GError **error);

/* Erasure and retention (docs/erasure.md). Nothing is erased but by these calls. */

/** GezinErasureOrder: What is to go, and why. Borrowed pointers. */
typedef struct {
  const GezinUuid *dossier;
  const GezinUuid *record; /* (nullable): this record, with those that are the same */
  const GezinUuid *about; /* (nullable): this person, and all that is about them alone */
  const char *reason; /* code of the list erasure-reason; may be %NULL in a preview */
  const char *law; /* (nullable): code; %NULL for what the records say */
  const GezinUuid *request; /* (nullable): the family's request, which is answered with it */
  gboolean is_preview; /* say what would go, and do nothing */
} GezinErasureOrder;

/**
 * gezin_session_erase:
 *
 * Takes a record, all that is about one person alone, or (neither given) the whole
 * dossier out of the store for ever: what is current and what was written over,
 * words, drafts, documents, parked and refused versions, and the backups in the
 * store. What remains is its id, so that nothing brings it back, a line in the
 * register of erasures, and the log.
 *
 * GEZIN_SESSION_ERROR_REASON, _REQUEST, _WHOLE, _NOT_DUE; on an error nothing is erased.
 */
GezinErasureReport *gezin_session_erase (GezinSession *session, const GezinErasureOrder *order,
                                         GError **error);

/**
 * gezin_session_refuse_erasure:
 * @request: a record by which the family asks to erase, not answered yet
 * @why: the answer, as the family will read it
 * @other: (nullable): the person whose interest forbids it; stays in the log
 *
 * Answers the request with its reason; nothing is erased.
 */
gboolean gezin_session_refuse_erasure (GezinSession *session, const GezinUuid *dossier,
                                       const GezinUuid *request, const char *why,
                                       const GezinUuid *other, guint64 *commit,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinErasureRequest: The family asks to erase, and waits for the answer. */
typedef struct {
  GezinUuid record;
  char *title;
  gboolean has_person; /* it says who asks, and that person is in the dossier */
  GezinUuid person;
} GezinErasureRequest;

void gezin_erasure_request_free (GezinErasureRequest *request);

/** gezin_session_erasure_requests: (element-type GezinErasureRequest): In @dossier, which was read before; needs no store. */
GPtrArray *gezin_session_erasure_requests (GezinSession *session, GezinDossier *dossier);

/** gezin_session_erasure_reasons: (element-type GezinChoice): What a person may give as reason today. */
GPtrArray *gezin_session_erasure_reasons (GezinSession *session);

/** gezin_session_is_gone: Whether @error says that what was asked for was erased, or is not here. */
gboolean gezin_session_is_gone (const GError *error);

/** gezin_session_retention: (element-type GezinRetentionRow): As of @day, or (%NULL) today; the earliest first. */
GPtrArray *gezin_session_retention (GezinSession *session, const GDate *day, gboolean only_due,
                                    GError **error);

/** gezin_session_retention_of: (transfer full): One dossier with all its items. */
GezinRetentionRow *gezin_session_retention_of (GezinSession *session, const GezinUuid *dossier,
                                               const GDate *day, GError **error);

/**
 * gezin_session_clock_doubt:
 *
 * (transfer full) (nullable): One sentence when the clock of this machine cannot be right:
 * more than a day before, or more than a year after, what was written here. As long as that
 * is so, nothing is due today and no erasure for an ended term is made.
 */
char *gezin_session_clock_doubt (GezinSession *session);

/** gezin_session_confirm_clock: A person says that the clock is right all the same; audited. */
gboolean gezin_session_confirm_clock (GezinSession *session,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_erasures: (element-type GezinErasureEntry): The register, oldest first; @dossier %NULL for all. */
GPtrArray *gezin_session_erasures (GezinSession *session, const GezinUuid *dossier, GError **error);

/* Files in and out. */

typedef struct {
  GezinUuid record;
  char *reason; /* stable code */
  char *sentence; /* for people */
} GezinParkedNote;

/** GezinLoadReport: What a file did, counted in records. */
typedef struct {
  GezinUuid dossier;
  gboolean is_new;
  guint added;
  guint changed;
  guint unchanged;
  guint conflicts;
  GPtrArray *parked; /* GezinParkedNote */
  guint refused; /* forged or forked versions, kept aside */
  guint at_erased; /* records of it that are erased here, and not taken in */
  guint became_erased; /* records that are erased here now, since the file says so */
  guint dropped_characters;
} GezinLoadReport;

void gezin_load_report_free (GezinLoadReport *report);

/**
 * gezin_session_load:
 *
 * Reads plain dossier XML as a new dossier or merges it into the one that is
 * here. Hand-written values become one commit. Broken records are parked.
 */
GezinLoadReport *gezin_session_load (GezinSession *session, const char *xml, gsize length,
                                     GError **error);

/** gezin_session_dump: (transfer full): Plain dossier XML, canonical; audited. */
GBytes *gezin_session_dump (GezinSession *session, const GezinUuid *dossier, GError **error);

/** gezin_session_show_json: (transfer full): The `show --json` document of cli.md; @kind GEZIN_KIND_NONE for all. */
char *gezin_session_show_json (GezinSession *session, const GezinUuid *dossier, GezinKind kind,
                               GError **error);

/** gezin_session_begin_bulk: Until the end, all changes are acknowledged together. */
gboolean gezin_session_begin_bulk (GezinSession *session, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_session_end_bulk (GezinSession *session, gboolean keep,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reference data and schema. */

typedef struct {
  char *id;
  char *version;
  char *valid_from;
  char *valid_to; /* (nullable) */
  char *title;
  gboolean is_own; /* the organisation's, not ours */
  char *
      left_out; /* (nullable): why it is not used: FILE:LINE and a reason in English; then @id is its name */
} GezinReferenceRow;

void gezin_reference_row_free (GezinReferenceRow *file);

/** gezin_session_reference_rows: (element-type GezinReferenceRow): What is used, then what of the organisation's own folder is left out. */
GPtrArray *gezin_session_reference_rows (GezinSession *session, GError **error);

/** gezin_session_check_reference: Whether @bytes could lie in the organisation's folder as @file_name (nullable), where it takes the place of what has that name; @error says the line. */
gboolean gezin_session_check_reference (GezinSession *session, const char *file_name,
                                        const char *bytes, gsize length,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_reference_folder: (nullable): The organisation's own; %NULL: there is none. It need not exist. */
const char *gezin_session_reference_folder (GezinSession *session);

/**
 * gezin_session_add_reference:
 * @file_name: ends in `.xml`, begins with no dot, has no folder
 *
 * Puts what gezin_session_check_reference() takes into the folder, which is made where it is missing;
 * programs that start later use it. An older version of it under this name is kept beside it as
 * `NAME.until-DAY-N`. The same once more changes nothing.
 * GEZIN_SESSION_ERROR_FILE_IS_THERE: something that is no older version of it has this name.
 */
gboolean gezin_session_add_reference (GezinSession *session, const char *file_name,
                                      const char *bytes, gsize length,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_schema_rng, gezin_session_schema_dictionary: (transfer full): Made from the catalogue; need no store. */
char *gezin_session_schema_rng (void);
char *gezin_session_schema_dictionary (void);

/** GezinFormats: The versions that are counted apart. */
typedef struct {
  const char *program;
  int store;
  int dossier;
  int reference;
} GezinFormats;

GezinFormats gezin_session_formats (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinErasureRequest, gezin_erasure_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinLoadReport, gezin_load_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinReferenceRow, gezin_reference_row_free)

G_END_DECLS
