/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Circles of arrows: plain numbers, nothing of a dossier. */

#define GEZIN_MAX_CIRCUIT_LENGTH (8) /* arrows; longer ones nobody can follow */
#define GEZIN_MAX_CIRCUITS (10000) /* a bound by count, so that every machine says the same */

/** GezinArrow: From one node to another, by position. */
typedef struct {
  guint from;
  guint to;
} GezinArrow;

/** GezinCircuit: A circle that passes no node twice: the arrows in order, beginning at its smallest node. */
typedef struct {
  guint n_arrows;
  guint arrows[GEZIN_MAX_CIRCUIT_LENGTH]; /* positions in what was handed in */
} GezinCircuit;

/**
 * gezin_circuits_find:
 * @arrows: each between two nodes below @n_nodes; several may join the same two
 * @is_cut: (out): there are more than GEZIN_MAX_CIRCUITS; those that come first are given
 *
 * All circles of at most GEZIN_MAX_CIRCUIT_LENGTH arrows; an arrow from a node to itself is one.
 * In the order of their nodes, beginning at the smallest; then of their arrows.
 *
 * Returns: (transfer full) (element-type GezinCircuit)
 */
GArray *gezin_circuits_find (guint n_nodes, const GezinArrow *arrows, gsize n_arrows,
                             gboolean *is_cut) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
