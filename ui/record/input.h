/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/display.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinInput: What one value of one field is typed or chosen in. Its text is what gezin_session_edit() takes. */
typedef struct _GezinInput GezinInput;

/** GezinInputEdited: Somebody typed or chose. */
typedef void (*GezinInputEdited) (gpointer owner);

/**
 * gezin_input_new:
 * @dossier: where references may lead
 * @own: the record that the field is of; never offered as a reference
 * @name: how the input is heard
 */
GezinInput *gezin_input_new (GezinSession *session, GezinDossier *dossier, const GezinUuid *own,
                             GezinKind kind, const GezinFieldSpec *spec, const char *name,
                             GezinInputEdited edited, gpointer owner);
void gezin_input_free (GezinInput *input);

/** gezin_input_widget: (transfer none): To be put into the form. */
GtkWidget *gezin_input_widget (GezinInput *input);

/** gezin_input_get: (transfer full): The text; empty when there is nothing. */
char *gezin_input_get (GezinInput *input);

/** gezin_input_set: Shows @text without calling edited. */
void gezin_input_set (GezinInput *input, const char *text);

/** gezin_input_set_wrong: Marks it, with the @sentence that says why (%NULL: nothing is wrong). */
void gezin_input_set_wrong (GezinInput *input, const char *sentence);

void gezin_input_focus (GezinInput *input);

G_END_DECLS
