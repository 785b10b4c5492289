/* SPDX-License-Identifier: EUPL-1.2 */

/* Taking in while the disk is full or fails, the power goes, or another does the same.
 *
 * Afterwards a bundle is taken in whole, with its row and its receipt, or not at all; what
 * was answered is there; and the same bundle can be taken in then. */

#include "desk.h"

#include "lossy-vfs.h"

#include "base/limits.h"
#include "session/admin.h"

#include <string.h>

#define PASSPHRASE "een lange zin voor de proef"
#define MOST_FAULTS (400) /* operations of one import, and more */
#define USUAL_CUTS (12)

typedef struct {
  GezinClock *clock;
  GRand *random;
  Desk a;
  Desk b; /* on the disk that forgets */
  DeskFamily family;
  guint n_bundles;
  guint n_there;
  guint n_nothing;
} World;

/* ---------- A desk on a disk that forgets ---------- */

static void
start_session (Desk *desk)
{
  const GezinSessionOptions options = { .clock = desk->clock,
                                        .random = desk->random,
                                        .vfs = LOSSY_VFS };
  g_autoptr (GError) error = NULL;

  desk->session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
}

static void
init_on_lossy_disk (Desk *desk, GezinClock *clock, guint64 seed)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (PASSPHRASE, strlen (PASSPHRASE));
  g_autoptr (GezinSecret) recovery = NULL;
  g_autoptr (GezinPeerReading) reading = NULL;
  g_autoptr (GBytes) card = NULL;
  g_autoptr (GError) error = NULL;

  lossy_vfs_register ();
  lossy_vfs_reset ();
  *desk = (Desk){ .clock = gezin_clock_ref (clock), .random = gezin_random_new_seeded (seed) };
  desk->folder = g_dir_make_tmp ("gezin-desk-XXXXXX", &error);
  g_assert_no_error (error);
  start_session (desk);
  g_assert_true (gezin_session_create_store (desk->session, desk->folder, "Ilse de Wit",
                                             "RVT Midden", "rvt", secret, GEZIN_KDF_MIN_MEMORY,
                                             &recovery, &error));
  g_assert_no_error (error);
  lossy_vfs_sync_folder ();
  card = gezin_session_own_card (desk->session, FALSE, &reading, &error);
  g_assert_no_error (error);
  desk->card = g_strdup (reading->digest);
}

static void
open_again (Desk *desk)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (PASSPHRASE, strlen (PASSPHRASE));
  g_autoptr (GError) error = NULL;

  start_session (desk);
  g_assert_true (gezin_session_unlock (desk->session, desk->folder, secret, FALSE, &error));
  g_assert_no_error (error);
}

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  world->random = g_rand_new_with_seed (71);
  desk_init (&world->a, world->clock, 51, "Sanne Bakker", "Team Meerdorp", "consultant");
  init_on_lossy_disk (&world->b, world->clock, 52);
  desk_meet (&world->a, &world->b);
  desk_family (&world->a, &world->b, &world->family);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_clear (&world->a);
  desk_clear (&world->b);
  g_rand_free (world->random);
  gezin_clock_unref (world->clock);
}

/* ---------- What must hold ---------- */

/* The next bundle of A, which says what no other said. */
static GBytes *
next_bundle (World *world, char **text)
{
  *text = g_strdup_printf ("Rust, voor de %ue keer", ++world->n_bundles);
  desk_set (&world->a, &world->family.dossier, &world->family.goal, "text", *text);
  return desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
}

static guint
n_rows (World *world)
{
  g_autoptr (GPtrArray) all = gezin_session_ledger (world->b.session, NULL, NULL);

  return all->len;
}

/* Files in the outbox, whatever they are called; each row has its own, and it is whole. */
static guint
n_outbox_files (World *world)
{
  g_autofree char *folder = g_build_filename (world->b.folder, "outbox", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* @rows_before: of the ledger; a bundle that was taken in has its own and that of its receipt. */
static void
judge (World *world, const char *text, guint rows_before, gboolean was_answered)
{
  g_autofree char *here =
      desk_value (&world->b, &world->family.dossier, &world->family.goal, "text");
  gboolean is_there = g_strcmp0 (here, text) == 0;
  g_autoptr (GPtrArray) outbox = gezin_session_outbox (world->b.session, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (is_there || !was_answered);
  g_assert_cmpuint (n_rows (world), ==, rows_before + (is_there ? 2 : 0));
  g_assert_cmpuint (n_outbox_files (world), ==, outbox->len);
  for (guint i = 0; i < outbox->len; i++)
    {
      g_autoptr (GBytes) file = desk_load_file (((GezinBundleLine *) outbox->pdata[i])->path);

      g_assert_cmpuint (g_bytes_get_size (file), >, 0);
    }
  g_assert_true (gezin_session_check_integrity (world->b.session, &error));
  g_assert_no_error (error);
  world->n_there += is_there;
  world->n_nothing += !is_there;
}

/* The same bundle now goes in, once. */
static void
take_in_after_all (World *world, GBytes *bundle, const char *text)
{
  g_autoptr (GezinImportReading) reading = desk_import (&world->b, bundle);
  g_autofree char *here =
      desk_value (&world->b, &world->family.dossier, &world->family.goal, "text");

  g_assert_cmpstr (here, ==, text);
}

/* ---------- Faults and cuts ---------- */

static void
fail_at (World *world, LossyOperation operation, int result)
{
  gboolean is_met = TRUE;
  guint nth;

  for (nth = 1; is_met && nth < MOST_FAULTS; nth++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GBytes) bundle = next_bundle (world, &text);
      guint before = n_rows (world);
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinImportReading) reading = NULL;

      lossy_vfs_fail (operation, nth, result);
      reading = desk_try_import (&world->b, bundle, &error);
      is_met = lossy_vfs_has_failed ();
      lossy_vfs_fail (operation, 0, SQLITE_OK);
      g_assert_true ((reading == NULL) == (error != NULL));
      /* Nobody is told that the bundle is bad. */
      g_assert_true (error == NULL || error->code / 100 >= 5);
      judge (world, text, before, reading != NULL);
      take_in_after_all (world, bundle, text);
    }
  g_test_message ("%u operations: %u taken in, %u times nothing", nth - 1, world->n_there,
                  world->n_nothing);
  g_assert_false (is_met); /* all were met */
  g_assert_cmpuint (world->n_nothing, >, 0);
}

static void
test_full (World *world, gconstpointer data)
{
  fail_at (world, LOSSY_WRITE, SQLITE_FULL);
}

static void
test_sync (World *world, gconstpointer data)
{
  fail_at (world, LOSSY_SYNC, SQLITE_IOERR_FSYNC);
}

/* How many operations of the disk one import takes. */
static guint
count_operations (World *world)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bundle = next_bundle (world, &text);
  guint before = lossy_vfs_n_operations ();

  take_in_after_all (world, bundle, text);
  return lossy_vfs_n_operations () - before;
}

static void
cut_at (World *world, guint nth)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bundle = next_bundle (world, &text);
  guint before = n_rows (world);
  g_autoptr (GezinImportReading) reading = NULL;

  lossy_vfs_cut_after (nth);
  reading = desk_try_import (&world->b, bundle, NULL);
  g_clear_object (&world->b.session);
  lossy_vfs_cut ();
  lossy_vfs_power_on (world->random);
  lossy_vfs_cut_after (0);
  open_again (&world->b);
  judge (world, text, before, reading != NULL);
  take_in_after_all (world, bundle, text);
}

static void
test_power (World *world, gconstpointer data)
{
  guint n_operations = count_operations (world);
  guint n_cuts = g_getenv ("GEZIN_TEST_ROUNDS") != NULL ? n_operations : USUAL_CUTS;

  g_assert_cmpuint (n_operations, >, 2);
  for (guint i = 0; i < n_cuts; i++)
    cut_at (world, 1 + i * n_operations / (n_cuts - 1));
  g_test_message ("%u cuts in %u operations: %u taken in, %u times nothing", n_cuts, n_operations,
                  world->n_there, world->n_nothing);
  g_assert_cmpuint (world->n_nothing, >, 0);
  g_assert_cmpuint (world->n_there, >, 0);
}

/* ---------- Two at once ---------- */

typedef struct {
  World *world;
  GBytes *file; /* of an import */
  GezinImportReading *reading;
} Task;

static gboolean
run_import (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Task *task = data;
  const GezinImportAsked asked = { .file = task->file };

  task->reading = gezin_session_import (session, &asked, error);
  return task->reading != NULL;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *n_left = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_finish (GEZIN_SESSION (source), result, &error));
  g_assert_no_error (error);
  (*n_left)--;
}

static gboolean
run_export (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Task *task = data;
  const GezinExportAsked asked = { .to = task->world->b.card, .purpose = "coordinate-care" };
  g_autoptr (GezinExportReading) made =
      gezin_session_export (session, &task->world->family.dossier, &asked, error);

  return made != NULL;
}

static void
run_both (GezinSession *session, GezinSessionFunc run, Task tasks[2])
{
  guint n_left = 2;

  for (guint i = 0; i < 2; i++)
    gezin_session_start (session, run, &tasks[i], NULL, NULL, done_cb, &n_left);
  while (n_left > 0)
    g_main_context_iteration (NULL, TRUE);
  /* What was told to the main context, and the worker, let go of the session a little later. */
  for (guint i = 0; G_OBJECT (session)->ref_count > 1 && i < 5000; i++)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* The same bundle twice at once is taken in once; two bundles at once are both taken in. */
static void
test_at_once (World *world, gconstpointer data)
{
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;
  g_autofree char *here = NULL;
  g_autoptr (GBytes) first = next_bundle (world, &first_text);
  Task same[2] = { { world, first, NULL }, { world, first, NULL } };
  Task other[2] = { { world, NULL, NULL }, { world, NULL, NULL } };
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) third = NULL;

  run_both (world->b.session, run_import, same);
  g_assert_cmpint (same[0].reading->is_known + same[1].reading->is_known, ==, 1);
  g_assert_cmpuint (n_rows (world), ==, 2);
  second = next_bundle (world, &second_text);
  g_free (g_steal_pointer (&first_text));
  third = next_bundle (world, &first_text);
  other[0].file = second;
  other[1].file = third;
  run_both (world->b.session, run_import, other);
  g_assert_false (other[0].reading->is_known || other[1].reading->is_known);
  g_assert_cmpuint (n_rows (world), ==, 6);
  here = desk_value (&world->b, &world->family.dossier, &world->family.goal, "text");
  g_assert_cmpstr (here, ==, first_text);
  for (guint i = 0; i < 2; i++)
    {
      gezin_import_reading_free (same[i].reading);
      gezin_import_reading_free (other[i].reading);
    }
}

/* Each has its own number, and both are taken in. */
static void
test_exports_at_once (World *world, gconstpointer data)
{
  Task tasks[2] = { { world, NULL, NULL }, { world, NULL, NULL } };
  g_autoptr (GPtrArray) outbox = NULL;

  run_both (world->a.session, run_export, tasks);
  outbox = gezin_session_outbox (world->a.session, NULL);
  g_assert_cmpuint (outbox->len, ==, 2);
  for (guint number = 1; number <= 2; number++)
    for (guint i = 0; i < 2; i++)
      {
        const GezinBundleLine *line = outbox->pdata[i];
        g_autoptr (GBytes) bundle = NULL;
        g_autoptr (GezinImportReading) reading = NULL;

        if (line->sequence != number)
          continue;
        bundle = desk_load_file (line->path);
        reading = desk_import (&world->b, bundle);
        g_assert_false (reading->has_gap || reading->is_known);
      }
  g_assert_cmpuint (n_rows (world), ==, 4);
}

/* Another program with the same store does not get in at all. */
static void
test_two_programs (World *world, gconstpointer data)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (PASSPHRASE, strlen (PASSPHRASE));
  g_autoptr (GError) error = NULL;
  const GezinSessionOptions options = { .clock = world->clock, .random = world->a.random };
  g_autoptr (GezinSession) second = gezin_session_new (&options, &error);

  g_assert_no_error (error);
  g_assert_false (gezin_session_unlock (second, world->b.folder, secret, FALSE, &error));
  g_assert_cmpint (error->code / 100, ==, 5);
}

#define ADD(path, function) \
  g_test_add ("/exchange/interrupted/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-full-disk-at-any-write-changes-nothing", test_full);
  ADD ("a-failing-disk-at-any-sync-changes-nothing", test_sync);
  ADD ("power-lost-at-any-moment-leaves-all-or-nothing", test_power);
  ADD ("two-imports-at-once-are-two-in-a-row", test_at_once);
  ADD ("two-exports-at-once-have-two-numbers", test_exports_at_once);
  ADD ("another-program-does-not-get-in", test_two_programs);
  return g_test_run ();
}
