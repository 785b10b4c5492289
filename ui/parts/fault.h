/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * gezin_fault_new:
 * @title: (nullable): what cannot be done; %NULL: this cannot be shown now
 * @error: why
 * @again: (nullable): called with @owner, which outlives the page, when somebody asks for it again
 *
 * Returns: (transfer floating): what stands in the place of what could not be read: what happened, what to
 * do, and a way to try again
 */
GtkWidget *gezin_fault_new (const char *title, const GError *error, GCallback again,
                            gpointer owner);

/** gezin_fault_show: The same as all that is in @box, a GtkBox; nothing at all when the session is gone: it is locked. */
void gezin_fault_show (GtkWidget *box, const GError *error, GCallback again, gpointer owner);

G_END_DECLS
