/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/** GezinFinding: One thing that is not right: which record, which field, and what would be right. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field;  /* GEZIN_FIELD_NONE when it is the record as a whole */
  const char *code;  /* static, lower-kebab, stable: "end-before-start" */
  char *sentence;    /* translated; says what is wrong and what would be right */
  gboolean is_shape; /* decidable from the record alone: it refuses a write and parks an import */
} GezinFinding;

GezinFinding *gezin_finding_new (const GezinUuid *record, GezinKind kind, GezinField field,
                                 const char *code, gboolean is_shape, const char *sentence);
void gezin_finding_free (GezinFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinFinding, gezin_finding_free)

G_END_DECLS
