/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/asked.h"
#include "session/consents.h"
#include "session/sharing-private.h"

G_BEGIN_DECLS

/* What the files of the grid of consent share. */

/** GezinConsentSource: What a cell is read from. Borrowed. */
typedef struct {
  GezinSession *session;
  GezinDossier *dossier;
  const GezinConsentGrid *grid; /* its birthdays are found */
  const GezinUuid *person;
  const GezinUuid *recipient;
  GPtrArray *asked; /* GezinAsked of the person, one for each purpose; not empty */
} GezinConsentSource;

/** gezin_consent_cell_read: (transfer full) */
GezinConsentCell *gezin_consent_cell_read (const GezinConsentSource *source);
void gezin_consent_cell_free (GezinConsentCell *cell);

/** gezin_consent_call_name: (transfer full): What somebody is called, in one word where there is one. */
char *gezin_consent_call_name (GezinSession *session, GezinDossier *dossier, const GezinUuid *id);

G_END_DECLS
