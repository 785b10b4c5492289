/* SPDX-License-Identifier: EUPL-1.2 */

/* Peers and bundles to test with. */

#include "exchange-support.h"

#include <string.h>

#include "base/digest.h"

static char *
digest_of (const char *text)
{
  guint8 sha256[GEZIN_DIGEST_BYTES];

  gezin_digest_of (text, strlen (text), sha256);
  return gezin_digest_text (sha256);
}

GezinPeer *
exchange_test_peer (StoreTest *test, const char *name)
{
  GezinPeer *peer = g_new0 (GezinPeer, 1);
  g_autoptr (GError) error = NULL;

  peer->digest = digest_of (name);
  peer->card = g_bytes_new (name, strlen (name));
  peer->name = g_strdup (name);
  peer->organisation = g_strdup ("Veilig Thuis");
  peer->state = GEZIN_PEER_TRUSTED;
  peer->added = peer->decided = gezin_clock_now (test->clock);
  if (!gezin_store_add_peer (test->store, peer, NULL, &error))
    g_error ("%s", error->message);
  return peer;
}

GezinLedgerRow *
exchange_test_row (StoreTest *test, const GezinPeer *peer, const GezinUuid *dossier,
                   guint64 sequence)
{
  GezinLedgerRow *row = gezin_ledger_row_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  row->bundle = gezin_uuid_random (test->random);
  row->kind = g_strdup ("share");
  row->peer = peer->number;
  row->dossier = *dossier;
  row->incarnation = gezin_store_incarnation (test->store);
  row->sequence = sequence;
  row->digest = digest_of (gezin_uuid_write (&row->bundle, id));
  row->purpose = g_strdup ("coordinate-care");
  row->made = gezin_clock_now (test->clock);
  row->expires = row->made + 30 * G_TIME_SPAN_DAY;
  row->records = 3;
  row->withheld = 1;
  row->state = g_strdup (GEZIN_LEDGER_WAITING);
  row->file = gezin_store_new_box_name (test->store);
  return row;
}

gboolean
exchange_test_send (StoreTest *test, GezinLedgerRow *row, const char *content, GError **error)
{
  const GezinAuditEvent event = { .action = "export", .dossier = &row->dossier };
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));

  return gezin_store_stage_file (test->store, GEZIN_BOX_OUT, row->file, bytes, error)
         && gezin_store_note_bundle (test->store, row, &event, error)
         && gezin_store_settle_boxes (test->store, error);
}

guint
exchange_test_n_files (StoreTest *test)
{
  g_autofree char *folder = g_build_filename (test->folder, "outbox", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (files != NULL && g_dir_read_name (files) != NULL)
    n++;
  return n;
}
