/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"

G_BEGIN_DECLS

/**
 * gezin_recall_make:
 * @bundle: that was made here
 * @reason: a person's words: they stay here
 *
 * Asks its recipient to delete what they hold of the dossier. The ledger shows that
 * it was asked, and what they said. GEZIN_EXCHANGE_ERROR_NO_BUNDLE, _RECALLED, _PEER….
 */
gboolean gezin_recall_make (GezinExchange *exchange, const GezinUuid *bundle, const char *reason,
                            GezinUuid *recall, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
