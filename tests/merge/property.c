/* SPDX-License-Identifier: EUPL-1.2 */

/* Random histories of stores that share a dossier, each step and the end compared with an oracle
 * that knows what each author really saw.
 *
 *   GEZIN_TEST_ROUNDS  how many histories
 *   GEZIN_TEST_SEED    the seed of the first; the next ones follow
 *
 * As `merge-properties --hunt N SEED` it prints after how many histories the first failure came,
 * and exits with 1 when there was one: that is how tests/merge/mutants uses it. */

#include "world.h"

#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_ROUNDS (2000)
#define DEFAULT_SEED (20261121)

static guint64
number_from_environment (const char *name, guint64 otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL && *text != '\0' ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static void
print_story (guint64 seed)
{
  World *world = world_new ();

  world->story = g_string_new (NULL);
  if (!world_history (world, seed))
    g_test_message ("history %" G_GUINT64_FORMAT ": %s\n%s", seed, world->failure->str,
                    world->story->str);
  world_free (world);
}

static void
test_random_histories (void)
{
  guint64 rounds = number_from_environment ("GEZIN_TEST_ROUNDS", DEFAULT_ROUNDS);
  guint64 seed = number_from_environment ("GEZIN_TEST_SEED", DEFAULT_SEED);
  World *world = world_new ();
  guint64 begun = (guint64) g_get_monotonic_time ();

  for (guint64 i = 0; i < rounds; i++)
    {
      if (world_history (world, seed + i))
        continue;
      print_story (seed + i);
      g_test_fail_printf ("history with seed %" G_GUINT64_FORMAT ": %s", seed + i,
                          world->failure->str);
      break;
    }
  for (guint what = 0; what < WORLD_N_COUNTS; what++)
    g_test_message ("%12" G_GUINT64_FORMAT " %s", world->counts[what], world_count_name (what));
  for (guint what = 0; !g_test_failed () && rounds >= 1000 && what < WORLD_N_COUNTS; what++)
    g_assert_cmpuint (world->counts[what], >, rounds / 100);
  g_test_message ("%" G_GUINT64_FORMAT " histories from seed %" G_GUINT64_FORMAT ", %.1f seconds",
                  rounds, seed,
                  (double) ((guint64) g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
  world_free (world);
}

/* The same seed brings the same history: else a printed seed would be worth nothing. */
static void
test_seed_decides_everything (void)
{
  World *one = world_new (), *other = world_new ();

  one->story = g_string_new (NULL);
  other->story = g_string_new (NULL);
  for (guint64 seed = 1; seed < 20; seed++)
    {
      world_history (one, seed);
      world_history (other, seed);
      g_assert_cmpstr (one->story->str, ==, other->story->str);
      g_assert_cmpuint (one->oracle.n_writes, ==, other->oracle.n_writes);
    }
  world_free (one);
  world_free (other);
}

static guint64 hunted; /* histories so far */

static void
stop_at_critical (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  printf ("caught after %" G_GUINT64_FORMAT ": %s\n", hunted, message);
  fflush (stdout);
  _exit (1);
}

static int
hunt (guint64 rounds, guint64 seed)
{
  World *world = world_new ();

  g_log_set_handler (NULL, G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, stop_at_critical, NULL);
  g_log_set_handler (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, stop_at_critical, NULL);
  for (hunted = 1; hunted <= rounds; hunted++)
    if (!world_history (world, seed + hunted - 1))
      {
        printf ("caught after %" G_GUINT64_FORMAT ": %s\n", hunted, world->failure->str);
        return 1;
      }
  printf ("survived %" G_GUINT64_FORMAT "\n", rounds);
  world_free (world);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_strcmp0 (argv[1], "--hunt") == 0)
    return hunt (g_ascii_strtoull (argv[2], NULL, 10), g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/history/seed-decides-everything", test_seed_decides_everything);
  g_test_add_func ("/merge/history/random-histories-keep-the-laws", test_random_histories);
  return g_test_run ();
}
