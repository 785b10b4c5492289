/* SPDX-License-Identifier: EUPL-1.2 */

/* Circles among arrows, by Tarjan's strongly connected components.
 *
 * Written with a stack of its own: a chain of a hundred thousand arrows from a
 * hostile file must not use up the stack of the process. */

#include "rules/graph.h"

typedef struct {
  guint from;
  guint to;
  gpointer data;
  int next; /* arrow of the same start, -1 at the end */
} Arrow;

typedef struct {
  int first; /* arrow, -1 for none */
  int at; /* arrow to look at next */
  guint number; /* in the order of finding, from 1; 0: not found yet */
  guint lowest; /* smallest number that can be reached */
  guint component; /* from 1; 0: not known yet */
} Node;

struct _GezinGraph {
  GHashTable *nodes_by_id; /* GezinUuid to position in nodes, plus 1 */
  GArray *nodes;
  GArray *arrows;
};

/* What a walk through the graph keeps. */
typedef struct {
  GArray *path; /* nodes from the start to where we are */
  GArray *waiting; /* nodes found whose component is not known */
  guint n_numbers;
  guint n_components;
} Walk;

GezinGraph *
gezin_graph_new (void)
{
  GezinGraph *graph = g_new0 (GezinGraph, 1);

  graph->nodes_by_id = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  graph->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  graph->arrows = g_array_new (FALSE, FALSE, sizeof (Arrow));
  return graph;
}

void
gezin_graph_free (GezinGraph *graph)
{
  g_hash_table_unref (graph->nodes_by_id);
  g_array_unref (graph->nodes);
  g_array_unref (graph->arrows);
  g_free (graph);
}

static Node *
node_at (const GezinGraph *graph, guint position)
{
  return &g_array_index (graph->nodes, Node, position);
}

static Arrow *
arrow_at (const GezinGraph *graph, int position)
{
  return &g_array_index (graph->arrows, Arrow, position);
}

static guint
find_node (GezinGraph *graph, const GezinUuid *id)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (graph->nodes_by_id, id));
  const Node node = { .first = -1, .at = -1 };

  if (position > 0)
    return position - 1;
  g_array_append_val (graph->nodes, node);
  g_hash_table_insert (graph->nodes_by_id, g_memdup2 (id, sizeof *id),
                       GUINT_TO_POINTER (graph->nodes->len));
  return graph->nodes->len - 1;
}

void
gezin_graph_add (GezinGraph *graph, const GezinUuid *from, const GezinUuid *to, gpointer data)
{
  guint start = find_node (graph, from);
  guint end = find_node (graph, to);
  const Arrow arrow = { start, end, data, node_at (graph, start)->first };

  node_at (graph, start)->first = (int) graph->arrows->len;
  g_array_append_val (graph->arrows, arrow);
}

static void
enter (GezinGraph *graph, Walk *walk, guint position)
{
  Node *node = node_at (graph, position);

  node->number = node->lowest = ++walk->n_numbers;
  node->at = node->first;
  g_array_append_val (walk->path, position);
  g_array_append_val (walk->waiting, position);
}

/* All that waits since @position was found can reach it and be reached from it. */
static void
close_component (GezinGraph *graph, Walk *walk, guint position)
{
  guint last;

  walk->n_components++;
  do
    {
      last = g_array_index (walk->waiting, guint, walk->waiting->len - 1);
      g_array_set_size (walk->waiting, walk->waiting->len - 1);
      node_at (graph, last)->component = walk->n_components;
    }
  while (last != position);
}

static void
leave (GezinGraph *graph, Walk *walk, guint position)
{
  const Node *node = node_at (graph, position);

  g_array_set_size (walk->path, walk->path->len - 1);
  if (walk->path->len > 0)
    {
      Node *before = node_at (graph, g_array_index (walk->path, guint, walk->path->len - 1));

      before->lowest = MIN (before->lowest, node->lowest);
    }
  if (node->lowest == node->number)
    close_component (graph, walk, position);
}

static void
walk_from (GezinGraph *graph, Walk *walk, guint start)
{
  enter (graph, walk, start);
  while (walk->path->len > 0)
    {
      guint position = g_array_index (walk->path, guint, walk->path->len - 1);
      Node *node = node_at (graph, position);
      const Arrow *arrow;
      const Node *target;

      if (node->at < 0)
        {
          leave (graph, walk, position);
          continue;
        }
      arrow = arrow_at (graph, node->at);
      node->at = arrow->next;
      target = node_at (graph, arrow->to);
      if (target->number == 0)
        enter (graph, walk, arrow->to);
      else if (target->component == 0)
        node->lowest = MIN (node->lowest, target->number);
    }
}

GPtrArray *
gezin_graph_circles (GezinGraph *graph)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  Walk walk = { path, waiting, 0, 0 };
  GPtrArray *circles = g_ptr_array_new ();

  for (guint i = 0; i < graph->nodes->len; i++)
    node_at (graph, i)->number = node_at (graph, i)->component = 0;
  for (guint i = 0; i < graph->nodes->len; i++)
    if (node_at (graph, i)->number == 0)
      walk_from (graph, &walk, i);
  for (guint i = 0; i < graph->arrows->len; i++)
    {
      const Arrow *arrow = arrow_at (graph, (int) i);

      if (node_at (graph, arrow->from)->component == node_at (graph, arrow->to)->component)
        g_ptr_array_add (circles, arrow->data);
    }
  return circles;
}
