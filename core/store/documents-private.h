/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/documents.h"
#include "store/store-private.h"

G_BEGIN_DECLS

/* Documents, for the rest of the store. */

/** gezin_documents_put_row: Keeps what was taken, in the caller's transaction. */
gboolean gezin_documents_put_row (GezinStore *store, const GezinDocument *document,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_documents_list: (transfer full) (element-type GezinDocument): All that @database has, by name. */
GPtrArray *gezin_documents_list (GezinDatabase *database, GError **error);

/**
 * gezin_documents_authenticate:
 * @stream: an encrypted file, wherever it lies
 *
 * Whether @stream is wholly the file called @name that @database knows: for a
 * copy in a backup. GEZIN_STORE_ERROR_NOT_FOUND (no such name),
 * _DOCUMENT_DAMAGED; else the errors of @stream.
 */
gboolean gezin_documents_authenticate (GezinDatabase *database, const char *name,
                                       GInputStream *stream, GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_documents_forget_unnamed:
 * @names: (element-type utf8): the names of their files are added
 *
 * Deletes the rows that no version, draft or parked record names, in the caller's
 * transaction: the files go with gezin_documents_remove_files() once that is on disk.
 */
gboolean gezin_documents_forget_unnamed (GezinStore *store, GPtrArray *names,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_documents_remove_files: What cannot be removed now is collected later. */
void gezin_documents_remove_files (GezinStore *store, GPtrArray *names);

/** gezin_documents_folder: (transfer full): It may not be there yet. */
char *gezin_documents_folder (GezinStore *store);

/** gezin_documents_path: (transfer full): Where the file called @name lies. */
char *gezin_documents_path (GezinStore *store, const char *name);

/** gezin_documents_open_file: (transfer full): To be decrypted; its length has been looked at. */
GInputStream *gezin_documents_open_file (GezinStore *store, const GezinDocument *document,
                                         GError **error);

/** gezin_documents_verify: Decrypts its file and compares the digest of the content. */
gboolean gezin_documents_verify (GezinStore *store, const GezinDocument *document,
                                 GezinProgressFunc progress, gpointer progress_data,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GEZIN_DOCUMENTS_NEW: What a file is called while it is being written; one that a crash left is written over. */
#define GEZIN_DOCUMENTS_NEW "new"

G_END_DECLS
