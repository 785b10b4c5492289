/* SPDX-License-Identifier: EUPL-1.2 */

/* What one line of the list over all dossiers looks like: the day, what is due, of which family, and
 * how late or how soon. Its one text that wraps is what is due: each that does costs time. */

#include "thinking/deadline-line.h"

#include "model/value.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/date-block.h"
#include "parts/wrap.h"
#include "session/display.h"
#include "session/when.h"

#include <string.h>

#define REVIEW "review-waits" /* of the list of deadlines */
#define SOON_DAYS 1
#define LINE_LEAST 46 /* characters of family and distance beside each other */

/* The day of @deadline, which the index keeps whole; else today's. */
static void
day_of (const GezinDeadline *deadline, const GDate *today, GDate *day)
{
  GezinPartialDate partial;

  *day = *today;
  if (gezin_partial_date_parse (deadline->due, &partial))
    gezin_partial_date_last (&partial, day);
}

const char *
gezin_deadline_sign (const GezinDeadline *deadline, const GDate *today, const char **class)
{
  GDate day;
  int days;

  if (gezin_deadline_may_go (deadline))
    {
      *class = "dim";
      return NULL;
    }
  day_of (deadline, today, &day);
  days = g_date_days_between (today, &day);
  *class = days < 0 ? "late" : days <= SOON_DAYS ? "due" : "dim";
  return days < 0 ? "gezin-warning-symbolic" : days <= SOON_DAYS ? "gezin-clock-symbolic" : NULL;
}

gboolean
gezin_deadline_is_review (const GezinDeadline *deadline)
{
  return strcmp (deadline->code, REVIEW) == 0;
}

char *
gezin_deadline_distance (const GezinDeadline *deadline, const GDate *today)
{
  GDate day;

  day_of (deadline, today, &day);
  if (gezin_deadline_may_go (deadline) && g_date_compare (&day, today) <= 0)
    return gezin_when_may_go (deadline->due, today);
  return gezin_when_distance (&day, today);
}

static GtkWidget *
one_line_new (const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_css_classes (label, (const char **) classes);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

/* Of which family, and at the end how late or how soon. */
static GtkWidget *
below_new (const GezinDeadline *deadline, const GDate *today, const char *family,
           const char *distance)
{
  GtkWidget *end = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, NULL);
  GtkWidget *name = one_line_new (family, (const char *const[]){ "dim", "small", NULL });
  const char *class;
  const char *sign = gezin_deadline_sign (deadline, today, &class);
  GtkWidget *columns;

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_halign (end, GTK_ALIGN_END);
  if (sign != NULL)
    {
      GtkWidget *icon = gezin_icon_new (sign, "small");

      gtk_widget_add_css_class (icon, class);
      gtk_box_append (GTK_BOX (end), icon);
    }
  gtk_box_append (GTK_BOX (end),
                  one_line_new (distance, (const char *const[]){ "small", class, NULL }));
  columns = gezin_columns_new (name, end, LINE_LEAST, 0.66);
  gezin_columns_set_gap (columns, 2);
  return columns;
}

GtkWidget *
gezin_deadline_row_new (const GezinDeadline *deadline, const GDate *today)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 14, "deadline");
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  GtkWidget *block = gezin_date_block_new ();
  g_autofree char *family =
      g_strjoin (" · ", gezin_session_shown_name (deadline->name), deadline->reference, NULL);
  g_autofree char *distance = gezin_deadline_distance (deadline, today);
  g_autofree char *heard = NULL;
  g_autofree char *when = NULL;
  char ids[2][GEZIN_UUID_TEXT_LENGTH + 1];
  GDate day;

  day_of (deadline, today, &day);
  when = gezin_when_day (&day, today);
  heard = g_strjoin (", ", when, distance, deadline->sentence, family, NULL);
  gezin_date_block_show (block, &day, today);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), gezin_text_new (deadline->sentence, "strong"));
  gtk_box_append (GTK_BOX (words), below_new (deadline, today, family, distance));
  gtk_box_append (GTK_BOX (box), block);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  if (gezin_deadline_is_review (deadline))
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-review");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row),
                                              gezin_uuid_variant (&deadline->dossier));
    }
  else if (gezin_deadline_may_go (deadline))
    gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.retention");
  else
    {
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-found");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)",
                                        gezin_uuid_write (&deadline->dossier, ids[0]),
                                        gezin_uuid_write (&deadline->record, ids[1]));
    }
  gezin_access_name (row, heard);
  return row;
}
