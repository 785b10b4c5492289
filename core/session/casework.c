/* SPDX-License-Identifier: EUPL-1.2 */

/* What follows from a dossier, on the worker's own screen: from the view of everything. */

#include "session/casework.h"

#include "casework/analysis.h"
#include "casework/deadlines.h"
#include "casework/interventions.h"
#include "casework/workflow.h"
#include "session/session-private.h"
#include "session/work.h"

/* The worker's own view, and the day that is asked for or it is. */
static GezinView *
look (GezinSession *session, const GezinUuid *dossier, const GDate *asked, GDate *day,
      GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);

  if (asked != NULL)
    *day = *asked;
  else
    gezin_clock_today (session->clock, day);
  return now != NULL ? gezin_view_own (now) : NULL;
}

GezinAnalysis *
gezin_session_analyse (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                       GError **error)
{
  GDate on;
  g_autoptr (GezinView) view = look (session, dossier, day, &on, error);

  return view != NULL ? gezin_analyse (view, session->reference, &on) : NULL;
}

GezinInterventions *
gezin_session_interventions (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                             GError **error)
{
  GDate on;
  g_autoptr (GezinView) view = look (session, dossier, day, &on, error);

  return view != NULL ? gezin_interventions_read (view, session->reference, &on) : NULL;
}

GPtrArray *
gezin_session_deadlines_of (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                            GError **error)
{
  GDate on;
  g_autoptr (GezinView) view = look (session, dossier, day, &on, error);

  return view != NULL ? gezin_deadlines_find (view, session->reference, &on) : NULL;
}

GezinWorkflowReading *
gezin_session_steps (GezinSession *session, const GezinUuid *dossier, const char *code,
                     const GDate *day, GError **error)
{
  GDate on;
  g_autoptr (GezinView) view = look (session, dossier, day, &on, error);
  GezinWorkflowReading *reading;

  if (view == NULL)
    return NULL;
  reading = gezin_workflow_read (view, session->reference, code, &on);
  if (reading == NULL)
    g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_WORKFLOW,
                         "there is no such way of working on that day");
  return reading;
}
