/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the monitor counts of one dossier: kinds of happenings with their days, no names and no
 * words. Days are Julian days (g_date_get_julian()) in the clock's zone. The numbers of the kinds
 * stand in stores: add to them, change none. */

#define GEZIN_FACT_OPEN G_MAXINT32 /* a last day that has not come */

typedef enum {
  GEZIN_FACT_REGISTRATION =
      1, /* first: received; last: of the first help after it, or 0; amount: GezinFactRegistration */
  GEZIN_FACT_INVOLVEMENT = 2, /* of those whom the monitor counts: first, last */
  GEZIN_FACT_LOCAL_TEAM = 3, /* of the local team: first, last */
  GEZIN_FACT_PROFESSIONAL = 4, /* at work for the family: first, last */
  GEZIN_FACT_HANDOVER = 5, /* first: from which day there was another fixed face */
  GEZIN_FACT_TOLD_AGAIN = 6, /* first: the day */
  GEZIN_FACT_MEASURE =
      7, /* first: imposed; last: ended; amount: place in the list `monitor-measure` */
  GEZIN_FACT_EXPERIENCE = 8, /* first: asked; amount: three scores, GEZIN_FACT_SCORE_BITS each */
  GEZIN_FACT_RESEARCH = 9, /* somebody decided about sharing for research */
  GEZIN_FACT_UNDATED = 10, /* amount: GezinFactUndated */
} GezinFactKind;

typedef enum {
  GEZIN_FACT_RESTART = 1 << 0, /* the signal says that the family was known before */
  GEZIN_FACT_WITHOUT_CHILDREN = 1 << 1, /* on that day */
} GezinFactRegistration;

typedef enum {
  GEZIN_FACT_UNDATED_INVOLVEMENT = 1, /* no first day, or one after the last */
  GEZIN_FACT_UNDATED_REGISTRATION = 2,
  GEZIN_FACT_UNDATED_MEASURE = 3,
} GezinFactUndated;

#define GEZIN_FACT_SCORE_BITS 4
#define GEZIN_FACT_SCORE_NONE 15 /* a score that was not given */
#define GEZIN_FACT_N_SCORES 3 /* heard, taken seriously, respected */

typedef struct {
  gint32 kind; /* GezinFactKind */
  gint32 first;
  gint32 last;
  gint32 amount;
} GezinFact;

G_END_DECLS
