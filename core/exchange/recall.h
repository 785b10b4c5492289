/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"

G_BEGIN_DECLS

/** GezinRecallAsked: What is asked back. Borrowed pointers. */
typedef struct {
  const GezinUuid *bundle; /* that was made here */
  const char *reason; /* a person's words: they stay here */
  const GezinUuid
      *records; /* (nullable): these alone; else what this bundle carried and no later one */
  gsize n_records;
  gboolean is_all; /* all that its recipient was ever given of the dossier */
} GezinRecallAsked;

/**
 * gezin_recall_make:
 * @recall: (out): what asks; all zero when nobody needs to be asked, since it was never sent
 *
 * Asks its recipient to delete what they hold of the dossier. The ledger shows that
 * it was asked, and what they said. GEZIN_EXCHANGE_ERROR_NO_BUNDLE, _RECALLED, _RECORD,
 * _CARRIED_LATER, _PEER….
 */
gboolean gezin_recall_make (GezinExchange *exchange, const GezinRecallAsked *asked,
                            GezinUuid *recall, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinRecallReach: How many records each way of asking it back asks for. */
typedef struct {
  guint alone; /* by the bundle alone */
  guint later; /* of the bundle, that a later one carried too */
  guint all; /* all that was given */
  gboolean was_sent; /* else it is withdrawn, and nobody is asked */
} GezinRecallReach;

/** gezin_recall_reach: Of @bundle, which was made here. GEZIN_EXCHANGE_ERROR_NO_BUNDLE. */
gboolean gezin_recall_reach (GezinExchange *exchange, const GezinUuid *bundle,
                             GezinRecallReach *reach, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
