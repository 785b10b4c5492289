/* SPDX-License-Identifier: EUPL-1.2 */

#include "window/toast.h"

#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>

#define LEAST 5 /* seconds */
#define READ_PER_S 10 /* letters, for who reads slowly */
#define EDGES 60 /* pixels around and between what is in it */
#define BUTTONS "buttons" /* pixels that its buttons take */

/* How wide a label takes one of its characters to be, in pixels. */
static double
character_width (GtkWidget *label)
{
  PangoFontMetrics *metrics =
      pango_context_get_metrics (gtk_widget_get_pango_context (label), NULL, NULL);
  int wide = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                  pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return MAX (pango_units_to_double (wide), 1);
}

/* A toast asks for the height of its natural width: its lines are as long as fits beside its buttons,
 * also when the window becomes another. */
static void
fit_words (GtkWidget *words, int width)
{
  int buttons = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (words), BUTTONS));
  double room = width - EDGES - buttons;

  gtk_label_set_max_width_chars (GTK_LABEL (words),
                                 (int) CLAMP (room / character_width (words), 6, 100));
}

static void
width_cb (GtkWindow *window, GParamSpec *property, gpointer words)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  fit_words (words, width);
}

/* (transfer none) (nullable): What the toast has to close it, the last thing in it. */
static GtkWidget *
close_button_of (GtkWidget *words)
{
  GtkWidget *inside = words, *last;

  for (; inside != NULL && !ADW_IS_TOAST_OVERLAY (inside); inside = gtk_widget_get_parent (inside))
    if (GTK_IS_BUTTON (last = gtk_widget_get_last_child (inside)))
      return last;
  return NULL;
}

/* Only now is it known how letters look, and what is beside them. The button to close has a picture
 * only, and wants a name. */
static void
map_cb (GtkWidget *words, GtkWindow *window)
{
  GtkWidget *close = close_button_of (words);
  int buttons = 0, width;

  if (close != NULL)
    gezin_access_name (close, _ ("Close"));
  for (GtkWidget *one = close; one != NULL; one = gtk_widget_get_prev_sibling (one))
    if (GTK_IS_BUTTON (one) && gtk_widget_get_visible (one))
      {
        gtk_widget_measure (one, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
        buttons += width;
      }
  g_object_set_data (G_OBJECT (words), BUTTONS, GINT_TO_POINTER (buttons));
  fit_words (words, gtk_widget_get_width (GTK_WIDGET (window)));
}

static GtkWidget *
words_new (GtkWindow *window, const char *text)
{
  GtkWidget *words = gezin_text_new (text, "heading");

  g_signal_connect_object (window, "notify::default-width", G_CALLBACK (width_cb), words, 0);
  g_signal_connect_object (words, "map", G_CALLBACK (map_cb), window, 0);
  return words;
}

AdwToast *
gezin_toast_new (GtkWindow *window, const char *text, gboolean can_undo)
{
  /* A toast's own title is one line, cut off where it is too long. */
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, words_new (window, text));
  adw_toast_set_timeout (toast, MAX (LEAST, (guint) g_utf8_strlen (text, -1) / READ_PER_S));
  /* The newest is what somebody waits for: it takes the place of the one before. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, C_ ("verb", "Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  return toast;
}
