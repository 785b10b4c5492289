/* SPDX-License-Identifier: EUPL-1.2 */

/* Statements, their parameters and columns, transactions, and what SQLite's
 * results mean. The invariants are in database-private.h. */

#include <errno.h>
#include <string.h>

#include "store/connection-private.h"

struct _GezinStatement {
  sqlite3_stmt *statement;
  GezinDatabase *database;
  int bind_result; /* the first failure of a bind since the last reset */
  gboolean taken;
};

static GezinStoreError
code_of_io_error (GezinDatabase *database)
{
  switch (sqlite3_system_errno (database->handle))
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return GEZIN_STORE_ERROR_DISK_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return GEZIN_STORE_ERROR_PERMISSION;
    default:
      return GEZIN_STORE_ERROR_MACHINE;
    }
}

static GezinStoreError
code_of_result (GezinDatabase *database, int result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return GEZIN_STORE_ERROR_DISK_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return GEZIN_STORE_ERROR_PERMISSION;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return GEZIN_STORE_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_ERROR: /* our SQL is right: this is a page that the cipher refused */
      return GEZIN_STORE_ERROR_DAMAGED;
    case SQLITE_IOERR:
      return code_of_io_error (database);
    case SQLITE_CONSTRAINT:
      return result == SQLITE_CONSTRAINT_PRIMARYKEY ? GEZIN_STORE_ERROR_STALE
                                                    : GEZIN_STORE_ERROR_MACHINE;
    default:
      return GEZIN_STORE_ERROR_MACHINE;
    }
}

void
gezin_database_fail (GezinDatabase *database, int result, const char *what, GError **error)
{
  GezinStoreError code = code_of_result (database, result);

  /* After a page that the cipher refused SQLite answers in all kinds of ways. */
  if (code == GEZIN_STORE_ERROR_DAMAGED)
    database->is_damaged = TRUE;
  else if (database->is_damaged)
    code = GEZIN_STORE_ERROR_DAMAGED;
  g_set_error (error, GEZIN_STORE_ERROR, (int) code, "cannot %s: SQLite says %d, %s", what, result,
               sqlite3_errstr (result));
}

static void
free_statement (gpointer data)
{
  GezinStatement *statement = data;

  sqlite3_finalize (statement->statement);
  g_free (statement);
}

GezinDatabase *
gezin_connection_new (const char *path)
{
  GezinDatabase *database = g_new0 (GezinDatabase, 1);

  database->path = g_strdup (path);
  database->statements =
      g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, free_statement);
  return database;
}

GezinStatement *
gezin_database_prepare (GezinDatabase *database, const char *sql, GError **error)
{
  GezinStatement *kept = g_hash_table_lookup (database->statements, sql);
  sqlite3_stmt *statement = NULL;
  int result;

  if (kept == NULL)
    {
      result = sqlite3_prepare_v3 (database->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                                   NULL);
      if (result != SQLITE_OK)
        {
          gezin_database_fail (database, result, "prepare a statement", error);
          return NULL;
        }
      kept = g_new0 (GezinStatement, 1);
      kept->statement = statement;
      kept->database = database;
      g_hash_table_insert (database->statements, (gpointer) sql, kept);
    }
  g_assert (!kept->taken);
  kept->taken = TRUE;
  return kept;
}

void
gezin_statement_reset (GezinStatement *statement)
{
  sqlite3_reset (statement->statement);
  statement->bind_result = SQLITE_OK;
}

void
gezin_statement_release (GezinStatement *statement)
{
  if (statement == NULL)
    return;
  gezin_statement_reset (statement);
  sqlite3_clear_bindings (statement->statement);
  statement->taken = FALSE;
}

static void
note_bind (GezinStatement *statement, int result)
{
  if (statement->bind_result == SQLITE_OK)
    statement->bind_result = result;
}

void
gezin_bind_int (GezinStatement *statement, int parameter, gint64 value)
{
  note_bind (statement, sqlite3_bind_int64 (statement->statement, parameter, value));
}

/* SQLite's integers have a sign; the bits are the same. */
void
gezin_bind_id (GezinStatement *statement, int parameter, guint64 id)
{
  gezin_bind_int (statement, parameter, (gint64) id);
}

/* The caller's text outlives the step, so SQLite need not copy it. */
void
gezin_bind_text (GezinStatement *statement, int parameter, const char *text)
{
  if (text == NULL)
    gezin_bind_null (statement, parameter);
  else
    note_bind (statement, sqlite3_bind_text64 (statement->statement, parameter, text, strlen (text),
                                               SQLITE_STATIC, SQLITE_UTF8));
}

void
gezin_bind_blob (GezinStatement *statement, int parameter, gconstpointer bytes, gsize length)
{
  if (bytes == NULL)
    gezin_bind_null (statement, parameter);
  else
    note_bind (statement,
               sqlite3_bind_blob64 (statement->statement, parameter, bytes, length, SQLITE_STATIC));
}

void
gezin_bind_bytes (GezinStatement *statement, int parameter, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes == NULL ? NULL : g_bytes_get_data (bytes, &length);

  /* Empty bytes have no address, and yet are not nothing. */
  gezin_bind_blob (statement, parameter, bytes != NULL && data == NULL ? "" : data, length);
}

void
gezin_bind_uuid (GezinStatement *statement, int parameter, const GezinUuid *uuid)
{
  gezin_bind_blob (statement, parameter, uuid == NULL ? NULL : uuid->bytes, sizeof uuid->bytes);
}

void
gezin_bind_null (GezinStatement *statement, int parameter)
{
  note_bind (statement, sqlite3_bind_null (statement->statement, parameter));
}

gboolean
gezin_statement_step (GezinStatement *statement, gboolean *has_row, GError **error)
{
  int result = statement->bind_result;

  if (result == SQLITE_OK)
    result = sqlite3_step (statement->statement);
  *has_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return TRUE;
  gezin_database_fail (statement->database, result, "run a statement", error);
  return FALSE;
}

gboolean
gezin_statement_run (GezinStatement *statement, GError **error)
{
  gboolean has_row;

  return gezin_statement_step (statement, &has_row, error);
}

gint64
gezin_column_int (GezinStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->statement, column);
}

guint64
gezin_column_id (GezinStatement *statement, int column)
{
  return (guint64) sqlite3_column_int64 (statement->statement, column);
}

const char *
gezin_column_text (GezinStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->statement, column);
}

const char *
gezin_column_text_of (GezinStatement *statement, int column, gsize *length)
{
  const char *text = gezin_column_text (statement, column);

  *length = (gsize) sqlite3_column_bytes (statement->statement, column);
  return text;
}

gconstpointer
gezin_column_blob (GezinStatement *statement, int column, gsize *length)
{
  gconstpointer bytes = sqlite3_column_blob (statement->statement, column);

  *length = (gsize) sqlite3_column_bytes (statement->statement, column);
  return bytes;
}

gboolean
gezin_column_uuid (GezinStatement *statement, int column, GezinUuid *uuid)
{
  gsize length;
  gconstpointer bytes = gezin_column_blob (statement, column, &length);

  if (bytes == NULL || length != sizeof uuid->bytes)
    return FALSE;
  memcpy (uuid->bytes, bytes, sizeof uuid->bytes);
  return TRUE;
}

GArray *
gezin_statement_uuids (GezinStatement *statement, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  gboolean has_row;

  for (;;)
    {
      GezinUuid id;

      if (!gezin_statement_step (statement, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&found);
      if (gezin_column_uuid (statement, 0, &id))
        g_array_append_val (found, id);
    }
}

gboolean
gezin_column_is_null (GezinStatement *statement, int column)
{
  return sqlite3_column_type (statement->statement, column) == SQLITE_NULL;
}

gboolean
gezin_database_exec (GezinDatabase *database, const char *sql, GError **error)
{
  int result = sqlite3_exec (database->handle, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  gezin_database_fail (database, result, "run a command", error);
  return FALSE;
}

gboolean
gezin_database_get_int (GezinDatabase *database, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (database->handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  else
    gezin_database_fail (database, result == SQLITE_DONE ? SQLITE_CORRUPT : result, "ask a number",
                         error);
  sqlite3_finalize (statement);
  return result == SQLITE_ROW;
}

int
gezin_database_changes (GezinDatabase *database)
{
  return sqlite3_changes (database->handle);
}

gint64
gezin_database_last_key (GezinDatabase *database)
{
  return sqlite3_last_insert_rowid (database->handle);
}

/* @sql: a string literal. */
static gboolean
run_kept (GezinDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (database, sql, error);

  return run != NULL && gezin_statement_run (run, error);
}

gboolean
gezin_database_begin (GezinDatabase *database, GError **error)
{
  if (!run_kept (database, database->depth == 0 ? "BEGIN IMMEDIATE" : "SAVEPOINT inner", error))
    {
      /* It may have begun all the same. */
      if (database->depth == 0 && !sqlite3_get_autocommit (database->handle))
        sqlite3_exec (database->handle, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  database->depth++;
  return TRUE;
}

/* After a failure SQLite may have rolled back everything by itself. */
static void
roll_back (GezinDatabase *database)
{
  if (sqlite3_get_autocommit (database->handle))
    return;
  if (database->depth == 0)
    sqlite3_exec (database->handle, "ROLLBACK", NULL, NULL, NULL);
  else
    sqlite3_exec (database->handle, "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
}

gboolean
gezin_database_end (GezinDatabase *database, gboolean keep, GError **error)
{
  gboolean is_spoilt = database->is_spoilt;

  g_assert (database->depth > 0);
  database->depth--;
  database->is_spoilt = FALSE; /* it goes with this one */
  if (!keep)
    {
      roll_back (database);
      return TRUE;
    }
  if (is_spoilt || sqlite3_get_autocommit (database->handle))
    {
      roll_back (database);
      gezin_database_fail (database, SQLITE_ABORT, "keep a transaction that was rolled back",
                           error);
      return FALSE;
    }
  if (run_kept (database, database->depth == 0 ? "COMMIT" : "RELEASE inner", error))
    return TRUE;
  roll_back (database);
  return FALSE;
}

gboolean
gezin_database_finish (GezinDatabase *database, gboolean done, GError **error)
{
  if (done)
    return gezin_database_end (database, TRUE, error);
  /* Undoing has no failure of its own: what it meets is told by the next call. */
  if (!gezin_database_end (database, FALSE, NULL))
    g_assert_not_reached ();
  return FALSE;
}

void
gezin_database_spoil (GezinDatabase *database)
{
  g_assert (database->depth > 0);
  database->is_spoilt = TRUE;
}

gboolean
gezin_database_is_open_transaction (GezinDatabase *database)
{
  return database->depth > 0;
}
