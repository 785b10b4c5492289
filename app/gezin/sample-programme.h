/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/sample-model.h"
#include "gezin/sample-names.h"

G_BEGIN_DECLS

/**
 * GezinProgramme:
 *
 * An invented population of small families by which the monitor gives the figures
 * that were published for a quarter (docs/monitor.md). The counts are those of the
 * programme; who, when within its bounds and where are drawn.
 */
typedef struct _GezinProgramme GezinProgramme;

/** gezin_programme_new: (nullable): %NULL if there is no programme called @name; @names must outlive it. */
GezinProgramme *gezin_programme_new (const char *name, const GezinSampleNames *names, guint64 seed);
void gezin_programme_free (GezinProgramme *programme);

guint gezin_programme_n_families (const GezinProgramme *programme);

/** gezin_programme_family: (transfer full): Family @position, the same each time. */
GezinSampleDossier *gezin_programme_family (const GezinProgramme *programme, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinProgramme, gezin_programme_free)

G_END_DECLS
