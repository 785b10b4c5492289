/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What windows that ask something have in common. */

/** gezin_dialog_build: @dialog over its parent, with a header and @content (floating) below it. */
void gezin_dialog_build (AdwWindow *dialog, const char *title, GtkWidget *content);

/** gezin_dialog_class_init: Escape closes. */
void gezin_dialog_class_init (GtkWidgetClass *klass);

/** gezin_dialog_page_new: A page that scrolls, with a line of @buttons (nullable) (floating) below it that does not. @column: (out): what the page holds. */
GtkWidget *gezin_dialog_page_new (GtkWidget **column, GtkWidget *buttons);

/** gezin_dialog_buttons_new: @back: (nullable): a button at the left; @go is the one that does it. */
GtkWidget *gezin_dialog_buttons_new (GtkWidget *back, GtkWidget *go);

/** gezin_check_row_new: A row to tick; @check: (out): its check button. */
GtkWidget *gezin_check_row_new (const char *title, const char *subtitle, GtkWidget **check);

/** gezin_check_new: Something to tick, or one of a group; its words wrap. @name: as it is heard. */
GtkWidget *gezin_check_new (const char *label, const char *name);

/** gezin_wait_new: What is shown while something is looked up. */
GtkWidget *gezin_wait_new (void);

/** gezin_list_clear: Removes all rows of a GtkListBox. */
void gezin_list_clear (GtkWidget *list);

G_END_DECLS
