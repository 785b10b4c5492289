/* SPDX-License-Identifier: EUPL-1.2 */

/* What stands in the place of what could not be read. */

#include "parts/fault.h"

#include "parts/access.h"
#include "parts/build.h"
#include "session/admin.h"

#include <glib/gi18n-lib.h>

GtkWidget *
gezin_fault_new (const char *title, const GError *error, GCallback again, gpointer owner)
{
  g_autofree char *sentence = gezin_session_window_sentence (error);
  GtkWidget *page = gezin_empty_new (
      "gezin-warning-symbolic", title != NULL ? title : _ ("This cannot be shown now"), sentence);
  GtkWidget *button;

  if (again == NULL)
    return page;
  button = gtk_button_new_with_label (_ ("Try again"));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gezin_access_name (button, _ ("Try again"));
  g_signal_connect_swapped (button, "clicked", again, owner);
  gtk_box_append (GTK_BOX (page), button);
  return page;
}

void
gezin_fault_show (GtkWidget *box, const GError *error, GCallback again, gpointer owner)
{
  gezin_box_clear (box);
  if (!gezin_session_is_gone (error))
    gtk_box_append (GTK_BOX (box), gezin_fault_new (NULL, error, again, owner));
}
