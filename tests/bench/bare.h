/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"
#include "store/database-private.h"

G_BEGIN_DECLS

/* The raw baseline: the rows that the product wrote, written again by bare SQL
 * into a database of the same schema, cipher, key, page size and pragmas.
 *
 * Rows are caught on the product's own connection while it works: those of
 * ordinary tables as SQLite sees them change, those of the full-text index, which
 * keeps no text, as the statements that change it. What the product reads, and
 * all it does beside SQL, is not caught. Catching takes its time: where that is much of what is
 * measured, the raw connection is listened to as well. */

/** BareChanges: What one call of the product changed, in order. */
typedef struct _BareChanges BareChanges;

void bare_changes_free (BareChanges *changes);
guint bare_changes_n_rows (const BareChanges *changes);

/** BareCatch: Listens to one connection. */
typedef struct _BareCatch BareCatch;

/** bare_catch_next_connection: Listens to the connection that is opened next in this process, by whomever. */
BareCatch *bare_catch_next_connection (void);

/** bare_catch_connection: Listens to @handle, which is open. */
BareCatch *bare_catch_connection (sqlite3 *handle);

/** bare_catch_start: From here on changes are caught; the connection is idle. */
void bare_catch_start (BareCatch *catcher);

/** bare_catch_take: (transfer full): What was caught since the start or the last take. */
BareChanges *bare_catch_take (BareCatch *catcher);

/** bare_catch_handle: The connection. */
sqlite3 *bare_catch_handle (BareCatch *catcher);

/** bare_catch_stop: Before the connection closes. Frees @catcher. */
void bare_catch_stop (BareCatch *catcher);

/** BareStore: A database of the raw side. */
typedef struct _BareStore BareStore;

/** bare_store_new: One with the store's tables and nothing in them. */
BareStore *bare_store_new (const char *path);

/** bare_store_copy: A copy of the store in @folder as it is now; @catcher listens to its idle connection. */
BareStore *bare_store_copy (BareCatch *catcher, const char *folder, const char *path);

void bare_store_free (BareStore *store);
sqlite3 *bare_store_handle (BareStore *store);

/** bare_store_prepare: Parses all SQL of @changes, so that writing them does not. */
void bare_store_prepare (BareStore *store, BareChanges *changes);

/** bare_store_write: Writes what was prepared. */
void bare_store_write (BareStore *store, BareChanges *changes);

/** bare_warm: Reads all of @table through the cache of @handle, so that both sides have as much in it. */
void bare_warm (sqlite3 *handle, const char *table);

/** bare_store_check: Ends the process unless @store holds the rows, and the words, that the product's @handle does. */
void bare_store_check (BareStore *store, sqlite3 *handle);

/** bare_store_exec: A statement without rows. */
void bare_store_exec (BareStore *store, const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BareChanges, bare_changes_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BareStore, bare_store_free)

G_END_DECLS
