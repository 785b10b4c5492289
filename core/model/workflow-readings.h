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
} GezinNeed;

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
void gezin_step_line_free (GezinStepLine *line);
GezinWorkflowReading *gezin_workflow_reading_new (void);
void gezin_workflow_reading_free (GezinWorkflowReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinNeed, gezin_need_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinWorkflowReading, gezin_workflow_reading_free)

G_END_DECLS
