/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/deadline-readings.h"
#include "store/store.h"

G_BEGIN_DECLS

/* The index of what is due in all dossiers, so that a question over all of them opens none.
 *
 * Invariants:
 * 1. A dossier's rows, and its facts (follow.h), follow from it, with those that it was joined with,
 *    and from the stamp beside it. What changes the dossier, or with whom it is joined, takes the
 *    stamp away in the same transaction; what erases something of it, the rows too.
 * 2. Of a joined class the one that leads has the rows; all have the stamp.
 * 3. Rows hold days, not how far away those are: as days pass nothing has to be worked out anew. */

/** GezinThought: What follows from one dossier. Borrowed pointers. */
typedef struct {
  const char *stamp; /* of reference data, the days on which it holds, and program */
  const char *stage; /* (nullable) */
  const GPtrArray *deadlines; /* GezinDeadline */
} GezinThought;

/** gezin_store_think: Puts what was worked out of @dossier, which leads its class or stands alone. */
gboolean gezin_store_think (GezinStore *store, const GezinUuid *dossier,
                            const GezinThought *thought, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_unthought: (element-type GezinUuid): Up to @most dossiers, of a class the one that leads, of which the rows are not of @stamp. */
GArray *gezin_store_unthought (GezinStore *store, const char *stamp, guint most,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_deadlines:
 * @day: ISO day: what is no longer told then is left out
 * @last: (nullable): ISO day: what is due later is left out
 *
 * Of all dossiers, with what retention says of each; without sentences.
 *
 * Returns: (transfer full) (element-type GezinDeadline): the earliest first
 */
GPtrArray *gezin_store_deadlines (GezinStore *store, const char *day, const char *last,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_with_deadline: (transfer full) (element-type GezinUuid): Dossiers, of a class the one that leads, in which something of @code is due on some day. */
GArray *gezin_store_with_deadline (GezinStore *store, const char *code,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
