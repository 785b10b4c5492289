/* SPDX-License-Identifier: EUPL-1.2 */

/* The dossier as it was known: what is written later is not in it, the order of the versions is nothing
 * to it, and it tells when something of then is not held. */

#include "support.h"

#include "merge/known.h"

#define DAY (86400)

/* Writes at @second, by a replica of its own day. */
static GezinVersion *
at (Scene *scene, const char *value, const char *dot, const char *over, gint64 second)
{
  return scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL, value, dot, over,
                           second, "team", FALSE);
}

static void
assert_known (Scene *scene, GezinVersion *const *versions, guint n_versions,
              const GezinVersion *when, const char *expected, gboolean whole)
{
  g_autoptr (GezinDossier) now = scene_dossier (scene, NULL);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < n_versions; i++)
    g_ptr_array_add (all, versions[i]);
  for (guint turn = 0; turn < n_versions; turn++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_whole;
      g_autoptr (GezinDossier) known = gezin_known_at (now, all, when->commit, &is_whole, &error);

      g_assert_no_error (error);
      assert_heads (scene, known, expected);
      g_assert_cmpint (is_whole, ==, whole);
      g_ptr_array_insert (all, (int) turn, g_ptr_array_steal_index (all, n_versions - 1));
    }
}

static void
test_later_is_not_in_it (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *all[] = { at (scene, "Noor", "1:1", "", 10),
                          at (scene, "Noortje", "1:2", "1:1", 20),
                          at (scene, "Nora", "2:1", "1:1", 25),
                          at (scene, "Norah", "1:3", "1:2 2:1", 30) };
  guint n = G_N_ELEMENTS (all);

  assert_known (scene, all, n, all[0], "Noor", TRUE);
  assert_known (scene, all, n, all[1], "Noortje", TRUE);
  assert_known (scene, all, n, all[2], "Noortje|Nora", TRUE);
  assert_known (scene, all, n, all[3], "Norah", TRUE);
}

/* Of one second: the commit itself, and what was written for the first time. */
static void
test_of_one_second (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *all[] = { at (scene, "Noor", "1:1", "", 10),
                          at (scene, "Noortje", "1:2", "1:1", 10) };

  assert_known (scene, all, 2, all[0], "Noor", TRUE);
  assert_known (scene, all, 2, all[1], "Noortje", TRUE);
}

static void
test_what_is_not_held_is_told (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *asked = scene_version_in (scene, &scene->other, GEZIN_KIND_PERSON, GIVEN, NULL,
                                          "Piet", "5:1", "", 20, "team", FALSE);
  GezinVersion *all[] = { asked, at (scene, "Noortje", "1:2", "1:1", 30),
                          at (scene, "Nora", "1:3", "1:2", 40) };
  GezinVersion *next_day[] = { asked, at (scene, "Noortje", "2:2", "2:1", 20 + DAY),
                               at (scene, "Nora", "2:3", "2:2", 30 + DAY) };
  GezinVersion *marker = scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL,
                                           NULL, "3:2", "3:1", 50, "team", TRUE);
  GezinVersion *marked[] = { asked, marker };

  /* 1:1 is not here: the first that knew it stands for it, and a later one changes nothing */
  assert_known (scene, all, 2, asked, "Noortje", FALSE);
  assert_known (scene, all, 3, asked, "Noortje", FALSE);
  /* 2:1 is not here either, but its replica began a day later */
  assert_known (scene, next_day, 3, asked, "-", TRUE);
  /* what was erased does not come back, and does not lack */
  assert_known (scene, marked, 2, asked, "-", TRUE);
}

static void
test_the_first_that_wrote_it (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  gboolean is_sure;

  g_ptr_array_add (all, at (scene, "Noor", "1:3", "1:2", 30));
  g_ptr_array_add (all, at (scene, "Noor", "1:1", "", 10));
  g_ptr_array_add (all, at (scene, "Nora", "1:2", "1:1", 20));
  g_assert_true (gezin_known_first (all, &scene->person, GIVEN, "Noor", &is_sure) == all->pdata[1]);
  g_assert_true (is_sure);
  g_ptr_array_remove_index (all, 1);
  g_assert_true (gezin_known_first (all, &scene->person, GIVEN, "Noor", &is_sure) != NULL);
  g_assert_false (is_sure);
  g_assert_null (gezin_known_first (all, &scene->person, GIVEN, "Piet", &is_sure));
  g_assert_null (gezin_known_first (all, &scene->other, GIVEN, "Noor", &is_sure));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/known/later-is-not-in-it", test_later_is_not_in_it);
  g_test_add_func ("/merge/known/of-one-second", test_of_one_second);
  g_test_add_func ("/merge/known/what-is-not-held-is-told", test_what_is_not_held_is_told);
  g_test_add_func ("/merge/known/the-first-that-wrote-it", test_the_first_that_wrote_it);
  return g_test_run ();
}
