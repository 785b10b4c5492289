/* SPDX-License-Identifier: EUPL-1.2 */

/* Bad input of every sort: each has its own code, and the store stays as it was. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "store/store-private.h"
#include "support.h"

#define NOBODY (65534)
#define N_NOTES (40)

typedef struct {
  StoreTest test;
  GezinUuid dossier;
  char *vault;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *filling = g_strnfill (3000, 'n');
  guint i;

  store_test_init (&f->test, 37, NULL);
  f->vault = g_build_filename (f->test.folder, "vault", NULL);
  f->dossier = store_test_new_dossier (&f->test, "Damage");
  g_assert_true (gezin_store_begin_bulk (f->test.store, NULL));
  for (i = 0; i < N_NOTES; i++)
    {
      GezinUuid record = store_test_record_id (&f->test);

      store_test_set (&f->test, &f->dossier, &record, GEZIN_FIELD_CONTACT_FACTS, filling);
    }
  g_assert_true (gezin_store_end_bulk (f->test.store, TRUE, NULL));
  g_clear_pointer (&f->test.store, gezin_store_close);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->vault);
  store_test_clear (&f->test);
}

static void
put (const char *path, const char *content, gsize length)
{
  g_assert_true (g_file_set_contents_full (path, content, (gssize) length,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

/* Opening must fail with @code and change nothing. */
static void
assert_does_not_open (Fixture *f, GezinStoreError code)
{
  g_autofree char *before = store_test_digest (f->test.folder);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinStore) store = store_test_open (&f->test, NULL, &error);

  g_assert_error (error, GEZIN_STORE_ERROR, (int) code);
  g_assert_null (store);
  after = store_test_digest (f->test.folder);
  g_assert_cmpstr (before, ==, after);
}

static void
assert_opens (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  store_test_reopen (&f->test);
  if (!gezin_store_check_integrity (f->test.store, &error))
    g_error ("%s", error->message);
  g_clear_pointer (&f->test.store, gezin_store_close);
}

/* Keys. */

static GError *
open_with (Fixture *f, const char *passphrase)
{
  g_autoptr (GezinSecret) key = gezin_secret_new_copy (passphrase, strlen (passphrase));
  GError *error = NULL;
  g_autoptr (GezinStore) store =
      gezin_store_open (f->test.folder, key, FALSE, &f->test.options, &error);

  g_assert_true ((store == NULL) == (error != NULL));
  return error;
}

static void
test_wrong_passphrase_then_waiting (Fixture *f, gconstpointer data)
{
  g_autofree char *before = store_test_digest (f->test.folder);
  g_autofree char *after = NULL;
  g_autoptr (GError) waiting = NULL;
  guint i;

  for (i = 0; i < GEZIN_FREE_TRIES; i++)
    {
      g_autoptr (GError) wrong = open_with (f, "een andere zin");

      g_assert_error (wrong, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WRONG_KEY);
    }
  waiting = open_with (f, TEST_PASSPHRASE);
  g_assert_error (waiting, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WAIT);
  after = store_test_digest (f->test.folder);
  g_assert_cmpstr (before, ==, after);
  gezin_clock_set (f->test.clock, gezin_clock_now (f->test.clock) + G_TIME_SPAN_HOUR);
  assert_opens (f);
}

/* The vault. */

static void
test_vault_cut_flipped_or_gone (Fixture *f, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length, i;

  g_assert_true (g_file_get_contents (f->vault, &content, &length, NULL));
  for (i = 0; i < length; i += 97)
    {
      put (f->vault, content, i);
      assert_does_not_open (f, GEZIN_STORE_ERROR_VAULT_DAMAGED);
      content[i] ^= 0x04;
      put (f->vault, content, length);
      assert_does_not_open (f, GEZIN_STORE_ERROR_VAULT_DAMAGED);
      content[i] ^= 0x04;
    }
  g_assert_cmpint (g_unlink (f->vault), ==, 0);
  assert_does_not_open (f, GEZIN_STORE_ERROR_VAULT_DAMAGED);
  put (f->vault, content, length);
  assert_opens (f);
}

/* Made with the same passphrase, so that the vault itself opens. */
static void
test_vault_or_database_of_another_store (Fixture *f, gconstpointer data)
{
  StoreTest other;
  g_autofree char *other_vault = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *theirs = NULL;
  gsize our_length, their_length;

  store_test_init (&other, 41, NULL);
  g_clear_pointer (&other.store, gezin_store_close);
  other_vault = g_build_filename (other.folder, "vault", NULL);
  g_assert_true (g_file_get_contents (f->vault, &ours, &our_length, NULL));
  g_assert_true (g_file_get_contents (other_vault, &theirs, &their_length, NULL));
  put (f->vault, theirs, their_length);
  assert_does_not_open (f, GEZIN_STORE_ERROR_MISMATCH);
  put (f->vault, ours, our_length);
  assert_opens (f);

  g_clear_pointer (&theirs, g_free);
  g_clear_pointer (&ours, g_free);
  g_assert_true (g_file_get_contents (f->test.database, &ours, &our_length, NULL));
  g_assert_true (g_file_get_contents (other.database, &theirs, &their_length, NULL));
  put (f->test.database, theirs, their_length);
  assert_does_not_open (f, GEZIN_STORE_ERROR_MISMATCH);
  put (f->test.database, ours, our_length);
  assert_opens (f);
  store_test_clear (&other);
}

/* The database. */

static void
test_database_cut_anywhere (Fixture *f, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length, i;

  g_assert_true (g_file_get_contents (f->test.database, &content, &length, NULL));
  for (i = 0; i < 20; i++)
    {
      put (f->test.database, content, length * i / 20);
      assert_does_not_open (f, GEZIN_STORE_ERROR_DAMAGED);
    }
  put (f->test.database, content, length - 1);
  assert_does_not_open (f, GEZIN_STORE_ERROR_DAMAGED);
  g_assert_cmpint (g_unlink (f->test.database), ==, 0);
  assert_does_not_open (f, GEZIN_STORE_ERROR_DAMAGED);
  put (f->test.database, content, length);
  assert_opens (f);
}

/* A flipped bit shows at opening, or when its page is read: at the latest by the check. Nothing
 * of what is read before is wrong, since every page carries a code under the key. */
static void
assert_flip_is_seen (Fixture *f, gsize place)
{
  g_autofree char *before = store_test_digest (f->test.folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinStore) store = store_test_open (&f->test, NULL, &error);

  if (store == NULL)
    {
      g_autofree char *after = store_test_digest (f->test.folder);

      g_assert_cmpstr (before, ==, after);
    }
  else if (gezin_store_check_integrity (store, &error))
    g_error ("a flipped bit in byte %" G_GSIZE_FORMAT " was not seen", place);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED);
}

static void
test_database_flipped_anywhere (Fixture *f, gconstpointer data)
{
  static const gsize of_first_page[] = { 0, 7, 15, 16, 18, 40, 99, 100, 2000, 4015, 4016, 4095 };
  guint rounds = MIN (store_test_rounds (20), 500);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) store_test_seed ());
  g_autofree char *content = NULL;
  gsize length;
  guint i;

  g_assert_true (g_file_get_contents (f->test.database, &content, &length, NULL));
  for (i = 0; i < G_N_ELEMENTS (of_first_page) + rounds; i++)
    {
      gsize place = i < G_N_ELEMENTS (of_first_page)
                        ? of_first_page[i]
                        : (gsize) (g_rand_double (random) * (double) length);
      char bit = (char) (1 << g_rand_int_range (random, 0, 8));

      content[place] ^= bit;
      put (f->test.database, content, length);
      assert_flip_is_seen (f, place);
      content[place] ^= bit;
    }
  put (f->test.database, content, length);
  assert_opens (f);
}

static void
test_swapped_pages_are_seen (Fixture *f, gconstpointer data)
{
  g_autofree char *content = NULL;
  g_autofree char *page = g_malloc (4096);
  gsize length;

  g_assert_true (g_file_get_contents (f->test.database, &content, &length, NULL));
  memcpy (page, content + 4096, 4096);
  memcpy (content + 4096, content + 8192, 4096);
  memcpy (content + 8192, page, 4096);
  put (f->test.database, content, length);
  assert_flip_is_seen (f, 4096);
}

static void
test_plain_database_is_refused (Fixture *f, gconstpointer data)
{
  sqlite3 *plain = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->test.database, &content, &length, NULL));
  g_assert_cmpint (g_unlink (f->test.database), ==, 0);
  g_assert_cmpint (sqlite3_open (f->test.database, &plain), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (plain, "CREATE TABLE head (a)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (plain);
  assert_does_not_open (f, GEZIN_STORE_ERROR_PLAIN);
  put (f->test.database, content, length);
  assert_opens (f);
}

static void
test_newer_database_is_refused (Fixture *f, gconstpointer data)
{
  store_test_reopen (&f->test);
  g_assert_true (gezin_database_exec (f->test.store->database, "PRAGMA user_version = 99", NULL));
  g_clear_pointer (&f->test.store, gezin_store_close);
  assert_does_not_open (f, GEZIN_STORE_ERROR_NEWER);
}

/* A wholly encrypted database of ours that holds nothing must not be taken for a new one. */
static void
test_emptied_database_is_refused (Fixture *f, gconstpointer data)
{
  store_test_reopen (&f->test);
  g_assert_true (gezin_database_exec (f->test.store->database, "PRAGMA user_version = 0", NULL));
  g_clear_pointer (&f->test.store, gezin_store_close);
  assert_does_not_open (f, GEZIN_STORE_ERROR_DAMAGED);
}

/* Place and use. */

static void
test_nothing_there_is_no_store (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (f->test.folder, "nowhere", NULL);
  g_autofree char *empty = g_dir_make_tmp ("gezin-empty-XXXXXX", NULL);
  const char *const folders[] = { nowhere, empty, f->vault };
  g_autoptr (GDir) dir = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (store_test_open (&f->test, folders[i], &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE);
    }
  dir = g_dir_open (empty, 0, NULL);
  g_assert_null (g_dir_read_name (dir)); /* nothing was made */
  g_assert_cmpint (g_rmdir (empty), ==, 0);
}

static void
test_opened_twice_is_busy (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL;

  store_test_reopen (&f->test);
  assert_does_not_open (f, GEZIN_STORE_ERROR_BUSY);
  g_clear_pointer (&f->test.store, gezin_store_close);
  assert_opens (f);
}

/* Runs @func in a child that is an ordinary user, since root may do everything. */
static void
as_nobody (Fixture *f, int (*func) (Fixture *f))
{
  pid_t child;
  int status;

  if (geteuid () != 0)
    {
      g_assert_cmpint (func (f), ==, 0);
      return;
    }
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (setgid (NOBODY) != 0 || setuid (NOBODY) != 0)
        _exit (99);
      _exit (func (f));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

/* The code of opening, 0 when it opens. */
static int
opening_code (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinStore) store = store_test_open (&f->test, NULL, &error);

  return error == NULL ? 0 : error->code;
}

static int
expect_permission (Fixture *f)
{
  return opening_code (f) == GEZIN_STORE_ERROR_PERMISSION ? 0 : 1;
}

static int
expect_success (Fixture *f)
{
  return opening_code (f) == 0 ? 0 : 1;
}

static int
expect_no_new_store (Fixture *f)
{
  g_autofree char *folder = g_build_filename (f->test.folder, "below", NULL);
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GezinSecret) recovery = NULL;
  g_autoptr (GezinIdentity) identity = gezin_identity_new ("A", "B", "lead");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinStore) store = gezin_store_create (
      folder, identity, passphrase, GEZIN_KDF_MIN_MEMORY, &f->test.options, &recovery, &error);

  return store == NULL && error->code == GEZIN_STORE_ERROR_PERMISSION ? 0 : 1;
}

static void
give_to_nobody (Fixture *f, int folder_mode, int file_mode)
{
  g_autoptr (GDir) dir = g_dir_open (f->test.folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->test.folder, name, NULL);

      g_assert_cmpint (g_chmod (path, file_mode), ==, 0);
      if (geteuid () == 0)
        g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
    }
  g_assert_cmpint (g_chmod (f->test.folder, folder_mode), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (chown (f->test.folder, NOBODY, NOBODY), ==, 0);
}

static void
test_read_only_or_forbidden (Fixture *f, gconstpointer data)
{
  static const struct {
    int folder;
    int files;
  } modes[] = { { 0500, 0600 }, { 0700, 0400 }, { 0500, 0400 }, { 0700, 0000 }, { 0000, 0600 } };
  g_autofree char *before = store_test_digest (f->test.folder);
  g_autofree char *after = NULL;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_assert_cmpint (g_chmod (f->test.folder, 0700), ==, 0);
      give_to_nobody (f, modes[i].folder, modes[i].files);
      as_nobody (f, expect_permission);
    }
  g_assert_cmpint (g_chmod (f->test.folder, 0500), ==, 0);
  as_nobody (f, expect_no_new_store);
  g_assert_cmpint (g_chmod (f->test.folder, 0700), ==, 0);
  give_to_nobody (f, 0700, 0600);
  after = store_test_digest (f->test.folder);
  g_assert_cmpstr (before, ==, after);
  as_nobody (f, expect_success);
}

/* A full disk, as a limit on the size of files: the machine's answer is of the same sort. */
static void
test_full_disk_keeps_what_was_there (Fixture *f, gconstpointer data)
{
  struct rlimit limit, was;
  g_autofree char *long_value = g_strnfill (900000, 'v');
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  store_test_reopen (&f->test);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &was), ==, 0);
  limit = was;
  limit.rlim_cur = 400000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (store_test_try_set (&f->test, &f->dossier, &f->dossier, GEZIN_FIELD_FAMILY_TEAM,
                                      long_value, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &was), ==, 0);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DISK_FULL);
  g_clear_error (&error);
  name = store_test_value (&f->test, &f->dossier, &f->dossier, GEZIN_FIELD_FAMILY_TEAM);
  g_assert_null (name);
  store_test_set (&f->test, &f->dossier, &f->dossier, GEZIN_FIELD_FAMILY_TEAM, "Noord");
  g_clear_pointer (&f->test.store, gezin_store_close);
  assert_opens (f);
}

static void
test_full_disk_while_making_leaves_nothing (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gezin-full-XXXXXX", NULL);
  g_autofree char *vault = g_build_filename (folder, "vault", NULL);
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GezinSecret) recovery = NULL;
  g_autoptr (GezinIdentity) identity = gezin_identity_new ("A", "B", "lead");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinStore) store = NULL;
  struct rlimit limit, was;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &was), ==, 0);
  limit = was;
  limit.rlim_cur = 20000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  store = gezin_store_create (folder, identity, passphrase, GEZIN_KDF_MIN_MEMORY, NULL, &recovery,
                              &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &was), ==, 0);
  g_assert_null (store);
  g_assert_null (recovery);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_assert_false (g_file_test (vault, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  store = gezin_store_create (folder, identity, passphrase, GEZIN_KDF_MIN_MEMORY, NULL, &recovery,
                              &error);
  g_assert_no_error (error);
  g_clear_pointer (&store, gezin_store_close);
  store_test_remove_folder (folder);
}

/* Whatever is wrong, no message names a path or a value. */
static void
test_messages_hold_no_personal_data (Fixture *f, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length, i;

  g_assert_true (g_file_get_contents (f->test.database, &content, &length, NULL));
  for (i = 4096; i < length; i += 8 * 4096)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinStore) store = NULL;

      content[i + 9] ^= 1;
      put (f->test.database, content, length);
      content[i + 9] ^= 1;
      store = store_test_open (&f->test, NULL, &error);
      if (store != NULL && gezin_store_check_integrity (store, &error))
        g_error ("damage was not seen");
      g_assert_null (strstr (error->message, f->test.folder));
      g_assert_null (strstr (error->message, "nnnn"));
      g_assert_null (strstr (error->message, "Damage"));
    }
}

#define ADD(path, test) g_test_add ("/store/damage/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("wrong-passphrase-then-waiting", test_wrong_passphrase_then_waiting);
  ADD ("vault-cut-flipped-or-gone", test_vault_cut_flipped_or_gone);
  ADD ("vault-or-database-of-another-store", test_vault_or_database_of_another_store);
  ADD ("database-cut-anywhere", test_database_cut_anywhere);
  ADD ("database-flipped-anywhere", test_database_flipped_anywhere);
  ADD ("swapped-pages-are-seen", test_swapped_pages_are_seen);
  ADD ("plain-database-is-refused", test_plain_database_is_refused);
  ADD ("newer-database-is-refused", test_newer_database_is_refused);
  ADD ("emptied-database-is-refused", test_emptied_database_is_refused);
  ADD ("nothing-there-is-no-store", test_nothing_there_is_no_store);
  ADD ("opened-twice-is-busy", test_opened_twice_is_busy);
  ADD ("read-only-or-forbidden", test_read_only_or_forbidden);
  ADD ("full-disk-keeps-what-was-there", test_full_disk_keeps_what_was_there);
  g_test_add_func ("/store/damage/full-disk-while-making-leaves-nothing",
                   test_full_disk_while_making_leaves_nothing);
  ADD ("messages-hold-no-personal-data", test_messages_hold_no_personal_data);
  return g_test_run ();
}
