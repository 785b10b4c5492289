/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinPreviewPage: What would go to whom for what, and what stays here and why. Shows nothing before somebody says that nobody looks along. */
#define GEZIN_TYPE_PREVIEW_PAGE (gezin_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinPreviewPage, gezin_preview_page, GEZIN, PREVIEW_PAGE, AdwBin)

GtkWidget *gezin_preview_page_new (GezinSession *session);
void gezin_preview_page_show (GezinPreviewPage *page, GezinDossier *dossier);

G_END_DECLS
