/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/database-private.h"

G_BEGIN_DECLS

/* What database.c and statement.c share. */

struct _GezinDatabase {
  sqlite3 *handle;
  char *path;
  GHashTable *statements; /* address of the SQL -> GezinStatement */
  guint depth; /* of nested transactions */
  gboolean is_spoilt; /* the innermost transaction that is open can only be undone */
  gboolean had_log; /* when it was opened */
  gboolean is_accepted;
  gboolean is_damaged; /* a page was refused: nothing that this connection says counts any more */
};

/** gezin_connection_new: A database without a handle yet. */
GezinDatabase *gezin_connection_new (const char *path);

G_END_DECLS
