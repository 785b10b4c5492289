/* SPDX-License-Identifier: EUPL-1.2 */

/* Which backups lie in a folder, and whose they are. Reads what each says of
 * itself and no page. */

#include <string.h>

#include "store/backup-place-private.h"
#include "store/backup-private.h"

static gboolean
lies_in_own_folder (GezinStore *store, GezinBackup *backup)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);
  g_autoptr (GFile) parent = g_file_get_parent (backup->file);

  return parent != NULL && g_file_equal (own, parent);
}

/* Of the past that a restored store has in common with the one it was made of, the backups belong
 * to that one, which may be in use: but for those in the folder that is part of this store. */
static gboolean
judge_past (GezinStore *store, GezinBackup *backup, const GezinBackupPoint *point,
            GezinBackupVerdict *verdict, GError **error)
{
  gboolean is_past, is_own;

  if (!gezin_backup_point_is_past (store, point, &is_past, error)
      || !gezin_backup_point_is_own_life (store, point, &is_own, error))
    return FALSE;
  is_own = is_past && (is_own || lies_in_own_folder (store, backup));
  *verdict = is_own ? GEZIN_BACKUP_OURS : GEZIN_BACKUP_TWIN;
  return TRUE;
}

gboolean
gezin_backup_judge (GezinStore *store, GezinBackup *backup, GezinBackupVerdict *verdict,
                    GError **error)
{
  g_autofree char *id = gezin_vault_id (store->vault);
  GezinBackupPoint point = { .event = backup->manifest->newest_event };

  memcpy (point.hash, backup->manifest->newest_hash, sizeof point.hash);
  if (strcmp (id, backup->manifest->store) != 0)
    *verdict = GEZIN_BACKUP_FOREIGN;
  else if (!gezin_backup_manifest_is_authentic (backup->manifest, store->master_key))
    *verdict = GEZIN_BACKUP_DAMAGED;
  else
    return judge_past (store, backup, &point, verdict, error);
  return TRUE;
}

/* One that cannot be read is in the list all the same: somebody may think that it is a backup. */
static GezinBackupRow *
read_row (GezinStore *store, GFile *file, GError **error)
{
  g_autoptr (GezinBackupRow) row = g_new0 (GezinBackupRow, 1);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinBackup) backup = gezin_backup_open (file, NULL, &inner);

  row->uri = g_file_get_uri (file);
  row->name = g_file_get_basename (file);
  row->verdict = g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_NEWER)
                     ? GEZIN_BACKUP_NEWER
                     : GEZIN_BACKUP_DAMAGED;
  if (backup == NULL)
    return g_steal_pointer (&row);
  row->verdict = GEZIN_BACKUP_WHOLE;
  if (store != NULL && !gezin_backup_judge (store, backup, &row->verdict, error))
    return NULL;
  row->made = backup->manifest->made;
  row->newest_event = backup->manifest->newest_event;
  row->bytes = backup->size;
  row->n_documents = backup->manifest->documents->len;
  return g_steal_pointer (&row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const GezinBackupRow *first = *(const GezinBackupRow *const *) a;
  const GezinBackupRow *second = *(const GezinBackupRow *const *) b;

  if (first->made != second->made)
    return first->made < second->made ? 1 : -1;
  if (first->newest_event != second->newest_event)
    return first->newest_event < second->newest_event ? 1 : -1;
  return strcmp (first->uri, second->uri);
}

GPtrArray *
gezin_backup_list (GezinStore *store, GFile *folder, GError **error)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_backup_row_free);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);

  while (files != NULL)
    {
      GFileInfo *info = NULL;
      GFile *file = NULL;
      GezinBackupRow *row;

      if (!g_file_enumerator_iterate (files, &info, &file, NULL, error))
        break;
      if (info == NULL)
        {
          g_ptr_array_sort (rows, compare_rows);
          return g_steal_pointer (&rows);
        }
      if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
          || !g_str_has_suffix (g_file_info_get_name (info), GEZIN_BACKUP_SUFFIX))
        continue;
      row = read_row (store, file, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  gezin_place_translate ("cannot look into the folder for backups", error);
  return NULL;
}

GezinBackupRow *
gezin_backup_newest_of_ours (GPtrArray *rows)
{
  GezinBackupRow *newest = NULL;

  /* By what they know, not by the clock: that may have been put back. */
  for (guint i = 0; i < rows->len; i++)
    {
      GezinBackupRow *row = rows->pdata[i];

      if (row->verdict == GEZIN_BACKUP_OURS
          && (newest == NULL || row->newest_event > newest->newest_event))
        newest = row;
    }
  return newest;
}
