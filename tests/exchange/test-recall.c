/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking back one of several bundles, or all that somebody was given. */

#include "desk.h"

#include "exchange/exchange.h"
#include "session/work.h"

typedef struct {
  GezinClock *clock;
  Desk a;
  Desk b;
  DeskFamily family;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->a, world->clock, 51, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->b, world->clock, 52, "Ilse de Wit", "RVT Midden", "rvt");
  desk_meet (&world->a, &world->b);
  desk_family (&world->a, &world->b, &world->family);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_clear (&world->a);
  desk_clear (&world->b);
  gezin_clock_unref (world->clock);
}

static void
bring (World *world)
{
  g_autoptr (GBytes) bundle =
      desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
  g_autoptr (GezinImportReading) taken = desk_import (&world->b, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (&world->b, taken);
  g_autoptr (GezinImportReading) acknowledged = desk_import (&world->a, receipt);

  g_assert_cmpstr (acknowledged->result, ==, "taken");
}

/* The newest that A made for B. */
static GezinUuid
newest (World *world)
{
  g_autoptr (GPtrArray) holders =
      gezin_session_holders (world->a.session, &world->family.dossier, NULL, 0, NULL);

  return ((const GezinHolderReading *) holders->pdata[0])->bundle;
}

/* B does what @recall asks. */
static void
obey (World *world, const GezinUuid *recall)
{
  g_autoptr (GezinBundleLine) line = desk_line (&world->a, recall);
  g_autoptr (GBytes) file = desk_load_file (line->path);
  const GezinImportAsked asked = { .file = file, .deletes = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) done = gezin_session_import (world->b.session, &asked, &error);

  g_assert_no_error (error);
}

static void
test_bundle_alone (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  GezinUuid first;
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  GezinRecallReading reach;
  GezinUuid recall;

  bring (world);
  first = newest (world);
  desk_set (&world->a, dossier, goal, "sharing", "withheld");
  bring (world);
  g_assert_true (gezin_session_recall_reach (world->a.session, &first, &reach, &error));
  g_assert_no_error (error);
  /* The goal went in the first bundle only; all else went again. */
  g_assert_cmpuint (reach.alone, ==, 1);
  g_assert_cmpuint (reach.later, >, 1);
  g_assert_cmpuint (reach.all, >=, reach.alone + reach.later);
  g_assert_true (gezin_session_recall (world->a.session, &first, "doel", &recall, &error));
  g_assert_no_error (error);
  obey (world, &recall);
  {
    g_autoptr (GezinDossier) stored = gezin_store_load (world->b.session->store, dossier, NULL);

    g_assert_null (gezin_dossier_find (stored, goal));
  }
  person = desk_value (&world->b, dossier, &world->family.person, "given-names");
  g_assert_cmpstr (person, ==, "Anna");
  g_assert_false (gezin_session_recall (world->a.session, &first, "nog eens", &recall, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_RECALLED);
  g_clear_error (&error);
  /* All of it can be asked back yet, by any bundle. */
  g_assert_true (gezin_session_recall_all (world->a.session, &first, "alles", &recall, &error));
  g_assert_no_error (error);
  obey (world, &recall);
  g_assert_null (desk_value (&world->b, dossier, &world->family.person, "given-names"));
}

static void
test_went_again (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  GezinUuid first;
  g_autoptr (GezinExportReading) second = NULL;
  g_autofree char *person = NULL;
  g_autoptr (GError) error = NULL;
  GezinRecallReading reach;
  GezinUuid recall;

  bring (world);
  first = newest (world);
  second = desk_try_export (&world->a, dossier, &world->b, "coordinate-care", NULL);
  g_assert_true (gezin_session_recall_reach (world->a.session, &first, &reach, NULL));
  g_assert_cmpuint (reach.alone, ==, 0);
  g_assert_false (gezin_session_recall (world->a.session, &first, "vergissing", &recall, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_CARRIED_LATER);
  g_clear_error (&error);
  /* A later one that never left does not count. */
  g_assert_true (
      gezin_session_recall (world->a.session, &second->bundle, "toch niet", &recall, &error));
  g_assert_no_error (error);
  g_assert_true (gezin_session_recall_reach (world->a.session, &first, &reach, NULL));
  g_assert_cmpuint (reach.alone, >, 1);
  g_assert_cmpuint (reach.later, ==, 0);
  g_assert_true (gezin_session_recall (world->a.session, &first, "vergissing", &recall, &error));
  g_assert_no_error (error);
  obey (world, &recall);
  person = desk_value (&world->b, dossier, &world->family.person, "given-names");
  g_assert_null (person);
}

#define ADD(path, function) \
  g_test_add ("/exchange/recall/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-bundle-alone-is-asked-back", test_bundle_alone);
  ADD ("what-went-again-is-not-asked-back", test_went_again);
  return g_test_run ();
}
