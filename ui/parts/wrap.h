/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GezinWrap: Lays children in lines as words in a text; GtkFlowBox would put them in columns. */
#define GEZIN_TYPE_WRAP (gezin_wrap_get_type ())
G_DECLARE_FINAL_TYPE (GezinWrap, gezin_wrap, GEZIN, WRAP, GtkWidget)

/** gezin_wrap_new: @spacing in pixels, between children and between lines. */
GtkWidget *gezin_wrap_new (int spacing);
/** gezin_wrap_set_at_end: Each line ends where the width does, as buttons of a dialog do. */
void gezin_wrap_set_at_end (GezinWrap *wrap);
void gezin_wrap_append (GezinWrap *wrap, GtkWidget *child);
void gezin_wrap_clear (GezinWrap *wrap);

/** GezinColumns: Two children beside each other where there is room, else one below the other. */
#define GEZIN_TYPE_COLUMNS (gezin_columns_get_type ())
G_DECLARE_FINAL_TYPE (GezinColumns, gezin_columns, GEZIN, COLUMNS, GtkWidget)

/**
 * gezin_columns_new:
 * @least: characters of the font that both together need to stand side by side
 * @share: of the width for the first child, 0 to 1
 */
GtkWidget *gezin_columns_new (GtkWidget *first, GtkWidget *second, int least, double share);

/** gezin_columns_set_gap: Pixels between them when one is below the other. */
void gezin_columns_set_gap (GtkWidget *columns, int gap);

/** gezin_columns_set_head: @head stands above both where they stand side by side, else below the first: where there is little room the first comes first. */
void gezin_columns_set_head (GezinColumns *columns, GtkWidget *head);

/**
 * GezinPane: Around a page that scrolls: asks for the least width of the page and no height.
 * Without it libadwaita asks a page how wide it must be for a height, which lays out every
 * text of the page many times over.
 */
#define GEZIN_TYPE_PANE (gezin_pane_get_type ())
G_DECLARE_FINAL_TYPE (GezinPane, gezin_pane, GEZIN, PANE, GtkWidget)

GtkWidget *gezin_pane_new (GtkWidget *child);

/**
 * GezinPane::resized:
 * @width: what it has from now on
 *
 * Emitted while sizes are given out: whoever wants to change widgets does so later.
 */

/** gezin_pane_set_least: Asks for @width whatever the child wants; what does not fit is cut off. For a child that arranges itself anew when it gets less. */
void gezin_pane_set_least (GezinPane *pane, int width);

G_END_DECLS
