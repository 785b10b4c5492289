/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"

G_BEGIN_DECLS

/* Any folder that GIO reaches, through which bundles go. Others put theirs there
 * too, and other programs look at it.
 *
 * Invariants:
 * 1. A name that ends in .gezin is given only to a file that is whole.
 * 2. Nothing is opened here: a file is known to be for us by the keys that its outside names.
 * 3. A file leaves its place only when it lies in our inbox, durably, and then it goes to taken/.
 *    Nothing is deleted.
 * 4. What is called sent would be there if the stick were pulled out now. */

/** GezinMailboxReport: What was exchanged. */
typedef struct {
  guint sent;
  guint arrived;
  guint left; /* for others, half written, or no bundles */
} GezinMailboxReport;

/** GezinForUs: Whether the sealed @bytes are for this store. */
typedef gboolean (*GezinForUs) (GBytes *bytes, gpointer data);

/**
 * gezin_mailbox_sync:
 *
 * Puts what waits in the outbox there, and what is for us from there into the
 * inbox. What was done when it fails stays done, and is told in @report; the rest waits for the next
 * time. What came is also taken when there is no room, or no right, to put something there.
 * GEZIN_EXCHANGE_ERROR_MAILBOX…, G_IO_ERROR_CANCELLED, and errors of the store.
 */
gboolean gezin_mailbox_sync (GezinExchange *exchange, GFile *mailbox, GezinForUs is_for_us,
                             gpointer data, GezinMailboxReport *report, GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
