/* SPDX-License-Identifier: EUPL-1.2 */

/* Interventions from voluntary to compulsory, and what was tried in a dossier. */

#include "gezin/command.h"
#include "session/casework.h"
#include "session/work.h"

#include <glib/gi18n.h>

static void
add_before (JsonBuilder *builder, const GezinTriedBefore *before)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", before->code);
  gezin_json_text (builder, "label", before->label);
  gezin_json_flag (builder, "tried", before->is_tried);
  json_builder_end_object (builder);
}

static void
add_line (JsonBuilder *builder, const GezinInterventionLine *line)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", line->code);
  gezin_json_text (builder, "label", line->label);
  gezin_json_text (builder, "degree", line->degree);
  gezin_json_text (builder, "degree-label", line->degree_label);
  gezin_json_text (builder, "whose", line->whose);
  gezin_json_text (builder, "article", line->article);
  gezin_json_text (builder, "decider", line->deciders);
  gezin_json_text (builder, "maximum", line->maximum);
  gezin_json_text (builder, "state", gezin_intervention_state_name (line->state));
  gezin_json_text (builder, "first", line->first);
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->records->len; i++)
    json_builder_add_string_value (
        builder, gezin_uuid_write (&g_array_index (line->records, GezinUuid, i), text));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "before");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->before->len; i++)
    add_before (builder, line->before->pdata[i]);
  json_builder_end_array (builder);
  gezin_json_text (builder, "sentence", line->sentence);
  gezin_json_text (builder, "note", line->note);
  json_builder_end_object (builder);
}

static void
add_decision (JsonBuilder *builder, const GezinTriedLine *line)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "record", &line->record);
  gezin_json_text (builder, "question", line->question);
  gezin_json_text (builder, "tools-tried", line->tried);
  gezin_json_text (builder, "decided-on", line->decided_on);
  json_builder_end_object (builder);
}

static void
write_json (GezinCall *call, const GezinInterventions *read)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "version", read->version);
  json_builder_set_member_name (builder, "interventions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < read->lines->len; i++)
    add_line (builder, read->lines->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "decisions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < read->decisions->len; i++)
    add_decision (builder, read->decisions->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static const char *
state_label (GezinInterventionState state)
{
  switch (state)
    {
    case GEZIN_INTERVENTION_NOW:
      return C_ ("intervention", "now");
    case GEZIN_INTERVENTION_ASKED:
      return C_ ("intervention", "asked for");
    case GEZIN_INTERVENTION_BEFORE:
      return C_ ("intervention", "was there");
    case GEZIN_INTERVENTION_NOT:
    default:
      return C_ ("intervention", "not found");
    }
}

static void
write_text (GezinCall *call, const GezinInterventions *read)
{
  GezinTable *table =
      gezin_table_new (4, (const char *const[]){ _ ("How free"), _ ("Intervention"),
                                                 _ ("In this dossier"), _ ("Since") });

  for (guint i = 0; i < read->lines->len; i++)
    {
      const GezinInterventionLine *line = read->lines->pdata[i];

      gezin_table_add (table, (const char *const[]){ line->degree_label, line->label,
                                                     state_label (line->state), line->first });
    }
  gezin_table_write (table, call->output);
  for (guint i = 0; i < read->lines->len; i++)
    {
      const GezinInterventionLine *line = read->lines->pdata[i];

      if (line->sentence != NULL)
        gezin_output_print (call->output, "  %s", line->sentence);
    }
  if (read->decisions->len > 0)
    gezin_output_print (call->output, "%s", _ ("What decisions say was tried before"));
  for (guint i = 0; i < read->decisions->len; i++)
    {
      const GezinTriedLine *line = read->decisions->pdata[i];

      gezin_output_print (call->output, "  %s: %s", line->question, line->tried);
    }
}

gboolean
gezin_casework_interventions (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinInterventions) read = NULL;
  GezinUuid id;
  GDate day;

  if (!gezin_call_day (call, &day, error) || !gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  dossier = gezin_session_open (call->session, &id, error);
  read = dossier != NULL ? gezin_session_interventions (call->session, &id, &day, error) : NULL;
  if (read == NULL)
    return FALSE;
  if (call->output->is_json)
    write_json (call, read);
  else
    write_text (call, read);
  return TRUE;
}
