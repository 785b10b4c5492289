/* SPDX-License-Identifier: EUPL-1.2 */

/* Backups, restores and drills through the one door, in the synchronous form and as tasks. */

#include "laptop.h"

#include "base/limits.h"
#include "session/admin.h"
#include "session/work.h"
#include "store/store-error.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)
#define LONG_BYTES (3 * 1024 * 1024)
#define PASSPHRASE "een lange zin voor de proef"

/* A laptop with a dossier and a document, a stick, and room for another laptop. */
typedef struct {
  Laptop laptop;
  GezinUuid dossier;
  char *place;
  char *stick;
  char *other; /* folder of the new laptop */
  GezinSession *second; /* (nullable): its session */
  GCancellable *cancellable; /* (nullable): cancelled by the first word of progress */
} World;

static void
attach_letter (World *world)
{
  g_autofree char *path = g_build_filename (world->place, "brief.txt", NULL);
  g_autofree char *content = g_strnfill (LONG_BYTES, 'b');
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GezinUuid record = gezin_uuid_random (world->laptop.random);
  GezinAttachment attachment = { .dossier = &world->dossier,
                                 .record = &record,
                                 .kind = gezin_session_document_kind (),
                                 .file = file };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, LONG_BYTES, NULL));
  g_assert_true (gezin_session_attach (world->laptop.session, &attachment, NULL, NULL, &error));
  g_assert_no_error (error);
  tick (&world->laptop);
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GFile) stick = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&world->laptop, 21, "Anna");
  world->dossier = new_dossier (&world->laptop, "Gezin De Vries");
  world->place = g_dir_make_tmp ("gezin-backups-XXXXXX", NULL);
  world->stick = g_build_filename (world->place, "stick", NULL);
  world->other = g_build_filename (world->place, "nieuw", NULL);
  g_assert_cmpint (g_mkdir (world->stick, 0700), ==, 0);
  attach_letter (world);
  stick = g_file_new_for_path (world->stick);
  g_assert_true (gezin_session_set_backup_folder (world->laptop.session, stick, &error));
  g_assert_no_error (error);
}

static void
tear_down (World *world, gconstpointer data)
{
  /* "changed" is told on the loop, and holds the session until then. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  laptop_clear (&world->laptop);
  if (world->second != NULL)
    g_assert_finalize_object (world->second);
  remove_tree (world->place);
  g_free (world->place);
  g_free (world->stick);
  g_free (world->other);
  g_clear_object (&world->cancellable);
}

static void
advance (World *world, gint64 time)
{
  gezin_clock_set (world->laptop.clock, gezin_clock_now (world->laptop.clock) + time);
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  World *world = data;

  g_assert_cmpuint (done, <=, total);
  if (world->cancellable != NULL)
    g_cancellable_cancel (world->cancellable);
}

static GezinBackupReport *
back_up (World *world, GError **error)
{
  GezinBackupReport *report = gezin_session_backup (world->laptop.session, NULL, progress_cb, world,
                                                    world->cancellable, error);

  advance (world, G_USEC_PER_SEC);
  return report;
}

static GezinBackupReport *
back_up_well (World *world)
{
  g_autoptr (GError) error = NULL;
  GezinBackupReport *report = back_up (world, &error);

  g_assert_no_error (error);
  return report;
}

static GezinBackupState *
state_of (GezinSession *session)
{
  g_autoptr (GError) error = NULL;
  GezinBackupState *state = gezin_session_backup_state (session, &error);

  g_assert_no_error (error);
  return state;
}

/* Names in the folder that end so. */
static guint
n_named (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, suffix);
  return n;
}

typedef GezinRestoreReport *(*Restore) (GezinSession *session, GFile *backup, const char *folder,
                                        const GezinSecret *key, gboolean is_recovery_key,
                                        GezinProgressFunc progress, gpointer progress_data,
                                        GCancellable *cancellable, GError **error);

/* On the new laptop, with the paper. */
static GezinRestoreReport *
restore_with (World *world, const char *uri, Restore restore, GError **error)
{
  GezinSessionOptions options = { .clock = world->laptop.clock, .random = world->laptop.random };
  g_autoptr (GFile) backup = g_file_new_for_uri (uri);

  if (world->second == NULL)
    world->second = gezin_session_new (&options, NULL);
  return restore (world->second, backup, world->other, world->laptop.recovery_key, TRUE,
                  progress_cb, world, world->cancellable, error);
}

static char *
dump (GezinSession *session, const GezinUuid *dossier)
{
  g_autoptr (GBytes) bytes = gezin_session_dump (session, dossier, NULL);

  return bytes == NULL ? NULL
                       : g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Making. */

static void
test_one_is_made_remembered_and_not_made_twice (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupState) before = state_of (world->laptop.session);
  g_autoptr (GezinBackupReport) first = back_up_well (world);
  g_autoptr (GezinBackupReport) second = back_up_well (world);
  g_autoptr (GezinBackupState) after = state_of (world->laptop.session);
  g_autoptr (GPtrArray) rows = gezin_session_backups (world->laptop.session, NULL, NULL);

  g_assert_true (before->last_backup == 0 && before->is_old && before->has_changed);
  g_assert_cmpuint (first->n_documents, ==, 1);
  g_assert_cmpuint (first->n_copied, ==, 1);
  g_assert_true (second->is_unchanged);
  g_assert_cmpstr (second->uri, ==, first->uri);
  g_assert_true (after->last_backup == first->made && !after->is_old && !after->has_changed);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (((GezinBackupRow *) rows->pdata[0])->verdict, ==, GEZIN_BACKUP_OURS);
}

static void
test_stopped_halfway_there_is_none (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GError) error = NULL;

  world->cancellable = g_cancellable_new ();
  g_assert_null (back_up (world, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n_named (world->stick, ".backup"), ==, 0);
  g_assert_cmpuint (n_named (world->stick, ".part"), ==, 0);
  state = state_of (world->laptop.session);
  g_assert_true (state->last_backup == 0 && state->has_changed);
  g_clear_object (&world->cancellable);
  gezin_backup_report_free (back_up_well (world));
  g_assert_cmpuint (n_named (world->stick, ".backup"), ==, 1);
}

static void
test_a_stick_that_is_gone_is_told (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rmdir (world->stick), ==, 0);
  g_assert_null (back_up (world, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_GONE);
  state = state_of (world->laptop.session);
  g_assert_false (state->is_reachable);
}

/* By itself. */

static gboolean
is_made_by_itself (World *world, gboolean *is_fallback)
{
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_backup_if_due (world->laptop.session, NULL, &report, &error));
  g_assert_no_error (error);
  advance (world, G_USEC_PER_SEC);
  if (is_fallback != NULL)
    *is_fallback = report != NULL && report->is_fallback;
  return report != NULL;
}

static void
test_by_itself_when_due_and_only_then (World *world, gconstpointer data)
{
  gboolean is_fallback;

  g_assert_true (is_made_by_itself (world, NULL));
  g_assert_false (is_made_by_itself (world, NULL)); /* nothing was written */
  new_person (&world->laptop, &world->dossier, "Noor");
  g_assert_false (is_made_by_itself (world, NULL)); /* some seconds ago */
  advance (world, 4 * HOUR);
  g_assert_true (is_made_by_itself (world, &is_fallback));
  g_assert_false (is_fallback);
  advance (world, 30 * DAY);
  g_assert_false (is_made_by_itself (world, NULL)); /* still nothing */

  new_person (&world->laptop, &world->dossier, "Piet");
  remove_tree (world->stick);
  g_assert_true (is_made_by_itself (world, &is_fallback));
  g_assert_true (is_fallback);
}

static void
test_a_week_and_a_quarter_are_told (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GezinDrillReport) drilled = NULL;
  g_autoptr (GError) error = NULL;

  gezin_backup_report_free (back_up_well (world));
  g_assert_true (gezin_session_drill (world->laptop.session, NULL, world->laptop.recovery_key, NULL,
                                      NULL, NULL, &drilled, &error));
  g_assert_no_error (error);
  new_person (&world->laptop, &world->dossier, "Noor");

  advance (world, GEZIN_BACKUP_OLD_DAYS * DAY - HOUR);
  state = state_of (world->laptop.session);
  g_assert_true (!state->is_old && !state->is_drill_old);
  g_clear_pointer (&state, gezin_backup_state_free);
  advance (world, 2 * HOUR);
  state = state_of (world->laptop.session);
  g_assert_true (state->is_old && !state->is_drill_old);
  g_clear_pointer (&state, gezin_backup_state_free);

  advance (world, (GEZIN_DRILL_OLD_DAYS - GEZIN_BACKUP_OLD_DAYS) * DAY - 2 * HOUR);
  state = state_of (world->laptop.session);
  g_assert_false (state->is_drill_old);
  g_clear_pointer (&state, gezin_backup_state_free);
  advance (world, 2 * HOUR);
  state = state_of (world->laptop.session);
  g_assert_true (state->is_drill_old);
}

/* Back. */

static void
test_a_restore_brings_everything_and_says_where_from (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) made = back_up_well (world);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GezinBackupReport) own = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (world->laptop.session, &world->dossier);
  g_autofree char *after = NULL;

  report = restore_with (world, made->uri, gezin_session_restore, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->made, ==, made->made);
  g_assert_cmpuint (report->n_dossiers, ==, 1);
  g_assert_cmpuint (report->n_documents, ==, 1);
  g_assert_cmpuint (report->n_missing + report->n_damaged + report->n_old_backups, ==, 0);
  after = dump (world->second, &world->dossier);
  g_assert_cmpstr (after, ==, before);

  state = state_of (world->second);
  g_assert_cmpint (state->last_backup, ==, 0);
  g_assert_cmpint (state->restored_made, ==, made->made);
  g_clear_pointer (&state, gezin_backup_state_free);
  state = state_of (world->laptop.session);
  g_assert_cmpint (state->restored_made, ==, 0);
  g_clear_pointer (&state, gezin_backup_state_free);

  own = gezin_session_backup (world->second, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  state = state_of (world->second);
  g_assert_cmpint (state->last_backup, ==, own->made);
}

static void
test_missing_and_damaged_documents_are_told (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) made = back_up_well (world);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GDir) dir = g_dir_open (world->stick, 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "documents-"))
      {
        g_autofree char *path = g_build_filename (world->stick, name, NULL);

        remove_tree (path);
      }
  report = restore_with (world, made->uri, gezin_session_restore, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_missing, ==, 1);
  g_assert_cmpuint (report->n_dossiers, ==, 1);
}

static void
test_stopped_halfway_there_is_no_store_and_one_may_try_again (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) made = back_up_well (world);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GError) error = NULL;

  world->cancellable = g_cancellable_new ();
  g_assert_null (restore_with (world, made->uri, gezin_session_restore, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (gezin_session_has_store (world->other));
  g_assert_false (gezin_session_is_unlocked (world->second));
  g_clear_error (&error);
  g_clear_object (&world->cancellable);
  report = restore_with (world, made->uri, gezin_session_restore, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_session_is_unlocked (world->second));
}

/* After the backup everything of the person is erased; the list of that lies beside it. */
static char *
erase_after (World *world)
{
  GezinUuid person = new_person (&world->laptop, &world->dossier, "Xanthippe");
  g_autoptr (GezinBackupReport) made = back_up_well (world);
  g_autoptr (GezinErasureReport) report = NULL;
  g_autofree char *path = NULL;
  g_autofree char *safe = g_build_filename (world->place, "oud.backup", NULL);
  g_autofree char *back = NULL;
  GezinErasureOrder order = { .dossier = &world->dossier,
                              .record = &person,
                              .reason = "not-allowed" };
  g_autoptr (GFile) file = g_file_new_for_uri (made->uri);
  g_autoptr (GFile) copy = g_file_new_for_path (safe);
  g_autoptr (GFile) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_copy (file, copy, 0, NULL, NULL, NULL, NULL));
  report = gezin_session_erase (world->laptop.session, &order, &error);
  g_assert_no_error (error);
  back = g_build_filename (world->stick, "oud.backup", NULL);
  again = g_file_new_for_path (back);
  g_assert_true (g_file_move (copy, again, 0, NULL, NULL, NULL, NULL));
  return g_file_get_uri (again);
}

static void
test_what_was_erased_stays_so_and_older_backups_are_told (World *world, gconstpointer data)
{
  g_autofree char *uri = erase_after (world);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  report = restore_with (world, uri, gezin_session_restore, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_erased, ==, 1);
  g_assert_cmpuint (report->n_old_backups, >=, 1);
  g_assert_false (report->are_markers_damaged);
  after = dump (world->second, &world->dossier);
  g_assert_null (strstr (after, "Xanthippe"));
}

static void
damage_markers (World *world)
{
  g_autoptr (GDir) dir = g_dir_open (world->stick, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "erased-"))
      {
        g_autofree char *path = g_build_filename (world->stick, name, NULL);

        n++;
        g_assert_true (g_file_set_contents (path, "kapot", -1, NULL));
      }
  g_assert_cmpuint (n, >=, 1);
}

static void
test_a_damaged_list_of_what_was_erased_stops_a_restore (World *world, gconstpointer data)
{
  g_autofree char *uri = erase_after (world);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GError) error = NULL;

  damage_markers (world);
  g_assert_null (restore_with (world, uri, gezin_session_restore, &error));
  g_assert_true (gezin_session_is_unsure_of_erased (error));
  g_assert_false (gezin_session_has_store (world->other));
  g_clear_error (&error);
  report = restore_with (world, uri, gezin_session_restore_without_markers, &error);
  g_assert_no_error (error);
  g_assert_true (report->are_markers_damaged);
}

/* Trying. */

static void
test_a_drill_says_what_it_saw_and_is_remembered (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) made = back_up_well (world);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GezinSecret) wrong = gezin_secret_new_copy (PASSPHRASE, strlen (PASSPHRASE));
  g_autoptr (GError) error = NULL;

  g_assert_false (
      gezin_session_drill (world->laptop.session, NULL, wrong, NULL, NULL, NULL, &report, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KEY_MISTYPED);
  g_clear_pointer (&report, gezin_drill_report_free);
  g_clear_error (&error);
  state = state_of (world->laptop.session);
  g_assert_cmpint (state->last_drill, ==, 0);
  g_clear_pointer (&state, gezin_backup_state_free);

  g_assert_true (gezin_session_drill (world->laptop.session, NULL, world->laptop.recovery_key,
                                      progress_cb, world, NULL, &report, &error));
  g_assert_no_error (error);
  g_assert_true (report->is_ours);
  g_assert_cmpuint (report->n_dossiers, ==, 1);
  g_assert_cmpuint (report->n_documents, ==, 1);
  g_assert_cmpuint (report->n_missing + report->n_damaged + report->n_lost, ==, 0);
  g_assert_cmpint (report->made, ==, made->made);
  state = state_of (world->laptop.session);
  g_assert_cmpint (state->last_drill, ==, gezin_clock_now (world->laptop.clock));
}

static void
test_a_drill_that_is_stopped_counts_as_nothing (World *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) made = back_up_well (world);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GError) error = NULL;

  world->cancellable = g_cancellable_new ();
  g_assert_false (gezin_session_drill (world->laptop.session, NULL, world->laptop.recovery_key,
                                       progress_cb, world, world->cancellable, &report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  state = state_of (world->laptop.session);
  g_assert_cmpint (state->last_drill, ==, 0);
  g_assert_nonnull (made);
}

/* As tasks: one after the other, in the order in which they were started. */

typedef struct {
  World *world;
  GMainLoop *loop;
  GString *order;
  guint n_running;
} Tasks;

static gboolean
run_backup (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Tasks *tasks = data;
  g_autoptr (GezinBackupReport) report =
      gezin_session_backup (session, NULL, NULL, NULL, cancellable, error);

  if (report == NULL)
    return FALSE;
  g_string_append (tasks->order, "backup ");
  return TRUE;
}

static gboolean
run_drill (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Tasks *tasks = data;
  g_autoptr (GezinDrillReport) report = NULL;
  gboolean is_good = gezin_session_drill (session, NULL, tasks->world->laptop.recovery_key, NULL,
                                          NULL, cancellable, &report, error);

  g_string_append (tasks->order, is_good ? "drill " : "bad ");
  return is_good;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Tasks *tasks = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = gezin_session_finish (GEZIN_SESSION (source), result, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  if (--tasks->n_running == 0)
    g_main_loop_quit (tasks->loop);
}

static void
test_tasks_run_in_order_and_answer_on_the_loop (World *world, gconstpointer data)
{
  Tasks tasks = { .world = world,
                  .loop = g_main_loop_new (NULL, FALSE),
                  .order = g_string_new (NULL),
                  .n_running = 2 };
  g_autoptr (GezinBackupState) state = NULL;

  gezin_session_start (world->laptop.session, run_backup, &tasks, NULL, NULL, done_cb, &tasks);
  gezin_session_start (world->laptop.session, run_drill, &tasks, NULL, NULL, done_cb, &tasks);
  g_main_loop_run (tasks.loop);
  g_assert_cmpstr (tasks.order->str, ==, "backup drill ");
  state = state_of (world->laptop.session);
  g_assert_true (state->last_backup != 0 && state->last_drill != 0);
  g_main_loop_unref (tasks.loop);
  g_string_free (tasks.order, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/session/backups/" path, World, NULL, set_up, test, tear_down)
  ADD ("one-is-made-remembered-and-not-made-twice", test_one_is_made_remembered_and_not_made_twice);
  ADD ("stopped-halfway-there-is-none", test_stopped_halfway_there_is_none);
  ADD ("a-stick-that-is-gone-is-told", test_a_stick_that_is_gone_is_told);
  ADD ("by-itself-when-due-and-only-then", test_by_itself_when_due_and_only_then);
  ADD ("a-week-and-a-quarter-are-told", test_a_week_and_a_quarter_are_told);
  ADD ("a-restore-brings-everything-and-says-where-from",
       test_a_restore_brings_everything_and_says_where_from);
  ADD ("missing-documents-are-told", test_missing_and_damaged_documents_are_told);
  ADD ("a-restore-that-is-stopped-leaves-no-store",
       test_stopped_halfway_there_is_no_store_and_one_may_try_again);
  ADD ("what-was-erased-stays-so-and-older-backups-are-told",
       test_what_was_erased_stays_so_and_older_backups_are_told);
  ADD ("a-damaged-list-of-what-was-erased-stops-a-restore",
       test_a_damaged_list_of_what_was_erased_stops_a_restore);
  ADD ("a-drill-says-what-it-saw-and-is-remembered",
       test_a_drill_says_what_it_saw_and_is_remembered);
  ADD ("a-drill-that-is-stopped-counts-as-nothing", test_a_drill_that_is_stopped_counts_as_nothing);
  ADD ("tasks-run-in-order-and-answer-on-the-loop", test_tasks_run_in_order_and_answer_on_the_loop);
#undef ADD
  return g_test_run ();
}
