/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/sample-model.h"
#include "session/display.h"

G_BEGIN_DECLS

/**
 * gezin_sample_every_field:
 *
 * One dossier in which every field of every kind is filled, each type with all
 * its forms: sets of several items, every code that may be chosen on the day of
 * the session's clock, partial dates, difficult text. Always the same.
 */
GezinSampleDossier *gezin_sample_every_field (GezinSession *session);

G_END_DECLS
