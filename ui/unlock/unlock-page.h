/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinUnlockPage: The passphrase or the recovery key. Shows nothing of any family. Emits "unlocked". */
#define GEZIN_TYPE_UNLOCK_PAGE (gezin_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinUnlockPage, gezin_unlock_page, GEZIN, UNLOCK_PAGE, AdwBin)

/** gezin_unlock_page_new: @menu: the primary menu. */
GtkWidget *gezin_unlock_page_new (GezinSession *session, const char *folder, GMenuModel *menu);

G_END_DECLS
