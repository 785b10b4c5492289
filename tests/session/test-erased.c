/* SPDX-License-Identifier: EUPL-1.2 */

/* Joined dossiers of which something is erased, in either order and from either
 * laptop: nothing comes back, and nothing else is lost. */

#include "laptop.h"

#include "merge/merge.h"
#include "session/admin.h"
#include "session/display.h"
#include "session/work.h"
#include "store/store-error.h"

#include <string.h>

static void
erase (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record)
{
  const GezinErasureOrder order = { .dossier = dossier, .record = record, .reason = "request" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinErasureReport) report = gezin_session_erase (laptop->session, &order, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->erased->len, >, 0);
  tick (laptop);
}

static GBytes *
dump (Laptop *laptop, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  GBytes *xml = gezin_session_dump (laptop->session, dossier, &error);

  g_assert_no_error (error);
  return xml;
}

/* A file that brings back what was erased is refused, or taken without it. */
static void
load_old (Laptop *laptop, GBytes *xml, gboolean is_refused)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (xml, &length);
  g_autoptr (GezinLoadReport) report = gezin_session_load (laptop->session, bytes, length, &error);

  if (is_refused)
    g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_ERASED);
  else
    g_assert_no_error (error);
}

static void
assert_erased (Laptop *laptop, const GezinUuid *dossier, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) opened = gezin_session_read (laptop->session, dossier, &error);
  g_autoptr (GPtrArray) hits = NULL;

  g_assert_null (opened);
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED);
  g_clear_error (&error);
  hits = gezin_session_search_people (laptop->session, name, GEZIN_KIND_NONE, 10, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 0);
}

static void
test_what_was_erased_cannot_be_joined (void)
{
  Laptop anna;
  GezinUuid a, b, noor;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 61, "Anna");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  noor = new_person (&anna, &a, "Noor");
  before = dump (&anna, &a);
  erase (&anna, &b, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (
          gezin_session_join (anna.session, i == 0 ? &a : &b, i == 0 ? &b : &a, NULL, &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED);
      g_clear_error (&error);
    }
  after = dump (&anna, &a);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  g_assert_true (shows (&anna, &a, &noor));
  assert_erased (&anna, &b, "Muizengat");
  laptop_clear (&anna);
}

static void
test_a_link_to_what_was_erased_here_brings_nothing_back (void)
{
  Laptop anna, bram;
  GezinUuid a, b, noor, piet;
  g_autoptr (GBytes) joined = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 62, "Anna");
  laptop_init (&bram, 63, "Bram");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  noor = new_person (&anna, &a, "Noor");
  piet = new_person (&anna, &b, "Piet");
  bring (&anna, &bram, &a);
  bring (&anna, &bram, &b);
  erase (&bram, &b, NULL);
  g_assert_true (gezin_session_join_with_people (
      anna.session, &a, &b, (const GezinUuid[]){ noor, piet }, 1, NULL, &error));
  g_assert_no_error (error);
  tick (&anna);
  joined = dump (&anna, &b);
  bring (&anna, &bram, &a);
  load_old (&bram, joined, TRUE);
  g_assert_cmpuint (n_lines (&bram), ==, 1);
  g_assert_true (is_led_by (&bram, &a, &a));
  g_assert_true (shows (&bram, &a, &noor));
  g_assert_false (shows (&bram, &a, &piet));
  assert_erased (&bram, &b, "Muizengat");

  /* The links to it are taken out like others, and that travels; anna lost nothing. */
  g_assert_false (unjoin (&bram, &a, &b));
  g_assert_true (gezin_session_not_same (bram.session, &a, &noor, &piet, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (gezin_session_not_same (bram.session, &a, &noor, &piet, NULL, NULL, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_LINKED);
  bring (&bram, &anna, &a);
  assert_equal_dumps (&anna, &bram, &a);
  g_assert_true (shows (&anna, &b, &piet) && shows (&anna, &b, &noor)); /* b still says so */
  laptop_clear (&anna);
  laptop_clear (&bram);
}

static void
test_erasing_one_that_is_joined_takes_the_whole_and_no_more (void)
{
  Laptop anna;
  GezinUuid a, b, c, tess;
  g_autoptr (GBytes) old_a = NULL;
  g_autoptr (GBytes) old_b = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  laptop_init (&anna, 64, "Anna");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  c = new_dossier (&anna, "Derde");
  new_person (&anna, &a, "Xanthippe");
  new_person (&anna, &b, "Wubbo");
  tess = new_person (&anna, &c, "Tess");
  join (&anna, &a, &b);
  old_a = dump (&anna, &a);
  old_b = dump (&anna, &b);
  before = dump (&anna, &c);
  erase (&anna, &b, NULL);
  assert_erased (&anna, &a, "Xanthippe");
  assert_erased (&anna, &b, "Wubbo");
  load_old (&anna, old_a, TRUE);
  load_old (&anna, old_b, TRUE);
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  g_assert_true (shows (&anna, &c, &tess));
  after = dump (&anna, &c);
  g_assert_true (g_bytes_equal (before, after));
  laptop_clear (&anna);
}

static void
test_the_middle_one_of_three_erased_connects_and_is_parted_from (void)
{
  Laptop anna, bram;
  GezinUuid ids[3], people[3];
  static const char *const names[] = { "Anders", "Bertha", "Cor" };

  laptop_init (&anna, 65, "Anna");
  laptop_init (&bram, 66, "Bram");
  for (guint i = 0; i < 3; i++)
    {
      ids[i] = new_dossier (&anna, names[i]);
      people[i] = new_person (&anna, &ids[i], names[i]);
    }
  join (&anna, &ids[0], &ids[1]);
  join (&anna, &ids[1], &ids[2]);
  bring (&anna, &bram, &ids[1]);
  erase (&bram, &ids[1], NULL);
  bring (&anna, &bram, &ids[0]);
  bring (&anna, &bram, &ids[2]);
  g_assert_cmpuint (n_lines (&bram), ==, 1);
  g_assert_true (shows (&bram, &ids[0], &people[0]) && shows (&bram, &ids[0], &people[2]));
  g_assert_false (shows (&bram, &ids[0], &people[1]));
  assert_erased (&bram, &ids[1], "Bertha");

  g_assert_false (unjoin (&bram, &ids[2], &ids[1]));
  g_assert_cmpuint (n_lines (&bram), ==, 2);
  g_assert_true (shows (&bram, &ids[0], &people[0]) && shows (&bram, &ids[2], &people[2]));
  g_assert_false (shows (&bram, &ids[0], &people[2]));
  laptop_clear (&anna);
  laptop_clear (&bram);
}

static void
test_a_marker_from_another_laptop_holds_in_the_whole (void)
{
  Laptop anna, bram;
  GezinUuid a, b, noor, nora, piet, tess, tessa;
  g_autoptr (GBytes) old_a = NULL;
  g_autoptr (GBytes) old_b = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 67, "Anna");
  laptop_init (&bram, 68, "Bram");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  noor = new_person (&anna, &a, "Xanthippe");
  nora = new_person (&anna, &b, "Nora");
  piet = new_person (&anna, &a, "Piet");
  tess = new_person (&anna, &a, "Wubbo");
  tessa = new_person (&anna, &b, "Wubbo");
  g_assert_true (gezin_session_join_with_people (
      anna.session, &a, &b, (const GezinUuid[]){ tess, tessa }, 1, NULL, &error));
  g_assert_no_error (error);
  tick (&anna);
  bring (&anna, &bram, &a);
  bring (&anna, &bram, &b);
  old_a = dump (&bram, &a);
  old_b = dump (&bram, &b);

  erase (&anna, &b, &noor); /* asked of the other part: it goes where it is */
  g_assert_false (shows (&anna, &b, &noor));
  erase (&anna, &a, &tess); /* linked as one: both go */
  bring (&anna, &bram, &a);
  g_assert_false (shows (&bram, &b, &noor) || shows (&bram, &b, &tess));
  g_assert_true (shows (&bram, &a, &tessa)); /* of the other part the marker is not there yet */
  bring (&anna, &bram, &b);
  for (guint i = 0; i < 2; i++)
    {
      Laptop *laptop = i == 0 ? &anna : &bram;

      load_old (laptop, old_a, FALSE);
      load_old (laptop, old_b, FALSE);
      g_assert_false (shows (laptop, &a, &noor) || shows (laptop, &a, &tess));
      g_assert_false (shows (laptop, &a, &tessa));
      g_assert_true (shows (laptop, &a, &nora) && shows (laptop, &b, &piet));
      g_assert_cmpuint (n_lines (laptop), ==, 1);
    }
  /* Parting and joining again does not bring it back either. */
  g_assert_false (unjoin (&bram, &a, &b));
  g_assert_false (shows (&bram, &a, &noor) || shows (&bram, &b, &tessa));
  join (&bram, &b, &a);
  g_assert_false (shows (&bram, &a, &noor) || shows (&bram, &b, &tessa));
  for (guint i = 0; i < 2; i++)
    bring (&bram, &anna, i == 0 ? &a : &b);
  assert_equal_dumps (&anna, &bram, &a);
  assert_equal_dumps (&anna, &bram, &b);
  laptop_clear (&anna);
  laptop_clear (&bram);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
  g_test_add_func ("/erased/what-was-erased-cannot-be-joined",
                   test_what_was_erased_cannot_be_joined);
  g_test_add_func ("/erased/a-link-to-what-was-erased-here-brings-nothing-back",
                   test_a_link_to_what_was_erased_here_brings_nothing_back);
  g_test_add_func ("/erased/erasing-one-that-is-joined-takes-the-whole-and-no-more",
                   test_erasing_one_that_is_joined_takes_the_whole_and_no_more);
  g_test_add_func ("/erased/the-middle-one-of-three-erased-connects-and-is-parted-from",
                   test_the_middle_one_of_three_erased_connects_and_is_parted_from);
  g_test_add_func ("/erased/a-marker-from-another-laptop-holds-in-the-whole",
                   test_a_marker_from_another_laptop_holds_in_the_whole);
  return g_test_run ();
}
