/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinLedgerPage: What was shared and what came: when, with whom, for what, and how it stands. */
#define GEZIN_TYPE_LEDGER_PAGE (gezin_ledger_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinLedgerPage, gezin_ledger_page, GEZIN, LEDGER_PAGE, AdwBin)

/** gezin_ledger_page_new: Of one dossier, once it is shown one; until then of all. */
GtkWidget *gezin_ledger_page_new (GezinSession *session);

void gezin_ledger_page_show (GezinLedgerPage *page, GezinDossier *dossier);

/** gezin_ledger_page_refresh: Reads it again, when it is on screen or as soon as it is. */
void gezin_ledger_page_refresh (GezinLedgerPage *page);

G_END_DECLS
