/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/backup-readings.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_backup_notice_text: (transfer full) (nullable): What is overdue, in a sentence; %NULL when nothing is. */
char *gezin_backup_notice_text (const GezinBackupState *state, GezinClock *clock);

/** GezinBackupNotice: A bar above the desk that shows when a backup or a drill is overdue. */
#define GEZIN_TYPE_BACKUP_NOTICE (gezin_backup_notice_get_type ())
G_DECLARE_FINAL_TYPE (GezinBackupNotice, gezin_backup_notice, GEZIN, BACKUP_NOTICE, AdwBin)

GtkWidget *gezin_backup_notice_new (GezinSession *session);

/** gezin_backup_notice_refresh: Asks again. */
void gezin_backup_notice_refresh (GezinBackupNotice *notice);

G_END_DECLS
