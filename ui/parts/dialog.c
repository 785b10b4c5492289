/* SPDX-License-Identifier: EUPL-1.2 */

/* What windows that ask something have in common: a header, pages that scroll with
 * their buttons always in sight, rows to tick. */

#include "parts/dialog.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>

#define WIDTH 620
#define HEIGHT 720

void
gezin_dialog_class_init (GtkWidgetClass *klass)
{
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
}

void
gezin_dialog_build (AdwWindow *dialog, const char *title, GtkWidget *content)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *bar = adw_header_bar_new ();

  gtk_window_set_title (GTK_WINDOW (dialog), title);
  gtk_window_set_default_size (GTK_WINDOW (dialog), WIDTH, HEIGHT);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_widget_add_css_class (bar, "flat");
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), gezin_pane_new (content));
  adw_window_set_content (dialog, box);
}

GtkWidget *
gezin_dialog_page_new (GtkWidget **column, GtkWidget *buttons)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);

  *column = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, "page");
  gtk_box_append (GTK_BOX (page), gezin_scrolled_new (*column));
  if (buttons != NULL)
    gtk_box_append (GTK_BOX (page), buttons);
  gezin_access_page (page);
  return page;
}

GtkWidget *
gezin_dialog_buttons_new (GtkWidget *back, GtkWidget *go)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "bottom-bar");

  gtk_widget_add_css_class (go, "suggested-action");
  gtk_widget_set_hexpand (go, TRUE);
  gtk_widget_set_halign (go, GTK_ALIGN_END);
  if (back != NULL)
    gtk_box_append (GTK_BOX (box), back);
  gtk_box_append (GTK_BOX (box), go);
  return box;
}

GtkWidget *
gezin_check_row_new (const char *title, const char *subtitle, GtkWidget **check)
{
  GtkWidget *row = gezin_row_new (title, subtitle);

  *check = gtk_check_button_new ();
  gtk_widget_set_valign (*check, GTK_ALIGN_CENTER);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), *check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *check);
  return row;
}

GtkWidget *
gezin_check_new (const char *label, const char *name)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), gezin_text_new (label, NULL));
  gezin_access_name (check, name);
  return check;
}

GtkWidget *
gezin_wait_new (void)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, NULL);
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gezin_access_name (spinner, _ ("One moment"));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), gezin_text_new (_ ("One moment"), "dim"));
  gezin_access_page (box);
  return box;
}

void
gezin_list_clear (GtkWidget *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), child);
}
