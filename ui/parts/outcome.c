/* SPDX-License-Identifier: EUPL-1.2 */

/* How something went, by an icon and words. */

#include "parts/outcome.h"

#include "parts/access.h"
#include "parts/build.h"

GtkWidget *
gezin_outcome_new (void)
{
  GtkWidget *outcome = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, "card padded");
  GtkWidget *text = gezin_text_new (NULL, NULL);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (outcome), gezin_icon_new ("gezin-check-symbolic", NULL));
  gtk_box_append (GTK_BOX (outcome), text);
  gtk_widget_set_visible (outcome, FALSE);
  return outcome;
}

void
gezin_outcome_show (GtkWidget *outcome, gboolean is_good, const char *text)
{
  GtkWidget *icon = gtk_widget_get_first_child (outcome);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (icon)), text != NULL ? text : "");
  gtk_image_set_from_icon_name (GTK_IMAGE (icon),
                                is_good ? "gezin-check-symbolic" : "gezin-warning-symbolic");
  gtk_widget_set_css_classes (icon, (const char *[]){ is_good ? "good" : "late", NULL });
  gtk_widget_set_visible (outcome, text != NULL);
}

void
gezin_row_say (GtkWidget *row, const char *text)
{
  g_autofree char *name =
      g_strdup_printf ("%s, %s", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), text);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gezin_access_name (row, name);
}
