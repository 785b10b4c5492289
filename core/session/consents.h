/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include "model/dossier.h"

G_BEGIN_DECLS

/* What was asked of whom about sharing, and what stands of it today: person by recipient. A reading
 * for people: what goes is decided anew at every sharing, by gezin_session_may(). */

/** GezinStanding: Of one talk, or of all talks about a person and a recipient. */
typedef enum {
  GEZIN_STANDING_NOT_ASKED,
  GEZIN_STANDING_GIVEN,
  GEZIN_STANDING_INCOMPLETE, /* somebody said yes, but not everybody who decides */
  GEZIN_STANDING_REFUSED,
  GEZIN_STANDING_WITHDRAWN,
  GEZIN_STANDING_ENDED,
  GEZIN_STANDING_NOT_YET,
  GEZIN_STANDING_OTHER_GROUND, /* a ground other than consent, that holds */
  GEZIN_N_STANDINGS
} GezinStanding;

/** gezin_session_standing_word: (transfer none): Translated. */
const char *gezin_session_standing_word (GezinStanding standing);

/** GezinTalk: One consent or ground. */
typedef struct {
  GezinUuid record;
  GezinStanding standing;
  gboolean is_current; /* no later one replaces it */
} GezinTalk;

/** GezinConsentCell: One person, one recipient. */
typedef struct {
  GezinUuid person;
  GezinUuid recipient;
  GezinStanding standing;
  char *categories; /* (nullable): what it is about, in words */
  char *when; /* (nullable): until when, since when, or who has still to be asked, in words */
  char *sentence; /* (nullable): what a person has to look at first */
  GPtrArray *talks; /* GezinTalk: those that count, then others; newest first */
} GezinConsentCell;

/** GezinConsentRow: One person. */
typedef struct {
  GezinUuid person;
  char *name;
  int age; /* in years, or -1 */
  char *decides; /* who decides about sharing today, in words */
  GPtrArray *cells; /* GezinConsentCell, one for each recipient */
} GezinConsentRow;

/** GezinConsentBirthday: From @day on somebody else decides about sharing. */
typedef struct {
  GezinUuid person;
  char *name;
  guint age;
  GDate day;
  char *decides; /* who decides then, in words */
} GezinConsentBirthday;

/** GezinConsentGrid: */
typedef struct {
  GArray *recipients; /* GezinUuid of organisations, the safety team first */
  GPtrArray
      *rows; /* GezinConsentRow, eldest first: those about whom something was asked or can be */
  GPtrArray *birthdays; /* GezinConsentBirthday of the coming months, soonest first */
  char *rules; /* the version of the rules that say who decides */
} GezinConsentGrid;

/** gezin_session_consent_grid: (transfer full): As it stands today; opening the dossier is what is audited. */
GezinConsentGrid *gezin_session_consent_grid (GezinSession *session, const GezinUuid *dossier,
                                              GError **error);

void gezin_consent_grid_free (GezinConsentGrid *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinConsentGrid, gezin_consent_grid_free)

G_END_DECLS
