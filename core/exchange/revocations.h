/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"
#include "wire/card.h"

G_BEGIN_DECLS

/* What the issuers of cards took back. A list comes by hand, as everything here. What
 * is known from a list, and what is not, is told: a list that is missing or too old is
 * never taken for "not revoked". */

/** GezinIssuerList: A list that is kept here. */
typedef struct {
  char *issuer; /* SHA-256 of the issuer's public key, in hex */
  char *name; /* of the issuer */
  GezinRevocationList *list;
  gint64 taken; /* instant */
} GezinIssuerList;

void gezin_issuer_list_free (GezinIssuerList *kept);

/**
 * gezin_revocations_take:
 * @file: from anybody
 *
 * Keeps it when an issuer of a card that is here, or of our own, signed it. The same
 * again changes nothing. GEZIN_WIRE_ERROR_LIST…, GEZIN_EXCHANGE_ERROR_LIST_ISSUER,
 * _LIST_OLDER, _LIST_NOT_YET.
 */
GezinIssuerList *gezin_revocations_take (GezinExchange *exchange, GBytes *file, GError **error);

/** gezin_revocations_is_about: Whether @kept is of an issuer on @card. */
gboolean gezin_revocations_is_about (const GezinIssuerList *kept, const GezinCard *card);

/** gezin_revocations_kept: (transfer full) (element-type GezinIssuerList): By name of the issuer. */
GPtrArray *gezin_revocations_kept (GezinExchange *exchange, GError **error);

/** gezin_revocations_lists: (transfer full) (element-type GezinRevocationList): The same, to judge by. */
GPtrArray *gezin_revocations_lists (GezinExchange *exchange, GError **error);

#define GEZIN_REVOCATION_CODE_GOOD "good"
#define GEZIN_REVOCATION_CODE_STALE "stale"
#define GEZIN_REVOCATION_CODE_UNCHECKED "not-checked"
#define GEZIN_REVOCATION_CODE_REVOKED "revoked"

/** gezin_revocation_code: good, stale or not-checked. */
const char *gezin_revocation_code (GezinRevocation revocation);

/** GezinCardStanding: What lists say of a card. */
typedef struct {
  const char
      *code; /* (nullable): good, stale, not-checked or revoked; NULL: its card has no issuer */
  gint64 from; /* of the oldest of the lists that count for it; 0: there is none */
  gint64 until;
} GezinCardStanding;

/** gezin_revocations_of_card: @lists: as gezin_revocations_lists() gives them; of all its certificates the worst. */
void gezin_revocations_of_card (const GezinCard *card, GPtrArray *lists, gint64 when,
                                GezinCardStanding *standing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinIssuerList, gezin_issuer_list_free)

G_END_DECLS
