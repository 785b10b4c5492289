/* SPDX-License-Identifier: EUPL-1.2 */

/* A dossier goes to the lead of the own team and comes back, with remarks that go nowhere else. */

#include "desk.h"

#include "exchange/exchange.h"
#include "session/work.h"

#define REVIEW "review"

typedef struct {
  GezinClock *clock;
  Desk worker;
  Desk lead;
  Desk rvt;
  DeskFamily family;
  GezinUuid note;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->clock = gezin_clock_new_fixed (DESK_START);
  desk_init (&world->worker, world->clock, 1, "Sanne Bakker", "Team Meerdorp", "consultant");
  desk_init (&world->lead, world->clock, 2, "Joris Smit", "Team Meerdorp", "lead");
  desk_init (&world->rvt, world->clock, 3, "Ilse de Wit", "RVT Midden", "lead");
  desk_meet (&world->worker, &world->rvt);
  desk_meet (&world->lead, &world->rvt);
  desk_family (&world->worker, &world->rvt, &world->family);
  world->note = desk_add (&world->worker, &world->family.dossier, GEZIN_KIND_WORKING_NOTE,
                          "text=Alleen voor mij", NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_clear (&world->worker);
  desk_clear (&world->lead);
  desk_clear (&world->rvt);
  gezin_clock_unref (world->clock);
}

static gboolean
has (Desk *desk, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GezinDossier) now = gezin_session_read (desk->session, dossier, NULL);

  return now != NULL && gezin_dossier_find (now, record) != NULL;
}

/* Sends for review, and back; both acknowledge. */
static void
bring (Desk *from, Desk *to, const GezinUuid *dossier)
{
  g_autoptr (GBytes) bundle = desk_export (from, dossier, to, REVIEW);
  g_autoptr (GezinImportReading) taken = desk_import (to, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (to, taken);
  g_autoptr (GezinImportReading) acknowledged = desk_import (from, receipt);

  g_assert_cmpstr (taken->kind, ==, "review");
  g_assert_cmpstr (acknowledged->result, ==, "taken");
}

static GezinUuid
add_remark (Desk *desk, const World *world, const char *text)
{
  g_autofree char *said = g_strconcat ("text=", text, NULL);
  char goal[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *of = g_strconcat ("of=", gezin_uuid_write (&world->family.goal, goal), NULL);

  return desk_add (desk, &world->family.dossier, GEZIN_KIND_REMARK, of, "field=text", said,
                   "state=open", NULL);
}

static void
refuse_export (Desk *from, const World *world, Desk *to, const char *purpose, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) made =
      desk_try_export (from, &world->family.dossier, to, purpose, &error);

  g_assert_error (error, GEZIN_EXCHANGE_ERROR, code);
  g_assert_null (made);
}

static void
test_there_and_back (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autofree char *goal = NULL;
  g_autofree char *why = NULL;
  g_autofree char *state = NULL;
  g_autofree char *lead = NULL;
  g_autofree char *peer = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid remark;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  goal = desk_value (&world->lead, dossier, &world->family.goal, "text");
  g_assert_cmpstr (goal, ==, "Weer rust in huis");
  g_assert_false (has (&world->lead, dossier, &world->note));
  lead = gezin_session_lead (world->lead.session, dossier, &peer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lead, ==, "theirs");
  g_assert_cmpstr (peer, ==, "Sanne Bakker");

  remark = add_remark (&world->lead, world, "Wie vindt dit?");
  desk_set (&world->lead, dossier, &world->family.goal, "why", "Anna slaapt slecht");
  desk_set (&world->worker, dossier, &world->family.person, "known-as", "An");
  bring (&world->lead, &world->worker, dossier);
  why = desk_value (&world->worker, dossier, &world->family.goal, "why");
  g_assert_cmpstr (why, ==, "Anna slaapt slecht");
  g_assert_true (has (&world->worker, dossier, &remark));
  g_assert_true (has (&world->worker, dossier, &world->note));
  g_assert_cmpuint (desk_n_conflicts (&world->worker, dossier), ==, 0);

  /* The answer goes to the lead again. */
  desk_set (&world->worker, dossier, &remark, "state", "resolved");
  bring (&world->worker, &world->lead, dossier);
  state = desk_value (&world->lead, dossier, &remark, "state");
  g_assert_cmpstr (state, ==, "resolved");
}

/* Remarks and reviews go to nobody else, and come in nothing else. */
static void
test_remarks_stay (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  GezinUuid remark = add_remark (&world->worker, world, "Wie vindt dit?");
  GezinUuid review =
      desk_add (&world->worker, dossier, GEZIN_KIND_REVIEW, "state=asked", "text=Graag", NULL);
  g_autoptr (GBytes) bundle = desk_export (&world->worker, dossier, &world->rvt, "coordinate-care");
  g_autoptr (GezinImportReading) taken = desk_import (&world->rvt, bundle);

  g_assert_cmpstr (taken->kind, ==, "share");
  g_assert_false (has (&world->rvt, dossier, &remark));
  g_assert_false (has (&world->rvt, dossier, &review));
  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, dossier);
  g_assert_true (has (&world->lead, dossier, &remark));
  g_assert_true (has (&world->lead, dossier, &review));
}

/* What is here to be read goes nowhere but back. */
static void
test_nothing_was_handed_over (World *world, gconstpointer data)
{
  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, &world->family.dossier);
  refuse_export (&world->lead, world, &world->rvt, "coordinate-care",
                 GEZIN_EXCHANGE_ERROR_FOR_REVIEW);
  refuse_export (&world->lead, world, &world->rvt, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
}

static void
trust_without_role (Desk *desk, Desk *other)
{
  g_autoptr (GBytes) card = desk_card (other);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (desk->session, card, &error);
  g_autoptr (GezinPeerReading) trusted = NULL;

  g_assert_no_error (error);
  trusted = gezin_session_trust_peer (desk->session, added->digest, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (trusted->is_own_lead);
}

/* The lead of another organisation; one whose role nobody confirmed; a colleague; one never compared. */
static void
test_only_says_so (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->lead);
  g_autoptr (GezinPeerReading) trusted = NULL;
  g_autoptr (GezinPeerReading) added = NULL;
  g_autoptr (GError) error = NULL;

  refuse_export (&world->worker, world, &world->rvt, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
  added = gezin_session_add_peer (world->worker.session, card, &error);
  g_assert_no_error (error);
  refuse_export (&world->worker, world, &world->lead, REVIEW,
                 GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED);
  trusted = gezin_session_trust_peer (world->worker.session, added->digest, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (trusted->role, ==, "lead");
  refuse_export (&world->worker, world, &world->lead, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
  gezin_peer_reading_free (g_steal_pointer (&trusted));
  trusted = gezin_session_trust_peer (world->worker.session, added->digest, "consultant", &error);
  refuse_export (&world->worker, world, &world->lead, REVIEW, GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD);
  gezin_peer_reading_free (g_steal_pointer (&trusted));
  trusted = gezin_session_trust_peer (world->worker.session, added->digest, "lead", &error);
  g_assert_no_error (error);
  g_assert_true (trusted->is_own_lead);
  trust_without_role (&world->lead, &world->worker);
  bring (&world->worker, &world->lead, &world->family.dossier);
}

static void
test_sender_only_says_so (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinPeerReading) trusted = NULL;
  g_autoptr (GError) error = NULL;

  desk_meet (&world->worker, &world->lead);
  bring (&world->worker, &world->lead, &world->family.dossier);
  bundle = desk_export (&world->lead, &world->family.dossier, &world->worker, REVIEW);
  trusted = gezin_session_trust_peer (world->worker.session, world->lead.card, NULL, &error);
  g_assert_no_error (error);
  taken = desk_try_import (&world->worker, bundle, &error);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_SENDER_NOT_LEAD);
  g_assert_null (taken);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/exchange/review/" path, World, NULL, set_up, function, tear_down)
  ADD ("goes-to-the-lead-and-comes-back-with-remarks", test_there_and_back);
  ADD ("remarks-and-reviews-go-to-nobody-else", test_remarks_stay);
  ADD ("what-is-here-to-be-read-goes-only-back", test_nothing_was_handed_over);
  ADD ("a-lead-who-only-says-so-gets-nothing", test_only_says_so);
  ADD ("a-lead-who-only-says-so-brings-nothing", test_sender_only_says_so);
#undef ADD
  return g_test_run ();
}
