/* SPDX-License-Identifier: EUPL-1.2 */

#include "window/toast.h"

#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>

#define LEAST 5 /* seconds */
#define READ_PER_S 10 /* letters, for who reads slowly */
#define EDGES 60 /* pixels */
#define CLOSE_EM 2.5
#define BUTTONS_EM 14.5
#define BUTTONS "buttons" /* em beside the words */

/* A toast asks for the height of its natural width: its lines are as long as fits beside its buttons,
 * also when the window becomes another. */
static void
fit_words (GtkWidget *words, int width)
{
  double em = gezin_em (words);
  double room =
      width - EDGES - em * *(const double *) g_object_get_data (G_OBJECT (words), BUTTONS);

  gtk_label_set_max_width_chars (GTK_LABEL (words), (int) CLAMP (room / em * 2, 10, 100));
}

static void
width_cb (GtkWindow *window, GParamSpec *property, gpointer words)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  fit_words (words, width);
}

/* The toast's own button to close it, the last thing in it, has a picture only. */
static void
name_close_cb (GtkWidget *words, gpointer user_data)
{
  GtkWidget *inside = words, *last;

  for (; inside != NULL && !ADW_IS_TOAST_OVERLAY (inside); inside = gtk_widget_get_parent (inside))
    if (GTK_IS_BUTTON (last = gtk_widget_get_last_child (inside)))
      {
        gezin_access_name (last, _ ("Close"));
        return;
      }
}

static GtkWidget *
words_new (GtkWindow *window, const char *text, gboolean can_undo)
{
  static const double buttons[] = { CLOSE_EM, BUTTONS_EM };
  GtkWidget *words = gezin_text_new (text, "heading");

  g_object_set_data (G_OBJECT (words), BUTTONS, (gpointer) &buttons[can_undo ? 1 : 0]);
  fit_words (words, gtk_widget_get_width (GTK_WIDGET (window)));
  g_signal_connect_object (window, "notify::default-width", G_CALLBACK (width_cb), words, 0);
  g_signal_connect (words, "map", G_CALLBACK (name_close_cb), NULL);
  return words;
}

AdwToast *
gezin_toast_new (GtkWindow *window, const char *text, gboolean can_undo)
{
  /* A toast's own title is one line, cut off where it is too long. */
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, words_new (window, text, can_undo));
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
