/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/exchange-readings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What its sender no longer shares: in place of what is not shown, and a way to decide about it. Lists
 * of it (GezinFrozenReading) may be %NULL: nothing. */

/** gezin_frozen_record: (transfer none) (nullable): That nothing of @record is shown. */
const GezinFrozenReading *gezin_frozen_record (GPtrArray *frozen, const GezinUuid *record);

/** gezin_frozen_field: (transfer none) (nullable): That @field of @record is not shown. */
const GezinFrozenReading *gezin_frozen_field (GPtrArray *frozen, const GezinUuid *record,
                                              GezinField field);

/** gezin_frozen_count: Records of @kind of which nothing is shown. */
guint gezin_frozen_count (GPtrArray *frozen, GezinKind kind);

/** gezin_frozen_sentence: (transfer full): To begin a line with. */
char *gezin_frozen_sentence (const GezinFrozenReading *reading);

/** gezin_frozen_note_new: Stands where the value of @about would. @can_decide: with a button for it. */
GtkWidget *gezin_frozen_note_new (const GezinFrozenReading *reading, const char *about,
                                  gboolean can_decide);

/** gezin_frozen_row_new: A row of a boxed list, by which to decide. */
GtkWidget *gezin_frozen_row_new (const GezinFrozenReading *reading);

/** gezin_frozen_add_rows: One for each record of @kind of which nothing is shown; their number. */
guint gezin_frozen_add_rows (GPtrArray *frozen, GezinKind kind, GtkWidget *list);

G_END_DECLS
