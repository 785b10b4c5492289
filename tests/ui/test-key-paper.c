/* SPDX-License-Identifier: EUPL-1.2 */

/* The page with the recovery key, drawn by the code that draws it for a printer, into
 * a PDF. That a printer puts it on paper cannot be seen here. */

#include "base/secret.h"
#include "parts/key-paper.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEY "ABCD-EFGH-JKMN-PQRS-TVWX-2345-6789-WXYZ"

static char *
text_of (const char *path)
{
  const char *const command[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
                     NULL, &error))
    return NULL;
  return text;
}

static void
test_the_page_holds_the_whole_key (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gezin-key-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "key.pdf", NULL);
  GtkWidget *paper = g_object_ref_sink (gezin_key_paper_new (folder));
  g_autoptr (GezinSecret) key = gezin_secret_new_copy (KEY, strlen (KEY));
  g_auto (GStrv) groups = g_strsplit (KEY, "-", -1);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pdf = NULL;
  gsize length;

  g_assert_false (gezin_key_paper_export (GEZIN_KEY_PAPER (paper), path, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  gezin_key_paper_set_key (GEZIN_KEY_PAPER (paper), key);
  g_assert_true (gezin_key_paper_export (GEZIN_KEY_PAPER (paper), path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &pdf, &length, &error));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  text = text_of (path);
  if (text == NULL)
    g_test_skip ("there is no pdftotext here to read the page with");
  for (guint i = 0; text != NULL && groups[i] != NULL; i++)
    g_assert_nonnull (strstr (text, groups[i]));
  if (text != NULL)
    {
      const char *end = strchr (text, '\f');

      g_assert_true (end != NULL && end[1] == '\0'); /* one page */
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* and no other file beside it */
  g_object_unref (paper);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gezin_secret_harden_process () || !gtk_init_check ())
    return 1;
  g_test_add_func ("/key-paper/the-page-holds-the-whole-key", test_the_page_holds_the_whole_key);
  return g_test_run ();
}
