/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GezinSheet:
 *
 * Rows of cells, for a spreadsheet. A cell is a text or a number; a text is never
 * taken for a formula, whatever it begins with.
 */
typedef struct _GezinSheet GezinSheet;

/** gezin_sheet_new: @name of the sheet, and the language that it is in. */
GezinSheet *gezin_sheet_new (const char *name);
void gezin_sheet_free (GezinSheet *sheet);

/** gezin_sheet_row: Begins the next row. */
void gezin_sheet_row (GezinSheet *sheet);

/** gezin_sheet_text: The next cell of the row; %NULL is an empty one. */
void gezin_sheet_text (GezinSheet *sheet, const char *text);

/** gezin_sheet_number: The next cell: @number with a point and digits behind it, as "8.6". */
void gezin_sheet_number (GezinSheet *sheet, const char *number);

/** gezin_sheet_write_csv: (transfer full): RFC 4180: commas, CRLF, quotes where needed; UTF-8 without a mark. */
GBytes *gezin_sheet_write_csv (const GezinSheet *sheet);

/** gezin_sheet_write_ods: (transfer full): An OpenDocument spreadsheet; the same bytes for the same sheet. GEZIN_WIRE_ERROR_LIBRARY. */
GBytes *gezin_sheet_write_ods (const GezinSheet *sheet, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSheet, gezin_sheet_free)

G_END_DECLS
