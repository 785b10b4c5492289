/* SPDX-License-Identifier: EUPL-1.2 */

/* Arrows on circles are found, and no others. */

#include "base/random.h"
#include "rules/graph.h"
#include "support/builder.h"

/* Arrows such as "a-b b-c"; those on circles come back in the same form. */
static void
assert_circles (const char *arrows, const char *expected)
{
  g_autoptr (GezinGraph) graph = gezin_graph_new ();
  g_auto (GStrv) words = g_strsplit (arrows, " ", -1);
  g_autoptr (GPtrArray) circles = NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GezinUuid from = test_id ((char[]){ words[i][0], '\0' });
      GezinUuid to = test_id ((char[]){ words[i][2], '\0' });

      gezin_graph_add (graph, &from, &to, words[i]);
    }
  circles = gezin_graph_circles (graph);
  for (guint i = 0; i < circles->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", (char *) circles->pdata[i]);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_arrows_on_circles (void)
{
  assert_circles ("a-b", "");
  assert_circles ("a-a", "a-a");
  assert_circles ("a-b b-a", "a-b b-a");
  assert_circles ("a-b b-c a-c", "");
  assert_circles ("a-b b-c c-a c-d", "a-b b-c c-a");
  assert_circles ("a-b b-a c-d d-c b-c", "a-b b-a c-d d-c"); /* between two circles is on none */
  assert_circles ("x-a a-b b-c c-b c-y", "b-c c-b");
}

/* Against the plainest way to compute it: an arrow is on a circle if its end reaches its start. */
static void
test_as_reachability_says (void)
{
  enum { N = 7, M = 12 };
  guint64 seed = 6;
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (seed);

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  for (guint round = 0; round < 1000; round++)
    {
      gboolean reaches[N][N] = { { FALSE } };
      guint from[M], to[M];
      g_autoptr (GezinGraph) graph = gezin_graph_new ();
      g_autoptr (GPtrArray) circles = NULL;
      guint n_expected = 0;

      for (guint i = 0; i < M; i++)
        {
          GezinUuid start =
              test_id ((char[]){ 'a' + (char) (from[i] = gezin_random_below (random, N)), '\0' });
          GezinUuid end =
              test_id ((char[]){ 'a' + (char) (to[i] = gezin_random_below (random, N)), '\0' });

          reaches[from[i]][to[i]] = TRUE;
          gezin_graph_add (graph, &start, &end, GUINT_TO_POINTER (i));
        }
      for (guint k = 0; k < N; k++)
        for (guint i = 0; i < N; i++)
          for (guint j = 0; j < N; j++)
            reaches[i][j] = reaches[i][j] || (reaches[i][k] && reaches[k][j]);
      circles = gezin_graph_circles (graph);
      for (guint i = 0; i < M; i++)
        {
          gboolean expected = from[i] == to[i] || reaches[to[i]][from[i]];

          g_assert_cmpint (g_ptr_array_find (circles, GUINT_TO_POINTER (i), NULL), ==, expected);
          n_expected += expected;
        }
      g_assert_cmpuint (circles->len, ==, n_expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/arrows-on-circles", test_arrows_on_circles);
  g_test_add_func ("/graph/as-reachability-says", test_as_reachability_says);
  return g_test_run ();
}
