/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinPills: A line of choices to press, one or several at a time; one Tab stop, arrows move. Emits "edited" when somebody chooses. */
#define GEZIN_TYPE_PILLS (gezin_pills_get_type ())
G_DECLARE_FINAL_TYPE (GezinPills, gezin_pills, GEZIN, PILLS, AdwBin)

/** gezin_pills_new: @is_multiple: several at a time. @must_choose: one is always chosen. */
GtkWidget *gezin_pills_new (gboolean is_multiple, gboolean must_choose);

/** gezin_pills_add: @icon: (nullable) */
void gezin_pills_add (GezinPills *pills, const char *code, const char *label, const char *icon);
/** gezin_pills_set_last: Something that stays behind all choices, such as a button that adds one. */
void gezin_pills_set_last (GezinPills *pills, GtkWidget *last);

void gezin_pills_set_label (GezinPills *pills, const char *code, const char *label);
void gezin_pills_set_visible (GezinPills *pills, const char *code, gboolean visible);

gboolean gezin_pills_has (GezinPills *pills, const char *code);
gboolean gezin_pills_is_chosen (GezinPills *pills, const char *code);

/** gezin_pills_set_chosen: Without emitting "edited". */
void gezin_pills_set_chosen (GezinPills *pills, const char *code, gboolean is_chosen);
void gezin_pills_choose_none (GezinPills *pills);

/** gezin_pills_chosen: (transfer full): The codes, with commas between. */
char *gezin_pills_chosen (GezinPills *pills);
guint gezin_pills_n (GezinPills *pills);

G_END_DECLS
