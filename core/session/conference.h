/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/conference-readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* A conference about a family (MDO): its agenda, who was there under which ground, and minutes for
 * each participant (docs/review.md). @whom: (nullable): somebody of the dossier: a person, a professional or an
 * organisation, by id, beginning of it, or name: then it is made of what may go to them for a conference, and
 * nothing else, and that it was made is noted; %NULL: of what the worker sees. */

/** GezinConferenceAsked: Borrowed pointers. */
typedef struct {
  const char *whom; /* (nullable) */
  const GezinUuid *confirmed; /* records that a person read through and said yes to */
  gsize n_confirmed;
  const GDate *day; /* (nullable): as of which; of the agenda alone */
} GezinConferenceAsked;

/** gezin_session_agenda: (transfer full) (element-type GezinAgendaItem) */
GPtrArray *gezin_session_agenda (GezinSession *session, const GezinUuid *dossier,
                                 const GezinConferenceAsked *asked, GError **error);

/** gezin_session_minutes: (transfer full): Of the conference @contact. GEZIN_SESSION_ERROR_NO_CONFERENCE: it is none; _WHO, _RECIPIENT. */
GezinConferenceReading *gezin_session_minutes (GezinSession *session, const GezinUuid *dossier,
                                               const GezinUuid *contact,
                                               const GezinConferenceAsked *asked, GError **error);

/**
 * gezin_session_conference:
 * @contact: (nullable): %NULL: the agenda alone
 *
 * (transfer full): Agenda and minutes at once, of one view: that it was made for somebody is one event.
 */
GezinConferenceReading *gezin_session_conference (GezinSession *session, const GezinUuid *dossier,
                                                  const GezinUuid *contact,
                                                  const GezinConferenceAsked *asked,
                                                  GError **error);

G_END_DECLS
