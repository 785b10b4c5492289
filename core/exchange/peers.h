/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"
#include "wire/card.h"

G_BEGIN_DECLS

/* With whom bundles are exchanged. A card is believed when somebody here has
 * compared its words aloud; a role when somebody here has confirmed it. A card that
 * differs from the one that is known is never followed by itself. */

/** GezinKnownPeer: One of them. */
typedef struct {
  GezinPeer *peer;
  GezinCard *card;
  char *words; /* to compare aloud */
} GezinKnownPeer;

void gezin_known_peer_free (GezinKnownPeer *known);

/**
 * gezin_peers_add:
 * @file: a card, from anybody
 *
 * Keeps it, untrusted. When it is another card of one who is known (its name and
 * organisation, or a key of it), peer->replaces says of whom: that is to be shouted.
 * GEZIN_EXCHANGE_ERROR_CARD_KNOWN, _PEER_SELF; GEZIN_WIRE_ERROR of the card.
 */
GezinKnownPeer *gezin_peers_add (GezinExchange *exchange, GBytes *file, GError **error);

/** gezin_peers_list: (transfer full) (element-type GezinKnownPeer): By name, the newest card first. */
GPtrArray *gezin_peers_list (GezinExchange *exchange, GError **error);

/**
 * gezin_peers_find:
 * @text: the digest of a card or six or more characters of its beginning; or a name, or an organisation
 *
 * Of several cards of one peer the trusted one, else the newest.
 * GEZIN_EXCHANGE_ERROR_NO_PEER, _PEER_AMBIGUOUS.
 */
GezinKnownPeer *gezin_peers_find (GezinExchange *exchange, const char *text, GError **error);

/** gezin_peers_find_signer: (transfer full) (nullable): Whose signing certificate it is; %NULL without an error: nobody's. */
GezinKnownPeer *gezin_peers_find_signer (GezinExchange *exchange,
                                         const GezinCertificate *certificate, GError **error);

/**
 * gezin_peers_trust:
 * @role: (nullable): a role that is confirmed here: consultant, lead or rvt
 *
 * The words were compared. A card that it replaces is believed no longer for what
 * is new. GEZIN_EXCHANGE_ERROR_ROLE, _PEER_REVOKED, _PEER_TAKEN_BACK.
 */
gboolean gezin_peers_trust (GezinExchange *exchange, GezinKnownPeer *known, const char *role,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_peers_revoke: Its key was lost, or they left: nothing is sent to it or taken from it any more. */
gboolean gezin_peers_revoke (GezinExchange *exchange, GezinKnownPeer *known,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_peers_check_may_get: Whether something new may be made for it, by us. GEZIN_EXCHANGE_ERROR_PEER…, _OWN_TAKEN_BACK. */
gboolean gezin_peers_check_may_get (GezinExchange *exchange, const GezinKnownPeer *known,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinKnownPeer, gezin_known_peer_free)

G_END_DECLS
