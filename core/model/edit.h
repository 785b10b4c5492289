/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/** GezinEdit: The wanted value of one register, with what its author had in front of them. Owns what it points to. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field;
  GRefString *item; /* of a set, else NULL */
  GRefString *value; /* canonical; NULL clears; in a set: the item when in, NULL when out */
  GezinContext *context; /* (nullable): what was seen, when @knows_context */
  gboolean knows_context; /* FALSE: take the register as it stands when writing (command line) */
  GRefString *origin; /* (nullable): organisation of a value that was chosen or put back */
} GezinEdit;

/** gezin_edit_new: @item and @value are copied and must be canonical; @value %NULL clears or takes out. */
GezinEdit *gezin_edit_new (const GezinUuid *record, GezinKind kind, GezinField field,
                           const char *item, const char *value);
GezinEdit *gezin_edit_copy (const GezinEdit *edit);
void gezin_edit_free (GezinEdit *edit);

/** gezin_edit_seen_in: Gives @edit the context that its register has in @dossier: call it when the form opens. */
void gezin_edit_seen_in (GezinEdit *edit, const GezinDossier *dossier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinEdit, gezin_edit_free)

G_END_DECLS
