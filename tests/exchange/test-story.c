/* SPDX-License-Identifier: EUPL-1.2 */

/* The kitchen table: a consultant, a lead and the regional team, each with a store
 * of their own, and files between them. */

#include "desk.h"

#include "exchange/exchange.h"
#include "session/work.h"

typedef struct {
  GezinClock *clock;
  Desk consultant;
  Desk lead;
  Desk rvt;
  DeskFamily family;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->consultant, world->clock, 1, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->lead, world->clock, 2, "Joris Smit", "Team Meerdorp", "lead");
  desk_init (&world->rvt, world->clock, 3, "Ilse de Wit", "RVT Midden", "rvt");
  desk_meet (&world->consultant, &world->rvt);
  desk_meet (&world->consultant, &world->lead);
  desk_family (&world->consultant, &world->rvt, &world->family);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_clear (&world->consultant);
  desk_clear (&world->lead);
  desk_clear (&world->rvt);
  gezin_clock_unref (world->clock);
}

static void
test_share (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinExportReading) exported = NULL;
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinImportReading) acknowledged = NULL;
  g_autoptr (GezinBundleLine) line = NULL;
  g_autofree char *goal = NULL;
  g_autoptr (GError) error = NULL;

  exported = desk_try_export (&world->consultant, dossier, &world->rvt, "coordinate-care", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (exported->kind, ==, "share");
  g_assert_cmpuint (exported->sequence, ==, 1);
  bundle = desk_load_file (exported->path);
  taken = desk_import (&world->rvt, bundle);
  g_assert_true (taken->is_new);
  g_assert_cmpuint (taken->added, ==, exported->records);
  goal = desk_value (&world->rvt, dossier, &world->family.goal, "text");
  g_assert_cmpstr (goal, ==, "Weer rust in huis");
  receipt = desk_receipt (&world->rvt, taken);
  acknowledged = desk_import (&world->consultant, receipt);
  g_assert_cmpstr (acknowledged->kind, ==, "receipt");
  g_assert_cmpstr (acknowledged->result, ==, "taken");
  line = desk_line (&world->consultant, &exported->bundle);
  g_assert_cmpstr (line->receipt, ==, "taken");
  g_assert_cmpuint (desk_n_outbox (&world->consultant), ==, 0);
}

/* Shares, takes in and acknowledges; what the RVT has is @taken. */
static void
bring (Desk *from, Desk *to, const GezinUuid *dossier, const char *kind)
{
  g_autoptr (GBytes) bundle = desk_export (from, dossier, to, "coordinate-care");
  g_autoptr (GezinImportReading) taken = desk_import (to, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (to, taken);
  g_autoptr (GezinImportReading) acknowledged = desk_import (from, receipt);

  g_assert_cmpstr (taken->kind, ==, kind);
  g_assert_cmpstr (acknowledged->result, ==, "taken");
}

static void
test_return (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autofree char *why = NULL;
  g_autofree char *chosen = NULL;
  g_autofree char *there = NULL;

  bring (&world->consultant, &world->rvt, dossier, "share");
  /* What the RVT knows of the local team it writes down itself. */
  desk_set (&world->rvt, dossier, &world->family.own, "name", "Team Meerdorp");
  desk_set (&world->rvt, dossier, &world->family.own, "kind", "youth-care-provider");
  desk_set (&world->rvt, dossier, &world->family.own, "legal-person", "true");
  desk_say_yes (&world->rvt, &world->family, &world->family.own);
  /* Both write while no file goes between them. */
  desk_set (&world->consultant, dossier, goal, "text", "Weer rust in huis, ook in het weekend");
  desk_set (&world->rvt, dossier, goal, "text", "Rust en veiligheid in huis");
  desk_set (&world->rvt, dossier, goal, "why", "Anna slaapt slecht");
  bring (&world->rvt, &world->consultant, dossier, "return");
  why = desk_value (&world->consultant, dossier, goal, "why");
  g_assert_cmpstr (why, ==, "Anna slaapt slecht");
  g_assert_cmpuint (desk_n_conflicts (&world->consultant, dossier), ==, 1);
  desk_choose (&world->consultant, dossier, goal, "text", "Rust en veiligheid in huis");
  g_assert_cmpuint (desk_n_conflicts (&world->consultant, dossier), ==, 0);
  bring (&world->consultant, &world->rvt, dossier, "share");
  g_assert_cmpuint (desk_n_conflicts (&world->rvt, dossier), ==, 0);
  chosen = desk_value (&world->consultant, dossier, goal, "text");
  there = desk_value (&world->rvt, dossier, goal, "text");
  g_assert_cmpstr (chosen, ==, there);
}

/* The same again changes nothing, and gets the same receipt. */
static void
test_again (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GBytes) bundle =
      desk_export (&world->consultant, dossier, &world->rvt, "coordinate-care");
  g_autoptr (GezinImportReading) once = desk_import (&world->rvt, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (&world->rvt, once);
  g_autoptr (GezinImportReading) twice = desk_import (&world->rvt, bundle);
  g_autoptr (GBytes) same = desk_receipt (&world->rvt, twice);

  g_assert_false (once->is_known);
  g_assert_true (twice->is_known);
  g_assert_true (g_bytes_equal (receipt, same));
}

static void
test_older (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GBytes) first =
      desk_export (&world->consultant, dossier, &world->rvt, "coordinate-care");
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinImportReading) refused = NULL;
  g_autoptr (GezinImportReading) older = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GezinImportAsked asked = { .file = first, .older = TRUE };

  desk_set (&world->consultant, dossier, &world->family.goal, "text", "Later");
  second = desk_export (&world->consultant, dossier, &world->rvt, "coordinate-care");
  taken = desk_import (&world->rvt, second);
  g_assert_true (taken->has_gap);
  refused = desk_try_import (&world->rvt, first, &error);
  g_assert_null (refused);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_STALE);
  g_clear_error (&error);
  older = gezin_session_import (world->rvt.session, &asked, &error);
  g_assert_no_error (error);
  /* What is older does not take the place of what is later. */
  text = desk_value (&world->rvt, dossier, &world->family.goal, "text");
  g_assert_cmpstr (text, ==, "Later");
}

static void
test_recall (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) exported =
      desk_try_export (&world->consultant, dossier, &world->rvt, "coordinate-care", &error);
  g_autoptr (GBytes) bundle = desk_load_file (exported->path);
  g_autoptr (GezinImportReading) taken = desk_import (&world->rvt, bundle);
  g_autoptr (GezinBundleLine) line = NULL;
  g_autoptr (GezinBundleLine) original = NULL;
  g_autoptr (GBytes) asked_back = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GezinImportReading) refused = NULL;
  g_autoptr (GezinImportReading) deleted = NULL;
  g_autoptr (GezinImportReading) acknowledged = NULL;
  GezinImportAsked asked = { .deletes = TRUE };
  GezinUuid recall;

  g_assert_true (gezin_session_sent_by_hand (world->consultant.session, &exported->bundle, NULL));
  g_assert_true (gezin_session_recall (world->consultant.session, &exported->bundle, "vergissing",
                                       &recall, &error));
  g_assert_no_error (error);
  line = desk_line (&world->consultant, &recall);
  asked_back = desk_load_file (line->path);
  refused = desk_try_import (&world->rvt, asked_back, &error);
  g_assert_null (refused);
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_RECALL);
  g_clear_error (&error);
  asked.file = asked_back;
  deleted = gezin_session_import (world->rvt.session, &asked, &error);
  g_assert_no_error (error);
  receipt = desk_receipt (&world->rvt, deleted);
  acknowledged = desk_import (&world->consultant, receipt);
  g_assert_cmpstr (acknowledged->result, ==, "deleted");
  g_assert_false (gezin_session_resolve (world->rvt.session, "Jansen", &recall, NULL));
  g_assert_null (desk_value (&world->rvt, dossier, &world->family.goal, "text"));
  original = desk_line (&world->consultant, &exported->bundle);
  g_assert_cmpint (original->recalled, !=, 0);
}

/* What the recipient worked on is kept, frozen, and its receipt says so. */
static void
test_recall_of_own_work (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) exported =
      desk_try_export (&world->consultant, dossier, &world->rvt, "coordinate-care", &error);
  g_autoptr (GBytes) bundle = desk_load_file (exported->path);
  g_autoptr (GezinImportReading) taken = desk_import (&world->rvt, bundle);
  g_autoptr (GezinBundleLine) line = NULL;
  g_autoptr (GBytes) asked_back = NULL;
  g_autoptr (GezinImportReading) kept = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GezinImportReading) acknowledged = NULL;
  GezinImportAsked asked = { .deletes = TRUE };
  GezinUuid recall;

  desk_set (&world->rvt, dossier, &world->family.goal, "why", "Eigen werk");
  g_assert_true (gezin_session_sent_by_hand (world->consultant.session, &exported->bundle, NULL));
  g_assert_true (gezin_session_recall (world->consultant.session, &exported->bundle, "vergissing",
                                       &recall, &error));
  line = desk_line (&world->consultant, &recall);
  asked_back = desk_load_file (line->path);
  asked.file = asked_back;
  kept = gezin_session_import (world->rvt.session, &asked, &error);
  g_assert_no_error (error);
  receipt = desk_receipt (&world->rvt, kept);
  acknowledged = desk_import (&world->consultant, receipt);
  g_assert_cmpstr (acknowledged->result, ==, "kept");
  /* The person, on whom nobody worked there, is gone. */
  g_assert_null (desk_value (&world->rvt, dossier, &world->family.person, "given-names"));
}

static void
test_transfer (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  const GezinExportAsked asked = { .to = world->rvt.card,
                                   .purpose = "coordinate-care",
                                   .is_transfer = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) exported =
      gezin_session_export (world->consultant.session, dossier, &asked, &error);
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GezinImportReading) acknowledged = NULL;
  g_autofree char *offered = NULL, *ours = NULL, *theirs = NULL, *peer = NULL;
  g_autofree char *giver = NULL, *taker = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (exported->kind, ==, "transfer");
  offered = gezin_session_lead (world->consultant.session, dossier, &peer, &error);
  g_assert_cmpstr (offered, ==, "offered");
  g_assert_cmpstr (peer, ==, "Ilse de Wit");
  bundle = desk_load_file (exported->path);
  taken = desk_import (&world->rvt, bundle);
  ours = gezin_session_lead (world->rvt.session, dossier, &giver, &error);
  g_assert_cmpstr (ours, ==, "ours");
  receipt = desk_receipt (&world->rvt, taken);
  acknowledged = desk_import (&world->consultant, receipt);
  theirs = gezin_session_lead (world->consultant.session, dossier, &taker, &error);
  g_assert_cmpstr (theirs, ==, "theirs");
  /* It is not theirs to give any more. */
  g_assert_null (gezin_session_export (world->consultant.session, dossier, &asked, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_LEAD);
}

static void
test_transfer_refused (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  const GezinExportAsked asked = { .to = world->rvt.card,
                                   .purpose = "coordinate-care",
                                   .is_transfer = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) exported =
      gezin_session_export (world->consultant.session, dossier, &asked, &error);
  g_autoptr (GBytes) bundle = desk_load_file (exported->path);
  const GezinImportAsked refusal = { .file = bundle, .reason = "geen plaats" };
  g_autoptr (GezinImportReading) refused =
      gezin_session_import (world->rvt.session, &refusal, &error);
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GezinImportReading) acknowledged = NULL;
  g_autofree char *ours = NULL, *peer = NULL;

  g_assert_no_error (error);
  g_assert_null (desk_value (&world->rvt, dossier, &world->family.goal, "text"));
  receipt = desk_receipt (&world->rvt, refused);
  acknowledged = desk_import (&world->consultant, receipt);
  g_assert_cmpstr (acknowledged->result, ==, "refused");
  ours = gezin_session_lead (world->consultant.session, dossier, &peer, &error);
  g_assert_cmpstr (ours, ==, "ours");
}

/* What left the view is named without a reason; the holder freezes it. */
static void
test_limits (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinExportReading) exported = NULL;
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GPtrArray) frozen = NULL;
  g_autoptr (GError) error = NULL;

  bring (&world->consultant, &world->rvt, dossier, "share");
  desk_set (&world->consultant, dossier, &world->family.goal, "sharing", "withheld");
  exported = desk_try_export (&world->consultant, dossier, &world->rvt, "coordinate-care", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exported->limits, >, 0);
  bundle = desk_load_file (exported->path);
  taken = desk_import (&world->rvt, bundle);
  g_assert_cmpuint (taken->limits, ==, exported->limits);
  frozen = gezin_store_frozen (world->rvt.session->store, dossier, &error);
  g_assert_cmpuint (frozen->len, >, 0);
  g_assert_true (
      gezin_uuid_equal (&((GezinFrozen *) frozen->pdata[0])->record, &world->family.goal));
}

static void
test_reject_new (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autoptr (GBytes) first =
      desk_export (&world->consultant, dossier, &world->rvt, "coordinate-care");
  const GezinImportAsked asked = {
    .file = first, .reject = goal, .n_reject = 1, .reason = "niet van ons"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) taken = gezin_session_import (world->rvt.session, &asked, &error);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GezinImportReading) again = NULL;
  g_autoptr (GPtrArray) parked = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (taken->rejected, ==, 1);
  g_assert_null (desk_value (&world->rvt, dossier, goal, "text"));
  parked = gezin_session_parked (world->rvt.session, dossier, &error);
  g_assert_cmpuint (parked->len, ==, 1);
  desk_set (&world->consultant, dossier, goal, "text", "Nog eens");
  second = desk_export (&world->consultant, dossier, &world->rvt, "coordinate-care");
  again = desk_import (&world->rvt, second);
  g_assert_cmpuint (again->rejected_before, ==, 1);
  g_assert_null (desk_value (&world->rvt, dossier, goal, "text"));
}

static void
test_preview (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GBytes) bundle =
      desk_export (&world->consultant, dossier, &world->rvt, "coordinate-care");
  const GezinImportAsked asked = { .file = bundle, .preview = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) seen = gezin_session_import (world->rvt.session, &asked, &error);

  g_assert_no_error (error);
  g_assert_true (seen->is_preview);
  g_assert_cmpuint (seen->added, >, 0);
  g_assert_null (seen->receipt);
  g_assert_null (desk_value (&world->rvt, dossier, &world->family.goal, "text"));
  g_assert_cmpuint (desk_n_outbox (&world->rvt), ==, 0);
}

#define ADD(path, function) \
  g_test_add ("/exchange/story/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-is-shared-arrives-and-is-acknowledged", test_share);
  ADD ("both-write-offline-and-one-chooses", test_return);
  ADD ("the-same-again-gets-the-same-receipt", test_again);
  ADD ("an-older-one-is-taken-by-hand-alone", test_older);
  ADD ("a-recall-deletes-once-somebody-agrees", test_recall);
  ADD ("a-recall-keeps-what-others-worked-on", test_recall_of_own_work);
  ADD ("a-transfer-moves-the-lead", test_transfer);
  ADD ("a-refused-transfer-does-not", test_transfer_refused);
  ADD ("what-is-no-longer-shared-is-frozen", test_limits);
  ADD ("a-rejected-new-record-is-not-offered-again", test_reject_new);
  ADD ("a-preview-changes-nothing", test_preview);
  return g_test_run ();
}
