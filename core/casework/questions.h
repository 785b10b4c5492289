/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* Extra questions of a way of working (docs/workflow.md): each list whose name begins with
 * `questions-` holds some. Whoever adds a list of their own adds questions, and restates nothing. */

/**
 * gezin_questions_text:
 * @record: (nullable): of which it is; without it a question that names somebody is told by its label
 * @value: canonical, of @field
 *
 * What a question, or an answer that was chosen, reads as.
 *
 * Returns: (transfer full) (nullable): %NULL if @value reads as it stands
 */
char *gezin_questions_text (GezinReference *reference, const GezinDossier *dossier,
                            const GezinRecord *record, GezinField field, const char *value);

/** gezin_questions_choices: (transfer container) (element-type GezinCode): The questions of @day that @field may name; empty for any other field. They belong to @reference. */
GPtrArray *gezin_questions_choices (GezinReference *reference, GezinField field, const GDate *day);

G_END_DECLS
