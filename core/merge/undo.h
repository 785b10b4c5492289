/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/write.h"

G_BEGIN_DECLS

/**
 * gezin_undo_edits:
 * @undone: (element-type GezinVersion): all versions of the commit to undo
 * @past: (element-type GezinVersion): superseded versions of their registers
 * @left: (out) (transfer full) (element-type GezinVersion): those of @undone that stay, since somebody wrote over or beside them
 *
 * Law 11: for each register whose only head is still the commit's version, the
 * value that was displayed before, with its origin. A record that the commit
 * created is not emptied but removed.
 *
 * Returns: (transfer full) (element-type GezinEdit): what to write; empty when nothing can be put back
 */
GPtrArray *gezin_undo_edits (GezinDossier *dossier, GPtrArray *undone, GPtrArray *past,
                             GPtrArray **left);

G_END_DECLS
