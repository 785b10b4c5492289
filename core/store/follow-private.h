/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/follow.h"

G_BEGIN_DECLS

/** gezin_follow_forget: In the transaction that is open: what is there no longer holds. */
gboolean gezin_follow_forget (GezinStore *store, gint64 key,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
