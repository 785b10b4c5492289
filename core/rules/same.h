/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/**
 * GezinSame:
 *
 * Which records of a dossier are of the same person or thing (merge.md, law
 * 14): what `same-as` connects, in any direction, over any number of steps, as
 * far as any head says so. Each such class is led by its smallest id. Links of
 * removed records do not count.
 */
typedef struct _GezinSame GezinSame;

GezinSame *gezin_same_new (const GezinDossier *dossier);

/**
 * gezin_same_new_confirmed:
 * @replicas: those of this store, of all dossiers that @dossier was joined from; sorted
 *
 * As far as a person here says so: of the links only those that one of @replicas
 * wrote. What one record may, another may only over these; what is refused, kept
 * secret or erased goes over all links (gezin_same_new()).
 */
GezinSame *gezin_same_new_confirmed (const GezinDossier *dossier, const guint64 *replicas,
                                     gsize n_replicas);

/** gezin_same_ref, gezin_same_free: Counted atomically: any thread may read it. */
GezinSame *gezin_same_ref (GezinSame *same);
void gezin_same_free (GezinSame *same);

/** gezin_same_leader: (transfer none): The id that leads the class of @id; @id itself where it is alone. */
const GezinUuid *gezin_same_leader (const GezinSame *same, const GezinUuid *id);

/** gezin_same_members: (transfer none) (nullable) (element-type GezinUuid): The records of the class of @id that stand in the dossier, sorted; %NULL where it is in none. */
const GArray *gezin_same_members (const GezinSame *same, const GezinUuid *id);

/** gezin_same_first: (transfer none): Which record of the class a reader is led to: the smallest that stands in the dossier; @id itself where there is none. */
const GezinUuid *gezin_same_first (const GezinSame *same, const GezinUuid *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSame, gezin_same_free)

G_END_DECLS
