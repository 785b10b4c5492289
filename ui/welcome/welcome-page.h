/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GezinWelcomePage: The first start. Emits "ready" when there is an open store
 * in the folder, and "look-around" when somebody wants to see a sample family.
 */
#define GEZIN_TYPE_WELCOME_PAGE (gezin_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinWelcomePage, gezin_welcome_page, GEZIN, WELCOME_PAGE, AdwBin)

GtkWidget *gezin_welcome_page_new (GezinSession *session, const char *folder, GMenuModel *menu);

/** gezin_welcome_page_failed: Looking around did not work out; @error says why. */
void gezin_welcome_page_failed (GezinWelcomePage *page, const GError *error);

G_END_DECLS
