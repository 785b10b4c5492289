/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/asked.h"

G_BEGIN_DECLS

/* Asking the consent room about small dossiers of support/builder.h. Who asks is
 * "Wijkteam", on the local day that is given, at noon. */

/** asking_reference: (transfer none): The rules that are shipped; freed by asking_end(). */
GezinReference *asking_reference (void);
void asking_end (void);

/** Asking: Names are those of the builder. */
typedef struct {
  const char *to; /* (nullable): an organisation */
  const char *purpose;
  const char *for_person; /* (nullable) */
  const char *in_room; /* (nullable): names with commas */
  const char *day; /* %NULL: 2026-06-01 */
  const char *confirmed; /* (nullable): names with commas */
  const char *pending; /* (nullable): lines of the builder that wait, about @dossier */
  gint64 instant; /* 0: noon of @day */
} Asking;

/** asking_decide: (transfer full) */
GezinDecision *asking_decide (GezinDossier *dossier, const Asking *asking);

/** asking_asked: (transfer full) (element-type GezinAsked): What was asked of whom. */
GPtrArray *asking_asked (GezinDossier *dossier, const Asking *asking);

/** asking_code: (transfer none): `+BASIS`, or the reason, of `RECORD.FIELD`; of several heads or items the one verdict. */
const char *asking_code (const GezinDecision *decision, const char *place);

/** asking_relies_on: Whether `RECORD.FIELD` rests on exactly these, with spaces between. */
gboolean asking_relies_on (const GezinDecision *decision, const char *place, const char *names);

/**
 * asking_expect:
 * @expected: `RECORD.FIELD=CODE` with spaces between; a basis begins with +. `RECORD.FIELD?=yes`: it
 *   is for a person to decide; `=no`: it is not. `RECORD.FIELD@=NAME,NAME`: it rests on exactly these
 */
void asking_expect (const char *name, const char *spec, const Asking *asking, const char *expected);

G_END_DECLS
