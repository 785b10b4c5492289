/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/exchange.h"
#include "support.h"

G_BEGIN_DECLS

/* Peers and bundles without content, to test the tables with. */

/** exchange_test_peer: (transfer full): A trusted one whose card is made of @name. */
GezinPeer *exchange_test_peer (StoreTest *test, const char *name);

/** exchange_test_row: (transfer full): A bundle made here for @peer with number @sequence, not kept yet. */
GezinLedgerRow *exchange_test_row (StoreTest *test, const GezinPeer *peer, const GezinUuid *dossier,
                                   guint64 sequence);

/** exchange_test_send: Stages a file and notes its row, as an export does; settles. */
gboolean exchange_test_send (StoreTest *test, GezinLedgerRow *row, const char *content,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** exchange_test_n_files: Files in the outbox, whatever they are called. */
guint exchange_test_n_files (StoreTest *test);

G_END_DECLS
