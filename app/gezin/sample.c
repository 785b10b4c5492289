/* SPDX-License-Identifier: EUPL-1.2 */

/* `gezin sample`: invented families, into the store or into a folder.
 *
 * Invariant: at most one made dossier is in memory at a time. */

#include "gezin/command.h"
#include "gezin/files.h"

#include "base/file.h"
#include "base/limits.h"

#include <glib/gi18n.h>
#include <string.h>

/* Where the written families are. */
static char *
samples_folder (void)
{
  const char *data = g_getenv ("GEZIN_DATA_DIR");

  return g_build_filename (data != NULL ? data : GEZIN_DATA_DIR, "samples", NULL);
}

static GPtrArray *
written_paths (GError **error)
{
  static const char *const names[] = { "brandsma-van-der-linde.xml", "peters-de-bruin.xml",
                                       "timmer-haddad.xml" };
  g_autofree char *folder = samples_folder ();
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (paths, g_build_filename (folder, names[i], NULL));
  return paths;
}

static GBytes *
next_written (GezinCall *call, guint position, gpointer data, GError **error)
{
  GPtrArray *paths = data;

  return gezin_file_read_bounded (paths->pdata[position], GEZIN_MAX_DOSSIER_XML_BYTES, error);
}

gboolean
gezin_sample_run (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) paths = written_paths (error);
  g_autoptr (GPtrArray) reports = NULL;

  if (!gezin_call_unlock (call, error))
    return FALSE;
  reports = gezin_files_load_many (call, paths->len, next_written, paths, error);
  if (reports == NULL)
    return FALSE;
  gezin_files_answer (call, reports);
  return TRUE;
}
