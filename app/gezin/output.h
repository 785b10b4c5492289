/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * GezinOutput:
 *
 * What a command says on standard output. It is gathered and written at the
 * end, so that a command that fails prints nothing but its one sentence.
 */
typedef struct {
  gboolean is_json;
  gboolean is_terminal; /* columns are aligned and cut at @width */
  guint width;
  GString *text;
} GezinOutput;

/** gezin_output_new: For this process's standard output. */
GezinOutput *gezin_output_new (void);
void gezin_output_free (GezinOutput *output);

/** gezin_output_print: Adds a line of plain text; the line end is added. */
void gezin_output_print (GezinOutput *output, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** gezin_output_raw: Adds @bytes as they are. */
void gezin_output_raw (GezinOutput *output, const char *bytes, gsize length);

/** gezin_output_document: Adds the finished document of @builder as one line. */
void gezin_output_document (GezinOutput *output, JsonBuilder *builder);

/** gezin_output_flush: Writes what was gathered to standard output, and empties it. */
gboolean gezin_output_flush (GezinOutput *output, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_output_progress: On a terminal, shows how far it is on one line of standard error; clears it when done. */
void gezin_output_progress (guint64 done, guint64 total);

/* Members of a JSON object. */

/** gezin_json_text: A string, or null when @value is %NULL. */
void gezin_json_text (JsonBuilder *builder, const char *name, const char *value);
void gezin_json_count (JsonBuilder *builder, const char *name, gint64 value);
void gezin_json_flag (JsonBuilder *builder, const char *name, gboolean value);
void gezin_json_uuid (JsonBuilder *builder, const char *name, const GezinUuid *uuid);

/** gezin_json_id: A 64-bit id, or null when it is 0. */
void gezin_json_id (JsonBuilder *builder, const char *name, guint64 id);

/** gezin_json_time: An instant, as 2026-11-21T10:03:11Z. */
void gezin_json_time (JsonBuilder *builder, const char *name, gint64 instant);

/* Rows for people: columns as wide as they need on a terminal, tabs between them elsewhere. */

typedef struct _GezinTable GezinTable;

GezinTable *gezin_table_new (guint n_columns, const char *const *titles);

/** gezin_table_add: One cell a column, each possibly %NULL; line ends in them become spaces. */
void gezin_table_add (GezinTable *table, const char *const *cells);

/** gezin_table_write: Adds the rows to @output and frees @table. Without rows nothing. */
void gezin_table_write (GezinTable *table, GezinOutput *output);

/** gezin_text_width: How many columns of a terminal @text takes. */
guint gezin_text_width (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinOutput, gezin_output_free)

G_END_DECLS
