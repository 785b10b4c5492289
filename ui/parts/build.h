/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Small pieces that every page is made of. */

/** gezin_text_new: A label that wraps; @classes: (nullable): CSS classes with spaces between. */
GtkWidget *gezin_text_new (const char *text, const char *classes);

/** gezin_icon_new: Decoration: not heard. */
GtkWidget *gezin_icon_new (const char *icon, const char *classes);

GtkWidget *gezin_box_new (GtkOrientation orientation, int spacing, const char *classes);

/** gezin_icon_button_new: Named for a screen reader and as a tooltip. @action: (nullable) */
GtkWidget *gezin_icon_button_new (const char *icon, const char *name, const char *action);

/** gezin_tag_new: An icon and a word in a coloured pill. */
GtkWidget *gezin_tag_new (const char *icon, const char *text, const char *classes);

/** gezin_flag_new: What has to be known before going on: an icon and a sentence in a coloured box. */
GtkWidget *gezin_flag_new (const char *icon, const char *text);

/** gezin_row_new: A row of a boxed list; plain text, never markup. @subtitle: (nullable) */
GtkWidget *gezin_row_new (const char *title, const char *subtitle);

/** gezin_expander_new: A row that opens; plain text, never markup. @subtitle: (nullable) */
GtkWidget *gezin_expander_new (const char *title, const char *subtitle);

/** gezin_row_open_record: Makes @row open a record, and shows that it does. */
void gezin_row_open_record (GtkWidget *row, const GezinUuid *record);

/** gezin_list_new: A boxed list without selection. */
GtkWidget *gezin_list_new (void);

/** gezin_section_new: A heading above a card; @link: (nullable): a word at its end that activates @action with @target (floating). */
GtkWidget *gezin_section_new (const char *title, const char *link, const char *action,
                              GVariant *target);

/** gezin_empty_new: What belongs here, for a page that has nothing yet. */
GtkWidget *gezin_empty_new (const char *icon, const char *title, const char *text);

/** gezin_box_clear: Removes all children of a GtkBox. */
void gezin_box_clear (GtkWidget *box);

/** gezin_scrolled_new: @child in a page that scrolls up and down. */
GtkWidget *gezin_scrolled_new (GtkWidget *child);

/** gezin_sideways_new: @child, which scrolls sideways where it is wider than its place. The page around it goes on scrolling up and down where the pointer is over it. */
GtkWidget *gezin_sideways_new (GtkWidget *child);

/** gezin_say: A toast, with a button that undoes when @can_undo. */
void gezin_say (GtkWidget *from, const char *text, gboolean can_undo);

/** gezin_say_error: The sentence for @error as a toast. */
void gezin_say_error (GtkWidget *from, const GError *error);

/** gezin_uuid_variant: (transfer floating): @id as the target of an action. */
GVariant *gezin_uuid_variant (const GezinUuid *id);

/** gezin_em: Pixels of one em of the interface font: at 200 % text twice as many. */
double gezin_em (GtkWidget *widget);

/** gezin_choice_new: (transfer floating): @drop_down under its @label, which is its name for who cannot see it. */
GtkWidget *gezin_choice_new (const char *label, GtkWidget *drop_down);

G_END_DECLS
