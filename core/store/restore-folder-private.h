/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "store/store-private.h"

G_BEGIN_DECLS

/** GezinRestoreFolder: The folder in which a store comes to be, and what was made in it. */
typedef struct {
  char *path;
  gboolean was_there;
  gboolean had_lock;
  gboolean is_ours; /* nothing in our way, and it is locked: what was made may be undone */
  const GezinDisk *disk;
  GPtrArray *made; /* paths, in order */
} GezinRestoreFolder;

/**
 * gezin_restore_folder_init:
 *
 * Makes the folder if need be, locks it for @store, and takes away what an
 * earlier restore that was cut off left. GEZIN_STORE_ERROR_EXISTS, _FOLDER_FULL, _BUSY.
 */
gboolean gezin_restore_folder_init (GezinRestoreFolder *self, const char *path, GezinStore *store,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_restore_folder_put_vault: Under the name that says that it is not a store yet. */
gboolean gezin_restore_folder_put_vault (GezinRestoreFolder *self, GBytes *vault,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_restore_folder_will_make: Undoing takes @file away, if it was not there before. */
void gezin_restore_folder_will_make (GezinRestoreFolder *self, GFile *file);

/** gezin_restore_folder_database: (transfer full): Its path, which undoing takes away. */
char *gezin_restore_folder_database (GezinRestoreFolder *self);

/** gezin_restore_folder_documents: (transfer full) */
GFile *gezin_restore_folder_documents (const GezinRestoreFolder *self);

/** gezin_restore_folder_unveil: From here on there is a store. @vault: replaced by the one that can be changed. */
gboolean gezin_restore_folder_unveil (GezinRestoreFolder *self, GezinVault **vault,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_restore_folder_undo: Takes away all that was made. */
void gezin_restore_folder_undo (GezinRestoreFolder *self);

void gezin_restore_folder_clear (GezinRestoreFolder *self);

G_END_DECLS
