/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/consent.h"

G_BEGIN_DECLS

/* What was asked of whom about sharing with one organisation, person by person: the readings on
 * which a decision rests, for a screen that shows how things stand. It decides nothing. */

/** GezinWhoDecides: Who decides today about sharing what is about somebody. */
typedef enum {
  GEZIN_DECIDES_UNKNOWN, /* the age is not sure, or no rule is for it */
  GEZIN_DECIDES_DOUBT, /* it is not sure whether they can weigh it, or something about it waits */
  GEZIN_DECIDES_PERSON,
  GEZIN_DECIDES_PERSON_AND_HOLDERS,
  GEZIN_DECIDES_HOLDERS,
  GEZIN_DECIDES_REPRESENTATIVE, /* it was found that they cannot weigh it */
} GezinWhoDecides;

/** GezinDecider: Somebody whose yes is needed today. */
typedef struct {
  GezinUuid who;
  gboolean has_said_yes; /* to something for this purpose, and it holds today */
} GezinDecider;

/** GezinSaid: One consent or ground about the person, for the recipient or perhaps so. */
typedef struct {
  GezinUuid record;
  gboolean is_ground;
  gboolean is_followed; /* a later consent replaces it */
  GezinWithheld reason; /* NONE: it holds today. Of a ground that holds not: GEZIN_WITHHELD_ENDED */
} GezinSaid;

typedef struct {
  GezinUuid person;
  guint youngest; /* ages that they can have today, in years */
  guint oldest;
  GezinWhoDecides decides;
  GArray *deciders; /* GezinDecider */
  gboolean is_somebody_missing; /* somebody who decides is not written down */
  gboolean is_said_before; /* a yes of before a birthday that changed who decides */
  GArray *said; /* GezinSaid */
  guint32
      named; /* categories that somebody was asked about for this purpose: a bit for each GezinCategory */
  guint32 by_consent; /* that go on consent */
  guint32 by_ground; /* that go on a ground */
  GezinWithheld
      reason[GEZIN_CATEGORY_PROCESS + 1]; /* by category: why not on consent; NONE: it does */
} GezinAsked;

/**
 * gezin_asked_read:
 * @question: for an organisation
 *
 * (transfer full) (element-type GezinAsked): Every person of the dossier, in the order of records.
 * Of the law that holds where no other is named.
 */
GPtrArray *gezin_asked_read (const GezinSharingQuestion *question);

void gezin_asked_free (GezinAsked *asked);

G_END_DECLS
