/* SPDX-License-Identifier: EUPL-1.2 */

/* Erasing while the power goes, the program is killed, the disk is full or fails.
 *
 * Afterwards either nothing was erased and every word is there, or all of it was
 * and, once the store is open again, no word is in any byte. What was acknowledged
 * never comes back. The same words are written again for each round. */

#include "erased.h"
#include "lossy-disk.h"
#include "lossy-vfs.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/erasure.h"
#include "store/store-private.h"

#define CHILD_ARGUMENT "--erase"
#define USUAL_CUTS (16)
#define MANY_CUTS (100)
#define MOST_CUTS (300)
#define USUAL_KILLS (8)
#define MOST_KILLS (200)
#define MOST_FAULTS (600)
#define MOST_OPERATIONS (220) /* of one erasure, with what is left to do after it */

typedef struct {
  StoreTest test;
  GRand *random;
  Erased all;
  gboolean is_whole; /* this round erases the whole dossier */
  guint n_cuts;
  guint n_acknowledged;
  guint n_erased; /* rounds after which it was erased */
  guint n_kept;
  guint n_back; /* acknowledged, and there again */
  guint n_halves; /* some words there and others not, or words left after it is finished */
  guint n_damaged;
} Trial;

static void
trial_begin (Trial *trial, guint64 seed)
{
  *trial = (Trial){ 0 };
  trial->random = g_rand_new_with_seed ((guint32) seed);
  lossy_vfs_reset ();
  lossy_disk_reset (FALSE);
  store_test_init (&trial->test, seed, LOSSY_VFS);
  lossy_vfs_sync_folder ();
  trial->test.options.disk = lossy_disk ();
  store_test_reopen (&trial->test);
}

static void
trial_end (Trial *trial)
{
  lossy_vfs_cut_after (0);
  store_test_clear (&trial->test);
  g_rand_free (trial->random);
}

static const GezinUuid *
target (Trial *trial)
{
  return trial->is_whole ? NULL : &trial->all.doomed;
}

/* What the open store shows; then all goes, so that the next round begins clean. */
static void
judge (Trial *trial, gboolean acknowledged)
{
  gboolean is_erased =
      gezin_store_is_erased (trial->test.store, &trial->all.dossier, target (trial));
  g_autoptr (GError) error = NULL;
  guint n_words;

  if (is_erased && !gezin_store_finish_erasure (trial->test.store, &error))
    g_error ("it cannot be finished: %s", error->message);
  n_words = erased_count_words (&trial->test);
  trial->n_erased += is_erased;
  trial->n_kept += !is_erased;
  trial->n_back += acknowledged && !is_erased;
  trial->n_halves += n_words != (is_erased ? 0 : erased_n_words ());
  if (!gezin_store_check_integrity (trial->test.store, &error))
    {
      g_test_message ("not whole: %s", error->message);
      trial->n_damaged++;
    }
  if (!gezin_store_is_erased (trial->test.store, &trial->all.dossier, NULL)
      && !erased_erase (&trial->test, &trial->all, NULL, NULL))
    trial->n_damaged++;
}

static void
open_again (Trial *trial)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;

      /* Now and then the power goes again while what was left to do is done. */
      lossy_vfs_cut_after (g_rand_int_range (trial->random, 0, 3) == 0
                               ? (guint) g_rand_int_range (trial->random, 1, MOST_OPERATIONS)
                               : 0);
      trial->test.store = store_test_open (&trial->test, NULL, &error);
      if (trial->test.store != NULL && !lossy_vfs_is_off ())
        break;
      g_clear_pointer (&trial->test.store, gezin_store_close);
      if (!lossy_vfs_is_off ())
        g_error ("it does not open: %s", error->message);
      trial->n_cuts++;
      lossy_disk_power_on (trial->random);
      lossy_vfs_power_on (trial->random);
    }
  lossy_vfs_cut_after (0);
}

static void
run_round (Trial *trial)
{
  gboolean done;

  trial->is_whole = g_rand_boolean (trial->random);
  erased_fill (&trial->test, &trial->all);
  lossy_vfs_cut_after ((guint) g_rand_int_range (trial->random, 1, MOST_OPERATIONS));
  done = erased_erase (&trial->test, &trial->all, target (trial), NULL);
  trial->n_acknowledged += done;
  g_clear_pointer (&trial->test.store, gezin_store_close);
  lossy_vfs_cut ();
  trial->n_cuts++;
  lossy_disk_power_on (trial->random);
  lossy_vfs_power_on (trial->random);
  open_again (trial);
  judge (trial, done);
}

static void
test_power_cuts (void)
{
  guint cuts = MIN (store_test_rounds (USUAL_CUTS), MOST_CUTS);
  Trial trial;

  trial_begin (&trial, store_test_seed ());
  while (trial.n_cuts < cuts && trial.n_damaged == 0)
    run_round (&trial);
  g_test_message ("%u power cuts; %u erasures acknowledged, %u in force, %u not; %u came back, %u "
                  "halves, %u stores damaged",
                  trial.n_cuts, trial.n_acknowledged, trial.n_erased, trial.n_kept, trial.n_back,
                  trial.n_halves, trial.n_damaged);
  g_assert_cmpuint (trial.n_back, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_damaged, ==, 0);
  g_assert_cmpuint (trial.n_erased, >, 0);
  /* One cut in five comes before the erasure is in force: of a few, it may be none. */
  g_assert_true (trial.n_kept > 0 || cuts < MANY_CUTS);
  trial_end (&trial);
}

/* Faults. */

typedef struct {
  const char *name;
  LossyOperation operation;
  int result;
} Fault;

static const Fault faults[] = {
  { "write", LOSSY_WRITE, SQLITE_IOERR_WRITE },
  { "full", LOSSY_WRITE, SQLITE_FULL },
  { "sync", LOSSY_SYNC, SQLITE_IOERR_FSYNC },
  { "other", LOSSY_OTHER, SQLITE_IOERR },
};

/* The first, the sixth, the eleventh… operation fails: with all of them it would take minutes. */
static void
test_each_fault (gconstpointer data)
{
  const Fault *fault = data;
  gboolean met = TRUE;
  guint n_unfinished = 0;
  Trial trial;

  trial_begin (&trial, 67);
  for (guint nth = 1; met && nth < MOST_FAULTS; nth += 5)
    {
      gboolean done;

      trial.is_whole = nth % 2 == 0;
      erased_fill (&trial.test, &trial.all);
      lossy_vfs_fail (fault->operation, nth, fault->result);
      done = erased_erase (&trial.test, &trial.all, target (&trial), NULL);
      met = lossy_vfs_has_failed ();
      lossy_vfs_fail (fault->operation, 0, SQLITE_OK);
      n_unfinished += gezin_store_is_erasure_unfinished (trial.test.store);
      store_test_reopen (&trial.test);
      judge (&trial, done);
    }
  g_test_message ("%u erased, %u not, %u of them finished later", trial.n_erased, trial.n_kept,
                  n_unfinished);
  g_assert_false (met); /* all were met */
  g_assert_cmpuint (trial.n_back, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_damaged, ==, 0);
  g_assert_cmpuint (trial.n_erased, >, 0);
  trial_end (&trial);
}

/* Kills. */

static const char *own_program;

/* The ids come as text: the dossier, and the record if there is one. */
static G_NORETURN void
run_child (const char *folder, const char *dossier, const char *record)
{
  StoreTest test = { 0 };
  Erased all = { 0 };
  g_autoptr (GError) error = NULL;

  test.folder = g_strdup (folder);
  test.clock = gezin_clock_new_system ();
  test.random = gezin_random_new_system ();
  test.options = (GezinStoreOptions){ .clock = test.clock, .random = test.random };
  if (!gezin_uuid_parse (dossier, &all.dossier)
      || (record != NULL && !gezin_uuid_parse (record, &all.doomed)))
    _exit (95);
  test.store = store_test_open (&test, NULL, &error);
  if (test.store == NULL)
    _exit (96);
  if (write (STDOUT_FILENO, "r", 1) != 1)
    _exit (97);
  if (!erased_erase (&test, &all, record != NULL ? &all.doomed : NULL, &error))
    _exit (98);
  if (write (STDOUT_FILENO, "d", 1) != 1)
    _exit (97);
  for (;;)
    pause ();
}

/* Returns whether the child had said that it was done. */
static gboolean
kill_one (Trial *trial)
{
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1], record[GEZIN_UUID_TEXT_LENGTH + 1];
  char *arguments[] = { (char *) own_program,
                        (char *) CHILD_ARGUMENT,
                        trial->test.folder,
                        gezin_uuid_write (&trial->all.dossier, dossier),
                        trial->is_whole ? NULL : gezin_uuid_write (&trial->all.doomed, record),
                        NULL };
  g_autoptr (GError) error = NULL;
  char said[8] = "";
  gssize n_more;
  GPid child;
  int status, output;

  g_assert_true (g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                                           NULL, &child, NULL, &output, NULL, &error));
  g_assert_cmpint (read (output, said, 1), ==, 1);
  g_assert_cmpint (said[0], ==, 'r');
  g_usleep ((gulong) g_rand_int_range (trial->random, 0, 150000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  n_more = read (output, said, 1);
  close (output);
  return n_more == 1;
}

static void
test_kills (void)
{
  guint rounds = MIN (store_test_rounds (USUAL_KILLS), MOST_KILLS);
  Trial trial = { .random = g_rand_new_with_seed ((guint32) store_test_seed ()) };

  store_test_init (&trial.test, 71, NULL);
  for (guint i = 0; i < rounds; i++)
    {
      gboolean done;

      trial.is_whole = i % 2 == 0;
      erased_fill (&trial.test, &trial.all);
      g_clear_pointer (&trial.test.store, gezin_store_close);
      done = kill_one (&trial);
      trial.n_acknowledged += done;
      trial.test.store = store_test_open (&trial.test, NULL, NULL);
      g_assert_nonnull (trial.test.store);
      judge (&trial, done);
    }
  g_test_message (
      "%u kills; %u erasures acknowledged, %u in force, %u not; %u came back, %u halves", rounds,
      trial.n_acknowledged, trial.n_erased, trial.n_kept, trial.n_back, trial.n_halves);
  g_assert_cmpuint (trial.n_back, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_damaged, ==, 0);
  store_test_clear (&trial.test);
  g_rand_free (trial.random);
}

int
main (int argc, char **argv)
{
  if (argc >= 4 && strcmp (argv[1], CHILD_ARGUMENT) == 0)
    run_child (argv[2], argv[3], argc > 4 ? argv[4] : NULL);
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  lossy_vfs_register ();
  g_test_add_func ("/store/torture-erasure/power-cuts-leave-all-or-nothing", test_power_cuts);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf (
          "/store/torture-erasure/each-%s-failing-leaves-all-or-nothing", faults[i].name);

      g_test_add_data_func (path, &faults[i], test_each_fault);
    }
  g_test_add_func ("/store/torture-erasure/kills-leave-all-or-nothing", test_kills);
  return g_test_run ();
}
