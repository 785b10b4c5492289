/* SPDX-License-Identifier: EUPL-1.2 */

/* Circles up to a length, each once, in order.
 *
 * For each node in turn: a depth-first walk over the nodes after it, back to it. A walk without
 * memory would try the same dead end from every path that leads there; here each node has a
 * *limit*: on a path with as many nodes or more it is known that the circle cannot be closed in
 * time. It starts at what the distance back allows, falls when the node is found to be blocked by
 * the path, and rises again when what blocked it has left (Gupta and Suzumura, "Finding all
 * bounded-length simple cycles in a directed graph", 2021). So the work follows the number of
 * circles, and a graph made to be slow is not.
 *
 * Invariants:
 * 1. A node's limit is never lower than what can still be closed: limits save work, and nothing else.
 * 2. Nodes below the start are not entered: a circle is found from its smallest node alone. */

#include "casework/circuits.h"

#define FAR (GEZIN_MAX_CIRCUIT_LENGTH + 1) /* farther than any circle goes */

/* Where the walk is: a node, the arrow to try next, and how near the start was on what it tried. */
typedef struct {
  guint node;
  guint next; /* in `out` */
  guint nearest; /* arrows back to the start; FAR: none found */
} Step;

typedef struct {
  const GezinArrow *arrows;
  guint n_nodes;
  guint *out; /* arrows in order of start, end, position */
  guint *first_out; /* of each node, where its arrows begin in `out`; one more at the end */
  guint *in; /* the same, in order of end */
  guint *first_in;
  guint *limits;
  gboolean *is_on_path;
  GArray **waiting; /* guint: who was blocked by this node, each once */
  gboolean *waits; /* whether this node stands in those of all that it leads to */
  Step path[GEZIN_MAX_CIRCUIT_LENGTH];
  guint length; /* nodes on the path */
  GArray *circuits;
  gboolean is_cut;
} Walk;

static int
compare_out (gconstpointer a, gconstpointer b, gpointer data)
{
  const GezinArrow *arrows = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (arrows[first].from != arrows[second].from)
    return arrows[first].from < arrows[second].from ? -1 : 1;
  if (arrows[first].to != arrows[second].to)
    return arrows[first].to < arrows[second].to ? -1 : 1;
  return first < second ? -1 : first > second;
}

static int
compare_in (gconstpointer a, gconstpointer b, gpointer data)
{
  const GezinArrow *arrows = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (arrows[first].to != arrows[second].to)
    return arrows[first].to < arrows[second].to ? -1 : 1;
  return first < second ? -1 : first > second;
}

static void
sort_arrows (Walk *walk, gsize n_arrows)
{
  walk->out = g_new (guint, n_arrows);
  walk->in = g_new (guint, n_arrows);
  walk->first_out = g_new0 (guint, walk->n_nodes + 1);
  walk->first_in = g_new0 (guint, walk->n_nodes + 1);
  for (guint i = 0; i < n_arrows; i++)
    {
      walk->out[i] = walk->in[i] = i;
      walk->first_out[walk->arrows[i].from + 1]++;
      walk->first_in[walk->arrows[i].to + 1]++;
    }
  for (guint i = 0; i < walk->n_nodes; i++)
    {
      walk->first_out[i + 1] += walk->first_out[i];
      walk->first_in[i + 1] += walk->first_in[i];
    }
  g_qsort_with_data (walk->out, (int) n_arrows, sizeof (guint), compare_out,
                     (gpointer) walk->arrows);
  g_qsort_with_data (walk->in, (int) n_arrows, sizeof (guint), compare_in, (gpointer) walk->arrows);
}

/* How far each node after @start is from it, backwards; the limits that follow from that. */
static void
set_limits (Walk *walk, guint start)
{
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *distances = g_new (guint, walk->n_nodes);

  for (guint i = 0; i < walk->n_nodes; i++)
    distances[i] = FAR;
  distances[start] = 0;
  g_array_append_val (reached, start);
  for (guint i = 0; i < reached->len; i++)
    {
      guint node = g_array_index (reached, guint, i);

      for (guint j = walk->first_in[node]; j < walk->first_in[node + 1]; j++)
        {
          guint before = walk->arrows[walk->in[j]].from;

          if (before < start || distances[before] != FAR || distances[node] + 1 >= FAR)
            continue;
          distances[before] = distances[node] + 1;
          g_array_append_val (reached, before);
        }
    }
  for (guint i = start; i < walk->n_nodes; i++)
    {
      walk->limits[i] = FAR - distances[i];
      walk->waits[i] = FALSE;
      if (walk->waiting[i] != NULL)
        g_array_set_size (walk->waiting[i], 0);
    }
}

static void
enter (Walk *walk, guint node)
{
  walk->path[walk->length++] =
      (Step){ .node = node, .next = walk->first_out[node], .nearest = FAR };
  walk->is_on_path[node] = TRUE;
  walk->limits[node] = walk->length;
}

/* The arrow by which each step was left is the one before its next. */
static void
note_circuit (Walk *walk)
{
  GezinCircuit circuit = { .n_arrows = walk->length };

  if (walk->circuits->len == GEZIN_MAX_CIRCUITS)
    {
      walk->is_cut = TRUE;
      return;
    }
  for (guint i = 0; i < walk->length; i++)
    circuit.arrows[i] = walk->out[walk->path[i].next - 1];
  g_array_append_val (walk->circuits, circuit);
}

/* From @node the start is @nearest arrows away: whom it blocked may be entered again. */
static void
raise_limits (Walk *walk, guint node, guint nearest)
{
  typedef struct {
    guint node;
    guint nearest;
  } Raised;
  g_autoptr (GArray) raised = g_array_new (FALSE, FALSE, sizeof (Raised));
  Raised one = { node, nearest };

  g_array_append_val (raised, one);
  while (raised->len > 0)
    {
      const GArray *waiting;

      one = g_array_index (raised, Raised, raised->len - 1);
      g_array_set_size (raised, raised->len - 1);
      if (one.nearest >= FAR || walk->limits[one.node] >= FAR - one.nearest)
        continue;
      walk->limits[one.node] = FAR - one.nearest;
      waiting = walk->waiting[one.node];
      for (guint i = 0; waiting != NULL && i < waiting->len; i++)
        {
          const Raised before = { g_array_index (waiting, guint, i), one.nearest + 1 };

          if (!walk->is_on_path[before.node])
            g_array_append_val (raised, before);
        }
    }
}

/* @node waits for all that it leads to: the first time that it was left from this start says so. */
static void
wait_for_all (Walk *walk, guint node, guint start)
{
  if (walk->waits[node])
    return;
  walk->waits[node] = TRUE;
  for (guint i = walk->first_out[node]; i < walk->first_out[node + 1]; i++)
    {
      guint after = walk->arrows[walk->out[i]].to;
      GArray **waiting = &walk->waiting[after];

      if (after <= start
          || (i > walk->first_out[node] && walk->arrows[walk->out[i - 1]].to == after))
        continue;
      if (*waiting == NULL)
        *waiting = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (*waiting, node);
    }
}

static void
leave (Walk *walk, guint start)
{
  const Step step = walk->path[--walk->length];

  walk->is_on_path[step.node] = FALSE;
  if (walk->length > 0)
    {
      Step *before = &walk->path[walk->length - 1];

      before->nearest = MIN (before->nearest, step.nearest + 1);
    }
  wait_for_all (walk, step.node, start);
  raise_limits (walk, step.node, step.nearest);
}

static void
walk_from (Walk *walk, guint start)
{
  set_limits (walk, start);
  enter (walk, start);
  while (walk->length > 0 && !walk->is_cut)
    {
      Step *step = &walk->path[walk->length - 1];
      guint after;

      if (step->next == walk->first_out[step->node + 1])
        {
          leave (walk, start);
          continue;
        }
      after = walk->arrows[walk->out[step->next++]].to;
      if (after == start)
        {
          step->nearest = 1;
          note_circuit (walk);
        }
      else if (after > start && !walk->is_on_path[after] && walk->length < walk->limits[after])
        enter (walk, after);
    }
  while (walk->length > 0)
    walk->is_on_path[walk->path[--walk->length].node] = FALSE;
}

GArray *
gezin_circuits_find (guint n_nodes, const GezinArrow *arrows, gsize n_arrows, gboolean *is_cut)
{
  Walk walk = { .arrows = arrows,
                .n_nodes = n_nodes,
                .limits = g_new0 (guint, n_nodes),
                .is_on_path = g_new0 (gboolean, n_nodes),
                .waiting = g_new0 (GArray *, n_nodes),
                .waits = g_new0 (gboolean, n_nodes),
                .circuits = g_array_new (FALSE, FALSE, sizeof (GezinCircuit)) };

  sort_arrows (&walk, n_arrows);
  for (guint start = 0; start < n_nodes && !walk.is_cut; start++)
    walk_from (&walk, start);
  for (guint i = 0; i < n_nodes; i++)
    if (walk.waiting[i] != NULL)
      g_array_unref (walk.waiting[i]);
  g_free (walk.waiting);
  g_free (walk.waits);
  g_free (walk.is_on_path);
  g_free (walk.limits);
  g_free (walk.first_in);
  g_free (walk.first_out);
  g_free (walk.in);
  g_free (walk.out);
  *is_cut = walk.is_cut;
  return walk.circuits;
}
