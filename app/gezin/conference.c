/* SPDX-License-Identifier: EUPL-1.2 */

/* A conference about a family: its agenda and its minutes. */

#include "session/conference.h"
#include "gezin/command.h"
#include "session/exchange.h"
#include "session/work.h"

#include <glib/gi18n.h>
#include <string.h>

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_item (JsonBuilder *builder, const GezinAgendaItem *item)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", item->code);
  gezin_json_text (builder, "sentence", item->sentence);
  gezin_json_text (builder, "due", item->due);
  gezin_json_flag (builder, "overdue", item->is_overdue);
  if (item->has_record)
    gezin_json_uuid (builder, "record", &item->record);
  else
    gezin_json_text (builder, "record", NULL);
  json_builder_end_object (builder);
}

static void
write_agenda (GezinCall *call, const GPtrArray *items)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  for (guint i = 0; i < items->len && !call->output->is_json; i++)
    {
      const GezinAgendaItem *item = items->pdata[i];

      gezin_output_print (call->output, "%s%s%s", item->due != NULL ? item->due : "",
                          item->due != NULL ? "  " : "", item->sentence);
    }
  if (!call->output->is_json)
    return;
  json_builder_begin_object (builder);
  begin_array (builder, "items");
  for (guint i = 0; i < items->len; i++)
    add_item (builder, items->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
add_participant (JsonBuilder *builder, const GezinParticipant *participant)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "record", &participant->record);
  gezin_json_text (builder, "kind", gezin_catalogue_kind (participant->kind)->name);
  gezin_json_text (builder, "title", participant->title);
  gezin_json_text (builder, "organisation", participant->organisation);
  gezin_json_flag (builder, "may", participant->may);
  begin_array (builder, "bases");
  for (guint i = 0; i < participant->bases->len; i++)
    json_builder_add_string_value (builder, participant->bases->pdata[i]);
  json_builder_end_array (builder);
  begin_array (builder, "relies-on");
  for (guint i = 0; i < participant->relies_on->len; i++)
    json_builder_add_string_value (
        builder, gezin_uuid_write (&g_array_index (participant->relies_on, GezinUuid, i), id));
  json_builder_end_array (builder);
  gezin_json_text (builder, "reason", participant->reason);
  json_builder_end_object (builder);
}

static void
write_minutes_json (GezinCall *call, const GezinConferenceReading *reading)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "when", reading->when);
  begin_array (builder, "participants");
  for (guint i = 0; i < reading->participants->len; i++)
    add_participant (builder, reading->participants->pdata[i]);
  json_builder_end_array (builder);
  begin_array (builder, "lines");
  for (guint i = 0; i < reading->lines->len; i++)
    {
      const GezinConferenceLine *line = reading->lines->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &line->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (line->kind)->name);
      gezin_json_text (builder, "field", gezin_catalogue_field_name (line->field));
      gezin_json_text (builder, "value", line->value);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
print_participant (GezinCall *call, const GezinParticipant *participant)
{
  g_autoptr (GString) bases = g_string_new (NULL);

  for (guint i = 0; i < participant->bases->len; i++)
    g_string_append_printf (bases, "%s%s", i > 0 ? ", " : "",
                            (const char *) participant->bases->pdata[i]);
  gezin_output_print (call->output, "%s: %s", participant->title,
                      participant->may ? bases->str
                                       : _ ("nothing of this dossier may be shared with them"));
  if (participant->reason != NULL)
    gezin_output_print (call->output, "  %s", gezin_session_reason_sentence (participant->reason));
}

static void
write_minutes (GezinCall *call, const GezinConferenceReading *reading)
{
  const GezinUuid *before = NULL;

  if (call->output->is_json)
    {
      write_minutes_json (call, reading);
      return;
    }
  for (guint i = 0; i < reading->participants->len; i++)
    print_participant (call, reading->participants->pdata[i]);
  for (guint i = 0; i < reading->lines->len; i++)
    {
      const GezinConferenceLine *line = reading->lines->pdata[i];

      if (before == NULL || !gezin_uuid_equal (before, &line->record))
        gezin_output_print (call->output, "%s", _ (gezin_catalogue_kind (line->kind)->label));
      before = &line->record;
      gezin_output_print (call->output, "  %s: %s", _ (gezin_catalogue_field (line->field)->label),
                          line->value);
    }
}

static gboolean
agenda (GezinCall *call, const GezinUuid *dossier, const GezinConferenceAsked *asked,
        GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  GezinConferenceAsked as_of = *asked;
  GDate day;

  if (!gezin_call_day (call, &day, error))
    return FALSE;
  as_of.day = &day;
  items = gezin_session_agenda (call->session, dossier, &as_of, error);
  if (items != NULL)
    write_agenda (call, items);
  return items != NULL;
}

static gboolean
minutes (GezinCall *call, const GezinUuid *dossier, const GezinDossier *now,
         const GezinConferenceAsked *asked, GError **error)
{
  const GezinRecord *record = gezin_call_record (call, 2, now, error);
  g_autoptr (GezinConferenceReading) reading =
      record != NULL ? gezin_session_minutes (call->session, dossier, &record->id, asked, error)
                     : NULL;

  if (reading != NULL)
    write_minutes (call, reading);
  return reading != NULL;
}

gboolean
gezin_conference (GezinCall *call, GError **error)
{
  const char *what = call->arguments[1];
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GArray) confirmed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  GezinConferenceAsked asked = { .whom = call->options.for_person };
  GezinUuid dossier;

  if (!(strcmp (what, "agenda") == 0 && call->n_arguments == 2)
      && !(strcmp (what, "minutes") == 0 && call->n_arguments == 3))
    return gezin_command_fail_use (
        error, _ ("After the dossier comes agenda, or minutes and the conference."));
  if (!gezin_exchange_read_ids (call->options.confirm, confirmed, NULL, error)
      || !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  asked.confirmed = (const GezinUuid *) (gpointer) confirmed->data;
  asked.n_confirmed = confirmed->len;
  now = gezin_session_open (call->session, &dossier, error);
  if (now == NULL)
    return FALSE;
  return call->n_arguments == 2 ? agenda (call, &dossier, &asked, error)
                                : minutes (call, &dossier, now, &asked, error);
}
