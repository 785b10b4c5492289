/* SPDX-License-Identifier: EUPL-1.2 */

/* Files that are there whole or not at all, and files of a bounded size. */

#include "base/file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("gezin-file-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "some", NULL);
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_chmod (fixture->folder, 0700);
  g_remove (fixture->path);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_ok (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_file_write_durably (path, text, strlen (text), &error));
  g_assert_no_error (error);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gezin_file_read_bounded (path, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_written_is_read_back (Fixture *fixture, gconstpointer data)
{
  GStatBuf about;

  write_ok (fixture->path, "first");
  assert_holds (fixture->path, "first");
  write_ok (fixture->path, "");
  assert_holds (fixture->path, "");
  g_assert_cmpint (g_stat (fixture->path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_wide_permissions_are_narrowed (Fixture *fixture, gconstpointer data)
{
  GStatBuf about;

  write_ok (fixture->path, "first");
  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  write_ok (fixture->path, "second");
  g_assert_cmpint (g_stat (fixture->path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_failed_write_keeps_the_old_and_names_no_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "missing", "some", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (gezin_file_write_durably (nowhere, "x", 1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (strstr (error->message, "missing"));

  if (geteuid () == 0)
    return; /* root writes into folders that are read-only */
  write_ok (fixture->path, "old");
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  g_clear_error (&error);
  g_assert_false (gezin_file_write_durably (fixture->path, "new", 3, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  assert_holds (fixture->path, "old");
}

static void
assert_refused (const char *path, gsize max_bytes, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_file_read_bounded (path, max_bytes, &error));
  g_assert_error (error, G_FILE_ERROR, code);
}

static void
test_reading_is_bounded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;

  write_ok (fixture->path, "12345");
  whole = gezin_file_read_bounded (fixture->path, 5, NULL);
  g_assert_cmpuint (g_bytes_get_size (whole), ==, 5);
  assert_refused (fixture->path, 4, G_FILE_ERROR_INVAL);
}

static void
test_only_regular_files_are_read (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture->path, 100, G_FILE_ERROR_NOENT);
  assert_refused (fixture->folder, 100, G_FILE_ERROR_INVAL);
  assert_refused ("/dev/zero", 100, G_FILE_ERROR_INVAL);
  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_refused (fixture->path, 100, G_FILE_ERROR_INVAL);
}

/* Files of the kernel say that they are empty and then are not. */
static void
test_a_file_that_grows_is_refused (Fixture *fixture, gconstpointer data)
{
  assert_refused ("/proc/self/status", 100000, G_FILE_ERROR_INVAL);
}

static void
test_only_folders_are_synced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_file_sync_folder (fixture->folder, &error));
  g_assert_no_error (error);
  write_ok (fixture->path, "x");
  g_assert_false (gezin_file_sync_folder (fixture->path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
}

static void
test_inside_is_where_a_path_leads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *store = g_build_filename (fixture->folder, "some", NULL);
  g_autofree char *below = g_build_filename (store, "below", NULL);
  g_autofree char *vault = g_build_filename (store, "vault", NULL);
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autofree char *to_vault = g_build_filename (fixture->folder, "to-vault", NULL);
  const char *inside[] = { "some",     "some/",       "some/new",       "some/below/../new",
                           "link",     "link/new",    "some/below/new", "some/not/yet/there",
                           "to-vault", "./some//new", "not/../some/new" };
  const char *outside[] = { "other",         "some-other", "some/../other",
                            "not/yet/there", ".",          "some/below/../../other" };

  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_cmpint (symlink (store, link), ==, 0);
  write_ok (vault, "x");
  g_assert_cmpint (symlink (vault, to_vault), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (inside) + G_N_ELEMENTS (outside); i++)
    {
      gboolean is_inside = i < G_N_ELEMENTS (inside);
      const char *name = is_inside ? inside[i] : outside[i - G_N_ELEMENTS (inside)];
      g_autofree char *path = g_strconcat (fixture->folder, "/", name, NULL);

      g_test_message ("%s", name);
      g_assert_true (gezin_file_is_inside (path, store) == is_inside);
      g_assert_true (gezin_file_is_inside (path, link) == is_inside);
    }
  g_assert_false (gezin_file_is_inside (vault, "/nowhere/at/all"));
  g_assert_true (g_unlink (link) == 0 && g_unlink (to_vault) == 0 && g_unlink (vault) == 0);
  g_assert_true (g_rmdir (below) == 0 && g_rmdir (store) == 0);
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/file/written-is-read-back", test_written_is_read_back);
  add ("/file/wide-permissions-are-narrowed", test_wide_permissions_are_narrowed);
  add ("/file/failed-write-keeps-the-old-and-names-no-path",
       test_failed_write_keeps_the_old_and_names_no_path);
  add ("/file/reading-is-bounded", test_reading_is_bounded);
  add ("/file/only-regular-files-are-read", test_only_regular_files_are_read);
  add ("/file/a-file-that-grows-is-refused", test_a_file_that_grows_is_refused);
  add ("/file/only-folders-are-synced", test_only_folders_are_synced);
  add ("/file/inside-is-where-a-path-leads", test_inside_is_where_a_path_leads);
  return g_test_run ();
}
