/* SPDX-License-Identifier: EUPL-1.2 */

/* Which older backups stay: all of today, the newest of each day, week and month
 * for a while (limits.h), and always the newest of all. One from the future stays:
 * either clock may be wrong.
 *
 * Invariants:
 * 1. Only what is of this store's own past, authenticated, is taken away (backup.h, 3).
 * 2. A document stays as long as any backup in the folder may need it: also one that is not ours or cannot be read. */

#include <string.h>

#include "base/limits.h"
#include "store/backup-place-private.h"
#include "store/backup-private.h"

typedef struct {
  gint64 day; /* days since some day, as the store's place reckons */
  gint64 week;
  gint64 month;
} Calendar;

static Calendar
calendar_of (GezinClock *clock, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, gezin_clock_zone (clock));
  GDate date;
  gint64 day;

  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local),
                  (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  day = (gint64) g_date_get_julian (&date);
  return (Calendar){ .day = day,
                     .week = (day - 1) / 7, /* the first of January of the year 1 was a Monday */
                     .month = (gint64) g_date_time_get_year (local) * 12
                              + g_date_time_get_month (local) };
}

/* The newest day, week and month that one is kept for already. */
typedef struct {
  gint64 day;
  gint64 week;
  gint64 month;
} Kept;

/* Newest first. */
static gboolean
is_kept (const Calendar *today, const Calendar *made, Kept *kept)
{
  gboolean keep = FALSE;

  if (made->day >= today->day)
    keep = TRUE;
  if (made->day < kept->day && today->day - made->day <= GEZIN_BACKUP_KEEP_DAYS)
    keep = TRUE;
  if (made->week < kept->week && today->week - made->week <= GEZIN_BACKUP_KEEP_WEEKS)
    keep = TRUE;
  if (made->month < kept->month && today->month - made->month <= GEZIN_BACKUP_KEEP_MONTHS)
    keep = TRUE;
  kept->day = MIN (kept->day, made->day);
  kept->week = MIN (kept->week, made->week);
  kept->month = MIN (kept->month, made->month);
  return keep;
}

static gboolean
take_away (GezinStore *store, const GezinBackupRow *row)
{
  g_autoptr (GFile) file = g_file_new_for_uri (row->uri);

  return gezin_place_delete (store->disk, file);
}

guint
gezin_backup_thin (GezinStore *store, GFile *folder)
{
  g_autoptr (GPtrArray) rows = gezin_backup_list (store, folder, NULL);
  Calendar today = calendar_of (store->clock, gezin_clock_now (store->clock));
  Kept kept = { G_MAXINT64, G_MAXINT64, G_MAXINT64 };
  const GezinBackupRow *newest;
  guint n_thinned = 0;

  if (rows == NULL)
    return 0;
  newest = gezin_backup_newest_of_ours (rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];
      Calendar made = calendar_of (store->clock, row->made);

      if (row->verdict == GEZIN_BACKUP_OURS && !is_kept (&today, &made, &kept) && row != newest)
        n_thinned += take_away (store, row);
    }
  return n_thinned;
}

gboolean
gezin_backup_remove_others (GezinStore *store, GFile *folder, const char *uri, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_backup_list (store, folder, error);
  gboolean is_done = rows != NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];

      if (row->verdict == GEZIN_BACKUP_OURS && strcmp (row->uri, uri) != 0)
        is_done = take_away (store, row) && is_done;
    }
  if (rows != NULL && !is_done)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_READ_ONLY,
                         "an older backup cannot be taken away");
  return is_done;
}

/* Documents. */

/* Adds what the backup @file names; %FALSE if it may be one that we cannot read. */
static gboolean
add_names (GFile *file, const char *id, GHashTable *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinBackup) backup = gezin_backup_open (file, NULL, &error);

  if (backup == NULL)
    return g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_NONE);
  if (strcmp (backup->manifest->store, id) != 0)
    return TRUE;
  for (guint i = 0; i < backup->manifest->documents->len; i++)
    {
      const GezinBackupDocument *document = backup->manifest->documents->pdata[i];

      g_hash_table_add (names, g_strdup (document->name));
    }
  return TRUE;
}

/* Invariant 2: a backup may have any name, so every file is looked at. */
static GHashTable *
names_in_use (GFile *folder, const char *id)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
      G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);

  while (files != NULL)
    {
      GFileInfo *info = NULL;
      GFile *file = NULL;

      if (!g_file_enumerator_iterate (files, &info, &file, NULL, NULL))
        return NULL;
      if (info == NULL)
        return g_steal_pointer (&names);
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
          && !g_str_has_suffix (g_file_info_get_name (info), GEZIN_PLACE_PART)
          && !add_names (file, id, names))
        return NULL;
    }
  return NULL;
}

/* What another laptop is writing now, for a backup that has no name yet, is younger than this. */
static gboolean
is_old (GezinStore *store, GFileInfo *info)
{
  guint64 then = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  gint64 now = gezin_clock_now (store->clock) / G_USEC_PER_SEC;

  return now - (gint64) then > GEZIN_BACKUP_OLD_DAYS * G_GINT64_CONSTANT (86400);
}

/* @names: (nullable): what stays; %NULL: all that has its name */
static void
sweep (GezinStore *store, GFile *folder, GHashTable *names, gboolean is_erasure)
{
  g_autoptr (GFileEnumerator) files =
      g_file_enumerate_children (folder,
                                 G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                                                "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);

  while (files != NULL)
    {
      GFileInfo *info = NULL;
      GFile *file = NULL;
      const char *name;

      if (!g_file_enumerator_iterate (files, &info, &file, NULL, NULL) || info == NULL)
        return;
      name = g_file_info_get_name (info);
      if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
          || (!is_erasure && !is_old (store, info)))
        continue;
      if (g_str_has_suffix (name, GEZIN_PLACE_PART)
          || (names != NULL && !g_hash_table_contains (names, name)))
        (void) gezin_place_delete (store->disk, file);
    }
}

void
gezin_backup_collect (GezinStore *store, GFile *folder, gboolean is_erasure)
{
  g_autofree char *id = gezin_vault_id (store->vault);
  g_autoptr (GFile) documents = gezin_backup_documents_folder (folder, id);
  g_autoptr (GHashTable) names = names_in_use (folder, id);

  sweep (store, documents, names, is_erasure);
}
