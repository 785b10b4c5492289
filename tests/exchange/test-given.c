/* SPDX-License-Identifier: EUPL-1.2 */

/* What others were given: it is erased here and asked back there, it is of
 * dossiers that were joined, it is advice of which nobody is known, its recipient has a new card. */

#include "desk.h"

#include "exchange/exchange.h"
#include "session/admin.h"
#include "session/work.h"
#include "wire/container.h"

#include <string.h>

typedef DeskWorld World;

static void
set_up (World *world, gconstpointer data)
{
  desk_world_init (world, 51);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_world_clear (world);
}

/* Exports @dossier from @one to @other, who takes it in; its receipt is taken in too. */
static GezinImportReading *
bring (Desk *one, Desk *other, const GezinUuid *dossier)
{
  g_autoptr (GBytes) bundle = desk_export (one, dossier, other, "coordinate-care");
  GezinImportReading *taken = desk_import (other, bundle);
  g_autoptr (GBytes) receipt = desk_receipt (other, taken);
  g_autoptr (GezinImportReading) acknowledged = desk_import (one, receipt);

  g_assert_cmpstr (acknowledged->result, ==, "taken");
  return taken;
}

/* B says yes to what goes back to A. */
static void
allow_return (World *world)
{
  const GezinUuid *dossier = &world->family.dossier;

  desk_set (&world->b, dossier, &world->family.own, "name", "Team Meerdorp");
  desk_set (&world->b, dossier, &world->family.own, "kind", "youth-care-provider");
  desk_set (&world->b, dossier, &world->family.own, "legal-person", "true");
  desk_say_yes (&world->b, &world->family, &world->family.own);
}

/* Erased. */

static GezinErasureReport *
erase_goal (World *world)
{
  const GezinErasureOrder order = { .dossier = &world->family.dossier,
                                    .record = &world->family.goal,
                                    .reason = "request" };
  g_autoptr (GError) error = NULL;
  GezinErasureReport *report = gezin_session_erase (world->a.session, &order, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->erased->len, ==, 1);
  desk_tick (&world->a);
  return report;
}

/* A return that was made before the erasure does not bring back what was erased. */
static void
test_return_of_erased (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinImportReading) taken = bring (&world->a, &world->b, dossier);
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinErasureReport) report = NULL;
  g_autoptr (GezinImportReading) back = NULL;
  g_autofree char *name = NULL;

  allow_return (world);
  desk_set (&world->b, dossier, &world->family.goal, "why", "Anna slaapt slecht");
  desk_set (&world->b, dossier, &world->family.person, "known-as", "An");
  bundle = desk_export (&world->b, dossier, &world->a, "coordinate-care");
  report = erase_goal (world);
  back = desk_import (&world->a, bundle);
  name = desk_value (&world->a, dossier, &world->family.person, "known-as");
  g_assert_cmpstr (name, ==, "An");
  g_assert_null (desk_value (&world->a, dossier, &world->family.goal, "text"));
  g_assert_null (desk_value (&world->a, dossier, &world->family.goal, "why"));
  {
    g_autoptr (GPtrArray) past =
        gezin_store_past (world->a.session->store, dossier, &world->family.goal, NULL);
    g_autoptr (GPtrArray) parked = gezin_session_parked (world->a.session, dossier, NULL);

    g_assert_cmpuint (past->len, ==, 0);
    for (guint i = 0; i < parked->len; i++)
      g_assert_false (gezin_uuid_equal (&((GezinParkedRecord *) parked->pdata[i])->record,
                                        &world->family.goal));
  }
}

static void
test_whole_erased (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinImportReading) taken = bring (&world->a, &world->b, dossier);
  const GezinErasureOrder order = { .dossier = dossier, .reason = "request" };
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinErasureReport) report = NULL;
  g_autoptr (GezinImportReading) back = NULL;
  g_autoptr (GPtrArray) holders = NULL;
  g_autoptr (GError) error = NULL;

  allow_return (world);
  bundle = desk_export (&world->b, dossier, &world->a, "coordinate-care");
  report = gezin_session_erase (world->a.session, &order, &error);
  g_assert_no_error (error);
  back = desk_try_import (&world->a, bundle, &error);
  g_assert_null (back);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_ERASED);
  holders = gezin_session_holders (world->a.session, dossier, NULL, 0, NULL);
  g_assert_cmpuint (holders->len, ==, 1);
}

static GBytes *
file_of (Desk *desk, const GezinUuid *bundle)
{
  g_autoptr (GezinBundleLine) line = desk_line (desk, bundle);

  return desk_load_file (line->path);
}

/* Who holds it is known after it was erased, and is asked for that alone. */
static void
test_ask_erased_back (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autoptr (GezinImportReading) taken = bring (&world->a, &world->b, dossier);
  g_autoptr (GezinErasureReport) report = erase_goal (world);
  g_autoptr (GPtrArray) holders = gezin_session_holders (world->a.session, dossier, goal, 1, NULL);
  const GezinUuid other = gezin_uuid_random (world->a.random);
  g_autoptr (GPtrArray) none = gezin_session_holders (world->a.session, dossier, &other, 1, NULL);
  const GezinHolderReading *holder = holders->pdata[0];
  GezinImportAsked asked = { .deletes = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinImportReading) deleted = NULL;
  g_autoptr (GezinBundleLine) line = NULL;
  g_autofree char *person = NULL;
  GezinUuid recall;

  g_assert_cmpuint (holders->len, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (holder->name, ==, "Ilse de Wit");
  g_assert_true (holder->has_bundle);
  /* They were never given that. */
  g_assert_false (gezin_session_recall_records (world->a.session, &holder->bundle, &other, 1, "x",
                                                &recall, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_RECORD);
  g_clear_error (&error);
  g_assert_true (gezin_session_recall_records (world->a.session, &holder->bundle, goal, 1,
                                               "gewist op verzoek", &recall, &error));
  g_assert_no_error (error);
  file = file_of (&world->a, &recall);
  asked.file = file;
  deleted = gezin_session_import (world->b.session, &asked, &error);
  g_assert_no_error (error);
  g_assert_null (desk_value (&world->b, dossier, goal, "text"));
  person = desk_value (&world->b, dossier, &world->family.person, "given-names");
  g_assert_cmpstr (person, ==, "Anna");
  {
    g_autoptr (GBytes) receipt = desk_receipt (&world->b, deleted);
    g_autoptr (GezinImportReading) said = desk_import (&world->a, receipt);

    g_assert_cmpstr (said->result, ==, "deleted");
  }
  line = desk_line (&world->a, &recall);
  g_assert_cmpstr (line->receipt, ==, "deleted");
  /* The bundle itself can be asked back yet. */
  g_assert_true (
      gezin_session_recall (world->a.session, &holder->bundle, "alles", &recall, &error));
}

/* Nobody has others delete what a third party brought. */
static void
test_recall_of_others (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinImportReading) taken = bring (&world->a, &world->b, dossier);
  GezinUuid own;
  g_autoptr (GPtrArray) holders = NULL;
  GezinImportAsked asked = { .deletes = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinImportReading) answer = NULL;
  g_autofree char *still = NULL;
  GezinUuid recall;

  own = desk_add (&world->b, dossier, GEZIN_KIND_GOAL, "law=jeugdwet", "text=Van ons alleen", NULL);
  /* A names it as if A had given it: such a row is all that a recall rests on. */
  {
    g_autoptr (GezinDossier) there = gezin_session_read (world->b.session, dossier, NULL);
    const GezinRecord *record = gezin_dossier_find (there, &own);
    g_autoptr (GPtrArray) peers = gezin_store_peers (world->a.session->store, NULL);

    g_assert_true (gezin_store_hold (world->a.session->store,
                                     ((GezinPeer *) peers->pdata[0])->number, dossier, TRUE,
                                     record->heads, record->n_heads, &error));
  }
  holders = gezin_session_holders (world->a.session, dossier, NULL, 0, NULL);
  g_assert_true (gezin_session_recall (world->a.session,
                                       &((GezinHolderReading *) holders->pdata[0])->bundle, "alles",
                                       &recall, &error));
  file = file_of (&world->a, &recall);
  asked.file = file;
  answer = gezin_session_import (world->b.session, &asked, &error);
  g_assert_no_error (error);
  still = desk_value (&world->b, dossier, &own, "text");
  g_assert_cmpstr (still, ==, "Van ons alleen");
}

/* What was never sent is withdrawn: nobody is asked, nor told of what they were never given. */
static void
test_never_sent (World *world, gconstpointer data)
{
  const GezinUuid nothing = { { 0 } };
  g_autoptr (GezinExportReading) exported =
      desk_try_export (&world->a, &world->family.dossier, &world->b, "coordinate-care", NULL);
  g_autoptr (GezinBundleLine) line = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid recall;

  g_assert_true (
      gezin_session_recall (world->a.session, &exported->bundle, "verkeerd", &recall, &error));
  g_assert_no_error (error);
  g_assert_true (gezin_uuid_equal (&recall, &nothing));
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 0);
  g_assert_false (g_file_test (exported->path, G_FILE_TEST_EXISTS));
  line = desk_line (&world->a, &exported->bundle);
  g_assert_cmpstr (line->state, ==, "withdrawn");
  gezin_clock_set (world->clock, line->expires + G_TIME_SPAN_DAY);
  g_clear_pointer (&line, gezin_bundle_line_free);
  line = desk_line (&world->a, &exported->bundle);
  g_assert_false (line->is_overdue);
}

static void
test_overdue (World *world, gconstpointer data)
{
  g_autoptr (GezinImportReading) taken = bring (&world->a, &world->b, &world->family.dossier);
  g_autoptr (GPtrArray) holders =
      gezin_session_holders (world->a.session, &world->family.dossier, NULL, 0, NULL);
  const GezinHolderReading *holder = holders->pdata[0];
  g_autoptr (GezinBundleLine) early = NULL;
  g_autoptr (GezinBundleLine) late = NULL;
  GezinUuid recall;

  g_assert_true (
      gezin_session_recall (world->a.session, &holder->bundle, "vergissing", &recall, NULL));
  early = desk_line (&world->a, &recall);
  g_assert_false (early->is_overdue);
  gezin_clock_set (world->clock, early->expires + G_TIME_SPAN_DAY);
  late = desk_line (&world->a, &recall);
  g_assert_true (late->is_overdue);
}

/* Joined. */

static void
test_joined (World *world, gconstpointer data)
{
  const GezinUuid *first = &world->family.dossier;
  DeskFamily other;
  g_autoptr (GezinImportReading) one = NULL;
  g_autoptr (GezinImportReading) two = NULL;
  g_autoptr (GezinImportReading) back = NULL;
  g_autoptr (GezinDossier) whole = NULL;
  g_autofree char *text = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;

  desk_family (&world->a, &world->b, &other);
  desk_set (&world->a, &other.dossier, &other.goal, "text", "Weer naar school");
  g_assert_true (gezin_session_join (world->a.session, first, &other.dossier, NULL, &error));
  g_assert_no_error (error);
  one = bring (&world->a, &world->b, first);
  two = bring (&world->a, &world->b, &other.dossier);
  /* Each part by itself, and nothing of the one in the other. */
  {
    g_autoptr (GezinDossier) there = gezin_store_load (world->b.session->store, first, NULL);
    g_autoptr (GezinDossier) that =
        gezin_store_load (world->b.session->store, &other.dossier, NULL);

    g_assert_nonnull (gezin_dossier_find (there, &world->family.goal));
    g_assert_null (gezin_dossier_find (there, &other.goal));
    g_assert_nonnull (gezin_dossier_find (that, &other.goal));
    g_assert_null (gezin_dossier_find (that, &world->family.goal));
  }
  desk_set (&world->b, &other.dossier, &other.own, "name", "Team Meerdorp");
  desk_set (&world->b, &other.dossier, &other.own, "kind", "youth-care-provider");
  desk_set (&world->b, &other.dossier, &other.own, "legal-person", "true");
  desk_say_yes (&world->b, &other, &other.own);
  desk_set (&world->b, &other.dossier, &other.goal, "why", "De leerkracht vroeg erom");
  back = bring (&world->b, &world->a, &other.dossier);
  g_assert_cmpstr (back->kind, ==, "return");
  whole = gezin_session_read (world->a.session, first, NULL);
  g_assert_nonnull (gezin_dossier_find (whole, &other.goal));
  text = desk_value (&world->a, first, &other.goal, "text");
  why = desk_value (&world->a, first, &other.goal, "why");
  g_assert_cmpstr (text, ==, "Weer naar school");
  g_assert_cmpstr (why, ==, "De leerkracht vroeg erom");
  g_assert_cmpuint (desk_n_conflicts (&world->a, first), ==, 0);
}

/* Advice. */

static gboolean
has_text (GBytes *bytes, const char *text)
{
  return memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text))
         != NULL;
}

static void
assert_no_id (GBytes *container, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  g_assert_false (has_text (container, gezin_uuid_write (id, text)));
}

/* No id that anybody could have seen elsewhere: not of a record, a commit, a replica or a bundle. */
static void
assert_unlinked (GBytes *container, const GezinDossier *dossier)
{
  assert_no_id (container, gezin_dossier_id (dossier));
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      assert_no_id (container, &record->id);
      for (guint j = 0; j < record->n_heads; j++)
        {
          const GezinVersion *head = record->heads[j];
          char text[GEZIN_ID_TEXT_LENGTH + 1];

          g_assert_false (has_text (container, gezin_id_write (head->dot.replica, text)));
          g_assert_false (has_text (container, gezin_id_write (head->commit->id, text)));
        }
    }
}

static GBytes *
export_advice (World *world, const GezinUuid *confirmed, gsize n_confirmed,
               GezinExportReading **reading)
{
  const GezinExportAsked asked = {
    .to = world->b.card, .purpose = "advice", .confirmed = confirmed, .n_confirmed = n_confirmed
  };
  g_autoptr (GError) error = NULL;

  *reading = gezin_session_export (world->a.session, &world->family.dossier, &asked, &error);
  g_assert_no_error (error);
  return desk_load_file ((*reading)->path);
}

static void
test_advice (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinImportReading) shared = bring (&world->a, &world->b, dossier);
  GezinUuid told;
  g_autoptr (GezinExportReading) reading = NULL;
  g_autoptr (GezinExportReading) again = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) container = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) ledger = NULL;
  g_autoptr (GezinBundleLine) line = NULL;
  guint n_of_it = 0;

  told = desk_add (&world->a, dossier, GEZIN_KIND_GOAL, "law=jeugdwet",
                   "why=Er is vaak ruzie om geld", NULL);
  file = export_advice (world, &told, 1, &reading);
  container = gezin_session_open_bundle (world->b.session, file, NULL);
  now = gezin_session_read (world->a.session, dossier, NULL);
  assert_unlinked (container, now);
  g_assert_cmpstr (reading->kind, ==, "share");
  g_assert_cmpuint (reading->sequence, ==, 1);
  g_assert_cmpuint (reading->limits, ==, 0);
  g_assert_false (has_text (container, "Anna"));
  g_assert_false (has_text (container, "Jansen"));
  g_assert_false (has_text (container, "1985-03"));
  g_assert_false (has_text (container, "Weer rust in huis"));
  g_assert_true (has_text (container, "Er is vaak ruzie om geld"));
  /* Another one of the same family has nothing in common with it. */
  second = export_advice (world, NULL, 0, &again);
  other = gezin_session_open_bundle (world->b.session, second, NULL);
  g_assert_false (has_text (other, "Er is vaak ruzie om geld"));
  g_assert_cmpuint (again->sequence, ==, 1);
  /* A dossier of its own where it comes, and the receipt finds its way. */
  taken = desk_import (&world->b, file);
  g_assert_true (taken->is_new);
  g_assert_false (gezin_uuid_equal (&taken->dossier, dossier));
  rows = gezin_session_list (world->b.session, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  {
    g_autoptr (GBytes) receipt = desk_receipt (&world->b, taken);
    g_autoptr (GezinImportReading) said = desk_import (&world->a, receipt);

    g_assert_cmpstr (said->result, ==, "taken");
  }
  line = desk_line (&world->a, &reading->bundle);
  g_assert_cmpstr (line->receipt, ==, "taken");
  /* Here, and here alone, is known of whom it is. */
  ledger = gezin_session_ledger (world->a.session, dossier, NULL);
  for (guint i = 0; i < ledger->len; i++)
    n_of_it += gezin_uuid_equal (&((GezinBundleLine *) ledger->pdata[i])->bundle, &reading->bundle);
  g_assert_cmpuint (n_of_it, ==, 1);
}

static void
test_advice_recalled (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinExportReading) reading = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  GezinImportAsked asked = { .deletes = TRUE };
  g_autoptr (GBytes) asks = NULL;
  g_autoptr (GezinImportReading) deleted = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid told, recall;

  told = desk_add (&world->a, dossier, GEZIN_KIND_GOAL, "law=jeugdwet", "why=Vaak ruzie", NULL);
  file = export_advice (world, &told, 1, &reading);
  taken = desk_import (&world->b, file);
  g_assert_true (gezin_session_sent_by_hand (world->a.session, &reading->bundle, NULL));
  g_assert_true (
      gezin_session_recall (world->a.session, &reading->bundle, "toch niet", &recall, &error));
  g_assert_no_error (error);
  asks = file_of (&world->a, &recall);
  asked.file = asks;
  deleted = gezin_session_import (world->b.session, &asked, &error);
  g_assert_no_error (error);
  rows = gezin_session_list (world->b.session, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
}

/* For the family: what a person may have, and not a word of what stays. */
static void
test_extract (World *world, gconstpointer data)
{
  static const char *const telling[] = { "withheld", "sharing", "secret", "kept-back",
                                         "Kwartelstaart" };
  const GezinUuid *dossier = &world->family.dossier;
  char person[GEZIN_UUID_TEXT_LENGTH + 1];
  const GezinSharingAsked asked = { .for_person =
                                        gezin_uuid_write (&world->family.person, person) };
  const char *const room[] = { person, NULL };
  const GezinSharingAsked together = { .in_room = room };
  g_autofree char *about = g_strconcat ("about=", person, NULL);
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GError) error = NULL;
  guint n_noted = 0;

  desk_add (&world->a, dossier, GEZIN_KIND_GOAL, "law=jeugdwet", "text=Kwartelstaart",
            "sharing=withheld", about, NULL);
  for (int form = GEZIN_EXTRACT_TEXT; form <= GEZIN_EXTRACT_XML; form++)
    {
      g_autoptr (GBytes) file = gezin_session_extract (world->a.session, dossier, &asked,
                                                       (GezinExtractForm) form, &error);
      g_autoptr (GBytes) screen = NULL;

      g_assert_no_error (error);
      g_assert_true (has_text (file, "Anna"));
      for (gsize i = 0; i < G_N_ELEMENTS (telling); i++)
        g_assert_false (has_text (file, telling[i]));
      screen = gezin_session_extract (world->a.session, dossier, &together, (GezinExtractForm) form,
                                      &error);
      g_assert_no_error (error);
      g_assert_false (has_text (screen, "Kwartelstaart"));
    }
  log = gezin_store_audit_list (world->a.session->store, dossier, NULL);
  for (guint i = 0; i < log->len; i++)
    n_noted += g_str_equal (((GezinAuditEntry *) log->pdata[i])->action, "extract");
  g_assert_cmpuint (n_noted, ==, 6);
}

/* The recipient has a new card: the row goes on, since the recipient is the same. */
static void
test_new_card (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GezinImportReading) before = bring (&world->a, &world->b, dossier);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinPeerReading) renewed = NULL;
  g_autoptr (GBytes) card = gezin_session_own_card (world->b.session, TRUE, &renewed, &error);
  g_autoptr (GezinPeerReading) added = gezin_session_add_peer (world->a.session, card, &error);
  g_autoptr (GezinPeerReading) trusted =
      gezin_session_trust_peer (world->a.session, added->digest, NULL, &error);
  g_autoptr (GezinExportReading) exported = NULL;
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (trusted->state, ==, "trusted");
  g_free (world->b.card);
  world->b.card = g_strdup (trusted->digest);
  desk_set (&world->a, dossier, &world->family.recipient, "peer", trusted->digest);
  desk_set (&world->a, dossier, &world->family.goal, "text", "Onder de nieuwe kaart");
  exported = desk_try_export (&world->a, dossier, &world->b, "coordinate-care", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exported->sequence, ==, 2);
  bundle = desk_load_file (exported->path);
  taken = desk_import (&world->b, bundle);
  g_assert_false (taken->has_gap);
  text = desk_value (&world->b, dossier, &world->family.goal, "text");
  g_assert_cmpstr (text, ==, "Onder de nieuwe kaart");
  /* And the other way: who signs under a new key goes on counting. */
  allow_return (world);
  {
    g_autoptr (GezinImportReading) back = bring (&world->b, &world->a, dossier);

    g_assert_cmpstr (back->kind, ==, "return");
    g_assert_false (back->has_gap);
  }
}

/* A card under an organisation of another name: a person looks first. */
static void
test_other_name (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  GezinExportAsked asked = { .to = world->b.card, .purpose = "coordinate-care" };
  g_autoptr (GezinExportReading) made = NULL;
  g_autoptr (GError) error = NULL;

  desk_set (&world->a, dossier, &world->family.recipient, "name", "Jeugdbescherming De Linde");
  g_assert_null (gezin_session_export (world->a.session, dossier, &asked, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_OTHER_NAME);
  g_clear_error (&error);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 0);
  asked.confirmed = &world->family.recipient;
  asked.n_confirmed = 1;
  made = gezin_session_export (world->a.session, dossier, &asked, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (made->organisation, ==, "RVT Midden");
}

/* Several at once. */

typedef struct {
  World *world;
  GBytes *file; /* (nullable): to take in; else something is sent */
  guint64 sequence;
  gboolean is_known;
  char *receipt;
} AtOnce;

static gpointer
act_cb (gpointer data)
{
  AtOnce *act = data;
  const GezinUuid *dossier = &act->world->family.dossier;
  g_autoptr (GError) error = NULL;

  if (act->file != NULL)
    {
      const GezinImportAsked asked = { .file = act->file };
      g_autoptr (GezinImportReading) taken =
          gezin_session_import (act->world->b.session, &asked, &error);

      g_assert_no_error (error);
      act->is_known = taken->is_known;
      act->receipt = g_strdup (taken->receipt);
    }
  else
    {
      const GezinExportAsked asked = { .to = act->world->b.card, .purpose = "coordinate-care" };
      g_autoptr (GezinExportReading) made =
          gezin_session_export (act->world->a.session, dossier, &asked, &error);

      g_assert_no_error (error);
      act->sequence = made->sequence;
    }
  return NULL;
}

#define AT_ONCE 4

static void
run_at_once (AtOnce *acts)
{
  GThread *threads[AT_ONCE];

  for (guint i = 0; i < AT_ONCE; i++)
    threads[i] = g_thread_new ("at-once", act_cb, &acts[i]);
  for (guint i = 0; i < AT_ONCE; i++)
    g_thread_join (threads[i]);
}

static void
test_exports_at_once (World *world, gconstpointer data)
{
  AtOnce acts[AT_ONCE] = {
    { .world = world }, { .world = world }, { .world = world }, { .world = world }
  };
  guint seen = 0;

  run_at_once (acts);
  for (guint i = 0; i < AT_ONCE; i++)
    seen |= 1u << acts[i].sequence;
  /* Each number once: 1, 2, 3, 4. */
  g_assert_cmpuint (seen, ==, 2 + 4 + 8 + 16);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, AT_ONCE);
}

/* The same bundle, four times at once: taken in once, and one receipt. */
static void
test_imports_at_once (World *world, gconstpointer data)
{
  g_autoptr (GBytes) bundle =
      desk_export (&world->a, &world->family.dossier, &world->b, "coordinate-care");
  AtOnce acts[AT_ONCE];
  guint n_new = 0;

  for (guint i = 0; i < AT_ONCE; i++)
    acts[i] = (AtOnce){ .world = world, .file = bundle };
  run_at_once (acts);
  for (guint i = 0; i < AT_ONCE; i++)
    {
      n_new += !acts[i].is_known;
      g_assert_cmpstr (acts[i].receipt, ==, acts[0].receipt);
    }
  for (guint i = 0; i < AT_ONCE; i++)
    g_free (acts[i].receipt);
  g_assert_cmpuint (n_new, ==, 1);
  g_assert_cmpuint (desk_n_outbox (&world->b), ==, 1);
}

/* What a person looked at is what goes, or nothing does: a word that was changed since, a consent that
 * was withdrawn since. */
static void
test_seen (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  const GezinSharingAsked question = { .to = world->b.card, .purpose = "coordinate-care" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSharingAnswer) seen =
      gezin_session_may (world->a.session, dossier, &question, &error);
  GezinExportAsked asked = { .to = world->b.card, .purpose = "coordinate-care" };
  g_autoptr (GezinSharingAnswer) again = NULL;
  g_autoptr (GezinExportReading) made = NULL;

  g_assert_no_error (error);
  asked.seen = seen->digest;
  desk_set (&world->a, dossier, &world->family.goal, "text", "Elke dag samen eten");
  g_assert_null (gezin_session_export (world->a.session, dossier, &asked, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_SEEN);
  g_clear_error (&error);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 0);

  again = gezin_session_may (world->a.session, dossier, &question, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->digest, !=, seen->digest);
  asked.seen = again->digest;
  made = gezin_session_export (world->a.session, dossier, &asked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_n_outbox (&world->a), ==, 1);

  desk_set (&world->a, dossier, &world->family.consent, "withdrawn-on", "2026-11-20");
  g_assert_null (gezin_session_export (world->a.session, dossier, &asked, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_SEEN);
}

#define ADD(path, function) \
  g_test_add ("/exchange/given/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-return-does-not-bring-back-what-was-erased", test_return_of_erased);
  ADD ("nothing-of-an-erased-dossier-comes-back", test_whole_erased);
  ADD ("what-was-erased-is-asked-back", test_ask_erased_back);
  ADD ("a-recall-deletes-nothing-of-others", test_recall_of_others);
  ADD ("what-was-never-sent-is-withdrawn", test_never_sent);
  ADD ("a-recall-without-answer-is-overdue", test_overdue);
  ADD ("joined-dossiers-go-part-by-part-and-return", test_joined);
  ADD ("advice-tells-of-nobody", test_advice);
  ADD ("advice-is-asked-back", test_advice_recalled);
  ADD ("an-extract-says-nothing-of-what-stays", test_extract);
  ADD ("under-a-new-card-the-row-goes-on", test_new_card);
  ADD ("a-card-of-another-name-is-looked-at", test_other_name);
  ADD ("what-was-not-seen-does-not-go", test_seen);
  ADD ("exports-at-once-have-numbers-of-their-own", test_exports_at_once);
  ADD ("imports-at-once-are-one", test_imports_at_once);
  return g_test_run ();
}
