/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "parts/job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinReviewAct: Something to do in a review, with words of whoever does it. Borrowed pointers. */
typedef struct {
  const char *title;
  const char *explanation;
  const char *label; /* of the words */
  const char *go; /* of the button */
  const char *done; /* told afterwards */
  gboolean needs_text;
  GezinJobRun
      run; /* finds dossier, record and `flag` (there is a record), names[0] (field), text (nullable) */
  const GezinUuid *dossier;
  const GezinUuid *record; /* (nullable) */
  const char *field; /* (nullable): wire name */
} GezinReviewAct;

/** gezin_review_dialog_open: Asks for the words, does it, and says why when it could not be done. */
void gezin_review_dialog_open (GtkWidget *from, GezinSession *session, const GezinReviewAct *act);

G_END_DECLS
