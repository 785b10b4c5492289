/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"

G_BEGIN_DECLS

/**
 * GezinCalendar:
 *
 * Working days and the terms of statutes, by the holidays and bounds of the reference data
 * (calendar.xml). Days are Julian days of the local calendar.
 */
typedef struct _GezinCalendar GezinCalendar;

GezinCalendar *gezin_calendar_new (GezinReference *reference);
void gezin_calendar_free (GezinCalendar *calendar);

/** gezin_calendar_is_holiday: Whether @julian is a public holiday. */
gboolean gezin_calendar_is_holiday (GezinCalendar *calendar, guint32 julian);

/** gezin_calendar_is_working_day: No Saturday, no Sunday and no public holiday. */
gboolean gezin_calendar_is_working_day (GezinCalendar *calendar, guint32 julian);

/** gezin_calendar_working_days_after: The last of the @n working days that follow @julian; @julian itself for 0. */
guint32 gezin_calendar_working_days_after (GezinCalendar *calendar, guint32 julian, guint n);

/**
 * gezin_calendar_statutory_end:
 * @julian: the day from which the term runs; the next one is its first
 * @term: as the statute has it, ISO 8601 with one unit
 *
 * The last day of a term to which the Algemene termijnenwet applies: moved to the next working day
 * (art. 1), and lengthened until two working days are in a term of three days or more (art. 2). A
 * term that is too long for it (art. 4), or is in years, ends on its own day.
 */
guint32 gezin_calendar_statutory_end (GezinCalendar *calendar, guint32 julian, const char *term);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCalendar, gezin_calendar_free)

G_END_DECLS
