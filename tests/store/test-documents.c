/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents: what goes in comes out, once for the same content; what may not go
 * in does not; and what is missing, damaged or nobody's is told and dealt with. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "document-support.h"
#include "store/document-file-private.h"

#define CHUNK GEZIN_DOCUMENT_CHUNK_BYTES
#define HEADER_BYTES (40)
#define SEAL_BYTES (17)

static guint
n_found (const GezinDocumentReport *report, GezinDocumentState state)
{
  guint n = 0;

  for (guint i = 0; i < report->findings->len; i++)
    n += ((GezinDocumentFinding *) report->findings->pdata[i])->state == state;
  return n;
}

/* In and out. */

static void
test_comes_out_as_it_went_in (DocumentTest *world, gconstpointer data)
{
  static const gsize sizes[] = { 0,         1,         CHUNK - 1,     CHUNK,         CHUNK + 1,
                                 2 * CHUNK, 8 * CHUNK, 8 * CHUNK + 1, 8 * CHUNK - 1, 40 * CHUNK };
  g_autoptr (GezinDocumentReport) report = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GezinUuid record = store_test_record_id (&world->test);
      g_autoptr (GezinDocument) document = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *stored = NULL;
      GStatBuf about;

      document_test_write (world->path, sizes[i], (guint) i);
      document_test_attach (world, &record, world->path);
      document = document_test_find (world, &record);
      stored = document_test_path (world, &record);
      g_assert_cmpuint (document->bytes, ==, sizes[i]);
      g_assert_cmpint (g_stat (stored, &about), ==, 0);
      g_assert_cmpuint (about.st_size, ==, document->stored);
      g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
      g_assert_cmpuint (document->stored, ==,
                        HEADER_BYTES + sizes[i]
                            + SEAL_BYTES * MAX (1, (sizes[i] + CHUNK - 1) / CHUNK));
      g_assert_true (document_test_read_out (world, &record, &error));
      document_test_assert_same (world->path, world->target);
      g_assert_cmpint (g_stat (world->target, &about), ==, 0);
      g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
    }
  g_assert_cmpuint (document_test_n_files (world->outside), ==, 2); /* nothing beside them */
  store_test_reopen (&world->test);
  report = document_test_check (world);
  g_assert_cmpuint (report->n_bad, ==, 0);
}

static void
test_same_content_is_stored_once (DocumentTest *world, gconstpointer data)
{
  GezinUuid second = store_test_record_id (&world->test);
  g_autofree char *copy = g_build_filename (world->outside, "copy", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *stored = NULL;

  document_test_attach (world, &world->record, world->path);
  stored = document_test_path (world, &world->record);
  g_assert_true (g_file_get_contents (stored, &before, NULL, NULL));
  document_test_write (copy, 3 * CHUNK + 100, 1);
  document_test_attach (world, &second, copy);
  g_assert_true (g_file_get_contents (stored, &after, NULL, NULL));
  g_assert_cmpuint (document_test_n_stored (world), ==, 1);
  g_assert_cmpmem (before, 3 * CHUNK, after, 3 * CHUNK);
}

static void
test_name_says_nothing_to_others (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GezinDocument) theirs = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (world->path);
  g_autoptr (GError) error = NULL;
  StoreTest other;

  document_test_attach (world, &world->record, world->path);
  document = document_test_find (world, &world->record);
  store_test_init (&other, 72, NULL);
  theirs = gezin_documents_take (other.store, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (document->digest, ==, theirs->digest);
  g_assert_cmpstr (document->name, !=, theirs->name);
  g_assert_cmpstr (document->name, !=, document->digest);
  g_assert_false (gezin_secret_equal (document->key, theirs->key));
  store_test_clear (&other);
}

static void
test_type_is_sniffed (DocumentTest *world, gconstpointer data)
{
  static const char pdf[] = "%PDF-1.4\n1 0 obj\n";
  g_autofree char *misnamed = g_build_filename (world->outside, "vakantie.jpeg", NULL);
  g_autoptr (GezinDocument) document = NULL;

  g_assert_true (g_file_set_contents (misnamed, pdf, -1, NULL));
  document_test_attach (world, &world->record, misnamed);
  document = document_test_find (world, &world->record);
  g_assert_cmpstr (document->mime, ==, "application/pdf");
}

static void
test_stream_gets_the_same (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  document_test_attach (world, &world->record, world->path);
  document = document_test_find (world, &world->record);
  g_assert_true (gezin_documents_read_to_stream (world->test.store, document, stream, NULL, NULL,
                                                 NULL, &error));
  g_assert_true (g_file_get_contents (world->path, &content, &length, NULL));
  g_assert_cmpmem (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                   g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), content,
                   length);
}

/* What may not go in. */

typedef struct {
  const char *name;
  GezinStoreError code;
  void (*prepare) (DocumentTest *world);
  void (*meanwhile) (DocumentTest *world); /* while it is read */
} Refused;

static void
become_nothing (DocumentTest *world)
{
  g_assert_cmpint (g_unlink (world->path), ==, 0);
}

static void
become_folder (DocumentTest *world)
{
  become_nothing (world);
  g_assert_cmpint (g_mkdir (world->path, 0700), ==, 0);
}

static void
become_pipe (DocumentTest *world)
{
  become_nothing (world);
  g_assert_cmpint (mkfifo (world->path, 0600), ==, 0);
}

static void
become_link_to_pipe (DocumentTest *world)
{
  g_autofree char *pipe_path = g_build_filename (world->outside, "pipe", NULL);

  become_nothing (world);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (symlink (pipe_path, world->path), ==, 0);
}

static void
become_link_to_device (DocumentTest *world)
{
  become_nothing (world);
  g_assert_cmpint (symlink ("/dev/zero", world->path), ==, 0);
}

static void
become_link_to_folder (DocumentTest *world)
{
  become_nothing (world);
  g_assert_cmpint (symlink ("/", world->path), ==, 0);
}

static void
become_link_to_itself (DocumentTest *world)
{
  become_nothing (world);
  g_assert_cmpint (symlink (world->path, world->path), ==, 0);
}

static void
become_too_large (DocumentTest *world)
{
  g_assert_cmpint (truncate (world->path, 3 * G_GINT64_CONSTANT (1024) * GEZIN_MIB), ==, 0);
}

static void
become_one_too_large (DocumentTest *world)
{
  g_assert_cmpint (truncate (world->path, GEZIN_MAX_DOCUMENT_BYTES + 1), ==, 0);
}

static void
become_long (DocumentTest *world)
{
  document_test_write (world->path, 64 * CHUNK, 5);
}

static void
grow (DocumentTest *world)
{
  int file = g_open (world->path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);

  g_assert_cmpint (write (file, "meer", 4), ==, 4);
  close (file);
}

static void
shrink (DocumentTest *world)
{
  g_assert_cmpint (truncate (world->path, 10), ==, 0);
}

static void
touch_up (DocumentTest *world)
{
  int file = g_open (world->path, O_WRONLY | O_CLOEXEC, 0);

  g_usleep (20000); /* the clock of file times is coarse */
  g_assert_cmpint (pwrite (file, "ander", 5, 3), ==, 5);
  close (file);
}

static void
be_replaced (DocumentTest *world)
{
  g_autofree char *other = g_build_filename (world->outside, "other", NULL);

  document_test_write (other, 64 * CHUNK, 6);
  g_assert_cmpint (g_rename (other, world->path), ==, 0);
}

static const Refused refused[] = {
  { "nothing", GEZIN_STORE_ERROR_NO_FILE, become_nothing, NULL },
  { "folder", GEZIN_STORE_ERROR_FILE_KIND, become_folder, NULL },
  { "pipe", GEZIN_STORE_ERROR_FILE_KIND, become_pipe, NULL },
  { "link-to-a-pipe", GEZIN_STORE_ERROR_FILE_KIND, become_link_to_pipe, NULL },
  { "link-to-a-device", GEZIN_STORE_ERROR_FILE_KIND, become_link_to_device, NULL },
  { "link-to-a-folder", GEZIN_STORE_ERROR_FILE_KIND, become_link_to_folder, NULL },
  { "link-to-itself", GEZIN_STORE_ERROR_FILE_KIND, become_link_to_itself, NULL },
  { "file-of-3-gib", GEZIN_STORE_ERROR_FILE_SIZE, become_too_large, NULL },
  { "file-of-2-gib-and-a-byte", GEZIN_STORE_ERROR_FILE_SIZE, become_one_too_large, NULL },
  { "file-that-grows", GEZIN_STORE_ERROR_FILE_CHANGED, become_long, grow },
  { "file-that-shrinks", GEZIN_STORE_ERROR_FILE_CHANGED, become_long, shrink },
  { "file-that-is-written", GEZIN_STORE_ERROR_FILE_CHANGED, become_long, touch_up },
  { "file-that-is-replaced", GEZIN_STORE_ERROR_FILE_CHANGED, become_long, be_replaced },
  { "file-that-vanishes", GEZIN_STORE_ERROR_FILE_GONE, become_long, become_nothing },
};

typedef struct {
  DocumentTest *world;
  void (*act) (DocumentTest *world);
  guint n_calls;
} Meanwhile;

static void
meanwhile_cb (guint64 done, guint64 total, gpointer data)
{
  Meanwhile *meanwhile = data;

  if (meanwhile->n_calls++ == 0 && meanwhile->act != NULL)
    meanwhile->act (meanwhile->world);
}

static void
test_refused (DocumentTest *world, gconstpointer data)
{
  const Refused *one = data;
  Meanwhile meanwhile = { world, one->meanwhile, 0 };
  g_autoptr (GFile) file = g_file_new_for_path (world->path);
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  one->prepare (world);
  before = store_test_digest (world->test.folder);
  document = gezin_documents_take (world->test.store, file, meanwhile_cb, &meanwhile, NULL, &error);
  g_assert_error (error, GEZIN_STORE_ERROR, (int) one->code);
  g_assert_null (document);
  after = store_test_digest (world->test.folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (document_test_n_stored (world), ==, 0);
  if (one->meanwhile == NULL)
    g_assert_cmpuint (meanwhile.n_calls, ==, 0); /* before anything was written */
}

static void
cancel_cb (guint64 done, guint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_stopping_leaves_nothing (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) file = g_file_new_for_path (world->path);
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reading = NULL;

  become_long (world);
  document =
      gezin_documents_take (world->test.store, file, cancel_cb, cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (document);
  g_assert_cmpuint (document_test_n_stored (world), ==, 0);

  document_test_attach (world, &world->record, world->path);
  document = document_test_find (world, &world->record);
  g_cancellable_reset (cancellable);
  g_assert_false (gezin_documents_read_to_path (world->test.store, document, world->target,
                                                cancel_cb, cancellable, cancellable, &reading));
  g_assert_error (reading, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (document_test_n_files (world->outside), ==, 1);
}

static void
test_failed_commit_leaves_nothing (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (world->path);
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) why =
      g_error_new_literal (GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_STALE, "changed");
  g_autoptr (GError) machine =
      g_error_new_literal (GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MACHINE, "sync");

  document = gezin_documents_take (world->test.store, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (document_test_n_stored (world), ==, 1);
  gezin_documents_discard (world->test.store, document, machine); /* it may yet come to light */
  g_assert_cmpuint (document_test_n_stored (world), ==, 1);
  gezin_documents_discard (world->test.store, document, why);
  g_assert_cmpuint (document_test_n_stored (world), ==, 0);
}

static void
test_target_that_is_no_file_is_refused (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) nowhere = NULL;

  document_test_attach (world, &world->record, world->path);
  g_assert_cmpint (g_mkdir (world->target, 0700), ==, 0);
  g_assert_false (document_test_read_out (world, &world->record, &folder));
  g_assert_error (folder, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_free (world->target);
  world->target = g_build_filename (world->outside, "no", "where", NULL);
  g_assert_false (document_test_read_out (world, &world->record, &nowhere));
  g_assert_error (nowhere, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* Nobody's. */

static void
forget_record (DocumentTest *world, const GezinUuid *record, const char *table)
{
  sqlite3 *handle = gezin_database_handle (world->test.store->database);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE record = ?1", table);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_blob (statement, 1, record->bytes, sizeof record->bytes, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

static guint
collect (DocumentTest *world, guint *n_files)
{
  g_autoptr (GError) error = NULL;
  guint n_documents;

  g_assert_true (gezin_documents_collect (world->test.store, &n_documents, n_files, &error));
  g_assert_no_error (error);
  return n_documents;
}

static void
test_nobodys_is_collected (DocumentTest *world, gconstpointer data)
{
  g_autofree char *stray = NULL;
  g_autofree char *left = NULL;
  g_autoptr (GezinDocumentReport) after = NULL;
  guint n_files;

  document_test_attach (world, &world->record, world->path);
  left = gezin_documents_path (world->test.store, GEZIN_DOCUMENTS_NEW);
  stray = gezin_documents_path (world->test.store, "0123");
  document_test_write (left, 500, 3);
  document_test_write (stray, 600, 4);
  {
    g_autoptr (GezinDocumentReport) report = document_test_check (world);

    g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_STRAY), ==, 2);
    g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_ORPHAN), ==, 0);
    g_assert_cmpuint (report->n_bad, ==, 0);
  }
  g_assert_cmpuint (collect (world, &n_files), ==, 0);
  g_assert_cmpuint (n_files, ==, 2);
  g_assert_cmpuint (document_test_n_stored (world), ==, 1);

  forget_record (world, &world->record, "head"); /* as an erasure does */
  {
    g_autoptr (GezinDocumentReport) report = document_test_check (world);

    g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_ORPHAN), ==, 1);
  }
  g_assert_cmpuint (collect (world, &n_files), ==, 1);
  g_assert_cmpuint (n_files, ==, 0);
  g_assert_cmpuint (document_test_n_stored (world), ==, 0);
  after = document_test_check (world);
  g_assert_cmpuint (after->n_documents, ==, 0);
}

/* What an undo, a draft or a waiting record may bring back stays. */
static void
test_what_may_come_back_is_kept (DocumentTest *world, gconstpointer data)
{
  g_autofree char *digest = NULL;
  g_autofree char *other = g_build_filename (world->outside, "other", NULL);
  g_autoptr (GezinDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid waiting = store_test_record_id (&world->test);

  document_test_attach (world, &world->record, world->path);
  digest =
      store_test_value (&world->test, &world->dossier, &world->record, GEZIN_FIELD_DOCUMENT_FILE);
  document_test_write (other, 10, 9);
  document_test_attach (world, &world->record,
                        other); /* written over: only the past names the first */
  g_assert_cmpuint (collect (world, NULL), ==, 0);
  g_assert_cmpuint (document_test_n_stored (world), ==, 2);

  draft = gezin_draft_new (&world->dossier, &waiting, GEZIN_KIND_DOCUMENT);
  g_ptr_array_add (draft->edits, gezin_edit_new (&waiting, GEZIN_KIND_DOCUMENT,
                                                 GEZIN_FIELD_DOCUMENT_FILE, NULL, digest));
  g_assert_true (gezin_store_keep_draft (world->test.store, draft, &error));
  forget_record (world, &world->record, "past");
  g_assert_cmpuint (collect (world, NULL), ==, 0);
  g_assert_true (gezin_store_drop_draft (world->test.store, &world->dossier, &waiting, &error));
  g_assert_cmpuint (collect (world, NULL), ==, 1);
  g_assert_cmpuint (document_test_n_stored (world), ==, 1);
}

static void
test_parked_record_keeps_its_file (DocumentTest *world, gconstpointer data)
{
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GError) error = NULL;
  const GezinRecord *record;

  document_test_attach (world, &world->record, world->path);
  now = gezin_store_load (world->test.store, &world->dossier, &error);
  record = gezin_dossier_find (now, &world->record);
  for (guint i = 0; i < record->n_heads; i++)
    g_ptr_array_add (versions, gezin_version_ref (record->heads[i]));
  g_assert_true (gezin_parked_keep (world->test.store, &world->dossier, &world->record,
                                    GEZIN_KIND_DOCUMENT, "test", versions, &error));
  forget_record (world, &world->record, "head");
  g_assert_cmpuint (collect (world, NULL), ==, 0);
  g_assert_true (
      gezin_store_drop_parked (world->test.store, &world->dossier, &world->record, &error));
  g_assert_cmpuint (collect (world, NULL), ==, 1);
}

static void
test_record_without_file_is_absent (DocumentTest *world, gconstpointer data)
{
  g_autofree char *digest = g_strnfill (64, 'a');
  g_autoptr (GezinDocumentReport) report = NULL;

  store_test_set (&world->test, &world->dossier, &world->record, GEZIN_FIELD_DOCUMENT_FILE, digest);
  report = document_test_check (world);
  g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_ABSENT), ==, 1);
  g_assert_cmpuint (report->n_bad, ==, 0);
}

static void
add (const char *path, void (*func) (DocumentTest *, gconstpointer), gconstpointer data)
{
  g_test_add (path, DocumentTest, data, document_test_setup, func, document_test_teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/documents/comes-out-as-it-went-in", test_comes_out_as_it_went_in, NULL);
  add ("/store/documents/same-content-is-stored-once", test_same_content_is_stored_once, NULL);
  add ("/store/documents/name-says-nothing-to-others", test_name_says_nothing_to_others, NULL);
  add ("/store/documents/type-is-sniffed", test_type_is_sniffed, NULL);
  add ("/store/documents/stream-gets-the-same", test_stream_gets_the_same, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/store/documents/refused/", refused[i].name, NULL);

      add (path, test_refused, &refused[i]);
    }
  add ("/store/documents/stopping-leaves-nothing", test_stopping_leaves_nothing, NULL);
  add ("/store/documents/failed-commit-leaves-nothing", test_failed_commit_leaves_nothing, NULL);
  add ("/store/documents/target-that-is-no-file-is-refused", test_target_that_is_no_file_is_refused,
       NULL);
  add ("/store/documents/nobodys-is-collected", test_nobodys_is_collected, NULL);
  add ("/store/documents/what-may-come-back-is-kept", test_what_may_come_back_is_kept, NULL);
  add ("/store/documents/parked-record-keeps-its-file", test_parked_record_keeps_its_file, NULL);
  add ("/store/documents/record-without-file-is-absent", test_record_without_file_is_absent, NULL);
  return g_test_run ();
}
