/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session-private.h"
#include "store/follow.h"

G_BEGIN_DECLS

/* What follows from each dossier, for questions over all of them: worked out when it is written, and
 * anew where the reference data or the program are others since. On the worker only. */

/** gezin_session_follow: (transfer full): What follows from @view, of one dossier by itself; to be freed with gezin_follow_free(). */
GezinFollow *gezin_session_follow (GezinSession *session, GezinView *view);
void gezin_follow_free (GezinFollow *follow);

/** gezin_session_catch_up: Works out anew what no longer holds; until then the tables may not be read. */
gboolean gezin_session_catch_up (GezinSession *session, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinFollow, gezin_follow_free)

G_END_DECLS
