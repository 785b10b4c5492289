/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/clock.h"

#include <glib.h>

G_BEGIN_DECLS

/* Days and hours as people here say and type them, whatever the locale of the machine. */

/** gezin_when_day: (transfer full): "donderdag 19 november", with the year when it is not @today's. */
char *gezin_when_day (const GDate *day, const GDate *today);

/** gezin_when_short: (transfer full): A possibly partial ISO date as "19 nov 2026". */
char *gezin_when_short (const char *date);

/** gezin_when_month: (transfer none): "nov". */
const char *gezin_when_month (GDateMonth month);

/** gezin_when_moment: (transfer full): "19 nov 2026 16:40". */
char *gezin_when_moment (GezinClock *clock, gint64 instant);

/** gezin_when_clock: (transfer full): "16:40". */
char *gezin_when_clock (GezinClock *clock, gint64 instant);

/** gezin_when_local_day: The local day of @instant. */
void gezin_when_local_day (GezinClock *clock, gint64 instant, GDate *day);

/**
 * gezin_when_due:
 * @is_late: (out) (optional)
 * @is_soon: (out) (optional): today or tomorrow
 *
 * Returns: (transfer full): "2 dagen te laat", as gezin_when_distance(), "vandaag", "morgen" or the day
 */
char *gezin_when_due (const char *date, const GDate *today, gboolean *is_late, gboolean *is_soon);

/** gezin_when_distance: (transfer full): "3 dagen te laat", "vandaag", "over 9 dagen", "over 4 maanden". */
char *gezin_when_distance (const GDate *day, const GDate *today);

/** gezin_when_may_go: (transfer full): What retention has let go since that day, today or before it: "iets mag weg sinds 3 mei 2019". It is never late: no law says by when. */
char *gezin_when_may_go (const char *since, const GDate *today);

/** gezin_when_age: Whole years from a possibly partial @birth to @day, or -1. */
int gezin_when_age (const char *birth, const GDate *day);

/** gezin_when_typed: (transfer full): How an ISO date stands in an entry: "19-11-2026", "11-2026", "2026". */
char *gezin_when_typed (const char *date);

/** gezin_when_date_from_typed: (transfer full): The ISO form of what was typed, or @text itself when it is no date. */
char *gezin_when_date_from_typed (const char *text);

/** gezin_when_moment_typed, gezin_when_moment_from_typed: The same for a moment: "19-11-2026 16:40" and an instant in its wire form. */
char *gezin_when_moment_typed (GezinClock *clock, const char *instant);
char *gezin_when_moment_from_typed (GezinClock *clock, const char *text);

G_END_DECLS
