/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/sample-template.h"

G_BEGIN_DECLS

/**
 * gezin_sample_family_make:
 * @number: of the family, from 1: stands in its reference
 * @is_small: a dozen records instead of nearly all
 *
 * A variation of @template: other ids, names, streets, numbers and scores,
 * dates moved by whole weeks, some records left out so that nothing that stays
 * points to one that went. The same @random gives the same family.
 */
GezinSampleDossier *gezin_sample_family_make (const GezinSampleTemplate *template,
                                              const GezinSampleNames *names, guint number,
                                              gboolean is_small, GezinRandom *random);

G_END_DECLS
