/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "casework/review.h"
#include "session/review.h"
#include "session/session-private.h"

G_BEGIN_DECLS

/** gezin_session_sort_replicas: Of guint64; each once. */
void gezin_session_sort_replicas (GArray *replicas);

/**
 * gezin_session_judge_approvals:
 * @view: the whole, as it is shown
 * @approvals: (element-type GezinApproval): to add to: each review that says that something was approved
 *
 * (transfer full) (element-type GezinApprovedList): Those that count: the list is whole, signed by
 * the lead of our team (as confirmed here, or ourselves), for that very review, and none of it is their own work.
 */
GPtrArray *gezin_session_judge_approvals (GezinSession *session, const GezinWhole *whole,
                                          const GezinView *view, GPtrArray *approvals,
                                          GError **error);

/**
 * gezin_session_came_from_namesake:
 *
 * Whether something of @whole came from a card of our own organisation with the name of the owner of
 * this store, whatever its letters: somebody may have two roles, and a bundle does not name its authors.
 */
gboolean gezin_session_came_from_namesake (GezinSession *session, const GezinWhole *whole,
                                           gboolean *is_so,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_review_copies: (transfer full) (element-type GezinUuid): A set of dossiers that are here to be reviewed, and of which nothing was handed over. */
GHashTable *gezin_session_review_copies (GezinSession *session, GError **error);

/** gezin_session_are_copies: Whether all of @class (GezinUuid), dossiers that were joined, are in @copies. */
gboolean gezin_session_are_copies (GHashTable *copies, const GArray *class);

G_END_DECLS
