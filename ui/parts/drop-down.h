/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gezin_drop_down_new: (transfer floating): Of a model of GtkStringObject. What is chosen may be cut short, so that a long name does not widen the page; the list wraps. @chosen: called with @data when another is selected. */
GtkWidget *gezin_drop_down_new (GCallback chosen, gpointer data);

G_END_DECLS
