/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "base/progress.h"
#include "model/backup-readings.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * gezin_store_restore:
 * @backup: where it lies; its documents lie beside it
 * @folder: must hold no store, and nothing but what a store leaves; made if absent
 * @key: what opened the store when @backup was made
 * @without_markers: go on though not all of what was erased can be read
 * @report: (out) (transfer full)
 *
 * Makes a store of @backup and opens it: with a new incarnation, so that nothing
 * is ever written under a replica that the store it was made of writes under, with
 * an event `restored`, and without what was erased meanwhile. On failure nothing of
 * it is left; after a crash there is either the whole store or none, and the next
 * restore takes what lies about away.
 *
 * What was erased is read first, from the files beside @backup and in @folder. If
 * not all of it authenticates, something that was erased might come back: that is
 * GEZIN_STORE_ERROR_MARKERS_DAMAGED, unless @without_markers; then what can be read
 * is applied, and an event says that there was more.
 *
 * GEZIN_STORE_ERROR_EXISTS, _FOLDER_FULL, _WRONG_KEY, _KEY_MISTYPED,
 * _BACKUP_NONE, _BACKUP_DAMAGED, _BACKUP_NEWER, _BACKUP_GONE, _DISK_FULL,
 * _PERMISSION, _MACHINE; G_IO_ERROR_CANCELLED.
 */
GezinStore *gezin_store_restore (GFile *backup, const char *folder, const GezinSecret *key,
                                 gboolean is_recovery_key, gboolean without_markers,
                                 const GezinStoreOptions *options, GezinProgressFunc progress,
                                 gpointer progress_data, GCancellable *cancellable,
                                 GezinRestoreReport **report,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
