/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ordinary files that must outlive a power cut, through operations that a test
 * can replace by a disk that forgets or fails. */

/** GezinDisk: What a file is made durable with. As the system calls: -1 and errno when they fail. */
typedef struct _GezinDisk GezinDisk;
struct _GezinDisk {
  int (*make_folder) (const char *path); /* 0700 */
  int (*open_new) (const char *path); /* 0600; fails if there is one */
  gssize (*write) (int file, gconstpointer bytes, gsize length);
  int (*sync) (int file);
  int (*close) (int file);
  int (*rename) (const char *from, const char *to);
  int (*remove) (const char *path);
  int (*sync_folder) (const char *path);
};

/** gezin_disk_of_machine: (transfer none) */
const GezinDisk *gezin_disk_of_machine (void);

/** GezinNewFile: A file that gets its name when it is whole. */
typedef struct {
  const GezinDisk *disk;
  gboolean is_ours; /* in the store: errors are GEZIN_STORE_ERROR; else G_FILE_ERROR */
  char *path; /* while it is not whole */
  int file;
} GezinNewFile;

/** gezin_new_file_open: Makes @path, after removing what a crash left there. */
gboolean gezin_new_file_open (GezinNewFile *self, const GezinDisk *disk, gboolean is_ours,
                              const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean gezin_new_file_write (GezinNewFile *self, gconstpointer bytes, gsize length,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_new_file_sync: All that was written is on disk, under the name that is not yet the right one. */
gboolean gezin_new_file_sync (GezinNewFile *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_new_file_keep: Gives it the name @path, in place of what is there, durably. After gezin_new_file_sync(). */
gboolean gezin_new_file_keep (GezinNewFile *self, const char *path,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_new_file_clear: Removes it, unless it was kept. */
void gezin_new_file_clear (GezinNewFile *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinNewFile, gezin_new_file_clear)

G_END_DECLS
