/* SPDX-License-Identifier: EUPL-1.2 */

/* A dossier that thinks along: what keeps a family stuck. */

#include "session/casework.h"
#include "gezin/command.h"
#include "session/when.h"
#include "session/work.h"

#include <glib/gi18n.h>

static void
add_ids (JsonBuilder *builder, const char *name, const GArray *ids)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < ids->len; i++)
    json_builder_add_string_value (builder,
                                   gezin_uuid_write (&g_array_index (ids, GezinUuid, i), text));
  json_builder_end_array (builder);
}

/* A circle that slows itself down is no vicious one: `kind` has two answers, `loop` tells which. */
static void
add_circle (JsonBuilder *builder, const GezinCircle *circle)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "kind",
                   gezin_circle_kind_name (circle->kind == GEZIN_CIRCLE_VICIOUS
                                               ? circle->kind
                                               : GEZIN_CIRCLE_VIRTUOUS));
  gezin_json_text (builder, "loop",
                   circle->kind == GEZIN_CIRCLE_BALANCING ? "balancing" : "reinforcing");
  add_ids (builder, "factors", circle->factors);
  add_ids (builder, "influences", circle->influences);
  gezin_json_count (builder, "strength", (gint64) circle->strength);
  gezin_json_text (builder, "sentence", circle->sentence);
  json_builder_end_object (builder);
}

static void
add_leverage (JsonBuilder *builder, const GezinLeverage *leverage)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "factor", &leverage->factor);
  gezin_json_text (builder, "title", leverage->title);
  gezin_json_count (builder, "score", (gint64) leverage->score);
  gezin_json_count (builder, "circles", leverage->n_circles);
  gezin_json_text (builder, "why", leverage->why);
  json_builder_end_object (builder);
}

static void
add_gap (JsonBuilder *builder, const GezinGap *gap)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", gap->code);
  add_ids (builder, "records", gap->records);
  gezin_json_text (builder, "sentence", gap->sentence);
  json_builder_end_object (builder);
}

static void
add_words (JsonBuilder *builder, const char *name, char **words)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      json_builder_add_string_value (builder, words[i]);
  json_builder_end_array (builder);
}

static void
add_worry (JsonBuilder *builder, const GezinWorry *worry)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "factor", &worry->factor);
  gezin_json_text (builder, "title", worry->title);
  gezin_json_count (builder, "severity", worry->severity);
  add_ids (builder, "about", worry->about);
  gezin_json_flag (builder, "of-adult", worry->is_of_adult);
  add_ids (builder, "professionals", worry->professionals);
  add_ids (builder, "organisations", worry->organisations);
  gezin_json_text (builder, "sentence", worry->sentence);
  json_builder_end_object (builder);
}

static void
add_domain (JsonBuilder *builder, const GezinDomainLine *line)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "domain", *line->code != '\0' ? line->code : NULL);
  gezin_json_text (builder, "label", line->label);
  gezin_json_text (builder, "whose", line->whose);
  gezin_json_count (builder, "severity", line->severity);
  add_words (builder, "disciplines", line->disciplines);
  add_words (builder, "kinds", line->organisations);
  json_builder_set_member_name (builder, "worries");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->worries->len; i++)
    add_worry (builder, line->worries->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

void
gezin_casework_add_analysis (JsonBuilder *builder, const GezinAnalysis *analysis)
{
  json_builder_set_member_name (builder, "circles");
  json_builder_begin_array (builder);
  for (guint i = 0; i < analysis->circles->len; i++)
    add_circle (builder, analysis->circles->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "leverage");
  json_builder_begin_array (builder);
  for (guint i = 0; i < analysis->leverage->len; i++)
    add_leverage (builder, analysis->leverage->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "domains");
  json_builder_begin_array (builder);
  for (guint i = 0; i < analysis->domains->len; i++)
    add_domain (builder, analysis->domains->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "gaps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < analysis->gaps->len; i++)
    add_gap (builder, analysis->gaps->pdata[i]);
  json_builder_end_array (builder);
  gezin_json_flag (builder, "cut", analysis->is_cut);
}

static void
write_json (GezinCall *call, const GezinAnalysis *analysis)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_casework_add_analysis (builder, analysis);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static const char *
circle_heading (GezinCircleKind kind)
{
  switch (kind)
    {
    case GEZIN_CIRCLE_VICIOUS:
      return _ ("Vicious circles");
    case GEZIN_CIRCLE_VIRTUOUS:
      return _ ("What strengthens itself");
    case GEZIN_CIRCLE_BALANCING:
    default:
      return _ ("What slows itself down");
    }
}

static void
write_circles_text (GezinCall *call, const GezinAnalysis *analysis, GezinCircleKind kind)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < analysis->circles->len; i++)
    {
      const GezinCircle *circle = analysis->circles->pdata[i];

      if (circle->kind != kind)
        continue;
      if (is_first)
        gezin_output_print (call->output, "%s", circle_heading (kind));
      is_first = FALSE;
      gezin_output_print (call->output, "  %s", circle->sentence);
    }
}

static void
write_domains_text (GezinCall *call, const GezinAnalysis *analysis)
{
  if (analysis->domains->len > 0)
    gezin_output_print (call->output, "%s", _ ("By life domain, and who can act"));
  for (guint i = 0; i < analysis->domains->len; i++)
    {
      const GezinDomainLine *line = analysis->domains->pdata[i];

      for (guint j = 0; j < line->worries->len; j++)
        gezin_output_print (call->output, "  %s: %s", line->label,
                            ((const GezinWorry *) line->worries->pdata[j])->sentence);
    }
}

void
gezin_casework_write_analysis (GezinCall *call, const GezinAnalysis *analysis)
{
  write_circles_text (call, analysis, GEZIN_CIRCLE_VICIOUS);
  write_circles_text (call, analysis, GEZIN_CIRCLE_VIRTUOUS);
  write_circles_text (call, analysis, GEZIN_CIRCLE_BALANCING);
  if (analysis->is_cut)
    gezin_output_print (call->output, "%s", _ ("There are more circles than are shown."));
  if (analysis->leverage->len > 0)
    gezin_output_print (call->output, "%s", _ ("Where a change does most"));
  for (guint i = 0; i < analysis->leverage->len; i++)
    {
      const GezinLeverage *leverage = analysis->leverage->pdata[i];

      gezin_output_print (call->output, "  %s (%" G_GUINT64_FORMAT "): %s", leverage->title,
                          leverage->score, leverage->why);
    }
  write_domains_text (call, analysis);
  if (analysis->gaps->len > 0)
    gezin_output_print (call->output, "%s", _ ("What is still lacking"));
  for (guint i = 0; i < analysis->gaps->len; i++)
    gezin_output_print (call->output, "  %s",
                        ((const GezinGap *) analysis->gaps->pdata[i])->sentence);
}

gboolean
gezin_casework_analyse (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinAnalysis) analysis = NULL;
  GezinUuid id;
  GDate day;

  if (!gezin_call_day (call, &day, error) || !gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  dossier = gezin_session_open (call->session, &id, error);
  if (dossier != NULL
      && (call->options.snapshots || call->options.snapshot != NULL
          || call->options.difference != NULL))
    return gezin_casework_snapshots (call, &id, error);
  analysis = dossier != NULL ? gezin_session_analyse (call->session, &id, &day, error) : NULL;
  if (analysis == NULL)
    return FALSE;
  if (call->output->is_json)
    write_json (call, analysis);
  else
    gezin_casework_write_analysis (call, analysis);
  return TRUE;
}

/* Steps. */

static void
add_id (JsonBuilder *builder, const char *name, gboolean is_there, const GezinUuid *id)
{
  if (is_there)
    gezin_json_uuid (builder, name, id);
  else
    gezin_json_text (builder, name, NULL);
}

static void
add_need (JsonBuilder *builder, const GezinNeed *need)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", need->code);
  gezin_json_text (builder, "sentence", need->sentence);
  gezin_json_text (builder, "kind", gezin_catalogue_kind (need->kind)->name);
  add_id (builder, "record", need->has_record, &need->record);
  gezin_json_flag (builder, "to-begin", need->is_to_begin);
  json_builder_end_object (builder);
}

static void
add_question (JsonBuilder *builder, const GezinQuestionLine *line)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", line->code);
  gezin_json_text (builder, "sentence", line->sentence);
  gezin_json_text (builder, "why", line->why);
  gezin_json_text (builder, "status", gezin_question_status_name (line->status));
  gezin_json_flag (builder, "asked", line->is_asked);
  gezin_json_flag (builder, "waited-for", line->is_waited_for);
  add_id (builder, "about", line->has_about, &line->about);
  add_id (builder, "record", line->has_record, &line->record);
  gezin_json_text (builder, "answer", line->answer);
  gezin_json_text (builder, "answer-code", line->answer_code);
  gezin_json_text (builder, "answered-on", line->answered_on);
  gezin_json_text (builder, "answered-by", line->answered_by);
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->choices->len; i++)
    {
      const GezinAnswerChoice *choice = line->choices->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "code", choice->code);
      gezin_json_text (builder, "label", choice->label);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_step (JsonBuilder *builder, const GezinStepLine *line)
{
  json_builder_begin_object (builder);
  gezin_json_text (builder, "code", line->code);
  gezin_json_text (builder, "title", line->title);
  gezin_json_text (builder, "phase", line->phase);
  gezin_json_text (builder, "why", line->why);
  gezin_json_text (builder, "role", line->role);
  gezin_json_text (builder, "sign-off", line->sign_off);
  gezin_json_text (builder, "status", gezin_step_status_name (line->status));
  gezin_json_text (builder, "due", line->due);
  gezin_json_text (builder, "finished", line->finished);
  gezin_json_count (builder, "walks", line->n_walks);
  add_id (builder, "record", line->has_record, &line->record);
  json_builder_set_member_name (builder, "needed");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->needed->len; i++)
    add_need (builder, line->needed->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "questions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < line->questions->len; i++)
    add_question (builder, line->questions->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
write_steps_json (GezinCall *call, const GezinWorkflowReading *reading)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "template", reading->template_code);
  gezin_json_text (builder, "version", reading->version);
  gezin_json_text (builder, "title", reading->title);
  gezin_json_text (builder, "note", reading->note);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reading->steps->len; i++)
    add_step (builder, reading->steps->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static const char *
status_label (GezinStepStatus status)
{
  switch (status)
    {
    case GEZIN_STEP_DONE:
      return C_ ("step", "done");
    case GEZIN_STEP_NOW:
      return C_ ("step", "now");
    case GEZIN_STEP_NEXT:
      return C_ ("step", "later");
    case GEZIN_STEP_SKIPPED:
      return C_ ("step", "skipped");
    case GEZIN_STEP_BLOCKED:
    default:
      return C_ ("step", "cannot begin yet");
    }
}

/* What is asked at a step of now, and what was answered at any. */
static void
write_question (GezinCall *call, const GezinStepLine *step, const GezinQuestionLine *line)
{
  g_autofree char *when = line->answered_on != NULL ? gezin_when_short (line->answered_on) : NULL;
  g_autofree char *by = g_strjoin (", ", when != NULL ? when : line->answered_by,
                                   when != NULL ? line->answered_by : NULL, NULL);

  gezin_output_print (call->output, "  %s: %s", step->title, line->sentence);
  if (line->why != NULL)
    /* Translators: %s is a sentence that says why something is asked. */
    gezin_output_print (call->output, _ ("    Why: %s"), line->why);
  if (line->answer != NULL && by[0] != '\0')
    gezin_output_print (call->output, "    %s (%s)", line->answer, by);
  else if (line->answer != NULL)
    gezin_output_print (call->output, "    %s", line->answer);
  if (line->status == GEZIN_QUESTION_ANSWERED && !line->is_asked)
    gezin_output_print (call->output, "    %s", _ ("This is no longer asked."));
  if (line->status != GEZIN_QUESTION_ANSWERED)
    gezin_output_print (call->output, "    %s (%s)",
                        line->status == GEZIN_QUESTION_WAITS
                            ? _ ("Not answered yet; the step waits for it.")
                            : _ ("Not answered yet."),
                        line->code);
}

static void
write_questions (GezinCall *call, const GezinWorkflowReading *reading)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *step = reading->steps->pdata[i];
      gboolean is_now = step->status == GEZIN_STEP_NOW || step->status == GEZIN_STEP_BLOCKED;

      for (guint j = 0; j < step->questions->len; j++)
        {
          const GezinQuestionLine *line = step->questions->pdata[j];

          if (!is_now && line->status != GEZIN_QUESTION_ANSWERED)
            continue;
          if (is_first)
            gezin_output_print (call->output, "%s", _ ("Questions"));
          is_first = FALSE;
          write_question (call, step, line);
        }
    }
}

static void
write_steps_text (GezinCall *call, const GezinWorkflowReading *reading)
{
  GezinTable *table = gezin_table_new (
      4, (const char *const[]){ _ ("Step"), _ ("State"), _ ("Due"), _ ("Done on") });

  gezin_output_print (call->output, "%s", reading->title);
  if (reading->note != NULL)
    gezin_output_print (call->output, "%s", reading->note);
  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];
      g_autofree char *due = line->due != NULL ? gezin_when_short (line->due) : NULL;
      g_autofree char *finished = line->finished != NULL ? gezin_when_short (line->finished) : NULL;

      gezin_table_add (
          table, (const char *const[]){ line->title, status_label (line->status), due, finished });
    }
  gezin_table_write (table, call->output);
  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];

      for (guint j = 0; j < line->needed->len; j++)
        if (!((GezinNeed *) line->needed->pdata[j])->is_question)
          gezin_output_print (call->output, "  %s: %s", line->title,
                              ((GezinNeed *) line->needed->pdata[j])->sentence);
    }
  write_questions (call, reading);
}

gboolean
gezin_casework_steps (GezinCall *call, GError **error)
{
  const char *code = call->n_arguments > 1 ? call->arguments[1] : NULL;
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinWorkflowReading) reading = NULL;
  GezinUuid id;
  GDate day;

  if (!gezin_call_day (call, &day, error) || !gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  dossier = gezin_session_open (call->session, &id, error);
  reading = dossier != NULL ? gezin_session_steps (call->session, &id, code, &day, error) : NULL;
  if (reading == NULL)
    return FALSE;
  if (call->output->is_json)
    write_steps_json (call, reading);
  else
    write_steps_text (call, reading);
  return TRUE;
}
