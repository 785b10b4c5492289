/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/** GezinRule: Every rule, in the order of rules.inc, which says what each is about. */
typedef enum {
  GEZIN_RULE_NONE = 0,
#define RULE(SYMBOL, ...) GEZIN_RULE_##SYMBOL,
#include "rules/rules.inc"
#undef RULE
  GEZIN_N_RULES
} GezinRule;

/** gezin_rule_code: (transfer none): Lower-kebab, stable: "end-before-start". */
const char *gezin_rule_code (GezinRule rule);

/** gezin_rule_sentence: (transfer none): Translated; says what is wrong and what would be right. No personal data. */
const char *gezin_rule_sentence (GezinRule rule);

/** gezin_rule_is_shape: Whether it is decided from a record alone: then it refuses a write and parks an import. */
gboolean gezin_rule_is_shape (GezinRule rule);

/** GezinFinding: One thing that is not right: which record, which field, and by which rule. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field; /* GEZIN_FIELD_NONE when it is the record as a whole */
  GezinRule rule;
  const char *code; /* gezin_rule_code() */
  const char *sentence; /* gezin_rule_sentence() */
  gboolean is_shape; /* gezin_rule_is_shape() */
} GezinFinding;

GezinFinding *gezin_finding_new (const GezinUuid *record, GezinKind kind, GezinField field,
                                 GezinRule rule);
void gezin_finding_free (GezinFinding *finding);

/** gezin_findings_new: (transfer full): An empty array that frees its findings. */
GPtrArray *gezin_findings_new (void);

/** gezin_findings_tidy: Sorts by kind, record, rule and field, and drops what stands twice. */
void gezin_findings_tidy (GPtrArray *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinFinding, gezin_finding_free)

G_END_DECLS
