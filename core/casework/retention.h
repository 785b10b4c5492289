/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/erasure-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* How long what is kept: rules by law and by record, from the dated list `retention`.
 *
 * Invariants:
 * 1. A date that is not whole counts as its last possible day.
 * 2. What cannot be known (a birth date, a start) keeps; it never lets go.
 * 3. A first day follows from the dossier and the basis alone, not from today.
 * 4. Nothing is erased from here: a person does that, from the list. */

/** GezinRetentionBasis: What the rules need beside the dossier. Borrowed pointers. */
typedef struct {
  GezinReference *reference;
  GTimeZone *zone; /* in which days are told */
  gint64 last_change; /* instant of the last change in the dossier */
  GHashTable
      *late; /* (nullable): id of a commit -> the instant before which it cannot have been made */
  const char *organisation; /* (nullable): whose store it is; what kind it is says the dossier */
} GezinRetentionBasis;

/** gezin_retention_first_day: (transfer full) (nullable): The first day on which something of the dossier, as it stands now, may go: gezin_retention_row() says so from that day on, and not before. */
char *gezin_retention_first_day (GezinView *view, const GezinRetentionBasis *basis);

/**
 * gezin_retention_row:
 * @all: all records; else those of which the day has come
 *
 * The dossier and its records as of @day, each with its rule and what holds it.
 */
GezinRetentionRow *gezin_retention_row (GezinView *view, const GezinRetentionBasis *basis,
                                        const GDate *day, gboolean all);

G_END_DECLS
