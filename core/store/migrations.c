/* SPDX-License-Identifier: EUPL-1.2 */

/* From an older format to this program's.
 *
 * Invariants:
 * 1. All steps happen in one transaction, and the format's number with them.
 * 2. Before a step over somebody's data a copy of the database is on disk. */

#include "store/migrations-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/file.h"
#include "store/failure-private.h"

#define APPLICATION_ID "1195727182" /* "GEZN": tells whose file it is, once decrypted */

static const GezinMigration steps[] = {
  { gezin_schema_1 },
  { gezin_schema_2 },
  { gezin_schema_3 },
};

const GezinMigration *
gezin_migrations (int *n_migrations)
{
  *n_migrations = G_N_ELEMENTS (steps);
  return steps;
}

static gboolean
sync_file (const char *path, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = file >= 0 && fsync (file) == 0;

  if (!done)
    gezin_failure_from_errno (errno, "cannot make the copy durable", error);
  if (file >= 0)
    close (file);
  return done;
}

/* Invariant 2. The copy is encrypted as the original is. */
static gboolean
copy_database (GezinDatabase *database, const char *folder, int format, GError **error)
{
  g_autofree char *name = g_strdup_printf ("before-format-%d.db", format);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (gezin_database_path (database));
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) inner = NULL;

  if (!gezin_database_exec (database, "PRAGMA wal_checkpoint (TRUNCATE)", error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      gezin_failure_from_errno (errno, "cannot make the folder for copies", error);
      return FALSE;
    }
  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &inner))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR,
                           g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
                               ? GEZIN_STORE_ERROR_DISK_FULL
                               : GEZIN_STORE_ERROR_MACHINE,
                           "cannot copy the database before changing its format");
      return FALSE;
    }
  if (!sync_file (path, error))
    return FALSE;
  if (!gezin_file_sync_folder (folder, error))
    {
      gezin_failure_translate ("cannot make the copy durable", error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_steps (GezinDatabase *database, const GezinMigration *migrations, int from, int to,
           GError **error)
{
  g_autofree char *number =
      g_strdup_printf ("PRAGMA user_version = %d; PRAGMA application_id = " APPLICATION_ID, to);
  int i;

  for (i = from; i < to; i++)
    {
      if (!gezin_database_exec (database, migrations[i].sql, error))
        return FALSE;
    }
  return gezin_database_exec (database, number, error);
}

gboolean
gezin_migrations_check (GezinDatabase *database, int newest, gint64 *format, GError **error)
{
  if (!gezin_database_get_int (database, "PRAGMA user_version", format, error))
    return FALSE;
  if (*format <= newest)
    return TRUE;
  g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NEWER,
               "the store has format %" G_GINT64_FORMAT ", this program knows %d", *format, newest);
  return FALSE;
}

gboolean
gezin_migrations_run (GezinDatabase *database, const GezinMigration *migrations, int n_migrations,
                      const char *backup_folder, GError **error)
{
  gint64 format = 0;
  gboolean done;

  if (!gezin_migrations_check (database, n_migrations, &format, error))
    return FALSE;
  if (format == n_migrations)
    return TRUE;
  if (format > 0 && backup_folder != NULL
      && !copy_database (database, backup_folder, (int) format, error))
    return FALSE;
  if (!gezin_database_begin (database, error))
    return FALSE;
  done = run_steps (database, migrations, (int) format, n_migrations, error);
  return gezin_database_finish (database, done, error);
}
