/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents on their way in and out, and their rows. The invariants are in
 * documents.h.
 *
 * A commit that failed at its very end may yet be found in the log after a
 * crash, with its row. So a file is not removed after such a failure, and a
 * file without row is written over only once a later commit is on disk. */

#include "store/documents-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/file.h"
#include "base/id.h"
#include "store/backup-private.h"
#include "store/document-file-private.h"
#include "store/failure-private.h"
#include "store/key-private.h"

#define FOLDER_NAME "documents"
#define NAME_BYTES (32)

void
gezin_document_free (GezinDocument *document)
{
  if (document == NULL)
    return;
  g_free (document->digest);
  g_free (document->name);
  g_clear_pointer (&document->key, gezin_secret_free);
  g_free (document->mime);
  g_free (document);
}

static char *
to_hex (const guint8 *bytes, gsize length)
{
  char *text = g_malloc (2 * length + 1);

  return sodium_bin2hex (text, 2 * length + 1, bytes, length);
}

/* Who has the folder alone cannot tell whether it holds a file that they know. */
static char *
name_of (GezinStore *store, const guint8 *sha256)
{
  g_autoptr (GezinSecret) key =
      gezin_key_derive (store->master_key, GEZIN_KEY_DOCUMENT_NAMES, crypto_generichash_KEYBYTES);
  guint8 name[NAME_BYTES];

  if (crypto_generichash (name, sizeof name, sha256, GEZIN_DIGEST_BYTES, gezin_secret_peek (key),
                          gezin_secret_length (key))
      != 0)
    g_error ("BLAKE2b failed");
  return to_hex (name, sizeof name);
}

char *
gezin_documents_folder (GezinStore *store)
{
  g_autofree char *above = g_path_get_dirname (gezin_database_path (store->database));

  return g_build_filename (above, FOLDER_NAME, NULL);
}

char *
gezin_documents_path (GezinStore *store, const char *name)
{
  g_autofree char *folder = gezin_documents_folder (store);

  return g_build_filename (folder, name, NULL);
}

/* Rows. */

#define COLUMNS "digest, name, secret, mime, bytes, stored"

static GezinDocument *
read_row (GezinStatement *rows, GError **error)
{
  g_autoptr (GezinDocument) document = g_new0 (GezinDocument, 1);
  gsize length;
  gconstpointer key = gezin_column_blob (rows, 2, &length);
  gint64 bytes = gezin_column_int (rows, 4);

  document->digest = g_strdup (gezin_column_text (rows, 0));
  document->name = g_strdup (gezin_column_text (rows, 1));
  document->mime = g_strdup (gezin_column_text (rows, 3));
  document->bytes = (guint64) bytes;
  document->stored = (guint64) gezin_column_int (rows, 5);
  document->has_row = TRUE;
  if (length != GEZIN_DOCUMENT_KEY_BYTES || bytes < 0
      || document->stored != gezin_document_file_size (document->bytes))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "the row of a document cannot be read");
      return NULL;
    }
  document->key = gezin_secret_new_copy (key, length);
  return g_steal_pointer (&document);
}

/* %NULL without an error when there is none. */
static GezinDocument *
look_up (GezinDatabase *database, const char *sql, const char *text, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (database, sql, error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_text (rows, 1, text);
  if (!gezin_statement_step (rows, &has_row, error) || !has_row)
    return NULL;
  return read_row (rows, error);
}

static const char select_by_digest[] = "SELECT " COLUMNS " FROM document WHERE digest = ?1";
static const char select_by_name[] = "SELECT " COLUMNS " FROM document WHERE name = ?1";

static GezinDocument *
need (GezinDatabase *database, const char *sql, const char *text, GError **error)
{
  GError *inner = NULL;
  GezinDocument *document = look_up (database, sql, text, &inner);

  if (inner != NULL)
    g_propagate_error (error, inner);
  else if (document == NULL)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                         "there is no such document");
  return document;
}

GezinDocument *
gezin_documents_find (GezinStore *store, const char *digest, GError **error)
{
  return need (store->database, select_by_digest, digest, error);
}

GPtrArray *
gezin_documents_list (GezinDatabase *database, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (database, "SELECT " COLUMNS " FROM document ORDER BY name", error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_document_free);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  for (;;)
    {
      GezinDocument *document;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      document = read_row (rows, error);
      if (document == NULL)
        return NULL;
      g_ptr_array_add (all, document);
    }
}

gboolean
gezin_documents_put_row (GezinStore *store, const GezinDocument *document, GError **error)
{
  g_autoptr (GezinStatement) put = NULL;

  if (!document->is_written)
    return TRUE;
  put = gezin_database_prepare (
      store->database,
      "INSERT INTO document (digest, name, secret, bytes, stored, mime, added)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
      " ON CONFLICT (digest) DO UPDATE SET secret = ?3, bytes = ?4, stored = ?5",
      error);
  if (put == NULL)
    return FALSE;
  gezin_bind_text (put, 1, document->digest);
  gezin_bind_text (put, 2, document->name);
  gezin_bind_blob (put, 3, gezin_secret_peek (document->key), gezin_secret_length (document->key));
  gezin_bind_int (put, 4, (gint64) document->bytes);
  gezin_bind_int (put, 5, (gint64) document->stored);
  gezin_bind_text (put, 6, document->mime);
  gezin_bind_int (put, 7, gezin_clock_now (store->clock));
  return gezin_statement_run (put, error);
}

/* Files. */

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_MISSING,
                       "the file of a document is not in its place");
  return FALSE;
}

static gboolean
fail_damaged (GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_DAMAGED,
                       "the file of a document is not as it was written");
  return FALSE;
}

GInputStream *
gezin_documents_open_file (GezinStore *store, const GezinDocument *document, GError **error)
{
  g_autofree char *path = gezin_documents_path (store, document->name);
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0);
  g_autoptr (GInputStream) stream = NULL;
  struct stat about;

  if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
    fail_missing (error);
  else if (file < 0 && errno == ELOOP)
    fail_damaged (error);
  else if (file < 0)
    gezin_failure_from_errno (errno, "cannot open the file of a document", error);
  if (file < 0)
    return NULL;
  stream = g_unix_input_stream_new (file, TRUE);
  if (fstat (file, &about) != 0 || !S_ISREG (about.st_mode)
      || (guint64) about.st_size != document->stored)
    {
      fail_damaged (error);
      return NULL;
    }
  (void) posix_fadvise (file, 0, 0, POSIX_FADV_SEQUENTIAL);
  return g_steal_pointer (&stream);
}

gboolean
gezin_documents_probe (GezinStore *store, const GezinDocument *document, GError **error)
{
  g_autoptr (GInputStream) stream = gezin_documents_open_file (store, document, error);

  return stream != NULL;
}

/* What cannot be read of our own file is a failing disk, unless somebody stopped it. */
static gboolean
decrypt (GezinStore *store, const GezinDocument *document, GezinDocumentSink sink, gpointer data,
         GezinProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GInputStream) stream = gezin_documents_open_file (store, document, error);

  return stream != NULL
         && gezin_document_file_decrypt (stream, document->key, document->bytes, sink, data,
                                         progress, progress_data, cancellable, error);
}

/* Verifying. */

static gboolean
hash_sink (const guint8 *bytes, gsize length, gpointer data, GError **error)
{
  gezin_digest_update (data, bytes, length);
  return TRUE;
}

gboolean
gezin_documents_verify (GezinStore *store, const GezinDocument *document,
                        GezinProgressFunc progress, gpointer progress_data,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinDigest) digest = gezin_digest_new ();
  guint8 sha256[GEZIN_DIGEST_BYTES];
  g_autofree char *text = NULL;

  if (!decrypt (store, document, hash_sink, digest, progress, progress_data, cancellable, error))
    return FALSE;
  gezin_digest_finish (digest, sha256);
  text = gezin_digest_text (sha256);
  return strcmp (text, document->digest) == 0 || fail_damaged (error);
}

gboolean
gezin_documents_authenticate (GezinDatabase *database, const char *name, GInputStream *stream,
                              GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinDocument) document = need (database, select_by_name, name, error);

  return document != NULL
         && gezin_document_file_decrypt (stream, document->key, document->bytes, NULL, NULL, NULL,
                                         NULL, cancellable, error);
}

/* In. */

/* The folder is made with the first document. Its name is synced each time: a crash may have come in between. */
static gboolean
make_folder (GezinStore *store, GError **error)
{
  g_autofree char *folder = gezin_documents_folder (store);
  g_autofree char *above = g_path_get_dirname (folder);

  if ((g_file_test (folder, G_FILE_TEST_IS_DIR) || store->disk->make_folder (folder) == 0)
      && store->disk->sync_folder (above) == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot make the folder of the documents", error);
  return FALSE;
}

static gboolean
encrypt_new (GezinStore *store, GezinDocumentSource *source, GezinNewFile *new_file,
             GezinDocument *document, GezinProgressFunc progress, gpointer progress_data,
             GCancellable *cancellable, GError **error)
{
  g_autofree char *path = gezin_documents_path (store, GEZIN_DOCUMENTS_NEW);
  GezinDocumentContent content;

  document->key = gezin_secret_new_random (GEZIN_DOCUMENT_KEY_BYTES);
  if (!make_folder (store, error) || !gezin_new_file_open (new_file, store->disk, TRUE, path, error)
      || !gezin_document_file_encrypt (source, new_file, document->key, progress, progress_data,
                                       cancellable, &content, error))
    return FALSE;
  document->digest = to_hex (content.sha256, sizeof content.sha256);
  document->name = name_of (store, content.sha256);
  document->mime = content.mime;
  document->bytes = content.bytes;
  document->stored = gezin_document_file_size (content.bytes);
  return TRUE;
}

/* A file without row may belong to a commit that failed last: after this one that cannot come to light. */
static gboolean
settle_stray (GezinStore *store, const char *path, GError **error)
{
  const GezinAuditEvent event = { .action = "document-stray" };

  return !g_file_test (path, G_FILE_TEST_EXISTS) || gezin_store_audit (store, &event, error);
}

/* Puts the new file in its place, unless the same content lies there whole. */
static gboolean
place_new (GezinStore *store, GezinNewFile *new_file, GezinDocument *document,
           GCancellable *cancellable, GError **error)
{
  g_autofree char *path = gezin_documents_path (store, document->name);
  g_autoptr (GezinDocument) known = NULL;
  GError *inner = NULL;

  known = look_up (store->database, select_by_digest, document->digest, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  document->has_row = known != NULL;
  if (known != NULL && gezin_documents_verify (store, known, NULL, NULL, cancellable, &inner))
    return TRUE;
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  /* One that is bad or missing loses nothing by being replaced before its row is. */
  g_clear_error (&inner);
  document->is_written = TRUE;
  return (known != NULL || settle_stray (store, path, error))
         && gezin_new_file_keep (new_file, path, error);
}

static gboolean
is_own (GezinStore *store, const char *path)
{
  g_autofree char *folder = gezin_backup_store_folder (store);

  return gezin_file_is_inside (path, folder);
}

/* The vault or the database, attached, would go round in every copy of the dossier. */
static gboolean
check_source (GezinStore *store, GFile *file, GError **error)
{
  const char *path = g_file_peek_path (file);

  if (path == NULL || !is_own (store, path))
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_FILE_OWN,
                       "this is a file of the store itself");
  return FALSE;
}

static GezinDocument *
take (GezinStore *store, GezinDocumentSource *source, GezinProgressFunc progress,
      gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinDocument) document = g_new0 (GezinDocument, 1);
  g_auto (GezinNewFile) new_file = { .file = -1 };

  if (!encrypt_new (store, source, &new_file, document, progress, progress_data, cancellable, error)
      || !place_new (store, &new_file, document, cancellable, error))
    return NULL;
  return g_steal_pointer (&document);
}

GezinDocument *
gezin_documents_take (GezinStore *store, GFile *file, GezinProgressFunc progress,
                      gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_auto (GezinDocumentSource) source = { NULL };

  if (!check_source (store, file, error)
      || !gezin_document_source_open (&source, file, cancellable, error))
    return NULL;
  return take (store, &source, progress, progress_data, cancellable, error);
}

GezinDocument *
gezin_documents_take_bytes (GezinStore *store, GBytes *bytes, GError **error)
{
  g_auto (GezinDocumentSource) source = { NULL };

  gezin_document_source_open_bytes (&source, bytes);
  return take (store, &source, NULL, NULL, NULL, error);
}

gboolean
gezin_documents_keep (GezinStore *store, const GezinDocument *document,
                      const GezinAuditEvent *event, GError **error)
{
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_documents_put_row (store, document, error)
         && gezin_audit_append (store, event, gezin_clock_now (store->clock), error);
  return gezin_database_finish (store->database, done, error);
}

void
gezin_documents_discard (GezinStore *store, const GezinDocument *document, const GError *why)
{
  g_autofree char *path = gezin_documents_path (store, document->name);

  if (document->is_written && !document->has_row
      && gezin_error_status (why) != GEZIN_STATUS_MACHINE)
    store->disk->remove (path);
}

void
gezin_documents_remove_files (GezinStore *store, GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = gezin_documents_path (store, names->pdata[i]);

      store->disk->remove (path);
    }
}

/* Out. */

static gboolean
file_sink (const guint8 *bytes, gsize length, gpointer data, GError **error)
{
  return gezin_new_file_write (data, bytes, length, error);
}

/* Beside the target, so that it can take its place; never one that is there. */
static char *
temporary_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  guint8 random[8];
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  randombytes_buf (random, sizeof random);
  text = to_hex (random, sizeof random);
  name = g_strconcat (".gezin-", text, ".part", NULL);
  return g_build_filename (folder, name, NULL);
}

static gboolean
check_target (const char *path, GError **error)
{
  struct stat about;

  if (g_lstat (path, &about) != 0 || S_ISREG (about.st_mode))
    return TRUE;
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the target is not a regular file");
  return FALSE;
}

gboolean
gezin_documents_check_path (GezinStore *store, const char *path, GError **error)
{
  if (!is_own (store, path))
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_FILE_TARGET,
                       "a copy would lie in the folder of the store");
  return FALSE;
}

gboolean
gezin_documents_read_to_path (GezinStore *store, const GezinDocument *document, const char *path,
                              GezinProgressFunc progress, gpointer progress_data,
                              GCancellable *cancellable, GError **error)
{
  g_autofree char *temporary = temporary_beside (path);
  g_auto (GezinNewFile) file = { .file = -1 };

  return gezin_documents_check_path (store, path, error) && check_target (path, error)
         && gezin_new_file_open (&file, store->disk, FALSE, temporary, error)
         && decrypt (store, document, file_sink, &file, progress, progress_data, cancellable, error)
         && gezin_new_file_sync (&file, error) && gezin_new_file_keep (&file, path, error);
}

typedef struct {
  GOutputStream *stream;
  GCancellable *cancellable;
} Stream;

static gboolean
stream_sink (const guint8 *bytes, gsize length, gpointer data, GError **error)
{
  Stream *out = data;

  return g_output_stream_write_all (out->stream, bytes, length, NULL, out->cancellable, error);
}

gboolean
gezin_documents_read_to_stream (GezinStore *store, const GezinDocument *document,
                                GOutputStream *stream, GezinProgressFunc progress,
                                gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Stream out = { stream, cancellable };

  return decrypt (store, document, stream_sink, &out, progress, progress_data, cancellable, error)
         && g_output_stream_flush (stream, cancellable, error);
}
