/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "parts/job.h"
#include "session/conference.h"
#include "session/exchange.h"

G_BEGIN_DECLS

/* What the page of a conference is made of, read on the worker. */

typedef struct {
  GezinConferenceReading
      *shown; /* (nullable): for whom it was asked, or the worker; with the agenda */
  GezinConferenceReading
      *all; /* (nullable): the minutes as the worker sees them, beside those of somebody */
  GezinSharingAnswer
      *staying; /* (nullable): of the records of the minutes alone: what goes and what stays */
} GezinConferenceAnswer;

void gezin_conference_answer_free (GezinConferenceAnswer *answer);

/**
 * gezin_conference_read, _read_staying, _read_judged:
 *
 * Each a GezinJobRun. In: dossier; names[0] (nullable): the conference; names[1] (nullable): for whom,
 * both ids; names[2] (nullable): the organisation that they work for; ids (nullable): records that
 * somebody read and said yes to. Out: `result`, a GezinConferenceAnswer: with what is shown; with what
 * stays; with both, after somebody said yes to another record.
 */
gboolean gezin_conference_read (GezinSession *session, GezinJob *job, GError **error);
gboolean gezin_conference_read_staying (GezinSession *session, GezinJob *job, GError **error);
gboolean gezin_conference_read_judged (GezinSession *session, GezinJob *job, GError **error);

/** gezin_conference_list: (transfer container) (element-type GezinRecord): The conferences of @dossier, the newest first. */
GPtrArray *gezin_conference_list (GezinDossier *dossier);

/** gezin_conference_heading: (transfer none): What a record of minutes is called: the conference, or a decision. */
const char *gezin_conference_heading (GezinKind kind);

/** gezin_conference_text: (transfer full): @reading as a file for @name (nullable: for the worker). @day: on which it is made. */
char *gezin_conference_text (const GezinConferenceReading *reading, const char *name,
                             const GDate *day);

G_END_DECLS
