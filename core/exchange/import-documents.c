/* SPDX-License-Identifier: EUPL-1.2 */

/* The files in a bundle.
 *
 * Invariant: a file is on disk before the transaction of what names it; what nothing of the bundle
 * names is left out. */

#include "exchange/import-private.h"

#include "store/documents.h"

/* The record that names the document, of several the first. */
static const GezinUuid *
find_naming (const GezinImport *self, const char *digest)
{
  GPtrArray *versions = self->judgement->dossier->versions;

  for (guint i = 0; i < versions->len; i++)
    {
      const GezinVersion *version = versions->pdata[i];

      if (g_strcmp0 (version->value, digest) == 0
          && !gezin_dossier_is_erased (self->now, &version->record))
        return &version->record;
    }
  return NULL;
}

gboolean
gezin_import_keep_documents (GezinImport *self, GPtrArray *documents, GError **error)
{
  for (guint i = 0; i < documents->len; i++)
    {
      const GezinDocument *document = documents->pdata[i];
      const GezinUuid *record = find_naming (self, document->digest);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];
      /* Not the digest: the log only grows, and who has the file could tell that it was here. */
      const GezinAuditEvent event = { .action = "import-document",
                                      .dossier = &self->row->dossier,
                                      .subject =
                                          record != NULL ? gezin_uuid_write (record, id) : NULL };

      if (!gezin_documents_keep (self->exchange->store, document, &event, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
gezin_import_take_documents (GezinImport *self, GError **error)
{
  g_autoptr (GPtrArray) documents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_document_free);
  GPtrArray *parts = self->judgement->parts;

  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *one = parts->pdata[i];
      GezinDocument *document;

      if (!g_str_has_prefix (one->name, GEZIN_CONTAINER_DOCUMENTS)
          || find_naming (self, one->name + strlen (GEZIN_CONTAINER_DOCUMENTS)) == NULL)
        continue;
      document = gezin_documents_take_bytes (self->exchange->store, one->bytes, error);
      if (document == NULL)
        return NULL;
      g_ptr_array_add (documents, document);
    }
  return g_steal_pointer (&documents);
}

void
gezin_import_discard_documents (GezinImport *self, GPtrArray *documents, const GError *why)
{
  for (guint i = 0; i < documents->len; i++)
    gezin_documents_discard (self->exchange->store, documents->pdata[i], why);
}
