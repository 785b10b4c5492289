/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GezinKeyPaper: Two buttons: print the recovery key, or save it on a USB stick.
 * The key goes to the printer or to the file that was picked, and nowhere else.
 */
#define GEZIN_TYPE_KEY_PAPER (gezin_key_paper_get_type ())
G_DECLARE_FINAL_TYPE (GezinKeyPaper, gezin_key_paper, GEZIN, KEY_PAPER, AdwBin)

/**
 * gezin_key_paper_new:
 * @folder: of the store; what lies on the same disk is refused as a place for the key
 */
GtkWidget *gezin_key_paper_new (const char *folder);

/** gezin_key_paper_set_key: @key: (transfer none) (nullable): copied into locked memory; %NULL forgets it. */
void gezin_key_paper_set_key (GezinKeyPaper *paper, const GezinSecret *key);

/** gezin_key_paper_export: For tests: the page as it goes to a printer, as a PDF at @path. %FALSE without an error where there is no key. */
gboolean gezin_key_paper_export (GezinKeyPaper *paper, const char *path,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
