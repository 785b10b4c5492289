/* SPDX-License-Identifier: EUPL-1.2 */

/* Cards of others.
 *
 * Invariants:
 * 1. A card that is added is untrusted, whoever is known already.
 * 2. A card is found by its bytes; what it says of its holder is shown, and only warns. */

#include "exchange/peers.h"

#include <string.h>

#include "exchange/own-card.h"
#include "exchange/revocations.h"

#define MIN_PREFIX (6)

static const char *const roles[] = { "consultant", "lead", "rvt" };

void
gezin_known_peer_free (GezinKnownPeer *known)
{
  if (known == NULL)
    return;
  g_clear_pointer (&known->peer, gezin_peer_free);
  g_clear_pointer (&known->card, gezin_card_unref);
  g_free (known->words);
  g_free (known);
}

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

/* @peer: (transfer full) */
static GezinKnownPeer *
known_new (GezinPeer *peer, GError **error)
{
  g_autoptr (GezinKnownPeer) known = g_new0 (GezinKnownPeer, 1);

  known->peer = peer;
  known->card = gezin_card_read (peer->card, error);
  if (known->card == NULL)
    return NULL;
  known->words = gezin_card_words (known->card);
  return g_steal_pointer (&known);
}

GPtrArray *
gezin_peers_list (GezinExchange *exchange, GError **error)
{
  g_autoptr (GPtrArray) peers = gezin_store_peers (exchange->store, error);
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_known_peer_free);

  for (guint i = 0; peers != NULL && i < peers->len; i++)
    {
      GezinKnownPeer *known = known_new (g_steal_pointer (&peers->pdata[i]), error);

      if (known == NULL)
        return NULL;
      g_ptr_array_add (all, known);
    }
  return peers != NULL ? g_steal_pointer (&all) : NULL;
}

/* Adding. */

static gboolean
is_same_key (const GezinCertificate *one, const GezinCertificate *other)
{
  guint8 first[GEZIN_DIGEST_BYTES], second[GEZIN_DIGEST_BYTES];

  gezin_certificate_key_digest (one, first);
  gezin_certificate_key_digest (other, second);
  return memcmp (first, second, sizeof first) == 0;
}

/* A key that got another certificate is the same key. */
static gboolean
shares_key (const GezinCard *one, const GezinCard *other)
{
  GPtrArray *ours = gezin_card_encryption (one), *theirs = gezin_card_encryption (other);

  if (is_same_key (gezin_card_signing (one), gezin_card_signing (other)))
    return TRUE;
  for (guint i = 0; i < ours->len; i++)
    for (guint j = 0; j < theirs->len; j++)
      if (is_same_key (ours->pdata[i], theirs->pdata[j]))
        return TRUE;
  return FALSE;
}

static gboolean
is_same_text (const char *one, const char *other)
{
  g_autofree char *first = g_utf8_casefold (one, -1);
  g_autofree char *second = g_utf8_casefold (other, -1);

  return strcmp (first, second) == 0;
}

static gboolean
is_same_holder (const GezinCard *one, const GezinCard *other)
{
  return shares_key (one, other)
         || (is_same_text (gezin_card_name (one), gezin_card_name (other))
             && is_same_text (gezin_card_organisation (one), gezin_card_organisation (other)));
}

/* The card of the same holder that counts most: the trusted one, else the newest. */
static const GezinPeer *
find_same_holder (GPtrArray *all, const GezinCard *card)
{
  const GezinPeer *found = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const GezinKnownPeer *known = all->pdata[i];

      if (!is_same_holder (known->card, card))
        continue;
      if (known->peer->state == GEZIN_PEER_TRUSTED)
        return known->peer;
      if (found == NULL || known->peer->number > found->number)
        found = known->peer;
    }
  return found;
}

static gboolean
check_not_ours (GezinExchange *exchange, const GezinCard *card, GError **error)
{
  g_autoptr (GPtrArray) keys = gezin_store_keys (exchange->store, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const GezinOwnKeys *own = keys->pdata[i];

      if (g_bytes_equal (own->signing_certificate,
                         gezin_certificate_der (gezin_card_signing (card))))
        return fail (GEZIN_EXCHANGE_ERROR_PEER_SELF, "this is a card of this store", error);
    }
  return keys != NULL;
}

/* Whether all that is on it holds now, by the lists that are here. */
static gboolean
holds_now (GezinExchange *exchange, const GezinCard *card, GError **error)
{
  gint64 now = gezin_clock_now (gezin_store_clock (exchange->store));
  g_autoptr (GPtrArray) lists = gezin_revocations_lists (exchange, error);

  return lists != NULL && gezin_card_check (card, GEZIN_CERTIFICATE_SIGNS, lists, now, NULL, error)
         && gezin_card_check (card, GEZIN_CERTIFICATE_OPENS, lists, now, NULL, error);
}

/* Weak, expired and revoked ones are refused when they come. */
static gboolean
check_card (GezinExchange *exchange, const GezinCard *card, GError **error)
{
  return holds_now (exchange, card, error) && check_not_ours (exchange, card, error);
}

static GezinPeer *
peer_of_card (GezinExchange *exchange, const GezinCard *card, GPtrArray *all)
{
  const GezinPeer *same = find_same_holder (all, card);
  GezinPeer *peer = g_new0 (GezinPeer, 1);

  peer->digest = gezin_digest_text (gezin_card_digest (card));
  peer->card = g_bytes_ref (gezin_card_file (card));
  peer->name = g_strdup (gezin_card_name (card));
  peer->organisation = g_strdup (gezin_card_organisation (card));
  peer->state = GEZIN_PEER_NEW;
  peer->replaces = same != NULL ? same->number : 0;
  peer->added = gezin_clock_now (gezin_store_clock (exchange->store));
  return peer;
}

GezinKnownPeer *
gezin_peers_add (GezinExchange *exchange, GBytes *file, GError **error)
{
  g_autoptr (GezinCard) card = gezin_card_read (file, error);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GezinPeer) peer = NULL;
  g_autoptr (GError) inner = NULL;
  GezinAuditEvent event = { .action = "add-peer" };

  if (card == NULL || !check_card (exchange, card, error))
    return NULL;
  all = gezin_peers_list (exchange, error);
  if (all == NULL)
    return NULL;
  peer = peer_of_card (exchange, card, all);
  event.subject = peer->digest;
  event.detail = peer->replaces != 0 ? "changed" : NULL;
  if (!gezin_store_add_peer (exchange->store, peer, &event, &inner))
    {
      if (g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS))
        fail (GEZIN_EXCHANGE_ERROR_CARD_KNOWN, "the card is known", error);
      else
        g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  return known_new (g_steal_pointer (&peer), error);
}

/* Finding. */

static gboolean
is_prefix_of_digest (const char *text, const char *digest)
{
  return strlen (text) >= MIN_PREFIX && g_ascii_strncasecmp (text, digest, strlen (text)) == 0;
}

static gboolean
is_meant (const GezinKnownPeer *known, const char *text)
{
  return is_prefix_of_digest (text, known->peer->digest) || is_same_text (known->peer->name, text)
         || is_same_text (known->peer->organisation, text);
}

/* Of two cards of one holder: the trusted one, else the newest. */
static gboolean
is_better (const GezinKnownPeer *one, const GezinKnownPeer *than)
{
  gboolean is_trusted = one->peer->state == GEZIN_PEER_TRUSTED;

  if (is_trusted != (than->peer->state == GEZIN_PEER_TRUSTED))
    return is_trusted;
  return one->peer->number > than->peer->number;
}

GezinKnownPeer *
gezin_peers_find (GezinExchange *exchange, const char *text, GError **error)
{
  g_autoptr (GPtrArray) all = gezin_peers_list (exchange, error);
  guint found = G_MAXUINT;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const GezinKnownPeer *known = all->pdata[i];

      if (!is_meant (known, text))
        continue;
      if (found == G_MAXUINT)
        found = i;
      else if (!is_same_holder (((GezinKnownPeer *) all->pdata[found])->card, known->card))
        {
          fail (GEZIN_EXCHANGE_ERROR_PEER_AMBIGUOUS, "several peers are called so", error);
          return NULL;
        }
      else if (is_better (known, all->pdata[found]))
        found = i;
    }
  if (all != NULL && found == G_MAXUINT)
    fail (GEZIN_EXCHANGE_ERROR_NO_PEER, "no such peer", error);
  return all != NULL && found != G_MAXUINT ? g_ptr_array_steal_index (all, found) : NULL;
}

GezinKnownPeer *
gezin_peers_find_signer (GezinExchange *exchange, const GezinCertificate *certificate,
                         GError **error)
{
  g_autoptr (GPtrArray) all = gezin_peers_list (exchange, error);
  guint found = G_MAXUINT;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const GezinKnownPeer *known = all->pdata[i];

      if (gezin_certificate_equal (gezin_card_signing (known->card), certificate)
          && (found == G_MAXUINT || is_better (known, all->pdata[found])))
        found = i;
    }
  return found != G_MAXUINT ? g_ptr_array_steal_index (all, found) : NULL;
}

/* Deciding. */

static gboolean
check_role (const char *role, GError **error)
{
  if (role == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (role, roles[i]))
      return TRUE;
  return fail (GEZIN_EXCHANGE_ERROR_ROLE, "no such role", error);
}

static gboolean
decide (GezinExchange *exchange, GezinKnownPeer *known, GezinPeerState state, const char *role,
        const char *action, GError **error)
{
  GezinPeer *peer = known->peer;
  const GezinAuditEvent event = { .action = action, .subject = peer->digest, .detail = role };

  peer->state = state;
  peer->decided = gezin_clock_now (gezin_store_clock (exchange->store));
  g_free (peer->role);
  peer->role = g_strdup (role);
  return gezin_store_decide_peer (exchange->store, peer, &event, error);
}

static gboolean
is_taken_back (const GError *error)
{
  return g_error_matches (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED);
}

gboolean
gezin_peers_trust (GezinExchange *exchange, GezinKnownPeer *known, const char *role, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (!check_role (role, error))
    return FALSE;
  if (known->peer->state == GEZIN_PEER_REVOKED)
    return fail (GEZIN_EXCHANGE_ERROR_PEER_REVOKED, "the card was revoked", error);
  if (!holds_now (exchange, known->card, &inner) && is_taken_back (inner))
    return fail (GEZIN_EXCHANGE_ERROR_PEER_TAKEN_BACK, "its issuer revoked it", error);
  return decide (exchange, known, GEZIN_PEER_TRUSTED, role, "trust-peer", error);
}

gboolean
gezin_peers_revoke (GezinExchange *exchange, GezinKnownPeer *known, GError **error)
{
  return decide (exchange, known, GEZIN_PEER_REVOKED, NULL, "revoke-peer", error);
}

/* What we sign ourselves nobody would believe then. */
static gboolean
check_own (GezinExchange *exchange, GError **error)
{
  g_autoptr (GezinOwnCard) own = gezin_own_card_get (exchange, error);
  g_autoptr (GError) inner = NULL;

  if (own == NULL)
    return FALSE;
  return holds_now (exchange, own->card, &inner) || !is_taken_back (inner)
         || fail (GEZIN_EXCHANGE_ERROR_OWN_TAKEN_BACK, "our issuer revoked our certificate", error);
}

gboolean
gezin_peers_check_may_get (GezinExchange *exchange, const GezinKnownPeer *known, GError **error)
{
  g_autoptr (GError) inner = NULL;

  switch (known->peer->state)
    {
    case GEZIN_PEER_NEW:
      return fail (GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED, "nobody compared its words", error);
    case GEZIN_PEER_REPLACED:
      return fail (GEZIN_EXCHANGE_ERROR_PEER_REPLACED, "a later card is trusted", error);
    case GEZIN_PEER_REVOKED:
      return fail (GEZIN_EXCHANGE_ERROR_PEER_REVOKED, "the card was revoked", error);
    case GEZIN_PEER_TRUSTED:
      break;
    }
  if (holds_now (exchange, known->card, &inner))
    return check_own (exchange, error);
  if (is_taken_back (inner))
    return fail (GEZIN_EXCHANGE_ERROR_PEER_TAKEN_BACK, "its issuer revoked it", error);
  return fail (GEZIN_EXCHANGE_ERROR_PEER_EXPIRED, "the certificates of the card do not hold now",
               error);
}
