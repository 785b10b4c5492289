/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session-private.h"
#include "store/follow.h"

G_BEGIN_DECLS

/* What follows from each dossier, for questions over all of them: worked out when it is asked for, where
 * the dossier, the reference data or the program are others since. On the worker only. */

/** gezin_session_catch_up: Works out anew what no longer holds; until then the tables may not be read. */
gboolean gezin_session_catch_up (GezinSession *session, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
