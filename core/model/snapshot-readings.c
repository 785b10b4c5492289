/* SPDX-License-Identifier: EUPL-1.2 */

/* Analyses of adopted conclusions, and how they go away again. */

#include "model/snapshot-readings.h"

void
gezin_snapshot_line_free (GezinSnapshotLine *line)
{
  g_free (line->day);
  g_free (line->digest);
  g_free (line);
}

void
gezin_snapshot_free (GezinSnapshot *snapshot)
{
  g_clear_pointer (&snapshot->line, gezin_snapshot_line_free);
  g_clear_pointer (&snapshot->analysis, gezin_analysis_free);
  g_array_unref (snapshot->factors);
  g_ptr_array_unref (snapshot->titles);
  g_free (snapshot);
}

void
gezin_difference_free (GezinDifference *difference)
{
  g_array_unref (difference->records);
  g_free (difference->sentence);
  g_free (difference);
}
