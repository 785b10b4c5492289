/* SPDX-License-Identifier: EUPL-1.2 */

/* Joining, parting and splitting while the power goes or the program is killed.
 *
 * Each act changes two dossiers or makes one, and is one transaction: afterwards
 * both sides of a link are there or none, a split has its new dossier and its
 * removal or neither, and what was acknowledged is there. A kill proves nothing
 * about power: there the disk forgets what was not synced (tests/store/lossy-vfs.c). */

#include "base/limits.h"
#include "lossy-vfs.h"
#include "session/admin.h"
#include "session/session-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_ARGUMENT "--part-without-end"
#define MOST_TURNS 20000
#define MOST_OPERATIONS 700
#define USUAL_ROUNDS 12
#define MOST_ROUNDS 300

/* What child and parent both see; in one process, plain memory. */
typedef struct {
  _Atomic guint is_ready;
  _Atomic guint n_turns; /* that began */
  /* Of each turn how many of its acts were answered: somebody new, split, join, part. */
  _Atomic guint8 done[MOST_TURNS];
} Shared;

typedef struct {
  char *folder;
  char *vfs; /* (nullable) */
  GezinSession *session;
  GezinUuid dossier;
  Shared *shared;
  GRand *random;
  guint n_cuts;
  guint n_links;
  guint n_splits;
} Trial;

static GezinSecret *
passphrase (void)
{
  return gezin_secret_new_copy ("een lange zin voor de proef", 27);
}

static void
new_session (Trial *trial)
{
  g_autoptr (GError) error = NULL;
  GezinSessionOptions options = { .vfs = trial->vfs };

  trial->session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
}

static gboolean
unlock (Trial *trial, GError **error)
{
  g_autoptr (GezinSecret) secret = passphrase ();

  return gezin_session_unlock (trial->session, trial->folder, secret, FALSE, error);
}

static void
begin (Trial *trial, const char *vfs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = passphrase ();
  g_autoptr (GezinSecret) recovery_key = NULL;

  trial->folder = g_dir_make_tmp ("gezin-power-XXXXXX", &error);
  g_assert_no_error (error);
  trial->vfs = g_strdup (vfs);
  new_session (trial);
  g_assert_true (gezin_session_create_store (trial->session, trial->folder, "Anna", "Team",
                                             "consultant", secret, GEZIN_KDF_MIN_MEMORY,
                                             &recovery_key, &error));
  g_assert_no_error (error);
  if (vfs != NULL)
    lossy_vfs_sync_folder ();
  g_assert_true (gezin_session_new_dossier (trial->session, "Oud", &trial->dossier, NULL, &error));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
end (Trial *trial)
{
  g_assert_finalize_object (trial->session);
  remove_tree (trial->folder);
  g_free (trial->folder);
  g_free (trial->vfs);
  g_clear_pointer (&trial->random, g_rand_free);
}

/* Acts. */

static gboolean
add_person (Trial *trial, const char *name, GezinUuid *person, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  *person = gezin_uuid_random (gezin_session_random (trial->session));
  return gezin_session_edit (trial->session, NULL, person, GEZIN_KIND_PERSON, "given-names", name,
                             -1, edits, error)
         && gezin_session_commit (trial->session, &trial->dossier, edits, NULL, NULL, error);
}

/* One turn; stops at the first act that fails. */
static gboolean
run_turn (Trial *trial, guint turn, GError **error)
{
  g_autofree char *name = g_strdup_printf ("P%u", turn);
  g_autoptr (GezinSplitReport) report = NULL;
  GezinUuid person;

  g_assert_cmpuint (turn, <, MOST_TURNS);
  trial->shared->n_turns = turn + 1;
  if (!add_person (trial, name, &person, error))
    return FALSE;
  trial->shared->done[turn] = 1;
  report = gezin_session_split (trial->session, &trial->dossier, &person, 1, name, error);
  if (report == NULL)
    return FALSE;
  trial->shared->done[turn] = 2;
  if (!gezin_session_join (trial->session, &trial->dossier, &report->dossier, NULL, error))
    return FALSE;
  trial->shared->done[turn] = 3;
  if (!gezin_session_unjoin (trial->session, &trial->dossier, &report->dossier, NULL, NULL, error))
    return FALSE;
  trial->shared->done[turn] = 4;
  return TRUE;
}

/* Judging. */

static gboolean
says (const GezinDossier *from, const GezinUuid *to)
{
  g_autoptr (GPtrArray) items =
      gezin_record_items (gezin_dossier_root (from), GEZIN_FIELD_COMMON_SAME_AS);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (to, id);
  for (guint i = 0; i < items->len; i++)
    if (strcmp (items->pdata[i], id) == 0)
      return TRUE;
  return FALSE;
}

/* The person of that name in the old dossier, removed or not. */
static const GezinRecord *
find_person (const GezinDossier *dossier, const char *name)
{
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == GEZIN_KIND_PERSON
          && g_strcmp0 (gezin_record_value (record, GEZIN_FIELD_PERSON_GIVEN_NAMES), name) == 0)
        return record;
    }
  return NULL;
}

static const GezinUuid *
find_dossier (GPtrArray *rows, const char *name)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (((GezinDossierRow *) rows->pdata[i])->name, name) == 0)
      return &((GezinDossierRow *) rows->pdata[i])->id;
  return NULL;
}

static void
judge_turn (Trial *trial, const GezinDossier *old, GPtrArray *rows, guint turn)
{
  g_autofree char *name = g_strdup_printf ("P%u", turn);
  const GezinRecord *person = find_person (old, name);
  const GezinUuid *id = find_dossier (rows, name);
  guint done = trial->shared->done[turn];
  g_autoptr (GezinDossier) split = NULL;
  g_autoptr (GArray) joined = NULL;
  gboolean is_linked;

  if (done >= 1)
    g_assert_nonnull (person);
  if (done >= 2)
    g_assert_nonnull (id);
  if (person != NULL) /* all of a split, or nothing */
    g_assert_cmpint (gezin_record_is_removed (person), ==, id != NULL);
  if (id == NULL)
    return;
  trial->n_splits++;
  split = gezin_store_load (trial->session->store, id, NULL);
  g_assert_nonnull (find_person (split, name));
  is_linked = says (old, id);
  trial->n_links += is_linked;
  g_assert_cmpint (is_linked, ==, says (split, &trial->dossier));
  /* After 2 or 3 the act that followed may have come through unanswered. */
  if (done == 4)
    g_assert_false (is_linked);
  joined = gezin_store_joined (trial->session->store, id, NULL);
  g_assert_cmpint (joined->len > 1, ==, is_linked);
}

static void
judge (Trial *trial, guint n_turns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) old = gezin_store_load (trial->session->store, &trial->dossier, &error);
  g_autoptr (GPtrArray) rows = gezin_store_list (trial->session->store, &error);
  gboolean is_whole;

  g_assert_no_error (error);
  for (guint turn = 0; turn < n_turns; turn++)
    judge_turn (trial, old, rows, turn);
  is_whole = gezin_session_check_integrity (trial->session, &error);
  g_assert_no_error (error);
  g_assert_true (is_whole);
}

static guint
rounds (void)
{
  const char *text = g_getenv ("GEZIN_TEST_ROUNDS");
  guint64 wanted = text != NULL ? g_ascii_strtoull (text, NULL, 10) : USUAL_ROUNDS;

  return (guint) CLAMP (wanted, 1, MOST_ROUNDS);
}

/* Power. */

static void
open_again (Trial *trial)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;

      if (unlock (trial, &error))
        return;
      if (!lossy_vfs_is_off ())
        g_assert_no_error (error);
      lossy_vfs_power_on (trial->random);
    }
}

static void
test_power_cuts_leave_all_or_nothing (void)
{
  static Shared shared;
  Trial trial = { .shared = &shared, .random = g_rand_new_with_seed (20261122) };
  guint n = rounds (), turn = 0, n_inside = 0;

  lossy_vfs_register ();
  lossy_vfs_reset ();
  begin (&trial, LOSSY_VFS);
  g_assert_true (add_person (&trial, "Blijft", &(GezinUuid){ { 0 } }, NULL));
  for (guint round = 0; round < n; round++)
    {
      lossy_vfs_cut_after ((guint) g_rand_int_range (trial.random, 1, MOST_OPERATIONS));
      while (!lossy_vfs_is_off ())
        {
          g_autoptr (GError) error = NULL;
          gboolean done = run_turn (&trial, turn++, &error);

          if (!done && !lossy_vfs_is_off ())
            g_assert_no_error (error);
          n_inside += !done && shared.done[turn - 1] > 0;
        }
      gezin_session_lock (trial.session);
      lossy_vfs_cut ();
      lossy_vfs_power_on (trial.random);
      lossy_vfs_cut_after (0);
      open_again (&trial);
      judge (&trial, turn);
    }
  g_test_message ("%u power cuts, %u inside a turn; %u turns, %u splits and %u links seen", n,
                  n_inside, turn, trial.n_splits, trial.n_links);
  g_assert_cmpuint (trial.n_splits, >, 0);
  end (&trial);
}

/* Kills. */

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
run_child (const char *folder, const char *shared_path, const char *dossier, guint turn)
{
  Trial trial = { .folder = g_strdup (folder), .shared = map_shared (shared_path) };
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_uuid_parse (dossier, &trial.dossier));
  new_session (&trial);
  if (!unlock (&trial, &error))
    g_error ("the child cannot open: %s", error->message);
  trial.shared->is_ready = 1;
  for (;;)
    if (!run_turn (&trial, turn++, &error))
      g_error ("the child cannot go on: %s", error->message);
}

static const char *program;

/* How many turns have begun by then. */
static guint
run_and_kill (Trial *trial, const char *shared_path, guint turn)
{
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *first = g_strdup_printf ("%u", turn);
  const char *words[] = { program,
                          CHILD_ARGUMENT,
                          trial->folder,
                          shared_path,
                          gezin_uuid_write (&trial->dossier, dossier),
                          first,
                          NULL };
  g_autoptr (GError) error = NULL;
  GPid child;

  trial->shared->is_ready = 0;
  g_assert_true (g_spawn_async (NULL, (char **) words, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                                &child, &error));
  g_assert_no_error (error);
  while (trial->shared->is_ready == 0 && waitpid (child, NULL, WNOHANG) == 0)
    g_usleep (1000);
  g_assert_cmpuint (trial->shared->is_ready, ==, 1);
  g_usleep ((gulong) g_rand_int_range (trial->random, 1000, 60000));
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  g_spawn_close_pid (child);
  return trial->shared->n_turns;
}

static void
test_kills_leave_all_or_nothing (void)
{
  Trial trial = { .random = g_rand_new_with_seed (20261123) };
  g_autofree char *shared_path = NULL;
  guint n = rounds (), turn = 0;

  begin (&trial, NULL);
  shared_path = g_build_filename (trial.folder, "shared", NULL);
  trial.shared = map_shared (shared_path);
  g_assert_true (add_person (&trial, "Blijft", &(GezinUuid){ { 0 } }, NULL));
  for (guint round = 0; round < n; round++)
    {
      g_autoptr (GError) error = NULL;

      gezin_session_lock (trial.session);
      turn = run_and_kill (&trial, shared_path, turn);
      g_assert_true (unlock (&trial, &error));
      g_assert_no_error (error);
      judge (&trial, turn);
    }
  g_test_message ("%u kills; %u turns, %u splits and %u links seen", n, turn, trial.n_splits,
                  trial.n_links);
  g_assert_cmpuint (trial.n_splits, >, 0);
  munmap (trial.shared, sizeof *trial.shared);
  end (&trial);
}

int
main (int argc, char **argv)
{
  if (argc == 6 && strcmp (argv[1], CHILD_ARGUMENT) == 0)
    run_child (argv[2], argv[3], argv[4], (guint) g_ascii_strtoull (argv[5], NULL, 10));
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/families/power-cuts-leave-all-or-nothing",
                   test_power_cuts_leave_all_or_nothing);
  g_test_add_func ("/families/kills-leave-all-or-nothing", test_kills_leave_all_or_nothing);
  return g_test_run ();
}
