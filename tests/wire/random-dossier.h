/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/**
 * test_random_dossier:
 * @random: decides everything
 * @n_values: about how many heads it holds
 *
 * A dossier with all that can travel: conflicts, cleared values, items out,
 * removals, erasure markers, erased records, foreign origins, fields of a newer
 * version, values of a wrong form, and texts in many scripts.
 *
 * Returns: (transfer full)
 */
GezinDossier *test_random_dossier (GRand *random, guint n_values);

/**
 * test_dossier_of_every_field:
 *
 * One record of every kind, with a right value in every field and @n_items in
 * every set.
 *
 * Returns: (transfer full)
 */
GezinDossier *test_dossier_of_every_field (guint n_items);

/**
 * test_dossier_for_speed:
 *
 * As a family of years: @n_values short values and now and then prose, each
 * with a context of a few replicas.
 *
 * Returns: (transfer full)
 */
GezinDossier *test_dossier_for_speed (guint n_values);

G_END_DECLS
