/* SPDX-License-Identifier: EUPL-1.2 */

/* Analyses of conclusions: what is written later changes nothing of an earlier one, what is erased goes,
 * and whoever has the same versions is told the same, in whatever order they came. */

#include "laptop.h"

#include "session/admin.h"
#include "session/casework.h"
#include "session/work.h"

#include <string.h>

/* A family in which debts and rows keep each other going. */
typedef struct {
  GezinUuid dossier, debts, rows, one, two, first;
} Family;

static GezinUuid
new_record (Laptop *laptop, const GezinUuid *dossier, GezinKind kind, const char *const *pairs)
{
  GezinUuid id = gezin_uuid_random (laptop->random);

  write_fields (laptop, dossier, &id, kind, pairs);
  return id;
}

static GezinUuid
new_factor (Laptop *laptop, const GezinUuid *dossier, const char *title)
{
  const char *pairs[] = { "title", title, "function", "maintaining", NULL };

  return new_record (laptop, dossier, GEZIN_KIND_FACTOR, pairs);
}

static GezinUuid
new_influence (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *from, const GezinUuid *to)
{
  char from_text[GEZIN_UUID_TEXT_LENGTH + 1], to_text[GEZIN_UUID_TEXT_LENGTH + 1];
  const char *pairs[] = { "from",     gezin_uuid_write (from, from_text),
                          "to",       gezin_uuid_write (to, to_text),
                          "effect",   "worsens",
                          "strength", "strong",
                          NULL };

  return new_record (laptop, dossier, GEZIN_KIND_INFLUENCE, pairs);
}

static GezinUuid
adopt (Laptop *laptop, const GezinUuid *dossier, const char *day)
{
  const char *pairs[] = { "text", "Zo zit het.", "adopted-on", day, NULL };

  return new_record (laptop, dossier, GEZIN_KIND_CONCLUSION, pairs);
}

static Family
new_family (Laptop *laptop)
{
  Family family;

  family.dossier = new_dossier (laptop, "Gezin De Vries");
  family.debts = new_factor (laptop, &family.dossier, "Schulden");
  family.rows = new_factor (laptop, &family.dossier, "Ruzie");
  family.one = new_influence (laptop, &family.dossier, &family.debts, &family.rows);
  family.two = new_influence (laptop, &family.dossier, &family.rows, &family.debts);
  family.first = adopt (laptop, &family.dossier, "2026-11-21");
  return family;
}

static void
correct (Laptop *laptop, const Family *family)
{
  const char *weaker[] = { "strength", "weak", NULL };
  const char *title[] = { "title", "Betalingsachterstand", NULL };

  write_fields (laptop, &family->dossier, &family->one, GEZIN_KIND_INFLUENCE, weaker);
  write_fields (laptop, &family->dossier, &family->debts, GEZIN_KIND_FACTOR, title);
}

static GezinSnapshot *
snapshot (Laptop *laptop, const Family *family, guint number)
{
  g_autoptr (GError) error = NULL;
  GezinSnapshot *told = gezin_session_snapshot (laptop->session, &family->dossier, number, &error);

  g_assert_no_error (error);
  return told;
}

static char *
digest (Laptop *laptop, const Family *family, guint number)
{
  g_autoptr (GezinSnapshot) told = snapshot (laptop, family, number);

  g_assert_true (told->line->is_frozen);
  return g_strdup (told->line->digest);
}

static void
assert_digest (Laptop *laptop, const Family *family, guint number, const char *expected)
{
  g_autofree char *found = digest (laptop, family, number);

  g_assert_cmpstr (found, ==, expected);
}

/* Strength of the one circle there is; its sentence has @title in it. */
static guint64
circle (const GezinAnalysis *analysis, const char *title)
{
  const GezinCircle *one = analysis->circles->pdata[0];

  g_assert_cmpuint (analysis->circles->len, ==, 1);
  g_assert_nonnull (strstr (one->sentence, title));
  return one->strength;
}

static void
test_a_correction_changes_only_what_comes_after (void)
{
  Laptop anna;
  Family family;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 1, "Anna");
  family = new_family (&anna);
  {
    g_autofree char *before = digest (&anna, &family, 1);
    g_autoptr (GezinAnalysis) today = NULL;
    g_autoptr (GezinSnapshot) first = NULL;
    g_autoptr (GezinSnapshot) second = NULL;
    g_autoptr (GPtrArray) differences = NULL;
    const GezinDifference *one;

    correct (&anna, &family);
    assert_digest (&anna, &family, 1, before);
    adopt (&anna, &family.dossier, "2026-11-21"); /* of the same day, of another instant */
    adopt (&anna, &family.dossier, "2026-11-22");
    today = gezin_session_analyse (anna.session, &family.dossier, NULL, &error);
    first = snapshot (&anna, &family, 1);
    second = snapshot (&anna, &family, 3);
    g_assert_cmpuint (circle (today, "etalingsachterstand"), <, 9);
    g_assert_cmpuint (circle (first->analysis, "Schulden"), ==, 9);
    g_assert_cmpuint (circle (second->analysis, "etalingsachterstand"), <, 9);
    differences = gezin_session_difference (anna.session, &family.dossier, 1, 3, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (differences->len, >, 0);
    one = differences->pdata[0];
    g_assert_cmpstr (one->code, ==, "leverage-moved");
  }
  laptop_clear (&anna);
}

/* The conclusion itself may be written better: it was adopted when it was. */
static void
test_a_conclusion_that_is_corrected_keeps_its_own (void)
{
  static const char *const text[] = { "text", "Zo zat het.", NULL };
  static const char *const typo[] = { "adopted-on", "2026-11-12", NULL };
  static const char *const back[] = { "adopted-on", "2026-11-21", NULL };
  Laptop anna;
  Family family;

  laptop_init (&anna, 2, "Anna");
  family = new_family (&anna);
  {
    g_autofree char *before = digest (&anna, &family, 1);

    correct (&anna, &family);
    write_fields (&anna, &family.dossier, &family.first, GEZIN_KIND_CONCLUSION, text);
    assert_digest (&anna, &family, 1, before);
    write_fields (&anna, &family.dossier, &family.first, GEZIN_KIND_CONCLUSION, typo);
    write_fields (&anna, &family.dossier, &family.first, GEZIN_KIND_CONCLUSION, back);
    assert_digest (&anna, &family, 1, before);
  }
  laptop_clear (&anna);
}

static gboolean
rests_on (const GezinSnapshot *told, const GezinUuid *factor)
{
  for (guint i = 0; i < told->factors->len; i++)
    if (gezin_uuid_equal (&g_array_index (told->factors, GezinUuid, i), factor))
      return TRUE;
  return FALSE;
}

static void
test_what_is_erased_is_gone_from_it (void)
{
  Laptop anna;
  Family family;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 3, "Anna");
  family = new_family (&anna);
  correct (&anna, &family);
  {
    const GezinErasureOrder order = { .dossier = &family.dossier,
                                      .record = &family.debts,
                                      .reason = "request" };
    g_autoptr (GezinSnapshot) before = snapshot (&anna, &family, 1);
    g_autoptr (GezinErasureReport) report = gezin_session_erase (anna.session, &order, &error);
    g_autoptr (GezinSnapshot) after = NULL;

    g_assert_no_error (error);
    after = snapshot (&anna, &family, 1);
    g_assert_true (rests_on (before, &family.debts));
    g_assert_cmpuint (circle (before->analysis, "Schulden"), ==, 9);
    g_assert_false (rests_on (after, &family.debts));
    g_assert_true (rests_on (after, &family.rows));
    g_assert_cmpuint (after->analysis->circles->len, ==, 0);
    g_assert_cmpstr (before->line->digest, !=, after->line->digest);
  }
  laptop_clear (&anna);
}

/* Two who each correct, and meet in either order. */
static void
test_the_same_versions_tell_the_same (void)
{
  Laptop anna, bram;
  Family family;
  const char *severity[] = { "severity", "9", NULL };

  laptop_init (&anna, 4, "Anna");
  laptop_init (&bram, 5, "Bram");
  family = new_family (&anna);
  bring (&anna, &bram, &family.dossier);
  tick (&bram);
  for (guint i = 0; i < 10; i++)
    tick (&bram);
  {
    g_autofree char *before = digest (&anna, &family, 1);

    assert_digest (&bram, &family, 1, before);
    write_fields (&bram, &family.dossier, &family.debts, GEZIN_KIND_FACTOR, severity);
    correct (&anna, &family);
    bring (&bram, &anna, &family.dossier);
    assert_digest (&anna, &family, 1, before);
    bring (&anna, &bram, &family.dossier);
    assert_digest (&bram, &family, 1, before);
  }
  laptop_clear (&anna);
  laptop_clear (&bram);
}

/* Who was given only what is current works from that, is told so, and is not shaken by what comes. */
static void
test_without_what_was_before_it_is_worked_out (void)
{
  Laptop anna, bram;
  Family family;
  const char *stronger[] = { "strength", "moderate", NULL };

  laptop_init (&anna, 6, "Anna");
  laptop_init (&bram, 7, "Bram");
  family = new_family (&anna);
  correct (&anna, &family);
  bring (&anna, &bram, &family.dossier);
  for (guint i = 0; i < 20; i++)
    tick (&bram);
  {
    g_autoptr (GezinSnapshot) hers = snapshot (&anna, &family, 1);
    g_autoptr (GezinSnapshot) his = snapshot (&bram, &family, 1);
    g_autoptr (GezinSnapshot) later = NULL;

    g_assert_true (hers->line->is_frozen);
    g_assert_false (his->line->is_frozen);
    g_assert_cmpuint (circle (his->analysis, "etalingsachterstand"), <, 9);
    write_fields (&bram, &family.dossier, &family.one, GEZIN_KIND_INFLUENCE, stronger);
    later = snapshot (&bram, &family, 1);
    g_assert_false (later->line->is_frozen);
    g_assert_cmpstr (later->line->digest, ==, his->line->digest);
  }
  laptop_clear (&anna);
  laptop_clear (&bram);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/snapshots/a-correction-changes-only-what-comes-after",
                   test_a_correction_changes_only_what_comes_after);
  g_test_add_func ("/session/snapshots/a-conclusion-that-is-corrected-keeps-its-own",
                   test_a_conclusion_that_is_corrected_keeps_its_own);
  g_test_add_func ("/session/snapshots/what-is-erased-is-gone-from-it",
                   test_what_is_erased_is_gone_from_it);
  g_test_add_func ("/session/snapshots/the-same-versions-tell-the-same",
                   test_the_same_versions_tell_the_same);
  g_test_add_func ("/session/snapshots/without-what-was-before-it-is-worked-out",
                   test_without_what_was_before_it_is_worked_out);
  return g_test_run ();
}
