/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GezinRestorePage: Puts a backup back on a machine that has no dossiers yet:
 * which file, which key, and then how much is back. Emits "back" for another
 * choice, and "ready" when the store is open and the person wants to go on.
 */
#define GEZIN_TYPE_RESTORE_PAGE (gezin_restore_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinRestorePage, gezin_restore_page, GEZIN, RESTORE_PAGE, AdwBin)

/** gezin_restore_page_new: @folder: where the store is made */
GtkWidget *gezin_restore_page_new (GezinSession *session, const char *folder);

G_END_DECLS
