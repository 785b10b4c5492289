/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/progress.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Documents: files that were attached, each encrypted by itself under
 * documents/. What the files look like: docs/store.md.
 *
 * Invariants:
 * 1. A row of `document` comes in the transaction of the commit that names it, when its file is on disk.
 * 2. A file is removed when no row on disk has it: so a crash leaves a file too many, never one too few.
 * 3. The same content is stored once. */

/** GezinDocument: One, as it lies here. */
typedef struct _GezinDocument {
  char *digest; /* SHA-256 of its content, in hex: the value of a field of type file */
  char *name; /* of its file */
  GezinSecret *key; /* of its file alone */
  char *mime;
  guint64 bytes; /* of its content */
  guint64 stored; /* of its file */
  gboolean has_row;
  gboolean is_written; /* its file was written by gezin_documents_take() */
} GezinDocument;

void gezin_document_free (GezinDocument *document);

/**
 * gezin_documents_take:
 * @progress: (nullable)
 * @cancellable: (nullable)
 *
 * (transfer full): Encrypts @file into the store, durably. To be put into a
 * GezinStoreChange, or discarded. Content that is here already, whole, is not
 * stored again; a damaged or missing file of the same content is replaced.
 * Errors as for gezin_session_attach().
 */
GezinDocument *gezin_documents_take (GezinStore *store, GFile *file, GezinProgressFunc progress,
                                     gpointer progress_data, GCancellable *cancellable,
                                     GError **error);

/** gezin_documents_take_bytes: (transfer full): As above, of what came in a bundle. */
GezinDocument *gezin_documents_take_bytes (GezinStore *store, GBytes *bytes, GError **error);

/** gezin_documents_keep: Keeps what was taken without a change of a dossier: its record is there already. With @event, in one transaction. */
gboolean gezin_documents_keep (GezinStore *store, const GezinDocument *document,
                               const GezinAuditEvent *event,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_documents_discard: What was taken goes unused, because of @why: removes its file, unless the commit might still come to light after a crash. */
void gezin_documents_discard (GezinStore *store, const GezinDocument *document, const GError *why);

/** gezin_documents_find: (transfer full): By the digest of its content. GEZIN_STORE_ERROR_NOT_FOUND. */
GezinDocument *gezin_documents_find (GezinStore *store, const char *digest, GError **error);

/** gezin_documents_probe: Whether its file is there and as long as it should be. GEZIN_STORE_ERROR_DOCUMENT_MISSING, _DOCUMENT_DAMAGED. */
gboolean gezin_documents_probe (GezinStore *store, const GezinDocument *document,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_documents_check_path: Whether a copy may lie at @path: not in the store's own folder. GEZIN_STORE_ERROR_FILE_TARGET. */
gboolean gezin_documents_check_path (GezinStore *store, const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_documents_read_to_path:
 *
 * Decrypts it into the file @path (0600), through a temporary file beside it:
 * whole and durable, or not at all. What lies at @path must be a regular file or nothing.
 */
gboolean gezin_documents_read_to_path (GezinStore *store, const GezinDocument *document,
                                       const char *path, GezinProgressFunc progress,
                                       gpointer progress_data, GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_documents_read_to_stream: Decrypts it into @stream, which gets nothing wrong but, on failure, not all. Not closed. */
gboolean gezin_documents_read_to_stream (GezinStore *store, const GezinDocument *document,
                                         GOutputStream *stream, GezinProgressFunc progress,
                                         gpointer progress_data, GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_documents_check: (transfer full): Decrypts all of them, and looks for those that nobody names. */
GezinDocumentReport *gezin_documents_check (GezinStore *store, GezinProgressFunc progress,
                                            gpointer progress_data, GCancellable *cancellable,
                                            GError **error);

/** gezin_documents_collect: Removes what nothing names: rows (and with them their keys), then files; one event. */
gboolean gezin_documents_collect (GezinStore *store, guint *n_documents, guint *n_files,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDocument, gezin_document_free)

G_END_DECLS
