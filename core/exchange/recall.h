/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"

G_BEGIN_DECLS

/** GezinRecallAsked: What is asked back. Borrowed pointers. */
typedef struct {
  const GezinUuid *bundle; /* that was made here */
  const char *reason; /* a person's words: they stay here */
  const GezinUuid *records; /* these alone; none: all that its recipient was given of the dossier */
  gsize n_records;
} GezinRecallAsked;

/**
 * gezin_recall_make:
 * @recall: (out): what asks; all zero when nobody needs to be asked, since it was never sent
 *
 * Asks its recipient to delete what they hold of the dossier. The ledger shows that
 * it was asked, and what they said. GEZIN_EXCHANGE_ERROR_NO_BUNDLE, _RECALLED, _RECORD, _PEER….
 */
gboolean gezin_recall_make (GezinExchange *exchange, const GezinRecallAsked *asked,
                            GezinUuid *recall, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
