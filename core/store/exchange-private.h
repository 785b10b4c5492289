/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/exchange.h"
#include "store/store-private.h"

G_BEGIN_DECLS

/* What the files of exchange in the store share, and what the rest of it needs. */

/** gezin_exchange_note: Adds @event (nullable) in the caller's transaction. */
gboolean gezin_exchange_note (GezinStore *store, const GezinAuditEvent *event,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_exchange_column_bytes: (transfer full) (nullable) */
GBytes *gezin_exchange_column_bytes (GezinStatement *rows, int column);

/** gezin_exchange_erase: @record, or (%NULL) all of @dossier, was erased: what is left here of it goes; who held it stays known, by its id alone. */
gboolean gezin_exchange_erase (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
