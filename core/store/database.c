/* SPDX-License-Identifier: EUPL-1.2 */

/* Opening and closing the encrypted database. The invariants are in
 * database-private.h.
 *
 * The first bytes of the file are a salt derived from the master key. With a
 * file that does not open they tell a database of another vault (MISMATCH) from
 * a damaged one of ours. */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/connection-private.h"
#include "store/failure-private.h"
#include "store/key-private.h"

#define SALT_BYTES (16)
#define PLAIN_HEADER "SQLite format 3" /* and its NUL: 16 bytes */
#define PAGE_BYTES (4096)
#define WAL_SUFFIX "-wal"

G_STATIC_ASSERT (sizeof PLAIN_HEADER == SALT_BYTES);

/* Set on every connection, once the key is known to fit: some of these read. */
static const char settings[] = "PRAGMA temp_store = MEMORY;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA cache_size = -32768;"
                               "PRAGMA journal_size_limit = 16777216;"
                               "PRAGMA synchronous = FULL;";

/* Where nothing is ever written. */
static const char read_only_settings[] = "PRAGMA temp_store = MEMORY;"
                                         "PRAGMA trusted_schema = OFF;"
                                         "PRAGMA cell_size_check = ON;"
                                         "PRAGMA mmap_size = 0;"
                                         "PRAGMA cache_size = -32768;"
                                         "PRAGMA query_only = ON;";

/* Invariant 1: a SQLite that does not know the pragma gives no row. */
static gboolean
check_cipher (GezinDatabase *database, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean answers;

  answers = sqlite3_prepare_v2 (database->handle, "PRAGMA cipher_version", -1, &statement, NULL)
                == SQLITE_OK
            && sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_bytes (statement, 0) > 0;
  sqlite3_finalize (statement);
  if (!answers)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_CIPHER,
                         "this SQLite has no encryption");
  return answers;
}

static gboolean
set_key (GezinDatabase *database, const GezinSecret *master_key, GError **error)
{
  g_autoptr (GezinSecret) key = gezin_key_for_cipher (master_key);
  int result;

  if (!gezin_database_exec (database, "PRAGMA cipher_log_level = NONE", error))
    return FALSE;
  result = sqlite3_key_v2 (database->handle, "main", gezin_secret_peek (key),
                           (int) gezin_secret_length (key));
  if (result != SQLITE_OK)
    {
      gezin_database_fail (database, result, "set the key", error);
      return FALSE;
    }
  return check_cipher (database, error);
}

/* A handle with its key; nothing of the file has been read. EXCLUSIVE comes before
 * the first read: then the index of the WAL lives in memory and no -shm file is made. */
static GezinDatabase *
connect (const char *path, const GezinSecret *master_key, const char *vfs, int access,
         GError **error)
{
  g_autoptr (GezinDatabase) database = gezin_connection_new (path);
  int result;

  result = sqlite3_open_v2 (path, &database->handle, access | SQLITE_OPEN_NOMUTEX, vfs);
  if (result != SQLITE_OK)
    {
      gezin_database_fail (database, result, "open the database", error);
      return NULL;
    }
  sqlite3_extended_result_codes (database->handle, 1);
  /* Invariant 3: until it is accepted, closing must not checkpoint. */
  sqlite3_db_config (database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config (database->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (!set_key (database, master_key, error)
      || !gezin_database_exec (database, "PRAGMA locking_mode = EXCLUSIVE", error))
    return NULL;
  return g_steal_pointer (&database);
}

static gboolean
make_ready (GezinDatabase *database, GError **error)
{
  return gezin_database_exec (database, settings, error)
         && gezin_database_exec (database, "PRAGMA journal_mode = WAL", error);
}

void
gezin_database_accept (GezinDatabase *database)
{
  sqlite3_db_config (database->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  database->is_accepted = TRUE;
}

GezinDatabase *
gezin_database_create (const char *path, const GezinSecret *master_key, const char *vfs,
                       GError **error)
{
  g_autoptr (GezinDatabase) database = NULL;
  int file = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (file < 0)
    {
      if (errno == EEXIST)
        g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS,
                             "there is a database already");
      else
        gezin_failure_from_errno (errno, "cannot make the database", error);
      return NULL;
    }
  close (file);
  database = connect (path, master_key, vfs, SQLITE_OPEN_READWRITE, error);
  if (database == NULL || !make_ready (database, error))
    return NULL;
  gezin_database_accept (database);
  return g_steal_pointer (&database);
}

/* What can be known of the file without its key. */
typedef struct {
  guint8 salt[SALT_BYTES];
  gint64 size;
  gboolean has_log; /* a crash left work in the write-ahead log */
} Outside;

static gboolean
read_salt (int file, Outside *outside)
{
  return pread (file, outside->salt, SALT_BYTES, 0) == SALT_BYTES;
}

static gboolean
look_at_open_file (int file, Outside *outside, GError **error)
{
  struct stat about;

  if (fstat (file, &about) != 0)
    {
      gezin_failure_from_errno (errno, "cannot look at the database", error);
      return FALSE;
    }
  outside->size = about.st_size;
  if (!S_ISREG (about.st_mode) || about.st_size < PAGE_BYTES || !read_salt (file, outside))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "the database is cut off");
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_plain (const char *path)
{
  guint8 start[SALT_BYTES];
  int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gboolean plain;

  if (file < 0)
    return FALSE;
  plain =
      read (file, start, SALT_BYTES) == SALT_BYTES && memcmp (start, PLAIN_HEADER, SALT_BYTES) == 0;
  close (file);
  return plain;
}

static gboolean
look_from_outside (const char *path, Outside *outside, GError **error)
{
  g_autofree char *log = g_strconcat (path, WAL_SUFFIX, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat about;
  gboolean fits;
  int file;

  if (is_plain (path))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_PLAIN,
                           "an unencrypted database lies here");
      return FALSE;
    }
  file = g_open (path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
  if (file < 0 && errno == ENOENT)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "the database is missing");
      return FALSE;
    }
  if (file < 0 || g_access (folder, W_OK) != 0)
    {
      int number = errno;

      if (file >= 0)
        close (file);
      gezin_failure_from_errno (number, "cannot write to the database", error);
      return FALSE;
    }
  fits = look_at_open_file (file, outside, error);
  close (file);
  outside->has_log = g_stat (log, &about) == 0 && about.st_size > 0;
  return fits;
}

static gboolean
salt_is_ours (const Outside *outside, const GezinSecret *master_key)
{
  g_autoptr (GezinSecret) salt = gezin_key_derive (master_key, GEZIN_KEY_DATABASE_SALT, SALT_BYTES);

  return memcmp (gezin_secret_peek (salt), outside->salt, SALT_BYTES) == 0;
}

/* The first read shows whether the key fits; the size, whether the end is there. */
static gboolean
check_inside (GezinDatabase *database, const Outside *outside, gboolean ours, GError **error)
{
  g_autoptr (GError) inner = NULL;
  gint64 pages = 0;

  if (!gezin_database_get_int (database, "SELECT count(*) FROM sqlite_schema", &pages, &inner)
      || !gezin_database_get_int (database, "PRAGMA page_count", &pages, &inner))
    {
      if (!ours && g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED))
        g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MISMATCH,
                             "the database was made with another vault");
      else
        g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (!ours || (!outside->has_log && outside->size < pages * PAGE_BYTES))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "the database is cut off or overwritten");
      return FALSE;
    }
  return TRUE;
}

GezinDatabase *
gezin_database_open (const char *path, const GezinSecret *master_key, const char *vfs,
                     GError **error)
{
  g_autoptr (GezinDatabase) database = NULL;
  Outside outside = { { 0 }, 0, FALSE };

  if (!look_from_outside (path, &outside, error))
    return NULL;
  database = connect (path, master_key, vfs, SQLITE_OPEN_READWRITE, error);
  if (database != NULL)
    database->had_log = outside.has_log;
  if (database == NULL
      || !check_inside (database, &outside, salt_is_ours (&outside, master_key), error)
      || !make_ready (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

GezinDatabase *
gezin_database_open_read_only (const char *name, const GezinSecret *master_key, const char *vfs,
                               GError **error)
{
  g_autoptr (GezinDatabase) database = connect (name, master_key, vfs, SQLITE_OPEN_READONLY, error);
  gint64 n_tables;

  if (database == NULL)
    return NULL;
  database->had_log = TRUE; /* none of ours to remove */
  if (!gezin_database_get_int (database, "SELECT count(*) FROM sqlite_schema", &n_tables, error)
      || !gezin_database_exec (database, read_only_settings, error))
    return NULL;
  return g_steal_pointer (&database);
}

/* Invariant 3: reading makes a log, empty, where there was none. */
static void
remove_empty_log (GezinDatabase *database)
{
  g_autofree char *log = g_strconcat (database->path, WAL_SUFFIX, NULL);
  struct stat about;

  if (g_stat (log, &about) == 0 && about.st_size == 0)
    g_unlink (log);
}

void
gezin_database_close (GezinDatabase *database)
{
  if (database == NULL)
    return;
  g_clear_pointer (&database->statements, g_hash_table_unref);
  sqlite3_close_v2 (database->handle);
  if (!database->is_accepted && !database->had_log)
    remove_empty_log (database);
  g_free (database->path);
  g_free (database);
}

sqlite3 *
gezin_database_handle (GezinDatabase *database)
{
  return database->handle;
}

const char *
gezin_database_path (GezinDatabase *database)
{
  return database->path;
}
