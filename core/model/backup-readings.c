/* SPDX-License-Identifier: EUPL-1.2 */

/* Freeing what backing up, restoring and drilling answer. */

#include "model/backup-readings.h"

const char *
gezin_backup_verdict_name (GezinBackupVerdict verdict)
{
  static const char *const names[] = { "whole", "ours", "twin", "foreign", "newer", "damaged" };

  g_return_val_if_fail ((gsize) verdict < G_N_ELEMENTS (names), NULL);
  return names[verdict];
}

void
gezin_backup_report_free (GezinBackupReport *report)
{
  if (report == NULL)
    return;
  g_free (report->uri);
  g_free (report);
}

void
gezin_backup_row_free (GezinBackupRow *row)
{
  if (row == NULL)
    return;
  g_free (row->uri);
  g_free (row->name);
  g_free (row);
}

void
gezin_restore_report_free (GezinRestoreReport *report)
{
  g_free (report);
}

void
gezin_drill_report_free (GezinDrillReport *report)
{
  if (report == NULL)
    return;
  g_free (report->uri);
  g_free (report);
}

void
gezin_backup_state_free (GezinBackupState *state)
{
  if (state == NULL)
    return;
  g_free (state->folder);
  g_free (state->last_backup_uri);
  g_free (state);
}
