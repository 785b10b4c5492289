/* SPDX-License-Identifier: EUPL-1.2 */

/* The files of outbox and inbox.
 *
 * Invariants:
 * 1. A file under its own name has a row in the ledger, and is whole.
 * 2. A staged file is whole and synced before its row comes; without row it is removed.
 * 3. Nothing that is not ours to remove lies here: the folders are the store's own. */

#include "store/exchange-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/failure-private.h"

#define NAME_BYTES (16)
#define SUFFIX ".gezin"
#define STAGED ".new"

static const char *const folders[] = { "outbox", "inbox" };

static char *
box_folder (GezinStore *store, GezinBox box)
{
  g_autofree char *above = g_path_get_dirname (gezin_database_path (store->database));

  return g_build_filename (above, folders[box], NULL);
}

static char *
box_path (GezinStore *store, GezinBox box, const char *name)
{
  g_autofree char *folder = box_folder (store, box);

  return g_build_filename (folder, name, NULL);
}

GFile *
gezin_store_box_file (GezinStore *store, GezinBox box, const char *name)
{
  g_autofree char *path = box_path (store, box, name);

  return g_file_new_for_path (path);
}

char *
gezin_store_new_box_name (GezinStore *store)
{
  guint8 bytes[NAME_BYTES];
  g_autofree char *text = NULL;

  gezin_random_bytes (store->random, bytes, sizeof bytes);
  text = gezin_hex_encode (bytes, sizeof bytes);
  return g_strconcat (text, SUFFIX, NULL);
}

static gboolean
make_folder (GezinStore *store, const char *folder, GError **error)
{
  g_autofree char *above = g_path_get_dirname (folder);

  if ((g_file_test (folder, G_FILE_TEST_IS_DIR) || store->disk->make_folder (folder) == 0)
      && store->disk->sync_folder (above) == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot make the folder for bundles", error);
  return FALSE;
}

gboolean
gezin_store_stage_file (GezinStore *store, GezinBox box, const char *name, GBytes *bytes,
                        GError **error)
{
  g_autofree char *folder = box_folder (store, box);
  g_autofree char *path = box_path (store, box, name);
  g_autofree char *staged = g_strconcat (path, STAGED, NULL);
  g_auto (GezinNewFile) file = { NULL };
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  if (!make_folder (store, folder, error)
      || !gezin_new_file_open (&file, store->disk, TRUE, staged, error)
      || !gezin_new_file_write (&file, data, length, error) || !gezin_new_file_sync (&file, error))
    return FALSE;
  if (store->disk->sync_folder (folder) != 0)
    {
      gezin_failure_from_errno (errno, "cannot sync the folder for bundles", error);
      return FALSE;
    }
  g_clear_pointer (&file.path, g_free);
  return TRUE;
}

/* Names of files that rows have. */
static GHashTable *
names_of_rows (GezinStore *store, GezinBox box, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT file FROM ledger WHERE file IS NOT NULL AND came = ?1", error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, box == GEZIN_BOX_IN);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&names);
      g_hash_table_add (names, g_strdup (gezin_column_text (rows, 0)));
    }
}

/* The name without the ending of a staged file; %NULL if it has none. */
static char *
name_of_staged (const char *name)
{
  return g_str_has_suffix (name, STAGED) ? g_strndup (name, strlen (name) - strlen (STAGED)) : NULL;
}

static gboolean
settle_file (GezinStore *store, GezinBox box, GHashTable *names, const char *name, GError **error)
{
  g_autofree char *path = box_path (store, box, name);
  g_autofree char *wanted = name_of_staged (name);
  g_autofree char *target = wanted != NULL ? box_path (store, box, wanted) : NULL;
  int failed = 0;

  if (wanted != NULL && g_hash_table_contains (names, wanted))
    failed = store->disk->rename (path, target);
  else if (wanted != NULL || !g_hash_table_contains (names, name))
    failed = store->disk->remove (path);
  if (failed == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot put a bundle in its place", error);
  return FALSE;
}

static gboolean
settle_box (GezinStore *store, GezinBox box, GError **error)
{
  g_autofree char *folder = box_folder (store, box);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) names = NULL;
  const char *name;

  if (files == NULL)
    return TRUE;
  names = names_of_rows (store, box, error);
  if (names == NULL)
    return FALSE;
  while ((name = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (name, STAGED) || !g_hash_table_contains (names, name))
      g_ptr_array_add (found, g_strdup (name));
  for (guint i = 0; i < found->len; i++)
    if (!settle_file (store, box, names, found->pdata[i], error))
      return FALSE;
  if (found->len == 0 || store->disk->sync_folder (folder) == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot sync the folder for bundles", error);
  return FALSE;
}

gboolean
gezin_store_settle_boxes (GezinStore *store, GError **error)
{
  return settle_box (store, GEZIN_BOX_OUT, error) && settle_box (store, GEZIN_BOX_IN, error);
}
