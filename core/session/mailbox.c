/* SPDX-License-Identifier: EUPL-1.2 */

/* Files through a folder of others, and which folder that was the last time. */

#include "session/bundles-private.h"

#include "exchange/mailbox.h"
#include "exchange/own-card.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  GFile *mailbox;
  GCancellable *cancellable;
  GezinSyncReading *synced;
} MailboxCall;

static GFile *
last_mailbox (GezinStore *store, GError **error)
{
  g_autofree char *uri = NULL;

  if (!gezin_store_mailbox (store, &uri, error))
    return NULL;
  if (uri != NULL)
    return g_file_new_for_uri (uri);
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_NO_MAILBOX,
                       "no mailbox was named yet");
  return NULL;
}

static gboolean
sync_now (Call *call, GError **error)
{
  MailboxCall *self = (MailboxCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GFile) mailbox =
      self->mailbox != NULL ? g_object_ref (self->mailbox) : last_mailbox (exchange.store, error);
  g_autoptr (GezinOwnCard) own = mailbox != NULL ? gezin_own_card_get (&exchange, error) : NULL;
  GezinMailboxReport report = { 0 };
  g_autofree char *uri = mailbox != NULL ? g_file_get_uri (mailbox) : NULL;
  gboolean done;

  if (own == NULL)
    return FALSE;
  done = gezin_mailbox_sync (&exchange, mailbox, gezin_own_card_is_for_us, own, &report,
                             self->cancellable, error);
  *self->synced = (GezinSyncReading){ report.sent, report.arrived, report.left };
  return done && gezin_store_set_mailbox (exchange.store, uri, error);
}

gboolean
gezin_session_sync (GezinSession *session, GFile *mailbox, GezinSyncReading *reading,
                    GCancellable *cancellable, GError **error)
{
  MailboxCall self = { .call = { .session = session },
                       .mailbox = mailbox,
                       .cancellable = cancellable,
                       .synced = reading };

  *reading = (GezinSyncReading){ 0 };
  return gezin_session_run_call (&self.call, sync_now, error);
}

static gboolean
read_mailbox (Call *call, GError **error)
{
  return gezin_store_mailbox (call->session->store, &call->answer, error);
}

GFile *
gezin_session_mailbox (GezinSession *session, GError **error)
{
  Call call = { .session = session };
  g_autofree char *uri = NULL;

  if (!gezin_session_run_call (&call, read_mailbox, error))
    return NULL;
  uri = call.answer;
  return uri != NULL ? g_file_new_for_uri (uri) : NULL;
}
