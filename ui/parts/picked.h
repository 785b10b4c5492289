/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gezin_picked_file:
 * @dialog: (transfer full): a file chooser that answered; it is destroyed
 *
 * (transfer full) (nullable): What was picked; %NULL if nothing was. The desktop's list of recent
 * files, which every program reads and no passphrase guards, does not keep its name.
 */
GFile *gezin_picked_file (GtkNativeDialog *dialog, int response);

G_END_DECLS
