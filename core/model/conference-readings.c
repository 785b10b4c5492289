/* SPDX-License-Identifier: EUPL-1.2 */

/* A conference about a family, and how that goes away again. */

#include "model/conference-readings.h"

GezinAgendaItem *
gezin_agenda_item_new (const char *code, const GezinUuid *record)
{
  GezinAgendaItem *self = g_new0 (GezinAgendaItem, 1);

  self->code = code;
  self->has_record = record != NULL;
  if (record != NULL)
    self->record = *record;
  return self;
}

void
gezin_agenda_item_free (GezinAgendaItem *item)
{
  g_free (item->sentence);
  g_free (item->due);
  g_free (item);
}

void
gezin_participant_free (GezinParticipant *participant)
{
  g_free (participant->title);
  g_free (participant->organisation);
  g_ptr_array_unref (participant->bases);
  g_array_unref (participant->relies_on);
  g_free (participant->reason);
  g_free (participant);
}

void
gezin_conference_line_free (GezinConferenceLine *line)
{
  g_free (line->value);
  g_free (line);
}

GezinConferenceReading *
gezin_conference_reading_new (void)
{
  GezinConferenceReading *self = g_new0 (GezinConferenceReading, 1);

  self->participants = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_participant_free);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_conference_line_free);
  return self;
}

void
gezin_conference_reading_free (GezinConferenceReading *reading)
{
  g_free (reading->when);
  g_ptr_array_unref (reading->participants);
  g_ptr_array_unref (reading->lines);
  g_clear_pointer (&reading->agenda, g_ptr_array_unref);
  g_free (reading);
}
