/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinJournalPage: The contacts of one dossier by day, newest first, with filters by kind. */
#define GEZIN_TYPE_JOURNAL_PAGE (gezin_journal_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinJournalPage, gezin_journal_page, GEZIN, JOURNAL_PAGE, AdwBin)

GtkWidget *gezin_journal_page_new (GezinSession *session);
void gezin_journal_page_show (GezinJournalPage *page, GezinDossier *dossier, GPtrArray *frozen);

G_END_DECLS
