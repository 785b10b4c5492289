/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinHandOver: How something in the outbox gets to its recipient: as a file, or through the mailbox. Says what became of it. */
#define GEZIN_TYPE_HAND_OVER (gezin_hand_over_get_type ())
G_DECLARE_FINAL_TYPE (GezinHandOver, gezin_hand_over, GEZIN, HAND_OVER, AdwBin)

/**
 * gezin_hand_over_new:
 * @path: of @bundle in the outbox
 */
GtkWidget *gezin_hand_over_new (GezinSession *session, const GezinUuid *bundle, const char *path);

G_END_DECLS
