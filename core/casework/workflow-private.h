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

/** gezin_needs_find: Adds to @needed (GezinNeed) what @step still needs in the case. */
void gezin_needs_find (const GezinCase *on, const GezinStepSpec *step, GPtrArray *needed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinTemplate, gezin_template_free)

G_END_DECLS
