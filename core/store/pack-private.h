/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/edit.h"

G_BEGIN_DECLS

/* Versions and edits as bytes, for what is kept whole: parked, aside and draft. */

/** gezin_pack_versions: (transfer full) @versions: (element-type GezinVersion) */
GBytes *gezin_pack_versions (GPtrArray *versions);

/** gezin_unpack_versions: (transfer full) (element-type GezinVersion): GEZIN_STORE_ERROR_DAMAGED if @bytes are not what was packed. */
GPtrArray *gezin_unpack_versions (gconstpointer bytes, gsize length,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_pack_edits: (transfer full) @edits: (element-type GezinEdit): all of one record */
GBytes *gezin_pack_edits (GPtrArray *edits);

/** gezin_unpack_edits: (transfer full) (element-type GezinEdit) */
GPtrArray *gezin_unpack_edits (const GezinUuid *record, GezinKind kind, gconstpointer bytes,
                               gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
