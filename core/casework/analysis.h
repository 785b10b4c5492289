/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/analysis-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/**
 * gezin_analyse:
 * @day: as of which: what surely ended before it, or surely begins after it, keeps nothing going
 *
 * What keeps the family of @view stuck, and what the analysis lacks: circles of
 * factors and influences (their signs and weights stand in the reference data),
 * the leverage of each factor, and gaps. Depends on the records of the view, the
 * reference data and the day alone. Sentences are in the reader's language.
 */
GezinAnalysis *gezin_analyse (const GezinView *view, GezinReference *reference, const GDate *day);

G_END_DECLS
