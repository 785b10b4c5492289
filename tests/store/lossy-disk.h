/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/disk-private.h"

G_BEGIN_DECLS

/* The files beside the database on the disk of lossy-vfs.h: the same power and
 * the same faults. A file keeps what was synced, and of the rest any beginning,
 * with sectors that never came; names and deletions since the last sync of their
 * folder may be lost, the latest first. */

/** lossy_disk: (transfer none) */
const GezinDisk *lossy_disk (void);

/** lossy_disk_reset: Forgets all. @is_lying: it says that it synced and did not. */
void lossy_disk_reset (gboolean is_lying);

/** lossy_disk_power_on: The files become what the disk kept. Before lossy_vfs_power_on(). */
void lossy_disk_power_on (GRand *random);

G_END_DECLS
