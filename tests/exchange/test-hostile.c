/* SPDX-License-Identifier: EUPL-1.2 */

/* What is refused between stores, each for its own reason; what a bundle by itself
 * can be wrong in is tested in tests/wire. */

#include "desk.h"

#include "exchange/exchange.h"
#include "session/work.h"
#include "wire/wire-error.h"

#include <string.h>

typedef DeskWorld World;

static void
set_up (World *world, gconstpointer data)
{
  desk_world_init (world, 21);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_world_clear (world);
}

static GBytes *
bundle_for_b (World *world)
{
  return desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
}

static void
assert_refused (Desk *desk, GBytes *file, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) reading = desk_try_import (desk, file, &error);

  g_assert_null (reading);
  g_assert_error (error, domain, code);
}

static void
assert_not_exported (World *world, int code)
{
  g_autoptr (GError) error = NULL;
  guint before = desk_n_outbox (&world->a);
  g_autoptr (GezinExportReading) made =
      desk_try_export (&world->a, &world->family.dossier, &world->b, "coordinate-care", &error);

  g_assert_null (made);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, code);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, before);
}

static void
test_other_organisation (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = bundle_for_b (world);

  assert_refused (&world->c, bundle, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_NOT_FOR_US);
}

static void
test_sender_unknown (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->c);
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinPeerReading) peer = NULL;
  DeskFamily family;
  g_autoptr (GError) error = NULL;

  /* C trusts A, of whom nobody at A's side knows anything. */
  g_autoptr (GBytes) theirs = desk_card (&world->a);
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (world->c.session, theirs, &error);
  g_autoptr (GezinPeerReading) trusted =
      gezin_session_trust_peer (world->c.session, added->digest, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (trusted);
  desk_family (&world->c, &world->a, &family);
  bundle = desk_export (&world->c, &family.dossier, &world->a, "coordinate-care");
  assert_refused (&world->a, bundle, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_SENDER_UNKNOWN);
  peer = gezin_session_add_peer (world->a.session, card, &error);
  g_assert_no_error (error);
  assert_refused (&world->a, bundle, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_SENDER_NOT_TRUSTED);
}

static void
test_sender_revoked (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = bundle_for_b (world);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) revoked =
      gezin_session_revoke_peer (world->b.session, world->a.card, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (revoked->state, ==, "revoked");
  assert_refused (&world->b, bundle, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_SENDER_REVOKED);
}

static void
test_recipient_revoked (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) revoked =
      gezin_session_revoke_peer (world->a.session, world->b.card, &error);

  g_assert_nonnull (revoked);
  assert_not_exported (world, GEZIN_EXCHANGE_ERROR_PEER_REVOKED);
}

/* A changed card is kept beside the known one, untrusted, and nothing follows it by itself. */
static void
test_card_changed (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) renewed = NULL;
  g_autoptr (GBytes) card = gezin_session_own_card (world->b.session, TRUE, &renewed, &error);
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (world->a.session, card, &error);
  g_autoptr (GezinPeerReading) trusted = NULL;
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (added->state, ==, "new");
  g_assert_cmpstr (added->replaces, ==, world->b.card);
  bundle = bundle_for_b (world); /* under the card that is trusted */
  trusted = gezin_session_trust_peer (world->a.session, added->digest, NULL, &error);
  g_assert_no_error (error);
  assert_not_exported (world, GEZIN_EXCHANGE_ERROR_PEER_REPLACED);
  /* What was sealed for the older keys still opens. */
  taken = desk_import (&world->b, bundle);
  g_assert_true (taken->is_new);
}

static void
test_card_twice (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->b);
  g_autoptr (GBytes) own = desk_card (&world->a);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_session_add_peer (world->a.session, card, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_CARD_KNOWN);
  g_clear_error (&error);
  g_assert_null (gezin_session_add_peer (world->a.session, own, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_PEER_SELF);
}

static void
test_card_expired (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->c);
  g_autoptr (GError) error = NULL;

  gezin_clock_set (world->clock, DESK_START + 4 * 366 * G_TIME_SPAN_DAY);
  g_assert_null (gezin_session_add_peer (world->a.session, card, &error));
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED);
  assert_not_exported (world, GEZIN_EXCHANGE_ERROR_PEER_EXPIRED);
}

static void
test_not_trusted (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->c);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (world->a.session, card, &error);
  const GezinExportAsked asked = { .to = world->c.card, .purpose = "coordinate-care" };

  g_assert_no_error (error);
  g_assert_null (gezin_session_export (world->a.session, &world->family.dossier, &asked, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_PEER_NOT_TRUSTED);
}

/* A role on a card is a claim until it is confirmed. */
static void
test_claimed_role (World *world, gconstpointer data)
{
  g_autoptr (GBytes) card = desk_card (&world->c);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (world->a.session, card, &error);
  g_autoptr (GezinPeerReading) trusted =
      gezin_session_trust_peer (world->a.session, added->digest, NULL, &error);

  g_assert_cmpstr (trusted->role, ==, "rvt");
  g_assert_null (trusted->confirmed_role);
  g_assert_null (gezin_session_trust_peer (world->a.session, added->digest, "baas", &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_ROLE);
}

static void
test_clock_behind (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = bundle_for_b (world);

  gezin_clock_set (world->clock, DESK_START - 365 * G_TIME_SPAN_DAY);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (GezinImportReading) reading = desk_try_import (&world->b, bundle, &error);

    g_assert_null (reading);
    g_assert_cmpint (error->code / 100, ==, 4);
  }
}

static void
test_clock_ahead (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = bundle_for_b (world);

  gezin_clock_set (world->clock, DESK_START + 365 * G_TIME_SPAN_DAY);
  assert_refused (&world->b, bundle, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_BUNDLE_EXPIRED);
}

/* The filter runs when it leaves, whatever a preview said. */
static void
test_withdrawn_since (World *world, gconstpointer data)
{
  const GezinSharingAsked asked = { .to = world->b.card, .purpose = "coordinate-care" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSharingAnswer) answer =
      gezin_session_may (world->a.session, &world->family.dossier, &asked, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->shared->len, >, 0);
  desk_set (&world->a, &world->family.dossier, &world->family.consent, "withdrawn-on",
            "2026-11-21");
  assert_not_exported (world, GEZIN_EXCHANGE_ERROR_NOTHING_SHARED);
}

/* A damaged copy, whatever byte it is: nothing of the store changes. */
static void
test_damaged (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = bundle_for_b (world);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (bundle, &length);

  for (gsize at = 7; at < length; at += length / 23)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinImportReading) reading = NULL;
      g_autoptr (GPtrArray) ledger = NULL;

      copy[at] ^= 0x10;
      damaged = g_bytes_new (copy, length);
      reading = desk_try_import (&world->b, damaged, &error);
      g_assert_null (reading);
      g_assert_cmpint (error->code / 100, ==, 4);
      ledger = gezin_session_ledger (world->b.session, NULL, NULL);
      g_assert_cmpuint (ledger->len, ==, 0);
    }
}

/* A store of which the folder was put back counts anew: two bundles of one number. */
static void
test_fork (World *world, gconstpointer data)
{
  GezinStore *store = world->a.session->store;
  g_autoptr (GBytes) first = bundle_for_b (world);
  g_autoptr (GezinImportReading) taken = desk_import (&world->b, first);
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GPtrArray) rows = gezin_store_ledger (store, &world->family.dossier, NULL);
  GezinLedgerRow *row = rows->pdata[0];
  g_autoptr (GPtrArray) ledger = NULL;
  guint n_forked = 0;

  g_assert_nonnull (taken);
  /* As if the row had never been written. */
  g_free (row->state);
  row->state = g_strdup (GEZIN_LEDGER_REFUSED);
  g_assert_true (gezin_store_update_bundle (store, row, NULL, NULL));
  desk_set (&world->a, &world->family.dossier, &world->family.goal, "text", "Iets anders");
  second = bundle_for_b (world);
  assert_refused (&world->b, second, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_FORKED);
  ledger = gezin_session_ledger (world->b.session, NULL, NULL);
  for (guint i = 0; i < ledger->len; i++)
    {
      const GezinBundleLine *line = ledger->pdata[i];

      if (g_str_equal (line->state, GEZIN_LEDGER_FORKED))
        {
          g_autoptr (GBytes) kept = desk_load_file (line->path);

          g_assert_true (g_bytes_equal (kept, second));
          n_forked++;
        }
    }
  g_assert_cmpuint (n_forked, ==, 1);
  /* Its receipt tells the sender, which counts under a new incarnation from now on. */
  {
    guint64 before = gezin_store_incarnation (store);
    g_autoptr (GPtrArray) outbox = gezin_session_outbox (world->b.session, NULL);
    const GezinBundleLine *last = outbox->pdata[outbox->len - 1];
    g_autoptr (GBytes) receipt = desk_load_file (last->path);
    g_autoptr (GezinImportReading) told = desk_import (&world->a, receipt);

    g_assert_cmpstr (told->result, ==, "refused");
    g_assert_cmpuint (gezin_store_incarnation (store), !=, before);
  }
  assert_refused (&world->b, second, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_FORKED);
  {
    const GezinImportAsked asked = { .file = second, .forked = TRUE };
    g_autoptr (GError) error = NULL;
    g_autoptr (GezinImportReading) looked = gezin_session_import (world->b.session, &asked, &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = desk_value (&world->b, &world->family.dossier, &world->family.goal, "text");
    g_assert_cmpstr (text, ==, "Iets anders");
  }
}

static void
assert_copy (World *world, Desk *from, const char *text, const char *copy)
{
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinImportReading) again = NULL;

  desk_tick (&world->a);
  desk_set (from, &world->family.dossier, &world->family.goal, "text", text);
  bundle = desk_export (from, &world->family.dossier, &world->b, "coordinate-care");
  taken = desk_import (&world->b, bundle);
  g_assert_cmpstr (taken->copy, ==, copy);
  g_assert_false (taken->has_gap);
  g_assert_true ((copy != NULL) == (gezin_session_copy_sentence (taken->copy) != NULL));
  again = desk_import (&world->b, bundle);
  g_assert_true (again->is_known);
  g_assert_null (again->copy);
}

/* A copied folder counts anew, so nothing forks: that two of them are in use is seen by who makes what. */
static void
test_copied_folder (World *world, gconstpointer data)
{
  Desk copy;

  assert_copy (world, &world->a, "Een", NULL);
  desk_copy (&world->a, &copy, 77);
  assert_copy (world, &world->a, "Twee", NULL);
  assert_copy (world, &copy, "Drie", "other");
  assert_copy (world, &copy, "Vier", NULL);
  assert_copy (world, &world->a, "Vijf", "both");
  assert_copy (world, &world->a, "Zes", NULL);
  assert_copy (world, &copy, "Zeven", "both");
  desk_clear (&copy);
}

/* What was made before and comes late is judged by when it was made. */
static void
test_copy_comes_late (World *world, gconstpointer data)
{
  g_autoptr (GBytes) late = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  Desk copy;

  assert_copy (world, &world->a, "Een", NULL);
  desk_copy (&world->a, &copy, 77);
  desk_tick (&world->a);
  late = desk_export (&copy, &world->family.dossier, &world->b, "coordinate-care");
  assert_copy (world, &world->a, "Twee", NULL);
  taken = desk_import (&world->b, late);
  g_assert_cmpstr (taken->copy, ==, "both");
  desk_clear (&copy);
}

static void
test_receipt_of_nothing (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = bundle_for_b (world);
  g_autoptr (GezinImportReading) taken = desk_import (&world->b, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (&world->b, taken);
  GezinStore *store = world->a.session->store;
  g_autoptr (GPtrArray) rows = gezin_store_ledger (store, &world->family.dossier, NULL);
  g_autoptr (GezinImportReading) first = NULL;
  g_autoptr (GezinImportReading) again = NULL;

  g_assert_cmpuint (rows->len, ==, 1);
  first = desk_import (&world->a, receipt);
  again = desk_import (&world->a, receipt);
  g_assert_true (again->is_known);
  /* Another's receipt says nothing here. */
  assert_refused (&world->c, receipt, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_NOT_FOR_US);
}

/* A receipt is the same whatever else is here: it tells nobody what that is. */
static void
test_no_oracle (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinImportReading) known = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GezinImportReading) said = NULL;

  /* B's store already has the record, with its own words, and rejects what comes. */
  bundle = bundle_for_b (world);
  taken = desk_import (&world->b, bundle);
  desk_set (&world->b, &world->family.dossier, &world->family.goal, "text", "Van ons");
  desk_set (&world->a, &world->family.dossier, &world->family.goal, "text", "Van hen");
  {
    g_autoptr (GBytes) second = bundle_for_b (world);
    const GezinImportAsked asked = {
      .file = second, .reject = &world->family.goal, .n_reject = 1, .reason = "nee"
    };
    g_autoptr (GError) error = NULL;

    known = gezin_session_import (world->b.session, &asked, &error);
    g_assert_no_error (error);
  }
  receipt = desk_receipt (&world->b, known);
  said = desk_import (&world->a, receipt);
  g_assert_cmpstr (said->result, ==, "taken");
  g_assert_cmpuint (said->items->len, ==, 0);
}

#define ADD(path, function) \
  g_test_add ("/exchange/hostile/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-bundle-for-another-organisation", test_other_organisation);
  ADD ("a-sender-who-is-unknown-or-not-trusted", test_sender_unknown);
  ADD ("a-sender-whose-card-was-revoked", test_sender_revoked);
  ADD ("a-recipient-whose-card-was-revoked", test_recipient_revoked);
  ADD ("a-changed-card-is-not-followed", test_card_changed);
  ADD ("a-card-twice-or-our-own", test_card_twice);
  ADD ("a-card-that-expired", test_card_expired);
  ADD ("a-recipient-whose-words-nobody-compared", test_not_trusted);
  ADD ("a-role-that-is-only-claimed", test_claimed_role);
  ADD ("a-clock-a-year-behind", test_clock_behind);
  ADD ("a-clock-a-year-ahead", test_clock_ahead);
  ADD ("consent-withdrawn-since-it-was-asked", test_withdrawn_since);
  ADD ("damaged-copies-change-nothing", test_damaged);
  ADD ("two-bundles-of-one-number-are-kept", test_fork);
  ADD ("a-copied-folder-is-told", test_copied_folder);
  ADD ("a-copied-folder-is-told-of-what-comes-late", test_copy_comes_late);
  ADD ("a-receipt-again-and-elsewhere", test_receipt_of_nothing);
  ADD ("a-receipt-is-no-oracle", test_no_oracle);
  return g_test_run ();
}
