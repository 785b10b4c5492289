/* SPDX-License-Identifier: EUPL-1.2 */

/* Small pieces that every page is made of. Labels wrap and never hold markup,
 * since what they show was typed by people. */

#include "parts/build.h"

#include "parts/access.h"

#include <math.h>

static void
add_classes (GtkWidget *widget, const char *classes)
{
  g_auto (GStrv) names = g_strsplit (classes != NULL ? classes : "", " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (names[i][0] != '\0')
      gtk_widget_add_css_class (widget, names[i]);
}

GtkWidget *
gezin_text_new (const char *text, const char *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  add_classes (label, classes);
  return label;
}

GtkWidget *
gezin_icon_new (const char *icon, const char *classes)
{
  GtkWidget *image =
      g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                    GTK_ACCESSIBLE_ROLE_PRESENTATION, "valign", GTK_ALIGN_CENTER, NULL);

  add_classes (image, classes);
  return image;
}

GtkWidget *
gezin_box_new (GtkOrientation orientation, int spacing, const char *classes)
{
  GtkWidget *box = gtk_box_new (orientation, spacing);

  add_classes (box, classes);
  return box;
}

GtkWidget *
gezin_icon_button_new (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gezin_access_name (button, name);
  gtk_widget_set_tooltip_text (button, name);
  if (action != NULL)
    gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

GtkWidget *
gezin_tag_new (const char *icon, const char *text, const char *classes)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, "tag");

  add_classes (box, classes);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gezin_icon_new (icon, NULL));
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  return box;
}

GtkWidget *
gezin_flag_new (const char *icon, const char *text)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "flag");
  GtkWidget *label = gezin_text_new (text, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gezin_icon_new (icon, NULL));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

GtkWidget *
gezin_row_new (const char *title, const char *subtitle)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);

  /* Not at once: the label inside might hear of the words before it hears that they are no markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (row, 2);
  if (subtitle != NULL && subtitle[0] != '\0')
    {
      g_autofree char *name = g_strdup_printf ("%s, %s", title, subtitle);

      adw_action_row_set_subtitle (row, subtitle);
      adw_action_row_set_subtitle_lines (row, 2);
      gezin_access_name (GTK_WIDGET (row), name);
    }
  else
    gezin_access_name (GTK_WIDGET (row), title);
  return GTK_WIDGET (row);
}

/* The row inside it hears of properties in an order of its own: markup has to be off before. */
GtkWidget *
gezin_expander_new (const char *title, const char *subtitle)
{
  AdwExpanderRow *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_expander_row_set_subtitle (row, subtitle);
  gezin_access_name (GTK_WIDGET (row), title);
  return GTK_WIDGET (row);
}

void
gezin_row_open_record (GtkWidget *row, const GezinUuid *record)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), gezin_uuid_variant (record));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
}

GtkWidget *
gezin_list_new (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

GtkWidget *
gezin_section_new (const char *title, const char *link, const char *action, GVariant *target)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "section");
  GtkWidget *label = gezin_text_new (title, "section-title");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (link != NULL)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, NULL);

      gtk_box_append (GTK_BOX (inside), gtk_label_new (link));
      gtk_box_append (GTK_BOX (inside), gezin_icon_new ("gezin-next-symbolic", "small"));
      gtk_button_set_child (GTK_BUTTON (button), inside);
      add_classes (button, "flat link-like");
      gezin_access_name (button, link);
      gezin_access_describe (button, title);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      if (target != NULL)
        gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

GtkWidget *
gezin_empty_new (const char *icon, const char *title, const char *text)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "empty-page");
  GtkWidget *image = gezin_icon_new (icon, "empty-icon");
  GtkWidget *heading = gezin_text_new (title, "card-title");
  GtkWidget *body = gezin_text_new (text, "dim");

  gtk_image_set_pixel_size (GTK_IMAGE (image), 48);
  gtk_label_set_justify (GTK_LABEL (heading), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (heading), 0.5F);
  gtk_label_set_justify (GTK_LABEL (body), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (body), 0.5F);
  gtk_label_set_max_width_chars (GTK_LABEL (body), 44);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), body);
  return box;
}

void
gezin_box_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

GtkWidget *
gezin_scrolled_new (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/* GTK 4.8 lets what scrolls sideways keep the wheel to itself. */
static gboolean
wheel_cb (GtkEventControllerScroll *controller, double dx, double dy, GtkWidget *scrolled)
{
  GdkModifierType held =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *page =
      gtk_widget_get_ancestor (gtk_widget_get_parent (scrolled), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *upright;
  double step;

  if (page == NULL || dy == 0 || (held & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  upright = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  step = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL
             ? pow (gtk_adjustment_get_page_size (upright), 2.0 / 3.0)
             : 1;
  gtk_adjustment_set_value (upright, gtk_adjustment_get_value (upright) + dy * step);
  return dx == 0 ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

GtkWidget *
gezin_sideways_new (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (wheel_cb), scrolled);
  gtk_widget_add_controller (scrolled, wheel);
  return scrolled;
}

void
gezin_say (GtkWidget *from, const char *text, gboolean can_undo)
{
  gtk_widget_activate_action (from, "win.say", "(sb)", text, can_undo);
}

void
gezin_say_error (GtkWidget *from, const GError *error)
{
  g_autofree char *sentence = gezin_session_window_sentence (error);

  gezin_say (from, sentence, FALSE);
}

GVariant *
gezin_uuid_variant (const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_variant_new_string (gezin_uuid_write (id, text));
}

double
gezin_em (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    {
      int dpi = 96 * 1024;

      g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
      size *= (dpi > 0 ? dpi / 1024.0 : 96.0) / 72.0;
    }
  return MAX (size, 1);
}

GtkWidget *
gezin_choice_new (const char *label, GtkWidget *drop_down)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, NULL);

  gtk_widget_set_hexpand (drop_down, TRUE);
  gezin_access_name (drop_down, label);
  gtk_box_append (GTK_BOX (box), gezin_text_new (label, "dim small"));
  gtk_box_append (GTK_BOX (box), drop_down);
  return box;
}
