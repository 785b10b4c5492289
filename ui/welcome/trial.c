/* SPDX-License-Identifier: EUPL-1.2 */

/* Looking around. Invariant: the folder lies in the person's runtime folder or
 * the temporary one, is theirs alone (0700), and only such a folder is removed. */

#include "welcome/trial.h"

#include "base/id.h"
#include "base/limits.h"
#include "session/admin.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define TRIAL_PREFIX "gezinsdossier-rondkijken-"

/* All the families that were written by hand; together they take an eighth of a second to load. */
static const char *const sample_names[] = {
  "brandsma-van-der-linde.xml", "hofstra-barakat.xml", "kromosoeto-van-vliet.xml",
  "oosting-groen.xml",          "peters-de-bruin.xml", "terpstra-hofstra.xml",
  "tewolde-mebrahtu.xml",       "timmer-haddad.xml",   "van-loon-visser.xml",
  "wessels-aydin.xml",
};

char *
gezin_trial_folder_new (GError **error)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  const char *above =
      runtime != NULL && g_file_test (runtime, G_FILE_TEST_IS_DIR) ? runtime : g_get_tmp_dir ();
  char *folder = g_build_filename (above, TRIAL_PREFIX "XXXXXX", NULL);

  if (g_mkdtemp (folder) != NULL)
    return folder;
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), "no temporary folder");
  g_free (folder);
  return NULL;
}

gboolean
gezin_trial_fill (GezinSession *session, const char *folder, GError **error)
{
  const char *data_dir = g_getenv ("GEZIN_DATA_DIR");
  g_autoptr (GezinSecret) random = gezin_secret_new_random (32);
  g_autofree char *hex =
      gezin_hex_encode (gezin_secret_peek (random), gezin_secret_length (random));
  g_autoptr (GezinSecret) passphrase = gezin_secret_new_copy (hex, strlen (hex));
  g_autoptr (GezinSecret) recovery_key = NULL;

  gezin_secret_wipe (hex, strlen (hex));
  if (!gezin_session_create_store (session, folder, _ ("Guest"), _ ("Local team Meerdorp"),
                                   "consultant", passphrase, GEZIN_KDF_MIN_MEMORY, &recovery_key,
                                   error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sample_names); i++)
    {
      g_autofree char *path = g_build_filename (data_dir != NULL ? data_dir : GEZIN_DATA_DIR,
                                                "samples", sample_names[i], NULL);
      g_autofree char *xml = NULL;
      gsize length;
      g_autoptr (GezinLoadReport) report = NULL;

      if (!g_file_get_contents (path, &xml, &length, error))
        return FALSE;
      report = gezin_session_load (session, xml, length, error);
      if (report == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) inside = g_file_enumerate_children (
      file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (inside != NULL && g_file_enumerator_iterate (inside, NULL, &child, NULL, NULL)
         && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

void
gezin_trial_remove (const char *folder)
{
  g_autofree char *name = g_path_get_basename (folder);
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  if (g_str_has_prefix (name, TRIAL_PREFIX))
    remove_tree (file);
}
