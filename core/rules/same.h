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
void gezin_same_free (GezinSame *same);

/** gezin_same_leader: (transfer none): The id that leads the class of @id; @id itself where it is alone. */
const GezinUuid *gezin_same_leader (const GezinSame *same, const GezinUuid *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSame, gezin_same_free)

G_END_DECLS
