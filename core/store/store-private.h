/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/database-private.h"
#include "store/disk-private.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What the files of the store share. */

#define GEZIN_NO_DOSSIER (0) /* no key of the table dossier */

struct _GezinStore {
  GezinDatabase *database;
  GezinVault *vault;
  GezinSecret *master_key;
  int lock; /* file descriptor */
  const GezinDisk *disk; /* for files beside the database */
  GezinClock *clock;
  GezinRandom *random;
  GezinIdentity *identity;
  char *program;
  guint64 incarnation;
  GHashTable *pending_replicas; /* GezinUuid of a dossier -> PendingReplica (replicas.c) */
  GHashTable *ignored_words; /* (nullable): folded words that a question leaves out */
  GezinSounds *sounds; /* (nullable): how names sound */
  gboolean has_unsounded; /* meta says that words were written without @sounds */
  GezinErasureCount erasure_count; /* what was erased since somebody asked */
  gboolean is_erasure_finished; /* meta says nothing of one that is not: it need not be asked */
  GPtrArray *erased_files; /* (nullable): names of files of which the key is gone */
  GFile *
      restored_from; /* (nullable): while it is being restored: the folder of its backup, in which nothing goes */
  gint64 trusted; /* the newest instant at which the clock could be right (latest.c) */
  gint64 latest; /* the latest instant that was seen here, perhaps before the clock was put back */
};

/* store.c */

/** gezin_store_alloc: A store without files yet; for gezin_store_close() as any other. */
GezinStore *gezin_store_alloc (const GezinStoreOptions *options);

/** gezin_store_take_lock: Holds the lock of @folder until the store is closed. GEZIN_STORE_ERROR_BUSY. */
gboolean gezin_store_take_lock (GezinStore *store, const char *folder,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_open_files: Opens the database in @folder under the master key that @store has, migrates it, and reads whose it is. */
gboolean gezin_store_open_files (GezinStore *store, const char *folder,
                                 const GezinStoreOptions *options,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* meta.c: what is true of the store as a whole. */

/** gezin_meta_find: (transfer full): Sets @value, to %NULL if @name is not there. */
gboolean gezin_meta_find (GezinStore *store, const char *name, char **value,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_meta_get: (transfer full): Its value; GEZIN_STORE_ERROR_DAMAGED if @name is not there. */
char *gezin_meta_get (GezinStore *store, const char *name,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_meta_set (GezinStore *store, const char *name, const char *value,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_meta_write_identity (GezinStore *store, const GezinIdentity *identity,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GezinIdentity *gezin_meta_read_identity (GezinStore *store,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* incarnation.c */

/** gezin_incarnation_renew: Gives the store a new incarnation, where and on what machine it is now. */
gboolean gezin_incarnation_renew (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_incarnation_check: Reads the incarnation; renews it, and says so in the audit, when the place is another. */
gboolean gezin_incarnation_check (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* deadlines.c */

/** gezin_deadlines_forget: What was worked out of @dossier and those it is joined with no longer holds; part of a transaction that changes it. */
gboolean gezin_deadlines_forget (GezinStore *store, const GezinUuid *dossier,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_deadlines_erase: As above, and nothing of it is left. */
gboolean gezin_deadlines_erase (GezinStore *store, const GezinUuid *dossier,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* dossiers.c */

/** gezin_dossiers_key: Sets @key, or GEZIN_NO_DOSSIER if there is no such dossier. */
gboolean gezin_dossiers_key (GezinStore *store, const GezinUuid *dossier, gint64 *key,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossiers_is_erased: Sets @is_erased to whether @record, or (%NULL) the whole dossier, was erased here. */
gboolean gezin_dossiers_is_erased (GezinStore *store, const GezinUuid *dossier,
                                   const GezinUuid *record, gboolean *is_erased,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossiers_need_key: As above; GEZIN_STORE_ERROR_NOT_FOUND if there is none, _ERASED if all of it was. */
gboolean gezin_dossiers_need_key (GezinStore *store, const GezinUuid *dossier, gint64 *key,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinDossierState: What of a row matters to who writes it. */
typedef struct {
  gint64 key;
  gboolean is_joined;
  gboolean has_reference; /* the one that was asked about */
} GezinDossierState;

/** gezin_dossiers_look: GEZIN_NO_DOSSIER for the key of one that is not there; GEZIN_STORE_ERROR_ERASED. */
gboolean gezin_dossiers_look (GezinStore *store, const GezinUuid *dossier, const char *reference,
                              GezinDossierState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossiers_add: A row of which nothing is known yet but when it was @changed. */
gboolean gezin_dossiers_add (GezinStore *store, const GezinUuid *dossier, gint64 changed,
                             gint64 *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_dossiers_write_row: Puts @row into the list in the place of what @before says of it; the dossier was changed at @last_change or later, and what was worked out from it no longer holds. */
gboolean gezin_dossiers_write_row (GezinStore *store, const GezinDossierRow *row,
                                   const GezinDossierState *before, gint64 last_change,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* joined.c */

/** gezin_joined_follow: After @merge was written: brings links and leaders up to date. @is_new: others may have named the dossier before it came. */
gboolean gezin_joined_follow (GezinStore *store, const GezinMerge *merge, gboolean is_new,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_joined_renew: The same whatever changed; @now %NULL: all of @dossier was erased. */
gboolean gezin_joined_renew (GezinStore *store, const GezinUuid *dossier, const GezinDossier *now,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* latest.c */

/** gezin_latest_open: At opening: what the latest instant is that was seen here. */
gboolean gezin_latest_open (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_latest_begin: Of a new store: the clock is believed. */
gboolean gezin_latest_begin (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* replicas.c */

/** gezin_replicas_settle: Writes the replica that was made for @dossier and not written yet, if there is one. */
gboolean gezin_replicas_settle (GezinStore *store, const GezinUuid *dossier, gint64 key,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* audit.c */

/** gezin_audit_append: Adds an event, in the caller's transaction. */
gboolean gezin_audit_append (GezinStore *store, const GezinAuditEvent *event, gint64 time,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* search-index.c */

/** gezin_search_update: Makes the search row of the record @id what @record says (%NULL: it is gone). */
gboolean gezin_search_update (GezinStore *store, gint64 key, const GezinUuid *id,
                              const GezinRecord *record, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_search_has_words: Whether @record should be found by any word. */
gboolean gezin_search_has_words (const GezinRecord *record);

/** gezin_search_forget: Takes the words of rows that are gone out of the index itself. */
gboolean gezin_search_forget (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_search_check: Whether the index is sound and has one row for each of @n_records. */
gboolean gezin_search_check (GezinStore *store, gint64 n_records,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* drafts.c */

/** gezin_drafts_delete: As gezin_store_drop_draft(), in the caller's transaction. */
gboolean gezin_drafts_delete (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* parked.c */

gboolean gezin_parked_keep (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                            GezinKind kind, const char *reason, GPtrArray *versions,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_parked_keep_aside (GezinStore *store, const GezinUuid *dossier, const char *reason,
                                  GezinVersion *theirs, GezinVersion *ours,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_parked_erase: Takes all of @record out of parked, aside and draft. */
gboolean gezin_parked_erase (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
