/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "base/id.h"
#include "base/secret.h"
#include "store/store-error.h"

G_BEGIN_DECLS

/* The encrypted SQLite file: opening it safely, statements that are kept, and
 * transactions.
 *
 * Invariants:
 * 1. No byte is read or written before the cipher has answered and the key is set.
 * 2. No message holds a value, a path or text of SQLite's that could hold one.
 * 3. A file that could not be opened wholly is left as it was. */

typedef struct _GezinDatabase GezinDatabase;

/** gezin_database_create: An empty one at @path (0600), which must not exist. @vfs %NULL: the machine's. */
GezinDatabase *gezin_database_create (const char *path, const GezinSecret *master_key,
                                      const char *vfs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_database_open:
 *
 * To be followed by gezin_database_accept(). GEZIN_STORE_ERROR_DAMAGED, _MISMATCH (made under another master key), _PLAIN,
 * _BUSY, _PERMISSION, _NO_CIPHER.
 */
GezinDatabase *gezin_database_open (const char *path, const GezinSecret *master_key,
                                    const char *vfs, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_database_open_read_only:
 * @name: what @vfs knows it by
 *
 * A database of which nothing is written, also no log beside it. Its settings
 * are not those of a store: for looking alone.
 */
GezinDatabase *gezin_database_open_read_only (const char *name, const GezinSecret *master_key,
                                              const char *vfs,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_database_accept: Says that what was opened is ours to write. Until then closing leaves every file as it was. */
void gezin_database_accept (GezinDatabase *database);

/** gezin_database_close: Ends kept statements, checkpoints and closes. */
void gezin_database_close (GezinDatabase *database);

/** gezin_database_handle: (transfer none): For the backup interface, the checks and the tests. */
sqlite3 *gezin_database_handle (GezinDatabase *database);

/** gezin_database_path: (transfer none) */
const char *gezin_database_path (GezinDatabase *database);

/** GezinStatement: A prepared statement that the database keeps; letting go of it makes it ready for its next use. */
typedef struct _GezinStatement GezinStatement;

/**
 * gezin_database_prepare:
 * @sql: a string literal: it is kept by its address
 *
 * Not to be taken a second time before it was let go of.
 */
GezinStatement *gezin_database_prepare (GezinDatabase *database, const char *sql,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_statement_release (GezinStatement *statement);

/* Parameters count from 1. What fails is remembered and told by the next step. */
void gezin_bind_int (GezinStatement *statement, int parameter, gint64 value);
void gezin_bind_id (GezinStatement *statement, int parameter, guint64 id);
void gezin_bind_text (GezinStatement *statement, int parameter, const char *text);
void gezin_bind_blob (GezinStatement *statement, int parameter, gconstpointer bytes, gsize length);
void gezin_bind_bytes (GezinStatement *statement, int parameter, GBytes *bytes);
void gezin_bind_uuid (GezinStatement *statement, int parameter, const GezinUuid *uuid);
void gezin_bind_null (GezinStatement *statement, int parameter);

/** gezin_statement_step: Sets @has_row; %FALSE with @error when it failed. */
gboolean gezin_statement_step (GezinStatement *statement, gboolean *has_row,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_statement_run: For a statement without rows: steps once and releases nothing. */
gboolean gezin_statement_run (GezinStatement *statement, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_statement_uuids: Steps to the end.
 * Returns: (transfer full) (element-type GezinUuid) (nullable): the first column of all rows; %NULL when
 * it failed
 */
GArray *gezin_statement_uuids (GezinStatement *statement, GError **error);

/** gezin_statement_reset: Ready to be bound and stepped again. */
void gezin_statement_reset (GezinStatement *statement);

/* Columns count from 0. Texts live until the next step. */
gint64 gezin_column_int (GezinStatement *statement, int column);
guint64 gezin_column_id (GezinStatement *statement, int column);
const char *gezin_column_text (GezinStatement *statement, int column);
const char *gezin_column_text_of (GezinStatement *statement, int column, gsize *length);
gconstpointer gezin_column_blob (GezinStatement *statement, int column, gsize *length);
gboolean gezin_column_uuid (GezinStatement *statement, int column,
                            GezinUuid *uuid) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_column_is_null (GezinStatement *statement, int column);

/** gezin_database_exec: One or more statements without rows. */
gboolean gezin_database_exec (GezinDatabase *database, const char *sql,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_database_get_int: The first column of the first row of @sql. */
gboolean gezin_database_get_int (GezinDatabase *database, const char *sql, gint64 *value,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_database_changes: Rows that the last statement changed. */
int gezin_database_changes (GezinDatabase *database);

/** gezin_database_last_key: The key of the row inserted last. */
gint64 gezin_database_last_key (GezinDatabase *database);

/* Transactions nest: an inner one is a savepoint. An end with @keep %FALSE, or
 * one that fails, leaves what was there at its begin. */
gboolean gezin_database_begin (GezinDatabase *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_database_end (GezinDatabase *database, gboolean keep,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_database_finish: Ends with @done: keeps what was done, or undoes it and keeps @error. Returns whether it is kept. */
gboolean gezin_database_finish (GezinDatabase *database, gboolean done,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_database_spoil: The innermost transaction that is open may only be undone: its end keeps nothing and fails. */
void gezin_database_spoil (GezinDatabase *database);

/** gezin_database_is_open_transaction: Whether a begin waits for its end. */
gboolean gezin_database_is_open_transaction (GezinDatabase *database);

/** gezin_database_fail: Sets @error to the code that SQLite's @result means. */
void gezin_database_fail (GezinDatabase *database, int result, const char *what, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDatabase, gezin_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinStatement, gezin_statement_release)

G_END_DECLS
