/* SPDX-License-Identifier: EUPL-1.2 */

/* A day at the beginning of a row. */

#include "parts/date-block.h"

#include "parts/build.h"
#include "session/when.h"

GtkWidget *
gezin_date_block_new (void)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "date-block");

  for (guint i = 0; i < 2; i++)
    {
      const char *const *classes = i == 0 ? (const char *const[]){ "card-title", NULL }
                                          : (const char *const[]){ "dim", "small", NULL };
      GtkWidget *label = gtk_label_new (NULL);

      gtk_widget_set_css_classes (label, (const char **) classes);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

void
gezin_date_block_show (GtkWidget *block, const GDate *day, const GDate *today)
{
  GtkWidget *number = gtk_widget_get_first_child (block);
  GtkWidget *month = gtk_widget_get_next_sibling (number);
  const char *name = gezin_when_month (g_date_get_month (day));
  g_autofree char *text = g_strdup_printf ("%u", g_date_get_day (day));
  g_autofree char *below = today == NULL || g_date_get_year (day) == g_date_get_year (today)
                               ? g_strdup (name)
                               : g_strdup_printf ("%s\n%u", name, g_date_get_year (day));

  gtk_label_set_text (GTK_LABEL (number), text);
  gtk_label_set_text (GTK_LABEL (month), below);
}
