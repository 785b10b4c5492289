/* SPDX-License-Identifier: EUPL-1.2 */

/* A trusted peer that writes what it may not write by itself: forged dots and
 * contexts, our own replica from outside, links, records of our side. */

#include "desk.h"

#include "exchange/outgoing-private.h"
#include "session/bundles-private.h"
#include "session/work.h"

#include <string.h>

typedef DeskWorld World;

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;

  desk_world_init (world, 31);
  bundle = desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
  taken = desk_import (&world->b, bundle);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_world_clear (world);
}

/* A bundle of B for A with exactly @version, which says that @erased (nullable) was erased. */
static GBytes *
forge_kind (World *world, GezinVersion *version, const GezinUuid *erased, GezinBundleKind kind,
            const char *purpose)
{
  GezinExchange exchange = gezin_session_exchange (world->b.session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinKnownPeer) peer = gezin_peers_find (&exchange, world->a.card, &error);
  g_auto (GezinOutgoing) outgoing = { NULL };
  g_autoptr (GezinDossier) dossier =
      gezin_dossier_new (&world->family.dossier, &version, 1, erased, erased != NULL, &error);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_true (
      gezin_outgoing_init (&outgoing, &exchange, kind, &world->family.dossier, peer, 30, &error));
  outgoing.manifest->purpose = g_strdup (purpose);
  g_assert_true (gezin_outgoing_seal (&outgoing, view, NULL, FALSE, &error));
  g_assert_no_error (error);
  name = g_strconcat (outgoing.row->file, ".new", NULL);
  path = g_build_filename (world->b.folder, "outbox", name, NULL);
  return desk_load_file (path);
}

static GBytes *
forge_with (World *world, GezinVersion *version, const GezinUuid *erased)
{
  return forge_kind (world, version, erased, GEZIN_BUNDLE_SHARE, NULL);
}

static GBytes *
forge (World *world, GezinVersion *version)
{
  return forge_with (world, version, NULL);
}

static GezinVersion *
version_of (World *world, const GezinUuid *record, GezinKind kind, const char *field,
            const char *item, const char *value, guint64 replica, guint32 n, GezinContext *seen)
{
  g_autoptr (GezinCommit) commit =
      gezin_commit_new (0x1234567812345678, DESK_START, NULL, NULL, "RVT Midden", NULL);
  GRefString *text = g_ref_string_new (value);
  GRefString *place = item != NULL ? g_ref_string_new (item) : NULL;
  const GezinDot dot = { replica, n };
  GezinVersion *version =
      gezin_version_new (record, kind, gezin_catalogue_field_by_name (kind, field), place, text,
                         &dot, seen, commit, NULL, NULL, 0, FALSE);

  g_ref_string_release (text);
  if (place != NULL)
    g_ref_string_release (place);
  return version;
}

static GezinRegister
register_at_a (World *world, GezinDossier *now, const GezinUuid *record, const char *field)
{
  const GezinRecord *one = gezin_dossier_find (now, record);

  return gezin_record_register (one, gezin_catalogue_field_by_name (one->kind, field), NULL);
}

static void
assert_waits (World *world, GBytes *file, const GezinUuid *record, const char *reason)
{
  g_autoptr (GezinImportReading) reading = desk_import (&world->a, file);
  g_autoptr (GPtrArray) parked = NULL;
  guint n_waiting = 0;

  for (guint i = 0; i < reading->items->len; i++)
    {
      const GezinImportItem *item = reading->items->pdata[i];

      if (g_str_equal (item->outcome, "waiting"))
        {
          g_assert_cmpstr (item->reason, ==, reason);
          g_assert_true (gezin_uuid_equal (&item->record, record));
          n_waiting++;
        }
    }
  g_assert_cmpuint (n_waiting, ==, 1);
  parked = gezin_session_parked (world->a.session, &world->family.dossier, NULL);
  g_assert_cmpuint (parked->len, ==, 1);
  g_assert_cmpstr (((GezinParkedRecord *) parked->pdata[0])->reason, ==, "waits-for-a-person");
}

/* Over a value that B was never given. */
static void
test_not_held (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.own;
  g_autoptr (GezinDossier) now = gezin_session_read (world->a.session, dossier, NULL);
  GezinRegister one = register_at_a (world, now, record, "kind");
  g_autoptr (GezinContext) seen = gezin_register_context (&one);
  g_autoptr (GezinVersion) version = version_of (world, record, GEZIN_KIND_ORGANISATION, "kind",
                                                 NULL, "police", 0xb0b0b0b0b0b0b0b0, 1, seen);
  g_autoptr (GBytes) file = forge (world, version);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  assert_waits (world, file, record, "not-held");
  before = desk_value (&world->a, dossier, record, "kind");
  g_assert_cmpstr (before, ==, "youth-care-provider");
  /* A person may take it all the same. */
  g_assert_true (gezin_session_unpark (world->a.session, dossier, record, NULL));
  after = desk_value (&world->a, dossier, record, "kind");
  g_assert_cmpstr (after, ==, "police");
}

static void
test_accepted_by_itself (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.own;
  g_autoptr (GezinDossier) now = gezin_session_read (world->a.session, dossier, NULL);
  GezinRegister one = register_at_a (world, now, record, "kind");
  g_autoptr (GezinContext) seen = gezin_register_context (&one);
  g_autoptr (GezinVersion) version = version_of (world, record, GEZIN_KIND_ORGANISATION, "kind",
                                                 NULL, "police", 0xb0b0b0b0b0b0b0b0, 1, seen);
  g_autoptr (GBytes) file = forge (world, version);
  const GezinImportAsked asked = { .file = file, .accept = record, .n_accept = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) reading = gezin_session_import (world->a.session, &asked, &error);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  after = desk_value (&world->a, dossier, record, "kind");
  g_assert_cmpstr (after, ==, "police");
}

/* What narrows a consent of ours waits, and counts at once all the same. */
static void
test_of_our_side (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.consent;
  g_autoptr (GezinVersion) version = version_of (world, record, GEZIN_KIND_CONSENT, "withdrawn-on",
                                                 NULL, "2026-11-20", 0xb0b0b0b0b0b0b0b0, 1, NULL);
  g_autoptr (GBytes) file = forge (world, version);
  g_autoptr (GError) error = NULL;

  assert_waits (world, file, record, "of-our-side");
  g_assert_null (desk_value (&world->a, dossier, record, "withdrawn-on"));
  g_assert_null (desk_try_export (&world->a, dossier, &world->b, "coordinate-care", &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_NOTHING_SHARED);
}

static void
test_same_as (World *world, gconstpointer data)
{
  const GezinUuid *record = &world->family.goal;
  const GezinUuid other = gezin_uuid_random (world->b.random);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autoptr (GezinVersion) version = NULL;
  g_autoptr (GBytes) file = NULL;

  gezin_uuid_write (&other, id);
  version =
      version_of (world, record, GEZIN_KIND_GOAL, "same-as", id, id, 0xb0b0b0b0b0b0b0b0, 1, NULL);
  file = forge (world, version);
  assert_waits (world, file, record, "same-as");
}

/* Something that A is said to have written, and never wrote. */
static void
test_own_replica (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.goal;
  GezinStore *store = world->a.session->store;
  g_autoptr (GezinVersion) version = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *text = NULL;
  guint64 replica;

  g_assert_true (gezin_store_replicas (store, dossier, &replica, NULL, NULL));
  version =
      version_of (world, record, GEZIN_KIND_GOAL, "why", NULL, "Nooit gezegd", replica, 1, NULL);
  file = forge (world, version);
  assert_waits (world, file, record, "own-replica");
  text = desk_value (&world->a, dossier, record, "why");
  g_assert_null (text);
}

/* The same dot with other content: both are kept aside, and nothing changes. */
static void
test_same_dot (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.goal;
  g_autoptr (GezinDossier) now = gezin_session_read (world->a.session, dossier, NULL);
  GezinRegister one = register_at_a (world, now, record, "text");
  g_autoptr (GezinVersion) version =
      version_of (world, record, GEZIN_KIND_GOAL, "text", NULL, "Vals", one.heads[0]->dot.replica,
                  one.heads[0]->dot.n, NULL);
  g_autoptr (GBytes) file = forge (world, version);
  g_autoptr (GezinImportReading) reading = desk_import (&world->a, file);
  g_autofree char *text = desk_value (&world->a, dossier, record, "text");

  g_assert_cmpuint (reading->refused, ==, 1);
  g_assert_cmpstr (text, ==, "Weer rust in huis");
}

static guint64
n_events (Desk *desk)
{
  guint64 n = 0;

  g_assert_true (gezin_store_audit_verify (desk->session->store, &n, NULL));
  return n;
}

static void
assert_erases_nothing (World *world, GBytes *file)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.goal;
  g_autoptr (GBytes) before = gezin_session_dump (world->a.session, dossier, NULL);
  g_autoptr (GPtrArray) past_before =
      gezin_store_past (world->a.session->store, dossier, record, NULL);
  guint64 events = n_events (&world->a);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinImportReading) reading = desk_try_import (&world->a, file, &error);
  g_autoptr (GPtrArray) past_after = NULL;
  g_autoptr (GBytes) after = NULL;

  g_assert_null (reading);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_ERASES);
  /* The log says who sent it, and nothing else is new. */
  g_assert_cmpuint (n_events (&world->a), ==, events + 1);
  after = gezin_session_dump (world->a.session, dossier, NULL);
  past_after = gezin_store_past (world->a.session->store, dossier, record, NULL);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (past_before->len, ==, past_after->len);
  g_assert_cmpuint (past_after->len, >, 0);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 1);
}

/* Nobody erases here by sending something: neither a record of ours nor one of their own. */
static void
test_erases_record (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinVersion) version =
      version_of (world, &world->family.person, GEZIN_KIND_PERSON, "known-as", NULL, "An",
                  0xb0b0b0b0b0b0b0b0, 1, NULL);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) other = NULL;

  desk_set (&world->a, dossier, &world->family.goal, "text", "Anders gezegd");
  file = forge_with (world, version, &world->family.goal);
  assert_erases_nothing (world, file);
  other = forge_with (world, version, dossier);
  assert_erases_nothing (world, other);
}

static void
test_erases_register (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *record = &world->family.goal;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinContext) seen = NULL;
  g_autoptr (GezinCommit) commit =
      gezin_commit_new (0x1234567812345678, DESK_START, NULL, NULL, "RVT Midden", NULL);
  const GezinDot dot = { 0xb0b0b0b0b0b0b0b0, 1 };
  g_autoptr (GezinVersion) marker = NULL;
  g_autoptr (GBytes) file = NULL;
  GezinRegister one;

  desk_set (&world->a, dossier, record, "text", "Anders gezegd");
  now = gezin_session_read (world->a.session, dossier, NULL);
  one = register_at_a (world, now, record, "text");
  seen = gezin_register_context (&one);
  marker = gezin_version_new (record, GEZIN_KIND_GOAL, one.heads[0]->field, NULL, NULL, &dot, seen,
                              commit, NULL, NULL, 0, TRUE);
  file = forge (world, marker);
  assert_erases_nothing (world, file);
}

static GezinVersion *
remark_of (World *world, GezinUuid *record)
{
  *record = gezin_uuid_random (world->b.random);
  return version_of (world, record, GEZIN_KIND_REMARK, "text", NULL, "Goed zo", 0xb0b0b0b0b0b0b0b0,
                     1, NULL);
}

static void
assert_not_our_team (World *world, GBytes *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (desk_try_import (&world->a, file, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_NOT_OUR_TEAM);
}

/* Nobody else reviews our work: not as a review, and not under its purpose. */
static void
test_review_of_others (World *world, gconstpointer data)
{
  GezinUuid record;
  g_autoptr (GezinVersion) version = remark_of (world, &record);
  g_autoptr (GBytes) review = forge_kind (world, version, NULL, GEZIN_BUNDLE_REVIEW, "review");
  g_autoptr (GBytes) unsaid = forge_kind (world, version, NULL, GEZIN_BUNDLE_REVIEW, NULL);
  g_autoptr (GBytes) share = forge_kind (world, version, NULL, GEZIN_BUNDLE_SHARE, "review");

  assert_not_our_team (world, review);
  assert_not_our_team (world, unsaid);
  assert_not_our_team (world, share);
}

static void
test_remark_in_a_share (World *world, gconstpointer data)
{
  GezinUuid record;
  g_autoptr (GezinVersion) version = remark_of (world, &record);
  g_autoptr (GBytes) file = forge (world, version);

  assert_waits (world, file, &record, "team-only");
}

#define ADD(path, function) \
  g_test_add ("/exchange/forged/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("over-what-was-never-given-waits", test_not_held);
  ADD ("what-waits-is-accepted-by-itself", test_accepted_by_itself);
  ADD ("a-change-of-our-consent-waits-and-counts", test_of_our_side);
  ADD ("a-link-waits", test_same_as);
  ADD ("our-own-replica-from-outside-waits", test_own_replica);
  ADD ("one-dot-with-other-content-is-kept-aside", test_same_dot);
  ADD ("a-bundle-erases-no-record", test_erases_record);
  ADD ("a-bundle-erases-no-value", test_erases_register);
  ADD ("a-review-of-another-organisation-is-refused", test_review_of_others);
  ADD ("a-remark-in-another-bundle-waits", test_remark_in_a_share);
  return g_test_run ();
}
