/* SPDX-License-Identifier: EUPL-1.2 */

/* Backups and restores under power cuts and kills.
 *
 * Of a backup: what has its name is whole, what was acknowledged is there, the
 * store is as it was. Of a restore: the whole store or none, and what was
 * acknowledged is there; after none, the next restore succeeds. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "backup-world.h"
#include "lossy-disk.h"
#include "lossy-vfs.h"
#include "store/backup-private.h"
#include "store/store-private.h"

#define BACKUP_ARGUMENT "--back-up-without-end"
#define RESTORE_ARGUMENT "--restore-without-end"
#define MOST_OPERATIONS_BACKUP (90)
#define MOST_OPERATIONS_RESTORE (40)
#define USUAL_CUTS (20)
#define MOST_CUTS (500)
#define USUAL_KILLS (8)
#define MOST_KILLS (300)

typedef struct {
  BackupWorld world;
  GRand *random;
  guint n_values;
  guint n_cuts_inside;
  guint n_acknowledged;
  guint n_bad; /* files under a backup's name that are not whole; acknowledged ones that are gone */
} Trial;

static void
trial_begin (Trial *trial, guint64 seed, gboolean is_lying)
{
  *trial = (Trial){ 0 };
  trial->random = g_rand_new_with_seed ((guint32) seed);
  lossy_vfs_reset ();
  lossy_disk_reset (is_lying);
  backup_world_setup (&trial->world, LOSSY_VFS);
  lossy_vfs_sync_folder ();
  trial->world.test.options.disk = lossy_disk ();
  store_test_reopen (&trial->world.test);
}

static void
trial_end (Trial *trial)
{
  lossy_vfs_cut_after (0);
  backup_world_teardown (&trial->world, NULL);
  g_rand_free (trial->random);
}

static void
power_on (Trial *trial)
{
  lossy_disk_power_on (trial->random);
  lossy_vfs_power_on (trial->random);
}

/* Every byte against its digests. */
static gboolean
is_whole (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinBackup) backup = gezin_backup_open (file, NULL, NULL);

  return backup != NULL && gezin_backup_each_chunk (backup, NULL, NULL, NULL, NULL);
}

static guint
count_broken (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_broken = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n_broken += g_str_has_suffix (name, GEZIN_BACKUP_SUFFIX) && !is_whole (folder, name);
  return n_broken;
}

/* Commits, now and then with a new document, and backs up until the power goes. */
static char *
back_up_until_cut (Trial *trial)
{
  BackupWorld *world = &trial->world;
  g_autofree char *value = g_strdup_printf ("waarde %u", ++trial->n_values);
  g_autoptr (GezinBackupReport) report = NULL;
  g_autoptr (GError) error = NULL;

  backup_world_write (world, value);
  if (trial->n_values % 5 == 0)
    {
      GezinUuid record = store_test_record_id (&world->test);

      backup_world_attach (world, &record, 90000, trial->n_values);
    }
  lossy_vfs_cut_after ((guint) g_rand_int_range (trial->random, 1, MOST_OPERATIONS_BACKUP));
  report = gezin_store_backup (world->test.store, world->target, NULL, NULL, NULL, &error);
  trial->n_cuts_inside += lossy_vfs_is_off ();
  if (report == NULL && !lossy_vfs_is_off ())
    g_error ("a backup failed by itself: %s", error->message);
  trial->n_acknowledged += report != NULL;
  return report != NULL ? g_strdup (report->uri) : NULL;
}

static void
run_backup_round (Trial *trial, gboolean judge_store)
{
  BackupWorld *world = &trial->world;
  g_autofree char *acknowledged = back_up_until_cut (trial);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&world->test.store, gezin_store_close);
  lossy_vfs_cut ();
  power_on (trial);
  world->test.store = store_test_open (&world->test, NULL, &error);
  g_assert_no_error (error);
  trial->n_bad += count_broken (world->folder);
  if (acknowledged != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (acknowledged);

      trial->n_bad += !g_file_query_exists (file, NULL);
    }
  if (judge_store && !gezin_store_check_integrity (world->test.store, &error))
    g_error ("after a cut: %s", error->message);
  backup_world_advance (world, 1);
}

static void
test_backup_survives_power_cuts (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = MIN (store_test_rounds (USUAL_CUTS), MOST_CUTS);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GError) error = NULL;
  Trial trial;

  trial_begin (&trial, seed, FALSE);
  for (guint i = 0; i < rounds; i++)
    run_backup_round (&trial, i % 8 == 0);
  g_test_message ("%u rounds, %u cuts inside a backup, %u acknowledged, %u bad", rounds,
                  trial.n_cuts_inside, trial.n_acknowledged, trial.n_bad);
  g_assert_cmpuint (trial.n_bad, ==, 0);
  g_assert_cmpuint (trial.n_cuts_inside, >, 0); /* or it tested nothing */
  g_assert_cmpuint (trial.n_acknowledged, >, 0);
  backup_world_write (&trial.world, "tot slot");
  g_clear_pointer (&report, gezin_drill_report_free);
  {
    g_autoptr (GezinBackupReport) last = backup_world_backup (&trial.world);
  }
  g_assert_true (gezin_store_drill (trial.world.test.store, trial.world.target,
                                    trial.world.test.recovery, NULL, NULL, NULL, &report, &error));
  g_assert_no_error (error);
  trial_end (&trial);
}

/* On a disk that lies about syncing: if nothing were found, the test above would prove nothing. */
static void
test_lying_disk_is_seen (void)
{
  guint64 seed = store_test_seed ();
  Trial trial;

  trial_begin (&trial, seed, TRUE);
  for (guint i = 0; i < 200 && trial.n_bad == 0; i++)
    run_backup_round (&trial, FALSE);
  g_assert_cmpuint (trial.n_bad, >, 0);
  trial_end (&trial);
}

/* Restores. */

static char *
note_in (BackupWorld *world, GezinStore *store)
{
  g_autoptr (GezinDossier) dossier = gezin_store_load (store, &world->dossier, NULL);
  const GezinRecord *record = dossier == NULL ? NULL : gezin_dossier_find (dossier, &world->note);

  return record == NULL ? NULL : g_strdup (gezin_record_value (record, GEZIN_FIELD_CONTACT_FACTS));
}

static void
judge_restored (BackupWorld *world, GezinStore *store)
{
  g_autofree char *note = note_in (world, store);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (note, ==, WORLD_WORD " zat in de tuin");
  g_assert_true (store->incarnation != world->test.store->incarnation);
  if (!gezin_store_check_integrity (store, &error))
    g_error ("restored and not whole: %s", error->message);
}

static gboolean
has_vault (const char *folder)
{
  g_autofree char *vault = g_build_filename (folder, "vault", NULL);

  return g_file_test (vault, G_FILE_TEST_EXISTS);
}

/* What a cut left: the whole store, or what the next restore makes one of. */
static void
open_or_restore (BackupWorld *world, const char *path, const char *folder, gboolean acknowledged)
{
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (has_vault (folder) || !acknowledged);
  store = has_vault (folder) ? store_test_open (&world->test, folder, &error)
                             : backup_world_restore (world, path, folder, NULL, &error);
  g_assert_no_error (error);
  judge_restored (world, store);
}

static void
test_restore_survives_power_cuts (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = MIN (store_test_rounds (USUAL_CUTS), MOST_CUTS);
  g_autofree char *path = NULL;
  guint n_stores = 0;
  Trial trial;

  trial_begin (&trial, seed, FALSE);
  path = backup_world_backup_path (&trial.world);
  lossy_disk_reset (FALSE);
  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *folder = g_build_filename (trial.world.outside, "nieuw", NULL);
      g_autoptr (GezinStore) store = NULL;
      g_autoptr (GError) error = NULL;
      gboolean acknowledged;

      lossy_vfs_cut_after ((guint) g_rand_int_range (trial.random, 1, MOST_OPERATIONS_RESTORE));
      store = backup_world_restore (&trial.world, path, folder, NULL, &error);
      acknowledged = store != NULL;
      trial.n_cuts_inside += lossy_vfs_is_off () && store == NULL;
      trial.n_acknowledged += acknowledged;
      if (store == NULL && !lossy_vfs_is_off ())
        g_error ("a restore failed by itself: %s", error->message);
      g_clear_pointer (&store, gezin_store_close);
      lossy_vfs_cut ();
      /* The store that the world has open saw nothing of it. */
      g_clear_pointer (&trial.world.test.store, gezin_store_close);
      power_on (&trial);
      store_test_reopen (&trial.world.test);
      n_stores += has_vault (folder);
      open_or_restore (&trial.world, path, folder, acknowledged);
      store_test_remove_folder (folder);
      /* The disk need not remember what was in the folder. */
      g_clear_pointer (&trial.world.test.store, gezin_store_close);
      lossy_vfs_reset ();
      lossy_disk_reset (FALSE);
      store_test_reopen (&trial.world.test);
    }
  g_test_message ("%u rounds, %u cuts inside a restore, %u acknowledged, %u stores", rounds,
                  trial.n_cuts_inside, trial.n_acknowledged, n_stores);
  g_assert_cmpuint (trial.n_cuts_inside, >, 0); /* or it tested nothing */
  g_assert_cmpuint (n_stores, >=, trial.n_acknowledged);
  trial_end (&trial);
}

/* Kills. */

static const char *own_program;

static GPid
start_child (const char *what, const char *folder, const char *target)
{
  char *arguments[] = { (char *) own_program, (char *) what, (char *) folder, (char *) target,
                        NULL };
  GPid child;

  g_assert_true (
      g_spawn_async (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL));
  return child;
}

static void
kill_child (GPid child)
{
  int status;

  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static G_NORETURN void
run_backups (const char *folder, const char *target_path)
{
  StoreTest test = { .folder = (char *) folder, .clock = gezin_clock_new_system () };
  g_autoptr (GFile) target = g_file_new_for_path (target_path);
  const GezinAuditEvent event = { .action = "open" };

  test.options = (GezinStoreOptions){ .clock = test.clock };
  test.store = store_test_open (&test, NULL, NULL);
  g_assert_nonnull (test.store);
  for (;;)
    {
      g_autoptr (GezinBackupReport) report = NULL;
      g_autoptr (GError) error = NULL;

      /* Each time something to back up. */
      g_assert_true (gezin_store_audit (test.store, &event, NULL));
      report = gezin_store_backup (test.store, target, NULL, NULL, NULL, &error);
      if (report == NULL)
        g_error ("the child cannot back up: %s", error->message);
    }
}

static void
wait_for_file (const char *folder, const char *suffix)
{
  for (guint i = 0; backup_world_n_files (folder, suffix) == 0 && i < 20000; i++)
    g_usleep (500);
}

static void
test_killed_backup_breaks_nothing (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = MIN (store_test_rounds (USUAL_KILLS), MOST_KILLS);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  guint n_inside = 0;
  BackupWorld world;

  backup_world_setup (&world, NULL);
  for (guint i = 0; i < rounds; i++)
    {
      GPid child;

      g_clear_pointer (&world.test.store, gezin_store_close);
      child = start_child (BACKUP_ARGUMENT, world.test.folder, world.folder);
      wait_for_file (world.folder, GEZIN_BACKUP_SUFFIX);
      g_usleep ((gulong) g_rand_int_range (random, 300000, 500000));
      kill_child (child);
      n_inside += backup_world_n_files (world.folder, ".part") > 0;
      g_assert_cmpuint (count_broken (world.folder), ==, 0);
      store_test_reopen (&world.test);
      {
        g_autoptr (GezinBackupReport) next = backup_world_backup (&world);
        g_autofree char *folder = g_strdup (world.folder);

        store_test_remove_folder (folder);
        g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      }
    }
  g_test_message ("%u kills, %u with a backup half written", rounds, n_inside);
  g_assert_true (gezin_store_check_integrity (world.test.store, NULL));
  backup_world_teardown (&world, NULL);
}

static G_NORETURN void
run_restore (const char *folder, const char *path)
{
  BackupWorld world = { 0 };
  g_autoptr (GError) error = NULL;

  world.test.clock = gezin_clock_new_system ();
  world.test.options = (GezinStoreOptions){ .clock = world.test.clock };
  if (backup_world_restore (&world, path, folder, NULL, &error) == NULL)
    g_error ("the child cannot restore: %s", error->message);
  for (;;)
    g_usleep (100000);
}

static void
test_killed_restore_leaves_a_store_or_none (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = MIN (store_test_rounds (USUAL_KILLS), MOST_KILLS);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  g_autofree char *path = NULL;
  guint n_stores = 0;
  BackupWorld world;

  backup_world_setup (&world, NULL);
  for (guint i = 0; i < 40; i++)
    {
      GezinUuid record = store_test_record_id (&world.test);

      backup_world_attach (&world, &record, 50000, i + 2); /* so that it takes a while */
    }
  path = backup_world_backup_path (&world);
  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *folder = g_build_filename (world.outside, "nieuw", NULL);
      GPid child = start_child (RESTORE_ARGUMENT, folder, path);

      wait_for_file (folder, "vault.new");
      g_usleep ((gulong) g_rand_int_range (random, 0, 250000));
      kill_child (child);
      n_stores += has_vault (folder);
      open_or_restore (&world, path, folder, FALSE);
      store_test_remove_folder (folder);
    }
  g_test_message ("%u kills, %u after the store was there", rounds, n_stores);
  backup_world_teardown (&world, NULL);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], BACKUP_ARGUMENT) == 0)
    run_backups (argv[2], argv[3]);
  if (argc == 4 && strcmp (argv[1], RESTORE_ARGUMENT) == 0)
    run_restore (argv[2], argv[3]);
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  lossy_vfs_register ();
  g_test_add_func ("/store/torture-backup/backup-survives-power-cuts",
                   test_backup_survives_power_cuts);
  g_test_add_func ("/store/torture-backup/lying-disk-is-seen", test_lying_disk_is_seen);
  g_test_add_func ("/store/torture-backup/restore-survives-power-cuts",
                   test_restore_survives_power_cuts);
  g_test_add_func ("/store/torture-backup/killed-backup-breaks-nothing",
                   test_killed_backup_breaks_nothing);
  g_test_add_func ("/store/torture-backup/killed-restore-leaves-a-store-or-none",
                   test_killed_restore_leaves_a_store_or_none);
  return g_test_run ();
}
