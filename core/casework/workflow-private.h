/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "casework/calendar.h"
#include "casework/case-private.h"
#include "casework/workflow.h"

G_BEGIN_DECLS

/* A way in: a step that leads to another, perhaps by one outcome alone. */
typedef struct {
  guint from; /* position in `steps` */
  char *outcome; /* (nullable): any that no other way out of @from names */
} GezinWay;

typedef struct {
  const GezinCode *code;
  GArray *ways; /* GezinWay: from where it is reached; none: the template begins with it */
  GPtrArray *needs; /* GezinCode, in the order of the data */
} GezinStepSpec;

/** GezinTemplate: A way of working as it is on a day. */
typedef struct {
  const GezinCode *code; /* of the list `workflow` */
  GezinCodeList *steps_list;
  GezinCodeList *needs_list; /* (nullable) */
  GPtrArray *steps; /* GezinStepSpec */
} GezinTemplate;

/** gezin_template_new: (transfer full) (nullable): %NULL if its steps do not hold on @day (%NULL: the newest). Steps that a way names and that are not there are left out. */
GezinTemplate *gezin_template_new (GezinReference *reference, const GezinCode *workflow,
                                   const GDate *day);
void gezin_template_free (GezinTemplate *self);

/** gezin_template_find_step: Its position, or -1. */
int gezin_template_find_step (const GezinTemplate *self, const char *code);

/** gezin_workflow_find_codes: As gezin_workflow_codes(), of a case. */
GPtrArray *gezin_workflow_find_codes (const GezinCase *on);

/** gezin_workflow_read_case: As gezin_workflow_read(), of a case; @code is not %NULL. */
GezinWorkflowReading *gezin_workflow_read_case (const GezinCase *on, GezinCalendar *calendar,
                                                const char *code);

/** gezin_needs_find_whom: (transfer container) (nullable) (element-type GezinRecord): Each person for whom @code is asked on the case's day; %NULL if it is asked once. */
GPtrArray *gezin_needs_find_whom (const GezinCase *on, const GezinCode *code);

/** gezin_needs_find: Adds to @needed (GezinNeed) what @step still needs in the case. */
void gezin_needs_find (const GezinCase *on, const GezinStepSpec *step, GPtrArray *needed);

/** GezinQuestions: The extra questions of a way of working, and the answers in a case. */
typedef struct _GezinQuestions GezinQuestions;

/** gezin_questions_new: @way is the code of a template. */
GezinQuestions *gezin_questions_new (const GezinCase *on, const char *way);
void gezin_questions_free (GezinQuestions *self);

/** gezin_questions_find: (transfer full) (element-type GezinQuestionLine): Those that are asked at @step on the case's day. */
GPtrArray *gezin_questions_find (GezinQuestions *self, const char *step);

/** gezin_questions_find_former: Adds to @lines the answers to what is not asked at @step any more; once gezin_questions_find() was called for each step. */
void gezin_questions_find_former (GezinQuestions *self, const char *step, GPtrArray *lines);

/** gezin_questions_need: Adds to @needed (GezinNeed) those of @lines for which their step waits. */
void gezin_questions_need (const GPtrArray *lines, GPtrArray *needed);

/** gezin_questions_check: Whether each question can be asked; as gezin_workflow_check(). */
gboolean gezin_questions_check (GezinReference *reference,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinQuestions, gezin_questions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinTemplate, gezin_template_free)

G_END_DECLS
