/* SPDX-License-Identifier: EUPL-1.2 */

/* Circles against a search that tries every path: the same circles in the same order. */

#include "casework/circuits.h"

#include <string.h>

#define USUAL_ROUNDS (3000)
#define MOST_NODES (9)

typedef struct {
  guint n_nodes;
  GArray *arrows; /* GezinArrow */
} Graph;

/* Sorted as the order of circles asks: by end, then by position. */
static void
arrows_from (const Graph *graph, guint node, GArray *found)
{
  for (guint to = 0; to < graph->n_nodes; to++)
    for (guint i = 0; i < graph->arrows->len; i++)
      {
        const GezinArrow *arrow = &g_array_index (graph->arrows, GezinArrow, i);

        if (arrow->from == node && arrow->to == to)
          g_array_append_val (found, i);
      }
}

static void
try_every_path (const Graph *graph, GezinCircuit *path, gboolean *is_on_path, guint start,
                guint node, GArray *circuits)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (guint));

  arrows_from (graph, node, out);
  for (guint i = 0; i < out->len && path->n_arrows < GEZIN_MAX_CIRCUIT_LENGTH; i++)
    {
      guint position = g_array_index (out, guint, i);
      guint to = g_array_index (graph->arrows, GezinArrow, position).to;

      path->arrows[path->n_arrows++] = position;
      if (to == start)
        g_array_append_val (circuits, *path);
      else if (to > start && !is_on_path[to])
        {
          is_on_path[to] = TRUE;
          try_every_path (graph, path, is_on_path, start, to, circuits);
          is_on_path[to] = FALSE;
        }
      path->n_arrows--;
    }
}

static GArray *
find_slowly (const Graph *graph)
{
  GArray *circuits = g_array_new (FALSE, FALSE, sizeof (GezinCircuit));

  for (guint start = 0; start < graph->n_nodes; start++)
    {
      gboolean is_on_path[MOST_NODES + 3] = { FALSE };
      GezinCircuit path = { 0 };

      is_on_path[start] = TRUE;
      try_every_path (graph, &path, is_on_path, start, start, circuits);
    }
  return circuits;
}

static void
assert_same (const GArray *one, const GArray *other)
{
  g_assert_cmpuint (one->len, ==, other->len);
  for (guint i = 0; i < one->len; i++)
    {
      const GezinCircuit *a = &g_array_index (one, GezinCircuit, i);
      const GezinCircuit *b = &g_array_index (other, GezinCircuit, i);

      g_assert_cmpmem (a->arrows, a->n_arrows * sizeof (guint), b->arrows,
                       b->n_arrows * sizeof (guint));
    }
}

static void
test_every_circle_once_in_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint n_circuits = 0, n_longest = 0;

  for (guint round = 0; round < USUAL_ROUNDS; round++)
    {
      Graph graph = { .n_nodes = (guint) g_rand_int_range (random, 1, MOST_NODES + 3),
                      .arrows = g_array_new (FALSE, FALSE, sizeof (GezinArrow)) };
      g_autoptr (GArray) found = NULL;
      g_autoptr (GArray) slowly = NULL;
      guint n_arrows = (guint) g_rand_int_range (random, 0, 22);
      gboolean is_cut;

      for (guint i = 0; i < n_arrows; i++)
        {
          const GezinArrow arrow = { (guint) g_rand_int_range (random, 0, (gint32) graph.n_nodes),
                                     (guint) g_rand_int_range (random, 0, (gint32) graph.n_nodes) };

          g_array_append_val (graph.arrows, arrow);
        }
      found =
          gezin_circuits_find (graph.n_nodes, (const GezinArrow *) (gpointer) graph.arrows->data,
                               graph.arrows->len, &is_cut);
      g_assert_false (is_cut);
      slowly = find_slowly (&graph);
      assert_same (found, slowly);
      n_circuits += found->len;
      for (guint i = 0; i < found->len; i++)
        n_longest += g_array_index (found, GezinCircuit, i).n_arrows == GEZIN_MAX_CIRCUIT_LENGTH;
      g_array_unref (graph.arrows);
    }
  g_test_message ("%u graphs, %u circles, %u of the greatest length", USUAL_ROUNDS, n_circuits,
                  n_longest);
  g_assert_cmpuint (n_longest, >, 0); /* or the bound was never reached */
}

/* Everything leads to everything: far more circles than anybody reads. */
static void
test_more_than_can_be_told (void)
{
  g_autoptr (GArray) arrows = g_array_new (FALSE, FALSE, sizeof (GezinArrow));
  g_autoptr (GArray) found = NULL;
  gboolean is_cut;

  for (guint from = 0; from < 55; from++)
    for (guint to = 0; to < 55; to++)
      if (from != to)
        {
          const GezinArrow arrow = { from, to };

          g_array_append_val (arrows, arrow);
        }
  found =
      gezin_circuits_find (55, (const GezinArrow *) (gpointer) arrows->data, arrows->len, &is_cut);
  g_assert_true (is_cut);
  g_assert_cmpuint (found->len, ==, GEZIN_MAX_CIRCUITS);
}

/* A crowd that can reach the start by one door alone, through which every path has come: without
 * a memory of dead ends this would take hundreds of millions of paths. */
static void
test_dead_ends_are_remembered (void)
{
  g_autoptr (GArray) arrows = g_array_new (FALSE, FALSE, sizeof (GezinArrow));
  g_autoptr (GArray) found = NULL;
  const GezinArrow in = { 0, 1 }, back = { 1, 0 };
  gboolean is_cut;

  g_array_append_val (arrows, in);
  g_array_append_val (arrows, back);
  for (guint layer = 0; layer < 6; layer++)
    for (guint from = 0; from < 22; from++)
      for (guint to = 0; to < 22; to++)
        {
          const GezinArrow arrow = { 2 + layer * 22 + from, 2 + (layer + 1) * 22 + to };

          if (layer == 0 && to == 0)
            {
              const GezinArrow entry = { 1, 2 + from };

              g_array_append_val (arrows, entry);
            }
          g_array_append_val (arrows, arrow);
        }
  for (guint from = 0; from < 7 * 22; from++)
    {
      const GezinArrow door = { 2 + from, 1 };

      g_array_append_val (arrows, door);
    }
  found = gezin_circuits_find (2 + 7 * 22, (const GezinArrow *) (gpointer) arrows->data,
                               arrows->len, &is_cut);
  g_assert_true (is_cut);
}

/* Everything leads to one node and back, and it has the highest number: who was blocked by it is
 * noted once for each, or the work would be in proportion to the cube. */
static void
test_all_through_one (void)
{
  const guint n_spokes = 6000, hub = n_spokes;
  g_autofree GezinArrow *arrows = g_new (GezinArrow, 2 * n_spokes);
  g_autoptr (GArray) found = NULL;
  gboolean is_cut;

  for (guint i = 0; i < n_spokes; i++)
    {
      arrows[2 * i] = (GezinArrow){ i, hub };
      arrows[2 * i + 1] = (GezinArrow){ hub, i };
    }
  found = gezin_circuits_find (n_spokes + 1, arrows, 2 * n_spokes, &is_cut);
  g_assert_false (is_cut);
  g_assert_cmpuint (found->len, ==, n_spokes);
  for (guint i = 0; i < n_spokes; i++)
    g_assert_cmpuint (g_array_index (found, GezinCircuit, i).arrows[0], ==, 2 * i);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/casework/circuits/every-circle-once-in-order",
                   test_every_circle_once_in_order);
  g_test_add_func ("/casework/circuits/more-than-can-be-told", test_more_than_can_be_told);
  g_test_add_func ("/casework/circuits/dead-ends-are-remembered", test_dead_ends_are_remembered);
  g_test_add_func ("/casework/circuits/all-through-one", test_all_through_one);
  return g_test_run ();
}
