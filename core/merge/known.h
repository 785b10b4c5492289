/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/* A dossier as it was known when something was written, from the versions that are kept: no version
 * goes but by erasure.
 *
 * Invariants:
 * 1. It depends on the set of versions and on the commit alone, not on their order; instants count
 *    in whole seconds, as they travel.
 * 2. What is written later changes nothing of it.
 * 3. What was erased is not in it. */

/**
 * gezin_known_first:
 * @versions: (element-type GezinVersion): heads and past, in any order
 * @is_sure: (out): %FALSE if one that is not held may have written it before
 *
 * Returns: (transfer none) (nullable): the earliest that wrote @value in the field of @record
 */
GezinVersion *gezin_known_first (GPtrArray *versions, const GezinUuid *record, GezinField field,
                                 const char *value, gboolean *is_sure);

/**
 * gezin_known_at:
 * @now: whose id and erased records count
 * @versions: (element-type GezinVersion): its heads and past, in any order
 * @at: (transfer none): the commit at which it is asked
 * @is_whole: (out): %FALSE if what may have been known then is not held
 *
 * What @at and earlier commits wrote; of the second of @at itself what @at wrote, and what was written
 * for the first time. Where a register has nothing of then because only later versions of it are held
 * that knew earlier ones (past does not travel), the first of those stands for them.
 *
 * Errors: those of gezin_merge().
 */
GezinDossier *gezin_known_at (GezinDossier *now, GPtrArray *versions, const GezinCommit *at,
                              gboolean *is_whole, GError **error);

G_END_DECLS
