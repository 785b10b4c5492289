/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ages at which the law lets somebody decide (docs/rules.md). */
#define GEZIN_AGE_HAS_A_SAY (12)
#define GEZIN_AGE_DECIDES (16)
#define GEZIN_AGE_OF_MAJORITY (18)

/**
 * gezin_age_reached_on:
 *
 * Sets @birthday to the first day on which who was born on @birth is @years
 * old. Who was born on 29 February is so on that day, and on 1 March in a year
 * without it: a year of life is full when the day of birth has passed.
 */
void gezin_age_reached_on (const GDate *birth, guint years, GDate *birthday);

/** gezin_age_is_reached: Whether who was born on @birth is @years old or older on @day. */
gboolean gezin_age_is_reached (const GDate *birth, guint years, const GDate *day);

G_END_DECLS
