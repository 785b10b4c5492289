/* SPDX-License-Identifier: EUPL-1.2 */

/* Agenda, participants and minutes, as lists and cards. */

#include "thinking/conference-parts.h"

#include "parts/access.h"
#include "parts/build.h"
#include "session/display.h"
#include "session/exchange.h"
#include "session/when.h"
#include "thinking/conference-answer.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* The agenda. */

static const char *
item_icon (const GezinAgendaItem *item)
{
  if (strcmp (item->code, "due") == 0)
    return "gezin-clock-symbolic";
  return strcmp (item->code, "conflict") == 0 ? "gezin-versions-symbolic"
                                              : "gezin-question-symbolic";
}

static GtkWidget *
item_new (const GezinAgendaItem *item, gboolean can_open, const GDate *today)
{
  g_autofree char *when = item->due != NULL ? gezin_when_due (item->due, today, NULL, NULL) : NULL;
  GtkWidget *row = gezin_row_new (item->sentence, when);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gezin_icon_new (item_icon (item), item->is_overdue ? "late" : "due"));
  if (can_open && item->has_record)
    gezin_row_open_record (row, &item->record);
  return row;
}

void
gezin_conference_add_agenda (const GPtrArray *items, const char *name, const GDate *today,
                             GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();
  /* Translators: %s is a person or a professional. */
  g_autofree char *title = name != NULL ? g_strdup_printf (_ ("To talk about with %s"), name)
                                        : g_strdup (_ ("To talk about"));

  for (guint i = 0; i < items->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), item_new (items->pdata[i], name == NULL, today));
  if (items->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         gezin_row_new (name != NULL ? _ ("Nothing that they may see")
                                                     : _ ("Nothing that can be seen from here"),
                                        NULL));
  gezin_access_name (list, title);
  gtk_box_append (GTK_BOX (box), gezin_section_new (title, NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

/* Who was there. */

static char *
ground_text (GezinSession *session, const GezinParticipant *one)
{
  GString *text = g_string_new (NULL);

  if (!one->may)
    g_string_append (text, _ ("Nothing of this dossier may go to them."));
  for (guint i = 0; i < one->bases->len; i++)
    {
      g_autofree char *basis = gezin_session_basis_sentence (session, one->bases->pdata[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", basis);
    }
  if (one->reason != NULL)
    {
      g_string_append_c (text, text->len > 0 ? '\n' : ' ');
      /* Translators: %s is a sentence that says why. */
      g_string_append_printf (text, _ ("The minutes stay here: %s"),
                              gezin_session_reason_sentence (one->reason));
    }
  return g_string_free (text, FALSE);
}

void
gezin_conference_add_participants (GezinSession *session, const GezinConferenceReading *reading,
                                   GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();

  for (guint i = 0; i < reading->participants->len; i++)
    {
      const GezinParticipant *one = reading->participants->pdata[i];
      g_autofree char *text = ground_text (session, one);
      GtkWidget *row = gezin_row_new (one->title, text);

      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_prefix (
          ADW_ACTION_ROW (row),
          gezin_icon_new (one->may ? "gezin-check-symbolic" : "gezin-hidden-symbolic",
                          one->may ? "good" : "late"));
      gezin_row_open_record (row, &one->record);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  if (reading->participants->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         gezin_row_new (_ ("Nobody was written down yet"), NULL));
  gezin_access_name (list, _ ("Who was there, and on which ground"));
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("Who was there, and on which ground"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

/* The minutes. */

static GtkWidget *
card_new (const GezinConferenceLine *first)
{
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");

  gtk_box_append (GTK_BOX (card),
                  gezin_text_new (gezin_conference_heading (first->kind), "card-title"));
  return card;
}

void
gezin_conference_add_lines (const GezinConferenceReading *reading, GtkWidget *box)
{
  const GezinUuid *before = NULL;
  GtkWidget *card = NULL;

  for (guint i = 0; i < reading->lines->len; i++)
    {
      const GezinConferenceLine *line = reading->lines->pdata[i];
      GtkWidget *pair = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);

      if (before == NULL || !gezin_uuid_equal (before, &line->record))
        {
          card = card_new (line);
          gtk_box_append (GTK_BOX (box), card);
        }
      before = &line->record;
      gtk_box_append (GTK_BOX (pair),
                      gezin_text_new (gezin_session_field_label (line->field), "dim small"));
      gtk_box_append (GTK_BOX (pair), gezin_text_new (line->value, NULL));
      gtk_box_append (GTK_BOX (card), pair);
    }
}

void
gezin_conference_add_none (GtkWidget *box)
{
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("Minutes"), _ ("Write down a conference"), "win.new-record",
                                     g_variant_new_string ("contact")));
  gtk_box_append (
      GTK_BOX (box),
      gezin_text_new (_ ("No conference was written down yet. Write it down as a contact, and "
                         "choose as kind: conference of professionals. What is decided on that day "
                         "comes along by itself."),
                      "dim"));
}
