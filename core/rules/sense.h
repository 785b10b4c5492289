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
 * all heads, never the displayed one alone. These findings never refuse a write
 * and never park; they stop a share or a sign-off.
 *
 * Returns: (transfer full) (element-type GezinFinding): in order of kind, record and code
 */
GPtrArray *gezin_sense_check (const GezinDossier *dossier, const GezinReference *reference,
                              const GDate *day);

G_END_DECLS
