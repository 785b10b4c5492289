/* SPDX-License-Identifier: EUPL-1.2 */

/* Making backups: what is in them, where they may go, which stay, and that a
 * backup that failed or was stopped leaves what lay there. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup-world.h"
#include "base/limits.h"
#include "far-file.h"
#include "store/backup-private.h"
#include "store/erasure.h"
#include "store/store-private.h"

/* Everything under @folder, also in folders below. */
static void
digest_tree (const char *folder, GChecksum *checksum)
{
  g_autofree char *own = store_test_digest (folder);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_checksum_update (checksum, (const guchar *) own, -1);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        digest_tree (path, checksum);
    }
}

static char *
tree_digest (const char *folder)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  digest_tree (folder, checksum);
  return g_strdup (g_checksum_get_string (checksum));
}

/* A backup to @where fails with @code and changes nothing there. */
static void
assert_refused (BackupWorld *world, GFile *where, int code)
{
  g_autofree char *before = tree_digest (world->outside);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinBackupReport) report =
      gezin_store_backup (world->test.store, where, NULL, NULL, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, GEZIN_STORE_ERROR, code);
  g_assert_null (strstr (error->message, world->outside));
  after = tree_digest (world->outside);
  g_assert_cmpstr (before, ==, after);
}

static void
assert_refused_at (BackupWorld *world, const char *path, int code)
{
  g_autoptr (GFile) where = g_file_new_for_path (path);

  assert_refused (world, where, code);
}

static void
test_holds_no_plaintext (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autofree char *lower = g_ascii_strdown (WORLD_WORD, -1);

  g_assert_null (memmem (bytes->data, bytes->len, WORLD_WORD, strlen (WORLD_WORD)));
  g_assert_null (memmem (bytes->data, bytes->len, lower, strlen (lower)));
  g_assert_null (memmem (bytes->data, bytes->len, "SQLite format", 13));
  g_assert_null (memmem (bytes->data, bytes->len, "Sanne", 5));
  g_assert_nonnull (memmem (bytes->data, bytes->len, "GEZIN-BACKUP", 12)); /* the eyes do see */
}

static void
test_unchanged_store_writes_no_second_file (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) first = backup_world_backup (world);
  g_autoptr (GezinBackupReport) second = NULL;
  g_autoptr (GezinBackupReport) third = NULL;

  g_assert_false (first->is_unchanged);
  g_assert_cmpuint (first->n_documents, ==, 1);
  g_assert_cmpuint (first->n_copied, ==, 1);
  g_assert_cmpuint (first->n_missing, ==, 0);
  store_test_reopen (&world->test);
  second = backup_world_backup (world);
  g_assert_true (second->is_unchanged);
  g_assert_cmpstr (second->uri, ==, first->uri);
  g_assert_cmpuint (second->n_copied, ==, 0);
  g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 1);
  backup_world_write (world, "anders");
  third = backup_world_backup (world);
  g_assert_false (third->is_unchanged);
  g_assert_cmpstr (third->uri, !=, first->uri);
  g_assert_cmpuint (third->n_copied, ==, 0); /* the document lay there */
  g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 2);
}

static void
test_draft_is_a_change (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) first = backup_world_backup (world);
  g_autoptr (GezinBackupReport) second = NULL;
  g_autoptr (GezinDraft) draft =
      gezin_draft_new (&world->dossier, &world->note, GEZIN_KIND_CONTACT);

  g_ptr_array_add (draft->edits, gezin_edit_new (&world->note, GEZIN_KIND_CONTACT,
                                                 GEZIN_FIELD_CONTACT_FACTS, NULL, "half een zin"));
  g_assert_true (gezin_store_keep_draft (world->test.store, draft, NULL));
  second = backup_world_backup (world);
  g_assert_false (second->is_unchanged);
}

static void
test_document_is_copied_again_where_it_is_gone (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) first = backup_world_backup (world);
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autoptr (GFile) documents = gezin_backup_documents_folder (world->target, id);
  g_autoptr (GezinBackupReport) second = NULL;

  store_test_remove_folder (g_file_peek_path (documents));
  second = backup_world_backup (world);
  g_assert_true (second->is_unchanged);
  g_assert_cmpuint (second->n_copied, ==, 1);
  g_assert_cmpuint (backup_world_n_files (g_file_peek_path (documents), ""), ==, 1);
}

static void
test_default_is_the_own_folder (BackupWorld *world, gconstpointer data)
{
  g_autofree char *own = g_build_filename (world->test.folder, "backups", NULL);
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GError) error = NULL;

  report = gezin_store_backup (world->test.store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backup_world_n_files (own, ".backup"), ==, 1);
  state = gezin_store_backup_state (world->test.store, &error);
  g_assert_true (state->is_own_folder);
  g_assert_cmpint (state->last_backup, ==, report->made);
  g_assert_cmpstr (state->last_backup_uri, ==, report->uri);
  g_assert_false (state->has_changed);
  g_assert_true (state->is_drill_old);
}

static void
test_file_is_written_over_only_if_ours (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = g_build_filename (world->outside, "mijn.backup", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinBackupReport) first = NULL;
  g_autoptr (GezinBackupReport) second = NULL;
  g_autoptr (GByteArray) before = NULL;
  g_autoptr (GByteArray) after = NULL;
  g_autoptr (GError) error = NULL;

  first = gezin_store_backup (world->test.store, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  before = backup_world_read (path);
  second = gezin_store_backup (world->test.store, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  after = backup_world_read (path);
  g_assert_cmpstr (first->uri, ==, second->uri);
  g_assert_true (before->len != after->len || memcmp (before->data, after->data, before->len) != 0);
  g_assert_true (g_file_set_contents (path, "iets anders", -1, NULL));
  assert_refused (world, file, GEZIN_STORE_ERROR_BACKUP_TAKEN);
}

static void
test_strangers_backup_stays (BackupWorld *world, gconstpointer data)
{
  StoreTest other;
  g_autoptr (GezinBackupReport) theirs = NULL;
  g_autoptr (GezinBackupReport) ours = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  guint n_ours = 0;

  store_test_init (&other, 89, NULL);
  theirs = gezin_store_backup (other.store, world->target, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  file = g_file_new_for_uri (theirs->uri);
  assert_refused (world, file, GEZIN_STORE_ERROR_BACKUP_TAKEN);
  ours = backup_world_backup (world);
  rows = gezin_backup_list (world->test.store, world->target, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];

      n_ours += row->verdict == GEZIN_BACKUP_OURS;
      if (row->verdict != GEZIN_BACKUP_OURS)
        g_assert_cmpint (row->verdict, ==, GEZIN_BACKUP_FOREIGN);
    }
  g_assert_cmpuint (n_ours, ==, 1);
  store_test_clear (&other);
}

/* It must not be waited for. */
static void
assert_pipe_is_refused (BackupWorld *world)
{
  g_autofree char *path = g_build_filename (world->outside, "pijp", NULL);
  g_autoptr (GFile) pipe = g_file_new_for_path (path);
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  report = gezin_store_backup (world->test.store, pipe, NULL, NULL, NULL, &error);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_TAKEN);
  g_unlink (path);
}

static void
test_bad_places_are_refused (BackupWorld *world, gconstpointer data)
{
  g_autofree char *link = g_build_filename (world->outside, "koppeling", NULL);
  g_autofree char *file_link = g_build_filename (world->outside, "koppeling.backup", NULL);
  g_autofree char *gone = g_build_filename (world->outside, "weg", "x.backup", NULL);
  g_autofree char *inside = g_build_filename (world->test.folder, "x.backup", NULL);
  g_autofree char *own = g_build_filename (world->test.folder, "backups", NULL);
  g_autofree char *deep = g_build_filename (world->outside, "diep", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_uri ("gezin-nowhere://host/folder");

  g_assert_cmpint (symlink (world->folder, link), ==, 0);
  g_assert_cmpint (symlink ("/dev/null", file_link), ==, 0);
  g_assert_cmpint (symlink (world->test.folder, deep), ==, 0);
  assert_refused_at (world, link, GEZIN_STORE_ERROR_BACKUP_LINK);
  assert_refused_at (world, file_link, GEZIN_STORE_ERROR_BACKUP_LINK);
  assert_refused_at (world, gone, GEZIN_STORE_ERROR_BACKUP_GONE);
  assert_refused_at (world, inside, GEZIN_STORE_ERROR_BACKUP_INSIDE);
  assert_refused_at (world, world->test.folder, GEZIN_STORE_ERROR_BACKUP_INSIDE);
  assert_pipe_is_refused (world);
  assert_refused (world, nowhere, GEZIN_STORE_ERROR_BACKUP_GONE);
  {
    g_autofree char *by_link = g_build_filename (deep, "x.backup", NULL);

    /* Its folder is a link. */
    assert_refused_at (world, by_link, GEZIN_STORE_ERROR_BACKUP_LINK);
  }
  {
    g_autofree char *elsewhere = g_build_filename (world->outside, "elders", NULL);

    /* The own folder is a link out of the store. */
    g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
    g_assert_cmpint (symlink (elsewhere, own), ==, 0);
    assert_refused (world, NULL, GEZIN_STORE_ERROR_BACKUP_LINK);
    g_unlink (own);
  }
}

/* A disk that is full, goes away or is read-only after so many writes. */
static struct {
  int n_left;
  int number;
} failing;

static gssize
failing_write (int file, gconstpointer bytes, gsize length)
{
  if (failing.n_left-- > 0)
    return gezin_disk_of_machine ()->write (file, bytes, length);
  errno = failing.number;
  return -1;
}

static int
failing_sync (int file)
{
  if (failing.n_left-- > 0)
    return gezin_disk_of_machine ()->sync (file);
  errno = failing.number;
  return -1;
}

static int
failing_rename (const char *from, const char *to)
{
  if (failing.n_left-- > 0)
    return gezin_disk_of_machine ()->rename (from, to);
  errno = failing.number;
  return -1;
}

static void
test_failing_disk_leaves_the_old_backup (BackupWorld *world, gconstpointer data)
{
  static const struct {
    int number;
    int code;
  } cases[] = { { ENOSPC, GEZIN_STORE_ERROR_BACKUP_FULL },
                { EDQUOT, GEZIN_STORE_ERROR_BACKUP_FULL },
                { EFBIG, GEZIN_STORE_ERROR_BACKUP_FULL },
                { EROFS, GEZIN_STORE_ERROR_BACKUP_READ_ONLY },
                { EACCES, GEZIN_STORE_ERROR_BACKUP_READ_ONLY },
                { ENOENT, GEZIN_STORE_ERROR_BACKUP_GONE },
                { EIO, GEZIN_STORE_ERROR_MACHINE } };
  g_autoptr (GezinBackupReport) first = backup_world_backup (world);
  GezinDisk disk = *gezin_disk_of_machine ();
  guint n_failed = 0;

  disk.write = failing_write;
  disk.sync = failing_sync;
  disk.rename = failing_rename;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GezinUuid other = store_test_record_id (&world->test);

      backup_world_attach (world, &other, 70000, 2 + (guint) i);
      for (int nth = 0;; nth++)
        {
          g_autoptr (GezinBackupReport) report = NULL;
          g_autoptr (GError) error = NULL;

          failing.n_left = nth;
          failing.number = cases[i].number;
          world->test.store->disk = &disk;
          report = gezin_store_backup (world->test.store, world->target, NULL, NULL, NULL, &error);
          world->test.store->disk = gezin_disk_of_machine ();
          g_assert_cmpuint (backup_world_n_files (world->folder, ".part"), ==, 0);
          if (report != NULL)
            break;
          n_failed++;
          g_assert_error (error, GEZIN_STORE_ERROR, cases[i].code);
          g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 1 + i);
          if (nth > 100)
            g_assert_not_reached ();
          store_test_tick (&world->test);
        }
    }
  g_assert_cmpuint (n_failed, >, 20);
}

static void
stop_cb (guint64 done, guint64 total, gpointer data)
{
  g_assert_cmpuint (done, <=, total);
  g_cancellable_cancel (data);
}

static void
test_stopped_leaves_no_trace (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = gezin_store_backup (world->test.store, world->target, stop_cb, cancellable, cancellable,
                               &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 0);
  g_assert_cmpuint (backup_world_n_files (world->folder, ".part"), ==, 0);
}

typedef struct {
  BackupWorld *world;
  guint n_calls;
} Removal;

static void
remove_cb (guint64 done, guint64 total, gpointer data)
{
  Removal *removal = data;

  if (removal->n_calls++ == 0)
    store_test_remove_folder (removal->world->folder);
}

static void
test_target_that_goes_away_half_way (BackupWorld *world, gconstpointer data)
{
  Removal removal = { world, 0 };
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GError) error = NULL;

  report = gezin_store_backup (world->test.store, world->target, remove_cb, &removal, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_GONE);
  g_assert_false (g_file_test (world->folder, G_FILE_TEST_EXISTS));
  g_assert_true (gezin_store_check_integrity (world->test.store, NULL));
}

/* A server: backup, list, drill, restore, all without a path. */
static void
test_elsewhere (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GFile) far = far_file_new (world->folder);
  g_autofree char *folder = g_build_filename (world->outside, "nieuw", NULL);
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GezinDrillReport) drill = NULL;
  g_autoptr (GezinRestoreReport) restored = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_set_backup_folder (world->test.store, far, &error));
  report = gezin_store_backup (world->test.store, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (report->uri, "far://"));
  g_assert_cmpuint (report->n_copied, ==, 1);
  g_assert_true (gezin_store_drill (world->test.store, NULL, world->test.recovery, NULL, NULL, NULL,
                                    &drill, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (drill->n_documents, ==, 1);
  file = g_file_new_for_uri (report->uri);
  store = gezin_store_restore (file, folder, passphrase, FALSE, FALSE, &world->test.options, NULL,
                               NULL, NULL, &restored, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (restored->n_documents, ==, 1);
  g_assert_true (gezin_store_check_integrity (store, NULL));
}

/* At each operation in turn the cable goes: the older backup stays, and is whole. */
static void
test_pulled_cable_leaves_the_old_backup (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GFile) far = far_file_new (world->folder);
  g_autoptr (GezinBackupReport) first = NULL;
  guint n_failed = 0;

  first = gezin_store_backup (world->test.store, far, NULL, NULL, NULL, NULL);
  backup_world_write (world, "later");
  for (guint nth = 1;; nth++)
    {
      g_autoptr (GezinBackupReport) report = NULL;
      g_autoptr (GezinBackup) old = NULL;
      g_autoptr (GFile) file = g_file_new_for_uri (first->uri);
      g_autoptr (GError) error = NULL;

      far_file_pull_after (nth);
      report = gezin_store_backup (world->test.store, far, NULL, NULL, NULL, &error);
      far_file_pull_after (0);
      old = gezin_backup_open (file, NULL, NULL);
      g_assert_nonnull (old);
      g_assert_true (gezin_backup_each_chunk (old, NULL, NULL, NULL, NULL));
      if (report != NULL)
        break;
      n_failed++;
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_GONE);
      g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 1);
    }
  g_assert_cmpuint (n_failed, >, 4);
}

/* Thinning: a backup a day for 500 days; then what stays. */
static void
test_thinning_keeps_days_weeks_months (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString) ages = g_string_new (NULL);
  gint64 now;

  for (guint day = 0; day < 500; day++)
    {
      g_autoptr (GezinBackupReport) report = NULL;

      backup_world_write (world, day % 2 == 0 ? "even" : "oneven");
      report = backup_world_backup (world);
      backup_world_advance (world, 24);
    }
  rows = gezin_backup_list (world->test.store, world->target, NULL);
  now = gezin_clock_now (world->test.clock) - G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC;
  for (guint i = 0; i < rows->len; i++)
    g_string_append_printf (ages, "%s%" G_GINT64_FORMAT, i == 0 ? "" : " ",
                            (now - ((GezinBackupRow *) rows->pdata[i])->made)
                                / (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC));
  g_test_message ("days old: %s", ages->str);
  g_assert_cmpuint (rows->len, <=,
                    1 + GEZIN_BACKUP_KEEP_DAYS + GEZIN_BACKUP_KEEP_WEEKS + 1
                        + GEZIN_BACKUP_KEEP_MONTHS + 1);
  g_assert_cmpuint (rows->len, >=,
                    GEZIN_BACKUP_KEEP_DAYS + GEZIN_BACKUP_KEEP_WEEKS + GEZIN_BACKUP_KEEP_MONTHS
                        - 2);
  g_assert_true (g_str_has_prefix (ages->str, "0 1 2 3 4 5 6 7 "));
  /* The oldest is of the month a year ago. */
  g_assert_cmpint (now - ((GezinBackupRow *) rows->pdata[rows->len - 1])->made, >,
                   G_GINT64_CONSTANT (330) * 24 * 3600 * G_USEC_PER_SEC);
}

static void
test_clock_set_back_takes_nothing_away (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) before = backup_world_backup (world);
  g_autoptr (GezinBackupReport) after = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  const GezinBackupRow *newest;

  backup_world_advance (world, -24 * 365);
  backup_world_write (world, "een jaar terug");
  state = gezin_store_backup_state (world->test.store, NULL);
  g_assert_true (state->is_due);
  after = backup_world_backup (world);
  g_assert_cmpuint (after->n_thinned, ==, 0);
  rows = gezin_backup_list (world->test.store, world->target, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  newest = gezin_backup_newest_of_ours (rows);
  g_assert_cmpstr (newest->uri, ==, after->uri); /* by what it knows, not by its date */
  g_assert_cmpint (newest->made, <, before->made);
}

static void
test_due_when_changed_and_some_hours_old (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;

  g_assert_true (gezin_store_set_backup_folder (world->test.store, world->target, NULL));
  g_assert_true (gezin_store_backup_if_due (world->test.store, NULL, &report, NULL));
  g_assert_nonnull (report); /* there was none */
  g_clear_pointer (&report, gezin_backup_report_free);
  backup_world_write (world, "kort daarna");
  g_assert_true (gezin_store_backup_if_due (world->test.store, NULL, &report, NULL));
  g_assert_null (report); /* too soon */
  backup_world_advance (world, GEZIN_BACKUP_AGAIN_HOURS);
  g_assert_true (gezin_store_backup_if_due (world->test.store, NULL, &report, NULL));
  g_assert_nonnull (report);
  g_clear_pointer (&report, gezin_backup_report_free);
  backup_world_advance (world, 24 * GEZIN_BACKUP_OLD_DAYS);
  g_assert_true (gezin_store_backup_if_due (world->test.store, NULL, &report, NULL));
  g_assert_null (report); /* nothing changed */
  state = gezin_store_backup_state (world->test.store, NULL);
  g_assert_false (state->is_old);
  backup_world_write (world, "weer later");
  g_clear_pointer (&state, gezin_backup_state_free);
  state = gezin_store_backup_state (world->test.store, NULL);
  g_assert_true (state->is_old);
}

static void
test_due_falls_back_on_the_own_folder (BackupWorld *world, gconstpointer data)
{
  g_autofree char *own = g_build_filename (world->test.folder, "backups", NULL);
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;

  g_assert_true (gezin_store_set_backup_folder (world->test.store, world->target, NULL));
  g_assert_cmpint (g_rmdir (world->folder), ==, 0);
  state = gezin_store_backup_state (world->test.store, NULL);
  g_assert_false (state->is_reachable);
  g_assert_true (gezin_store_backup_if_due (world->test.store, NULL, &report, NULL));
  g_assert_true (report->is_fallback);
  g_assert_cmpuint (backup_world_n_files (own, ".backup"), ==, 1);
}

static void
test_replacing_takes_all_of_ours (BackupWorld *world, gconstpointer data)
{
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autoptr (GFile) documents = gezin_backup_documents_folder (world->target, id);
  g_autofree char *own = g_build_filename (world->test.folder, "backups", NULL);
  g_autofree char *old_format = g_build_filename (own, "before-format-1.db", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_set_backup_folder (world->test.store, world->target, NULL));
  first = backup_world_backup_path (world);
  backup_world_write (world, "later");
  second = backup_world_backup_path (world);
  g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
  g_assert_true (g_file_set_contents (old_format, "oud", -1, NULL));
  g_assert_true (gezin_database_exec (world->test.store->database, "DELETE FROM document", NULL));
  g_assert_true (gezin_backup_replace_all (world->test.store, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (old_format, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 1);
  g_assert_cmpuint (backup_world_n_files (g_file_peek_path (documents), ""), ==, 0);
}

/* A disk with so much room left. */
static gsize room;

static gssize
write_while_there_is_room (int file, gconstpointer bytes, gsize length)
{
  gsize now = MIN (length, room);

  if (now == 0)
    {
      errno = ENOSPC;
      return -1;
    }
  room -= now;
  return gezin_disk_of_machine ()->write (file, bytes, now);
}

static void
test_first_on_a_full_disk_leaves_nothing (BackupWorld *world, gconstpointer data)
{
  GezinDisk disk = *gezin_disk_of_machine ();
  const GezinDisk *machine = world->test.store->disk;
  guint n_full = 0;

  backup_world_attach (world, &world->paper, 30000, 2);
  disk.write = write_while_there_is_room;
  world->test.store->disk = &disk;
  for (gsize all = 0;; all += 11000)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinBackupReport) report = NULL;

      room = all;
      report = gezin_store_backup (world->test.store, world->target, NULL, NULL, NULL, &error);
      if (report != NULL)
        break;
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_FULL);
      g_assert_cmpint (g_rmdir (world->folder), ==, 0); /* there is nothing in it */
      g_assert_cmpint (g_mkdir (world->folder, 0700), ==, 0);
      n_full++;
    }
  g_assert_cmpuint (n_full, >, 4); /* also after the document was copied */
  world->test.store->disk = machine;
}

/* A backup that is there already, or that another laptop is just making, may need the documents. */
static void
test_full_disk_leaves_what_others_need (BackupWorld *world, gconstpointer data)
{
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autoptr (GFile) documents = gezin_backup_documents_folder (world->target, id);
  g_autofree char *other =
      g_build_filename (world->folder, GEZIN_BACKUP_PREFIX "0123456789abcdef.part", NULL);
  GezinDisk disk = *gezin_disk_of_machine ();
  const GezinDisk *machine = world->test.store->disk;
  g_autoptr (GezinBackupReport) report = NULL;

  g_assert_true (g_file_set_contents (other, "half", -1, NULL));
  disk.write = write_while_there_is_room;
  world->test.store->disk = &disk;
  room = 210000; /* enough for the document */
  report = gezin_store_backup (world->test.store, world->target, NULL, NULL, NULL, NULL);
  world->test.store->disk = machine;
  g_assert_null (report);
  g_assert_cmpuint (backup_world_n_files (g_file_peek_path (documents), ""), ==, 1);
}

static void
test_full_machine_is_called_full (BackupWorld *world, gconstpointer data)
{
  int full = g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0);

  if (full < 0)
    {
      g_test_skip ("this machine has no /dev/full");
      return;
    }
  g_assert_cmpint (gezin_disk_of_machine ()->write (full, "x", 1), ==, -1);
  g_assert_cmpint (errno, ==, ENOSPC);
  close (full);
}

/* A folder was chosen and nothing of ours lies there: whoever restores an older one from it must find the markers. */
static void
test_replacing_marks_an_empty_chosen_folder (BackupWorld *world, gconstpointer data)
{
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autofree char *prefix = g_strconcat ("erased-", id, "-", NULL);
  g_autoptr (GArray) markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  GezinErasureMarker marker = { .dossier = world->dossier, .has_record = TRUE };
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  guint n_applied, n_marks = 0;
  const char *name;

  g_assert_true (gezin_store_set_backup_folder (world->test.store, world->target, NULL));
  marker.record = world->note;
  marker.time = gezin_clock_now (world->test.clock);
  g_array_append_val (markers, marker);
  g_assert_true (gezin_store_apply_markers (world->test.store, markers, &n_applied, &error));
  g_assert_no_error (error);
  g_assert_false (gezin_store_is_erasure_unfinished (world->test.store));
  g_assert_cmpuint (backup_world_n_files (world->folder, ".backup"), ==, 1);
  dir = g_dir_open (world->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_marks += g_str_has_prefix (name, prefix);
  g_assert_cmpuint (n_marks, ==, 1);
}

#define TEST(name, function) \
  g_test_add ("/store/backup/" name, BackupWorld, NULL, backup_world_setup, function, \
              backup_world_teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("holds-no-plaintext", test_holds_no_plaintext);
  TEST ("unchanged-store-writes-no-second-file", test_unchanged_store_writes_no_second_file);
  TEST ("draft-is-a-change", test_draft_is_a_change);
  TEST ("document-is-copied-again-where-it-is-gone",
        test_document_is_copied_again_where_it_is_gone);
  TEST ("default-is-the-own-folder", test_default_is_the_own_folder);
  TEST ("file-is-written-over-only-if-ours", test_file_is_written_over_only_if_ours);
  TEST ("strangers-backup-stays", test_strangers_backup_stays);
  TEST ("bad-places-are-refused", test_bad_places_are_refused);
  TEST ("failing-disk-leaves-the-old-backup", test_failing_disk_leaves_the_old_backup);
  TEST ("first-on-a-full-disk-leaves-nothing", test_first_on_a_full_disk_leaves_nothing);
  TEST ("full-disk-leaves-what-others-need", test_full_disk_leaves_what_others_need);
  TEST ("full-machine-is-called-full", test_full_machine_is_called_full);
  TEST ("stopped-leaves-no-trace", test_stopped_leaves_no_trace);
  TEST ("target-that-goes-away-half-way", test_target_that_goes_away_half_way);
  TEST ("elsewhere", test_elsewhere);
  TEST ("pulled-cable-leaves-the-old-backup", test_pulled_cable_leaves_the_old_backup);
  TEST ("thinning-keeps-days-weeks-months", test_thinning_keeps_days_weeks_months);
  TEST ("clock-set-back-takes-nothing-away", test_clock_set_back_takes_nothing_away);
  TEST ("due-when-changed-and-some-hours-old", test_due_when_changed_and_some_hours_old);
  TEST ("due-falls-back-on-the-own-folder", test_due_falls_back_on_the_own_folder);
  TEST ("replacing-marks-an-empty-chosen-folder", test_replacing_marks_an_empty_chosen_folder);
  TEST ("replacing-takes-all-of-ours", test_replacing_takes_all_of_ours);
  return g_test_run ();
}
