/* SPDX-License-Identifier: EUPL-1.2 */

/* Several of many: what is chosen stands as pills that can be taken away; a
 * pop-up with a search field adds to them. */

#include "record/input-private.h"

#include "base/text.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 40

/* Members of the widget that only this input has, kept as its data. */
#define WRAP(input) GTK_WIDGET (g_object_get_data (G_OBJECT ((input)->widget), "wrap"))
#define FOUND(input) GTK_WIDGET (g_object_get_data (G_OBJECT ((input)->widget), "found"))

static void show_chosen (GezinInput *input);

static gboolean
is_chosen (GezinInput *input, const char *code)
{
  return g_ptr_array_find_with_equal_func (input->chosen, code, g_str_equal, NULL);
}

static void
take_away_cb (GtkWidget *button, GezinInput *input)
{
  const char *code = g_object_get_data (G_OBJECT (button), "code");
  guint position;

  if (!g_ptr_array_find_with_equal_func (input->chosen, code, g_str_equal, &position))
    return;
  g_ptr_array_remove_index (input->chosen, position);
  show_chosen (input);
  gtk_widget_grab_focus (input->focus);
  gezin_input_tell (input);
}

static void
show_chosen (GezinInput *input)
{
  gezin_wrap_clear (GEZIN_WRAP (WRAP (input)));
  for (guint i = 0; i < input->chosen->len; i++)
    {
      const char *code = input->chosen->pdata[i];
      const char *label = gezin_input_label_of (input, code);
      GtkWidget *button = gtk_button_new ();
      GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
      g_autofree char *name = NULL;

      if (label == NULL)
        label = _ ("not in this dossier");
      /* Translators: %s is what was chosen, for instance a person. */
      name = g_strdup_printf (_ ("Take away: %s"), label);
      gtk_box_append (GTK_BOX (inside), gezin_text_new (label, NULL));
      gtk_box_append (GTK_BOX (inside), gezin_icon_new ("gezin-cross-symbolic", "small"));
      gtk_button_set_child (GTK_BUTTON (button), inside);
      gtk_widget_add_css_class (button, "pill-choice");
      gezin_access_name (button, name);
      g_object_set_data_full (G_OBJECT (button), "code", g_strdup (code), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (take_away_cb), input);
      gezin_wrap_append (GEZIN_WRAP (WRAP (input)), button);
    }
  gtk_widget_set_visible (WRAP (input), input->chosen->len > 0);
}

static char *
many_get (GezinInput *input)
{
  g_ptr_array_add (input->chosen, NULL);
  char *text = g_strjoinv (",", (char **) input->chosen->pdata);

  g_ptr_array_set_size (input->chosen, (int) input->chosen->len - 1);
  return text;
}

static void
many_set (GezinInput *input, const char *text)
{
  g_auto (GStrv) codes = g_strsplit (text, ",", -1);

  g_ptr_array_set_size (input->chosen, 0);
  for (guint i = 0; codes[i] != NULL; i++)
    if (codes[i][0] != '\0')
      g_ptr_array_add (input->chosen, g_strdup (codes[i]));
  show_chosen (input);
}

/* The pop-up. */

static void
pick_cb (GtkWidget *row, GezinInput *input)
{
  const char *code = g_object_get_data (G_OBJECT (row), "code");

  if (!is_chosen (input, code))
    {
      g_ptr_array_add (input->chosen, g_strdup (code));
      show_chosen (input);
      gezin_input_tell (input);
    }
  gtk_menu_button_popdown (GTK_MENU_BUTTON (input->focus));
}

static void
show_found (GezinInput *input)
{
  GtkWidget *child;
  g_autofree char *words = gezin_text_fold (gtk_editable_get_text (GTK_EDITABLE (input->extra)));
  guint n = 0;

  while ((child = gtk_widget_get_first_child (FOUND (input))) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (FOUND (input)), child);
  for (guint i = 0; i < input->candidates->len && n < MAX_SHOWN; i++)
    {
      const GezinCandidate *candidate = input->candidates->pdata[i];
      g_autofree char *folded = gezin_text_fold (candidate->label);
      GtkWidget *row;

      if (is_chosen (input, candidate->code) || strstr (folded, words) == NULL)
        continue;
      row = gezin_row_new (candidate->label, NULL);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "code", g_strdup (candidate->code), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (pick_cb), input);
      gtk_list_box_append (GTK_LIST_BOX (FOUND (input)), row);
      n++;
    }
}

static void
search_changed_cb (GtkWidget *entry, GezinInput *input)
{
  show_found (input);
}

static void
shown_cb (GtkWidget *popover, GezinInput *input)
{
  gtk_editable_set_text (GTK_EDITABLE (input->extra), "");
  show_found (input);
  gtk_widget_grab_focus (input->extra);
}

static GtkWidget *
popover_new (GezinInput *input)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *found = gezin_list_new ();
  GtkWidget *scrolled = gezin_scrolled_new (found);

  input->extra = gtk_search_entry_new ();
  gezin_access_name (input->extra, input->name);
  gezin_access_name (found, input->name);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_box_append (GTK_BOX (box), input->extra);
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (scrolled));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_object_set_data (G_OBJECT (input->widget), "found", found);
  g_signal_connect (input->extra, "search-changed", G_CALLBACK (search_changed_cb), input);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), input);
  return popover;
}

void
gezin_input_make_many (GezinInput *input)
{
  GtkWidget *wrap = gezin_wrap_new (8);
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  g_autofree char *name = NULL;

  input->chosen = g_ptr_array_new_with_free_func (g_free);
  input->widget = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  g_object_set_data (G_OBJECT (input->widget), "wrap", wrap);
  gtk_box_append (GTK_BOX (input->widget), gezin_tab_stop_new (wrap));
  input->focus = gtk_menu_button_new ();
  /* Translators: %s is a field such as “Who was there”. */
  name = g_strdup_printf (_ ("Add to: %s"), input->name);
  gtk_box_append (GTK_BOX (inside), gezin_icon_new ("gezin-plus-symbolic", "small"));
  gtk_box_append (GTK_BOX (inside), gtk_label_new (C_ ("verb", "Add")));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (input->focus), inside);
  gtk_widget_add_css_class (input->focus, "flat");
  gtk_widget_set_halign (input->focus, GTK_ALIGN_START);
  gezin_access_name (input->focus, name);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (input->focus), popover_new (input));
  gtk_box_append (GTK_BOX (input->widget), input->focus);
  input->get = many_get;
  input->set = many_set;
}
