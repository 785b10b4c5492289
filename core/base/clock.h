/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GezinClock:
 *
 * Where every instant and every day of the program comes from, so that a test
 * can say what time it is. Reference-counted, safe to read from any thread.
 * Instants are microseconds since 1970 in UTC; days are days of the clock's
 * time zone: Europe/Amsterdam, or the machine's own where that is not known.
 */
typedef struct _GezinClock GezinClock;

/** gezin_clock_new_system: The machine's clock. */
GezinClock *gezin_clock_new_system (void);

/**
 * gezin_clock_new_fixed:
 * @instant: microseconds since 1970, UTC
 *
 * A clock that stands still until gezin_clock_set() moves it.
 */
GezinClock *gezin_clock_new_fixed (gint64 instant);

GezinClock *gezin_clock_ref (GezinClock *clock);
void gezin_clock_unref (GezinClock *clock);

/** gezin_clock_now: The instant, in microseconds since 1970, UTC. */
gint64 gezin_clock_now (GezinClock *clock);

/** gezin_clock_set: Moves a fixed clock to @instant; a system clock must not be moved. */
void gezin_clock_set (GezinClock *clock, gint64 instant);

/** gezin_clock_today: Sets @day to the local day that it is now. */
void gezin_clock_today (GezinClock *clock, GDate *day);

/** gezin_clock_utc_day: The number of whole UTC days since 1970. */
gint32 gezin_clock_utc_day (GezinClock *clock);

/** gezin_clock_zone: (transfer none): The time zone that days are told in. */
GTimeZone *gezin_clock_zone (GezinClock *clock);

#define GEZIN_DAY_TEXT_LENGTH (10) /* 2014-05-01 */

/** gezin_day_to_text: Writes the valid @day as `2014-05-01` into @text, which it returns; the same in every locale. */
char *gezin_day_to_text (const GDate *day, char text[GEZIN_DAY_TEXT_LENGTH + 1]);

/** gezin_instant_to_text: (transfer full): Writes @instant, of the years 1 to 9999, as `2026-11-21T10:03:11Z`, whole seconds rounded down. */
char *gezin_instant_to_text (gint64 instant);

/**
 * gezin_instant_from_text:
 *
 * Reads exactly the form that gezin_instant_to_text() writes, of the years
 * GEZIN_MIN_YEAR to GEZIN_MAX_YEAR. Returns %FALSE for anything else.
 */
gboolean gezin_instant_from_text (const char *text, gint64 *instant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinClock, gezin_clock_unref)

G_END_DECLS
