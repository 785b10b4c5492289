/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"
#include "rules/finding.h"

G_BEGIN_DECLS

/**
 * gezin_sense_check:
 *
 * What does not fit together between the records of @dossier on @day: ends
 * before starts, people who are their own ancestor, two fixed faces at a time,
 * a consent whose giver could not give it, references that lead nowhere. Reads
 * all heads, never the displayed one alone, and says only what is certain: a
 * partial date that can be right is right. Removed records do not count. These
 * findings never refuse a write and never park; they stop a share or a sign-off.
 * The rules stand in rules.inc.
 *
 * Returns: (transfer full) (element-type GezinFinding): in order of kind, record, rule and field
 */
GPtrArray *gezin_sense_check (const GezinDossier *dossier, GezinReference *reference,
                              const GDate *day);

G_END_DECLS
