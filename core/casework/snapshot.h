/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/snapshot-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* The analysis as of the day on which a conclusion was adopted, as canonical bytes.
 *
 * Invariants:
 * 1. A snapshot holds no text of people: ids, codes, numbers, and a digest of the versions of each
 *    record that it rests on. Its sentences are told anew from the records that the reader has.
 * 2. The same records, reference data, day and number give the same bytes; it is worked out of the
 *    records as they are known now, and not kept.
 * 3. Its last line is the SHA-256 of all that stands before it: other bytes are no snapshot. */

/** gezin_snapshot_freeze: (transfer full) (nullable): The bytes for @number, as of @day; %NULL where they would be longer than a field may be. */
char *gezin_snapshot_freeze (const GezinView *view, GezinReference *reference, const GDate *day,
                             guint number);

/** gezin_snapshot_list: (transfer full) (element-type GezinSnapshotLine): Every adopted conclusion of the view, by number. */
GPtrArray *gezin_snapshot_list (const GezinView *view, GezinReference *reference);

/** gezin_snapshot_tell: (transfer full) (nullable): Of @number, or %NULL. */
GezinSnapshot *gezin_snapshot_tell (const GezinView *view, GezinReference *reference, guint number);

/** gezin_snapshot_compare: (transfer full) (element-type GezinDifference): From @before to @after: factors, circles, leverage, gaps. */
GPtrArray *gezin_snapshot_compare (const GezinView *view, GezinReference *reference,
                                   const GezinSnapshot *before, const GezinSnapshot *after);

G_END_DECLS
