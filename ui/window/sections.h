/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinSections: The pages of one dossier as a list, under a card that says whose it is. Chooses by win.section. */
#define GEZIN_TYPE_SECTIONS (gezin_sections_get_type ())
G_DECLARE_FINAL_TYPE (GezinSections, gezin_sections, GEZIN, SECTIONS, AdwBin)

GtkWidget *gezin_sections_new (GezinSession *session);
/** gezin_sections_show: @dossier (nullable): %NULL when none is open any more. */
void gezin_sections_show (GezinSections *sections, GezinDossier *dossier);
void gezin_sections_choose (GezinSections *sections, const char *section);

/** gezin_sections_count: How many fields have two versions. */
void gezin_sections_count (GezinSections *sections, guint n);

G_END_DECLS
