/* SPDX-License-Identifier: EUPL-1.2 */

/* Encrypting a document and decrypting it, in constant memory. Three threads
 * share the work: one reads (and hashes), the caller's does the cipher, one
 * writes.
 *
 * Invariants:
 * 1. Nothing that did not authenticate reaches the sink.
 * 2. A chunk tagged FINAL is the last thing in the file, and stands where the known size says.
 * 3. Content is in memory that is wiped, and in no other file. */

#include "store/document-file-private.h"

#include <sodium.h>
#include <string.h>

#include "base/digest.h"
#include "base/limits.h"
#include "store/relay-private.h"
#include "store/store-error.h"

#define MAGIC_BYTES (16)
#define HEADER_BYTES (MAGIC_BYTES + crypto_secretstream_xchacha20poly1305_HEADERBYTES)
#define CHUNK_BYTES GEZIN_DOCUMENT_CHUNK_BYTES
#define SEALED_BYTES (CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES)

/* What goes from thread to thread: enough that handing it over costs nothing, little enough for a cache. */
#define CHUNKS_IN_BLOCK (4)
#define N_BLOCKS (16)

G_STATIC_ASSERT (GEZIN_DOCUMENT_KEY_BYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES);

/* Without an end. */
static const guint8 magic[MAGIC_BYTES] = "gezin-document-1";

typedef crypto_secretstream_xchacha20poly1305_state Cipher;

guint64
gezin_document_file_size (guint64 bytes)
{
  guint64 n_chunks = bytes == 0 ? 1 : (bytes + CHUNK_BYTES - 1) / CHUNK_BYTES;

  return HEADER_BYTES + bytes + n_chunks * crypto_secretstream_xchacha20poly1305_ABYTES;
}

static void
tell (GezinProgressFunc progress, guint64 done, guint64 total, gpointer data)
{
  if (progress != NULL)
    progress (done, total, data);
}

/* Encrypting. */

/* On the reading thread. */
typedef struct {
  GezinDocumentSource *source;
  GezinDigest *digest;
  guint64 n_read;
  gboolean has_ended;
  GCancellable *cancellable;
} Reading;

static gboolean
fail_changed (GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_FILE_CHANGED,
                       "the file is not as long as it was");
  return FALSE;
}

/* At the known end one byte more is asked for, to see the file grow. */
static gboolean
check_end (Reading *reading, GError **error)
{
  gsize beyond;
  guint8 one;

  reading->has_ended = TRUE;
  return gezin_document_source_read (reading->source, &one, 1, &beyond, reading->cancellable, error)
         && (beyond == 0 || fail_changed (error));
}

static gboolean
read_content (GezinBlock *block, gpointer data, GError **error)
{
  Reading *reading = data;
  guint64 left = reading->source->bytes - reading->n_read;
  gsize wanted = (gsize) MIN (left, CHUNKS_IN_BLOCK * CHUNK_BYTES);

  block->length = 0;
  if (reading->has_ended)
    return TRUE;
  if (!gezin_document_source_read (reading->source, block->bytes, wanted, &block->length,
                                   reading->cancellable, error))
    return FALSE;
  if (block->length < wanted)
    return fail_changed (error);
  reading->n_read += wanted;
  gezin_digest_update (reading->digest, block->bytes, wanted);
  return left > wanted || check_end (reading, error);
}

/* On the writing thread. */
static gboolean
write_sealed (GezinBlock *block, gpointer data, GError **error)
{
  return gezin_new_file_write (data, block->bytes, block->length, error);
}

/* Seals what is in @plain; @is_last: the content ends with it. */
static void
seal_block (Cipher *cipher, const GezinBlock *plain, gboolean is_first, gboolean is_last,
            GezinBlock *sealed)
{
  gsize from = 0;

  sealed->length = 0;
  do
    {
      gsize length = MIN (plain->length - from, CHUNK_BYTES);
      gboolean is_final = is_last && from + length == plain->length;
      unsigned long long n_sealed;

      crypto_secretstream_xchacha20poly1305_push (
          cipher, sealed->bytes + sealed->length, &n_sealed, plain->bytes + from, length,
          is_first && from == 0 ? (const guint8 *) magic : NULL,
          is_first && from == 0 ? MAGIC_BYTES : 0,
          is_final ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
      sealed->length += n_sealed;
      from += length;
    }
  while (from < plain->length);
}

static char *
guess_mime (const GezinBlock *first)
{
  g_autofree char *type =
      g_content_type_guess (NULL, first->bytes, MIN (first->length, CHUNK_BYTES), NULL);
  char *mime = g_content_type_get_mime_type (type);

  return mime != NULL ? mime : g_strdup ("application/octet-stream");
}

static gboolean
seal_all (Cipher *cipher, guint64 total, GezinRelay *reader, GezinRelay *writer,
          GezinProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
          GezinDocumentContent *content, GError **error)
{
  do
    {
      GezinBlock *plain = NULL;
      GezinBlock *sealed;
      gboolean is_first = content->mime == NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (plain = gezin_relay_take (reader, error)) == NULL
          || (sealed = gezin_relay_take (writer, error)) == NULL)
        return FALSE;
      if (is_first)
        content->mime = guess_mime (plain);
      content->bytes += plain->length;
      seal_block (cipher, plain, is_first, content->bytes == total, sealed);
      gezin_relay_give (reader, plain);
      gezin_relay_give (writer, sealed);
      tell (progress, content->bytes, total, progress_data);
    }
  while (content->bytes < total);
  return gezin_relay_finish (writer, error);
}

static gboolean
write_header (Cipher *cipher, GezinNewFile *file, const GezinSecret *key, GError **error)
{
  guint8 header[HEADER_BYTES];

  /* NOLINTNEXTLINE(bugprone-not-null-terminated-result): bytes and no text */
  memcpy (header, magic, MAGIC_BYTES);
  crypto_secretstream_xchacha20poly1305_init_push (cipher, header + MAGIC_BYTES,
                                                   gezin_secret_peek (key));
  return gezin_new_file_write (file, header, sizeof header, error);
}

gboolean
gezin_document_file_encrypt (GezinDocumentSource *source, GezinNewFile *file,
                             const GezinSecret *key, GezinProgressFunc progress,
                             gpointer progress_data, GCancellable *cancellable,
                             GezinDocumentContent *content, GError **error)
{
  g_autoptr (GezinDigest) digest = gezin_digest_new ();
  Reading reading = { .source = source, .digest = digest, .cancellable = cancellable };
  Cipher cipher;
  gboolean done;

  *content = (GezinDocumentContent){ 0 };
  if (!write_header (&cipher, file, key, error))
    return FALSE;
  {
    g_autoptr (GezinRelay) reader = gezin_relay_new ("document-in", CHUNKS_IN_BLOCK * CHUNK_BYTES,
                                                     N_BLOCKS, TRUE, read_content, &reading);
    g_autoptr (GezinRelay) writer = gezin_relay_new ("document-out", CHUNKS_IN_BLOCK * SEALED_BYTES,
                                                     N_BLOCKS, FALSE, write_sealed, file);

    done = seal_all (&cipher, source->bytes, reader, writer, progress, progress_data, cancellable,
                     content, error);
  }
  gezin_secret_wipe (&cipher, sizeof cipher);
  /* Looked at before the sync as well as after the last byte: what comes later is another file. */
  if (done)
    gezin_digest_finish (digest, content->sha256);
  if (done && gezin_document_source_check (source, cancellable, error)
      && gezin_new_file_sync (file, error))
    return TRUE;
  g_clear_pointer (&content->mime, g_free);
  return FALSE;
}

/* Decrypting. */

/* On the reading thread. */
typedef struct {
  GInputStream *stream;
  GCancellable *cancellable;
} Opening;

static gboolean
read_sealed (GezinBlock *block, gpointer data, GError **error)
{
  Opening *opening = data;

  return g_input_stream_read_all (opening->stream, block->bytes, CHUNKS_IN_BLOCK * SEALED_BYTES,
                                  &block->length, opening->cancellable, error);
}

/* On the writing thread. */
typedef struct {
  GezinDocumentSink sink;
  gpointer data;
} Pouring;

static gboolean
pour (GezinBlock *block, gpointer data, GError **error)
{
  Pouring *pouring = data;

  return pouring->sink == NULL || block->length == 0
         || pouring->sink (block->bytes, block->length, pouring->data, error);
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_DAMAGED,
                       "the file of a document does not authenticate");
  return FALSE;
}

/* Opens what is in @sealed; @left is what must still come, and what comes is taken off. */
static gboolean
open_block (Cipher *cipher, const GezinBlock *sealed, gboolean is_first, guint64 *left,
            GezinBlock *plain)
{
  gsize from = 0;

  plain->length = 0;
  do
    {
      gsize content = (gsize) MIN (*left, CHUNK_BYTES);
      gsize length = content + crypto_secretstream_xchacha20poly1305_ABYTES;
      gboolean has_text = is_first && from == 0;
      guint8 tag = 0;

      if (sealed->length - from < length
          || crypto_secretstream_xchacha20poly1305_pull (
                 cipher, plain->bytes + plain->length, NULL, &tag, sealed->bytes + from, length,
                 has_text ? (const guint8 *) magic : NULL, has_text ? MAGIC_BYTES : 0)
                 != 0)
        return FALSE;
      from += length;
      plain->length += content;
      *left -= content;
      if ((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != (*left == 0))
        return FALSE;
    }
  while (*left > 0 && from < sealed->length);
  return from == sealed->length;
}

static gboolean
open_all (Cipher *cipher, guint64 total, GezinRelay *reader, GezinRelay *writer,
          GezinProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
          GError **error)
{
  guint64 left = total;
  GezinBlock *sealed;

  do
    {
      gboolean is_first = left == total;
      GezinBlock *plain;
      gboolean is_right;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (sealed = gezin_relay_take (reader, error)) == NULL
          || (plain = gezin_relay_take (writer, error)) == NULL)
        return FALSE;
      is_right = open_block (cipher, sealed, is_first, &left, plain);
      gezin_relay_give (reader, sealed);
      if (!is_right)
        return fail_damaged (error);
      gezin_relay_give (writer, plain);
      tell (progress, total - left, total, progress_data);
    }
  while (left > 0);
  sealed = gezin_relay_take (reader, error);
  if (sealed == NULL || !gezin_relay_finish (writer, error))
    return FALSE;
  return sealed->length == 0 || fail_damaged (error);
}

static gboolean
read_header (Cipher *cipher, GInputStream *stream, const GezinSecret *key,
             GCancellable *cancellable, GError **error)
{
  guint8 header[HEADER_BYTES];
  gsize n_read;

  if (!g_input_stream_read_all (stream, header, sizeof header, &n_read, cancellable, error))
    return FALSE;
  if (n_read < sizeof header || memcmp (header, magic, MAGIC_BYTES) != 0
      || crypto_secretstream_xchacha20poly1305_init_pull (cipher, header + MAGIC_BYTES,
                                                          gezin_secret_peek (key))
             != 0)
    return fail_damaged (error);
  return TRUE;
}

gboolean
gezin_document_file_decrypt (GInputStream *stream, const GezinSecret *key, guint64 bytes,
                             GezinDocumentSink sink, gpointer sink_data, GezinProgressFunc progress,
                             gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Opening opening = { .stream = stream, .cancellable = cancellable };
  Pouring pouring = { .sink = sink, .data = sink_data };
  Cipher cipher;
  gboolean done;

  if (!read_header (&cipher, stream, key, cancellable, error))
    return FALSE;
  {
    g_autoptr (GezinRelay) reader = gezin_relay_new ("document-in", CHUNKS_IN_BLOCK * SEALED_BYTES,
                                                     N_BLOCKS, TRUE, read_sealed, &opening);
    g_autoptr (GezinRelay) writer = gezin_relay_new ("document-out", CHUNKS_IN_BLOCK * CHUNK_BYTES,
                                                     N_BLOCKS, FALSE, pour, &pouring);

    done = open_all (&cipher, bytes, reader, writer, progress, progress_data, cancellable, error);
  }
  gezin_secret_wipe (&cipher, sizeof cipher);
  return done;
}
