/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "base/progress.h"
#include "model/backup-readings.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * gezin_store_drill:
 * @folder: (nullable): %NULL for the chosen one
 * @recovery_key: the paper; the passphrase proves nothing about it
 * @report: (out) (transfer full) (nullable): also when fault was found
 *
 * Opens the newest backup of @store where it lies, in memory: every byte against
 * its digests, every page against the cipher, the laws of the store, the log up to
 * the event that was recorded, every document; and compares it with @store, which
 * must have all that it has. An event says how it went.
 *
 * GEZIN_STORE_ERROR_NO_BACKUP, _WRONG_KEY, _KEY_MISTYPED, _BACKUP_DIFFERS (it
 * opens, and not all is well: see @report), _BACKUP_DAMAGED, _BACKUP_GONE, and
 * what the check of a store can find.
 */
gboolean gezin_store_drill (GezinStore *store, GFile *folder, const GezinSecret *recovery_key,
                            GezinProgressFunc progress, gpointer progress_data,
                            GCancellable *cancellable, GezinDrillReport **report,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
