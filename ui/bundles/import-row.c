/* SPDX-License-Identifier: EUPL-1.2 */

/* One thing that came: what it is, yes or no, and, opened, what would change. What is inside is made
 * when it is opened. */

#include "bundles/import-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define COLUMNS_LEAST 52

typedef struct {
  GezinImportPage *page; /* outlives its rows */
  guint place;
  gboolean is_filled;
} Row;

static GezinImportItem *
item_of (const Row *row)
{
  return row->page->reading->items->pdata[row->place];
}

static GezinImportAnswer *
answer_of (const Row *row)
{
  return row->page->answers->pdata[row->place];
}

static const char *
title_of (const GezinImportItem *item)
{
  return item->title != NULL && item->title[0] != '\0' ? item->title
                                                       : gezin_session_kind_label (item->kind);
}

/* Yes or no. */

static void
show_chosen (GtkToggleButton *button)
{
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (button), "sign"),
                          gtk_toggle_button_get_active (button));
}

static void
answered_cb (GtkToggleButton *button, Row *row)
{
  GezinImportAnswer *answer = answer_of (row);
  GezinAnswer which = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "answer"));

  show_chosen (button);
  if (gtk_toggle_button_get_active (button))
    answer->answer = which;
  else if (answer->answer == which)
    answer->answer = GEZIN_ANSWER_NONE;
  gezin_import_page_refresh (row->page);
}

static GtkWidget *
answer_button_new (Row *row, GezinAnswer which, GtkWidget *group)
{
  gboolean is_yes = which == GEZIN_ANSWER_YES;
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 4, NULL);
  GtkWidget *sign =
      gezin_icon_new (is_yes ? "gezin-check-symbolic" : "gezin-cross-symbolic", "small");
  /* Translators: %s is one line about a record. */
  g_autofree char *name = g_strdup_printf (
      is_yes ? _ ("Take over: %s") : _ ("Do not take over: %s"), title_of (item_of (row)));

  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), gtk_label_new (is_yes ? _ ("Yes") : _ ("No")));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, is_yes ? "answer-yes" : "answer-no");
  gezin_access_name (button, name);
  g_object_set_data (G_OBJECT (button), "answer", GINT_TO_POINTER (which));
  g_object_set_data (G_OBJECT (button), "sign", sign);
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), answer_of (row)->answer == which);
  show_chosen (GTK_TOGGLE_BUTTON (button));
  g_signal_connect (button, "toggled", G_CALLBACK (answered_cb), row);
  return button;
}

static GtkWidget *
answers_new (Row *row)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 0, "linked answers");
  GtkWidget *yes = answer_button_new (row, GEZIN_ANSWER_YES, NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), yes);
  gtk_box_append (GTK_BOX (box), answer_button_new (row, GEZIN_ANSWER_NO, yes));
  return box;
}

/* Two versions. */

static void
version_cb (GtkCheckButton *check, Row *row)
{
  guint change = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "change"));

  if (!gtk_check_button_get_active (check))
    return;
  g_array_index (answer_of (row)->versions, GezinVersionChoice, change) =
      (GezinVersionChoice) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "version"));
  gezin_import_page_refresh (row->page);
}

static GtkWidget *
choice_new (Row *row, guint change, GezinVersionChoice choice, const char *label, const char *name,
            GtkWidget **group)
{
  GtkWidget *check = gezin_check_new (label, name);

  if (*group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (*group));
  else
    *group = check;
  g_object_set_data (G_OBJECT (check), "change", GUINT_TO_POINTER (change));
  g_object_set_data (G_OBJECT (check), "version", GINT_TO_POINTER (choice));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_array_index (answer_of (row)->versions, GezinVersionChoice, change)
                                   == choice);
  g_signal_connect (check, "toggled", G_CALLBACK (version_cb), row);
  return check;
}

static void
add_origin (GtkWidget *box, const char *icon, const char *text)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "dim");

  gtk_box_append (GTK_BOX (line), gezin_icon_new (icon, "small"));
  gtk_box_append (GTK_BOX (line), gezin_text_new (text, "small"));
  gtk_box_append (GTK_BOX (box), line);
}

static GtkWidget *
version_new (Row *row, guint place, gboolean is_ours, GtkWidget **group)
{
  const GezinImportChange *change = item_of (row)->changes->pdata[place];
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "version");
  const char *text = is_ours ? change->before : change->after;
  const char *author = is_ours ? change->our_author : change->their_author;
  g_autofree char *when = gezin_when_moment (gezin_session_clock (row->page->session),
                                             is_ours ? change->our_time : change->their_time);
  /* Translators: %s is somebody. */
  g_autofree char *theirs = g_strdup_printf (_ ("Version of %s"), row->page->reading->sender->name);
  const char *title = is_ours ? _ ("Your version") : theirs;
  /* Translators: whose version, and what stands there. */
  g_autofree char *name =
      g_strdup_printf (_ ("Use this one: %s, %s"), title, text != NULL ? text : _ ("left empty"));
  GtkWidget *body = gezin_text_new (text != NULL ? text : _ ("left empty"), NULL);

  gtk_widget_set_vexpand (body, TRUE);
  gtk_label_set_yalign (GTK_LABEL (body), 0);
  gtk_box_append (GTK_BOX (box), gezin_text_new (title, "strong"));
  gtk_box_append (GTK_BOX (box), body);
  if (author != NULL)
    add_origin (box, "gezin-person-symbolic", author);
  add_origin (box, "gezin-clock-symbolic", when);
  gtk_box_append (GTK_BOX (box),
                  choice_new (row, place, is_ours ? GEZIN_CHOICE_OURS : GEZIN_CHOICE_THEIRS,
                              _ ("Use this one"), name, group));
  return box;
}

static GtkWidget *
conflict_new (Row *row, guint place)
{
  const GezinImportChange *change = item_of (row)->changes->pdata[place];
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, "two-versions");
  GtkWidget *line = gtk_list_box_row_new ();
  GtkWidget *group = NULL;
  GtkWidget *first = version_new (row, place, TRUE, &group);
  GtkWidget *second = version_new (row, place, FALSE, &group);
  const char *label = gezin_session_field_label (change->field);
  /* Translators: %s is the name of a field. */
  g_autofree char *later = g_strdup_printf (_ ("Choose later: %s"), label);

  gtk_box_append (GTK_BOX (box), gezin_text_new (label, "strong"));
  gtk_box_append (GTK_BOX (box), gezin_columns_new (first, second, COLUMNS_LEAST, 0.5));
  gtk_box_append (GTK_BOX (box),
                  choice_new (row, place, GEZIN_CHOICE_LATER,
                              _ ("Choose later: until then both stand there"), later, &group));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), FALSE);
  gtk_widget_set_focusable (line, FALSE);
  gezin_access_name (line, label);
  return line;
}

/* What is inside. */

static GtkWidget *
change_new (const GezinImportChange *change)
{
  const char *after = change->after != NULL ? change->after : _ ("left empty");
  g_autofree char *text =
      change->before != NULL
          /* Translators: what a field said, and what it would say. */
          ? g_strdup_printf (_ ("It said: %s\nIt would say: %s"), change->before, after)
          : g_strdup (after);
  GtkWidget *row = gezin_row_new (gezin_session_field_label (change->field), text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
expanded_cb (AdwExpanderRow *expander, GParamSpec *spec, Row *row)
{
  const GezinImportItem *item = item_of (row);

  if (row->is_filled || !adw_expander_row_get_expanded (expander))
    return;
  row->is_filled = TRUE;
  for (guint i = 0; item->changes != NULL && i < item->changes->len; i++)
    {
      const GezinImportChange *change = item->changes->pdata[i];

      adw_expander_row_add_row (expander,
                                change->is_conflict ? conflict_new (row, i) : change_new (change));
    }
}

/* What it is, and why something is the matter with it. */
static char *
below_of (GezinImportPage *page, const GezinImportItem *item)
{
  const char *kind = gezin_session_kind_label (item->kind);
  const char *by_hand = NULL;

  if (item->sentence != NULL)
    return g_strdup_printf ("%s\n%s", kind, item->sentence);
  if ((gezin_catalogue_kind (item->kind)->flags & GEZIN_KIND_WRITTEN_ONCE) != 0
      && !gezin_import_has_outcome (item, "unchanged") && !page->reading->is_new)
    by_hand = item->can_reject ? _ ("Choose this yourself, after a talk.")
                               : _ ("It narrows what was allowed, and counts at once.");
  return by_hand != NULL ? g_strdup_printf ("%s\n%s", kind, by_hand) : g_strdup (kind);
}

GtkWidget *
gezin_import_row_new (GezinImportPage *page, guint place)
{
  Row *row = g_new0 (Row, 1);
  const GezinImportItem *item = page->reading->items->pdata[place];
  g_autofree char *below = below_of (page, item);
  g_autofree char *name = g_strdup_printf ("%s, %s", title_of (item), below);
  GtkWidget *widget = gezin_expander_new (title_of (item), below);

  row->page = page;
  row->place = place;
  gezin_access_name (widget, name);
  if (answer_of (row)->can_answer)
    adw_expander_row_add_action (ADW_EXPANDER_ROW (widget), answers_new (row));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (widget),
                                         item->changes != NULL && item->changes->len > 0);
  g_object_set_data_full (G_OBJECT (widget), "row", row, g_free);
  g_signal_connect (widget, "notify::expanded", G_CALLBACK (expanded_cb), row);
  return widget;
}
