/* SPDX-License-Identifier: EUPL-1.2 */

/* Files that are attached: in, out, checked and collected.
 *
 * Invariants:
 * 1. A file and the record that names it are acknowledged together, by one commit.
 * 2. Which fields a file fills in, the catalogue says: no kind and no field is named here.
 * 3. A reading is in the audit before its first byte leaves. */

#include "session/session-private.h"

#include "base/text.h"
#include "model/value.h"
#include "store/documents.h"
#include "store/exchange.h"

#include <string.h>

/* What a document call is about, beside the Call. */
typedef struct {
  Call call;
  const GezinAttachment *attachment;
  const GezinReadout *readout;
  GezinProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GezinDocumentReport *report;
  guint n_documents;
  guint n_files;
} DocumentCall;

/* The first field of @kind that fits, or %NULL. */
static const GezinFieldSpec *
find_field (GezinKind kind, GezinFieldFlags flag, GezinType type)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i]->flags & flag) != 0 && fields[i]->type == type)
      return fields[i];
  return NULL;
}

GezinKind
gezin_session_document_kind (void)
{
  for (int kind = 1; kind < GEZIN_N_KINDS; kind++)
    if (find_field ((GezinKind) kind, GEZIN_FIELD_OF_FILE, GEZIN_TYPE_FILE) != NULL)
      return (GezinKind) kind;
  g_assert_not_reached ();
}

/* In. */

static gboolean
has_edit (GPtrArray *edits, GezinField field)
{
  for (guint i = 0; i < edits->len; i++)
    if (((const GezinEdit *) edits->pdata[i])->field == field)
      return TRUE;
  return FALSE;
}

static void
add_edit (GPtrArray *edits, const GezinAttachment *attachment, GezinField field, const char *value)
{
  if (!has_edit (edits, field))
    g_ptr_array_add (edits,
                     gezin_edit_new (attachment->record, attachment->kind, field, NULL, value));
}

/* What follows from the file, a field for each type. */
static void
add_edits_of_file (GPtrArray *edits, const GezinAttachment *attachment,
                   const GezinDocument *document)
{
  g_autofree char *bytes = g_strdup_printf ("%" G_GUINT64_FORMAT, document->bytes);
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (attachment->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = NULL;

      if ((fields[i]->flags & GEZIN_FIELD_OF_FILE) == 0)
        continue;
      if (fields[i]->type == GEZIN_TYPE_FILE || fields[i]->type == GEZIN_TYPE_DIGEST)
        value = document->digest;
      else if (fields[i]->type == GEZIN_TYPE_COUNT)
        value = bytes;
      else if (fields[i]->type == GEZIN_TYPE_TEXT)
        value = document->mime;
      if (value != NULL)
        add_edit (edits, attachment, fields[i]->field, value);
    }
}

/* A new record that was given no title is called as its file. */
static void
add_title (GPtrArray *edits, const GezinAttachment *attachment, GezinDossier *now)
{
  const GezinFieldSpec *title = find_field (attachment->kind, GEZIN_FIELD_TITLE, GEZIN_TYPE_TEXT);
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  GRefString *value;

  if (title == NULL || gezin_dossier_find (now, attachment->record) != NULL)
    return;
  name = g_file_get_basename (attachment->file);
  shown = name != NULL ? g_filename_display_name (name) : NULL;
  value = shown != NULL ? gezin_value_normalise (title, shown, -1, NULL, NULL) : NULL;
  if (value == NULL)
    return;
  add_edit (edits, attachment, title->field, value);
  g_ref_string_release (value);
}

/* Nobody but a file says what its digest, size and type are. */
static gboolean
check_attachment (const GezinAttachment *attachment, GezinDossier *now, GError **error)
{
  const GezinRecord *record = gezin_dossier_find (now, attachment->record);

  if (find_field (attachment->kind, GEZIN_FIELD_OF_FILE, GEZIN_TYPE_FILE) == NULL
      || (record != NULL && record->kind != attachment->kind))
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_KIND,
                           "this kind of record holds no file");
      return FALSE;
    }
  for (guint i = 0; attachment->edits != NULL && i < attachment->edits->len; i++)
    {
      const GezinEdit *edit = attachment->edits->pdata[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (edit->field);

      g_return_val_if_fail (gezin_uuid_equal (&edit->record, attachment->record), FALSE);
      if (spec == NULL || (spec->flags & GEZIN_FIELD_OF_FILE) == 0)
        continue;
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FIELD_OF_FILE,
                           "the field follows from the file");
      return FALSE;
    }
  return TRUE;
}

static gpointer
copy_edit (gconstpointer edit, gpointer data)
{
  return gezin_edit_copy (edit);
}

static gboolean
write_record (DocumentCall *self, GezinDossier *now, const GezinDocument *document, GError **error)
{
  const GezinAttachment *attachment = self->attachment;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autofree char *detail = g_strdup_printf ("bytes %" G_GUINT64_FORMAT " stored %d",
                                             document->bytes, document->is_written);
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinAuditEvent event = { .action = "document-added", .dossier = gezin_dossier_id (now) };
  GezinStoreChange change = { .event = &event, .document = document };
  GezinSessionWriter writer;
  gboolean done = FALSE;

  event.subject = gezin_uuid_write (attachment->record, record);
  event.detail = detail;
  change.finished_drafts = attachment->record;
  change.n_finished_drafts = 1;
  if (attachment->edits != NULL)
    g_ptr_array_extend (edits, attachment->edits, copy_edit, NULL);
  add_edits_of_file (edits, attachment, document);
  add_title (edits, attachment, now);
  if (gezin_session_writer_init (self->call.session, gezin_dossier_id (now), attachment->why,
                                 &writer, error))
    {
      GPtrArray *versions = gezin_write (now, &writer.writer, edits, error);

      done = versions != NULL
             && gezin_session_write (self->call.session, now, &writer, versions, &change,
                                     &self->call.commit, error);
    }
  gezin_session_writer_clear (&writer);
  return done;
}

/* The record says all of it already, but its file was missing or damaged and is whole again. */
static gboolean
keep_repaired (GezinSession *session, const GezinAttachment *attachment,
               const GezinDocument *document, GError **error)
{
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinAuditEvent event = { .action = "document-repaired", .dossier = attachment->dossier };

  if (!document->is_written)
    return TRUE;
  event.subject = gezin_uuid_write (attachment->record, record);
  return gezin_documents_keep (session->store, document, &event, error);
}

static gboolean
attach (Call *call, GError **error)
{
  DocumentCall *self = (DocumentCall *) call;
  const GezinAttachment *attachment = self->attachment;
  g_autoptr (GezinDossier) now =
      gezin_session_part_of (call->session, attachment->dossier, attachment->record, error);
  g_autoptr (GezinDocument) document = NULL;
  GError *inner = NULL;

  if (now == NULL || !check_attachment (attachment, now, error))
    return FALSE;
  document = gezin_documents_take (call->session->store, attachment->file, attachment->progress,
                                   attachment->progress_data, self->cancellable, error);
  if (document == NULL)
    return FALSE;
  if (write_record (self, now, document, &inner)
      && (call->commit != 0 || keep_repaired (call->session, attachment, document, &inner)))
    return TRUE;
  gezin_documents_discard (call->session->store, document, inner);
  g_propagate_error (error, inner);
  return FALSE;
}

gboolean
gezin_session_attach (GezinSession *session, const GezinAttachment *attachment,
                      GCancellable *cancellable, guint64 *commit, GError **error)
{
  DocumentCall self = { .call = { .session = session },
                        .attachment = attachment,
                        .cancellable = cancellable };
  gboolean done = gezin_session_run_call (&self.call, attach, error);

  if (commit != NULL)
    *commit = self.call.commit;
  return done;
}

/* Out. */

/* The digest that the record shows as its file. */
static const char *
digest_of (const GezinRecord *record)
{
  const GezinFieldSpec *spec =
      record != NULL ? find_field (record->kind, GEZIN_FIELD_OF_FILE, GEZIN_TYPE_FILE) : NULL;

  return spec != NULL ? gezin_record_value (record, spec->field) : NULL;
}

static gboolean
pour_out (DocumentCall *self, const GezinDocument *document, GError **error)
{
  GezinStore *store = self->call.session->store;
  const GezinReadout *readout = self->readout;

  if (readout->path != NULL)
    return gezin_documents_read_to_path (store, document, readout->path, readout->progress,
                                         readout->progress_data, self->cancellable, error);
  return gezin_documents_read_to_stream (store, document, readout->stream, readout->progress,
                                         readout->progress_data, self->cancellable, error);
}

static gboolean
read_document (Call *call, GError **error)
{
  DocumentCall *self = (DocumentCall *) call;
  GezinStore *store = call->session->store;
  const GezinReadout *readout = self->readout;
  g_autoptr (GezinDossier) now =
      gezin_session_part_of (call->session, readout->dossier, readout->record, error);
  g_autoptr (GezinDossier) shown = now != NULL ? gezin_store_shown (store, now, error) : NULL;
  g_autoptr (GezinDocument) document = NULL;
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinAuditEvent event = { .action = "document-read" };
  const char *digest;

  if (shown == NULL
      || (readout->path != NULL && !gezin_documents_check_path (store, readout->path, error)))
    return FALSE;
  event.dossier = gezin_dossier_id (now);
  digest = digest_of (gezin_dossier_find (shown, readout->record));
  if (digest == NULL)
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NO_DOCUMENT,
                           "the record has no file");
      return FALSE;
    }
  document = gezin_documents_find (store, digest, error);
  event.subject = gezin_uuid_write (readout->record, record);
  return document != NULL && gezin_documents_probe (store, document, error)
         && gezin_store_audit (store, &event, error) && pour_out (self, document, error);
}

gboolean
gezin_session_read_document (GezinSession *session, const GezinReadout *readout,
                             GCancellable *cancellable, GError **error)
{
  DocumentCall self = { .call = { .session = session },
                        .readout = readout,
                        .cancellable = cancellable };

  return gezin_session_run_call (&self.call, read_document, error);
}

/* All of them. */

static gboolean
check (Call *call, GError **error)
{
  DocumentCall *self = (DocumentCall *) call;

  self->report = gezin_documents_check (call->session->store, self->progress, self->progress_data,
                                        self->cancellable, error);
  return self->report != NULL;
}

GezinDocumentReport *
gezin_session_check_documents (GezinSession *session, GezinProgressFunc progress,
                               gpointer progress_data, GCancellable *cancellable, GError **error)
{
  DocumentCall self = { .call = { .session = session },
                        .progress = progress,
                        .progress_data = progress_data,
                        .cancellable = cancellable };

  return gezin_session_run_call (&self.call, check, error) ? self.report : NULL;
}

static gboolean
collect (Call *call, GError **error)
{
  DocumentCall *self = (DocumentCall *) call;

  return gezin_documents_collect (call->session->store, &self->n_documents, &self->n_files, error);
}

gboolean
gezin_session_collect_documents (GezinSession *session, guint *n_documents, guint *n_files,
                                 GError **error)
{
  DocumentCall self = { .call = { .session = session } };

  if (!gezin_session_run_call (&self.call, collect, error))
    return FALSE;
  if (n_documents != NULL)
    *n_documents = self.n_documents;
  if (n_files != NULL)
    *n_files = self.n_files;
  return TRUE;
}
