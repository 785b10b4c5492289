/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/peers.h"
#include "session/exchange.h"
#include "session/session-private.h"

G_BEGIN_DECLS

/* What the files of exchange in the session share. */

/** gezin_session_exchange: What the exchange room stands on; for this call alone. */
GezinExchange gezin_session_exchange (GezinSession *session);

/** gezin_session_peer_reading: (transfer full): @lists (nullable): those that are kept, when they are read already. */
GezinPeerReading *gezin_session_peer_reading (GezinExchange *exchange, const GezinKnownPeer *known,
                                              GPtrArray *lists);

/** gezin_session_own_card_reading: (transfer full) */
GezinPeerReading *gezin_session_own_card_reading (GezinExchange *exchange, const GezinCard *card);

/** gezin_session_box_path: (transfer full) (nullable): Where the file @name (nullable) of @box lies. */
char *gezin_session_box_path (GezinExchange *exchange, GezinBox box, const char *name);

/** gezin_session_exchange_sentence: (transfer none) (nullable): For an error of the exchange room; translated. */
const char *gezin_session_exchange_sentence (int code);

/** GezinImportWords: What a preview is told from. Borrowed. */
typedef struct {
  GezinSession *session;
  GezinDossier *now; /* (nullable): as it is here */
  GezinDossier *merged; /* as it would be */
} GezinImportWords;

/** gezin_session_tell_import_item: Gives @item a title and what would change; @versions: what came of it. */
void gezin_session_tell_import_item (const GezinImportWords *words, const GPtrArray *versions,
                                     GezinImportItem *item);

G_END_DECLS
