/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle on its way out.
 *
 * Invariants:
 * 1. Its number is the next of its row when it was begun; the ledger refuses one that was given since.
 * 2. Its file is whole and synced before its row is written. */

#include "exchange/outgoing-private.h"

#include <string.h>

#include "base/limits.h"
#include "wire/bundle.h"

static gboolean
digest_of_text (const char *text, guint8 digest[GEZIN_DIGEST_BYTES])
{
  gsize length = 0;
  g_autofree guint8 *bytes = gezin_hex_decode (text, &length);

  if (bytes == NULL || length != GEZIN_DIGEST_BYTES)
    return FALSE;
  memcpy (digest, bytes, length);
  return TRUE;
}

static gboolean
find_place (GezinOutgoing *self, GError **error)
{
  GezinManifest *manifest = self->manifest;
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) last =
      gezin_store_find_sequence (self->exchange->store, self->row, TRUE, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  self->row->sequence = last != NULL ? last->sequence + 1 : 1;
  self->row->previous = last != NULL ? g_strdup (last->digest) : NULL;
  manifest->number = self->row->sequence;
  manifest->has_previous = last != NULL;
  return last == NULL || digest_of_text (last->digest, manifest->previous);
}

static void
fill_row (GezinOutgoing *self, GezinBundleKind kind, const GezinUuid *dossier, gint64 now,
          guint days)
{
  GezinLedgerRow *row = self->row;

  row->bundle = gezin_uuid_random (gezin_store_random (self->exchange->store));
  row->kind = g_strdup (gezin_bundle_kind_code (kind));
  row->peer = self->peer->peer->number;
  row->dossier = *dossier;
  row->incarnation = gezin_store_incarnation (self->exchange->store);
  row->is_receipt = kind == GEZIN_BUNDLE_RECEIPT;
  row->made = now - now % G_USEC_PER_SEC;
  row->expires = row->made + days * G_TIME_SPAN_DAY;
  row->state = g_strdup (GEZIN_LEDGER_WAITING);
}

static gboolean
fill_manifest (GezinOutgoing *self, GezinBundleKind kind, GError **error)
{
  GezinManifest *manifest = self->manifest;

  manifest->kind = kind;
  manifest->bundle = self->row->bundle;
  manifest->dossier = self->row->dossier;
  manifest->incarnation = self->row->incarnation;
  manifest->made = self->row->made;
  manifest->expires = self->row->expires;
  manifest->program = g_strdup (self->exchange->program);
  return find_place (self, error)
         && gezin_store_newest_hash (self->exchange->store, manifest->audit, error);
}

gboolean
gezin_outgoing_init (GezinOutgoing *self, GezinExchange *exchange, GezinBundleKind kind,
                     const GezinUuid *dossier, const GezinKnownPeer *peer, guint days,
                     GError **error)
{
  *self = (GezinOutgoing){ .exchange = exchange, .peer = peer };
  self->own = gezin_own_card_get (exchange, error);
  if (self->own == NULL)
    return FALSE;
  self->manifest = gezin_manifest_new ();
  self->row = gezin_ledger_row_new ();
  fill_row (self, kind, dossier, gezin_clock_now (gezin_store_clock (exchange->store)), days);
  return fill_manifest (self, kind, error);
}

static gboolean
make (GezinOutgoing *self, GezinView *view, GPtrArray *documents, GOutputStream *out,
      GError **error)
{
  const GezinBundleDraft draft = { .manifest = self->manifest,
                                   .view = view,
                                   .documents = documents,
                                   .signer = self->own->signer,
                                   .sender = self->own->card,
                                   .recipient = self->peer->card };
  GezinBundleMade made;

  if (!gezin_bundle_make (&draft, out, &made, error))
    return FALSE;
  self->row->digest = gezin_digest_text (made.digest);
  self->row->purpose = g_strdup (self->manifest->purpose);
  self->bytes = made.container_bytes;
  return TRUE;
}

static gboolean
make_in_memory (GezinOutgoing *self, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();

  if (!make (self, NULL, NULL, stream, error) || !g_output_stream_close (stream, NULL, error))
    return FALSE;
  self->row->sealed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return gezin_store_stage_file (self->exchange->store, GEZIN_BOX_OUT, self->row->file,
                                 self->row->sealed, error);
}

gboolean
gezin_outgoing_seal (GezinOutgoing *self, GezinView *view, GPtrArray *documents, gboolean keeps,
                     GError **error)
{
  GezinStore *store = self->exchange->store;
  g_autoptr (GOutputStream) stream = NULL;

  self->row->file = gezin_store_new_box_name (store);
  if (keeps)
    return make_in_memory (self, error);
  stream = gezin_store_stage_open (store, GEZIN_BOX_OUT, self->row->file, error);
  return stream != NULL && make (self, view, documents, stream, error)
         && gezin_store_stage_finish (stream, error);
}

gboolean
gezin_outgoing_note (GezinOutgoing *self, const GezinAuditEvent *event, GError **error)
{
  return gezin_store_note_bundle (self->exchange->store, self->row, event, error);
}

void
gezin_outgoing_clear (GezinOutgoing *self)
{
  g_clear_pointer (&self->own, gezin_own_card_free);
  g_clear_pointer (&self->manifest, gezin_manifest_free);
  g_clear_pointer (&self->row, gezin_ledger_row_free);
}
