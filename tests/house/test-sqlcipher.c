/* SPDX-License-Identifier: EUPL-1.2 */

/* The amalgamation as this project builds it: that it encrypts, has what the
 * store relies on, and does not mix with another SQLite in the same process. */

#include <dlfcn.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define CANARY "Vlinderpoort"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

static sqlite3 *
open_keyed (const char *path, const char *key)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA cipher_log_level=NONE", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  if (key != NULL)
    g_assert_cmpint (sqlite3_key_v2 (db, "main", key, (int) strlen (key)), ==, SQLITE_OK);
  return db;
}

static char *
first_text (sqlite3 *db, const char *sql)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) != SQLITE_ROW)
    return NULL;
  return g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

static void
test_version_answers (void)
{
  g_autoptr (sqlite3) db = open_keyed (":memory:", NULL);
  g_autofree char *version = first_text (db, "PRAGMA cipher_version");

  g_assert_nonnull (version);
  g_assert_true (g_str_has_prefix (version, "4.14.0"));
}

static void
test_options (void)
{
  static const char *const wanted[] = { "ENABLE_FTS5",          "ENABLE_SESSION",
                                        "TEMP_STORE=2",         "THREADSAFE=1",
                                        "SECURE_DELETE",        "DQS=0",
                                        "DEFAULT_FOREIGN_KEYS", "OMIT_LOAD_EXTENSION" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      if (!sqlite3_compileoption_used (wanted[i]))
        g_error ("compiled without %s", wanted[i]);
    }
}

static void
test_file_is_unreadable_without_key (void)
{
  static const char key[] = "x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'";
  static const char other[] = "x'ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'";
  g_autofree char *folder = g_dir_make_tmp ("gezin-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "db", NULL);
  g_autofree char *content = NULL;
  gsize length = 0;

  {
    g_autoptr (sqlite3) db = open_keyed (path, key);
    g_assert_cmpint (sqlite3_exec (db,
                                   "CREATE VIRTUAL TABLE note USING fts5 (words);"
                                   "INSERT INTO note VALUES ('" CANARY "');",
                                   NULL, NULL, NULL),
                     ==, SQLITE_OK);
  }
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 4096);
  g_assert_null (memmem (content, length, CANARY, strlen (CANARY)));
  g_assert_null (memmem (content, length, "SQLite format 3", 15));
  {
    g_autoptr (sqlite3) db = open_keyed (path, other);
    g_assert_cmpint (sqlite3_exec (db, "SELECT count(*) FROM note", NULL, NULL, NULL), ==,
                     SQLITE_NOTADB);
  }
  {
    g_autoptr (sqlite3) db = open_keyed (path, key);
    g_autofree char *words = first_text (db, "SELECT words FROM note WHERE note MATCH 'vlinder*'");
    g_assert_cmpstr (words, ==, CANARY);
  }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_lives_beside_another_sqlite (void)
{
  void *library = dlopen ("libsqlite3.so.0", RTLD_NOW | RTLD_GLOBAL);
  const char *(*their_version) (void);

  if (library == NULL)
    {
      g_test_skip ("no libsqlite3 on this machine");
      return;
    }
  *(void **) &their_version = dlsym (library, "sqlite3_libversion");
  g_assert_nonnull (their_version);
  g_assert_true (their_version != sqlite3_libversion);
  test_version_answers ();
  g_assert_cmpstr (their_version (), !=, sqlite3_libversion ());
  dlclose (library);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/house/sqlcipher/version-answers", test_version_answers);
  g_test_add_func ("/house/sqlcipher/has-the-options-the-store-relies-on", test_options);
  g_test_add_func ("/house/sqlcipher/file-is-unreadable-without-key",
                   test_file_is_unreadable_without_key);
  g_test_add_func ("/house/sqlcipher/lives-beside-another-sqlite",
                   test_lives_beside_another_sqlite);
  return g_test_run ();
}
