/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "casework/analysis.h"
#include "casework/case-private.h"
#include "casework/circuits.h"

G_BEGIN_DECLS

/* An influence between two factors that both work today. */
typedef struct {
  GezinRecord *record;
  guint from; /* position in `factors` */
  guint to;
  gboolean dampens;
  guint strength;
} GezinInfluence;

/* The graph of factors and influences, and what goes round in it. */
typedef struct {
  const GezinCase *on;
  GPtrArray *factors; /* GezinRecord, in order of id */
  GArray *influences; /* GezinInfluence, in order of id */
  GezinAnalysis *analysis;
} GezinAnalysing;

/** gezin_analysis_factors_of: Adds the factors that work on the case's day, in order of id. */
void gezin_analysis_factors_of (const GezinCase *on, GPtrArray *factors);

/** gezin_analysis_gap_sentence: (transfer full): What gap @code (of `analysis-gap`, nullable) says of a record called @title. */
char *gezin_analysis_gap_sentence (const GezinCode *code, const char *title);

/** gezin_analysis_find_gaps: Adds what is lacking; asks for circles and leverage to be there. */
void gezin_analysis_find_gaps (GezinAnalysing *self);

/** gezin_analysis_find_domains: Adds the life domains of the worries of today, with who can act on each. */
void gezin_analysis_find_domains (GezinAnalysing *self);

/** gezin_analysis_protects: Whether all that @factor does is to protect. */
gboolean gezin_analysis_protects (const GezinCase *on, const GezinRecord *factor);

G_END_DECLS
