/* SPDX-License-Identifier: EUPL-1.2 */

/* Killing the program while it writes: what it had acknowledged is there, whole.
 *
 * The parent starts this program again as a child that writes without end, kills
 * it after a while, looks in shared memory whether it was inside a write, and
 * opens the store. A kill proves nothing about power cuts: see power-cut.c. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store-private.h"
#include "support.h"

#define CHILD_ARGUMENT "--write-without-end"
#define USUAL_ROUNDS (30)
#define MOST_ROUNDS (300)
#define LEAST_SHARE_INSIDE (60) /* per cent */
#define N_VALUES_A_WRITE (40)

/* What child and parent both see. */
typedef struct {
  _Atomic guint is_ready;
  _Atomic guint is_writing;
  _Atomic guint attempted; /* the number that is being written */
  _Atomic guint acknowledged; /* the highest that the store said is on disk */
} Shared;

static Shared *
map_shared (const char *path)
{
  int file = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  Shared *shared;

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (ftruncate (file, sizeof *shared), ==, 0);
  shared = mmap (NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  g_assert_true (shared != MAP_FAILED);
  close (file);
  return shared;
}

/* Never the id of the dossier, which is its root's. */
static GezinUuid
nth_record (const GezinUuid *dossier, guint i)
{
  GezinUuid record = *dossier;

  record.bytes[0] ^= 0xff;
  record.bytes[15] = (guint8) i;
  return record;
}

/* One commit: the same number in many records. */
static void
write_number (StoreTest *test, Shared *shared, const GezinUuid *dossier, guint number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autofree char *value = g_strdup_printf ("%u", number);
  gboolean done;
  guint i;

  g_assert_no_error (error);
  for (i = 0; i < N_VALUES_A_WRITE; i++)
    {
      GezinUuid record = nth_record (dossier, i);

      g_ptr_array_add (edits, gezin_edit_new (&record, GEZIN_KIND_CONTACT,
                                              GEZIN_FIELD_CONTACT_FACTS, NULL, value));
    }
  shared->attempted = number;
  shared->is_writing = 1;
  done = store_test_write (test, now, edits, NULL, &error);
  shared->is_writing = 0;
  if (!done)
    g_error ("the child cannot write: %s", error->message);
  shared->acknowledged = number;
}

static G_NORETURN void
run_child (const char *folder, const char *shared_path)
{
  StoreTest test = { 0 };
  Shared *shared = map_shared (shared_path);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  guint number = shared->acknowledged;

  test.folder = g_strdup (folder);
  test.clock = gezin_clock_new_system ();
  test.random = gezin_random_new_system ();
  test.options = (GezinStoreOptions){ .clock = test.clock, .random = test.random };
  test.store = store_test_open (&test, NULL, &error);
  if (test.store == NULL)
    g_error ("the child cannot open: %s", error->message);
  g_assert_true (
      gezin_database_exec (test.store->database, "PRAGMA wal_autocheckpoint = 20", NULL));
  rows = gezin_store_list (test.store, &error);
  g_assert_cmpuint (rows->len, ==, 1);
  shared->is_ready = 1;
  for (;;)
    write_number (&test, shared, &((GezinDossierRow *) rows->pdata[0])->id, ++number);
}

/* The number that all records hold. */
static guint
read_number (StoreTest *test, const GezinUuid *dossier)
{
  g_autofree char *first = NULL;
  guint i;

  for (i = 0; i < N_VALUES_A_WRITE; i++)
    {
      GezinUuid record = nth_record (dossier, i);
      g_autofree char *value = NULL;

      value = store_test_value (test, dossier, &record, GEZIN_FIELD_CONTACT_FACTS);
      if (i == 0)
        first = g_strdup (value);
      g_assert_cmpstr (value, ==, first); /* no commit in part */
    }
  return first == NULL ? 0 : (guint) g_ascii_strtoull (first, NULL, 10);
}

static void
wait_until_ready (Shared *shared, GPid child)
{
  while (shared->is_ready == 0)
    {
      g_assert_cmpint (waitpid (child, NULL, WNOHANG), ==, 0);
      g_usleep (200);
    }
}

/* Returns whether the child was killed inside a write. */
static gboolean
kill_one (const char *program, const char *folder, const char *shared_path, Shared *shared,
          GRand *random)
{
  char *arguments[] = { (char *) program, (char *) CHILD_ARGUMENT, (char *) folder,
                        (char *) shared_path, NULL };
  g_autoptr (GError) error = NULL;
  GPid child;
  int status;

  shared->is_ready = 0;
  shared->is_writing = 0;
  g_assert_true (
      g_spawn_async (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, &error));
  wait_until_ready (shared, child);
  g_usleep ((gulong) g_rand_int_range (random, 0, 60000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return shared->is_writing != 0;
}

static const char *own_program;

static void
test_killed_writer_loses_nothing_it_acknowledged (void)
{
  guint64 seed = store_test_seed ();
  guint rounds = MIN (store_test_rounds (USUAL_ROUNDS), MOST_ROUNDS);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) seed);
  g_autofree char *shared_path = NULL;
  StoreTest test;
  Shared *shared;
  GezinUuid dossier;
  guint n_inside = 0;
  guint round;

  store_test_init (&test, seed, NULL);
  dossier = store_test_new_dossier (&test, "Kills");
  shared_path = g_strconcat (test.folder, ".shared", NULL);
  shared = map_shared (shared_path);
  for (round = 0; round < rounds; round++)
    {
      g_autoptr (GError) error = NULL;
      guint number;

      g_clear_pointer (&test.store, gezin_store_close);
      n_inside += kill_one (own_program, test.folder, shared_path, shared, random);
      test.store = store_test_open (&test, NULL, &error);
      g_assert_no_error (error);
      number = read_number (&test, &dossier);
      g_assert_cmpuint (number, >=, shared->acknowledged);
      g_assert_cmpuint (number, <=, shared->attempted);
      shared->acknowledged = number;
      if (!gezin_store_check_integrity (test.store, &error))
        g_error ("%s", error->message);
    }
  g_test_message ("%u kills, %u inside a write, %u commits acknowledged", rounds, n_inside,
                  (guint) shared->acknowledged);
  g_assert_cmpuint (n_inside * 100, >=, rounds * LEAST_SHARE_INSIDE);
  g_assert_cmpuint (shared->acknowledged, >, 0);
  munmap (shared, sizeof *shared);
  g_unlink (shared_path);
  store_test_clear (&test);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], CHILD_ARGUMENT) == 0)
    run_child (argv[2], argv[3]);
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/kills/killed-writer-loses-nothing-it-acknowledged",
                   test_killed_writer_loses_nothing_it_acknowledged);
  return g_test_run ();
}
