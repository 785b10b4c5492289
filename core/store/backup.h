/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "base/progress.h"
#include "model/backup-readings.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Backups (docs/backup.md): one file each, with the vault and the encrypted
 * pages, and beside them the documents of all backups of one store.
 *
 * Invariants:
 * 1. A file under a backup's name is whole; one that was stopped never gets the name.
 * 2. What lay in a folder stays as it was until the new backup is whole and durable.
 * 3. Only what this store's key authenticates, and what is of its own past, is ever taken away.
 * 4. Nothing in a backup can be read without the key.
 *
 * Errors, besides those of the store: GEZIN_STORE_ERROR_BACKUP_… and G_IO_ERROR_CANCELLED. */

/**
 * gezin_store_backup:
 * @target: (nullable): a folder that is there, or a file in one; %NULL for the chosen folder
 *
 * In a folder the backup gets a name of its own and older ones are thinned; when
 * nothing was written since the newest one there, that one stays the newest. A file
 * is written in any case, over an older backup of this store but over nothing else.
 */
GezinBackupReport *gezin_store_backup (GezinStore *store, GFile *target, GezinProgressFunc progress,
                                       gpointer progress_data, GCancellable *cancellable,
                                       GError **error);

/** gezin_store_backup_if_due: @report (out) (transfer full) (nullable): %NULL if none was due. Falls back on the store's own folder. */
gboolean gezin_store_backup_if_due (GezinStore *store, GCancellable *cancellable,
                                    GezinBackupReport **report,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_backup_replace_all:
 *
 * For after an erasure: where there are backups of this store, in its own folder
 * and in the chosen one, one new backup takes the place of all of them and of the
 * copies that were made before a change of format; documents that only those named
 * go too. Backups of a twin, that is of another laptop, are not ours to take away.
 */
gboolean gezin_backup_replace_all (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_list: (element-type GezinBackupRow): The backups in @folder, newest first. @store (nullable): to say whose they are. */
GPtrArray *gezin_backup_list (GezinStore *store, GFile *folder, GError **error);

/** gezin_store_backup_folder: (transfer full): The chosen folder; unless one was chosen, the store's own. */
GFile *gezin_store_backup_folder (GezinStore *store, GError **error);

/** gezin_store_set_backup_folder: @folder (nullable): %NULL for the store's own; must be there. */
gboolean gezin_store_set_backup_folder (GezinStore *store, GFile *folder,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

GezinBackupState *gezin_store_backup_state (GezinStore *store, GError **error);

G_END_DECLS
