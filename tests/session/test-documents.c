/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents through the one door, in the synchronous form and as tasks: in and out, checked,
 * stopped halfway, and of a file that goes away meanwhile. */

#include "laptop.h"

#include "session/admin.h"
#include "session/work.h"
#include "store/store-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LONG_BYTES (3 * 1024 * 1024)

/* A laptop with a dossier, and a file beside it that is worth keeping. */
typedef struct {
  Laptop laptop;
  GezinUuid dossier;
  char *place; /* a folder */
  char *path; /* of the file */
  GCancellable *cancellable; /* (nullable): cancelled by the first word of progress */
  const char *spoil; /* (nullable): removed by the first word of progress */
} World;

static void
write_file (const char *path, gsize bytes, guint seed)
{
  g_autofree char *content = g_malloc (bytes + 1);

  for (gsize i = 0; i < bytes; i++)
    content[i] = (char) ('a' + (i * 7 + i / 251 + seed) % 26);
  g_assert_true (g_file_set_contents (path, content, (gssize) bytes, NULL));
}

static void
set_up (World *world, gconstpointer data)
{
  laptop_init (&world->laptop, 11, "Anna");
  world->dossier = new_dossier (&world->laptop, "Gezin De Vries");
  world->place = g_dir_make_tmp ("gezin-documents-XXXXXX", NULL);
  world->path = g_build_filename (world->place, "brief.txt", NULL);
  write_file (world->path, LONG_BYTES, 0);
}

static void
tear_down (World *world, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (world->place, "kopie", NULL);

  /* "changed" is told on the loop, and holds the session until then. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  laptop_clear (&world->laptop);
  g_remove (world->path);
  g_remove (copy);
  g_assert_cmpint (g_rmdir (world->place), ==, 0);
  g_free (world->path);
  g_free (world->place);
  g_clear_object (&world->cancellable);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  World *world = data;

  g_assert_cmpuint (done, <=, total);
  if (done == 0)
    return;
  if (world->cancellable != NULL)
    g_cancellable_cancel (world->cancellable);
  if (world->spoil != NULL)
    g_remove (world->spoil);
}

static gboolean
attach (World *world, const GezinUuid *record, const char *path, guint64 *commit, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GezinAttachment attachment = { .dossier = &world->dossier,
                                 .record = record,
                                 .kind = gezin_session_document_kind (),
                                 .file = file,
                                 .progress = progress_cb,
                                 .progress_data = world };
  gboolean done =
      gezin_session_attach (world->laptop.session, &attachment, world->cancellable, commit, error);

  tick (&world->laptop);
  return done;
}

static GezinUuid
attach_new (World *world, const char *path)
{
  GezinUuid record = gezin_uuid_random (world->laptop.random);
  g_autoptr (GError) error = NULL;
  guint64 commit = 0;

  g_assert_true (attach (world, &record, path, &commit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (commit, !=, 0);
  return record;
}

static guint
n_files (World *world)
{
  g_autofree char *folder = g_build_filename (world->laptop.folder, "documents", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Of the only one there. */
static char *
stored_path (World *world)
{
  g_autofree char *folder = g_build_filename (world->laptop.folder, "documents", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return g_build_filename (folder, g_dir_read_name (dir), NULL);
}

static guint
n_records (World *world)
{
  g_autoptr (GezinDossier) now = gezin_session_read (world->laptop.session, &world->dossier, NULL);

  return gezin_dossier_n_records (now);
}

static guint
n_events (World *world, const char *action)
{
  g_autoptr (GPtrArray) log = gezin_session_audit (world->laptop.session, &world->dossier, NULL);
  guint n = 0;

  for (guint i = 0; i < log->len; i++)
    n += strcmp (((const GezinAuditEntry *) log->pdata[i])->action, action) == 0;
  return n;
}

static gboolean
read_out (World *world, const GezinUuid *record, GError **error)
{
  g_autofree char *copy = g_build_filename (world->place, "kopie", NULL);
  GezinReadout readout = { .dossier = &world->dossier, .record = record, .path = copy };

  return gezin_session_read_document (world->laptop.session, &readout, NULL, error);
}

static void
assert_same_copy (World *world)
{
  g_autofree char *copy = g_build_filename (world->place, "kopie", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize lengths[2];

  g_assert_true (g_file_get_contents (world->path, &first, &lengths[0], NULL));
  g_assert_true (g_file_get_contents (copy, &second, &lengths[1], NULL));
  g_assert_cmpmem (first, lengths[0], second, lengths[1]);
}

static GezinDocumentReport *
check (World *world)
{
  g_autoptr (GError) error = NULL;
  GezinDocumentReport *report =
      gezin_session_check_documents (world->laptop.session, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Whether some field that follows from the file says @value. */
static gboolean
says (World *world, const GezinUuid *id, GezinType type, const char *value)
{
  g_autoptr (GezinDossier) now = gezin_session_read (world->laptop.session, &world->dossier, NULL);
  const GezinRecord *record = gezin_dossier_find (now, id);
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i]->flags & GEZIN_FIELD_OF_FILE) != 0 && fields[i]->type == type)
      return g_strcmp0 (gezin_record_value (record, fields[i]->field), value) == 0;
  return FALSE;
}

/* In, out. */

static void
test_what_went_in_comes_out (World *world, gconstpointer data)
{
  GezinUuid record = attach_new (world, world->path);
  g_autofree char *bytes = g_strdup_printf ("%d", LONG_BYTES);
  g_autofree char *digest = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (world->path, &content, &length, NULL));
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_assert_true (says (world, &record, GEZIN_TYPE_FILE, digest));
  g_assert_true (says (world, &record, GEZIN_TYPE_COUNT, bytes));
  g_assert_true (says (world, &record, GEZIN_TYPE_TEXT, "text/plain"));
  g_assert_true (read_out (world, &record, &error));
  g_assert_no_error (error);
  assert_same_copy (world);
  g_assert_cmpuint (n_events (world, "document-read"), ==, 1);
}

static void
test_the_same_content_is_kept_once (World *world, gconstpointer data)
{
  GezinUuid first = attach_new (world, world->path);
  guint64 commit = 1;
  g_autoptr (GError) error = NULL;

  g_assert_true (attach (world, &first, world->path, &commit, &error));
  g_assert_cmpuint (commit, ==, 0); /* the record says all of it already */
  attach_new (world, world->path);
  g_assert_cmpuint (n_files (world), ==, 1);
}

static void
test_a_record_without_a_file_has_none_to_read (World *world, gconstpointer data)
{
  GezinUuid person = new_person (&world->laptop, &world->dossier, "Noor");
  g_autoptr (GError) error = NULL;

  g_assert_false (read_out (world, &person, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (error->code / 100, ==, 1);
  g_assert_cmpuint (n_events (world, "document-read"), ==, 0);
}

/* What is refused leaves nothing. */

static void
assert_refused (World *world, const char *path, GQuark domain, int code)
{
  GezinUuid record = gezin_uuid_random (world->laptop.random);
  guint records = n_records (world);
  g_autoptr (GError) error = NULL;

  g_assert_false (attach (world, &record, path, NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_cmpuint (n_records (world), ==, records);
  g_assert_cmpuint (n_files (world), ==, 0);
}

static void
test_what_is_no_file_is_refused (World *world, gconstpointer data)
{
  g_autofree char *nothing = g_build_filename (world->place, "niets", NULL);

  assert_refused (world, nothing, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_FILE);
  assert_refused (world, world->place, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_FILE_KIND);
}

static void
test_a_file_that_vanishes_is_not_taken_in (World *world, gconstpointer data)
{
  world->spoil = world->path;
  assert_refused (world, world->path, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_FILE_GONE);
  world->spoil = NULL;
  write_file (world->path, LONG_BYTES, 0);
  attach_new (world, world->path);
}

static void
test_stopped_halfway_nothing_is_there (World *world, gconstpointer data)
{
  world->cancellable = g_cancellable_new ();
  assert_refused (world, world->path, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_cancellable_is_cancelled (world->cancellable));
  g_clear_object (&world->cancellable);
  attach_new (world, world->path);
  g_assert_cmpuint (n_files (world), ==, 1);
}

/* Checking. */

static void
test_missing_and_damaged_are_told_and_not_read (World *world, gconstpointer data)
{
  GezinUuid record = attach_new (world, world->path);
  g_autofree char *stored = stored_path (world);
  g_autofree char *content = NULL;
  g_autoptr (GezinDocumentReport) report = check (world);
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_cmpuint (report->n_documents, ==, 1);
  g_assert_cmpuint (report->n_bad, ==, 0);
  g_clear_pointer (&report, gezin_document_report_free);

  g_assert_true (g_file_get_contents (stored, &content, &length, NULL));
  content[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (stored, content, (gssize) length, NULL));
  report = check (world);
  g_assert_cmpuint (report->n_bad, ==, 1);
  g_assert_cmpint (((GezinDocumentFinding *) report->findings->pdata[0])->state, ==,
                   GEZIN_DOCUMENT_DAMAGED);
  g_clear_pointer (&report, gezin_document_report_free);
  g_assert_false (read_out (world, &record, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_DAMAGED);
  g_clear_error (&error);

  g_assert_cmpint (g_remove (stored), ==, 0);
  report = check (world);
  g_assert_cmpint (((GezinDocumentFinding *) report->findings->pdata[0])->state, ==,
                   GEZIN_DOCUMENT_MISSING);
  g_assert_false (read_out (world, &record, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DOCUMENT_MISSING);
  g_clear_error (&error);

  attach_new (world, world->path); /* the same content again mends it */
  g_assert_true (read_out (world, &record, &error));
  assert_same_copy (world);
}

static void
test_what_nobody_names_is_collected (World *world, gconstpointer data)
{
  g_autofree char *stray = NULL;
  g_autoptr (GError) error = NULL;
  guint n_documents;
  guint n_strays;

  attach_new (world, world->path);
  stray =
      g_build_filename (world->laptop.folder, "documents",
                        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", NULL);
  write_file (stray, 100, 1);
  g_assert_true (
      gezin_session_collect_documents (world->laptop.session, &n_documents, &n_strays, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_documents, ==, 0);
  g_assert_cmpuint (n_strays, ==, 1);
  g_assert_cmpuint (n_files (world), ==, 1);
}

/* As tasks. */

typedef struct {
  World *world;
  GezinUuid record;
  GThread *called_on;
  GThread *ran_on;
  GMainLoop *loop;
  GError *error;
  gboolean done;
} Task;

static gboolean
run_attach (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Task *task = data;

  task->ran_on = g_thread_self ();
  return attach (task->world, &task->record, task->world->path, NULL, error);
}

static void
task_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Task *task = user_data;

  g_assert_true (gezin_session_task_data (result) == task);
  task->called_on = g_thread_self ();
  task->done = gezin_session_finish (GEZIN_SESSION (source), result, &task->error);
  g_main_loop_quit (task->loop);
}

static void
run_task (World *world, Task *task)
{
  *task = (Task){ .world = world,
                  .record = gezin_uuid_random (world->laptop.random),
                  .loop = g_main_loop_new (NULL, FALSE) };
  gezin_session_start (world->laptop.session, run_attach, task, NULL, world->cancellable,
                       task_done_cb, task);
  g_assert_null (task->called_on); /* never before the loop runs */
  g_main_loop_run (task->loop);
  g_main_loop_unref (task->loop);
  g_assert_true (task->called_on == g_thread_self ());
}

static void
test_a_task_attaches_on_the_worker_and_answers_here (World *world, gconstpointer data)
{
  Task task;

  run_task (world, &task);
  g_assert_no_error (task.error);
  g_assert_true (task.done);
  g_assert_true (task.ran_on != NULL && task.ran_on != g_thread_self ());
  g_assert_cmpuint (n_files (world), ==, 1);
  g_assert_true (read_out (world, &task.record, NULL));
  assert_same_copy (world);
}

static void
test_a_task_that_is_stopped_says_so_and_leaves_nothing (World *world, gconstpointer data)
{
  Task task;
  guint records = n_records (world);

  world->cancellable = g_cancellable_new ();
  run_task (world, &task);
  g_assert_false (task.done);
  g_assert_error (task.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&task.error);
  g_assert_cmpuint (n_files (world), ==, 0);
  g_assert_cmpuint (n_records (world), ==, records);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add ("/session/documents/" path, World, NULL, set_up, test, tear_down)
  ADD ("what-went-in-comes-out", test_what_went_in_comes_out);
  ADD ("the-same-content-is-kept-once", test_the_same_content_is_kept_once);
  ADD ("a-record-without-a-file-has-none-to-read", test_a_record_without_a_file_has_none_to_read);
  ADD ("what-is-no-file-is-refused", test_what_is_no_file_is_refused);
  ADD ("a-file-that-vanishes-is-not-taken-in", test_a_file_that_vanishes_is_not_taken_in);
  ADD ("stopped-halfway-nothing-is-there", test_stopped_halfway_nothing_is_there);
  ADD ("missing-and-damaged-are-told-and-not-read", test_missing_and_damaged_are_told_and_not_read);
  ADD ("what-nobody-names-is-collected", test_what_nobody_names_is_collected);
  ADD ("a-task-attaches-on-the-worker-and-answers-here",
       test_a_task_attaches_on_the_worker_and_answers_here);
  ADD ("a-task-that-is-stopped-says-so-and-leaves-nothing",
       test_a_task_that_is_stopped_says_so_and_leaves_nothing);
#undef ADD
  return g_test_run ();
}
