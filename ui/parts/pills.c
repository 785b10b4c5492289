/* SPDX-License-Identifier: EUPL-1.2 */

/* Choices as pills. A chosen one differs by a tick, a border and a colour. */

#include "parts/pills.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"

#include <string.h>

struct _GezinPills {
  AdwBin parent_instance;
  GtkWidget *wrap;
  GtkWidget *last; /* (nullable) */
  GPtrArray *buttons; /* GtkToggleButton; data "code", "label", "icon" */
  gboolean is_multiple;
  gboolean must_choose;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (GezinPills, gezin_pills, ADW_TYPE_BIN)

enum { EDITED, N_SIGNALS };
static guint signals[N_SIGNALS];

static GtkToggleButton *
find_button (GezinPills *self, const char *code)
{
  for (guint i = 0; i < self->buttons->len; i++)
    if (strcmp (g_object_get_data (self->buttons->pdata[i], "code"), code) == 0)
      return self->buttons->pdata[i];
  return NULL;
}

static void
dress (GtkToggleButton *button)
{
  GtkWidget *tick = g_object_get_data (G_OBJECT (button), "tick");
  const char *icon = g_object_get_data (G_OBJECT (button), "icon");
  gboolean is_chosen = gtk_toggle_button_get_active (button);

  gtk_image_set_from_icon_name (GTK_IMAGE (tick), is_chosen ? "gezin-check-symbolic" : icon);
  gtk_widget_set_visible (tick, is_chosen || icon != NULL);
}

static void
toggled_cb (GtkToggleButton *button, GezinPills *self)
{
  dress (button);
  if (self->is_setting)
    return;
  self->is_setting = TRUE;
  if (!self->is_multiple && gtk_toggle_button_get_active (button))
    for (guint i = 0; i < self->buttons->len; i++)
      if (self->buttons->pdata[i] != button)
        gtk_toggle_button_set_active (self->buttons->pdata[i], FALSE);
  if (self->must_choose && !gtk_toggle_button_get_active (button))
    gtk_toggle_button_set_active (button, TRUE);
  self->is_setting = FALSE;
  g_signal_emit (self, signals[EDITED], 0);
}

static void
gezin_pills_finalize (GObject *object)
{
  g_clear_pointer (&GEZIN_PILLS (object)->buttons, g_ptr_array_unref);
  G_OBJECT_CLASS (gezin_pills_parent_class)->finalize (object);
}

static void
gezin_pills_class_init (GezinPillsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gezin_pills_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
gezin_pills_init (GezinPills *self)
{
  self->buttons = g_ptr_array_new ();
  self->wrap = gezin_wrap_new (8);
  adw_bin_set_child (ADW_BIN (self), gezin_tab_stop_new (self->wrap));
}

GtkWidget *
gezin_pills_new (gboolean is_multiple, gboolean must_choose)
{
  GezinPills *self = g_object_new (GEZIN_TYPE_PILLS, NULL);

  self->is_multiple = is_multiple;
  self->must_choose = must_choose;
  return GTK_WIDGET (self);
}

void
gezin_pills_add (GezinPills *pills, const char *code, const char *label, const char *icon)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  GtkWidget *tick = gezin_icon_new (icon, "small");
  GtkWidget *text = gezin_text_new (label, NULL);

  gtk_widget_add_css_class (button, "pill-choice");
  gtk_box_append (GTK_BOX (inside), tick);
  gtk_box_append (GTK_BOX (inside), text);
  gtk_button_set_child (GTK_BUTTON (button), inside);
  gezin_access_name (button, label);
  g_object_set_data_full (G_OBJECT (button), "code", g_strdup (code), g_free);
  g_object_set_data_full (G_OBJECT (button), "icon", g_strdup (icon), g_free);
  g_object_set_data (G_OBJECT (button), "tick", tick);
  g_object_set_data (G_OBJECT (button), "text", text);
  g_ptr_array_add (pills->buttons, button);
  dress (GTK_TOGGLE_BUTTON (button));
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), pills);
  gezin_wrap_append (GEZIN_WRAP (pills->wrap), button);
  if (pills->last != NULL)
    gtk_widget_insert_before (button, pills->wrap, pills->last);
}

void
gezin_pills_set_last (GezinPills *pills, GtkWidget *last)
{
  pills->last = last;
  gezin_wrap_append (GEZIN_WRAP (pills->wrap), last);
}

void
gezin_pills_set_label (GezinPills *pills, const char *code, const char *label)
{
  GtkToggleButton *button = find_button (pills, code);

  if (button == NULL)
    return;
  gtk_label_set_text (g_object_get_data (G_OBJECT (button), "text"), label);
  gezin_access_name (GTK_WIDGET (button), label);
}

void
gezin_pills_set_visible (GezinPills *pills, const char *code, gboolean visible)
{
  GtkToggleButton *button = find_button (pills, code);

  if (button != NULL)
    gtk_widget_set_visible (GTK_WIDGET (button), visible);
}

gboolean
gezin_pills_has (GezinPills *pills, const char *code)
{
  return find_button (pills, code) != NULL;
}

gboolean
gezin_pills_is_chosen (GezinPills *pills, const char *code)
{
  GtkToggleButton *button = find_button (pills, code);

  return button != NULL && gtk_toggle_button_get_active (button);
}

void
gezin_pills_set_chosen (GezinPills *pills, const char *code, gboolean is_chosen)
{
  GtkToggleButton *button = find_button (pills, code);

  if (button == NULL)
    return;
  pills->is_setting = TRUE;
  if (is_chosen && !pills->is_multiple)
    for (guint i = 0; i < pills->buttons->len; i++)
      gtk_toggle_button_set_active (pills->buttons->pdata[i], FALSE);
  gtk_toggle_button_set_active (button, is_chosen);
  pills->is_setting = FALSE;
}

void
gezin_pills_choose_none (GezinPills *pills)
{
  pills->is_setting = TRUE;
  for (guint i = 0; i < pills->buttons->len; i++)
    gtk_toggle_button_set_active (pills->buttons->pdata[i], FALSE);
  pills->is_setting = FALSE;
}

char *
gezin_pills_chosen (GezinPills *pills)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < pills->buttons->len; i++)
    if (gtk_toggle_button_get_active (pills->buttons->pdata[i]))
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "",
                              (const char *) g_object_get_data (pills->buttons->pdata[i], "code"));
  return g_string_free (codes, FALSE);
}

guint
gezin_pills_n (GezinPills *pills)
{
  return pills->buttons->len;
}
