/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"

G_BEGIN_DECLS

/** GezinExchangeWriter: What the program writes in a dossier by itself: a GezinWriter with what it borrows. */
typedef struct {
  GezinWriter writer;
  GArray *own_replicas;
  GPtrArray *markers; /* GezinVersion */
} GezinExchangeWriter;

/** gezin_exchange_writer_init: To be cleared also after a failure. */
gboolean gezin_exchange_writer_init (GezinExchange *exchange, const GezinUuid *dossier,
                                     GezinExchangeWriter *writer,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_exchange_writer_clear (GezinExchangeWriter *writer);

/**
 * gezin_exchange_write:
 * @now: as it is
 * @edits: (element-type GezinEdit)
 * @event: (nullable)
 *
 * One commit of the program, in the transaction that is open; undo does not touch it.
 */
gboolean gezin_exchange_write (GezinExchange *exchange, GezinDossier *now, GPtrArray *edits,
                               const GezinAuditEvent *event,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_exchange_write_root: The family itself was not shared: @now gets a root that says no more than since when it is here. */
gboolean gezin_exchange_write_root (GezinExchange *exchange, GezinDossier *now,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_exchange_is_stand_in: Whether @root is such a one: to its sender it says nothing, and would only contradict theirs. */
gboolean gezin_exchange_is_stand_in (GezinExchange *exchange, const GezinRecord *root);

/** gezin_exchange_finish: Ends the transaction that was begun: keeps what was @done, or nothing; then settles the boxes. Returns whether it is kept. */
gboolean gezin_exchange_finish (GezinExchange *exchange, gboolean done,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_exchange_give_up: After a failure: what was staged goes. */
void gezin_exchange_give_up (GezinExchange *exchange);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinExchangeWriter, gezin_exchange_writer_clear)

G_END_DECLS
