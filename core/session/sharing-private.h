/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/consent.h"
#include "session/display.h"
#include "session/exchange.h"
#include "session/session-private.h"

#include <string.h>

G_BEGIN_DECLS

/**
 * GezinSharing: A question with what it borrows, on the worker. What is exported, printed or shown
 * to others begins here, at that very moment.
 */
typedef struct {
  GezinWhole whole;
  GezinSharingQuestion question;
  GArray *who; /* GezinUuid */
  GArray *replicas; /* guint64 */
  GArray *confirmed; /* GezinUuid */
  GPtrArray *pending; /* GezinVersion */
} GezinSharing;

/** gezin_session_sharing_init: To be cleared also after a failure. */
gboolean gezin_session_sharing_init (GezinSession *session, const GezinUuid *dossier,
                                     const GezinSharingAsked *asked, GezinSharing *sharing,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_session_sharing_clear (GezinSharing *sharing);

/** gezin_session_sharing_digest: (transfer full): Of @decision on @sharing, and of what would go by it. */
char *gezin_session_sharing_digest (const GezinSharing *sharing, const GezinDecision *decision);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinSharing, gezin_session_sharing_clear)

G_END_DECLS
