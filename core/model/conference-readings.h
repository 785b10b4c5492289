/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/catalogue.h"

G_BEGIN_DECLS

/* A conference about a family (MDO): plain results, as readings.h has them. */

/** GezinAgendaItem: Something to talk about. */
typedef struct {
  const char *code; /* static; stable: due, conflict or gap */
  char *sentence;
  char *due; /* (nullable): ISO day */
  gboolean is_overdue;
  gboolean has_record;
  GezinUuid record; /* where to go */
} GezinAgendaItem;

/** GezinParticipant: Somebody who was there. */
typedef struct {
  GezinUuid record;
  GezinKind kind; /* person or professional */
  char *title;
  char *organisation; /* (nullable) */
  gboolean may; /* anything of the dossier may go to them for this */
  GPtrArray *bases; /* utf8: codes of what it rests on, each once */
  GArray *relies_on; /* GezinUuid: consents and grounds, each once */
  char *reason; /* (nullable): code: why the conference itself may not go to them */
} GezinParticipant;

/** GezinConferenceLine: A field of what was held or decided. */
typedef struct {
  GezinUuid record;
  GezinKind kind; /* contact or decision */
  GezinField field;
  char *value; /* as people read it */
} GezinConferenceLine;

/** GezinConferenceReading: Minutes. */
typedef struct {
  char *when; /* (nullable): instant, as it stands in the record */
  GPtrArray *
      participants; /* GezinParticipant; of minutes for somebody empty: `lines` names who was there */
  GPtrArray *lines; /* GezinConferenceLine: what was held, then what was decided that day */
  GPtrArray *agenda; /* (nullable) GezinAgendaItem: of gezin_session_conference() alone */
} GezinConferenceReading;

GezinAgendaItem *gezin_agenda_item_new (const char *code, const GezinUuid *record);
void gezin_agenda_item_free (GezinAgendaItem *item);
void gezin_participant_free (GezinParticipant *participant);
void gezin_conference_line_free (GezinConferenceLine *line);
GezinConferenceReading *gezin_conference_reading_new (void);
void gezin_conference_reading_free (GezinConferenceReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinConferenceReading, gezin_conference_reading_free)

G_END_DECLS
