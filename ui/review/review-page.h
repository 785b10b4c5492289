/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinReviewPage: What a team lead approved of a dossier, what became of it since, remarks, and asking. */
#define GEZIN_TYPE_REVIEW_PAGE (gezin_review_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinReviewPage, gezin_review_page, GEZIN, REVIEW_PAGE, AdwBin)

GtkWidget *gezin_review_page_new (GezinSession *session);
void gezin_review_page_show (GezinReviewPage *page, GezinDossier *dossier);

G_END_DECLS
