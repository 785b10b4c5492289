/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/fact.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What was worked out from each dossier, for questions over all dossiers at once.
 *
 * Invariants:
 * 1. The rows of a dossier are of its heads and of the stamp beside it (deadlines.h).
 * 2. An erased dossier has none. */

/** GezinFollow: What follows from one dossier. Borrowed pointers. */
typedef struct {
  const GArray *facts; /* GezinFact */
  const char *keep_until; /* (nullable): the first day on which retention lets something go */
} GezinFollow;

/** gezin_store_follow: Puts what was worked out from @dossier by itself; holds once gezin_store_think() gave it its stamp. */
gboolean gezin_store_follow (GezinStore *store, const GezinUuid *dossier, const GezinFollow *follow,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * GezinFactsFunc:
 * @dossier: small number of a dossier that stands alone; facts of one follow each other
 */
typedef void (*GezinFactsFunc) (gint64 dossier, const GezinFact *fact, gpointer data);

/**
 * gezin_store_each_fact:
 * @passed: (element-type GezinUuid): a set of dossiers that are left out
 *
 * All facts of dossiers that stand alone; of those that were joined the whole speaks:
 * gezin_store_joined_leaders().
 */
gboolean gezin_store_each_fact (GezinStore *store, GHashTable *passed, GezinFactsFunc func,
                                gpointer data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_joined_leaders: (element-type GezinUuid): Of each joined class the one that leads. */
GArray *gezin_store_joined_leaders (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_with_fact: (element-type GezinUuid): Dossiers that have a fact of @kind, joined or not. */
GArray *gezin_store_with_fact (GezinStore *store, GezinFactKind kind,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
