/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/random.h"

G_BEGIN_DECLS

/**
 * GezinSampleNames:
 *
 * The lists of data/samples/names.txt: names of people, streets, towns,
 * languages and months, by what they are and where they come from. A name of a
 * written sample that stands in a list can be replaced by another of a list of
 * the same class.
 */
typedef struct _GezinSampleNames GezinSampleNames;

/** GezinSampleName: Where a name stands. */
typedef struct {
  const char *text;
  guint class; /* given-female, family, town… */
  guint origin; /* nl, ma, tr… */
} GezinSampleName;

GezinSampleNames *gezin_sample_names_read (const char *path, GError **error);
void gezin_sample_names_free (GezinSampleNames *names);

/** gezin_sample_names_find: (transfer none) (nullable): The entry @text, of one word or more. */
const GezinSampleName *gezin_sample_names_find (const GezinSampleNames *names, const char *text);

/** gezin_sample_names_match: (transfer none) (nullable): The longest entry that @text begins with, followed by no letter. */
const GezinSampleName *gezin_sample_names_match (const GezinSampleNames *names, const char *text);

/** gezin_sample_names_pick: (transfer none): A random name of @class from @origin, or from the first origin that has the class. */
const char *gezin_sample_names_pick (const GezinSampleNames *names, guint class, guint origin,
                                     GezinRandom *random);

/** gezin_sample_names_n_origins: How many origins there are; 0 is the one named first. */
guint gezin_sample_names_n_origins (const GezinSampleNames *names);

/** gezin_sample_names_month: The month from 1 that @text begins with, or 0; @length its bytes. */
guint gezin_sample_names_month (const GezinSampleNames *names, const char *text, gsize *length);

/** gezin_sample_names_month_name: (transfer none): From 1. */
const char *gezin_sample_names_month_name (const GezinSampleNames *names, guint month);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSampleNames, gezin_sample_names_free)

G_END_DECLS
