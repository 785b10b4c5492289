/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinBackupsPage: Where backups go, the last one, one now, and whether it opens. Emits "changed" when one was made or tried. */
#define GEZIN_TYPE_BACKUPS_PAGE (gezin_backups_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinBackupsPage, gezin_backups_page, GEZIN, BACKUPS_PAGE, AdwBin)

GtkWidget *gezin_backups_page_new (GezinSession *session);

/** gezin_backups_page_refresh: Reads what there is again. */
void gezin_backups_page_refresh (GezinBackupsPage *page);

G_END_DECLS
