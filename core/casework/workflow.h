/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/workflow-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* Ways of working are dated reference data like any other list (docs/workflow.md): the list
 * `workflow` names the templates; a template T has its steps in the list `workflow-T` and what
 * they need in `workflow-T-needs`. Nothing of a template is known by name here. */

#define GEZIN_NEED_SIGN_OFF \
  "sign-off" /* code of what a step needs that is done and waits for that */

/** gezin_workflow_lists: (array zero-terminated=1): Beginnings of the names of lists with ways of working and their questions. Whoever works without those of a file is asked less; nothing more is shared for it, and nothing kept for less long. */
const char *const *gezin_workflow_lists (void);

/**
 * gezin_workflow_check:
 *
 * Whether every template of @reference can be walked: kinds, fields and steps that exist, every
 * step within reach of the first, no loop without a way out. GEZIN_REFERENCE_ERROR_WORKFLOW with
 * `FILE:LINE: reason` for the first that is not right.
 */
gboolean gezin_workflow_check (GezinReference *reference, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_workflow_read:
 * @code: (nullable): of a template; %NULL for the one that the dossier is in, or the first
 * @day: as of which
 *
 * Where the dossier stands: each step's status, what it still needs and when it is due. Derived
 * from the records of the view, the reference data and the day alone.
 *
 * Returns: (transfer full) (nullable): %NULL if there is no such template on @day
 */
GezinWorkflowReading *gezin_workflow_read (const GezinView *view, GezinReference *reference,
                                           const char *code, const GDate *day);

/** gezin_workflow_stage: (transfer none) (nullable): The code of the step that the dossier is in: the first that is now, or waits to begin. */
const char *gezin_workflow_stage (const GezinWorkflowReading *reading);

/** gezin_workflow_codes: (transfer container) (element-type utf8): The templates that the dossier is in, the one that it began with first; at least the first of the data. Strings belong to @reference. */
GPtrArray *gezin_workflow_codes (const GezinView *view, GezinReference *reference,
                                 const GDate *day);

G_END_DECLS
