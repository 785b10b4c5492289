/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinDataPage: All records of a dossier: kinds with their counts, and the records of one kind. */
#define GEZIN_TYPE_DATA_PAGE (gezin_data_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinDataPage, gezin_data_page, GEZIN, DATA_PAGE, AdwBin)

GtkWidget *gezin_data_page_new (GezinSession *session);
void gezin_data_page_show (GezinDataPage *page, GezinDossier *dossier, GPtrArray *frozen);

/** gezin_data_page_show_kind: @kind by its wire name. */
void gezin_data_page_show_kind (GezinDataPage *page, const char *kind);

G_END_DECLS
