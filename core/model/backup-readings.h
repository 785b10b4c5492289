/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What backing up, restoring and drilling answer. Instants are microseconds
 * since 1970 in UTC; 0 means never. Places are URIs. */

/** GezinBackupReport: What a backup did. */
typedef struct {
  char *uri; /* of the backup */
  gint64 made;
  guint64 bytes; /* of the backup, without documents */
  guint n_documents; /* that belong to it */
  guint n_copied; /* of those: copied now, the others lay there already */
  guint n_missing; /* of those: not in the store as they should be, so not in the backup either */
  guint n_thinned; /* older backups that were taken away */
  gboolean is_unchanged; /* nothing was written since the newest backup there, which is @uri */
  gboolean is_fallback; /* the chosen folder could not be used; it lies in the store's own */
} GezinBackupReport;

/** GezinBackupVerdict: What a file in a folder of backups is, as far as can be told without reading its pages. */
typedef enum {
  GEZIN_BACKUP_WHOLE, /* its description holds together; whose it is was not asked */
  GEZIN_BACKUP_OURS, /* made by this store, or by the life of it that was backed up before */
  GEZIN_BACKUP_TWIN, /* made by a store that was restored from the same backup as this one, or the other way round */
  GEZIN_BACKUP_FOREIGN, /* of another store */
  GEZIN_BACKUP_NEWER, /* made by a newer version of the program */
  GEZIN_BACKUP_DAMAGED, /* cut off, altered, or no backup at all */
} GezinBackupVerdict;

/** gezin_backup_verdict_name: (transfer none): A stable code: `whole`, `ours`, `twin`, `foreign`, `newer`, `damaged`. */
const char *gezin_backup_verdict_name (GezinBackupVerdict verdict);

/** GezinBackupRow: A backup that lies in a folder. */
typedef struct {
  char *uri;
  char *name; /* of the file */
  GezinBackupVerdict verdict;
  gint64 made; /* 0: not known */
  gint64 newest_event; /* number of the newest event in it; 0: not known */
  guint64 bytes;
  guint n_documents;
} GezinBackupRow;

/** GezinRestoreReport: What a restore did. */
typedef struct {
  gint64 made; /* when the backup was made */
  guint n_dossiers;
  guint n_documents; /* that are back */
  guint n_missing; /* that were not beside the backup, or not as long as they should be */
  guint
      n_erased; /* records and dossiers that had been erased after the backup, and are gone again */
  guint n_damaged; /* documents that are back and do not authenticate */
  guint
      n_old_backups; /* if something was erased: backups beside this one that may hold it still; a restore takes none away */
  gboolean
      are_markers_damaged; /* what lies beside the backup on erasures cannot be read: look whether something came back */
} GezinRestoreReport;

/** GezinDrillReport: What a drill saw. A drill that found fault still has a report. */
typedef struct {
  char *uri; /* of the backup that was opened */
  gint64 made;
  gint64 newest_event;
  gboolean is_ours; /* its log is the beginning of this store's log */
  guint n_dossiers;
  guint n_documents; /* that authenticated wholly */
  guint n_missing; /* documents that are not there */
  guint n_damaged; /* documents that are there and do not authenticate */
  guint n_lost; /* versions that the backup has and this store has not: never, if all is well */
  guint n_newer; /* commits of this store that came after the backup */
} GezinDrillReport;

/** GezinBackupState: What the window says about backups. */
typedef struct {
  char *folder; /* URI of where backups go */
  gboolean is_own_folder; /* it is the store's own: of no use when the laptop is lost */
  gboolean is_reachable; /* the folder is there now */
  gint64 last_backup;
  char *last_backup_uri; /* (nullable) */
  gint64 last_drill; /* the last that found all well; up to @restored_made on the machine before */
  gint64 restored_made; /* when the backup was made that this store came from; 0: from none */
  gboolean has_changed; /* something was written since the last backup */
  gboolean is_due; /* an automatic backup would be made now */
  gboolean
      is_old; /* something was written and the last backup is GEZIN_BACKUP_OLD_DAYS old, or there is none */
  gboolean is_drill_old; /* the last good drill is GEZIN_DRILL_OLD_DAYS old, or there was none */
} GezinBackupState;

void gezin_backup_report_free (GezinBackupReport *report);
void gezin_backup_row_free (GezinBackupRow *row);
void gezin_restore_report_free (GezinRestoreReport *report);
void gezin_drill_report_free (GezinDrillReport *report);
void gezin_backup_state_free (GezinBackupState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBackupReport, gezin_backup_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBackupRow, gezin_backup_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRestoreReport, gezin_restore_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDrillReport, gezin_drill_report_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBackupState, gezin_backup_state_free)

G_END_DECLS
