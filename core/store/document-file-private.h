/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"
#include "base/progress.h"
#include "base/secret.h"
#include "store/disk-private.h"
#include "store/document-source-private.h"

G_BEGIN_DECLS

/* The encrypted file of one document. Its bytes:
 *
 *   16  the text `gezin-document-1`
 *   24  header of the secretstream (libsodium, XChaCha20-Poly1305), random
 *    n  chunks: 64 KiB of content and 17 bytes more each, the last one shorter or
 *       equal and with the tag FINAL; content of 0 bytes is one chunk
 *
 * The first 16 bytes are additional data of the first chunk. Each file has a key
 * of its own, so one that was put in the place of another does not authenticate;
 * nor does one that was cut off, lengthened, or of which chunks changed places. */

#define GEZIN_DOCUMENT_KEY_BYTES (32)

/** GezinDocumentContent: What was seen of the content while it was encrypted. */
typedef struct {
  guint8 sha256[GEZIN_DIGEST_BYTES];
  guint64 bytes;
  char *mime; /* owned by the caller: as the first bytes look */
} GezinDocumentContent;

/** gezin_document_file_size: Bytes on disk of a document with @bytes bytes of content. */
guint64 gezin_document_file_size (guint64 bytes);

/**
 * gezin_document_file_encrypt:
 *
 * All of @source into @file, which is synced and not kept yet. Errors of both;
 * GEZIN_STORE_ERROR_FILE_CHANGED when @source is not as long as it was.
 */
gboolean gezin_document_file_encrypt (GezinDocumentSource *source, GezinNewFile *file,
                                      const GezinSecret *key, GezinProgressFunc progress,
                                      gpointer progress_data, GCancellable *cancellable,
                                      GezinDocumentContent *content,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinDocumentSink: Takes what was decrypted, in order, on a thread of its own. */
typedef gboolean (*GezinDocumentSink) (const guint8 *bytes, gsize length, gpointer data,
                                       GError **error);

/**
 * gezin_document_file_decrypt:
 * @stream: the encrypted file, from its first byte
 * @bytes: of content that there must be
 * @sink: (nullable): %NULL to authenticate only
 *
 * GEZIN_STORE_ERROR_DOCUMENT_DAMAGED; what the sink had got by then is right, as
 * far as it goes. Errors of reading are those of @stream, and of @sink its own.
 */
gboolean gezin_document_file_decrypt (GInputStream *stream, const GezinSecret *key, guint64 bytes,
                                      GezinDocumentSink sink, gpointer sink_data,
                                      GezinProgressFunc progress, gpointer progress_data,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
