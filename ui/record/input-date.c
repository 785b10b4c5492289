/* SPDX-License-Identifier: EUPL-1.2 */

/* A day, perhaps partial, or a moment, typed as people here type it. What is no
 * date goes on as it was typed, so that it is kept and the check can say what is wrong. */

#include "record/input-private.h"

#include "model/value.h"
#include "parts/access.h"
#include "parts/build.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

static gboolean
is_moment (GezinInput *input)
{
  return input->spec->type == GEZIN_TYPE_TIME;
}

static char *
date_get (GezinInput *input)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (input->focus));

  return is_moment (input)
             ? gezin_when_moment_from_typed (gezin_session_clock (input->session), typed)
             : gezin_when_date_from_typed (typed);
}

static void
date_set (GezinInput *input, const char *text)
{
  g_autofree char *shown =
      is_moment (input) ? gezin_when_moment_typed (gezin_session_clock (input->session), text)
                        : gezin_when_typed (text);

  gtk_editable_set_text (GTK_EDITABLE (input->focus), shown);
}

static void
changed_cb (GtkEditable *editable, GezinInput *input)
{
  gezin_input_tell (input);
}

static void
picked_cb (GtkCalendar *calendar, GezinInput *input)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (calendar), GTK_TYPE_POPOVER);

  if (input->is_setting)
    return;
  date_set (input, iso);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* The calendar opens on the day that is typed. */
static void
opened_cb (GtkWidget *popover, GezinInput *input)
{
  g_autofree char *text = date_get (input);
  GezinPartialDate partial;
  GDate day;
  g_autoptr (GDateTime) time = NULL;

  if (!gezin_partial_date_parse (text, &partial))
    return;
  gezin_partial_date_first (&partial, &day);
  time = g_date_time_new_utc (g_date_get_year (&day), g_date_get_month (&day),
                              g_date_get_day (&day), 12, 0, 0);
  input->is_setting = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (input->extra), time);
  input->is_setting = FALSE;
}

static void
now_cb (GtkButton *button, GezinInput *input)
{
  g_autofree char *now =
      gezin_instant_to_text (gezin_clock_now (gezin_session_clock (input->session)));

  date_set (input, now);
}

static GtkWidget *
calendar_button_new (GezinInput *input)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  input->extra = gtk_calendar_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), input->extra);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "gezin-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gezin_access_name (button, _ ("Pick a day"));
  gtk_widget_set_tooltip_text (button, _ ("Pick a day"));
  g_signal_connect (input->extra, "day-selected", G_CALLBACK (picked_cb), input);
  g_signal_connect (popover, "show", G_CALLBACK (opened_cb), input);
  return button;
}

void
gezin_input_make_date (GezinInput *input)
{
  GtkWidget *button;

  input->focus = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (input->focus), is_moment (input) ? 17 : 12);
  gtk_entry_set_placeholder_text (GTK_ENTRY (input->focus),
                                  is_moment (input)
                                      /* Translators: how to type a moment. */
                                      ? _ ("day-month-year hour:minute")
                                      /* Translators: how to type a day. */
                                      : _ ("day-month-year"));
  gezin_access_name (input->focus, input->name);
  g_signal_connect (input->focus, "changed", G_CALLBACK (changed_cb), input);
  if (is_moment (input))
    {
      button = gtk_button_new_with_label (_ ("Now"));
      g_signal_connect (button, "clicked", G_CALLBACK (now_cb), input);
    }
  else
    button = calendar_button_new (input);
  input->widget = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  gtk_box_append (GTK_BOX (input->widget), input->focus);
  gtk_box_append (GTK_BOX (input->widget), button);
  gtk_widget_set_halign (input->widget, GTK_ALIGN_START);
  input->get = date_get;
  input->set = date_set;
}
