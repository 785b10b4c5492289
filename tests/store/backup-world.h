/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/backup.h"
#include "store/drill.h"
#include "store/restore.h"
#include "support.h"

G_BEGIN_DECLS

/* A store with a dossier, a document and a folder for backups outside it. */

#define WORLD_WORD "Zwavelkoraal" /* stands in what is written; must be in no backup as it is */

typedef struct {
  StoreTest test;
  char *outside; /* a temporary folder */
  char *folder; /* in it: for backups */
  GFile *target; /* the same */
  GezinUuid dossier;
  GezinUuid note; /* a record with a text */
  GezinUuid paper; /* a record with a document */
} BackupWorld;

void backup_world_setup (BackupWorld *world, gconstpointer data);
void backup_world_teardown (BackupWorld *world, gconstpointer data);

/** backup_world_write: One commit that changes the note. */
void backup_world_write (BackupWorld *world, const char *text);

/** backup_world_attach: A document of @length bytes, each @number another, to @record. */
void backup_world_attach (BackupWorld *world, const GezinUuid *record, gsize length, guint number);

/** backup_world_backup: (transfer full): A backup into the folder, which must succeed. */
GezinBackupReport *backup_world_backup (BackupWorld *world);

/** backup_world_backup_path: (transfer full): As above; its path. */
char *backup_world_backup_path (BackupWorld *world);

/** backup_world_restore: (nullable): A store out of the backup at @path in @folder. */
GezinStore *backup_world_restore (BackupWorld *world, const char *path, const char *folder,
                                  GezinRestoreReport **report, GError **error);

/** backup_world_read: (transfer full): All bytes of a file. */
GByteArray *backup_world_read (const char *path);
void backup_world_put (const char *path, const GByteArray *bytes);

/** backup_world_advance: Moves the clock by @hours. */
void backup_world_advance (BackupWorld *world, gint64 hours);

/** backup_world_n_files: Files in @folder whose name ends in @suffix. */
guint backup_world_n_files (const char *folder, const char *suffix);

G_END_DECLS
