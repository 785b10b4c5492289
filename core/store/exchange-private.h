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

/* Registers: each runs @sql once for each, with peer, dossier, record, field and item as parameters 1
 * to 5 (and of entries @bundle, unless %NULL, and now as 6 and 7). */
gboolean gezin_exchange_run_on_versions (GezinStore *store, const char *sql, gint64 peer,
                                         const GezinUuid *dossier, GezinVersion *const *versions,
                                         gsize n_versions,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_exchange_run_on_entries (GezinStore *store, const char *sql, gint64 peer,
                                        const GezinUuid *dossier, const GezinUuid *bundle,
                                        const GezinHeldEntry *entries, gsize n_entries,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_exchange_run_on_record: With dossier and record (nullable) as parameters 1 and 2. */
gboolean gezin_exchange_run_on_record (GezinStore *store, const char *sql, const GezinUuid *dossier,
                                       const GezinUuid *record,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_frozen_heads: (transfer full) (nullable): The heads of @record, of the dossier with @key, that may be shown; %NULL without an error: all of them. Borrowed pointers. */
GPtrArray *gezin_frozen_heads (GezinStore *store, gint64 key, const GezinRecord *record,
                               GError **error);

G_END_DECLS
