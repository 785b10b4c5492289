/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/write.h"

G_BEGIN_DECLS

/**
 * gezin_undo_edits:
 * @dossier: as it is now
 * @undone: (element-type GezinVersion): all versions of the commit to undo; to undo step by step, also those of the undos that brought its values back
 * @past: (element-type GezinVersion): superseded versions of their registers
 * @left: (out) (transfer full) (element-type GezinVersion): those of @undone that stay: somebody wrote over or beside them, what was before is not held, or it can't be put back (a marker, a record of the program, what narrows a record that is written once)
 *
 * Law 11: for each register whose only head is still the commit's version, the
 * value that was displayed before, with its origin. A record that the commit
 * created is not emptied but removed, unless others have worked on it or it is
 * the root. A removal comes back only if nothing was written in the record since,
 * and it then speaks of what is held here alone. Which
 * commit it is, and that it is no import, sign-off or response, is for the
 * caller to see to.
 *
 * Returns: (transfer full) (element-type GezinEdit): what to write; empty when nothing can be put back
 */
GPtrArray *gezin_undo_edits (GezinDossier *dossier, GPtrArray *undone, GPtrArray *past,
                             GPtrArray **left);

G_END_DECLS
