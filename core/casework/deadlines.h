/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/deadline-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

#define GEZIN_DEADLINES_LIST \
  "deadline" /* of the reference data: the rules, and what they are called */
#define GEZIN_DEADLINE_STEP "step" /* the code of a step's term */

/**
 * gezin_deadlines_all:
 * @day: any day of those on which the same lists hold (gezin_reference_era())
 * @stage: (out) (optional) (nullable) (transfer full): the step that the dossier is in
 *
 * All days on which something in the dossier must be done, by the rules of the reference data
 * (deadlines.xml) and the steps that it is in, on whatever day it is asked: gezin_deadline_is_told()
 * says which still are. A date that is not whole counts as its first possible day: better early
 * than late. Without sentences.
 *
 * Returns: (transfer full) (element-type GezinDeadline): the earliest first
 */
GPtrArray *gezin_deadlines_all (const GezinView *view, GezinReference *reference, const GDate *day,
                                char **stage);

/** gezin_deadlines_keep_asked: Of @deadlines only those that wait for who has a copy of the dossier to review it: all else is for whose dossier it is. */
void gezin_deadlines_keep_asked (GPtrArray *deadlines, GezinReference *reference);

/** gezin_deadlines_say: Gives each of @deadlines its sentence, in the reader's language. */
void gezin_deadlines_say (GPtrArray *deadlines, GezinReference *reference);

/** gezin_deadlines_find: (transfer full) (element-type GezinDeadline): Those of gezin_deadlines_all() that still are on @day, with their sentences. */
GPtrArray *gezin_deadlines_find (const GezinView *view, GezinReference *reference,
                                 const GDate *day);

/** gezin_deadlines_to_ics: (transfer full): @deadlines, with their sentences, as an iCalendar file without anything that was written in a record. */
char *gezin_deadlines_to_ics (const GPtrArray *deadlines, GezinReference *reference, gint64 now);

G_END_DECLS
