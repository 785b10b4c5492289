/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/plan.h"

G_BEGIN_DECLS

/** gezin_plan_is_erased: Whether @record is erased in @ours, or by whom the plan's versions come from. */
gboolean gezin_plan_is_erased (const GezinPlan *plan, const GezinDossier *ours,
                               const GezinUuid *record);

/** gezin_plan_merge: Merges @versions into @dossier, with the plan's markers and erased records. */
GezinMerge *gezin_plan_merge (const GezinPlan *plan, GezinDossier *dossier, GPtrArray *versions,
                              GError **error);

G_END_DECLS
