/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GezinImportPage: A bundle that came: who sent it, what it would bring, and taking it in. Nothing of
 * it is in the dossiers before somebody says so.
 */
#define GEZIN_TYPE_IMPORT_PAGE (gezin_import_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinImportPage, gezin_import_page, GEZIN, IMPORT_PAGE, AdwBin)

/** gezin_import_page_new: @file: from anybody, in the inbox or elsewhere; it stays where it is. */
GtkWidget *gezin_import_page_new (GezinSession *session, GFile *file);

G_END_DECLS
