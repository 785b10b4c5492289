/* SPDX-License-Identifier: EUPL-1.2 */

/* What the window asks about families that meet and part: joined with the people in
 * one commit, a look ahead at a split, and whom searching and suspicions name then. */

#include "laptop.h"

#include "merge/merge.h"
#include "session/admin.h"
#include "session/display.h"
#include "session/work.h"

static void
test_joining_with_people_is_one_commit (void)
{
  Laptop anna;
  GezinUuid a, b, pair[2];
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) whole = NULL;
  g_autoptr (GPtrArray) people = NULL;
  guint64 commit = 0;

  laptop_init (&anna, 31, "Anna");
  a = new_dossier (&anna, "Gezin De Vries");
  b = new_dossier (&anna, "De Vries-Jansen");
  pair[0] = new_person (&anna, &a, "Noor");
  pair[1] = new_person (&anna, &b, "Noor");
  g_assert_true (gezin_session_join_with_people (anna.session, &a, &b, pair, 1, &commit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (commit, !=, 0);
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  whole = gezin_session_read (anna.session, &b, &error);
  g_assert_no_error (error);
  people = gezin_session_leading_records (whole, GEZIN_KIND_PERSON);
  g_assert_cmpuint (people->len, ==, 1);

  g_assert_true (gezin_session_undo (anna.session, &a, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_lines (&anna), ==, 2);

  /* One who is in neither makes all of it fail. */
  pair[1] = gezin_uuid_random (anna.random);
  g_assert_false (gezin_session_join_with_people (anna.session, &a, &b, pair, 1, NULL, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD);
  g_assert_cmpuint (n_lines (&anna), ==, 2);
  laptop_clear (&anna);
}

static void
test_looking_ahead_at_a_split_writes_nothing (void)
{
  Laptop anna;
  GezinUuid a, noor;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSplitReport) report = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  laptop_init (&anna, 32, "Anna");
  a = new_dossier (&anna, "Gezin De Vries");
  noor = new_person (&anna, &a, "Noor");
  new_person (&anna, &a, "Piet");
  before = gezin_session_dump (anna.session, &a, &error);
  report = gezin_session_preview_split (anna.session, &a, &noor, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->went->len, ==, 1);
  g_assert_true (gezin_uuid_equal (&((GezinSplitRecord *) report->went->pdata[0])->record, &noor));
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  after = gezin_session_dump (anna.session, &a, &error);
  g_assert_true (g_bytes_equal (before, after));
  laptop_clear (&anna);
}

static void
expect_hit (Laptop *laptop, const char *words, const GezinUuid *leader, const char *family,
            const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits =
      gezin_session_search_people (laptop->session, words, GEZIN_KIND_PERSON, 10, FALSE, &error);
  const GezinSearchHit *hit;

  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  hit = hits->pdata[0];
  g_assert_true (gezin_uuid_equal (&hit->dossier, leader));
  g_assert_cmpstr (hit->dossier_name, ==, family);
  g_assert_cmpstr (hit->title, ==, title);
  g_assert_cmpstr (hit->detail, ==, "2014-05-01");
}

static void
test_who_is_found_has_a_whole_name_in_the_leading_dossier (void)
{
  static const char *const noor[] = { "prefix",     "van",        "family-name", "Dijkstra",
                                      "birth-date", "2014-05-01", NULL };
  Laptop anna;
  GezinUuid ids[2], people[2];
  const GezinUuid *leader;
  const char *names[] = { "Gezin De Vries", "De Vries-Jansen" };
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 33, "Anna");
  for (guint i = 0; i < 2; i++)
    {
      ids[i] = new_dossier (&anna, names[i]);
      people[i] = new_person (&anna, &ids[i], i == 0 ? "Noor" : "Piet");
    }
  leader = smaller (&ids[0], &ids[1]);
  for (guint i = 0; i < 2; i++)
    if (leader != &ids[i])
      {
        write_fields (&anna, &ids[i], &people[i], GEZIN_KIND_PERSON, noor);
        join (&anna, &ids[0], &ids[1]);
        expect_hit (&anna, "Dykstra", leader, names[1 - i],
                    i == 0 ? "Noor van Dijkstra" : "Piet van Dijkstra");
      }
  g_assert_no_error (error);
  laptop_clear (&anna);
}

static void
test_suspicions_name_what_leads (void)
{
  static const char *const fields[] = { "family-name", "Dijkstra", "birth-date", "2014-05-01",
                                        NULL };
  Laptop anna;
  GezinUuid ids[3], people[3];
  const GezinUuid *leader;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint n_people = 0;

  laptop_init (&anna, 34, "Anna");
  for (guint i = 0; i < 3; i++)
    {
      ids[i] = new_dossier (&anna, "Gezin De Vries");
      people[i] = new_person (&anna, &ids[i], "Noor");
      write_fields (&anna, &ids[i], &people[i], GEZIN_KIND_PERSON, fields);
    }
  /* The first two are one family and one person; the third may be the same: told once, of both. */
  g_assert_true (
      gezin_session_join_with_people (anna.session, &ids[0], &ids[1], people, 1, NULL, &error));
  leader = smaller (&ids[0], &ids[1]);
  found = gezin_session_duplicates (anna.session, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const GezinDuplicate *one = found->pdata[i];
      gboolean is_first = gezin_uuid_equal (&one->first_dossier, &ids[2]);

      n_people += one->kind == GEZIN_KIND_PERSON;
      g_assert_true (is_first || gezin_uuid_equal (&one->second_dossier, &ids[2]));
      g_assert_true (
          gezin_uuid_equal (is_first ? &one->second_dossier : &one->first_dossier, leader));
      if (one->kind == GEZIN_KIND_PERSON)
        g_assert_true (gezin_uuid_equal (is_first == gezin_uuid_equal (&one->first, &people[2])
                                             ? (is_first ? &one->second : &one->first)
                                             : (is_first ? &one->first : &one->second),
                                         smaller (&people[0], &people[1])));
    }
  g_assert_cmpuint (n_people, ==, 1);
  g_assert_cmpuint (found->len, ==, 2);
  laptop_clear (&anna);
}

int
main (int argc, char **argv)
{
  if (!gezin_secret_harden_process ())
    return 1;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joined/joining-with-people-is-one-commit",
                   test_joining_with_people_is_one_commit);
  g_test_add_func ("/joined/looking-ahead-at-a-split-writes-nothing",
                   test_looking_ahead_at_a_split_writes_nothing);
  g_test_add_func ("/joined/who-is-found-has-a-whole-name-in-the-leading-dossier",
                   test_who_is_found_has_a_whole_name_in_the_leading_dossier);
  g_test_add_func ("/joined/suspicions-name-what-leads", test_suspicions_name_what_leads);
  return g_test_run ();
}
