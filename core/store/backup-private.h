/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/backup-read-private.h"
#include "store/backup.h"
#include "store/store-private.h"

G_BEGIN_DECLS

/* What the files about backups share. */

#define GEZIN_BACKUP_SUFFIX ".backup"
#define GEZIN_BACKUP_PREFIX "gezinsdossier-"
#define GEZIN_BACKUP_ID_CHARACTERS (8) /* of the store's id, in a file's name */

/** GezinBackupPoint: How far a store had come. */
typedef struct {
  gint64 event; /* number of the newest */
  guint8 hash[GEZIN_BACKUP_DIGEST_BYTES];
} GezinBackupPoint;

/* backup-point.c */

/** gezin_backup_point_now: The newest event of @store. */
gboolean gezin_backup_point_now (GezinStore *store, GezinBackupPoint *point,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_point_is_past: Whether @store came by @point: its log has that event with that hash. */
gboolean gezin_backup_point_is_past (GezinStore *store, const GezinBackupPoint *point,
                                     gboolean *is_past, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_backup_point_begin_life:
 * @made: when the backup was made that this store was restored from
 *
 * In the caller's transaction: what was made up to now belongs to the store that this one was
 * restored from.
 */
gboolean gezin_backup_point_begin_life (GezinStore *store, gint64 made,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_point_restored_made: When the backup was made that @store was restored from; 0 if it was not. */
gboolean gezin_backup_point_restored_made (GezinStore *store, gint64 *made,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_point_is_own_life: Whether @point came after the restore that made this store; true if none did. */
gboolean gezin_backup_point_is_own_life (GezinStore *store, const GezinBackupPoint *point,
                                         gboolean *is_own,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_point_has_changed: Whether anything worth a backup was written after the last backup was remembered at event @event. */
gboolean gezin_backup_point_has_changed (GezinStore *store, gint64 event, gboolean *has_changed,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinBackupMemory: What the store remembers of its last backup. */
typedef struct {
  gint64 made; /* 0: none */
  gint64 event;
  char *uri; /* (nullable) */
} GezinBackupMemory;

gboolean gezin_backup_memory_read (GezinStore *store, GezinBackupMemory *memory,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_memory_write: With the event `backup`, in one transaction. */
gboolean gezin_backup_memory_write (GezinStore *store, const GezinBackupManifest *manifest,
                                    const char *uri, gboolean is_unchanged,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_backup_memory_clear (GezinBackupMemory *memory);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinBackupMemory, gezin_backup_memory_clear)

/* backup-target.c */

/** GezinBackupTarget: Where a backup goes. */
typedef struct {
  GFile *folder;
  char *file_name; /* (nullable): %NULL for a name of our own */
  gboolean is_own_folder;
} GezinBackupTarget;

/** gezin_backup_target_init: GEZIN_STORE_ERROR_BACKUP_GONE, _BACKUP_LINK, _BACKUP_INSIDE, _BACKUP_TAKEN. */
gboolean gezin_backup_target_init (GezinBackupTarget *target, GezinStore *store, GFile *where,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_backup_target_clear (GezinBackupTarget *target);

/** gezin_backup_store_folder: (transfer full): The folder of @store. */
char *gezin_backup_store_folder (GezinStore *store);

/** gezin_backup_own_folder: (transfer full): Where backups go unless a folder was chosen. */
GFile *gezin_backup_own_folder (GezinStore *store);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinBackupTarget, gezin_backup_target_clear)

/* backup-state.c */

/** gezin_backup_remember_drill: With the event `drill`, in one transaction. @is_good: it counts as the last good one. */
gboolean gezin_backup_remember_drill (GezinStore *store, const GezinDrillReport *report,
                                      gboolean is_good, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* backup-list.c */

/** gezin_backup_judge: Whose @backup is. */
gboolean gezin_backup_judge (GezinStore *store, GezinBackup *backup, GezinBackupVerdict *verdict,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_newest_of_ours: (transfer none) (nullable): The one that knows most. */
GezinBackupRow *gezin_backup_newest_of_ours (GPtrArray *rows);

/* backup-thin.c */

/** gezin_backup_thin: Takes away backups of ours in @folder that need not be kept; their number. */
guint gezin_backup_thin (GezinStore *store, GFile *folder);

/** gezin_backup_remove_others: Takes away all of ours in @folder but the one at @uri. */
gboolean gezin_backup_remove_others (GezinStore *store, GFile *folder, const char *uri,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_collect: Takes away documents in @folder that no backup there names, and what was left half written; for an erasure also what is new. */
void gezin_backup_collect (GezinStore *store, GFile *folder, gboolean is_erasure);

G_END_DECLS
