/* SPDX-License-Identifier: EUPL-1.2 */

/* Listens to the product's connection.
 *
 * Invariants:
 * 1. Each row of an ordinary table that changes is caught once; what a trigger
 *    changes is not, since the raw side has the same triggers.
 * 2. Of the full-text index the statements on the index itself are caught, never
 *    what SQLite writes into its inner tables. */

#include "bench/bare-private.h"

#include "bench/bench.h"

#include <string.h>

/* What a table looks like: enough to write a row of it again. Its SQL is interned. */
typedef struct {
  char *name;
  GPtrArray *columns; /* char */
  GArray *keys; /* guint: which of them are the primary key */
  gboolean is_inner; /* of the full-text index */
  const char *insert;
  const char *delete;
  GHashTable *updates; /* a bit for each column that changes -> SQL */
} Table;

struct _BareCatch {
  sqlite3 *handle;
  GHashTable *tables; /* name -> Table */
  GHashTable *indexes; /* names of full-text indexes */
  BareChanges *changes;
};

static BareCatch *waiting; /* for the next connection; there is one at a time */

static void
table_free (gpointer data)
{
  Table *table = data;

  g_free (table->name);
  g_hash_table_unref (table->updates);
  g_ptr_array_unref (table->columns);
  g_array_unref (table->keys);
  g_free (table);
}

static void
change_free (gpointer data)
{
  BareChange *change = data;

  for (guint i = 0; i < change->n_values; i++)
    sqlite3_value_free (change->values[i]);
  g_free (change->values);
  sqlite3_free (change->text);
  sqlite3_finalize (change->text != NULL ? change->statement : NULL);
  g_free (change);
}

BareChanges *
bare_changes_new (void)
{
  BareChanges *changes = g_new0 (BareChanges, 1);

  changes->rows = g_ptr_array_new_with_free_func (change_free);
  return changes;
}

void
bare_changes_free (BareChanges *changes)
{
  if (changes == NULL)
    return;
  g_ptr_array_unref (changes->rows);
  g_free (changes);
}

guint
bare_changes_n_rows (const BareChanges *changes)
{
  return changes->rows->len;
}

/* Tables. */

static gboolean
is_inner_table (BareCatch *catcher, const char *name)
{
  static const char *const suffixes[] = { "_data", "_idx", "_docsize", "_content", "_config" };
  GHashTableIter iter;
  gpointer index;

  g_hash_table_iter_init (&iter, catcher->indexes);
  while (g_hash_table_iter_next (&iter, &index, NULL))
    for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
      if (g_str_has_prefix (name, index) && strcmp (name + strlen (index), suffixes[i]) == 0)
        return TRUE;
  return FALSE;
}

static void
append_keys (const Table *table, GString *sql, guint n_before)
{
  for (guint i = 0; i < table->keys->len; i++)
    g_string_append_printf (sql, "%s \"%s\" = ?%u", i == 0 ? " WHERE" : " AND",
                            (char *) table->columns->pdata[g_array_index (table->keys, guint, i)],
                            n_before + i + 1);
}

static const char *
make_insert (const Table *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO \"%s\" VALUES (", table->name);
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_printf (sql, "%s?%u", i > 0 ? ", " : "", i + 1);
  g_string_append_c (sql, ')');
  return g_intern_string (sql->str);
}

static const char *
make_delete (const Table *table)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "DELETE FROM \"%s\"", table->name);
  append_keys (table, sql, 0);
  return g_intern_string (sql->str);
}

static const char *
make_update (const Table *table, guint64 changed)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  guint n_changed = 0;

  g_string_append_printf (sql, "UPDATE \"%s\" SET", table->name);
  for (guint i = 0; i < table->columns->len; i++)
    if ((changed >> i & 1) != 0)
      {
        n_changed++;
        g_string_append_printf (sql, "%s \"%s\" = ?%u", n_changed > 1 ? "," : "",
                                (char *) table->columns->pdata[i], n_changed);
      }
  append_keys (table, sql, n_changed);
  return g_intern_string (sql->str);
}

static void
read_columns (BareCatch *catcher, Table *table)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (catcher->handle, "SELECT name, pk FROM pragma_table_info (?1)", -1,
                      &statement, NULL);
  sqlite3_bind_text (statement, 1, table->name, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      if (sqlite3_column_int (statement, 1) > 0)
        g_array_append_val (table->keys, table->columns->len);
      g_ptr_array_add (table->columns,
                       g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  sqlite3_finalize (statement);
  g_assert (table->columns->len < 64);
}

static void
add_table (BareCatch *catcher, const char *name)
{
  Table *table = g_new0 (Table, 1);

  table->name = g_strdup (name);
  table->columns = g_ptr_array_new_with_free_func (g_free);
  table->keys = g_array_new (FALSE, FALSE, sizeof (guint));
  table->updates = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  table->is_inner = is_inner_table (catcher, name);
  read_columns (catcher, table);
  table->insert = make_insert (table);
  table->delete = make_delete (table);
  g_hash_table_insert (catcher->tables, table->name, table);
}

/* All of them, before anything is caught: looking them up inside a hook is not allowed. */
static void
find_tables (BareCatch *catcher)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (catcher->handle,
                      "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_schema"
                      " WHERE type = 'table'",
                      -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (statement, 0);

      if (sqlite3_column_int (statement, 1))
        g_hash_table_add (catcher->indexes, g_strdup (name));
      else
        g_ptr_array_add (names, g_strdup (name));
    }
  sqlite3_finalize (statement);
  for (guint i = 0; i < names->len; i++)
    add_table (catcher, names->pdata[i]);
}

/* Rows. */

typedef int (*ValueFunc) (sqlite3 *handle, int column, sqlite3_value **value);

static void
add_value (BareCatch *catcher, BareChange *change, ValueFunc get, guint column)
{
  sqlite3_value *value = NULL;

  get (catcher->handle, (int) column, &value);
  change->values[change->n_values++] = sqlite3_value_dup (value);
}

static void
add_keys (BareCatch *catcher, const Table *table, BareChange *change)
{
  for (guint i = 0; i < table->keys->len; i++)
    add_value (catcher, change, sqlite3_preupdate_old, g_array_index (table->keys, guint, i));
}

static gboolean
is_same_value (BareCatch *catcher, guint column)
{
  sqlite3_value *old = NULL, *new = NULL;
  int length;

  sqlite3_preupdate_old (catcher->handle, (int) column, &old);
  sqlite3_preupdate_new (catcher->handle, (int) column, &new);
  if (sqlite3_value_type (old) != sqlite3_value_type (new))
    return FALSE;
  length = sqlite3_value_bytes (old);
  return length == sqlite3_value_bytes (new)
         && (length == 0
             || memcmp (sqlite3_value_blob (old), sqlite3_value_blob (new), (gsize) length) == 0);
}

static const char *
catch_update (BareCatch *catcher, const Table *table, BareChange *change)
{
  guint64 changed = 0;
  const char *sql;

  for (guint i = 0; i < table->columns->len; i++)
    if (!is_same_value (catcher, i))
      {
        add_value (catcher, change, sqlite3_preupdate_new, i);
        changed |= G_GUINT64_CONSTANT (1) << i;
      }
  sql = g_hash_table_lookup (table->updates, &changed);
  if (sql == NULL)
    {
      sql = make_update (table, changed);
      g_hash_table_insert (table->updates, g_memdup2 (&changed, sizeof changed), (gpointer) sql);
    }
  return sql;
}

static void
catch_row_cb (void *data, sqlite3 *handle, int operation, const char *database, const char *name,
              sqlite3_int64 old_key, sqlite3_int64 new_key)
{
  BareCatch *catcher = data;
  const Table *table = g_hash_table_lookup (catcher->tables, name);
  BareChange *change;

  /* Invariants 1 and 2. */
  if (table == NULL || table->is_inner || sqlite3_preupdate_depth (handle) > 0)
    return;
  change = g_new0 (BareChange, 1);
  change->values = g_new (sqlite3_value *, table->columns->len * 2);
  if (operation == SQLITE_UPDATE)
    change->sql = catch_update (catcher, table, change);
  else
    change->sql = operation == SQLITE_DELETE ? table->delete : table->insert;
  for (guint i = 0; operation == SQLITE_INSERT && i < table->columns->len; i++)
    add_value (catcher, change, sqlite3_preupdate_new, i);
  if (operation != SQLITE_INSERT)
    add_keys (catcher, table, change);
  g_ptr_array_add (catcher->changes->rows, change);
}

/* The table that @sql writes to: its name and how long that is; NULL if it writes to none. */
static const char *
find_written_table (const char *sql, gsize *length)
{
  static const char *const verbs[] = { "INSERT INTO ",           "INSERT OR REPLACE INTO ",
                                       "INSERT OR IGNORE INTO ", "REPLACE INTO ",
                                       "DELETE FROM ",           "UPDATE " };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_has_prefix (sql, verbs[i]))
      {
        sql += strlen (verbs[i]);
        sql += *sql == '"';
        for (*length = 0; g_ascii_isalnum (sql[*length]) || sql[*length] == '_';)
          ++*length;
        return sql;
      }
  return NULL;
}

/* Invariant 2. */
static int
catch_statement_cb (unsigned event, void *data, void *statement, void *sql)
{
  BareCatch *catcher = data;
  gsize length;
  const char *table = find_written_table (sql, &length);
  GHashTableIter iter;
  gpointer index;
  BareChange *change;

  g_hash_table_iter_init (&iter, catcher->indexes);
  while (table != NULL && g_hash_table_iter_next (&iter, &index, NULL))
    if (strlen (index) == length && memcmp (table, index, length) == 0)
      {
        change = g_new0 (BareChange, 1);
        change->text = sqlite3_expanded_sql (statement);
        g_ptr_array_add (catcher->changes->rows, change);
      }
  return 0;
}

/* Connections. */

static int
connection_opened_cb (sqlite3 *handle, char **message, const void *functions)
{
  if (waiting != NULL && waiting->handle == NULL)
    waiting->handle = handle;
  return SQLITE_OK;
}

/* SQLite calls it with what is above, and has its type wrong on purpose. */
#define AS_EXTENSION(FUNC) ((void (*) (void)) (FUNC))

BareCatch *
bare_catch_connection (sqlite3 *handle)
{
  BareCatch *catcher = g_new0 (BareCatch, 1);

  catcher->handle = handle;
  catcher->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, table_free);
  catcher->indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return catcher;
}

BareCatch *
bare_catch_next_connection (void)
{
  BareCatch *catcher = bare_catch_connection (NULL);

  waiting = catcher;
  sqlite3_auto_extension (AS_EXTENSION (connection_opened_cb));
  return catcher;
}

void
bare_catch_start (BareCatch *catcher)
{
  sqlite3_cancel_auto_extension (AS_EXTENSION (connection_opened_cb));
  waiting = NULL;
  bench_must (catcher->handle != NULL, NULL, "find the connection of the store");
  find_tables (catcher);
  catcher->changes = bare_changes_new ();
  sqlite3_preupdate_hook (catcher->handle, catch_row_cb, catcher);
  sqlite3_trace_v2 (catcher->handle, SQLITE_TRACE_STMT, catch_statement_cb, catcher);
}

BareChanges *
bare_catch_take (BareCatch *catcher)
{
  BareChanges *taken = catcher->changes;

  catcher->changes = bare_changes_new ();
  return taken;
}

sqlite3 *
bare_catch_handle (BareCatch *catcher)
{
  return catcher->handle;
}

void
bare_catch_stop (BareCatch *catcher)
{
  sqlite3_preupdate_hook (catcher->handle, NULL, NULL);
  sqlite3_trace_v2 (catcher->handle, 0, NULL, NULL);
  g_hash_table_unref (catcher->tables);
  g_hash_table_unref (catcher->indexes);
  bare_changes_free (catcher->changes);
  g_free (catcher);
}
