/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "parts/person-sign.h"
#include "session/display.h"

G_BEGIN_DECLS

/* What the pages of a dossier ask of it. */

/** gezin_reading_records: (transfer container) (element-type GezinRecord): Of @kind, those that were not removed; they live as long as @dossier. */
GPtrArray *gezin_reading_records (GezinDossier *dossier, GezinKind kind);

/** gezin_reading_people: (transfer container): The people, eldest first. */
GPtrArray *gezin_reading_people (GezinDossier *dossier);

/** gezin_reading_name: (transfer none): The family's name, or words that say that it has none. */
const char *gezin_reading_name (GezinDossier *dossier);

/** gezin_reading_call_name: (transfer full): How @person is called: the name they go by, or the first of the given ones. */
char *gezin_reading_call_name (const GezinRecord *person);

/** gezin_reading_is_household: Whether @person belongs to the household itself. */
gboolean gezin_reading_is_household (const GezinRecord *person);

/** gezin_reading_sign: (transfer floating): The sign of @person on @today. */
GtkWidget *gezin_reading_sign (const GezinRecord *person, const GDate *today);

/** gezin_reading_fixed_face: (transfer none) (nullable): The professional who is the family's fixed face now. */
const GezinRecord *gezin_reading_fixed_face (GezinDossier *dossier, const GDate *today);

/** gezin_reading_is_over: Whether the date in @field of @record lies before @today. */
gboolean gezin_reading_is_over (const GezinRecord *record, GezinField field, const GDate *today);

/** gezin_reading_initials: (transfer full): Of a name, at most two. */
char *gezin_reading_initials (const char *name);

/** gezin_reading_is_open: Whether an agreement still has to be done. */
gboolean gezin_reading_is_open (const GezinRecord *agreement);

/** gezin_reading_names: (transfer full) (nullable): The people and professionals in @field by the names they go by. */
char *gezin_reading_names (GezinDossier *dossier, const GezinRecord *record, GezinField field);

/** gezin_reading_raise: Begins @text with a capital, when it begins with a letter of ASCII; returns @text. */
char *gezin_reading_raise (char *text);

/** gezin_reading_capital: (transfer full) (nullable): The text of @field, to begin a line with. */
char *gezin_reading_capital (GezinSession *session, GezinDossier *dossier,
                             const GezinRecord *record, GezinField field);

G_END_DECLS
