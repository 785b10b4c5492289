/* SPDX-License-Identifier: EUPL-1.2 */

/* Where a dossier stands in its way of working, and how that goes away again. */

#include "model/workflow-readings.h"

const char *
gezin_step_status_name (GezinStepStatus status)
{
  static const char *const names[] = { "done", "now", "next", "skipped", "blocked" };

  return names[status];
}

const char *
gezin_question_status_name (GezinQuestionStatus status)
{
  static const char *const names[] = { "asked", "waits", "answered" };

  return names[status];
}

void
gezin_need_free (GezinNeed *need)
{
  g_free (need->code);
  g_free (need->sentence);
  g_free (need);
}

void
gezin_question_line_free (GezinQuestionLine *line)
{
  g_free (line->code);
  g_free (line->sentence);
  g_free (line->why);
  g_free (line->answer);
  g_free (line->answer_code);
  g_free (line->answered_on);
  g_free (line->answered_by);
  g_clear_pointer (&line->choices, g_ptr_array_unref);
  g_free (line);
}

void
gezin_step_line_free (GezinStepLine *line)
{
  g_free (line->code);
  g_free (line->title);
  g_free (line->why);
  g_free (line->phase);
  g_free (line->role);
  g_free (line->sign_off);
  g_free (line->due);
  g_free (line->finished);
  g_clear_pointer (&line->needed, g_ptr_array_unref);
  g_clear_pointer (&line->questions, g_ptr_array_unref);
  g_free (line);
}

GezinWorkflowReading *
gezin_workflow_reading_new (void)
{
  GezinWorkflowReading *reading = g_new0 (GezinWorkflowReading, 1);

  reading->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_step_line_free);
  return reading;
}

void
gezin_workflow_reading_free (GezinWorkflowReading *reading)
{
  g_free (reading->template_code);
  g_free (reading->version);
  g_free (reading->title);
  g_free (reading->note);
  g_ptr_array_unref (reading->steps);
  g_free (reading);
}
