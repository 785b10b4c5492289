/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes with a view: what it rests on, what is no longer shared, its documents.
 *
 * Invariant: all of it follows from the view and the decision; nothing here decides. */

#include "exchange/export-private.h"

#include <string.h>

#include "base/limits.h"
#include "store/documents.h"

/* What it rests on. */

static gboolean
has_id (GArray *ids, const GezinUuid *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (gezin_uuid_equal (&g_array_index (ids, GezinUuid, i), id))
      return TRUE;
  return FALSE;
}

/* A basis that is nothing without the record of it. */
static gboolean
rests_on_a_record (const char *basis)
{
  return strcmp (basis, "consent") == 0 || g_str_has_prefix (basis, "ground:");
}

static void
add_grounds (GezinExport *self, const GezinVerdict *verdict, GHashTable *codes)
{
  GezinManifest *manifest = self->outgoing.manifest;

  if (verdict->n_relies_on == 0 && !rests_on_a_record (verdict->basis)
      && !g_hash_table_contains (codes, verdict->basis))
    {
      g_hash_table_add (codes, (gpointer) verdict->basis);
      gezin_manifest_add_ground (manifest, verdict->basis, NULL);
    }
  for (guint i = 0; i < verdict->n_relies_on; i++)
    if (!has_id (self->grounds, &verdict->relies_on[i]))
      {
        g_array_append_val (self->grounds, verdict->relies_on[i]);
        gezin_manifest_add_ground (manifest, verdict->basis, &verdict->relies_on[i]);
      }
}

/* Of records of this part alone: others of the whole go with their own. */
static void
read_verdicts (GezinExport *self)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  GezinDossier *decided = gezin_decision_dossier (self->decision);
  GezinDossier *view = gezin_view_dossier (self->view);

  for (guint i = 0; i < gezin_dossier_n_records (decided); i++)
    {
      const GezinUuid *record = &gezin_dossier_record (decided, i)->id;
      guint n_fields = gezin_decision_n_fields (self->decision, i);

      if (!self->is_advice && gezin_dossier_find (self->request->part, record) == NULL)
        continue;
      if (self->is_advice ? !gezin_decision_shares_record (self->decision, i)
                          : gezin_dossier_find (view, record) == NULL)
        self->exported->withheld += n_fields > 0;
      else
        for (guint j = 0; j < n_fields; j++)
          {
            const GezinVerdict *verdict = gezin_decision_verdict (self->decision, i, j);

            if (verdict->is_shared && verdict->basis != NULL)
              add_grounds (self, verdict, codes);
          }
    }
  self->exported->records = gezin_dossier_n_records (view);
}

/* `name@file/version name@file/version`; a code has no slash. */
static void
add_references (GezinExport *self)
{
  g_auto (GStrv) rules = g_strsplit (gezin_decision_rules (self->decision), " ", -1);

  for (guint i = 0; rules[i] != NULL; i++)
    {
      char *at = strchr (rules[i], '@');

      if (at == NULL)
        continue;
      *at = '\0';
      g_strdelimit (at + 1, "/", ':');
      gezin_manifest_add_reference (self->outgoing.manifest, rules[i], at + 1);
    }
}

void
gezin_export_tell_basis (GezinExport *self)
{
  read_verdicts (self);
  add_references (self);
}

/* Limits. */

static gboolean
is_in_view (GezinDossier *view, const GezinHeldEntry *entry)
{
  const GezinRecord *record = gezin_dossier_find (view, &entry->record);
  GezinField field;

  if (record == NULL || entry->field == NULL)
    return record != NULL;
  /* Of a removed record nothing else goes: that it was removed says enough. */
  if (gezin_record_is_removed (record))
    return TRUE;
  field = gezin_catalogue_intern_field (record->kind, entry->field);
  return gezin_record_register (record, field, entry->item).n_heads > 0;
}

static void
add_limit (GezinExport *self, const GezinHeldEntry *entry)
{
  gezin_manifest_add_limit (self->outgoing.manifest, &entry->record, entry->field, entry->item);
  g_array_append_vals (self->limits, entry, 1);
}

/* A record that left wholly is named once, without its fields. */
void
gezin_export_tell_limits (GezinExport *self)
{
  GezinDossier *view = gezin_view_dossier (self->view);
  g_autoptr (GArray) entries = gezin_held_entries (self->held);
  const GezinUuid *whole = NULL;

  /* An id of ours would tell of whom it is. */
  if (self->is_advice)
    return;

  for (guint i = 0; i < entries->len; i++)
    {
      const GezinHeldEntry *entry = &g_array_index (entries, GezinHeldEntry, i);
      const GezinHeldEntry all_of_it = { .record = entry->record };

      if (is_in_view (view, entry) || (whole != NULL && gezin_uuid_equal (whole, &entry->record)))
        continue;
      if (gezin_dossier_find (view, &entry->record) != NULL)
        {
          add_limit (self, entry);
          continue;
        }
      add_limit (self, &all_of_it);
      whole = &entry->record;
    }
  self->exported->limits = self->limits->len;
}

/* Documents. */

static GBytes *
read_document (GezinExport *self, const GezinDocument *document, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new (g_malloc (document->bytes + 1),
                                                                 document->bytes + 1, NULL, g_free);

  if (!gezin_documents_read_to_stream (self->exchange->store, document, stream, NULL, NULL, NULL,
                                       error)
      || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

/* One that is not here, or does not fit, is named by its record and stays behind. */
static gboolean
add_document (GezinExport *self, const char *digest, guint64 *total, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinDocument) document = gezin_documents_find (self->exchange->store, digest, &inner);
  GBytes *bytes;

  if (document == NULL && g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (document == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (document->bytes > GEZIN_MAX_BUNDLE_DOCUMENT_BYTES
      || *total + document->bytes > GEZIN_MAX_BUNDLE_BYTES - GEZIN_MAX_DOSSIER_XML_BYTES
      || self->documents->len + 1 >= GEZIN_MAX_BUNDLE_ENTRIES / 2)
    {
      self->exported->too_large++;
      return TRUE;
    }
  *total += document->bytes;
  bytes = read_document (self, document, error);
  if (bytes != NULL)
    g_ptr_array_add (self->documents, bytes);
  return bytes != NULL;
}

gboolean
gezin_export_add_documents (GezinExport *self, GError **error)
{
  GezinDossier *view = gezin_view_dossier (self->view);
  g_autoptr (GHashTable) added = g_hash_table_new (g_str_hash, g_str_equal);
  guint64 total = 0;

  for (guint i = 0; i < gezin_dossier_n_records (view); i++)
    {
      const GezinRecord *record = gezin_dossier_record (view, i);

      for (guint j = 0; j < record->n_heads; j++)
        {
          const GezinVersion *head = record->heads[j];
          const GezinFieldSpec *spec = gezin_catalogue_field (head->field);

          if (spec == NULL || spec->type != GEZIN_TYPE_FILE || head->value == NULL
              || !g_hash_table_add (added, head->value))
            continue;
          if (!add_document (self, head->value, &total, error))
            return FALSE;
        }
    }
  self->exported->documents = self->documents->len;
  return TRUE;
}
