/* SPDX-License-Identifier: EUPL-1.2 */

/* The analysis as of the day on which each conclusion was adopted, told and compared. */

#include "casework/snapshot.h"
#include "session/casework.h"
#include "session/session-private.h"
#include "session/work.h"

GPtrArray *
gezin_session_snapshots (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  g_autoptr (GezinView) view = now != NULL ? gezin_view_own (now) : NULL;

  return view != NULL ? gezin_snapshot_list (view, session->reference) : NULL;
}

static GezinSnapshot *
tell (GezinSession *session, GezinView *view, guint number, GError **error)
{
  GezinSnapshot *told = gezin_snapshot_tell (view, session->reference, number);

  if (told == NULL)
    g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NO_SNAPSHOT,
                         "no adopted conclusion has that number");
  return told;
}

GezinSnapshot *
gezin_session_snapshot (GezinSession *session, const GezinUuid *dossier, guint number,
                        GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  g_autoptr (GezinView) view = now != NULL ? gezin_view_own (now) : NULL;

  return view != NULL ? tell (session, view, number, error) : NULL;
}

GPtrArray *
gezin_session_difference (GezinSession *session, const GezinUuid *dossier, guint before,
                          guint after, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  g_autoptr (GezinView) view = now != NULL ? gezin_view_own (now) : NULL;
  g_autoptr (GezinSnapshot) first = view != NULL ? tell (session, view, before, error) : NULL;
  g_autoptr (GezinSnapshot) second = first != NULL ? tell (session, view, after, error) : NULL;

  return second != NULL ? gezin_snapshot_compare (view, session->reference, first, second) : NULL;
}
