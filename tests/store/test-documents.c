/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents: what goes in comes out, once for the same content; what may not go
 * in does not; and what is missing, damaged or nobody's is told and dealt with. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "store/document-file-private.h"
#include "store/documents-private.h"
#include "support.h"

#define CHUNK GEZIN_DOCUMENT_CHUNK_BYTES
#define HEADER_BYTES (40)
#define SEAL_BYTES (17)

typedef struct {
  StoreTest test;
  char *outside; /* folder of what is attached and read out */
  char *path; /* a file in it */
  char *target;
  GezinUuid dossier;
  GezinUuid record;
} World;

static void
write_file (const char *path, gsize length, guint seed)
{
  g_autofree char *content = g_malloc (length + 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < length; i++)
    content[i] = (char) g_rand_int_range (random, 0, 256);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
setup (World *world, gconstpointer data)
{
  store_test_init (&world->test, 71, NULL);
  world->outside = g_dir_make_tmp ("gezin-outside-XXXXXX", NULL);
  world->path = g_build_filename (world->outside, "in", NULL);
  world->target = g_build_filename (world->outside, "out", NULL);
  world->dossier = store_test_new_dossier (&world->test, "Papier");
  world->record = store_test_record_id (&world->test);
  write_file (world->path, 3 * CHUNK + 100, 1);
}

static void
teardown (World *world, gconstpointer data)
{
  store_test_clear (&world->test);
  store_test_remove_folder (world->outside);
  g_free (world->outside);
  g_free (world->path);
  g_free (world->target);
}

static void
attach (World *world, const GezinUuid *record, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_test_attach (&world->test, &world->dossier, record, path, &error));
  g_assert_no_error (error);
}

static GezinDocument *
document_of (World *world, const GezinUuid *record)
{
  g_autofree char *digest =
      store_test_value (&world->test, &world->dossier, record, GEZIN_FIELD_DOCUMENT_FILE);
  g_autoptr (GError) error = NULL;
  GezinDocument *document = gezin_documents_find (world->test.store, digest, &error);

  g_assert_no_error (error);
  return document;
}

static char *
file_of (World *world, const GezinUuid *record)
{
  g_autoptr (GezinDocument) document = document_of (world, record);

  return gezin_documents_path (world->test.store, document->name);
}

static gboolean
read_out (World *world, const GezinUuid *record, GError **error)
{
  g_autoptr (GezinDocument) document = document_of (world, record);

  return gezin_documents_read_to_path (world->test.store, document, world->target, NULL, NULL, NULL,
                                       error);
}

static void
assert_same_file (const char *one, const char *other)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;
  gsize n_left, n_right;

  g_assert_true (g_file_get_contents (one, &left, &n_left, NULL));
  g_assert_true (g_file_get_contents (other, &right, &n_right, NULL));
  g_assert_cmpmem (left, n_left, right, n_right);
}

static guint
n_files_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
n_stored (World *world)
{
  g_autofree char *folder = gezin_documents_folder (world->test.store);

  return n_files_in (folder);
}

static GezinDocumentReport *
check (World *world)
{
  g_autoptr (GError) error = NULL;
  GezinDocumentReport *report = gezin_documents_check (world->test.store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

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
test_comes_out_as_it_went_in (World *world, gconstpointer data)
{
  static const gsize sizes[] = { 0,         1,         CHUNK - 1,     CHUNK,         CHUNK + 1,
                                 2 * CHUNK, 8 * CHUNK, 8 * CHUNK + 1, 8 * CHUNK - 1, 40 * CHUNK };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GezinUuid record = store_test_record_id (&world->test);
      g_autoptr (GezinDocument) document = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *stored = NULL;
      GStatBuf about;

      write_file (world->path, sizes[i], (guint) i);
      attach (world, &record, world->path);
      document = document_of (world, &record);
      stored = file_of (world, &record);
      g_assert_cmpuint (document->bytes, ==, sizes[i]);
      g_assert_cmpint (g_stat (stored, &about), ==, 0);
      g_assert_cmpuint (about.st_size, ==, document->stored);
      g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
      g_assert_cmpuint (document->stored, ==,
                        HEADER_BYTES + sizes[i]
                            + SEAL_BYTES * MAX (1, (sizes[i] + CHUNK - 1) / CHUNK));
      g_assert_true (read_out (world, &record, &error));
      assert_same_file (world->path, world->target);
      g_assert_cmpint (g_stat (world->target, &about), ==, 0);
      g_assert_cmpuint (about.st_mode & 0777, ==, 0600);
    }
  g_assert_cmpuint (n_files_in (world->outside), ==, 2); /* nothing beside them */
  store_test_reopen (&world->test);
  g_assert_cmpuint (check (world)->n_bad, ==, 0);
}

static void
test_same_content_is_stored_once (World *world, gconstpointer data)
{
  GezinUuid second = store_test_record_id (&world->test);
  g_autofree char *copy = g_build_filename (world->outside, "copy", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *stored = NULL;

  attach (world, &world->record, world->path);
  stored = file_of (world, &world->record);
  g_assert_true (g_file_get_contents (stored, &before, NULL, NULL));
  write_file (copy, 3 * CHUNK + 100, 1);
  attach (world, &second, copy);
  g_assert_true (g_file_get_contents (stored, &after, NULL, NULL));
  g_assert_cmpuint (n_stored (world), ==, 1);
  g_assert_cmpmem (before, 3 * CHUNK, after, 3 * CHUNK);
}

static void
test_name_says_nothing_to_others (World *world, gconstpointer data)
{
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GezinDocument) theirs = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (world->path);
  g_autoptr (GError) error = NULL;
  StoreTest other;

  attach (world, &world->record, world->path);
  document = document_of (world, &world->record);
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
test_type_is_sniffed (World *world, gconstpointer data)
{
  static const char pdf[] = "%PDF-1.4\n1 0 obj\n";
  g_autofree char *misnamed = g_build_filename (world->outside, "vakantie.jpeg", NULL);
  g_autoptr (GezinDocument) document = NULL;

  g_assert_true (g_file_set_contents (misnamed, pdf, -1, NULL));
  attach (world, &world->record, misnamed);
  document = document_of (world, &world->record);
  g_assert_cmpstr (document->mime, ==, "application/pdf");
}

static void
test_stream_gets_the_same (World *world, gconstpointer data)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GezinDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  attach (world, &world->record, world->path);
  document = document_of (world, &world->record);
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
  void (*prepare) (World *world);
  void (*meanwhile) (World *world); /* while it is read */
} Refused;

static void
become_nothing (World *world)
{
  g_assert_cmpint (g_unlink (world->path), ==, 0);
}

static void
become_folder (World *world)
{
  become_nothing (world);
  g_assert_cmpint (g_mkdir (world->path, 0700), ==, 0);
}

static void
become_pipe (World *world)
{
  become_nothing (world);
  g_assert_cmpint (mkfifo (world->path, 0600), ==, 0);
}

static void
become_link_to_pipe (World *world)
{
  g_autofree char *pipe_path = g_build_filename (world->outside, "pipe", NULL);

  become_nothing (world);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (symlink (pipe_path, world->path), ==, 0);
}

static void
become_link_to_device (World *world)
{
  become_nothing (world);
  g_assert_cmpint (symlink ("/dev/zero", world->path), ==, 0);
}

static void
become_link_to_folder (World *world)
{
  become_nothing (world);
  g_assert_cmpint (symlink ("/", world->path), ==, 0);
}

static void
become_link_to_itself (World *world)
{
  become_nothing (world);
  g_assert_cmpint (symlink (world->path, world->path), ==, 0);
}

static void
become_too_large (World *world)
{
  g_assert_cmpint (truncate (world->path, 3 * G_GINT64_CONSTANT (1024) * GEZIN_MIB), ==, 0);
}

static void
become_one_too_large (World *world)
{
  g_assert_cmpint (truncate (world->path, GEZIN_MAX_DOCUMENT_BYTES + 1), ==, 0);
}

static void
become_long (World *world)
{
  write_file (world->path, 64 * CHUNK, 5);
}

static void
grow (World *world)
{
  int file = g_open (world->path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);

  g_assert_cmpint (write (file, "meer", 4), ==, 4);
  close (file);
}

static void
shrink (World *world)
{
  g_assert_cmpint (truncate (world->path, 10), ==, 0);
}

static void
touch_up (World *world)
{
  int file = g_open (world->path, O_WRONLY | O_CLOEXEC, 0);

  g_usleep (20000); /* the clock of file times is coarse */
  g_assert_cmpint (pwrite (file, "ander", 5, 3), ==, 5);
  close (file);
}

static void
be_replaced (World *world)
{
  g_autofree char *other = g_build_filename (world->outside, "other", NULL);

  write_file (other, 64 * CHUNK, 6);
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
  World *world;
  void (*act) (World *world);
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
test_refused (World *world, gconstpointer data)
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
  g_assert_cmpuint (n_stored (world), ==, 0);
  if (one->meanwhile == NULL)
    g_assert_cmpuint (meanwhile.n_calls, ==, 0); /* before anything was written */
}

static void
cancel_cb (guint64 done, guint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

static void
test_stopping_leaves_nothing (World *world, gconstpointer data)
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
  g_assert_cmpuint (n_stored (world), ==, 0);

  attach (world, &world->record, world->path);
  document = document_of (world, &world->record);
  g_cancellable_reset (cancellable);
  g_assert_false (gezin_documents_read_to_path (world->test.store, document, world->target,
                                                cancel_cb, cancellable, cancellable, &reading));
  g_assert_error (reading, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_files_in (world->outside), ==, 1);
}

static void
test_failed_commit_leaves_nothing (World *world, gconstpointer data)
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
  g_assert_cmpuint (n_stored (world), ==, 1);
  gezin_documents_discard (world->test.store, document, machine); /* it may yet come to light */
  g_assert_cmpuint (n_stored (world), ==, 1);
  gezin_documents_discard (world->test.store, document, why);
  g_assert_cmpuint (n_stored (world), ==, 0);
}

static void
test_target_that_is_no_file_is_refused (World *world, gconstpointer data)
{
  g_autoptr (GError) folder = NULL;
  g_autoptr (GError) nowhere = NULL;

  attach (world, &world->record, world->path);
  g_assert_cmpint (g_mkdir (world->target, 0700), ==, 0);
  g_assert_false (read_out (world, &world->record, &folder));
  g_assert_error (folder, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_free (world->target);
  world->target = g_build_filename (world->outside, "no", "where", NULL);
  g_assert_false (read_out (world, &world->record, &nowhere));
  g_assert_error (nowhere, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* Damage. */

typedef struct {
  const char *name;
  GezinStoreError code;
  void (*damage) (const char *path, const char *other);
} Damage;

static void
change_file (const char *path, void (*change) (GByteArray *bytes))
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_byte_array_append (bytes, (const guint8 *) content, (guint) length);
  change (bytes);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
flip_magic (GByteArray *bytes)
{
  bytes->data[15] ^= 3; /* another version */
}

static void
flip_header (GByteArray *bytes)
{
  bytes->data[20] ^= 1;
}

static void
flip_first (GByteArray *bytes)
{
  bytes->data[HEADER_BYTES] ^= 1; /* its tag */
}

static void
flip_middle (GByteArray *bytes)
{
  bytes->data[HEADER_BYTES + CHUNK + SEAL_BYTES + 500] ^= 0x80;
}

static void
flip_last (GByteArray *bytes)
{
  bytes->data[bytes->len - 1] ^= 1;
}

static void
cut_byte (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len - 1);
}

static void
cut_chunk (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, HEADER_BYTES + 3 * (CHUNK + SEAL_BYTES));
}

static void
cut_all (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 0);
}

static void
lengthen (GByteArray *bytes)
{
  g_byte_array_append (bytes, (const guint8 *) "x", 1);
}

static void
swap_chunks (GByteArray *bytes)
{
  guint8 *first = bytes->data + HEADER_BYTES;
  guint8 *second = first + CHUNK + SEAL_BYTES;
  g_autofree guint8 *held = g_memdup2 (first, CHUNK + SEAL_BYTES);

  memcpy (first, second, CHUNK + SEAL_BYTES);
  memcpy (second, held, CHUNK + SEAL_BYTES);
}

#define DAMAGE(name) \
  static void do_##name (const char *path, const char *other) \
  { \
    change_file (path, name); \
  }

DAMAGE (flip_magic)
DAMAGE (flip_header)
DAMAGE (flip_first)
DAMAGE (flip_middle)
DAMAGE (flip_last)
DAMAGE (cut_byte)
DAMAGE (cut_chunk)
DAMAGE (cut_all)
DAMAGE (lengthen)
DAMAGE (swap_chunks)

static void
do_remove (const char *path, const char *other)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
do_swap (const char *path, const char *other)
{
  g_assert_cmpint (renameat2 (AT_FDCWD, path, AT_FDCWD, other, RENAME_EXCHANGE), ==, 0);
}

static void
do_link (const char *path, const char *other)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink (other, path), ==, 0);
}

static void
do_folder (const char *path, const char *other)
{
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static const Damage damages[] = {
  { "another-version", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_magic },
  { "another-header", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_header },
  { "a-bit-in-the-first-chunk", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_first },
  { "a-bit-in-the-middle", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_middle },
  { "the-last-bit", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_flip_last },
  { "a-byte-less", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_cut_byte },
  { "a-chunk-less", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_cut_chunk },
  { "an-empty-file", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_cut_all },
  { "a-byte-more", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_lengthen },
  { "chunks-that-changed-places", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_swap_chunks },
  { "another-document", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_swap },
  { "a-link", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_link },
  { "a-folder", GEZIN_STORE_ERROR_DOCUMENT_DAMAGED, do_folder },
  { "no-file", GEZIN_STORE_ERROR_DOCUMENT_MISSING, do_remove },
};

static void
assert_told (World *world, const Damage *damage)
{
  g_autoptr (GezinDocumentReport) report = check (world);
  const GezinDocumentFinding *finding = NULL;

  g_assert_cmpuint (report->n_bad, >=, 1);
  for (guint i = 0; i < report->findings->len && finding == NULL; i++)
    {
      const GezinDocumentFinding *one = report->findings->pdata[i];

      if (one->has_record && gezin_uuid_equal (&one->record, &world->record))
        finding = one;
    }
  g_assert_nonnull (finding);
  g_assert_true (gezin_uuid_equal (&finding->dossier, &world->dossier));
  g_assert_cmpint (finding->state, ==,
                   damage->code == GEZIN_STORE_ERROR_DOCUMENT_MISSING ? GEZIN_DOCUMENT_MISSING
                                                                      : GEZIN_DOCUMENT_DAMAGED);
}

/* Told as what it is, nothing of it handed out, and whole again once the same file is attached. */
static void
test_damage (World *world, gconstpointer data)
{
  const Damage *damage = data;
  GezinUuid second = store_test_record_id (&world->test);
  GezinUuid third = store_test_record_id (&world->test);
  g_autofree char *other = g_build_filename (world->outside, "other", NULL);
  g_autofree char *path = NULL;
  g_autofree char *other_path = NULL;
  g_autoptr (GError) error = NULL;

  write_file (other, 3 * CHUNK + 100, 2); /* as long as the first */
  attach (world, &world->record, world->path);
  attach (world, &second, other);
  path = file_of (world, &world->record);
  other_path = file_of (world, &second);
  damage->damage (path, other_path);
  g_assert_false (read_out (world, &world->record, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, (int) damage->code);
  g_assert_false (g_file_test (world->target, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (n_files_in (world->outside), ==, 2);
  assert_told (world, damage);
  if (damage->damage == do_folder)
    return; /* a file does not take the place of a folder */

  attach (world, &third, world->path);
  attach (world, &third, other);
  g_clear_error (&error);
  g_assert_true (read_out (world, &world->record, &error));
  assert_same_file (world->path, world->target);
  g_assert_true (read_out (world, &second, &error));
  assert_same_file (other, world->target);
  g_assert_cmpuint (n_stored (world), ==, 2);
}

/* Nobody's. */

static void
forget_record (World *world, const GezinUuid *record, const char *table)
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
collect (World *world, guint *n_files)
{
  g_autoptr (GError) error = NULL;
  guint n_documents;

  g_assert_true (gezin_documents_collect (world->test.store, &n_documents, n_files, &error));
  g_assert_no_error (error);
  return n_documents;
}

static void
test_nobodys_is_collected (World *world, gconstpointer data)
{
  g_autofree char *stray = NULL;
  g_autofree char *left = NULL;
  guint n_files;

  attach (world, &world->record, world->path);
  left = gezin_documents_path (world->test.store, GEZIN_DOCUMENTS_NEW);
  stray = gezin_documents_path (world->test.store, "0123");
  write_file (left, 500, 3);
  write_file (stray, 600, 4);
  {
    g_autoptr (GezinDocumentReport) report = check (world);

    g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_STRAY), ==, 2);
    g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_ORPHAN), ==, 0);
    g_assert_cmpuint (report->n_bad, ==, 0);
  }
  g_assert_cmpuint (collect (world, &n_files), ==, 0);
  g_assert_cmpuint (n_files, ==, 2);
  g_assert_cmpuint (n_stored (world), ==, 1);

  forget_record (world, &world->record, "head"); /* as an erasure does */
  {
    g_autoptr (GezinDocumentReport) report = check (world);

    g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_ORPHAN), ==, 1);
  }
  g_assert_cmpuint (collect (world, &n_files), ==, 1);
  g_assert_cmpuint (n_files, ==, 0);
  g_assert_cmpuint (n_stored (world), ==, 0);
  g_assert_cmpuint (check (world)->n_documents, ==, 0);
}

/* What an undo, a draft or a waiting record may bring back stays. */
static void
test_what_may_come_back_is_kept (World *world, gconstpointer data)
{
  g_autofree char *digest = NULL;
  g_autofree char *other = g_build_filename (world->outside, "other", NULL);
  g_autoptr (GezinDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid waiting = store_test_record_id (&world->test);

  attach (world, &world->record, world->path);
  digest =
      store_test_value (&world->test, &world->dossier, &world->record, GEZIN_FIELD_DOCUMENT_FILE);
  write_file (other, 10, 9);
  attach (world, &world->record, other); /* written over: only the past names the first */
  g_assert_cmpuint (collect (world, NULL), ==, 0);
  g_assert_cmpuint (n_stored (world), ==, 2);

  draft = gezin_draft_new (&world->dossier, &waiting, GEZIN_KIND_DOCUMENT);
  g_ptr_array_add (draft->edits, gezin_edit_new (&waiting, GEZIN_KIND_DOCUMENT,
                                                 GEZIN_FIELD_DOCUMENT_FILE, NULL, digest));
  g_assert_true (gezin_store_keep_draft (world->test.store, draft, &error));
  forget_record (world, &world->record, "past");
  g_assert_cmpuint (collect (world, NULL), ==, 0);
  g_assert_true (gezin_store_drop_draft (world->test.store, &world->dossier, &waiting, &error));
  g_assert_cmpuint (collect (world, NULL), ==, 1);
  g_assert_cmpuint (n_stored (world), ==, 1);
}

static void
test_parked_record_keeps_its_file (World *world, gconstpointer data)
{
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GError) error = NULL;
  const GezinRecord *record;

  attach (world, &world->record, world->path);
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
test_record_without_file_is_absent (World *world, gconstpointer data)
{
  g_autofree char *digest = g_strnfill (64, 'a');
  g_autoptr (GezinDocumentReport) report = NULL;

  store_test_set (&world->test, &world->dossier, &world->record, GEZIN_FIELD_DOCUMENT_FILE, digest);
  report = check (world);
  g_assert_cmpuint (n_found (report, GEZIN_DOCUMENT_ABSENT), ==, 1);
  g_assert_cmpuint (report->n_bad, ==, 0);
}

/* For a backup. */

static gboolean
authenticates (World *world, const char *name, const char *path)
{
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (copy, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gboolean is_good = gezin_documents_authenticate (world->test.store->database, name,
                                                   G_INPUT_STREAM (stream), NULL, &error);

  if (!is_good)
    g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_DAMAGED);
  return is_good;
}

/* Nobody looks at the length of a copy first: the chunks alone tell. */
static void
test_copy_authenticates_by_its_name (World *world, gconstpointer data)
{
  static void (*const changes[]) (GByteArray *) = { flip_magic, flip_header, flip_first,
                                                    flip_last,  cut_byte,    cut_chunk,
                                                    cut_all,    lengthen,    swap_chunks };
  g_autofree char *copy = g_build_filename (world->outside, "copy", NULL);
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const GezinDocument *one;
  gsize length;

  attach (world, &world->record, world->path);
  all = gezin_documents_list (world->test.store->database, NULL);
  g_assert_cmpuint (all->len, ==, 1);
  one = all->pdata[0];
  path = file_of (world, &world->record);
  g_assert_true (authenticates (world, one->name, path));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
      change_file (copy, changes[i]);
      g_assert_false (authenticates (world, one->name, copy));
    }
}

static void
add (const char *path, void (*func) (World *, gconstpointer), gconstpointer data)
{
  g_test_add (path, World, data, setup, func, teardown);
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
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/store/documents/damage/", damages[i].name, NULL);

      add (path, test_damage, &damages[i]);
    }
  add ("/store/documents/nobodys-is-collected", test_nobodys_is_collected, NULL);
  add ("/store/documents/what-may-come-back-is-kept", test_what_may_come_back_is_kept, NULL);
  add ("/store/documents/parked-record-keeps-its-file", test_parked_record_keeps_its_file, NULL);
  add ("/store/documents/record-without-file-is-absent", test_record_without_file_is_absent, NULL);
  add ("/store/documents/copy-authenticates-by-its-name", test_copy_authenticates_by_its_name,
       NULL);
  return g_test_run ();
}
