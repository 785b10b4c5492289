/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/catalogue.h"

G_BEGIN_DECLS

/* Made-up dossiers as plain dossier XML, by a loop over the catalogue: they mean
 * nothing, but have its kinds, its types and words that are as often as in a
 * language. The same seed gives the same text. */

typedef struct _BenchFamilies BenchFamilies;

BenchFamilies *bench_families_new (guint64 seed);
void bench_families_free (BenchFamilies *families);

/** BenchShape: What a dossier is to be like. */
typedef struct {
  guint64 ids; /* seed of the ids and of what points where */
  guint n_values; /* about so many, at most one record more */
  GezinKind only; /* of this kind alone beside the root; GEZIN_KIND_NONE: of all kinds in turn */
  guint
      n_writes; /* 0: by hand, without versions; 1: each value written once; 2: each written over */
} BenchShape;

/** bench_families_write: (transfer full): @n_values (out) (optional): how many there are. */
GString *bench_families_write (BenchFamilies *families, const BenchShape *shape, guint *n_values);

/** bench_families_word: (transfer none): Word @rank; the lower, the more often it stands in a text. */
const char *bench_families_word (BenchFamilies *families, guint rank);
guint bench_families_n_words (void);

/** bench_families_prose: (transfer full): Some sentences. */
char *bench_families_prose (BenchFamilies *families);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchFamilies, bench_families_free)

G_END_DECLS
