/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"
#include "store/exchange.h"

G_BEGIN_DECLS

/* Bundles from store to store, without a network between them (docs/exchange.md).
 *
 * Invariants:
 * 1. What leaves is decided at the moment of leaving, never at preview time.
 * 2. Nothing of a bundle is parsed before its signature was checked, and nothing is written before
 *    all of it was.
 * 3. What is taken in is one transaction: versions, ledger, what is held and frozen, and its receipt.
 * 4. A receipt follows from the bundle alone. */

#define GEZIN_EXCHANGE_ERROR (gezin_exchange_error_quark ())
GQuark gezin_exchange_error_quark (void);

typedef enum {
  GEZIN_EXCHANGE_ERROR_NOTHING_SHARED = 141, /* nothing may go to this recipient for this purpose */
  GEZIN_EXCHANGE_ERROR_NO_PEER = 142, /* no such peer */
  GEZIN_EXCHANGE_ERROR_NO_BUNDLE = 143, /* no such bundle in the ledger */
  GEZIN_EXCHANGE_ERROR_CARRIED_LATER =
      144, /* all that a bundle carried went again in a later one */
  GEZIN_EXCHANGE_ERROR_PEER_AMBIGUOUS = 241, /* a name that several have */
  GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED = 242, /* nobody compared its words */
  GEZIN_EXCHANGE_ERROR_PEER_REPLACED = 243, /* a later card of it is trusted */
  GEZIN_EXCHANGE_ERROR_PEER_REVOKED = 244,
  GEZIN_EXCHANGE_ERROR_PEER_EXPIRED =
      245, /* a certificate of its card holds no longer, or not yet */
  GEZIN_EXCHANGE_ERROR_PEER_SELF = 246, /* our own card */
  GEZIN_EXCHANGE_ERROR_RECIPIENT = 247, /* no organisation of the dossier has this card */
  GEZIN_EXCHANGE_ERROR_PURPOSE = 248, /* no such purpose */
  GEZIN_EXCHANGE_ERROR_RECALLED =
      249, /* a bundle that came, that cannot be recalled, or was already */
  GEZIN_EXCHANGE_ERROR_ROLE = 250, /* no such role */
  GEZIN_EXCHANGE_ERROR_RECORD =
      251, /* the bundle holds no such record, or it cannot be answered so */
  GEZIN_EXCHANGE_ERROR_LEAD = 252, /* the lead is not ours to hand over */
  GEZIN_EXCHANGE_ERROR_CARD_KNOWN = 253, /* the card is there already */
  GEZIN_EXCHANGE_ERROR_NO_MAILBOX = 254, /* none was named yet */
  GEZIN_EXCHANGE_ERROR_OTHER_NAME = 255, /* card and dossier name the organisation differently */
  GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD = 256, /* a review goes to the lead of our own team, and back */
  GEZIN_EXCHANGE_ERROR_FOR_REVIEW = 257, /* the dossier is here for a review alone */
  GEZIN_EXCHANGE_ERROR_PEER_TAKEN_BACK = 261, /* its issuer revoked a certificate of its card */
  GEZIN_EXCHANGE_ERROR_OWN_TAKEN_BACK = 262, /* our issuer revoked a certificate of ours */
  GEZIN_EXCHANGE_ERROR_SENDER_UNKNOWN = 441, /* no peer of ours signed it */
  GEZIN_EXCHANGE_ERROR_SENDER_NOT_TRUSTED = 442, /* a peer whose words nobody compared */
  GEZIN_EXCHANGE_ERROR_SENDER_REVOKED = 443,
  GEZIN_EXCHANGE_ERROR_STALE = 444, /* a later one of its row was taken in */
  GEZIN_EXCHANGE_ERROR_FORKED = 445, /* another one has its number */
  GEZIN_EXCHANGE_ERROR_REPLAYED = 446, /* another one had its id */
  GEZIN_EXCHANGE_ERROR_PREVIOUS = 447, /* it names another one before it than was taken in */
  GEZIN_EXCHANGE_ERROR_ABOUT = 448, /* a receipt or recall of something that was never exchanged */
  GEZIN_EXCHANGE_ERROR_OWN = 449, /* we made it ourselves */
  GEZIN_EXCHANGE_ERROR_NOT_A_BUNDLE = 450, /* nothing that we could read, or not for us */
  GEZIN_EXCHANGE_ERROR_ERASED = 451, /* the dossier was erased here */
  GEZIN_EXCHANGE_ERROR_ERASES =
      452, /* it says that something is to be erased: that is asked by a recall */
  GEZIN_EXCHANGE_ERROR_NOT_OUR_TEAM = 453, /* a review of another organisation */
  GEZIN_EXCHANGE_ERROR_SENDER_NOT_LEAD =
      454, /* a review of somebody whose role of lead nobody confirmed */
  GEZIN_EXCHANGE_ERROR_LIST_ISSUER = 461, /* a revocation list of nobody who issued a card here */
  GEZIN_EXCHANGE_ERROR_LIST_OLDER = 462, /* a later one of its issuer is here */
  GEZIN_EXCHANGE_ERROR_LIST_NOT_YET = 463, /* made in the future */
  GEZIN_EXCHANGE_ERROR_MAILBOX_GONE = 641, /* it is not there, or went away */
  GEZIN_EXCHANGE_ERROR_MAILBOX_FULL = 642,
  GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY = 643,
  GEZIN_EXCHANGE_ERROR_MAILBOX = 644, /* it failed otherwise */
  GEZIN_EXCHANGE_ERROR_MAILBOX_PASSWORD = 645, /* it asks something that only a person can answer */
} GezinExchangeError;

/** gezin_exchange_error_reason: (transfer none) (nullable): A stable code, lower-kebab. */
const char *gezin_exchange_error_reason (int code);

/** GezinExchange: What exchange stands on. Borrowed; of the worker alone. */
typedef struct {
  GezinStore *store;
  GezinReference *reference;
  const char *program; /* version */
  /* Carries out a change of a dossier, in the transaction that is open. */
  gboolean (*apply) (gpointer data, GezinStoreChange *change, GError **error);
  /* What may be shown of a dossier became other: its row in the list follows, in the same transaction. */
  gboolean (*relist) (gpointer data, const GezinUuid *dossier, GError **error);
  gpointer apply_data; /* of both */
} GezinExchange;

G_END_DECLS
