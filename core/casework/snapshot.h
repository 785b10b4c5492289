/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/snapshot-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* The analysis as of the day on which a conclusion was adopted, of the dossier as it was known then,
 * as canonical bytes.
 *
 * Invariants:
 * 1. A snapshot holds no text of people: ids, codes, numbers, and a digest of the versions of each
 *    record that it rests on. Its sentences are told from the records that it was made of.
 * 2. The same records, reference data, day and number give the same bytes; they are worked out when
 *    they are asked for, and not kept.
 * 3. Its last line is the SHA-256 of all that stands before it: other bytes are no snapshot. */

/** gezin_snapshot_freeze: (transfer full) (nullable): The bytes for @number, as of @day; %NULL where they would be longer than a field may be. */
char *gezin_snapshot_freeze (const GezinView *view, GezinReference *reference, const GDate *day,
                             guint number);

/** GezinSnapshotThen: Who can tell how a dossier was known. Borrowed. */
typedef struct {
  /* (transfer full) (nullable): When @adopted_on was written in @conclusion; @is_frozen (out): all of
   * it. %NULL: it cannot be told. */
  GezinView *(*view) (gpointer data, const GezinUuid *conclusion, const char *adopted_on,
                      gboolean *is_frozen);
  gpointer data;
} GezinSnapshotThen;

/**
 * gezin_snapshot_list:
 * @then: (nullable): without it, as for a narrower view, each is worked out of @view as it is now
 *
 * Returns: (transfer full) (element-type GezinSnapshotLine): every adopted conclusion of @view, by number
 */
GPtrArray *gezin_snapshot_list (const GezinView *view, GezinReference *reference,
                                const GezinSnapshotThen *then);

/** gezin_snapshot_tell: (transfer full) (nullable): Of @number, or %NULL; @then as above. */
GezinSnapshot *gezin_snapshot_tell (const GezinView *view, GezinReference *reference,
                                    const GezinSnapshotThen *then, guint number);

/** gezin_snapshot_compare: (transfer full) (element-type GezinDifference): From @before to @after: factors, circles, leverage, gaps. */
GPtrArray *gezin_snapshot_compare (const GezinSnapshot *before, const GezinSnapshot *after);

G_END_DECLS
