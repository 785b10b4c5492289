/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "exchange/own-card.h"
#include "exchange/peers.h"
#include "wire/manifest.h"

G_BEGIN_DECLS

/* A bundle on its way out: what every kind of it has in common. */

typedef struct {
  GezinExchange *exchange;
  GezinOwnCard *own;
  const GezinKnownPeer *peer;
  GezinManifest *manifest; /* to be filled in by who makes it */
  GezinLedgerRow *row;
  guint64 bytes; /* of the container */
} GezinOutgoing;

/**
 * gezin_outgoing_init:
 * @days: after which it expires
 *
 * Gives it its id, its number and what goes before it. To be cleared also after a failure.
 */
gboolean gezin_outgoing_init (GezinOutgoing *self, GezinExchange *exchange, GezinBundleKind kind,
                              const GezinUuid *dossier, const GezinKnownPeer *peer, guint days,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_outgoing_seal:
 * @view: (nullable): NULL exactly when the kind has no dossier
 * @documents: (nullable) (element-type GBytes)
 * @keeps: whether the sealed bytes stay in the row, to be sent again
 *
 * Makes the bundle, and stages its file: before the transaction.
 */
gboolean gezin_outgoing_seal (GezinOutgoing *self, GezinView *view, GPtrArray *documents,
                              gboolean keeps, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_outgoing_note: The row, in the transaction that is open; then gezin_store_settle_boxes(). */
gboolean gezin_outgoing_note (GezinOutgoing *self, const GezinAuditEvent *event,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

void gezin_outgoing_clear (GezinOutgoing *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinOutgoing, gezin_outgoing_clear)

G_END_DECLS
