/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_access_name: @widget is heard as exactly @name, mnemonics and child labels left out. */
void gezin_access_name (GtkWidget *widget, const char *name);

/** gezin_access_describe: What is heard after the name. */
void gezin_access_describe (GtkWidget *widget, const char *description);

/** gezin_access_page: A screen reader passes @page by while it is not on screen. */
void gezin_access_page (GtkWidget *page);

/** gezin_access_row: Names the list view's row around @cell; call it when a row is bound. */
void gezin_access_row (GtkWidget *cell, const char *name);

/**
 * GezinTabStop: Around a list: Tab enters and leaves it, arrows move within.
 * GTK 4.8 would take one Tab for each row.
 */
#define GEZIN_TYPE_TAB_STOP (gezin_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (GezinTabStop, gezin_tab_stop, GEZIN, TAB_STOP, AdwBin)

GtkWidget *gezin_tab_stop_new (GtkWidget *child);

G_END_DECLS
