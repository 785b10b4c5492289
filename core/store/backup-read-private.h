/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "store/backup-file-private.h"
#include "store/vault.h"

G_BEGIN_DECLS

/** GezinBackup: A backup that is open to be read: its description is whole, its pages were not looked at, and who made it is not known yet. */
typedef struct {
  GFile *file;
  GInputStream *stream; /* can seek */
  guint64 size;
  GezinBackupHeader header;
  GBytes *vault;
  GezinBackupManifest *manifest;
} GezinBackup;

/**
 * gezin_backup_open:
 *
 * GEZIN_STORE_ERROR_BACKUP_NONE, _BACKUP_DAMAGED, _BACKUP_NEWER (also one that
 * holds a newer database), _BACKUP_GONE, _MACHINE; G_IO_ERROR_CANCELLED.
 */
GezinBackup *gezin_backup_open (GFile *file, GCancellable *cancellable, GError **error);
void gezin_backup_close (GezinBackup *backup);

/** gezin_backup_read_at: Exactly @length bytes at @offset. */
gboolean gezin_backup_read_at (GezinBackup *backup, guint64 offset, guint8 *bytes, gsize length,
                               GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_vault: (transfer full): Its vault, to be unlocked. GEZIN_STORE_ERROR_BACKUP_DAMAGED, _BACKUP_NEWER. */
GezinVault *gezin_backup_vault (const GezinBackup *backup, GError **error);

/** gezin_backup_check_master_key: Whether the owner of @master_key wrote it. GEZIN_STORE_ERROR_BACKUP_DAMAGED. */
gboolean gezin_backup_check_master_key (const GezinBackup *backup, const GezinSecret *master_key,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_backup_each_chunk:
 * @chunk_func: (nullable): gets the pages in order; what it refuses ends the reading
 *
 * Reads all that the manifest's digest is over and compares. GEZIN_STORE_ERROR_BACKUP_DAMAGED.
 */
typedef gboolean (*GezinBackupChunk) (const guint8 *bytes, gsize length, guint64 offset,
                                      gpointer data, GError **error);
gboolean gezin_backup_each_chunk (GezinBackup *backup, GezinBackupChunk chunk_func, gpointer data,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_documents_folder: (transfer full): Where the documents of the store @id lie, beside its backups in @folder. */
GFile *gezin_backup_documents_folder (GFile *folder, const char *id);

/** gezin_backup_erased_file: (transfer full): Where the markers of erasure of the store @id lie, beside its backups. */
GFile *gezin_backup_erased_file (GFile *folder, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBackup, gezin_backup_close)

G_END_DECLS
