/* SPDX-License-Identifier: EUPL-1.2 */

/* Views: what lies in them is what was decided, and no more. */

#include "asking.h"

#include "consent/view.h"
#include "support/builder.h"

#include <string.h>

#define BASE \
  "family f name=Vos municipality=Utrecht\n" \
  "organisation school name=School kind=school legal-person=true\n" \
  "person els given-names=Els birth-date=1985-03-01 about=@els\n" \
  "person bas given-names=Bas birth-date=1984-03-01 about=@bas\n" \
  "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@school " \
  "categories=identity,care decision=given given-on=2026-01-05\n" \
  "goal d text=Rust about=@els why=Een\nbeside d text=Stilte\n" \
  "goal e text=Druk about=@els factors=@x\n" \
  "goal k text=Geheim about=@bas\n"

static const Asking to_school = { .to = "school", .purpose = "coordinate-care" };

static GezinDossier *
dossier_of (const GezinView *view)
{
  return gezin_view_dossier (view);
}

static const GezinRecord *
find (const GezinView *view, const char *name)
{
  GezinUuid id = test_id (name);

  return gezin_dossier_find (dossier_of (view), &id);
}

static void
test_bundle (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (BASE);
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &to_school);
  g_autoptr (GezinView) view = gezin_view_bundle (decision, NULL, NULL, NULL);
  g_autoptr (GezinView) again = NULL;

  g_assert_nonnull (find (view, "d"));
  g_assert_cmpuint (gezin_record_field (find (view, "d"), GEZIN_FIELD_GOAL_TEXT).n_heads, ==, 2);
  g_assert_cmpuint (gezin_record_field (find (view, "e"), GEZIN_FIELD_GOAL_FACTORS).n_heads, ==, 0);
  g_assert_null (find (view, "k"));
  g_assert_null (find (view, "bas"));
  g_assert_false (gezin_view_shows_reasons (view));
  for (guint i = 0; i < gezin_dossier_n_records (dossier_of (view)); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier_of (view), i);

      for (guint h = 0; h < record->n_heads; h++)
        {
          g_assert_null (record->heads[h]->commit->why);
          g_assert_null (record->heads[h]->commit->author);
          g_assert_null (record->heads[h]->commit->role);
          g_assert_cmpstr (record->heads[h]->commit->organisation, ==, "Wijkteam");
        }
    }
  again = gezin_view_bundle (decision, dossier_of (view), NULL, NULL);
  g_assert_cmpuint (gezin_dossier_n_versions (dossier_of (again)), ==,
                    gezin_dossier_n_versions (dossier_of (view)));
}

static gboolean
holds_all (const GezinVersion *head, gpointer data)
{
  return TRUE;
}

/* Of a set those items go whose records do. */
static void
test_items (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier (BASE "goal m text=Meer about=@els factors=@x,@y\n"
                         "factor x title=X life-domain=time-use about=@els\n"
                         "factor y title=Y life-domain=time-use about=@els sharing=withheld\n");
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &to_school);
  g_autoptr (GezinView) view = gezin_view_bundle (decision, NULL, holds_all, NULL);
  GezinUuid x = test_id ("x");
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinRegister items;

  g_assert_cmpstr (asking_code (decision, "m.factors"), ==, "+consent");
  g_assert_nonnull (find (view, "x"));
  g_assert_null (find (view, "y"));
  items = gezin_record_field (find (view, "m"), GEZIN_FIELD_GOAL_FACTORS);
  g_assert_cmpuint (items.n_heads, ==, 1);
  g_assert_cmpstr (items.heads[0]->item, ==, gezin_uuid_write (&x, id));
}

/* Who wrote and where, only as far as the view names them. */
static void
test_authors (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier (BASE "consent e2 subject=@els given-by=@els purpose=coordinate-care "
                         "recipient=@school categories=identity,care decision=given "
                         "given-on=2026-01-05 passes-on=@m\nfrom Huisarts\n"
                         "goal m text=Meer about=@els\n");
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &to_school);
  g_autoptr (GezinView) view = gezin_view_bundle (decision, NULL, NULL, NULL);
  const GezinRecord *passed = find (view, "m");

  g_assert_nonnull (passed);
  for (guint h = 0; h < passed->n_heads; h++)
    {
      g_assert_null (passed->heads[h]->commit->organisation);
      g_assert_null (passed->heads[h]->commit->author);
      g_assert_null (gezin_version_origin (passed->heads[h]));
    }
}

static void
test_named_authors (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier (BASE "consent e2 subject=@els given-by=@els purpose=coordinate-care "
                         "recipient=@school categories=identity,care,contact decision=given "
                         "given-on=2026-01-05 passes-on=@m\n"
                         "organisation ggz name=GGZ kind=home-care about=@els\n"
                         "professional w name='A. Worker' organisation=@ggz for=@els about=@els\n"
                         "from GGZ\ngoal m text=Meer about=@els\n");
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &to_school);
  g_autoptr (GezinView) view = gezin_view_bundle (decision, NULL, NULL, NULL);
  const GezinRecord *passed = find (view, "m");

  g_assert_nonnull (passed);
  for (guint h = 0; h < passed->n_heads; h++)
    {
      g_assert_cmpstr (passed->heads[h]->commit->author, ==, "A. Worker");
      g_assert_cmpstr (passed->heads[h]->commit->role, ==, "consultant");
      g_assert_cmpstr (passed->heads[h]->commit->organisation, ==, "GGZ");
      g_assert_cmpstr (gezin_version_origin (passed->heads[h]), ==, "GGZ");
    }
}

static void
test_own_view (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (BASE);
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &to_school);
  g_autoptr (GezinView) own = gezin_view_own (dossier);
  g_autoptr (GezinView) bundle = gezin_view_bundle (decision, NULL, NULL, NULL);

  g_assert_true (gezin_view_shows_reasons (own));
  g_assert_false (gezin_view_shows_reasons (bundle));
  g_assert_true (dossier_of (own) == dossier);
}

static void
test_holders (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier (BASE "edit k text=\nremove e\nedit els given-names=\n");
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &to_school);
  g_autoptr (GezinView) stranger = gezin_view_bundle (decision, NULL, NULL, NULL);
  g_autoptr (GezinView) holder = gezin_view_bundle (decision, NULL, holds_all, NULL);

  g_assert_null (find (stranger, "k"));
  g_assert_null (find (stranger, "e"));
  g_assert_cmpuint (gezin_record_field (find (holder, "k"), GEZIN_FIELD_GOAL_TEXT).n_heads, ==, 1);
  g_assert_null (gezin_record_value (find (holder, "k"), GEZIN_FIELD_GOAL_TEXT));
  g_assert_cmpuint (find (holder, "e")->n_heads, ==, 1);
  g_assert_cmpuint (find (holder, "e")->heads[0]->field, ==, GEZIN_FIELD_COMMON_REMOVED);
}

static gboolean
tells (const GezinView *view, const char *word)
{
  for (guint i = 0; i < gezin_dossier_n_records (dossier_of (view)); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier_of (view), i);

      for (guint h = 0; h < record->n_heads; h++)
        if (record->heads[h]->value != NULL && strstr (record->heads[h]->value, word) != NULL)
          return TRUE;
    }
  return FALSE;
}

static void
test_advice (void)
{
  const Asking advice = { .to = "school", .purpose = "advice", .confirmed = "d" };
  g_autoptr (GezinDossier) dossier =
      test_dossier (BASE "incident i when=2026-05-17 about=@els by=@bas forms=threat\n");
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &advice);
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (1);
  g_autoptr (GezinView) view = gezin_view_advice (decision, random);
  g_autoptr (GezinView) bundle = gezin_view_bundle (decision, NULL, NULL, NULL);

  g_assert_cmpuint (gezin_dossier_n_records (dossier_of (bundle)), ==, 0);
  g_assert_cmpuint (gezin_dossier_n_records (dossier_of (view)), >, 0);
  g_assert_true (tells (view, "1985"));
  g_assert_true (tells (view, "2026-05"));
  g_assert_true (tells (view, "Rust"));
  g_assert_false (tells (view, "1985-03"));
  g_assert_false (tells (view, "2026-05-17"));
  g_assert_false (tells (view, "Els"));
  g_assert_false (tells (view, "Druk"));
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      char id[GEZIN_UUID_TEXT_LENGTH + 1];
      const GezinUuid *old = &gezin_dossier_record (dossier, i)->id;

      g_assert_null (gezin_dossier_find (dossier_of (view), old));
      g_assert_false (tells (view, gezin_uuid_write (old, id)));
    }
}

static void
test_wrong_eyes (void)
{
  const Asking extract = { .for_person = "els" };
  g_autoptr (GezinDossier) dossier = test_dossier (BASE);
  g_autoptr (GezinDecision) for_school = asking_decide (dossier, &to_school);
  g_autoptr (GezinDecision) for_els = asking_decide (dossier, &extract);
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (1);
  g_autoptr (GezinView) one = gezin_view_family (for_school);
  g_autoptr (GezinView) two = gezin_view_bundle (for_els, NULL, holds_all, NULL);
  g_autoptr (GezinView) three = gezin_view_advice (for_school, random);
  g_autoptr (GezinView) four = gezin_view_family (for_els);

  g_assert_cmpuint (gezin_dossier_n_records (dossier_of (one)), ==, 0);
  g_assert_cmpuint (gezin_dossier_n_records (dossier_of (two)), ==, 0);
  g_assert_cmpuint (gezin_dossier_n_records (dossier_of (three)), ==, 0);
  g_assert_nonnull (find (four, "els"));
  g_assert_null (find (four, "bas"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/view/every-head-or-none-and-nothing-loose", test_bundle);
  g_test_add_func ("/consent/view/items-of-a-set-go-with-their-records", test_items);
  g_test_add_func ("/consent/view/authors-are-named-by-the-view-alone", test_authors);
  g_test_add_func ("/consent/view/authors-and-bodies-that-are-in-it-are-named", test_named_authors);
  g_test_add_func ("/consent/view/our-own-shows-reasons", test_own_view);
  g_test_add_func ("/consent/view/what-was-taken-back-goes-to-holders", test_holders);
  g_test_add_func ("/consent/view/advice-is-about-nobody", test_advice);
  g_test_add_func ("/consent/view/a-decision-is-for-its-own-eyes", test_wrong_eyes);
  status = g_test_run ();
  asking_end ();
  return status;
}
