/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "model/readings.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinRecordSheet: The form of one record. Emits "closed" when it has nothing more to do. */
#define GEZIN_TYPE_RECORD_SHEET (gezin_record_sheet_get_type ())
G_DECLARE_FINAL_TYPE (GezinRecordSheet, gezin_record_sheet, GEZIN, RECORD_SHEET, AdwBin)

GtkWidget *gezin_record_sheet_new (GezinSession *session);

/**
 * gezin_record_sheet_open:
 * @record: may be an id that is not in @dossier: a new record
 * @draft: (nullable): what was typed before
 * @frozen: (element-type GezinFrozenReading): what is no longer shared
 *
 * What stood in the sheet before is kept as a draft first.
 */
void gezin_record_sheet_open (GezinRecordSheet *sheet, GezinDossier *dossier,
                              const GezinUuid *record, GezinKind kind, const GezinDraft *draft,
                              GPtrArray *frozen);

/** gezin_record_sheet_set_title: Another title than the kind of the record. */
void gezin_record_sheet_set_title (GezinRecordSheet *sheet, const char *title);

/** gezin_record_sheet_preset: Fills in @field for the person; alone it is not worth keeping. */
void gezin_record_sheet_preset (GezinRecordSheet *sheet, GezinField field, const char *text);

/** gezin_record_sheet_fill: As if the person had typed @text into @field: worth keeping by itself. */
void gezin_record_sheet_fill (GezinRecordSheet *sheet, GezinField field, const char *text);

/** gezin_record_sheet_refresh: The dossier became @now. The form of what was erased closes, and nothing of it is kept. */
void gezin_record_sheet_refresh (GezinRecordSheet *sheet, GezinDossier *now, GPtrArray *frozen);

/** gezin_record_sheet_keep: Keeps what was typed, at once. */
void gezin_record_sheet_keep (GezinRecordSheet *sheet);

/** gezin_record_sheet_done: Puts what was typed into the dossier. */
void gezin_record_sheet_done (GezinRecordSheet *sheet);

/** gezin_record_sheet_leave: Keeps what was typed and closes. */
void gezin_record_sheet_leave (GezinRecordSheet *sheet);

/** gezin_record_sheet_ask_removal: Asks why, and removes the record. */
void gezin_record_sheet_ask_removal (GezinRecordSheet *sheet);

/** gezin_record_sheet_record: (transfer none) (nullable): Of which record the form is. */
const GezinUuid *gezin_record_sheet_record (GezinRecordSheet *sheet);

G_END_DECLS
