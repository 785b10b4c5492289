/* SPDX-License-Identifier: EUPL-1.2 */

/* Law 14: a class is what links connect, in any direction, led by the smallest id. */

#include "base/random.h"
#include "rules/same.h"
#include "support/builder.h"

static gboolean
is_same (GezinDossier *dossier, const char *a, const char *b)
{
  g_autoptr (GezinSame) same = gezin_same_new (dossier);
  GezinUuid first = test_id (a), second = test_id (b);

  return gezin_uuid_equal (gezin_same_leader (same, &first), gezin_same_leader (same, &second));
}

static void
test_links_go_in_any_direction (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("person a same-as=@b\nperson b\nperson c same-as=@b\nperson d");

  g_assert_true (is_same (dossier, "a", "b"));
  g_assert_true (is_same (dossier, "a", "c"));
  g_assert_false (is_same (dossier, "a", "d"));
}

static void
test_unlinking_splits (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("person a same-as=@b\nperson b\nedit a same-as=-@b");
  g_autoptr (GezinDossier) contested =
      test_dossier ("person a same-as=@b\nperson b\nbeside a same-as=-@b");

  g_assert_false (is_same (dossier, "a", "b"));
  g_assert_true (is_same (contested, "a", "b"));
}

static void
test_removed_records_and_other_kinds_do_not_link (void)
{
  g_autoptr (GezinDossier) removed = test_dossier ("person a same-as=@b\nperson b\nremove a");
  g_autoptr (GezinDossier) other = test_dossier ("person a same-as=@o\norganisation o");
  g_autoptr (GezinDossier) absent = test_dossier ("person a same-as=@x\nperson b same-as=@x");

  g_assert_false (is_same (removed, "a", "b"));
  g_assert_false (is_same (other, "a", "o"));
  g_assert_true (is_same (absent, "a", "b"));
}

/* Against the plainest way to compute it: spread the smallest id until nothing changes. */
static void
test_leader_is_the_smallest_of_what_links_connect (void)
{
  enum { N = 12 };
  guint64 seed = 5;
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (seed);

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GString) spec = g_string_new (NULL);
      g_autoptr (GezinDossier) dossier = NULL;
      g_autoptr (GezinSame) same = NULL;
      guint links[N];
      GezinUuid ids[N], leaders[N];
      char name[16];

      for (guint i = 0; i < N; i++)
        {
          links[i] = gezin_random_below (random, N);
          g_string_append_printf (spec, "person p%u same-as=@p%u\n", i, links[i]);
          g_snprintf (name, sizeof name, "p%u", i);
          ids[i] = leaders[i] = test_id (name);
        }
      for (guint times = 0; times < N; times++)
        for (guint i = 0; i < N; i++)
          {
            GezinUuid *a = &leaders[i], *b = &leaders[links[i]];

            if (gezin_uuid_compare (a, b) < 0)
              *b = *a;
            else
              *a = *b;
          }
      dossier = test_dossier (spec->str);
      same = gezin_same_new (dossier);
      for (guint i = 0; i < N; i++)
        g_assert_true (gezin_uuid_equal (gezin_same_leader (same, &ids[i]), &leaders[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/same/links-go-in-any-direction", test_links_go_in_any_direction);
  g_test_add_func ("/same/unlinking-splits", test_unlinking_splits);
  g_test_add_func ("/same/removed-records-and-other-kinds-do-not-link",
                   test_removed_records_and_other_kinds_do_not_link);
  g_test_add_func ("/same/leader-is-the-smallest-of-what-links-connect",
                   test_leader_is_the_smallest_of_what_links_connect);
  return g_test_run ();
}
