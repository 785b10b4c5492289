/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/documents-private.h"
#include "support.h"

G_BEGIN_DECLS

/* A store with one dossier, and a folder of files to attach to it. */

typedef struct {
  StoreTest test;
  char *outside; /* folder of what is attached and read out */
  char *path; /* a file in it */
  char *target;
  GezinUuid dossier;
  GezinUuid record;
} DocumentTest;

/** document_test_write: @length bytes that follow from @seed. */
void document_test_write (const char *path, gsize length, guint seed);
/** document_test_setup: For g_test_add(). */
void document_test_setup (DocumentTest *world, gconstpointer data);
void document_test_teardown (DocumentTest *world, gconstpointer data);
/** document_test_attach: The file at @path as that of @record; it must succeed. */
void document_test_attach (DocumentTest *world, const GezinUuid *record, const char *path);
/** document_test_find: (transfer full): The document of @record. */
GezinDocument *document_test_find (DocumentTest *world, const GezinUuid *record);
/** document_test_path: (transfer full): Where its encrypted file lies. */
char *document_test_path (DocumentTest *world, const GezinUuid *record);
/** document_test_read_out: Into @target. */
gboolean document_test_read_out (DocumentTest *world, const GezinUuid *record, GError **error);
/** document_test_assert_same: That two files hold the same. */
void document_test_assert_same (const char *one, const char *other);
/** document_test_n_files: In @folder. */
guint document_test_n_files (const char *folder);
/** document_test_n_stored: Encrypted files. */
guint document_test_n_stored (DocumentTest *world);
/** document_test_check: (transfer full): The report on all documents. */
GezinDocumentReport *document_test_check (DocumentTest *world);

G_END_DECLS
