/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/exchange-readings.h"
#include "record/input.h"

G_BEGIN_DECLS

/**
 * GezinFieldForm: One field of the form. Emits "edited" when somebody typed or
 * chose, and asks the sheet by "choose" (the head with a replica and count) to
 * settle two versions.
 */
#define GEZIN_TYPE_FIELD_FORM (gezin_field_form_get_type ())
G_DECLARE_FINAL_TYPE (GezinFieldForm, gezin_field_form, GEZIN, FIELD_FORM, AdwBin)

/**
 * gezin_field_form_new:
 * @base: the dossier in front of the person; held
 * @is_fixed: shown, not changed
 */
GtkWidget *gezin_field_form_new (GezinSession *session, GezinDossier *base, const GezinUuid *record,
                                 GezinKind kind, const GezinFieldSpec *spec, gboolean is_fixed);

const GezinFieldSpec *gezin_field_form_spec (GezinFieldForm *form);

/** gezin_field_form_is_edited: Whether what stands there differs from the dossier. */
gboolean gezin_field_form_is_edited (GezinFieldForm *form);

/** gezin_field_form_is_touched: Whether a person did that: a text that was filled in for them does not count. */
gboolean gezin_field_form_is_touched (GezinFieldForm *form);

/**
 * gezin_field_form_collect:
 * @edits: to add to, when it was edited
 * @raw: what cannot be read goes in as it was typed (a draft); otherwise it is an error
 */
gboolean gezin_field_form_collect (GezinFieldForm *form, GPtrArray *edits, gboolean raw,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_field_form_take_draft: Shows what @edits, from a draft, say of this field; the contexts of the draft stay. */
void gezin_field_form_take_draft (GezinFieldForm *form, GPtrArray *edits);

/** gezin_field_form_preset: Fills it in for the person. */
void gezin_field_form_preset (GezinFieldForm *form, const char *text);

/** gezin_field_form_fill: As if the person had typed @text. */
void gezin_field_form_fill (GezinFieldForm *form, const char *text);

/** gezin_field_form_set_problem: The sentence under the field; %NULL for none. */
void gezin_field_form_set_problem (GezinFieldForm *form, const char *sentence);

/** gezin_field_form_set_frozen: @why (nullable): what stands there is no longer shared, and not shown. */
void gezin_field_form_set_frozen (GezinFieldForm *form, const GezinFrozenReading *why);

/** gezin_field_form_refresh: The dossier changed: shows it, or, when this field was edited and is different now, asks. */
void gezin_field_form_refresh (GezinFieldForm *form, GezinDossier *now);

/** gezin_field_form_is_asking: Whether somebody has to say first which of two texts counts. */
gboolean gezin_field_form_is_asking (GezinFieldForm *form);

void gezin_field_form_focus (GezinFieldForm *form);

G_END_DECLS
