/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A SQLite VFS that shows a part of a stream as a database, to look at it where
 * it is: nothing is written, and no file is made beside it. */

#define GEZIN_PART_VFS "gezin-part"

/**
 * gezin_part_vfs_add:
 * @stream: can seek; used by nobody else as long as the part is there
 *
 * (transfer full): The name under which SQLite opens @size bytes of @stream from @offset.
 */
char *gezin_part_vfs_add (GInputStream *stream, guint64 offset, guint64 size);

/** gezin_part_vfs_remove: When the database is closed. */
void gezin_part_vfs_remove (const char *name);

G_END_DECLS
