/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"

G_BEGIN_DECLS

/** GezinLegalAge: An age at which the law lets somebody do something, from the list `legal-age`. */
typedef enum {
  GEZIN_AGE_HAS_A_SAY, /* decides along */
  GEZIN_AGE_DECIDES, /* alone */
  GEZIN_AGE_HOLDS_AUTHORITY, /* may hold authority over a child, at the earliest */
  GEZIN_AGE_OF_MAJORITY,
  GEZIN_N_LEGAL_AGES
} GezinLegalAge;

/**
 * gezin_age_of_law:
 * @day: (nullable): on which the law is read; %NULL for the newest
 *
 * Returns: in years; 0 where the reference data do not say it
 */
guint gezin_age_of_law (GezinReference *reference, GezinLegalAge age, const GDate *day);

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
