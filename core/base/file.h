/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gezin_file_write_durably:
 *
 * Puts @bytes into @path so that after a return of %TRUE they are on disk, and
 * a power cut at any moment leaves either the old file or the new one: a
 * temporary file beside it, readable by its owner only, fsync, rename, fsync of
 * the folder. Errors are G_FILE_ERROR.
 */
gboolean gezin_file_write_durably (const char *path, const void *bytes, gsize length,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_file_write_for_all: The same, and everybody on the machine can read it. */
gboolean gezin_file_write_for_all (const char *path, const void *bytes, gsize length,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_file_read_bounded:
 *
 * Reads a regular file of at most @max_bytes; a device, a folder or a larger
 * file is refused (G_FILE_ERROR, %G_FILE_ERROR_INVAL) before it is read.
 */
GBytes *gezin_file_read_bounded (const char *path, gsize max_bytes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_file_is_inside:
 * @path: perhaps of what is not there yet
 *
 * Whether @path lies in @folder or below it, or is it, by whichever links or
 * mounts it leads there. %FALSE when @folder is not there.
 */
gboolean gezin_file_is_inside (const char *path, const char *folder);

/** gezin_file_sync_folder: Makes the names in the folder @path durable. */
gboolean gezin_file_sync_folder (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
