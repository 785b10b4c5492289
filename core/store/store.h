/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/plan.h"
#include "model/readings.h"
#include "reference/sounds.h"
#include "store/erasure.h"
#include "store/vault.h"

G_BEGIN_DECLS

/* The store: one folder, one writer. Not thread-safe: all calls come from one
 * thread (gezin_worker), which owns the database.
 *
 * Invariants:
 * 1. What a call has acknowledged is on disk (WAL, synchronous=FULL) before it returns.
 * 2. A call changes the database in one transaction, with its audit event, or not at all.
 * 3. head holds exactly the versions that nothing supersedes, past all others; no version is deleted but by erasure.
 * 4. Every event holds the SHA-256 of the one before; numbers have no gaps.
 * 5. A replica id belongs to one incarnation, one dossier, one UTC day. */

typedef struct _GezinStore GezinStore;

/** GezinIdentity: Whose store it is. */
typedef struct {
  char *name;
  char *organisation;
  char *role; /* consultant, lead or rvt */
} GezinIdentity;

GezinIdentity *gezin_identity_new (const char *name, const char *organisation, const char *role);
GezinIdentity *gezin_identity_copy (const GezinIdentity *identity);
void gezin_identity_free (GezinIdentity *identity);

/** GezinStoreOptions: What a test injects; all members may be %NULL. */
typedef struct {
  GezinClock *clock;
  GezinRandom *random;
  const char *vfs; /* name of the SQLite VFS; NULL for the machine's */
  const struct _GezinDisk *disk; /* for files beside the database; NULL for the machine's */
  const char *program; /* version of the program, for the audit */
} GezinStoreOptions;

/**
 * gezin_store_create:
 * @folder: made if absent (0700); must hold no store
 *
 * Makes vault and database. @recovery_key is handed out once and kept nowhere.
 */
GezinStore *gezin_store_create (const char *folder, const GezinIdentity *identity,
                                const GezinSecret *passphrase, gsize kdf_memory,
                                const GezinStoreOptions *options, GezinSecret **recovery_key,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_open:
 * @key: the passphrase, or the recovery key when @is_recovery_key
 *
 * Takes the lock, unlocks the vault, checks that it is encrypted, ours and not
 * newer, migrates if older (after a copy), takes a new incarnation when folder,
 * disk or machine are not those of the last time, and puts the unlock and the
 * wrong tries before it in the audit.
 *
 * Errors are GEZIN_STORE_ERROR; on any of them the store is as it was, but for
 * the side file that counts wrong tries.
 */
GezinStore *gezin_store_open (const char *folder, const GezinSecret *key, gboolean is_recovery_key,
                              const GezinStoreOptions *options,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_close: Checkpoints, wipes keys, lets go of the lock. */
void gezin_store_close (GezinStore *store);

const GezinIdentity *gezin_store_identity (GezinStore *store);
GezinClock *gezin_store_clock (GezinStore *store);
GezinRandom *gezin_store_random (GezinStore *store);
int gezin_store_format (void);

gboolean gezin_store_change_passphrase (GezinStore *store, const GezinSecret *passphrase,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_new_recovery_key (GezinStore *store, GezinSecret **recovery_key,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_check_integrity: cipher and page integrity, foreign keys, invariants 3 and 4 and the search index. */
gboolean gezin_store_check_integrity (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Dossiers. */

/** gezin_store_list: (element-type GezinDossierRow): All dossiers, by name. */
GPtrArray *gezin_store_list (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_list_families: (element-type GezinDossierRow): As gezin_store_list(), with one row, the leader's, for dossiers that were joined. */
GPtrArray *gezin_store_list_families (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_resolve: From an id, a prefix of at least GEZIN_MIN_DOSSIER_PREFIX characters, or a reference. */
gboolean gezin_store_resolve (GezinStore *store, const char *text, GezinUuid *dossier,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_relist: What the list says of a dossier that did not change, but of which other things may be shown now. */
gboolean gezin_store_relist (GezinStore *store, const GezinDossierRow *row,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_load: (transfer full): The dossier with its heads. GEZIN_STORE_ERROR_NOT_FOUND. */
GezinDossier *gezin_store_load (GezinStore *store, const GezinUuid *dossier,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_joined: (element-type GezinUuid): The dossiers that @dossier was joined with, itself too, sorted: the first leads. One that stands alone, or is not here, is alone. */
GArray *gezin_store_joined (GezinStore *store, const GezinUuid *dossier,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_has: Whether @dossier is here. */
gboolean gezin_store_has (GezinStore *store, const GezinUuid *dossier);

/**
 * gezin_store_replicas:
 * @current: (out): this incarnation's replica of @dossier for today (UTC), made if need be; it is
 *   written with the first change that gezin_store_apply() carries out
 * @own: (out) (transfer full) (element-type guint64) (optional): all replicas of this store in
 *   @dossier, @current too, sorted
 */
gboolean gezin_store_replicas (GezinStore *store, const GezinUuid *dossier, guint64 *current,
                               GArray **own, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_new_replica: An incoming dot knew more of the current replica than we wrote: never use that one again. */
gboolean gezin_store_new_replica (GezinStore *store, const GezinUuid *dossier,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Events. */

/** GezinAuditEvent: What the caller knows of an event; the store adds who, when, number and hash. Borrowed pointers. */
typedef struct {
  const char *action; /* stable code */
  const GezinUuid *dossier; /* (nullable) */
  const char *subject; /* (nullable) */
  const char *ground; /* (nullable) */
  const char *detail; /* (nullable) */
} GezinAuditEvent;

/** gezin_store_audit: Adds one event by itself, durably. */
gboolean gezin_store_audit (GezinStore *store, const GezinAuditEvent *event,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_audit_list: (element-type GezinAuditEntry): Events of @dossier or (%NULL) all, oldest first. */
GPtrArray *gezin_store_audit_list (GezinStore *store, const GezinUuid *dossier,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_audit_verify: Recomputes the chain. GEZIN_STORE_ERROR_AUDIT_BROKEN names the first event that does not hold. */
gboolean gezin_store_audit_verify (GezinStore *store, guint64 *n_events,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Changing a dossier. */

/**
 * GezinStoreChange:
 *
 * One transaction: a merge (of a write made here, a load or an import), what it
 * sets aside, the list row that follows from it, the drafts that are thereby
 * done, and its event. Borrowed pointers.
 */
typedef struct {
  const GezinMerge *merge;
  GPtrArray *set_aside; /* (nullable) (element-type GezinPlanItem): to park */
  const GezinDossierRow *row;
  const GezinUuid *finished_drafts; /* (nullable): records whose draft is done */
  gsize n_finished_drafts;
  gboolean undoes; /* the commit is an undo, of the commit @undone */
  guint64 undone;
  gboolean is_own; /* made here by a person: it can be undone */
  const struct _GezinDocument *document; /* (nullable): a file that was taken for it */
  const GezinErasureNote
      *erasure; /* (nullable): why records go; NULL: what came says that they were erased */
  const GezinAuditEvent *event;
  gboolean
      is_part; /* of a bulk that is undone whole when any of it fails: it needs no undoing of its own */
} GezinStoreChange;

/**
 * gezin_store_apply:
 *
 * Carries out @change; on error nothing has changed. GEZIN_STORE_ERROR_STALE if
 * its merge was made from another state of the dossier than the one here.
 */
gboolean gezin_store_apply (GezinStore *store, const GezinStoreChange *change,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_erase_dossier: All of @dossier goes for ever, in one transaction with @event; see erasure.h. */
gboolean gezin_store_erase_dossier (GezinStore *store, const GezinUuid *dossier,
                                    const GezinErasureNote *note, const GezinAuditEvent *event,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_last_change:
 *
 * The instant of the last change in @dossier, as far as this store can know: a
 * change that was made while the clock was put back counts from the latest instant
 * that was seen before it. 0 if it is not here.
 */
gint64 gezin_store_last_change (GezinStore *store, const GezinUuid *dossier);

/** gezin_store_latest: The latest instant that was seen here, now or before: behind a clock that was put back. */
gint64 gezin_store_latest (GezinStore *store);

/** gezin_store_clock_doubt: Whether the clock can be right. @trusted (out) (optional): the newest instant that was believed. */
GezinClockDoubt gezin_store_clock_doubt (GezinStore *store, gint64 *trusted);

/** gezin_store_confirm_clock: A person says that it is right; with an event. */
gboolean gezin_store_confirm_clock (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_late_instant: The instant before which an own commit that is dated @time cannot have been made; 0 if @time may be right. */
gint64 gezin_store_late_instant (GezinStore *store, gint64 time);

/** gezin_store_late_commits: (transfer full): Ids of commits of @dossier (guint64) that were made while the clock was behind -> the instant before which they cannot have been (gint64). */
GHashTable *gezin_store_late_commits (GezinStore *store, const GezinUuid *dossier, GError **error);

/**
 * gezin_store_begin_bulk / gezin_store_end_bulk:
 *
 * Between them, several changes share one transaction: they are acknowledged
 * together by the end (or, with @keep %FALSE, none is kept).
 */
gboolean gezin_store_begin_bulk (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_end_bulk (GezinStore *store, gboolean keep,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_undoable:
 *
 * The newest own commit of @dossier that is neither an undo nor undone, with all
 * its versions, and those of later undone commits and their undos that stand in
 * its registers or in records it made (see gezin_undo_edits()).
 * GEZIN_STORE_ERROR_NOT_FOUND.
 */
GPtrArray *gezin_store_undoable (GezinStore *store, const GezinUuid *dossier, guint64 *commit,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_newest_own:
 * @order: (out): grows with each commit of the store, whichever dossier it is of
 *
 * Which commit gezin_store_undoable() would give; GEZIN_STORE_ERROR_NOT_FOUND.
 */
gboolean gezin_store_newest_own (GezinStore *store, const GezinUuid *dossier, guint64 *commit,
                                 gint64 *order, gint64 *time,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_past: (element-type GezinVersion): Superseded versions of @record, or of all records if %NULL. */
GPtrArray *gezin_store_past (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_markers: (element-type GezinVersion): Erasure markers that somebody wrote over: they bind for ever (for gezin_merge()). Empty for a dossier that is not here. */
GPtrArray *gezin_store_markers (GezinStore *store, const GezinUuid *dossier,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_history: (element-type GezinHistoryEntry): Newest first; @record narrows it (%NULL: all), and @field within one record (GEZIN_FIELD_NONE: all). */
GPtrArray *gezin_store_history (GezinStore *store, const GezinUuid *dossier,
                                const GezinUuid *record, GezinField field,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Drafts: kept each second while somebody types. */

gboolean gezin_store_keep_draft (GezinStore *store, const GezinDraft *draft,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_drop_draft (GezinStore *store, const GezinUuid *dossier,
                                 const GezinUuid *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** gezin_store_drafts: (element-type GezinDraft): Of @dossier, or of all if %NULL. */
GPtrArray *gezin_store_drafts (GezinStore *store, const GezinUuid *dossier,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was set aside. */

/** gezin_store_parked: (element-type GezinParkedRecord): Of @dossier, or of all if %NULL. */
GPtrArray *gezin_store_parked (GezinStore *store, const GezinUuid *dossier,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_drop_parked (GezinStore *store, const GezinUuid *dossier,
                                  const GezinUuid *record,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Search. */

/**
 * gezin_store_search:
 * @words: what was typed; the last word also matches as a beginning
 * @kind: GEZIN_KIND_NONE for all
 *
 * Words without diacritics and case; all of them in one record, in whichever of
 * its fields; name prefixes (`van der`) in @words are ignored unless nothing else
 * is left. One hit a record, in the field that holds most of the words; names
 * and numbers before other text. A removed record is not found.
 *
 * Returns: (transfer full) (element-type GezinSearchHit)
 */
GPtrArray *gezin_store_search (GezinStore *store, const char *words, GezinKind kind, guint max_hits,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_search_people:
 *
 * As gezin_store_search(), and then, as far as @max_hits leaves room, records
 * of which the names sound like those in @words, and those that are a slip of the
 * keys away: `match` of each hit tells. Dates in any usual way of writing, and
 * telephone numbers with or without country and spaces, are found as numbers.
 * Needs gezin_store_set_sounds() for the sounds.
 *
 * Returns: (transfer full) (element-type GezinSearchHit): exact, sound, slip
 */
GPtrArray *gezin_store_search_people (GezinStore *store, const char *words, GezinKind kind,
                                      guint max_hits, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_set_sounds:
 *
 * The rules by which names sound. When what the store holds was made by other
 * rules, or by a program that did not index as this one does (a store that was
 * migrated), it is made anew first, in one transaction.
 */
gboolean gezin_store_set_sounds (GezinStore *store, GezinSounds *sounds,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_sounds: (transfer none) (nullable): The rules that were set. */
const GezinSounds *gezin_store_sounds (GezinStore *store);

/** gezin_store_read_date: (transfer full) (nullable): The ISO date that somebody typed in any usual way; %NULL if it is none. */
char *gezin_store_read_date (GezinStore *store, const char *text);

/** GezinRecordPlace: Where a record is. */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
} GezinRecordPlace;

/**
 * gezin_store_find_alike:
 * @names: (nullable): names of which each word must be near to one of the record's
 * @numbers: (nullable): letters and digits alone, of which one is enough
 * @slips: also names that are a slip of the keys away
 *
 * Who may be meant: records of @kind with those names or one of those numbers.
 *
 * Returns: (transfer full) (element-type GezinRecordPlace): the nearest first, at most @max_found
 */
GArray *gezin_store_find_alike (GezinStore *store, const char *names, const char *const *numbers,
                                GezinKind kind, gboolean slips, guint max_found,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_records_of: (transfer full) (element-type GezinRecordPlace): All records of @kind that have words, by dossier. */
GArray *gezin_store_records_of (GezinStore *store, GezinKind kind,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_load_record: (transfer full): The dossier as if it held @record alone, as it may be shown: to look at it, never to write from it. */
GezinDossier *gezin_store_load_record (GezinStore *store, const GezinUuid *dossier,
                                       const GezinUuid *record,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_rebuild_search: Makes the search index and the words of names anew from the heads. */
gboolean gezin_store_rebuild_search (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_set_ignored_words: (element-type utf8): The prefixes that search ignores, from the reference data. */
void gezin_store_set_ignored_words (GezinStore *store, GPtrArray *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinIdentity, gezin_identity_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinStore, gezin_store_close)

G_END_DECLS
