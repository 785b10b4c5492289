/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/write.h"

G_BEGIN_DECLS

/** gezin_writer_owns: Whether @replica is one of this store's. */
gboolean gezin_writer_owns (const GezinWriter *writer, guint64 replica);

/**
 * gezin_write_having_seen:
 * @has_seen_all: whether a removal among @edits saw its record as it stands in @dossier, whatever context it has
 *
 * As gezin_write().
 */
GPtrArray *gezin_write_having_seen (GezinDossier *dossier, const GezinWriter *writer,
                                    GPtrArray *edits, gboolean has_seen_all, GError **error);

G_END_DECLS
