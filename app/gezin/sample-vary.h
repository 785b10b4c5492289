/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/sample-template.h"

G_BEGIN_DECLS

/** GezinVariation: What the values of one family become. */
typedef struct _GezinVariation GezinVariation;

/** gezin_variation_new: Draws all that is the same throughout a family; @template, @names and @random must outlive it. */
GezinVariation *gezin_variation_new (const GezinSampleTemplate *template,
                                     const GezinSampleNames *names, guint number,
                                     GezinRandom *random);
void gezin_variation_free (GezinVariation *variation);

/**
 * gezin_variation_value:
 * @value: a written value that is no reference
 * @near: (nullable): a day of the same record, for days in prose without a year
 *
 * (transfer full): What it becomes.
 */
char *gezin_variation_value (GezinVariation *variation, const GezinFieldSpec *spec,
                             const char *value, const char *near);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinVariation, gezin_variation_free)

G_END_DECLS
