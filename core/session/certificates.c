/* SPDX-License-Identifier: EUPL-1.2 */

/* Certificates of the organisation's issuer, and what issuers took back. */

#include "session/bundles-private.h"

#include "exchange/own-certificate.h"
#include "exchange/revocations.h"

#include <glib/gi18n-lib.h>

typedef struct {
  Call call; /* first: a call is found as its Call */
  GBytes *file;
  GezinPeerReading *card;
  GezinListReading *list;
} CertificateCall;

/* Our own. */

static gboolean
request_certificates (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);

  call->bytes = gezin_own_card_request (&exchange, error);
  return call->bytes != NULL;
}

GBytes *
gezin_session_request_certificates (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, request_certificates, error) ? call.bytes : NULL;
}

static gboolean
certify_card (Call *call, GError **error)
{
  CertificateCall *self = (CertificateCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GezinOwnCard) own = gezin_own_card_certify (&exchange, self->file, error);

  if (own == NULL)
    return FALSE;
  call->bytes = g_bytes_ref (gezin_card_file (own->card));
  self->card = gezin_session_own_card_reading (&exchange, own->card);
  return TRUE;
}

GBytes *
gezin_session_certify_card (GezinSession *session, GBytes *file, GezinPeerReading **reading,
                            GError **error)
{
  CertificateCall self = { .call = { .session = session }, .file = file };

  *reading = NULL;
  if (!gezin_session_run_call (&self.call, certify_card, error))
    return NULL;
  *reading = self.card;
  return self.call.bytes;
}

/* Lists. */

static void
add_cards (GezinExchange *exchange, const GezinIssuerList *kept, GPtrArray *peers, GPtrArray *lists,
           GPtrArray *cards)
{
  for (guint i = 0; i < peers->len; i++)
    {
      const GezinKnownPeer *known = peers->pdata[i];

      if (gezin_revocations_is_about (kept, known->card))
        g_ptr_array_add (cards, gezin_session_peer_reading (exchange, known, lists));
    }
}

static GezinListReading *
reading_of_list (GezinExchange *exchange, const GezinIssuerList *kept, GPtrArray *peers,
                 GPtrArray *lists)
{
  GezinListReading *reading = g_new0 (GezinListReading, 1);

  reading->issuer = g_strdup (kept->issuer);
  reading->name = g_strdup (kept->name);
  reading->from = gezin_revocation_list_from (kept->list);
  reading->until = gezin_revocation_list_until (kept->list);
  reading->taken = kept->taken;
  reading->is_stale = reading->until < gezin_clock_now (gezin_store_clock (exchange->store));
  reading->revoked = gezin_revocation_list_n_revoked (kept->list);
  reading->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_reading_free);
  add_cards (exchange, kept, peers, lists, reading->cards);
  return reading;
}

static gboolean
take_list (Call *call, GError **error)
{
  CertificateCall *self = (CertificateCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GezinIssuerList) taken = gezin_revocations_take (&exchange, self->file, error);
  g_autoptr (GPtrArray) peers = taken != NULL ? gezin_peers_list (&exchange, error) : NULL;
  g_autoptr (GPtrArray) lists = peers != NULL ? gezin_revocations_lists (&exchange, error) : NULL;

  if (lists == NULL)
    return FALSE;
  self->list = reading_of_list (&exchange, taken, peers, lists);
  return TRUE;
}

GezinListReading *
gezin_session_take_revocation_list (GezinSession *session, GBytes *file, GError **error)
{
  CertificateCall self = { .call = { .session = session }, .file = file };

  return gezin_session_run_call (&self.call, take_list, error) ? self.list : NULL;
}

static gboolean
revocation_lists (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GPtrArray) kept = gezin_revocations_kept (&exchange, error);
  g_autoptr (GPtrArray) peers = kept != NULL ? gezin_peers_list (&exchange, error) : NULL;
  g_autoptr (GPtrArray) lists = peers != NULL ? gezin_revocations_lists (&exchange, error) : NULL;

  if (lists == NULL)
    return FALSE;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_list_reading_free);
  for (guint i = 0; i < kept->len; i++)
    g_ptr_array_add (call->rows, reading_of_list (&exchange, kept->pdata[i], peers, lists));
  return TRUE;
}

GPtrArray *
gezin_session_revocation_lists (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, revocation_lists, error) ? call.rows : NULL;
}

const char *
gezin_session_revocation_sentence (const char *code)
{
  if (g_strcmp0 (code, GEZIN_REVOCATION_CODE_UNCHECKED) == 0)
    return _ ("Not checked whether the certificate was revoked: no list of its issuer.");
  if (g_strcmp0 (code, GEZIN_REVOCATION_CODE_STALE) == 0)
    return _ ("Not checked whether the certificate was revoked: list of its issuer too old.");
  if (g_strcmp0 (code, GEZIN_REVOCATION_CODE_REVOKED) == 0)
    return _ ("The issuer has revoked the certificate.");
  return NULL;
}
