/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * gezin_toast_new: What is told in passing: @text whole, in as many lines as fit in @window, for as
 * long as it takes to read; with a button that undoes when @can_undo.
 * Returns: (transfer full): for the overlay of @window
 */
AdwToast *gezin_toast_new (GtkWindow *window, const char *text, gboolean can_undo);

G_END_DECLS
