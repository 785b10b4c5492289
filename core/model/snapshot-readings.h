/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/analysis-readings.h"

G_BEGIN_DECLS

/* Analyses of adopted conclusions, and what is different between two: plain results, as readings.h
 * has them. */

/** GezinSnapshotLine: One adopted conclusion. */
typedef struct {
  GezinUuid conclusion;
  guint number; /* from 1, in order of the days of adoption; of one day what was written first */
  char *day; /* ISO: adopted on */
  char *digest; /* hex */
  gboolean is_frozen; /* of the dossier as it was known when it was adopted, all of it */
} GezinSnapshotLine;

/** GezinSnapshot: A snapshot, told. */
typedef struct {
  GezinSnapshotLine *line;
  GezinAnalysis *analysis; /* circles, leverage and gaps; no domains */
  GArray *factors; /* GezinUuid: of that day */
  GPtrArray *titles; /* char *: of the factors, as they were */
} GezinSnapshot;

/** GezinDifference: One thing in which two snapshots differ. */
typedef struct {
  /* Static: factor-new, factor-gone, circle-new, circle-broken, leverage-moved, gap-new, gap-closed. */
  const char *code;
  GArray *records; /* GezinUuid */
  char *sentence;
} GezinDifference;

void gezin_snapshot_line_free (GezinSnapshotLine *line);
void gezin_snapshot_free (GezinSnapshot *snapshot);
void gezin_difference_free (GezinDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSnapshot, gezin_snapshot_free)

G_END_DECLS
