/* SPDX-License-Identifier: EUPL-1.2 */

/* The raw side: bare SQL on a connection that was opened as the store opens its own. */

#include "bench/bare-private.h"

#include "base/limits.h"
#include "bench/bench.h"
#include "bench/product.h"
#include "store/key-private.h"
#include "store/migrations-private.h"
#include "store/vault.h"

#include <gio/gio.h>
#include <string.h>

struct _BareStore {
  GezinDatabase *database; /* for its opening only */
  sqlite3 *handle;
  GHashTable *statements; /* interned SQL -> sqlite3_stmt */
};

static void
must_be (BareStore *store, int result, int wanted, const char *what)
{
  if (result != wanted)
    g_error ("bench: cannot %s: %s", what, sqlite3_errmsg (store->handle));
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static BareStore *
wrap (GezinDatabase *database, const GError *error)
{
  BareStore *store = g_new0 (BareStore, 1);

  bench_must (database != NULL, error, "open the raw database");
  store->database = database;
  store->handle = gezin_database_handle (database);
  store->statements = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, finalize_cb);
  return store;
}

BareStore *
bare_store_new (const char *path)
{
  g_autoptr (GezinSecret) key = gezin_secret_new_random (GEZIN_MASTER_KEY_BYTES);
  int n_migrations;
  const GezinMigration *migrations = gezin_migrations (&n_migrations);
  GError *error = NULL;
  GezinDatabase *database = gezin_database_create (path, key, NULL, &error);
  BareStore *store = wrap (database, error);

  bench_must (gezin_migrations_run (store->database, migrations, n_migrations, NULL, &error), error,
              "make the raw tables");
  return store;
}

/* All of it in one file, so that the file can be copied. */
static void
checkpoint (sqlite3 *handle)
{
  if (sqlite3_wal_checkpoint_v2 (handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
    g_error ("bench: cannot checkpoint: %s", sqlite3_errmsg (handle));
}

static GezinSecret *
read_key (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "vault", NULL);
  g_autoptr (GezinClock) clock = gezin_clock_new_system ();
  g_autoptr (GezinSecret) passphrase = bench_product_passphrase ();
  g_autoptr (GezinVault) vault = NULL;
  GezinSecret *key;
  GError *error = NULL;

  vault = gezin_vault_read (path, &error);
  bench_must (vault != NULL, error, "read the vault");
  key = gezin_vault_unlock (vault, clock, passphrase, &error);
  bench_must (key != NULL, error, "unlock the vault");
  return key;
}

BareStore *
bare_store_copy (BareCatch *catcher, const char *folder, const char *path)
{
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (database);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GezinSecret) key = read_key (folder);
  GezinDatabase *copy;
  GError *error = NULL;

  checkpoint (bare_catch_handle (catcher));
  bench_must (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error), error,
              "copy the store");
  copy = gezin_database_open (path, key, NULL, &error);
  return wrap (copy, error);
}

void
bare_store_free (BareStore *store)
{
  if (store == NULL)
    return;
  g_hash_table_unref (store->statements);
  gezin_database_close (store->database);
  g_free (store);
}

sqlite3 *
bare_store_handle (BareStore *store)
{
  return store->handle;
}

static sqlite3_stmt *
prepare (BareStore *store, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  must_be (store,
           sqlite3_prepare_v3 (store->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL),
           SQLITE_OK, "prepare a statement");
  return statement;
}

void
bare_store_prepare (BareStore *store, BareChanges *changes)
{
  for (guint i = 0; i < changes->rows->len; i++)
    {
      BareChange *change = changes->rows->pdata[i];

      if (change->text != NULL)
        {
          change->statement = prepare (store, change->text);
          continue;
        }
      change->statement = g_hash_table_lookup (store->statements, change->sql);
      if (change->statement == NULL)
        {
          change->statement = prepare (store, change->sql);
          g_hash_table_insert (store->statements, (gpointer) change->sql, change->statement);
        }
    }
}

/* SQLite copies nothing that it need not: the values outlive the step. */
static void
bind (sqlite3_stmt *statement, int parameter, sqlite3_value *value)
{
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      sqlite3_bind_int64 (statement, parameter, sqlite3_value_int64 (value));
      break;
    case SQLITE_TEXT:
      sqlite3_bind_text (statement, parameter, (const char *) sqlite3_value_text (value),
                         sqlite3_value_bytes (value), SQLITE_STATIC);
      break;
    case SQLITE_BLOB:
      sqlite3_bind_blob (statement, parameter, sqlite3_value_blob (value),
                         sqlite3_value_bytes (value), SQLITE_STATIC);
      break;
    case SQLITE_FLOAT:
      sqlite3_bind_double (statement, parameter, sqlite3_value_double (value));
      break;
    default:
      sqlite3_bind_null (statement, parameter);
    }
}

void
bare_store_write (BareStore *store, BareChanges *changes)
{
  for (guint i = 0; i < changes->rows->len; i++)
    {
      BareChange *change = changes->rows->pdata[i];
      int result;

      for (guint v = 0; v < change->n_values; v++)
        bind (change->statement, (int) v + 1, change->values[v]);
      result = sqlite3_step (change->statement);
      sqlite3_reset (change->statement);
      must_be (store, result, SQLITE_DONE, "write a row");
    }
}

void
bare_warm (sqlite3 *handle, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" NOT INDEXED", table);

  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("bench: cannot read %s: %s", table, sqlite3_errmsg (handle));
}

static sqlite3_stmt *
prepare_on (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("bench: cannot compare: %s", sqlite3_errmsg (handle));
  return statement;
}

static gboolean
are_rows_equal (sqlite3_stmt *a, sqlite3_stmt *b)
{
  for (int i = 0; i < sqlite3_column_count (a); i++)
    {
      int length = sqlite3_column_bytes (a, i);

      if (sqlite3_column_type (a, i) != sqlite3_column_type (b, i)
          || length != sqlite3_column_bytes (b, i)
          || (length > 0
              && memcmp (sqlite3_column_blob (a, i), sqlite3_column_blob (b, i), (gsize) length)
                     != 0))
        return FALSE;
    }
  return TRUE;
}

static gboolean
are_tables_equal (sqlite3 *first, sqlite3 *second, const char *name)
{
  /* In which part of the index a row first stood depends on when SQLite wrote that part out. */
  const char *columns = strcmp (name, "search_docsize") == 0 ? "id, sz" : "*";
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\"", columns, name);
  sqlite3_stmt *a = prepare_on (first, sql);
  sqlite3_stmt *b = prepare_on (second, sql);
  gboolean is_equal = TRUE;
  int result = SQLITE_ROW;

  while (is_equal && result == SQLITE_ROW)
    {
      result = sqlite3_step (a);
      is_equal = sqlite3_step (b) == result && (result != SQLITE_ROW || are_rows_equal (a, b));
    }
  sqlite3_finalize (a);
  sqlite3_finalize (b);
  return is_equal;
}

/* How the index is laid out in its inner tables may differ; how many words of what it holds may not. */
void
bare_store_check (BareStore *store, sqlite3 *handle)
{
  sqlite3_stmt *names = prepare_on (handle, "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                            " AND sql NOT LIKE 'CREATE VIRTUAL%'"
                                            " AND name NOT IN ('search_data', 'search_idx')");

  while (sqlite3_step (names) == SQLITE_ROW)
    if (!are_tables_equal (handle, store->handle, (const char *) sqlite3_column_text (names, 0)))
      g_error ("bench: the raw side has other rows in %s",
               (const char *) sqlite3_column_text (names, 0));
  sqlite3_finalize (names);
}

void
bare_store_exec (BareStore *store, const char *sql)
{
  must_be (store, sqlite3_exec (store->handle, sql, NULL, NULL, NULL), SQLITE_OK, "run a command");
}
