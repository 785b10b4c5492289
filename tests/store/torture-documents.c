/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents under power cuts, faults and kills: an attachment that was
 * acknowledged reads back whole; one that was not is there whole or not at all;
 * no record names a file that is missing or damaged; and what was left over is
 * collected. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lossy-disk.h"
#include "lossy-vfs.h"
#include "store/documents-private.h"
#include "support.h"

#define CHILD_ARGUMENT "--attach-without-end"
#define N_RECORDS (4)
#define MOST_OPERATIONS (200)
#define USUAL_CUTS (40)
#define MOST_CUTS (500)
#define USUAL_KILLS (20)
#define MOST_KILLS (300)
#define LEAST_SHARE_INSIDE (60) /* per cent */
#define MOST_FAULTS (400)

/* What is attached, by number from 1: from nothing to some blocks, each number another content. */
static GBytes *
content_of (guint number)
{
  static const gsize sizes[] = { 700, 65536, 0, 200000, 600000, 131072, 90000 };
  gsize length = sizes[number % G_N_ELEMENTS (sizes)];
  char *content = g_malloc (length + 1);

  for (gsize at = 0; at < length; at++)
    content[at] = (char) ((at * 31 + at / 251 + number * (1 + at / 97)) & 0xff);
  return g_bytes_new_take (content, length);
}

static char *
digest_of (guint number)
{
  g_autoptr (GBytes) content = number > 0 ? content_of (number) : NULL;

  return content != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content) : NULL;
}

static void
write_content (const char *path, guint number)
{
  g_autoptr (GBytes) content = content_of (number);
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  g_assert_true (g_file_set_contents (path, bytes != NULL ? bytes : "", (gssize) length, NULL));
}

/* Whether the document with the digest of @number reads back as it was attached. */
static gboolean
reads_back (StoreTest *test, guint number)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autofree char *digest = digest_of (number);
  g_autoptr (GezinDocument) document = gezin_documents_find (test->store, digest, NULL);
  g_autoptr (GBytes) wanted = content_of (number);
  g_autoptr (GBytes) content = NULL;

  if (document == NULL
      || !gezin_documents_read_to_stream (test->store, document, stream, NULL, NULL, NULL, NULL)
      || !g_output_stream_close (stream, NULL, NULL))
    return FALSE;
  content = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return g_bytes_equal (content, wanted);
}

/* After collecting, the folder holds exactly the files of the rows. */
static gboolean
is_tidy (StoreTest *test)
{
  g_autoptr (GPtrArray) documents = gezin_documents_list (test->store->database, NULL);
  g_autofree char *path = gezin_documents_folder (test->store);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n_files = 0;

  while (folder != NULL && g_dir_read_name (folder) != NULL)
    n_files++;
  return n_files == documents->len;
}

/* Power cuts. */

typedef struct {
  StoreTest test;
  char *source; /* path of what is attached */
  GRand *random;
  GezinUuid dossier;
  GezinUuid records[N_RECORDS];
  guint acknowledged[N_RECORDS]; /* number of the content; 0: none */
  guint attempted[N_RECORDS];
  guint n_contents;
  guint n_cuts;
  guint n_cuts_in_attach;
  guint n_acknowledged;
  guint n_collected;
  guint n_lost; /* acknowledged, and not there or not whole */
  guint n_bad; /* records that name what is missing or damaged, folders that are not tidy */
  guint n_damaged; /* stores that are not whole */
} Trial;

static void
trial_begin (Trial *trial, guint64 seed, gboolean is_lying)
{
  *trial = (Trial){ 0 };
  trial->random = g_rand_new_with_seed ((guint32) seed);
  lossy_vfs_reset ();
  lossy_disk_reset (is_lying);
  store_test_init (&trial->test, seed, LOSSY_VFS);
  lossy_vfs_sync_folder ();
  trial->test.options.disk = lossy_disk ();
  store_test_reopen (&trial->test);
  trial->source = g_strconcat (trial->test.folder, ".source", NULL);
  trial->dossier = store_test_new_dossier (&trial->test, "Power");
  for (guint i = 0; i < N_RECORDS; i++)
    trial->records[i] = store_test_record_id (&trial->test);
}

static void
trial_end (Trial *trial)
{
  lossy_vfs_cut_after (0);
  store_test_clear (&trial->test);
  g_unlink (trial->source);
  g_free (trial->source);
  g_rand_free (trial->random);
}

/* Mostly new content, now and then something that was attached before. */
static guint
next_content (Trial *trial)
{
  if (trial->n_contents > 0 && g_rand_int_range (trial->random, 0, 4) == 0)
    return (guint) g_rand_int_range (trial->random, 1, (gint32) trial->n_contents + 1);
  return ++trial->n_contents;
}

static void
attach_once (Trial *trial)
{
  guint record = (guint) g_rand_int_range (trial->random, 0, N_RECORDS);
  guint number = next_content (trial);
  g_autoptr (GError) error = NULL;

  store_test_tick (&trial->test);
  write_content (trial->source, number);
  trial->attempted[record] = number;
  if (!store_test_attach (&trial->test, &trial->dossier, &trial->records[record], trial->source,
                          &error))
    {
      trial->n_cuts_in_attach += lossy_vfs_is_off ();
      return;
    }
  trial->n_acknowledged++;
  trial->acknowledged[record] = number;
  trial->attempted[record] = 0;
}

/* Forgets the past, as an erasure does, so that there is something to collect. */
static gboolean
forget_and_collect (Trial *trial)
{
  guint n_documents = 0;
  gboolean done = gezin_database_exec (trial->test.store->database, "DELETE FROM past", NULL)
                  && gezin_documents_collect (trial->test.store, &n_documents, NULL, NULL);

  trial->n_collected += n_documents;
  return done;
}

static void
work_until_cut (Trial *trial)
{
  lossy_vfs_cut_after ((guint) g_rand_int_range (trial->random, 1, MOST_OPERATIONS));
  while (!lossy_vfs_is_off ())
    {
      int choice = g_rand_int_range (trial->random, 0, 10);

      if (choice == 0)
        break;
      if (choice == 1)
        (void) forget_and_collect (trial);
      else
        attach_once (trial);
    }
  g_clear_pointer (&trial->test.store, gezin_store_close);
  lossy_vfs_cut ();
  trial->n_cuts++;
  lossy_disk_power_on (trial->random);
  lossy_vfs_power_on (trial->random);
  lossy_vfs_cut_after (0);
}

static void
judge_record (Trial *trial, guint i)
{
  g_autofree char *digest = store_test_value (&trial->test, &trial->dossier, &trial->records[i],
                                              GEZIN_FIELD_DOCUMENT_FILE);
  g_autofree char *acknowledged = digest_of (trial->acknowledged[i]);
  g_autofree char *attempted = digest_of (trial->attempted[i]);

  if (trial->attempted[i] != 0 && g_strcmp0 (digest, attempted) == 0)
    trial->acknowledged[i] = trial->attempted[i];
  else if (g_strcmp0 (digest, acknowledged) != 0)
    trial->n_lost++;
  if (trial->acknowledged[i] != 0)
    trial->n_lost += !reads_back (&trial->test, trial->acknowledged[i]);
  trial->attempted[i] = 0;
}

static void
judge (Trial *trial)
{
  g_autoptr (GezinDocumentReport) report = NULL;

  for (guint i = 0; i < N_RECORDS; i++)
    judge_record (trial, i);
  report = gezin_documents_check (trial->test.store, NULL, NULL, NULL, NULL);
  trial->n_bad += report == NULL || report->n_bad > 0;
  for (guint i = 0; report != NULL && i < report->findings->len; i++)
    trial->n_bad +=
        ((GezinDocumentFinding *) report->findings->pdata[i])->state == GEZIN_DOCUMENT_ABSENT;
  if (g_rand_boolean (trial->random))
    trial->n_bad +=
        !gezin_documents_collect (trial->test.store, NULL, NULL, NULL) || !is_tidy (&trial->test);
  trial->n_damaged += !gezin_store_check_integrity (trial->test.store, NULL);
}

static void
run_round (Trial *trial)
{
  g_autoptr (GError) error = NULL;

  work_until_cut (trial);
  trial->test.store = store_test_open (&trial->test, NULL, &error);
  if (trial->test.store == NULL)
    {
      trial->n_damaged++;
      return;
    }
  judge (trial);
}

static void
test_acknowledged_documents_survive_power_cuts (void)
{
  guint cuts = MIN (store_test_rounds (USUAL_CUTS), MOST_CUTS);
  Trial trial;

  trial_begin (&trial, store_test_seed (), FALSE);
  while (trial.n_cuts < cuts && trial.n_damaged == 0)
    run_round (&trial);
  g_test_message ("%u power cuts, %u inside an attachment; %u acknowledged, %u collected, %u lost, "
                  "%u bad, %u stores damaged",
                  trial.n_cuts, trial.n_cuts_in_attach, trial.n_acknowledged, trial.n_collected,
                  trial.n_lost, trial.n_bad, trial.n_damaged);
  g_assert_cmpuint (trial.n_lost, ==, 0);
  g_assert_cmpuint (trial.n_bad, ==, 0);
  g_assert_cmpuint (trial.n_damaged, ==, 0);
  g_assert_cmpuint (trial.n_cuts_in_attach, >, 0);
  g_assert_cmpuint (trial.n_acknowledged, >, 0);
  g_assert_cmpuint (trial.n_collected, >, 0);
  trial_end (&trial);
}

/* On a disk that says it synced and did not: if this found nothing, the test above would prove nothing. */
static void
test_loss_is_seen_where_syncs_are_lies (void)
{
  guint rounds = 0;
  Trial trial;

  trial_begin (&trial, store_test_seed (), TRUE);
  while (rounds++ < 60 && trial.n_lost + trial.n_bad + trial.n_damaged == 0)
    run_round (&trial);
  g_assert_cmpuint (trial.n_lost + trial.n_bad + trial.n_damaged, >, 0);
  trial_end (&trial);
}

/* Faults. */

typedef struct {
  const char *name;
  LossyOperation operation;
  int result;
  GezinStoreError expected;
} Fault;

static const Fault faults[] = {
  { "write", LOSSY_WRITE, SQLITE_IOERR_WRITE, GEZIN_STORE_ERROR_MACHINE },
  { "full", LOSSY_WRITE, SQLITE_FULL, GEZIN_STORE_ERROR_DISK_FULL },
  { "sync", LOSSY_SYNC, SQLITE_IOERR_FSYNC, GEZIN_STORE_ERROR_MACHINE },
  { "other", LOSSY_OTHER, SQLITE_IOERR, GEZIN_STORE_ERROR_MACHINE },
};

static void
test_each_fault_leaves_the_old_or_the_new (gconstpointer data)
{
  const Fault *fault = data;
  gboolean met = TRUE;
  guint n_told = 0;
  guint nth;
  Trial trial;

  trial_begin (&trial, 61, FALSE);
  /* The folder is there, so that what fails after it is met too. */
  write_content (trial.source, 1000);
  g_assert_true (
      store_test_attach (&trial.test, &trial.dossier, &trial.records[1], trial.source, NULL));
  trial.acknowledged[1] = 1000;
  for (nth = 1; met && nth < MOST_FAULTS; nth++)
    {
      g_autoptr (GError) error = NULL;
      gboolean done;

      write_content (trial.source, nth);
      lossy_vfs_fail (fault->operation, nth, fault->result);
      done =
          store_test_attach (&trial.test, &trial.dossier, &trial.records[0], trial.source, &error);
      met = lossy_vfs_has_failed ();
      lossy_vfs_fail (fault->operation, 0, SQLITE_OK);
      g_assert_true (done == (error == NULL));
      if (!done)
        g_assert_error (error, GEZIN_STORE_ERROR, (int) fault->expected);
      n_told += !done;
      trial.acknowledged[0] = done ? nth : trial.acknowledged[0];
      judge (&trial);
      if (nth % 8 == 0)
        store_test_reopen (&trial.test);
      g_assert_cmpuint (trial.n_lost + trial.n_bad + trial.n_damaged, ==, 0);
      store_test_tick (&trial.test);
    }
  g_test_message ("%u faults met, %u told", nth - 2, n_told);
  g_assert_cmpuint (nth, <, MOST_FAULTS);
  g_assert_cmpuint (n_told, >, 0);
  trial_end (&trial);
}

/* Kills. */

typedef struct {
  _Atomic guint is_ready;
  _Atomic guint is_writing;
  _Atomic guint attempted[N_RECORDS];
  _Atomic guint acknowledged[N_RECORDS];
  GezinUuid dossier;
  GezinUuid records[N_RECORDS];
  guint n_contents;
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

static G_NORETURN void
run_child (const char *folder, const char *shared_path)
{
  StoreTest test = { 0 };
  Shared *shared = map_shared (shared_path);
  g_autofree char *source = g_strconcat (folder, ".source", NULL);
  g_autoptr (GError) error = NULL;

  test.folder = g_strdup (folder);
  test.clock = gezin_clock_new_system ();
  test.random = gezin_random_new_system ();
  test.options = (GezinStoreOptions){ .clock = test.clock, .random = test.random };
  test.store = store_test_open (&test, NULL, &error);
  if (test.store == NULL)
    g_error ("the child cannot open: %s", error->message);
  shared->is_ready = 1;
  for (guint i = 0;; i++)
    {
      guint record = i % N_RECORDS;
      guint number = ++shared->n_contents;
      gboolean done;

      write_content (source, number);
      shared->attempted[record] = number;
      shared->is_writing = 1;
      done = store_test_attach (&test, &shared->dossier, &shared->records[record], source, &error);
      shared->is_writing = 0;
      if (!done)
        g_error ("the child cannot attach: %s", error->message);
      shared->acknowledged[record] = number;
    }
}

static const char *own_program;

/* Returns whether the child was killed inside an attachment. */
static gboolean
kill_one (const char *folder, const char *shared_path, Shared *shared, GRand *random)
{
  char *arguments[] = { (char *) own_program, (char *) CHILD_ARGUMENT, (char *) folder,
                        (char *) shared_path, NULL };
  GPid child;
  int status;

  shared->is_ready = 0;
  shared->is_writing = 0;
  g_assert_true (
      g_spawn_async (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL));
  while (shared->is_ready == 0)
    {
      g_assert_cmpint (waitpid (child, NULL, WNOHANG), ==, 0);
      g_usleep (200);
    }
  g_usleep ((gulong) g_rand_int_range (random, 0, 60000));
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  return shared->is_writing != 0;
}

static void
share (Shared *shared, const Trial *trial)
{
  shared->dossier = trial->dossier;
  memcpy (shared->records, trial->records, sizeof shared->records);
}

static void
test_killed_attacher_loses_nothing (void)
{
  guint rounds = MIN (store_test_rounds (USUAL_KILLS), MOST_KILLS);
  g_autofree char *shared_path = NULL;
  guint n_inside = 0;
  Shared *shared;
  Trial trial;

  trial_begin (&trial, store_test_seed (), FALSE);
  g_clear_pointer (&trial.test.store, gezin_store_close);
  trial.test.options.disk = NULL;
  trial.test.options.vfs = NULL;
  shared_path = g_strconcat (trial.test.folder, ".shared", NULL);
  shared = map_shared (shared_path);
  share (shared, &trial);
  for (guint round = 0; round < rounds; round++)
    {
      n_inside += kill_one (trial.test.folder, shared_path, shared, trial.random);
      for (guint i = 0; i < N_RECORDS; i++)
        {
          trial.acknowledged[i] = shared->acknowledged[i];
          trial.attempted[i] = shared->attempted[i];
        }
      trial.test.store = store_test_open (&trial.test, NULL, NULL);
      g_assert_nonnull (trial.test.store);
      judge (&trial);
      g_assert_cmpuint (trial.n_lost + trial.n_bad + trial.n_damaged, ==, 0);
      for (guint i = 0; i < N_RECORDS; i++)
        {
          shared->acknowledged[i] = trial.acknowledged[i];
          shared->attempted[i] = 0;
        }
      g_clear_pointer (&trial.test.store, gezin_store_close);
    }
  g_test_message ("%u kills, %u inside an attachment", rounds, n_inside);
  g_assert_cmpuint (n_inside * 100, >=, rounds * LEAST_SHARE_INSIDE);
  munmap (shared, sizeof *shared);
  g_unlink (shared_path);
  trial_end (&trial);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], CHILD_ARGUMENT) == 0)
    run_child (argv[2], argv[3]);
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  lossy_vfs_register ();
  g_test_add_func ("/store/torture-documents/acknowledged-documents-survive-power-cuts",
                   test_acknowledged_documents_survive_power_cuts);
  g_test_add_func ("/store/torture-documents/loss-is-seen-where-syncs-are-lies",
                   test_loss_is_seen_where_syncs_are_lies);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf (
          "/store/torture-documents/each-%s-that-fails-leaves-the-old-or-the-new", faults[i].name);

      g_test_add_data_func (path, &faults[i], test_each_fault_leaves_the_old_or_the_new);
    }
  g_test_add_func ("/store/torture-documents/killed-attacher-loses-nothing",
                   test_killed_attacher_loses_nothing);
  return g_test_run ();
}
