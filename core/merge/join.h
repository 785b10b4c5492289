/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/* Joined dossiers as one (docs/merge.md, law 14; docs/decisions/0010).
 *
 * Invariants:
 * 1. The whole depends on the set of parts alone, not on their order.
 * 2. What no part has erased and nothing supersedes is in the whole.
 * 3. What one part has erased is not in the whole, whichever part holds it. */

/**
 * gezin_join_dossiers:
 * @parts: dossiers of one class, each once, in any order; at least one
 *
 * The dossier that they are together, led by the smallest of their ids; one
 * part alone is itself. A record of one id in several parts has the heads of
 * all, less what is superseded; where the kinds differ, that of the smallest id
 * counts. For reading only: nothing is merged into it.
 *
 * Returns: (transfer full) (nullable): %NULL with GEZIN_MODEL_ERROR_DOSSIER if
 * it would be larger than a dossier may be
 */
GezinDossier *gezin_join_dossiers (GezinDossier *const *parts, guint n_parts, GError **error);

/**
 * gezin_join_holder:
 * @from: where to begin
 *
 * The place in @parts of the next one, from @from on, that holds @record;
 * @n_parts if none does.
 */
guint gezin_join_holder (GezinDossier *const *parts, guint n_parts, guint from,
                         const GezinUuid *record);

G_END_DECLS
