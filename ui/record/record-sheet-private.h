/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "record/record-sheet.h"

G_BEGIN_DECLS

/* What the form's own files share: the form (record-sheet.c), its drafts
 * (record-sheet-draft.c), and what is written in the end (record-sheet-done.c).
 *
 * Invariants:
 * 1. What was typed is on disk, as a draft, at most a second later and before the form goes away.
 * 2. A draft ends by being done (the commit takes it along) or thrown away, never by leaving.
 * 3. Nothing is written while a field still asks which of two texts counts. */

struct _GezinRecordSheet {
  AdwBin parent_instance;

  GezinSession *session;
  GezinDossier *dossier; /* NULL: nothing open */
  GezinUuid record;
  GezinKind kind;
  GPtrArray *frozen; /* (nullable) GezinFrozenReading */
  GPtrArray *fields; /* GezinFieldForm, owned by their boxes */
  GtkWidget *file_box; /* (nullable): of a kind that holds a file; owned by its box */
  guint timer;
  guint focus_idle;
  gboolean wants_focus; /* of the first field, as soon as it is on screen */
  gboolean has_draft;
  gboolean is_busy;

  GtkWidget *title;
  GtkWidget *menu;
  GtkWidget *close;
  GtkWidget *scrolled;
  GtkWidget *restored;
  GtkWidget *restored_label;
  GtkWidget *first;
  GtkWidget *more;
  GtkWidget *rest;
  GtkWidget *kept_icon;
  GtkWidget *kept;
  GtkWidget *done;
};

/** gezin_record_sheet_say: A word below the form. */
void gezin_record_sheet_say (GezinRecordSheet *sheet, const char *text, gboolean is_good);

/** gezin_record_sheet_is_touched: Whether something in it was changed and not written yet. */
gboolean gezin_record_sheet_is_touched (GezinRecordSheet *sheet);

/** gezin_record_sheet_forget: Empties the form. */
void gezin_record_sheet_forget (GezinRecordSheet *sheet);

/** gezin_record_sheet_finish: Empties it and says that it closed. */
void gezin_record_sheet_finish (GezinRecordSheet *sheet);

/** gezin_record_sheet_edited: Something was typed: it will be kept. */
void gezin_record_sheet_edited (GezinRecordSheet *sheet);

/** gezin_record_sheet_drop_draft: Throws what was kept away. */
void gezin_record_sheet_drop_draft (GezinRecordSheet *sheet);

/** gezin_record_sheet_attach: @file comes in together with what was typed, in one commit. */
void gezin_record_sheet_attach (GezinRecordSheet *sheet, GFile *file);

G_END_DECLS
