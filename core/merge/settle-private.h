/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/merge.h"

G_BEGIN_DECLS

/** GezinSettler: Settles one register after another; keeps its working space. */
typedef struct {
  GezinMerge *merge; /* what came of it is added here */
  GPtrArray *touched; /* borrowed GezinVersion: all heads of each register that changed */
  GArray *entries; /* working space */
} GezinSettler;

void gezin_settler_init (GezinSettler *settler, GezinMerge *merge);
void gezin_settler_clear (GezinSettler *settler);

/**
 * gezin_settler_settle:
 * @here: heads of one register, sorted by dot
 * @came: versions of the same register, sorted by dot, at least one
 * @markers: its markers that are held here and are heads no longer
 *
 * Union by dot, refusals (law 4), erasure (law 10), then what nothing supersedes.
 */
gboolean gezin_settler_settle (GezinSettler *settler, const GezinRegister *here,
                               GezinVersion *const *came, gsize n_came,
                               GezinVersion *const *markers, gsize n_markers,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_merge_refuse: Notes that @theirs was kept aside. */
void gezin_merge_refuse (GezinMerge *merge, GezinRefusalReason reason, GezinVersion *theirs,
                         GezinVersion *ours);

G_END_DECLS
