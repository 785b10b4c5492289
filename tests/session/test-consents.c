/* SPDX-License-Identifier: EUPL-1.2 */

/* The grid of consent: how it stands between one person and one recipient, and who decides. */

#include "laptop.h"

#include "session/consents.h"
#include "session/work.h"

#include <locale.h>

#define MAX_PAIRS 24

typedef struct {
  Laptop laptop;
  GezinUuid dossier;
  GezinUuid team; /* an organisation that acts in the safety team */
  GezinUuid mother;
  GezinUuid father;
  GezinUuid child; /* nine */
  GezinUuid young; /* fourteen */
} Family;

static char *
text_of (const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_strdup (gezin_uuid_write (id, text));
}

static GezinUuid
person (Family *family, const char *name, const char *birth)
{
  GezinUuid id = new_person (&family->laptop, &family->dossier, name);
  const char *pairs[] = { "birth-date", birth, NULL };

  write_fields (&family->laptop, &family->dossier, &id, GEZIN_KIND_PERSON, pairs);
  return id;
}

static void
authority (Family *family, const GezinUuid *child, const GezinUuid *holder)
{
  GezinUuid id = gezin_uuid_random (family->laptop.random);
  g_autofree char *over = text_of (child);
  g_autofree char *who = text_of (holder);
  const char *pairs[] = { "child",         over,   "holder", who, "type",
                          "parents-joint", "from", "2017",   NULL };

  write_fields (&family->laptop, &family->dossier, &id, GEZIN_KIND_AUTHORITY, pairs);
}

static void
family_init (Family *family)
{
  static const char *const team[] = { "name",         "Veilig Thuis", "kind",
                                      "veilig-thuis", "legal-person", "true",
                                      "acts-in-rvt",  "true",         NULL };

  laptop_init (&family->laptop, 91, "Anna");
  family->dossier = new_dossier (&family->laptop, "Gezin Kwartel");
  family->team = gezin_uuid_random (family->laptop.random);
  write_fields (&family->laptop, &family->dossier, &family->team, GEZIN_KIND_ORGANISATION, team);
  family->mother = person (family, "Samira", "1988-02-01");
  family->father = person (family, "Mark", "1985-02-01");
  family->child = person (family, "Lina", "2017-05-01");
  family->young = person (family, "Adam", "2012-05-01");
  authority (family, &family->child, &family->mother);
  authority (family, &family->child, &family->father);
  authority (family, &family->young, &family->mother);
  authority (family, &family->young, &family->father);
}

/* A consent of @giver about @subject, for safety, with @more pairs that replace what is usual. */
static GezinUuid
say (Family *family, const GezinUuid *subject, const GezinUuid *giver, const char *decision,
     const char *const *more)
{
  GezinUuid id = gezin_uuid_random (family->laptop.random);
  g_autofree char *about = text_of (subject);
  g_autofree char *by = text_of (giver);
  g_autofree char *to = text_of (&family->team);
  const char *usual[] = { "subject",    about,      "given-by", by,           "recipient",
                          to,           "decision", decision,   "purpose",    "safety",
                          "categories", "safety",   "given-on", "2026-10-01", NULL };
  const char *pairs[MAX_PAIRS + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; usual[i] != NULL; i += 2)
    {
      const char *value = usual[i + 1];

      for (guint m = 0; more != NULL && more[m] != NULL; m += 2)
        if (g_str_equal (more[m], usual[i]))
          value = more[m + 1];
      pairs[n++] = usual[i];
      pairs[n++] = value;
    }
  for (guint m = 0; more != NULL && more[m] != NULL; m += 2)
    if (!g_strv_contains (usual, more[m]))
      {
        pairs[n++] = more[m];
        pairs[n++] = more[m + 1];
      }
  write_fields (&family->laptop, &family->dossier, &id, GEZIN_KIND_CONSENT, pairs);
  return id;
}

/* Looking. */

static const GezinConsentCell *
cell_of (const GezinConsentGrid *grid, const GezinUuid *who, const GezinConsentRow **found)
{
  for (guint i = 0; i < grid->rows->len; i++)
    {
      const GezinConsentRow *row = grid->rows->pdata[i];

      if (!gezin_uuid_equal (&row->person, who))
        continue;
      *found = row;
      return row->cells->pdata[0];
    }
  g_assert_not_reached ();
}

static GezinConsentGrid *
grid_of (Family *family)
{
  g_autoptr (GError) error = NULL;
  GezinConsentGrid *grid =
      gezin_session_consent_grid (family->laptop.session, &family->dossier, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (grid->recipients->len, ==, 1);
  return grid;
}

/* @when, @sentence: (nullable): %NULL: there is none. */
static void
expect (Family *family, const GezinUuid *who, GezinStanding standing, const char *when,
        const char *sentence)
{
  g_autoptr (GezinConsentGrid) grid = grid_of (family);
  const GezinConsentRow *row;
  const GezinConsentCell *cell = cell_of (grid, who, &row);

  g_assert_cmpstr (gezin_session_standing_word (cell->standing), ==,
                   gezin_session_standing_word (standing));
  g_assert_cmpstr (cell->when, ==, when);
  g_assert_cmpstr (cell->sentence, ==, sentence);
}

static void
expect_decides (Family *family, const GezinUuid *who, int age, const char *decides)
{
  g_autoptr (GezinConsentGrid) grid = grid_of (family);
  const GezinConsentRow *row;

  cell_of (grid, who, &row);
  g_assert_cmpint (row->age, ==, age);
  g_assert_cmpstr (row->decides, ==, decides);
}

/* What one person says. */

static void
test_one_talk (void)
{
  static const struct {
    const char *decision;
    const char *more[5];
    GezinStanding standing;
    const char *when;
  } talks[] = {
    { "given", { NULL }, GEZIN_STANDING_GIVEN, NULL },
    { "given", { "until", "2026-12-01" }, GEZIN_STANDING_GIVEN, "up to and including 1 Dec 2026" },
    { "refused", { NULL }, GEZIN_STANDING_REFUSED, "on 1 Oct 2026" },
    { "given", { "withdrawn-on", "2026-11-02" }, GEZIN_STANDING_WITHDRAWN, "on 2 Nov 2026" },
    /* Before the day it comes, it still holds. */
    { "given", { "withdrawn-on", "2026-12-02" }, GEZIN_STANDING_GIVEN, NULL },
    { "given", { "until", "2026-11-20" }, GEZIN_STANDING_ENDED, "up to and including 20 Nov 2026" },
    { "given", { "from", "2026-12-01" }, GEZIN_STANDING_NOT_YET, "from 1 Dec 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (talks); i++)
    {
      Family family;
      g_autofree char *when = NULL;

      family_init (&family);
      expect (&family, &family.mother, GEZIN_STANDING_NOT_ASKED, NULL, NULL);
      say (&family, &family.mother, &family.mother, talks[i].decision, talks[i].more);
      {
        g_autoptr (GezinConsentGrid) grid = grid_of (&family);
        const GezinConsentRow *row;
        const GezinConsentCell *cell = cell_of (grid, &family.mother, &row);

        g_assert_cmpint (cell->standing, ==, talks[i].standing);
        g_assert_cmpstr (cell->categories, ==, "safety");
        g_assert_cmpuint (cell->talks->len, ==, 1);
        g_assert_true ((cell->when != NULL) == (talks[i].when != NULL));
        if (cell->when != NULL)
          g_assert_cmpstr (cell->when, ==, talks[i].when);
      }
      laptop_clear (&family.laptop);
    }
}

static void
test_a_later_talk_takes_the_place_of_an_earlier_one (void)
{
  Family family;
  GezinUuid first;
  g_autofree char *id = NULL;
  const char *more[] = { "replaces", NULL, "given-on", "2026-11-10", NULL };
  g_autoptr (GezinConsentGrid) grid = NULL;
  const GezinConsentRow *row;
  const GezinConsentCell *cell;

  family_init (&family);
  first = say (&family, &family.mother, &family.mother, "given", NULL);
  more[1] = id = text_of (&first);
  say (&family, &family.mother, &family.mother, "refused", more);
  grid = grid_of (&family);
  cell = cell_of (grid, &family.mother, &row);
  g_assert_cmpint (cell->standing, ==, GEZIN_STANDING_REFUSED);
  g_assert_cmpuint (cell->talks->len, ==, 2);
  /* What counts stands first. */
  g_assert_true (((GezinTalk *) cell->talks->pdata[0])->is_current);
  g_assert_false (((GezinTalk *) cell->talks->pdata[1])->is_current);
  g_assert_true (gezin_uuid_equal (&((GezinTalk *) cell->talks->pdata[1])->record, &first));
  laptop_clear (&family.laptop);
}

static void
test_a_yes_to_one_of_their_professionals_does_not_open_an_organisation (void)
{
  Family family;
  GezinUuid hans;
  g_autofree char *works_at = NULL;
  g_autofree char *to = NULL;
  const char *professional[] = { "name", "Hans", "organisation", NULL, NULL };
  const char *more[] = { "recipient", NULL, NULL };

  family_init (&family);
  hans = gezin_uuid_random (family.laptop.random);
  professional[3] = works_at = text_of (&family.team);
  write_fields (&family.laptop, &family.dossier, &hans, GEZIN_KIND_PROFESSIONAL, professional);
  more[1] = to = text_of (&hans);
  say (&family, &family.mother, &family.mother, "given", more);
  expect (&family, &family.mother, GEZIN_STANDING_INCOMPLETE, "Samira: still to ask",
          "There is consent, but for another recipient.");
  /* A no to one of them closes all the same. */
  say (&family, &family.father, &family.father, "refused", more);
  expect (&family, &family.father, GEZIN_STANDING_INCOMPLETE, "Mark: still to ask",
          "Something here is not sure: versions differ, a date is not whole, or something waits to "
          "be looked at.");
  laptop_clear (&family.laptop);
}

/* Children. */

static void
test_everybody_with_authority_has_to_say_yes (void)
{
  Family family;

  family_init (&family);
  expect_decides (&family, &family.child, 9, "through who has authority");
  say (&family, &family.child, &family.mother, "given", NULL);
  expect (&family, &family.child, GEZIN_STANDING_INCOMPLETE, "Mark: still to ask\nSamira: yes",
          "More than one person has parental authority, and not all of them have agreed.");
  say (&family, &family.child, &family.father, "given", NULL);
  expect (&family, &family.child, GEZIN_STANDING_GIVEN, NULL, NULL);
  /* One of them takes it back. */
  say (&family, &family.child, &family.father, "refused",
       (const char *[]){ "given-on", "2026-11-01", NULL });
  expect (&family, &family.child, GEZIN_STANDING_REFUSED, "on 1 Nov 2026", NULL);
  laptop_clear (&family.laptop);
}

static void
test_from_twelve_the_child_decides_along (void)
{
  Family family;

  family_init (&family);
  expect_decides (&family, &family.young, 14, "decides along");
  say (&family, &family.young, &family.mother, "given", NULL);
  say (&family, &family.young, &family.father, "given", NULL);
  expect (&family, &family.young, GEZIN_STANDING_INCOMPLETE,
          "Adam: still to ask\nMark: yes\nSamira: yes",
          "The child is twelve to fifteen and was not asked. Ask the child too.");
  say (&family, &family.young, &family.young, "given", NULL);
  expect (&family, &family.young, GEZIN_STANDING_GIVEN, NULL, NULL);
  laptop_clear (&family.laptop);
}

static void
test_what_was_said_before_a_birthday_is_asked_anew (void)
{
  Family family;
  static const char *const then[] = { "given-on", "2024-03-01", NULL };

  family_init (&family); /* Adam was eleven then */
  say (&family, &family.young, &family.mother, "given", then);
  say (&family, &family.young, &family.father, "given", then);
  say (&family, &family.young, &family.young, "given", then);
  expect (&family, &family.young, GEZIN_STANDING_INCOMPLETE,
          "Adam: still to ask\nMark: still to ask\nSamira: still to ask",
          "Since this was said, somebody else decides. Ask again.");
  laptop_clear (&family.laptop);
}

static void
test_a_birthday_that_comes_first_is_the_end (void)
{
  Family family;
  g_autoptr (GezinConsentGrid) grid = NULL;

  family_init (&family);
  write_fields (&family.laptop, &family.dossier, &family.child, GEZIN_KIND_PERSON,
                (const char *[]){ "birth-date", "2014-12-04", NULL });
  say (&family, &family.child, &family.mother, "given",
       (const char *[]){ "until", "2027-01-01", NULL });
  say (&family, &family.child, &family.father, "given",
       (const char *[]){ "until", "2027-01-01", NULL });
  expect (&family, &family.child, GEZIN_STANDING_GIVEN, "until 4 Dec 2026: then 12", NULL);
  grid = grid_of (&family);
  g_assert_cmpuint (grid->birthdays->len, ==, 1);
  g_assert_cmpuint (((GezinConsentBirthday *) grid->birthdays->pdata[0])->age, ==, 12);
  laptop_clear (&family.laptop);
}

/* Who can weigh it. */

static void
judge (Family *family, const char *matter, const char *able, const GezinUuid *representative)
{
  GezinUuid id = gezin_uuid_random (family->laptop.random);
  g_autofree char *about = text_of (&family->mother);
  g_autofree char *who = text_of (representative);
  const char *pairs[] = { "person",
                          about,
                          "matter",
                          matter,
                          "able",
                          able,
                          "judged-on",
                          "2026-09-01",
                          "representative",
                          who,
                          "representative-basis",
                          "written-proxy",
                          NULL };

  write_fields (&family->laptop, &family->dossier, &id, GEZIN_KIND_CAPACITY, pairs);
}

static void
test_who_can_weigh_it_is_read_by_matter (void)
{
  Family family;

  family_init (&family);
  say (&family, &family.mother, &family.mother, "given", NULL);
  judge (&family, "accept-help", "false", &family.father);
  expect_decides (&family, &family.mother, 38, "decides alone");
  expect (&family, &family.mother, GEZIN_STANDING_GIVEN, NULL, NULL);

  judge (&family, "share-information", "false", &family.father);
  expect_decides (&family, &family.mother, 38, "through who represents them");
  expect (&family, &family.mother, GEZIN_STANDING_INCOMPLETE, "Mark: still to ask",
          "This person cannot weigh it now, and who represents them was not asked or is not "
          "known.");
  say (&family, &family.mother, &family.father, "given", NULL);
  expect (&family, &family.mother, GEZIN_STANDING_GIVEN, NULL, NULL);
  laptop_clear (&family.laptop);
}

/* Every head. */

static void
test_the_strictest_of_two_versions_counts (void)
{
  Family family;
  Laptop berend;
  GezinUuid consent;

  family_init (&family);
  laptop_init (&berend, 92, "Berend");
  consent = say (&family, &family.mother, &family.mother, "given", NULL);
  bring (&family.laptop, &berend, &family.dossier);
  tick (&family.laptop);
  tick (&berend);
  tick (&berend);
  write_fields (&berend, &family.dossier, &consent, GEZIN_KIND_CONSENT,
                (const char *[]){ "until", "2026-11-10", NULL });
  write_fields (&family.laptop, &family.dossier, &consent, GEZIN_KIND_CONSENT,
                (const char *[]){ "until", "2026-12-31", NULL });
  expect (&family, &family.mother, GEZIN_STANDING_GIVEN, "up to and including 31 Dec 2026", NULL);
  bring (&berend, &family.laptop, &family.dossier);
  expect (&family, &family.mother, GEZIN_STANDING_INCOMPLETE, "Samira: still to ask",
          "Something here is not sure: versions differ, a date is not whole, or something waits to "
          "be looked at.");
  laptop_clear (&berend);
  laptop_clear (&family.laptop);
}

static void
test_an_age_of_which_two_versions_differ_is_not_told (void)
{
  Family family;
  Laptop berend;

  family_init (&family);
  laptop_init (&berend, 93, "Berend");
  bring (&family.laptop, &berend, &family.dossier);
  write_fields (&berend, &family.dossier, &family.child, GEZIN_KIND_PERSON,
                (const char *[]){ "birth-date", "2012-05-01", NULL });
  write_fields (&family.laptop, &family.dossier, &family.child, GEZIN_KIND_PERSON,
                (const char *[]){ "birth-date", "2018-05-01", NULL });
  bring (&berend, &family.laptop, &family.dossier);
  expect_decides (&family, &family.child, -1, "age not known");
  laptop_clear (&berend);
  laptop_clear (&family.laptop);
}

/* Another ground. */

static void
test_a_ground_that_holds_shows_before_a_no (void)
{
  Family family;
  GezinUuid id;
  g_autofree char *to = NULL;
  g_autofree char *about = NULL;
  const char *pairs[] = {
    "article", "veilig-thuis-report", "purpose", "safety", "recipient",  NULL,    "about",
    NULL,      "categories",          "safety",  "from",   "2026-11-01", "until", "2026-12-04",
    "reasons", "Het moet nu.",        NULL
  };

  family_init (&family);
  say (&family, &family.father, &family.father, "refused",
       (const char *[]){ "given-on", "2026-11-15", NULL });
  id = gezin_uuid_random (family.laptop.random);
  pairs[5] = to = text_of (&family.team);
  pairs[7] = about = text_of (&family.father);
  write_fields (&family.laptop, &family.dossier, &id, GEZIN_KIND_GROUND, pairs);
  expect (&family, &family.father, GEZIN_STANDING_OTHER_GROUND, "up to and including 4 Dec 2026",
          NULL);
  expect (&family, &family.mother, GEZIN_STANDING_NOT_ASKED, NULL, NULL);
  {
    g_autoptr (GezinConsentGrid) grid = grid_of (&family);
    const GezinConsentRow *row;
    const GezinConsentCell *cell = cell_of (grid, &family.father, &row);

    /* By which it stands so comes before the no, which counts too. */
    g_assert_cmpuint (cell->talks->len, ==, 2);
    g_assert_true (gezin_uuid_equal (&((GezinTalk *) cell->talks->pdata[0])->record, &id));
    g_assert_true (((GezinTalk *) cell->talks->pdata[1])->is_current);
  }

  /* It ends. */
  write_fields (&family.laptop, &family.dossier, &id, GEZIN_KIND_GROUND,
                (const char *[]){ "until", "2026-11-10", NULL });
  expect (&family, &family.father, GEZIN_STANDING_REFUSED, "on 15 Nov 2026", NULL);
  laptop_clear (&family.laptop);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/consents/one-talk", test_one_talk);
  g_test_add_func ("/session/consents/a-later-talk-takes-the-place-of-an-earlier-one",
                   test_a_later_talk_takes_the_place_of_an_earlier_one);
  g_test_add_func (
      "/session/consents/a-yes-to-one-of-their-professionals-does-not-open-an-organisation",
      test_a_yes_to_one_of_their_professionals_does_not_open_an_organisation);
  g_test_add_func ("/session/consents/everybody-with-authority-has-to-say-yes",
                   test_everybody_with_authority_has_to_say_yes);
  g_test_add_func ("/session/consents/from-twelve-the-child-decides-along",
                   test_from_twelve_the_child_decides_along);
  g_test_add_func ("/session/consents/what-was-said-before-a-birthday-is-asked-anew",
                   test_what_was_said_before_a_birthday_is_asked_anew);
  g_test_add_func ("/session/consents/a-birthday-that-comes-first-is-the-end",
                   test_a_birthday_that_comes_first_is_the_end);
  g_test_add_func ("/session/consents/who-can-weigh-it-is-read-by-matter",
                   test_who_can_weigh_it_is_read_by_matter);
  g_test_add_func ("/session/consents/the-strictest-of-two-versions-counts",
                   test_the_strictest_of_two_versions_counts);
  g_test_add_func ("/session/consents/an-age-of-which-two-versions-differ-is-not-told",
                   test_an_age_of_which_two_versions_differ_is_not_told);
  g_test_add_func ("/session/consents/a-ground-that-holds-shows-before-a-no",
                   test_a_ground_that_holds_shows_before_a_no);
  return g_test_run ();
}
