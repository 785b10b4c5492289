/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/readings.h"
#include "model/review-readings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinDossierEntry: A line of the list: a dossier, one that waits for a review, or a place in one where the words were found. Borrowed pointers; one of these is set. */
typedef struct {
  const GezinDossierRow *row;
  const GezinSearchHit *hit;
  const GezinReviewWaiting *waiting;
  GPtrArray *keeps; /* (element-type …): the array that owns them */
} GezinDossierEntry;

GezinDossierEntry *gezin_dossier_entry_new (const GezinDossierRow *row, const GezinSearchHit *hit,
                                            GPtrArray *keeps);
GezinDossierEntry *gezin_dossier_entry_new_waiting (const GezinReviewWaiting *waiting,
                                                    GPtrArray *keeps);
void gezin_dossier_entry_free (GezinDossierEntry *entry);

/** GezinDossierLine: The widget of a line, bound to one entry after another. */
#define GEZIN_TYPE_DOSSIER_LINE (gezin_dossier_line_get_type ())
G_DECLARE_FINAL_TYPE (GezinDossierLine, gezin_dossier_line, GEZIN, DOSSIER_LINE, AdwBin)

GtkWidget *gezin_dossier_line_new (void);
void gezin_dossier_line_show (GezinDossierLine *line, const GezinDossierEntry *entry,
                              const GDate *today);

G_END_DECLS
