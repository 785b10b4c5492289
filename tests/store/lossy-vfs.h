/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A SQLite VFS over the machine's that models a disk which keeps only what was
 * synced. What is written goes into the real file at once, as a page cache would
 * show it; when the power is cut, the file becomes what such a disk might hold:
 * what was synced, and of each later write any sectors or none, of each later
 * change of size or name any or none.
 *
 * It can also let one operation fail, once. One process, one thread. */

#define LOSSY_VFS "lossy"

typedef enum {
  LOSSY_WRITE,
  LOSSY_SYNC,
  LOSSY_OTHER, /* truncating, deleting, opening */
  LOSSY_N_OPERATIONS
} LossyOperation;

/** lossy_vfs_register: Makes it known to SQLite, once a process. */
void lossy_vfs_register (void);

/** lossy_vfs_reset: Forgets all files and orders. */
void lossy_vfs_reset (void);

/** lossy_vfs_sync_folder: What a sync of the folder, which goes past SQLite, makes durable: names and deletions. */
void lossy_vfs_sync_folder (void);

/** lossy_vfs_cut_after: The power goes at the @n-th operation from now (0: never); that one and all later ones fail. */
void lossy_vfs_cut_after (guint n);

/** lossy_vfs_cut: The power goes now. */
void lossy_vfs_cut (void);

gboolean lossy_vfs_is_off (void);

/** lossy_vfs_power_on: The files become what the disk kept; all handles must be closed. */
void lossy_vfs_power_on (GRand *random);

/** lossy_vfs_fail: The @nth operation of the kind @operation from now fails once with @result (0: none). */
void lossy_vfs_fail (LossyOperation operation, guint nth, int result);

/** lossy_vfs_has_failed: Whether that operation was met. */
gboolean lossy_vfs_has_failed (void);

/** lossy_vfs_count: Counts an operation on a file that SQLite knows nothing of: the same power, the same faults. Returns SQLITE_OK, or what it fails with. */
int lossy_vfs_count (LossyOperation operation);

/** lossy_vfs_n_operations: Of all kinds, since the last reset. */
guint lossy_vfs_n_operations (void);

G_END_DECLS
