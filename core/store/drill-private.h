/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/backup-readings.h"
#include "store/store-private.h"

G_BEGIN_DECLS

/** gezin_drill_compare: What @backup has and @store has not, and how many commits of @store came after it. */
gboolean gezin_drill_compare (GezinStore *store, GezinStore *backup, GezinDrillReport *report,
                              GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
