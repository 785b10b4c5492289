/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"
#include "wire/card.h"
#include "wire/envelope.h"

G_BEGIN_DECLS

/** GezinOwnCard: The keys of this store, ready to be used, and the card that others have of it. */
typedef struct {
  GezinCard *card;
  char *digest; /* of the card, in hex */
  GezinSigner *signer;
  GPtrArray *openers; /* (element-type GezinOpener): of older keys too, the newest first */
} GezinOwnCard;

/**
 * gezin_own_card_get:
 *
 * (transfer full): The newest; a store that has none yet gets its keys now. Keys
 * that hold no longer are not replaced by themselves, since everybody would have
 * to compare words again: gezin_own_card_renew().
 */
GezinOwnCard *gezin_own_card_get (GezinExchange *exchange, GError **error);

/** gezin_own_card_renew: (transfer full): New keys and a new card; the older keys still open what was sealed for them. */
GezinOwnCard *gezin_own_card_renew (GezinExchange *exchange, GError **error);

void gezin_own_card_free (GezinOwnCard *own);

/** gezin_own_card_is_for_us: Whether the outside of @file names a key of ours; nothing is decrypted. A GezinForUs with a GezinOwnCard. */
gboolean gezin_own_card_is_for_us (GBytes *file, gpointer own);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinOwnCard, gezin_own_card_free)

G_END_DECLS
