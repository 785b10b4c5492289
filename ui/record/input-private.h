/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "record/input.h"

G_BEGIN_DECLS

/** GezinCandidate: Something that a field may hold: a code or the id of a record, and how it reads. */
typedef struct {
  char *code;
  char *label;
} GezinCandidate;

/* Under this a widget that is filled later finds its input, as long as there is one. */
#define GEZIN_INPUT_KEY "input"

struct _GezinInput {
  GezinSession *session;
  const GezinFieldSpec *spec;
  const char *name;
  GPtrArray *candidates; /* (nullable): GezinCandidate */
  guint *
      uses; /* (nullable): how often each candidate stands in the dossier; more so where it stands in this field */

  GtkWidget *widget;
  GtkWidget *focus; /* takes the focus and the wrong mark */
  GtkWidget *extra; /* of some: a list, a pop-up */
  GtkWidget *found; /* of input-many: what the search shows */

  char *(*get) (GezinInput *input);
  void (*set) (GezinInput *input, const char *text);

  gboolean is_setting;
  GezinInputEdited edited;
  gpointer owner;
};

/** gezin_input_tell: To be called by an input when a person changed it. */
void gezin_input_tell (GezinInput *input);

/** gezin_input_label_of: (transfer none) (nullable): How @code reads. */
const char *gezin_input_label_of (GezinInput *input, const char *code);

/* Each fills in widget, focus, get and set. */
void gezin_input_make_line (GezinInput *input);
void gezin_input_make_prose (GezinInput *input);
void gezin_input_make_date (GezinInput *input);
void gezin_input_make_choice (GezinInput *input, gboolean is_multiple);
void gezin_input_make_list (GezinInput *input);
void gezin_input_make_many (GezinInput *input, gboolean is_multiple);
void gezin_input_make_card (GezinInput *input);
void gezin_input_make_passing (GezinInput *input, GezinDossier *dossier);

G_END_DECLS
