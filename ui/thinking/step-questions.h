/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/workflow-readings.h"
#include "thinking/thought-page.h"

G_BEGIN_DECLS

/** gezin_step_questions_new: (transfer floating) (nullable): What is asked at @step and how it was answered, to be answered there by @owner (nullable: nobody's name). */
GtkWidget *gezin_step_questions_new (GezinThoughtPage *page, const GezinStepLine *step,
                                     const char *owner);

/** gezin_step_answers_new: (transfer floating) (nullable): What was answered at steps that are not now, each answer once. */
GtkWidget *gezin_step_answers_new (const GezinWorkflowReading *reading);

G_END_DECLS
