/* SPDX-License-Identifier: EUPL-1.2 */

/* Our own card and those of others. */

#include "session/bundles-private.h"

#include "exchange/own-card.h"
#include "exchange/revocations.h"
#include "exchange/team.h"

static gboolean
apply (gpointer data, GezinStoreChange *change, GError **error)
{
  return gezin_session_apply (data, change, error);
}

static gboolean
relist (gpointer data, const GezinUuid *dossier, GError **error)
{
  return gezin_session_relist (data, dossier, error);
}

GezinExchange
gezin_session_exchange (GezinSession *session)
{
  return (GezinExchange){ .store = session->store,
                          .reference = session->reference,
                          .program = GEZIN_VERSION,
                          .apply = apply,
                          .relist = relist,
                          .apply_data = session };
}

static gint64
first_end (GPtrArray *certificates, gint64 end)
{
  for (guint i = 0; i < certificates->len; i++)
    end = MIN (end, gezin_certificate_until (certificates->pdata[i]));
  return end;
}

static gint64
until (const GezinCard *card)
{
  gint64 end = gezin_certificate_until (gezin_card_signing (card));

  end = first_end (gezin_card_encryption (card), end);
  return first_end (gezin_card_issuers (card), end);
}

/* The nearest stands first. */
static char *
issuer_name (const GezinCard *card)
{
  GPtrArray *issuers = gezin_card_issuers (card);
  char *name;

  if (issuers->len == 0)
    return NULL;
  name = gezin_certificate_name (issuers->pdata[0]);
  if (name == NULL)
    name = gezin_certificate_organisation (issuers->pdata[0]);
  return name != NULL ? name : g_strdup ("?");
}

static GezinPeerReading *
reading_of_card (GezinExchange *exchange, const GezinCard *card, GPtrArray *lists)
{
  gint64 now = gezin_clock_now (gezin_store_clock (exchange->store));
  GezinPeerReading *reading = g_new0 (GezinPeerReading, 1);
  GezinCardStanding standing;

  reading->digest = gezin_digest_text (gezin_card_digest (card));
  reading->words = gezin_card_words (card);
  reading->name = g_strdup (gezin_card_name (card));
  reading->organisation = g_strdup (gezin_card_organisation (card));
  reading->role = g_strdup (gezin_card_role (card));
  reading->until = until (card);
  reading->issuer = issuer_name (card);
  gezin_revocations_of_card (card, lists, now, &standing);
  reading->revocation = g_strdup (standing.code);
  reading->list_from = standing.from;
  reading->list_until = standing.until;
  return reading;
}

/* What cannot be read says nothing: then nothing counts as checked. */
static GPtrArray *
lists_or_none (GezinExchange *exchange)
{
  GPtrArray *lists = gezin_revocations_lists (exchange, NULL);

  return lists != NULL ? lists : g_ptr_array_new ();
}

GezinPeerReading *
gezin_session_own_card_reading (GezinExchange *exchange, const GezinCard *card)
{
  g_autoptr (GPtrArray) lists = lists_or_none (exchange);
  GezinPeerReading *reading = reading_of_card (exchange, card, lists);

  reading->state = g_strdup ("own");
  reading->added = gezin_card_made (card);
  return reading;
}

GezinPeerReading *
gezin_session_peer_reading (GezinExchange *exchange, const GezinKnownPeer *known, GPtrArray *lists)
{
  g_autoptr (GPtrArray) read = lists == NULL ? lists_or_none (exchange) : g_ptr_array_ref (lists);
  GezinPeerReading *reading = reading_of_card (exchange, known->card, read);
  g_autoptr (GezinPeer) before =
      known->peer->replaces != 0
          ? gezin_store_peer_by_number (exchange->store, known->peer->replaces, NULL)
          : NULL;

  reading->confirmed_role = g_strdup (known->peer->role);
  reading->is_own_lead = gezin_team_is_lead (exchange, known);
  reading->state = g_strdup (gezin_peer_state_name (known->peer->state));
  reading->replaces = before != NULL ? g_strdup (before->digest) : NULL;
  reading->added = known->peer->added;
  return reading;
}

typedef struct {
  Call call;
  const char *peer;
  const char *role;
  GBytes *file;
  GezinPeerReading *reading;
} PeerCall;

static gboolean
own_card (Call *call, GError **error)
{
  PeerCall *self = (PeerCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GezinOwnCard) own =
      call->flag ? gezin_own_card_renew (&exchange, error) : gezin_own_card_get (&exchange, error);

  if (own == NULL)
    return FALSE;
  call->bytes = g_bytes_ref (gezin_card_file (own->card));
  self->reading = gezin_session_own_card_reading (&exchange, own->card);
  return TRUE;
}

GBytes *
gezin_session_own_card (GezinSession *session, gboolean renew, GezinPeerReading **reading,
                        GError **error)
{
  PeerCall self = { .call = { .session = session, .flag = renew } };

  *reading = NULL;
  if (!gezin_session_run_call (&self.call, own_card, error))
    return NULL;
  *reading = self.reading;
  return self.call.bytes;
}

static gboolean
add_peer (Call *call, GError **error)
{
  PeerCall *self = (PeerCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GezinKnownPeer) known = gezin_peers_add (&exchange, self->file, error);

  if (known == NULL)
    return FALSE;
  self->reading = gezin_session_peer_reading (&exchange, known, NULL);
  return TRUE;
}

GezinPeerReading *
gezin_session_add_peer (GezinSession *session, GBytes *card, GError **error)
{
  PeerCall self = { .call = { .session = session }, .file = card };

  return gezin_session_run_call (&self.call, add_peer, error) ? self.reading : NULL;
}

static gboolean
peers (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GPtrArray) all = gezin_peers_list (&exchange, error);
  g_autoptr (GPtrArray) lists = all != NULL ? gezin_revocations_lists (&exchange, error) : NULL;

  if (lists == NULL)
    return FALSE;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_reading_free);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (call->rows, gezin_session_peer_reading (&exchange, all->pdata[i], lists));
  return TRUE;
}

GPtrArray *
gezin_session_peers (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, peers, error) ? call.rows : NULL;
}

static gboolean
decide_peer (Call *call, GError **error)
{
  PeerCall *self = (PeerCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GezinKnownPeer) known = gezin_peers_find (&exchange, self->peer, error);

  if (known == NULL
      || !(call->flag ? gezin_peers_trust (&exchange, known, self->role, error)
                      : gezin_peers_revoke (&exchange, known, error)))
    return FALSE;
  self->reading = gezin_session_peer_reading (&exchange, known, NULL);
  return TRUE;
}

GezinPeerReading *
gezin_session_trust_peer (GezinSession *session, const char *peer, const char *role, GError **error)
{
  PeerCall self = { .call = { .session = session, .flag = TRUE }, .peer = peer, .role = role };

  return gezin_session_run_call (&self.call, decide_peer, error) ? self.reading : NULL;
}

GezinPeerReading *
gezin_session_revoke_peer (GezinSession *session, const char *peer, GError **error)
{
  PeerCall self = { .call = { .session = session }, .peer = peer };

  return gezin_session_run_call (&self.call, decide_peer, error) ? self.reading : NULL;
}
