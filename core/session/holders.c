/* SPDX-License-Identifier: EUPL-1.2 */

/* Who holds what is, or was, here: by ids alone, so also of what was erased. */

#include "session/bundles-private.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  const GezinUuid *records;
  gsize n_records;
  GArray *peers; /* gint64: numbers */
} HoldersCall;

void
gezin_holder_reading_free (GezinHolderReading *reading)
{
  if (reading == NULL)
    return;
  g_free (reading->name);
  g_free (reading->digest);
  g_free (reading);
}

static gboolean
add_peers (HoldersCall *self, const GezinUuid *dossier, const GezinUuid *record, GError **error)
{
  g_autoptr (GArray) found =
      gezin_store_holders (self->call.session->store, dossier, record, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      gint64 number = g_array_index (found, gint64, i);
      guint j = 0;

      while (j < self->peers->len && g_array_index (self->peers, gint64, j) != number)
        j++;
      if (j == self->peers->len)
        g_array_append_val (self->peers, number);
    }
  return found != NULL;
}

static gboolean
can_be_recalled (const GezinLedgerRow *row, gint64 peer)
{
  return !row->came && row->peer == peer && !row->has_answers && !row->has_source
         && g_strcmp0 (row->state, GEZIN_LEDGER_WITHDRAWN) != 0;
}

static gboolean
add_reading (HoldersCall *self, GPtrArray *ledger, gint64 number, GError **error)
{
  g_autoptr (GezinPeer) peer =
      gezin_store_peer_by_number (self->call.session->store, number, error);
  GezinHolderReading *reading;

  if (peer == NULL)
    return FALSE;
  /* Its later card is among them as well. */
  if (peer->state == GEZIN_PEER_REPLACED)
    return TRUE;
  reading = g_new0 (GezinHolderReading, 1);
  reading->name = g_strdup (peer->name);
  reading->digest = g_strdup (peer->digest);
  for (guint i = 0; i < ledger->len; i++)
    {
      const GezinLedgerRow *row = ledger->pdata[i];

      if (!can_be_recalled (row, number))
        continue;
      reading->has_bundle = TRUE;
      reading->bundle = row->bundle;
      reading->made = row->made;
    }
  g_ptr_array_add (self->call.rows, reading);
  return TRUE;
}

static gboolean
add_of_dossier (HoldersCall *self, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) ledger = gezin_store_ledger (self->call.session->store, dossier, error);
  gboolean done = ledger != NULL;

  g_array_set_size (self->peers, 0);
  if (done && self->n_records == 0)
    done = add_peers (self, dossier, NULL, error);
  for (gsize i = 0; done && i < self->n_records; i++)
    done = add_peers (self, dossier, &self->records[i], error);
  for (guint i = 0; done && i < self->peers->len; i++)
    done = add_reading (self, ledger, g_array_index (self->peers, gint64, i), error);
  return done;
}

/* What was joined with it has copies of its own. */
static gboolean
holders (Call *call, GError **error)
{
  HoldersCall *self = (HoldersCall *) call;
  g_autoptr (GArray) joined = gezin_store_joined (call->session->store, call->dossier, error);
  gboolean done = joined != NULL;

  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_holder_reading_free);
  for (guint i = 0; done && i < joined->len; i++)
    done = add_of_dossier (self, &g_array_index (joined, GezinUuid, i), error);
  if (!done)
    g_clear_pointer (&call->rows, g_ptr_array_unref);
  return done;
}

GPtrArray *
gezin_session_holders (GezinSession *session, const GezinUuid *dossier, const GezinUuid *records,
                       gsize n_records, GError **error)
{
  g_autoptr (GArray) peers = g_array_new (FALSE, FALSE, sizeof (gint64));
  HoldersCall self = { .call = { .session = session, .dossier = dossier },
                       .records = records,
                       .n_records = n_records,
                       .peers = peers };

  return gezin_session_run_call (&self.call, holders, error) ? self.call.rows : NULL;
}
