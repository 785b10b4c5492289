/* SPDX-License-Identifier: EUPL-1.2 */

/* One or several of many: what this dossier uses most lies open as pills, the
 * others are found in a pop-up with a search field and become a pill by being picked. */

#include "record/input-private.h"

#include "base/text.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/pills.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 40
#define PILLS_OF_ONE 4
#define PILLS_OF_SEVERAL 7

static GezinPills *
pills_of (GezinInput *input)
{
  return GEZIN_PILLS (input->widget);
}

static char *
many_get (GezinInput *input)
{
  return gezin_pills_chosen (pills_of (input));
}

/* What is chosen has a pill, also when it is no longer offered. */
static void
choose (GezinInput *input, const char *code)
{
  GezinPills *pills = pills_of (input);
  const char *label = gezin_input_label_of (input, code);

  if (!gezin_pills_has (pills, code))
    gezin_pills_add (pills, code, label != NULL ? label : _ ("not in this dossier"), NULL);
  gezin_pills_set_chosen (pills, code, TRUE);
}

static void
many_set (GezinInput *input, const char *text)
{
  g_auto (GStrv) codes = g_strsplit (text, ",", -1);

  gezin_pills_choose_none (pills_of (input));
  for (guint i = 0; codes[i] != NULL; i++)
    if (codes[i][0] != '\0')
      choose (input, codes[i]);
}

static void
edited_cb (GezinPills *pills, GezinInput *input)
{
  gezin_input_tell (input);
}

/* The most used ones, in the order of the list. */
static void
add_pills (GezinInput *input, guint n)
{
  g_autofree gboolean *is_in = g_new0 (gboolean, input->candidates->len + 1);

  for (guint round = 0; round < n && round < input->candidates->len; round++)
    {
      guint best = 0;

      while (is_in[best])
        best++;
      for (guint i = best + 1; i < input->candidates->len; i++)
        if (!is_in[i] && input->uses[i] > input->uses[best])
          best = i;
      is_in[best] = TRUE;
    }
  for (guint i = 0; i < input->candidates->len; i++)
    if (is_in[i])
      {
        const GezinCandidate *candidate = input->candidates->pdata[i];

        gezin_pills_add (pills_of (input), candidate->code, candidate->label, NULL);
      }
}

/* The pop-up. */

static void
pick_cb (GtkWidget *row, GezinInput *input)
{
  choose (input, g_object_get_data (G_OBJECT (row), "code"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (input->focus));
  gezin_input_tell (input);
}

static void
show_found (GezinInput *input)
{
  GtkWidget *child;
  g_autofree char *words = gezin_text_fold (gtk_editable_get_text (GTK_EDITABLE (input->extra)));
  guint n = 0;

  while ((child = gtk_widget_get_first_child (input->found)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (input->found), child);
  for (guint i = 0; i < input->candidates->len && n < MAX_SHOWN; i++)
    {
      const GezinCandidate *candidate = input->candidates->pdata[i];
      g_autofree char *folded = gezin_text_fold (candidate->label);
      GtkWidget *row;

      if (gezin_pills_is_chosen (pills_of (input), candidate->code)
          || strstr (folded, words) == NULL)
        continue;
      row = gezin_row_new (candidate->label, NULL);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "code", g_strdup (candidate->code), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (pick_cb), input);
      gtk_list_box_append (GTK_LIST_BOX (input->found), row);
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
  GtkWidget *scrolled;

  input->found = gezin_list_new ();
  scrolled = gezin_scrolled_new (input->found);
  input->extra = gtk_search_entry_new ();
  gezin_access_name (input->extra, input->name);
  gezin_access_name (input->found, input->name);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 240);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_box_append (GTK_BOX (box), input->extra);
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (scrolled));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect (input->extra, "search-changed", G_CALLBACK (search_changed_cb), input);
  g_signal_connect (popover, "show", G_CALLBACK (shown_cb), input);
  return popover;
}

void
gezin_input_make_many (GezinInput *input, gboolean is_multiple)
{
  GtkWidget *pills = gezin_pills_new (is_multiple, FALSE);
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  g_autofree char *name = NULL;

  gezin_access_name (pills, input->name);
  g_signal_connect (pills, "edited", G_CALLBACK (edited_cb), input);
  input->widget = pills;
  add_pills (input, is_multiple ? PILLS_OF_SEVERAL : PILLS_OF_ONE);
  input->focus = gtk_menu_button_new ();
  /* Translators: %s is a field such as “Who was there”. */
  name = g_strdup_printf (is_multiple ? _ ("Add to: %s") : _ ("Something else: %s"), input->name);
  gtk_box_append (GTK_BOX (inside), gezin_icon_new ("gezin-plus-symbolic", "small"));
  gtk_box_append (GTK_BOX (inside),
                  gtk_label_new (is_multiple ? C_ ("verb", "Add") : _ ("Something else")));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (input->focus), inside);
  gtk_widget_add_css_class (input->focus, "flat");
  gtk_widget_set_halign (input->focus, GTK_ALIGN_START);
  gezin_access_name (input->focus, name);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (input->focus), popover_new (input));
  gezin_pills_set_last (GEZIN_PILLS (pills), input->focus);
  input->get = many_get;
  input->set = many_set;
}
