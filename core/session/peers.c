/* SPDX-License-Identifier: EUPL-1.2 */

/* Our own card and those of others. */

#include "session/bundles-private.h"

#include "exchange/own-card.h"
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
until (const GezinCard *card)
{
  GPtrArray *others = gezin_card_encryption (card);
  gint64 end = gezin_certificate_until (gezin_card_signing (card));

  for (guint i = 0; i < others->len; i++)
    end = MIN (end, gezin_certificate_until (others->pdata[i]));
  return end;
}

static GezinPeerReading *
reading_of_card (const GezinCard *card)
{
  GezinPeerReading *reading = g_new0 (GezinPeerReading, 1);

  reading->digest = gezin_digest_text (gezin_card_digest (card));
  reading->words = gezin_card_words (card);
  reading->name = g_strdup (gezin_card_name (card));
  reading->organisation = g_strdup (gezin_card_organisation (card));
  reading->role = g_strdup (gezin_card_role (card));
  reading->until = until (card);
  return reading;
}

GezinPeerReading *
gezin_session_peer_reading (GezinExchange *exchange, const GezinKnownPeer *known)
{
  GezinPeerReading *reading = reading_of_card (known->card);
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
  self->reading = reading_of_card (own->card);
  self->reading->state = g_strdup ("own");
  self->reading->added = gezin_card_made (own->card);
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
  self->reading = gezin_session_peer_reading (&exchange, known);
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

  if (all == NULL)
    return FALSE;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_reading_free);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (call->rows, gezin_session_peer_reading (&exchange, all->pdata[i]));
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
  self->reading = gezin_session_peer_reading (&exchange, known);
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
