/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "bench/bare.h"

G_BEGIN_DECLS

/* What catch.c fills and bare.c writes. */

/** BareChange: One row, or one statement on the full-text index. */
typedef struct {
  const char *sql; /* interned; with a parameter a value; NULL when @text is */
  sqlite3_value **values;
  guint n_values;
  char *text; /* a whole statement with its values in it */
  sqlite3_stmt *statement; /* made by bare_store_prepare() */
} BareChange;

struct _BareChanges {
  GPtrArray *rows; /* BareChange */
};

BareChanges *bare_changes_new (void);

G_END_DECLS
