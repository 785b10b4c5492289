/* SPDX-License-Identifier: EUPL-1.2 */

/* What lies in the boxes, what the ledger tells, and who leads. */

#include "session/bundles-private.h"

char *
gezin_session_box_path (GezinExchange *exchange, GezinBox box, const char *name)
{
  g_autoptr (GFile) file = name != NULL ? gezin_store_box_file (exchange->store, box, name) : NULL;

  return file != NULL ? g_file_get_path (file) : NULL;
}

static gboolean
is_overdue (const GezinLedgerRow *row, gint64 now)
{
  return !row->came && !row->is_receipt && row->receipt == NULL
         && g_strcmp0 (row->state, GEZIN_LEDGER_WITHDRAWN) != 0 && row->expires != 0
         && now > row->expires;
}

static GezinBundleLine *
line_of (GezinExchange *exchange, const GezinLedgerRow *row, gint64 now)
{
  GezinBundleLine *line = g_new0 (GezinBundleLine, 1);
  g_autoptr (GezinPeer) peer = gezin_store_peer_by_number (exchange->store, row->peer, NULL);

  line->bundle = row->bundle;
  line->came = row->came;
  line->kind = g_strdup (row->kind);
  line->peer = peer != NULL ? g_strdup (peer->name) : NULL;
  line->peer_digest = peer != NULL ? g_strdup (peer->digest) : NULL;
  line->dossier = *gezin_ledger_row_about (row);
  line->sequence = row->sequence;
  line->digest = g_strdup (row->digest);
  line->purpose = g_strdup (row->purpose);
  line->made = row->made;
  line->expires = row->expires;
  line->noted = row->noted;
  line->records = row->records;
  line->withheld = row->withheld;
  line->state = g_strdup (row->state);
  line->reason = g_strdup (row->reason);
  line->file = g_strdup (row->file);
  line->path =
      gezin_session_box_path (exchange, row->came ? GEZIN_BOX_IN : GEZIN_BOX_OUT, row->file);
  line->has_answers = row->has_answers;
  line->answers = row->answers;
  line->receipt = g_strdup (row->receipt);
  line->receipt_at = row->receipt_at;
  line->recalled = row->recalled;
  line->recall_reason = g_strdup (row->recall_reason);
  line->revocation = g_strdup (row->revocation);
  line->revocation_at = row->revocation_at;
  line->is_overdue = is_overdue (row, now);
  return line;
}

/* Whether the outbox shows it: a receipt until it is sent, all else until it is acknowledged. */
static gboolean
is_in_outbox (const GezinLedgerRow *row)
{
  return !row->came && row->file != NULL;
}

static gboolean
ledger (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);
  gint64 now = gezin_clock_now (call->session->clock);
  g_autoptr (GPtrArray) rows = gezin_store_ledger (exchange.store, call->dossier, error);

  if (rows == NULL)
    return FALSE;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_bundle_line_free);
  for (guint i = 0; i < rows->len; i++)
    if (!call->flag || is_in_outbox (rows->pdata[i]))
      g_ptr_array_add (call->rows, line_of (&exchange, rows->pdata[i], now));
  return TRUE;
}

GPtrArray *
gezin_session_ledger (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, ledger, error) ? call.rows : NULL;
}

GPtrArray *
gezin_session_outbox (GezinSession *session, GError **error)
{
  Call call = { .session = session, .flag = TRUE };

  return gezin_session_run_call (&call, ledger, error) ? call.rows : NULL;
}

static gboolean
inbox (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GPtrArray) all = gezin_store_arrivals (exchange.store, error);

  if (all == NULL)
    return FALSE;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_inbox_line_free);
  for (guint i = 0; i < all->len; i++)
    {
      const GezinArrival *arrival = all->pdata[i];
      GezinInboxLine *line = g_new0 (GezinInboxLine, 1);

      line->file = g_strdup (arrival->file);
      line->path = gezin_session_box_path (&exchange, GEZIN_BOX_IN, arrival->file);
      line->bytes = arrival->bytes;
      line->time = arrival->time;
      g_ptr_array_add (call->rows, line);
    }
  return TRUE;
}

GPtrArray *
gezin_session_inbox (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, inbox, error) ? call.rows : NULL;
}

static gboolean
find_bundle (Call *call, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_ledger (call->session->store, NULL, error);
  guint n_found = 0;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GezinLedgerRow *row = rows->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if (row->came || !g_str_has_prefix (gezin_uuid_write (&row->bundle, id), call->text))
        continue;
      call->id = row->bundle;
      n_found++;
    }
  if (rows == NULL || n_found == 1)
    return rows != NULL;
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_NO_BUNDLE,
                       "no such bundle was made here, or several");
  return FALSE;
}

gboolean
gezin_session_find_bundle (GezinSession *session, const char *text, GezinUuid *bundle,
                           GError **error)
{
  Call call = { .session = session, .text = text };

  if (!gezin_session_run_call (&call, find_bundle, error))
    return FALSE;
  *bundle = call.id;
  return TRUE;
}

/* Who leads. */

static gboolean
lead (Call *call, GError **error)
{
  static const char *const names[] = { "unsaid", "offered", "asked", "ours", "theirs" };
  g_autoptr (GezinPeer) peer = NULL;
  GezinLead where;
  gint64 number;

  if (!gezin_store_lead (call->session->store, call->dossier, &where, &number, NULL, error))
    return FALSE;
  peer = number != 0 ? gezin_store_peer_by_number (call->session->store, number, error) : NULL;
  if (number != 0 && peer == NULL)
    return FALSE;
  call->answer = g_strdup (names[where]);
  call->rows = g_ptr_array_new_with_free_func (g_free);
  if (peer != NULL)
    g_ptr_array_add (call->rows, g_strdup (peer->name));
  return TRUE;
}

char *
gezin_session_lead (GezinSession *session, const GezinUuid *dossier, char **peer, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  *peer = NULL;
  if (!gezin_session_run_call (&call, lead, error))
    return NULL;
  if (call.rows->len > 0)
    *peer = g_strdup (call.rows->pdata[0]);
  g_ptr_array_unref (call.rows);
  return call.answer;
}
