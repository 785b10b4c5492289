/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/store-private.h"

G_BEGIN_DECLS

/* Between versions in memory and rows of head and past. */

/** GEZIN_ROW_COLUMNS: What a SELECT for gezin_row_reader_read() begins with. */
#define GEZIN_ROW_COLUMNS \
  "record, kind, field, item, replica, n, value, over, \"commit\", origin, saw, erased"

/** GezinRowReader: Reads many rows of one dossier; remembers commits and names that come again. */
typedef struct {
  GezinStore *store;
  GHashTable *commits; /* key -> GezinCommit */
  gint64 last_key; /* of the commit met last */
  GezinCommit *last_commit; /* (transfer none) */
  GezinKind kind;
  GezinField field;
  GRefString *origin;
} GezinRowReader;

void gezin_row_reader_init (GezinRowReader *reader, GezinStore *store);
void gezin_row_reader_clear (GezinRowReader *reader);

/** gezin_row_reader_read: (transfer full): The version in the row on which @rows stands. GEZIN_STORE_ERROR_DAMAGED. */
GezinVersion *gezin_row_reader_read (GezinRowReader *reader, GezinStatement *rows,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_row_reader_read_all: Adds all that @rows gives to @versions. */
gboolean gezin_row_reader_read_all (GezinRowReader *reader, GezinStatement *rows,
                                    GPtrArray *versions, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_row_bind_register: Binds dossier, record, field and item of @version as parameters 1 to 4. */
void gezin_row_bind_register (GezinStatement *statement, gint64 key, const GezinVersion *version);

/** gezin_row_bind_dot: As above, and replica and n as 5 and 6. */
void gezin_row_bind_dot (GezinStatement *statement, gint64 key, const GezinVersion *version);

/** gezin_row_insert_head, gezin_row_insert_past: Writes @version; @inserted tells whether its dot was not there yet. */
gboolean gezin_row_insert_head (GezinStore *store, gint64 key, const GezinVersion *version,
                                gint64 commit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_row_insert_past (GezinStore *store, gint64 key, const GezinVersion *version,
                                gint64 commit, gboolean *inserted,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinRowReader, gezin_row_reader_clear)

G_END_DECLS
