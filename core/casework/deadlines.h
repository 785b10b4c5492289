/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/deadline-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/**
 * gezin_deadlines_find:
 * @day: as of which: what lies before it is overdue, but for birthdays, which are then over
 *
 * All days on which something in the dossier must be done, by the rules of the reference data
 * (deadlines.xml) and the steps that it is in. A date that is not whole counts as its first
 * possible day: better early than late.
 *
 * Returns: (transfer full) (element-type GezinDeadline): the earliest first
 */
GPtrArray *gezin_deadlines_find (const GezinView *view, GezinReference *reference,
                                 const GDate *day);

G_END_DECLS
