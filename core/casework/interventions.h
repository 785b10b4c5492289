/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/help-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/**
 * gezin_interventions_read:
 * @day: as of which
 *
 * The overview of interventions from voluntary to compulsory (interventions.xml), with which of
 * them this dossier shows as tried: by its measures, professionals, agreements, stays and grounds;
 * and what decisions say was tried, in their own words. Depends on the records of the view, the
 * reference data and the day alone. An overview, and no advice: what is usual is no rule.
 *
 * Returns: (transfer full)
 */
GezinInterventions *gezin_interventions_read (const GezinView *view, GezinReference *reference,
                                              const GDate *day);

G_END_DECLS
