/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/catalogue.h"

G_BEGIN_DECLS

/* Where a dossier stands in its way of working: plain results, as readings.h has them. */

/** GezinStepStatus: Derived from the dossier; nobody types it. */
typedef enum {
  GEZIN_STEP_DONE, /* finished, and signed off where that is asked */
  GEZIN_STEP_NOW, /* its turn, or begun */
  GEZIN_STEP_NEXT, /* comes after what is now, perhaps */
  GEZIN_STEP_SKIPPED, /* with a reason */
  GEZIN_STEP_BLOCKED, /* its turn, but it cannot begin without something */
} GezinStepStatus;

/** gezin_step_status_name: (transfer none): `done`, `now`, `next`, `skipped` or `blocked`. */
const char *gezin_step_status_name (GezinStepStatus status);

/** GezinNeed: What a step still needs. */
typedef struct {
  char *code; /* stable; of the template */
  char *sentence;
  gboolean has_record; /* @record is where to go: what is not right, or whom it is about */
  GezinUuid record;
  GezinKind kind; /* what has to be there */
  gboolean is_to_begin; /* without it the step cannot begin */
  gboolean is_question; /* it stands among the questions of the step too */
} GezinNeed;

/** GezinQuestionStatus: Whether a question is answered, and what it is to the step. */
typedef enum {
  GEZIN_QUESTION_ASKED, /* not answered; nothing waits for it */
  GEZIN_QUESTION_WAITS, /* not answered; the step is not done without */
  GEZIN_QUESTION_ANSWERED,
} GezinQuestionStatus;

/** gezin_question_status_name: (transfer none): `asked`, `waits` or `answered`. */
const char *gezin_question_status_name (GezinQuestionStatus status);

/** GezinAnswerChoice: One of the answers that a question offers. */
typedef struct {
  char *code;
  char *label;
} GezinAnswerChoice;

/** GezinQuestionLine: An extra question of a step, asked once or of one person, with its answer. */
typedef struct {
  char *code; /* what an answer holds, for ever */
  char *sentence;
  char *why; /* (nullable): why it is asked */
  GezinQuestionStatus status;
  gboolean is_asked; /* on the day; else it was, and the answer stays */
  gboolean is_waited_for; /* the step needs an answer */
  gboolean has_about; /* @about: whom it is about */
  GezinUuid about;
  gboolean has_record; /* @record: the answer, or what was begun of one */
  GezinUuid record;
  char *answer; /* (nullable): in words */
  char *answer_code; /* (nullable): which of the answers that it offers */
  char *answered_on; /* (nullable): ISO date */
  char *answered_by; /* (nullable) */
  GPtrArray *choices; /* GezinAnswerChoice, those of the day; empty: it is answered in words */
} GezinQuestionLine;

/** GezinStepLine: One step of a template. */
typedef struct {
  char *code;
  char *title;
  char *why; /* (nullable): why it is asked */
  char *phase; /* (nullable): its label */
  char *role; /* (nullable): code: who acts */
  char *sign_off; /* (nullable): code of the role that signs off */
  GezinStepStatus status;
  char *due; /* (nullable): ISO day */
  char *finished; /* (nullable): ISO date: the last time that it was walked */
  guint n_walks; /* times that it was begun */
  gboolean has_record; /* @record: the last walk */
  GezinUuid record;
  GPtrArray *needed; /* GezinNeed: of steps that are now or blocked */
  GPtrArray
      *questions; /* GezinQuestionLine: those of today, then answers of what was asked before */
} GezinStepLine;

/** GezinWorkflowReading: A template, and where the dossier stands in it. */
typedef struct {
  char *template_code;
  char *version; /* as written into a step: `workflow-integral@workflow-integral/1` */
  char *title;
  char *note; /* (nullable): what it is and is not */
  GPtrArray *steps; /* GezinStepLine, in the template's order */
} GezinWorkflowReading;

void gezin_need_free (GezinNeed *need);
void gezin_question_line_free (GezinQuestionLine *line);
void gezin_step_line_free (GezinStepLine *line);
GezinWorkflowReading *gezin_workflow_reading_new (void);
void gezin_workflow_reading_free (GezinWorkflowReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinNeed, gezin_need_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinQuestionLine, gezin_question_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinWorkflowReading, gezin_workflow_reading_free)

G_END_DECLS
