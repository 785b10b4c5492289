/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/own-card.h"

G_BEGIN_DECLS

/* Certificates of our keys from the organisation's own issuer, in the place of those
 * that the keys gave themselves: a request goes out as a file, and the answer comes in
 * as one. */

/** gezin_own_card_request: (transfer full): Two requests (PKCS#10 in PEM), first for signing, then for encryption: of the keys in use, in the name on the card. */
GBytes *gezin_own_card_request (GezinExchange *exchange, GError **error);

/**
 * gezin_own_card_certify:
 * @file: from anybody
 *
 * (transfer full): The card, made anew with the certificates in @file and their issuers;
 * the keys stay, and what was signed or sealed for the older certificates still holds.
 * Those that are on it already change nothing. GEZIN_WIRE_ERROR_ISSUED….
 */
GezinOwnCard *gezin_own_card_certify (GezinExchange *exchange, GBytes *file, GError **error);

G_END_DECLS
