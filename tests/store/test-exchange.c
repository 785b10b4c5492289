/* SPDX-License-Identifier: EUPL-1.2 */

/* What the store keeps of exchange. */

#include "exchange-support.h"

#include <string.h>

#include "store/erasure.h"

typedef struct {
  StoreTest test;
  GezinUuid dossier;
  GezinPeer *peer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_test_init (&fixture->test, 11, NULL);
  fixture->dossier = store_test_new_dossier (&fixture->test, "Jansen");
  fixture->peer = exchange_test_peer (&fixture->test, "Ilse");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gezin_peer_free (fixture->peer);
  store_test_clear (&fixture->test);
}

/* Keys. */

static GezinOwnKeys *
make_keys (const char *card)
{
  GezinOwnKeys *keys = g_new0 (GezinOwnKeys, 1);

  keys->signing_secret = gezin_secret_new_random (64);
  keys->encryption_secret = gezin_secret_new_random (64);
  keys->signing_certificate = g_bytes_new_static ("sign", 4);
  keys->encryption_certificate = g_bytes_new_static ("open", 4);
  keys->card = g_bytes_new (card, strlen (card));
  keys->digest = g_strnfill (64, *card);
  keys->made = TEST_NOW;
  return keys;
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  const GezinAuditEvent event = { .action = "new-keys" };
  g_autoptr (GezinOwnKeys) first = make_keys ("a");
  g_autoptr (GezinOwnKeys) second = make_keys ("b");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  GezinOwnKeys *newest, *oldest;

  g_assert_true (gezin_store_put_keys (fixture->test.store, first, &event, &error));
  g_assert_true (gezin_store_put_keys (fixture->test.store, second, &event, &error));
  store_test_reopen (&fixture->test);
  all = gezin_store_keys (fixture->test.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  newest = all->pdata[0];
  oldest = all->pdata[1];
  g_assert_cmpint (newest->number, ==, second->number);
  g_assert_true (gezin_secret_equal (newest->signing_secret, second->signing_secret));
  g_assert_true (gezin_secret_equal (oldest->encryption_secret, first->encryption_secret));
  g_assert_true (g_bytes_equal (oldest->card, first->card));
}

/* Peers. */

static void
test_peer_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (gezin_store_add_peer (fixture->test.store, fixture->peer, NULL, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS);
}

static void
test_peer_replaced (Fixture *fixture, gconstpointer data)
{
  GezinStore *store = fixture->test.store;
  const GezinAuditEvent event = { .action = "trust-peer" };
  g_autoptr (GezinDossier) now = gezin_store_load (store, &fixture->dossier, NULL);
  GezinVersion *version = gezin_dossier_root (now)->heads[0];
  g_autoptr (GezinPeer) later = exchange_test_peer (&fixture->test, "Ilse, later");
  g_autoptr (GezinPeer) before = NULL;
  g_autoptr (GezinHeld) held = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_hold (store, fixture->peer->number, &fixture->dossier, TRUE, &version,
                                   1, &error));
  later->replaces = fixture->peer->number;
  later->role = g_strdup ("rvt");
  g_assert_true (gezin_store_decide_peer (store, later, &event, &error));
  g_assert_no_error (error);
  before = gezin_store_peer (store, fixture->peer->digest, &error);
  g_assert_cmpint (before->state, ==, GEZIN_PEER_REPLACED);
  /* Whoever has a new card holds what they held. */
  held = gezin_store_held (store, later->number, &fixture->dossier, &error);
  g_assert_true (gezin_held_has (held, version));
}

static void
test_peer_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeer) none = gezin_store_peer (fixture->test.store, "no digest", &error);

  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_null (gezin_store_peer_by_number (fixture->test.store, 99, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
}

/* Revocation lists. */

static void
put_list (Fixture *fixture, char issuer, const char *name, const char *list)
{
  const GezinAuditEvent event = { .action = "keep-revocation-list" };
  g_autoptr (GezinKeptList) kept = g_new0 (GezinKeptList, 1);
  g_autoptr (GError) error = NULL;

  kept->issuer = g_strnfill (64, issuer);
  kept->name = g_strdup (name);
  kept->list = g_bytes_new (list, strlen (list));
  g_assert_true (gezin_store_put_revocation_list (fixture->test.store, kept, &event, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kept->taken, ==, gezin_clock_now (gezin_store_clock (fixture->test.store)));
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  const GezinKeptList *first, *second;

  put_list (fixture, 'b', "Uitgever", "eerste");
  put_list (fixture, 'a', "Hoofd", "andere");
  put_list (fixture, 'b', "Uitgever", "tweede");
  all = gezin_store_revocation_lists (fixture->test.store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  first = all->pdata[0];
  second = all->pdata[1];
  g_assert_cmpstr (first->name, ==, "Hoofd");
  g_assert_cmpmem (g_bytes_get_data (second->list, NULL), g_bytes_get_size (second->list), "tweede",
                   6);
}

/* The ledger. */

static void
test_ledger (Fixture *fixture, gconstpointer data)
{
  GezinStore *store = fixture->test.store;
  g_autoptr (GezinLedgerRow) row =
      exchange_test_row (&fixture->test, fixture->peer, &fixture->dossier, 1);
  g_autoptr (GezinLedgerRow) found = NULL;
  g_autoptr (GezinLedgerRow) none = NULL;
  g_autoptr (GezinLedgerRow) last = NULL;
  g_autoptr (GezinLedgerRow) whose = NULL;
  g_autoptr (GError) error = NULL;

  row->revocation = g_strdup ("stale");
  row->revocation_at = TEST_NOW;
  g_assert_true (exchange_test_send (&fixture->test, row, "sealed", &error));
  g_assert_no_error (error);
  found = gezin_store_find_bundle (store, &row->bundle, FALSE, &error);
  g_assert_nonnull (found);
  g_assert_cmpint (found->number, ==, row->number);
  g_assert_cmpuint (found->sequence, ==, 1);
  g_assert_cmpuint (found->records, ==, 3);
  g_assert_cmpuint (found->withheld, ==, 1);
  g_assert_cmpstr (found->digest, ==, row->digest);
  g_assert_cmpstr (found->purpose, ==, "coordinate-care");
  g_assert_cmpint (found->expires, ==, row->expires);
  g_assert_false (found->has_answers);
  g_assert_cmpstr (found->revocation, ==, "stale");
  g_assert_cmpint (found->revocation_at, ==, TEST_NOW);
  whose = gezin_store_find_container (store, row->digest, FALSE, &error);
  g_assert_cmpint (whose->number, ==, row->number);
  g_assert_null (gezin_store_find_container (store, row->digest, TRUE, &error));
  none = gezin_store_find_bundle (store, &row->bundle, TRUE, &error);
  g_assert_no_error (error);
  g_assert_null (none);
  last = gezin_store_find_sequence (store, row, TRUE, &error);
  g_assert_cmpuint (last->sequence, ==, 1);
}

/* Two exports at once: the second one finds its number taken, and leaves nothing. */
static void
test_number_once (Fixture *fixture, gconstpointer data)
{
  StoreTest *test = &fixture->test;
  g_autoptr (GezinLedgerRow) one = exchange_test_row (test, fixture->peer, &fixture->dossier, 1);
  g_autoptr (GezinLedgerRow) other = exchange_test_row (test, fixture->peer, &fixture->dossier, 1);
  g_autoptr (GezinLedgerRow) receipt =
      exchange_test_row (test, fixture->peer, &fixture->dossier, 1);
  guint64 events = 0;
  g_autoptr (GPtrArray) audit = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (exchange_test_send (test, one, "one", &error));
  audit = gezin_store_audit_list (test->store, NULL, NULL);
  events = audit->len;
  g_assert_false (exchange_test_send (test, other, "other", &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_STALE);
  g_clear_error (&error);
  g_clear_pointer (&audit, g_ptr_array_unref);
  audit = gezin_store_audit_list (test->store, NULL, NULL);
  g_assert_cmpuint (audit->len, ==, events);
  g_assert_true (gezin_store_settle_boxes (test->store, &error));
  g_assert_cmpuint (exchange_test_n_files (test), ==, 1);
  /* A receipt counts in a row of its own. */
  receipt->is_receipt = TRUE;
  g_assert_true (exchange_test_send (test, receipt, "receipt", &error));
}

static void
test_fork_is_kept (Fixture *fixture, gconstpointer data)
{
  StoreTest *test = &fixture->test;
  g_autoptr (GezinLedgerRow) one = exchange_test_row (test, fixture->peer, &fixture->dossier, 4);
  g_autoptr (GezinLedgerRow) fork = exchange_test_row (test, fixture->peer, &fixture->dossier, 4);
  g_autoptr (GezinLedgerRow) found = NULL;
  g_autoptr (GError) error = NULL;

  one->came = fork->came = TRUE;
  g_free (one->state);
  one->state = g_strdup (GEZIN_LEDGER_TAKEN);
  g_free (fork->state);
  fork->state = g_strdup (GEZIN_LEDGER_FORKED);
  g_assert_true (gezin_store_note_bundle (test->store, one, NULL, &error));
  g_assert_true (gezin_store_note_bundle (test->store, fork, NULL, &error));
  g_assert_no_error (error);
  found = gezin_store_find_sequence (test->store, fork, FALSE, &error);
  g_assert_true (gezin_uuid_equal (&found->bundle, &one->bundle));
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  StoreTest *test = &fixture->test;
  const GezinAuditEvent event = { .action = "receipt", .dossier = &fixture->dossier };
  g_autoptr (GezinLedgerRow) row = exchange_test_row (test, fixture->peer, &fixture->dossier, 1);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  GezinLedgerRow *found;

  g_assert_true (exchange_test_send (test, row, "one", &error));
  row->receipt = g_strdup ("taken");
  row->receipt_at = TEST_NOW + 5;
  g_clear_pointer (&row->file, g_free);
  g_assert_true (gezin_store_update_bundle (test->store, row, &event, &error));
  g_assert_true (gezin_store_settle_boxes (test->store, &error));
  g_assert_cmpuint (exchange_test_n_files (test), ==, 0);
  all = gezin_store_ledger (test->store, &fixture->dossier, &error);
  g_assert_cmpuint (all->len, ==, 1);
  found = all->pdata[0];
  g_assert_cmpstr (found->receipt, ==, "taken");
  g_assert_cmpint (found->receipt_at, ==, TEST_NOW + 5);
  g_assert_null (found->file);
}

/* Held, frozen, rejected. */

static void
test_held (Fixture *fixture, gconstpointer data)
{
  GezinStore *store = fixture->test.store;
  g_autoptr (GezinDossier) now = gezin_store_load (store, &fixture->dossier, NULL);
  GezinVersion *version = gezin_dossier_root (now)->heads[0];
  const GezinHeldEntry whole = { .record = version->record };
  g_autoptr (GezinHeld) none =
      gezin_store_held (store, fixture->peer->number, &fixture->dossier, NULL);
  g_autoptr (GezinHeld) held = NULL;
  g_autoptr (GezinHeld) told = NULL;
  g_autoptr (GArray) holders = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (gezin_held_has (none, version));
  g_assert_true (gezin_store_hold (store, fixture->peer->number, &fixture->dossier, TRUE, &version,
                                   1, &error));
  held = gezin_store_held (store, fixture->peer->number, &fixture->dossier, &error);
  g_assert_true (gezin_held_has (held, version));
  g_assert_true (gezin_held_has_record (held, &version->record));
  entries = gezin_held_entries (held);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_true (
      gezin_store_tell_limits (store, fixture->peer->number, &fixture->dossier, &whole, 1, &error));
  told = gezin_store_held (store, fixture->peer->number, &fixture->dossier, &error);
  g_assert_false (gezin_held_has (told, version));
  /* It has it all the same: a recall still goes there. */
  holders = gezin_store_holders (store, &fixture->dossier, &version->record, &error);
  g_assert_cmpuint (holders->len, ==, 1);
}

static void
test_frozen (Fixture *fixture, gconstpointer data)
{
  GezinStore *store = fixture->test.store;
  const GezinAuditEvent event = { .action = "thaw", .dossier = &fixture->dossier };
  g_autoptr (GezinDossier) now = gezin_store_load (store, &fixture->dossier, NULL);
  GezinVersion *version = gezin_dossier_root (now)->heads[0];
  const GezinHeldEntry entries[] = { { .record = version->record,
                                       .field = gezin_catalogue_field_name (version->field) } };
  const GezinUuid bundle = gezin_uuid_random (fixture->test.random);
  g_autoptr (GPtrArray) frozen = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_freeze (store, fixture->peer->number, &fixture->dossier, &bundle,
                                     entries, 1, &error));
  frozen = gezin_store_frozen (store, &fixture->dossier, &error);
  g_assert_cmpuint (frozen->len, ==, 1);
  g_assert_cmpstr (((GezinFrozen *) frozen->pdata[0])->field, ==, entries[0].field);
  g_assert_true (gezin_store_share_again (store, fixture->peer->number, &fixture->dossier, &version,
                                          1, &error));
  again = gezin_store_frozen (store, &fixture->dossier, &error);
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_false (
      gezin_store_thaw (store, &fixture->dossier, &version->record, NULL, &event, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
}

static void
test_rejected (Fixture *fixture, gconstpointer data)
{
  GezinStore *store = fixture->test.store;
  const GezinUuid record = gezin_uuid_random (fixture->test.random);
  g_autoptr (GHashTable) all = NULL;
  g_autoptr (GHashTable) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      gezin_store_reject (store, &fixture->dossier, &record, &record, "not ours", &error));
  all = gezin_store_rejected (store, &fixture->dossier, &error);
  g_assert_true (g_hash_table_contains (all, &record));
  g_assert_true (gezin_store_unreject (store, &fixture->dossier, &record, &error));
  none = gezin_store_rejected (store, &fixture->dossier, &error);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
}

static void
test_lead (Fixture *fixture, gconstpointer data)
{
  GezinStore *store = fixture->test.store;
  const GezinUuid bundle = gezin_uuid_random (fixture->test.random);
  g_autoptr (GError) error = NULL;
  GezinUuid said;
  GezinLead lead;
  gint64 peer;

  g_assert_true (gezin_store_lead (store, &fixture->dossier, &lead, &peer, &said, &error));
  g_assert_cmpint (lead, ==, GEZIN_LEAD_UNSAID);
  g_assert_true (gezin_store_set_lead (store, &fixture->dossier, GEZIN_LEAD_OFFERED,
                                       fixture->peer->number, &bundle, &error));
  g_assert_true (gezin_store_lead (store, &fixture->dossier, &lead, &peer, &said, &error));
  g_assert_cmpint (lead, ==, GEZIN_LEAD_OFFERED);
  g_assert_cmpint (peer, ==, fixture->peer->number);
  g_assert_true (gezin_uuid_equal (&said, &bundle));
}

/* Files. */

/* As after a power cut between the row and the name of its file. */
static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  StoreTest *test = &fixture->test;
  g_autoptr (GezinLedgerRow) row = exchange_test_row (test, fixture->peer, &fixture->dossier, 1);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("sealed", 6);
  g_autoptr (GFile) file = gezin_store_box_file (test->store, GEZIN_BOX_OUT, row->file);
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_stage_file (test->store, GEZIN_BOX_OUT, row->file, bytes, &error));
  g_assert_true (gezin_store_note_bundle (test->store, row, NULL, &error));
  g_assert_false (g_file_query_exists (file, NULL));
  store_test_reopen (test);
  g_assert_true (g_file_query_exists (file, NULL));
}

static void
test_staged_alone (Fixture *fixture, gconstpointer data)
{
  StoreTest *test = &fixture->test;
  g_autofree char *name = gezin_store_new_box_name (test->store);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("sealed", 6);
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_stage_file (test->store, GEZIN_BOX_OUT, name, bytes, &error));
  g_assert_cmpuint (exchange_test_n_files (test), ==, 1);
  store_test_reopen (test);
  g_assert_cmpuint (exchange_test_n_files (test), ==, 0);
}

/* What was erased is not sent, and who had it stays known by ids alone. */
static void
test_erased (Fixture *fixture, gconstpointer data)
{
  StoreTest *test = &fixture->test;
  const GezinErasureNote note = { .reason = "retention-ended" };
  const GezinAuditEvent event = { .action = "erase", .dossier = &fixture->dossier };
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, &fixture->dossier, NULL);
  GezinVersion *version = gezin_dossier_root (now)->heads[0];
  g_autoptr (GezinLedgerRow) row = exchange_test_row (test, fixture->peer, &fixture->dossier, 1);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GezinHeld) held = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_hold (test->store, fixture->peer->number, &fixture->dossier, TRUE,
                                   &version, 1, &error));
  g_assert_true (exchange_test_send (test, row, "sealed", &error));
  g_assert_cmpuint (exchange_test_n_files (test), ==, 1);
  g_assert_true (gezin_store_erase_dossier (test->store, &fixture->dossier, &note, &event, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (exchange_test_n_files (test), ==, 0);
  all = gezin_store_ledger (test->store, &fixture->dossier, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((GezinLedgerRow *) all->pdata[0])->state, ==, GEZIN_LEDGER_WITHDRAWN);
  held = gezin_store_held (test->store, fixture->peer->number, &fixture->dossier, &error);
  entries = gezin_held_entries (held);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_null (g_array_index (entries, GezinHeldEntry, 0).field);
}

#define ADD(path, function) \
  g_test_add ("/store/exchange/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("keys-stay-the-newest-first", test_keys);
  ADD ("a-card-is-known-once", test_peer_known);
  ADD ("a-later-card-replaces-and-holds-what-the-first-held", test_peer_replaced);
  ADD ("an-unknown-peer-is-none", test_peer_unknown);
  ADD ("the-newest-list-of-each-issuer-is-kept", test_lists);
  ADD ("a-bundle-is-found-as-it-was-noted", test_ledger);
  ADD ("a-number-is-given-once", test_number_once);
  ADD ("a-fork-is-kept-beside-the-first", test_fork_is_kept);
  ADD ("what-became-of-a-bundle-is-kept", test_update);
  ADD ("held-until-told-otherwise", test_held);
  ADD ("frozen-until-shared-again", test_frozen);
  ADD ("a-rejected-record-is-known-by-its-id", test_rejected);
  ADD ("who-leads", test_lead);
  ADD ("a-cut-between-row-and-name-is-finished-at-opening", test_cut_off);
  ADD ("a-staged-file-without-row-goes", test_staged_alone);
  ADD ("erasure-withdraws-what-was-not-sent", test_erased);
  return g_test_run ();
}
