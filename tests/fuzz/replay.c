/* SPDX-License-Identifier: EUPL-1.2 */

/* Runs a fuzz entry point on every file of its corpus, as an ordinary test: those that a person made
 * one by one, those that a fuzzer found together. */

#include "fuzz/fuzz.h"

static void
replay (gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (data, &bytes, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) bytes, length);
}

/* What libFuzzer has, and never comes to work here. */
gsize
LLVMFuzzerMutate (guint8 *data, gsize length, gsize max_length)
{
  return length;
}

static void
replay_found (gconstpointer data)
{
  const GPtrArray *paths = data;

  for (guint i = 0; i < paths->len; i++)
    {
      g_test_message ("%s", (const char *) paths->pdata[i]);
      replay (paths->pdata[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "fuzz", "corpus-" FUZZ_TARGET, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  guint n_files = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/fuzz/" FUZZ_TARGET "/%s", name);

      if (g_str_equal (name, "README.md"))
        continue;
      if (g_str_has_prefix (name, "found-"))
        {
          g_ptr_array_add (found, g_build_filename (folder, name, NULL));
          continue;
        }
      g_test_add_data_func_full (path, g_build_filename (folder, name, NULL), replay, g_free);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
  g_assert_cmpuint (found->len, >, 0);
  g_test_add_data_func ("/fuzz/" FUZZ_TARGET "/found", found, replay_found);
  return g_test_run ();
}
