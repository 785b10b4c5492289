/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/conference.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands on the page of a conference. Each puts its part into @box. */

/** gezin_conference_add_agenda: @items: GezinAgendaItem; @name (nullable): as whom may see it. */
void gezin_conference_add_agenda (const GPtrArray *items, const char *name, const GDate *today,
                                  GtkWidget *box);

/** gezin_conference_add_participants: Who was there, and on which ground something may go to them. */
void gezin_conference_add_participants (GezinSession *session,
                                        const GezinConferenceReading *reading, GtkWidget *box);

/** gezin_conference_add_lines: What was held, then what was decided: a card a record. */
void gezin_conference_add_lines (const GezinConferenceReading *reading, GtkWidget *box);

/** gezin_conference_add_none: What to do where no conference was held yet. */
void gezin_conference_add_none (GtkWidget *box);

G_END_DECLS
