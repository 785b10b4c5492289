/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/conference-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* A conference about a family: what there is to talk about, and what was decided. Made of a view and
 * nothing else, so that for each participant it says what follows from what they may see. */

/**
 * gezin_conference_agenda:
 * @day: as of which
 *
 * (transfer full) (element-type GezinAgendaItem): What is due by GEZIN_AGENDA_DAYS later, the
 * earliest first; what stands in several versions; what the analysis lacks.
 */
#define GEZIN_AGENDA_DAYS 14
GPtrArray *gezin_conference_agenda (const GezinView *view, GezinReference *reference,
                                    const GDate *day);

/** gezin_conference_is_one: Whether @record is a contact of the kind of a conference. */
gboolean gezin_conference_is_one (const GezinRecord *record);

/**
 * gezin_conference_records:
 *
 * (transfer container) (element-type GezinRecord): Of @view: the conference, if it is there, and
 * what was decided on its day, in order of id. @zone: in which days are told.
 */
GPtrArray *gezin_conference_records (const GezinView *view, const GezinUuid *conference,
                                     const char *when, GTimeZone *zone);

G_END_DECLS
