/* SPDX-License-Identifier: EUPL-1.2 */

/* No plaintext on disk: words that stand in names, notes, drafts, searches and
 * what was set aside occur nowhere under the store's folder or the temporary
 * folder, in no log, while it is open, after a crash and after it is closed;
 * and a process that crashes leaves no core. */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "store/documents.h"
#include "store/store-private.h"
#include "support.h"

#define CHILD_ARGUMENT "--write-and-crash"

/* None of them is in a word list of the cipher, of SQLite or of this program. */
#define CANARY_NAME "Quetzalvlinder"
#define CANARY_NOTE "Zwavelkoraal"
#define CANARY_DRAFT "Wrijfkoekoek"
#define CANARY_SEARCH "Jukoboompje"
#define CANARY_BULK "Grafietspecht"
#define CANARY_FILE "Bazaltlijster"

static const char *const canaries[] = { CANARY_NAME, CANARY_NOTE, CANARY_DRAFT,   CANARY_SEARCH,
                                        CANARY_BULK, CANARY_FILE, TEST_PASSPHRASE };

/* As UTF-8 and as UTF-16, with its first letter in either case. */
static gboolean
holds_word (const char *content, gsize length, const char *word)
{
  gsize word_length = strlen (word);
  g_autofree char *lower = g_ascii_strdown (word, -1);
  g_autofree char *wide = g_malloc0 (word_length * 2);
  gsize i;

  for (i = 0; i < word_length; i++)
    wide[2 * i] = word[i];
  return memmem (content, length, word, word_length) != NULL
         || memmem (content, length, lower, word_length) != NULL
         || memmem (content, length, wide, word_length * 2) != NULL;
}

/* Returns the number of files looked through. */
static guint
assert_clean_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;
  gsize i;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          n_files += assert_clean_folder (path);
          continue;
        }
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      n_files++;
      for (i = 0; i < G_N_ELEMENTS (canaries); i++)
        if (holds_word (content, length, canaries[i]))
          g_error ("plaintext in a file called %s", name);
    }
  return n_files;
}

/* A file of several blocks goes in and comes out again. */
static void
attach_canary (StoreTest *test, const GezinUuid *dossier)
{
  g_autofree char *path = g_strconcat (test->folder, ".source", NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GezinDocument) document = NULL;
  GezinUuid record = store_test_record_id (test);
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;

  while (content->len < 700000)
    g_string_append (content, CANARY_FILE " zingt in de regen. ");
  g_assert_true (g_file_set_contents (path, content->str, (gssize) content->len, NULL));
  g_assert_true (store_test_attach (test, dossier, &record, path, &error));
  g_assert_cmpint (g_unlink (path), ==, 0);
  digest = store_test_value (test, dossier, &record, GEZIN_FIELD_DOCUMENT_FILE);
  document = gezin_documents_find (test->store, digest, &error);
  g_assert_no_error (error);
  g_assert_true (
      gezin_documents_read_to_stream (test->store, document, stream, NULL, NULL, NULL, &error));
  g_assert_true (holds_word (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                             content->len, CANARY_FILE));
}

/* Names, notes, a draft, what was set aside, a search in the audit, a document. */
static GezinUuid
write_canaries (StoreTest *test)
{
  GezinUuid dossier = store_test_new_dossier (test, CANARY_NAME);
  g_autoptr (GezinDraft) draft = gezin_draft_new (&dossier, &dossier, GEZIN_KIND_FAMILY);
  const GezinAuditEvent search = { .action = "search", .subject = CANARY_SEARCH };
  GezinUuid note = store_test_record_id (test);
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  store_test_set (test, &dossier, &note, GEZIN_FIELD_CONTACT_FACTS, CANARY_NOTE " aan de deur");
  store_test_set (test, &dossier, &note, GEZIN_FIELD_CONTACT_FACTS, CANARY_NOTE " in de tuin");
  g_ptr_array_add (draft->edits, gezin_edit_new (&dossier, GEZIN_KIND_FAMILY,
                                                 GEZIN_FIELD_FAMILY_NAME, NULL, CANARY_DRAFT));
  g_assert_true (gezin_store_keep_draft (test->store, draft, &error));
  g_assert_true (gezin_store_audit (test->store, &search, &error));
  hits = gezin_store_search (test->store, CANARY_NOTE, GEZIN_KIND_NONE, 10, &error);
  g_assert_cmpuint (hits->len, ==, 1); /* the words are there, for who has the key */
  attach_canary (test, &dossier);
  return dossier;
}

/* Bigger than the page cache, so that SQLite has to spill it before the commit. */
static void
write_spilled (StoreTest *test, const GezinUuid *dossier)
{
  g_autoptr (GString) prose = g_string_new (NULL);
  guint i;

  while (prose->len < 60000)
    g_string_append (prose, CANARY_BULK " zat in de tuin. ");
  g_assert_true (gezin_database_exec (test->store->database, "PRAGMA cache_size = 20", NULL));
  g_assert_true (gezin_store_begin_bulk (test->store, NULL));
  for (i = 0; i < 60; i++)
    {
      GezinUuid record = store_test_record_id (test);

      store_test_set (test, dossier, &record, GEZIN_FIELD_CONTACT_FACTS, prose->str);
    }
}

static void
test_nothing_readable_on_disk (void)
{
  g_autofree char *temporary = g_dir_make_tmp ("gezin-temporary-XXXXXX", NULL);
  g_autofree char *log = NULL;
  StoreTest test;
  GezinUuid dossier;
  GStatBuf about;

  sqlite3_temp_directory = temporary;
  store_test_init (&test, 43, NULL);
  log = g_strconcat (test.database, "-wal", NULL);
  dossier = write_canaries (&test);
  g_assert_cmpuint (assert_clean_folder (test.folder), >=, 5);

  write_spilled (&test, &dossier);
  g_assert_cmpint (g_stat (log, &about), ==, 0);
  g_assert_cmpint (about.st_size, >, 2000000); /* it did spill */
  assert_clean_folder (test.folder);
  g_assert_true (gezin_store_end_bulk (test.store, TRUE, NULL));
  assert_clean_folder (test.folder);
  g_assert_cmpuint (assert_clean_folder (temporary), ==, 0);

  store_test_reopen (&test);
  assert_clean_folder (test.folder);
  g_clear_pointer (&test.store, gezin_store_close);
  assert_clean_folder (test.folder);
  sqlite3_temp_directory = NULL;
  g_assert_cmpint (g_rmdir (temporary), ==, 0);
  store_test_clear (&test);
}

/* This test could fail: the same words through the same eyes, in a file that is not encrypted. */
static void
test_the_eyes_see_plaintext (void)
{
  static const char plain[] = "xx" CANARY_NOTE "xx";
  static const char wide[] = "xxZ\0w\0a\0v\0e\0l\0k\0o\0r\0a\0a\0l\0xx";
  static const char folded[] = "xxzwavelkoraalxx";

  g_assert_true (holds_word (plain, sizeof plain, CANARY_NOTE));
  g_assert_true (holds_word (wide, sizeof wide, CANARY_NOTE));
  g_assert_true (holds_word (folded, sizeof folded, CANARY_NOTE));
  g_assert_false (holds_word ("Zwavelkoraa", 11, CANARY_NOTE));
}

static G_NORETURN void
run_child (const char *folder)
{
  StoreTest test;

  if (!gezin_secret_harden_process ())
    _exit (98);
  if (g_chdir (folder) != 0)
    _exit (97);
  store_test_init (&test, 47, NULL);
  write_canaries (&test);
  g_print ("%s\n", test.folder);
  fflush (stdout);
  raise (SIGSEGV);
  _exit (96);
}

static const char *own_program;

/* The child asks the machine for cores as large as can be, hardens itself, and crashes. */
static void
test_crash_leaves_no_core (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gezin-core-XXXXXX", NULL);
  char *arguments[] = { (char *) own_program, (char *) CHILD_ARGUMENT, folder, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit limit, was;
  int status;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &was), ==, 0);
  limit = was;
  limit.rlim_cur = limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_true (g_spawn_sync (NULL, arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                               &output, NULL, &status, &error));
  g_assert_cmpint (setrlimit (RLIMIT_CORE, &was), ==, 0);
  /* Under a sanitizer a crash is reported and exits; else the signal ends it. Never with a core. */
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_false (WIFSIGNALED (status) && WCOREDUMP (status));
  g_strchomp (output);
  g_assert_true (g_file_test (output, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (assert_clean_folder (output), >=, 5); /* a crash leaves its log behind */
  g_assert_cmpuint (assert_clean_folder (folder), ==, 0);
  store_test_remove_folder (output);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], CHILD_ARGUMENT) == 0)
    run_child (argv[2]);
  own_program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/canary/nothing-readable-on-disk", test_nothing_readable_on_disk);
  g_test_add_func ("/store/canary/the-eyes-see-plaintext", test_the_eyes_see_plaintext);
  g_test_add_func ("/store/canary/crash-leaves-no-core", test_crash_leaves_no_core);
  return g_test_run ();
}
