/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "store/disk-private.h"
#include "store/store-error.h"

G_BEGIN_DECLS

/* Writing into a folder that may be anywhere: on this disk, on a stick, on a
 * server. A file stands under a temporary name until all of it is there.
 *
 * Errors are GEZIN_STORE_ERROR_BACKUP_GONE, _BACKUP_FULL, _BACKUP_READ_ONLY,
 * _MACHINE, and G_IO_ERROR_CANCELLED as it is. */

/** GEZIN_PLACE_PART: How a temporary name ends. */
#define GEZIN_PLACE_PART ".part"

/** gezin_place_translate: Replaces a G_IO_ERROR or G_FILE_ERROR in @error by the code that it means for a place of backups. */
void gezin_place_translate (const char *what, GError **error);

/** gezin_place_path: (transfer none) (nullable): Where @file is on this machine; %NULL: elsewhere. */
const char *gezin_place_path (GFile *file);

/** gezin_place_is_same_folder: Whether both are one folder, by whichever name. */
gboolean gezin_place_is_same_folder (GFile *one, GFile *other);

/** GezinPlaceFile: A file on its way. */
typedef struct _GezinPlaceFile GezinPlaceFile;

/**
 * gezin_place_begin:
 * @disk: what makes it durable where it is on this machine
 * @temporary_name: a leftover of that name goes
 */
GezinPlaceFile *gezin_place_begin (const GezinDisk *disk, GFile *folder, const char *temporary_name,
                                   GCancellable *cancellable, GError **error);

gboolean gezin_place_write (GezinPlaceFile *file, const void *bytes, gsize length,
                            GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_place_commit: Makes it durable where the machine can, and then gives it its name, in place of what is there. */
gboolean gezin_place_commit (GezinPlaceFile *file, const char *name, GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_place_abandon: Frees @file; what was not committed is deleted. */
void gezin_place_abandon (GezinPlaceFile *file);

/** gezin_place_make_folder: Makes @folder, for its owner alone, unless it is there. */
gboolean gezin_place_make_folder (const GezinDisk *disk, GFile *folder, GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_place_copy: @from whole into @folder as @name. */
gboolean gezin_place_copy (const GezinDisk *disk, GFile *from, GFile *folder, const char *name,
                           GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_place_delete: Takes @file away, if it can. */
gboolean gezin_place_delete (const GezinDisk *disk, GFile *file);

/** gezin_place_type: What lies there itself, links not followed; %G_FILE_TYPE_UNKNOWN for nothing. @size (out) (optional). */
GFileType gezin_place_type (GFile *file, gint64 *size, GCancellable *cancellable);

/** gezin_place_size: Bytes of the regular file @file, or -1 if it is none. */
gint64 gezin_place_size (GFile *file, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPlaceFile, gezin_place_abandon)

G_END_DECLS
