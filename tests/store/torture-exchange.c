/* SPDX-License-Identifier: EUPL-1.2 */

/* Putting a bundle into the outbox while the power goes, the program is killed,
 * the disk is full or fails.
 *
 * Afterwards there is nothing, or a whole file with its row, its number and its
 * event; and never a file without row or a row without file. What was
 * acknowledged is there. */

#include "exchange-support.h"
#include "lossy-disk.h"
#include "lossy-vfs.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_ARGUMENT "--send"
#define USUAL_CUTS (60)
#define MOST_CUTS (4000)
#define USUAL_KILLS (10)
#define MOST_KILLS (300)
#define MOST_FAULTS (200)
#define MOST_OPERATIONS (40) /* of one bundle */
#define CONTENT "0123456789abcdef0123456789abcdef"

typedef struct {
  StoreTest test;
  GRand *random;
  GezinUuid dossier;
  GezinPeer *peer;
  guint64 sequence;
  guint n_acknowledged;
  guint n_there;
  guint n_nothing;
  guint n_lost; /* acknowledged and not there */
  guint n_halves;
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
  trial->dossier = store_test_new_dossier (&trial->test, "Jansen");
  trial->peer = exchange_test_peer (&trial->test, "Ilse");
}

static void
trial_end (Trial *trial)
{
  lossy_vfs_cut_after (0);
  gezin_peer_free (trial->peer);
  store_test_clear (&trial->test);
  g_rand_free (trial->random);
}

static gboolean
is_whole (StoreTest *test, const GezinLedgerRow *row)
{
  g_autoptr (GFile) file = gezin_store_box_file (test->store, GEZIN_BOX_OUT, row->file);
  g_autofree char *content = NULL;
  gsize length;

  return g_file_load_contents (file, NULL, &content, &length, NULL, NULL)
         && length == strlen (CONTENT) && memcmp (content, CONTENT, length) == 0;
}

static guint
n_export_events (StoreTest *test)
{
  g_autoptr (GPtrArray) all = gezin_store_audit_list (test->store, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_str_equal (((GezinAuditEntry *) all->pdata[i])->action, "export");
  return n;
}

static void
judge (Trial *trial, const GezinUuid *bundle, gboolean acknowledged)
{
  StoreTest *test = &trial->test;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinLedgerRow) row = gezin_store_find_bundle (test->store, bundle, FALSE, &error);
  g_autoptr (GPtrArray) all = gezin_store_ledger (test->store, NULL, &error);

  g_assert_no_error (error);
  trial->n_there += row != NULL;
  trial->n_nothing += row == NULL;
  trial->n_lost += acknowledged && row == NULL;
  for (guint i = 0; i < all->len; i++)
    trial->n_halves += !is_whole (test, all->pdata[i]);
  trial->n_halves += exchange_test_n_files (test) != all->len;
  trial->n_halves += n_export_events (test) != all->len;
  trial->sequence = all->len;
  if (!gezin_store_check_integrity (test->store, &error))
    g_error ("not whole: %s", error->message);
}

static gboolean
send_next (Trial *trial, GezinUuid *bundle)
{
  g_autoptr (GezinLedgerRow) row =
      exchange_test_row (&trial->test, trial->peer, &trial->dossier, trial->sequence + 1);

  *bundle = row->bundle;
  return exchange_test_send (&trial->test, row, CONTENT, NULL);
}

static void
test_power_cuts (void)
{
  guint cuts = MIN (store_test_rounds (USUAL_CUTS), MOST_CUTS);
  Trial trial;

  trial_begin (&trial, store_test_seed ());
  for (guint i = 0; i < cuts; i++)
    {
      GezinUuid bundle;
      gboolean done;

      lossy_vfs_cut_after ((guint) g_rand_int_range (trial.random, 1, MOST_OPERATIONS));
      done = send_next (&trial, &bundle);
      trial.n_acknowledged += done;
      g_clear_pointer (&trial.test.store, gezin_store_close);
      lossy_vfs_cut ();
      lossy_disk_power_on (trial.random);
      lossy_vfs_power_on (trial.random);
      lossy_vfs_cut_after (0);
      store_test_reopen (&trial.test);
      judge (&trial, &bundle, done);
    }
  g_test_message ("%u power cuts: %u acknowledged, %u there, %u nothing; %u lost, %u halves", cuts,
                  trial.n_acknowledged, trial.n_there, trial.n_nothing, trial.n_lost,
                  trial.n_halves);
  g_assert_cmpuint (trial.n_lost, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_there, >, 0);
  g_assert_cmpuint (trial.n_nothing, >, 0);
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

static void
test_each_fault (gconstpointer data)
{
  const Fault *fault = data;
  gboolean met = TRUE;
  Trial trial;

  trial_begin (&trial, 67);
  for (guint nth = 1; met && nth < MOST_FAULTS; nth++)
    {
      GezinUuid bundle;
      gboolean done;

      lossy_vfs_fail (fault->operation, nth, fault->result);
      done = send_next (&trial, &bundle);
      met = lossy_vfs_has_failed ();
      lossy_vfs_fail (fault->operation, 0, SQLITE_OK);
      store_test_reopen (&trial.test);
      judge (&trial, &bundle, done);
    }
  g_test_message ("%u there, %u nothing", trial.n_there, trial.n_nothing);
  g_assert_false (met); /* all were met */
  g_assert_cmpuint (trial.n_lost, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_there, >, 0);
  trial_end (&trial);
}

/* Kills. */

static const char *own_program;

static G_NORETURN void
run_child (const char *folder, const char *dossier, const char *sequence)
{
  StoreTest test = { 0 };
  GezinUuid id;
  g_autoptr (GPtrArray) peers = NULL;
  guint64 number = g_ascii_strtoull (sequence, NULL, 10);

  test.folder = g_strdup (folder);
  test.clock = gezin_clock_new_system ();
  test.random = gezin_random_new_system ();
  test.options = (GezinStoreOptions){ .clock = test.clock, .random = test.random };
  test.store = store_test_open (&test, NULL, NULL);
  if (test.store == NULL || !gezin_uuid_parse (dossier, &id))
    _exit (96);
  peers = gezin_store_peers (test.store, NULL);
  if (write (STDOUT_FILENO, "r", 1) != 1)
    _exit (97);
  for (;; number++)
    {
      g_autoptr (GezinLedgerRow) row = exchange_test_row (&test, peers->pdata[0], &id, number);

      if (!exchange_test_send (&test, row, CONTENT, NULL))
        _exit (98);
      if (write (STDOUT_FILENO, "d", 1) != 1)
        _exit (97);
    }
}

/* Returns how many bundles the child said were made. */
static guint
kill_one (Trial *trial)
{
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *sequence = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) trial->sequence + 1);
  char *arguments[] = { (char *) own_program,
                        (char *) CHILD_ARGUMENT,
                        trial->test.folder,
                        gezin_uuid_write (&trial->dossier, dossier),
                        sequence,
                        NULL };
  g_autoptr (GError) error = NULL;
  guint n_said = 0;
  char said;
  GPid child;
  int status, output;

  g_assert_true (g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                                           NULL, &child, NULL, &output, NULL, &error));
  g_assert_cmpint (read (output, &said, 1), ==, 1);
  g_assert_cmpint (said, ==, 'r');
  g_usleep ((gulong) g_rand_int_range (trial->random, 0, 60000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  while (read (output, &said, 1) == 1)
    n_said++;
  close (output);
  return n_said;
}

static void
test_kills (void)
{
  guint rounds = MIN (store_test_rounds (USUAL_KILLS), MOST_KILLS);
  Trial trial = { .random = g_rand_new_with_seed ((guint32) store_test_seed ()) };
  const GezinUuid none = { { 1 } };

  store_test_init (&trial.test, 71, NULL);
  trial.dossier = store_test_new_dossier (&trial.test, "Jansen");
  trial.peer = exchange_test_peer (&trial.test, "Ilse");
  for (guint i = 0; i < rounds; i++)
    {
      guint64 before = trial.sequence;
      guint n_said;

      g_clear_pointer (&trial.test.store, gezin_store_close);
      n_said = kill_one (&trial);
      store_test_reopen (&trial.test);
      judge (&trial, &none, FALSE);
      trial.n_acknowledged += n_said;
      trial.n_lost += trial.sequence < before + n_said;
    }
  g_test_message ("%u kills; %u bundles acknowledged, %u there; %u rounds lost some, %u halves",
                  rounds, trial.n_acknowledged, (guint) trial.sequence, trial.n_lost,
                  trial.n_halves);
  g_assert_cmpuint (trial.n_lost, ==, 0);
  g_assert_cmpuint (trial.n_halves, ==, 0);
  g_assert_cmpuint (trial.n_acknowledged, >, 0);
  gezin_peer_free (trial.peer);
  store_test_clear (&trial.test);
  g_rand_free (trial.random);
}

int
main (int argc, char **argv)
{
  if (argc == 5 && strcmp (argv[1], CHILD_ARGUMENT) == 0)
    run_child (argv[2], argv[3], argv[4]);
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  lossy_vfs_register ();
  g_test_add_func ("/store/torture-exchange/power-cuts-leave-a-bundle-or-nothing", test_power_cuts);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf (
          "/store/torture-exchange/each-%s-failing-leaves-a-bundle-or-nothing", faults[i].name);

      g_test_add_data_func (path, &faults[i], test_each_fault);
    }
  g_test_add_func ("/store/torture-exchange/kills-leave-a-bundle-or-nothing", test_kills);
  return g_test_run ();
}
