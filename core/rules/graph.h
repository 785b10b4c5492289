/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"

G_BEGIN_DECLS

/** GezinGraph: Arrows between ids, each with something that belongs to it, to look for circles. */
typedef struct _GezinGraph GezinGraph;

GezinGraph *gezin_graph_new (void);
void gezin_graph_free (GezinGraph *graph);

/** gezin_graph_add: An arrow; @data is borrowed. */
void gezin_graph_add (GezinGraph *graph, const GezinUuid *from, const GezinUuid *to, gpointer data);

/**
 * gezin_graph_circles:
 *
 * Returns: (transfer container): the data of every arrow that lies on a circle, in the order in which they were added
 */
GPtrArray *gezin_graph_circles (GezinGraph *graph);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinGraph, gezin_graph_free)

G_END_DECLS
