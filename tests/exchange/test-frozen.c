/* SPDX-License-Identifier: EUPL-1.2 */

/* What its sender no longer shares: it is here still, and neither shown nor used
 * nor sent on until a person decides. And a family of which the name is not shared. */

#include "desk.h"

#include "exchange/exchange.h"
#include "model/exchange-readings.h"
#include "session/admin.h"
#include "session/consents.h"
#include "session/work.h"

#include <string.h>

#define GOAL_TEXT "Weer rust in huis"

typedef DeskWorld World;

static void
set_up (World *world, gconstpointer data)
{
  desk_world_init (world, 41);
  desk_meet (&world->b, &world->c);
}

static void
tear_down (World *world, gconstpointer data)
{
  desk_world_clear (world);
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

/* B has the goal, and A shares it no longer. */
static void
freeze_goal (World *world)
{
  bring (world);
  desk_set (&world->a, &world->family.dossier, &world->family.goal, "sharing", "withheld");
  bring (world);
}

static guint
n_hits (Desk *desk, const char *words)
{
  g_autoptr (GPtrArray) hits =
      gezin_session_search (desk->session, words, GEZIN_KIND_NONE, 10, FALSE, NULL);

  return hits->len;
}

static gboolean
dump_has (Desk *desk, const GezinUuid *dossier, const char *text)
{
  g_autoptr (GBytes) dump = gezin_session_dump (desk->session, dossier, NULL);

  return memmem (g_bytes_get_data (dump, NULL), g_bytes_get_size (dump), text, strlen (text))
         != NULL;
}

static gboolean
history_has (Desk *desk, const GezinUuid *dossier, const char *text)
{
  g_autoptr (GPtrArray) all =
      gezin_session_history (desk->session, dossier, NULL, GEZIN_FIELD_NONE, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const GezinHistoryEntry *entry = all->pdata[i];

      if (g_strcmp0 (entry->version->value, text) == 0)
        return TRUE;
      for (guint j = 0; j < entry->before->len; j++)
        if (g_strcmp0 (((GezinVersion *) entry->before->pdata[j])->value, text) == 0)
          return TRUE;
    }
  return FALSE;
}

static void
assert_shown (Desk *desk, const GezinUuid *dossier, const GezinUuid *goal, gboolean is_shown)
{
  g_autofree char *text = desk_value (desk, dossier, goal, "text");
  g_autofree char *json = gezin_session_show_json (desk->session, dossier, GEZIN_KIND_NONE, NULL);

  g_assert_cmpstr (text, ==, is_shown ? GOAL_TEXT : NULL);
  g_assert_cmpint (strstr (json, GOAL_TEXT) != NULL, ==, is_shown);
  g_assert_cmpuint (n_hits (desk, "rust huis"), ==, is_shown);
  g_assert_cmpint (dump_has (desk, dossier, GOAL_TEXT), ==, is_shown);
  g_assert_cmpint (history_has (desk, dossier, GOAL_TEXT), ==, is_shown);
}

/* Nothing is lost. */
static void
assert_kept (Desk *desk, const GezinUuid *dossier, const GezinUuid *goal)
{
  g_autoptr (GezinDossier) stored = gezin_store_load (desk->session->store, dossier, NULL);
  const GezinRecord *record = gezin_dossier_find (stored, goal);

  g_assert_cmpstr (gezin_record_value (record, GEZIN_FIELD_GOAL_TEXT), ==, GOAL_TEXT);
}

static void
test_hidden (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autoptr (GPtrArray) frozen = NULL;
  const GezinFrozenReading *one;

  bring (world);
  assert_shown (&world->b, dossier, goal, TRUE);
  desk_set (&world->a, dossier, goal, "sharing", "withheld");
  bring (world);
  assert_shown (&world->b, dossier, goal, FALSE);
  assert_kept (&world->b, dossier, goal);
  frozen = gezin_session_frozen (world->b.session, dossier, NULL);
  g_assert_cmpuint (frozen->len, ==, 1);
  one = frozen->pdata[0];
  g_assert_true (gezin_uuid_equal (&one->record, goal));
  g_assert_cmpint (one->kind, ==, GEZIN_KIND_GOAL);
  g_assert_cmpint (one->field, ==, GEZIN_FIELD_NONE);
  g_assert_cmpstr (one->by, ==, "Sanne Bakker");
  /* Who no longer shares it sees it as before. */
  assert_shown (&world->a, dossier, goal, TRUE);
}

static void
test_thaw (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GError) error = NULL;
  guint n_thawed = 0;

  freeze_goal (world);
  g_assert_true (
      gezin_session_thaw (world->b.session, dossier, goal, "nodig voor de zitting", &error));
  g_assert_no_error (error);
  assert_shown (&world->b, dossier, goal, TRUE);
  none = gezin_session_frozen (world->b.session, dossier, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  log = gezin_store_audit_list (world->b.session->store, dossier, NULL);
  for (guint i = 0; i < log->len; i++)
    {
      const GezinAuditEntry *entry = log->pdata[i];

      n_thawed += g_str_equal (entry->action, "thaw");
      g_assert_null (strstr (entry->detail != NULL ? entry->detail : "", "zitting"));
    }
  g_assert_cmpuint (n_thawed, ==, 1);
  g_assert_false (gezin_session_thaw (world->b.session, dossier, goal, "nog eens", &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
}

static void
test_shared_again (World *world, gconstpointer data)
{
  freeze_goal (world);
  desk_set (&world->a, &world->family.dossier, &world->family.goal, "sharing", "");
  bring (world);
  assert_shown (&world->b, &world->family.dossier, &world->family.goal, TRUE);
}

/* What was hidden from who wrote is no base of what they write: both stand side by side later. */
static void
test_own_words (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier, *goal = &world->family.goal;
  g_autofree char *text = NULL;
  g_autofree char *still = NULL;

  bring (world);
  desk_set (&world->b, dossier, goal, "why", "Wat wij zelf zagen");
  desk_set (&world->a, dossier, goal, "sharing", "withheld");
  bring (world);
  text = desk_value (&world->b, dossier, goal, "why");
  g_assert_cmpstr (text, ==, "Wat wij zelf zagen");
  g_assert_null (desk_value (&world->b, dossier, goal, "text"));
  desk_set (&world->b, dossier, goal, "text", "Onze eigen woorden");
  still = desk_value (&world->b, dossier, goal, "text");
  g_assert_cmpstr (still, ==, "Onze eigen woorden");
  g_assert_cmpuint (desk_n_conflicts (&world->b, dossier), ==, 0);
  g_assert_true (gezin_session_thaw (world->b.session, dossier, goal, NULL, NULL));
  g_assert_cmpuint (desk_n_conflicts (&world->b, dossier), ==, 1);
}

/* The family's own name is frozen as well: the list follows, and comes back with it. */
static void
test_list (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) back = NULL;

  bring (world);
  before = gezin_session_list (world->b.session, NULL);
  g_assert_cmpstr (((GezinDossierRow *) before->pdata[0])->name, ==, "Jansen");
  desk_set (&world->a, dossier, dossier, "sharing", "withheld");
  bring (world);
  after = gezin_session_list (world->b.session, NULL);
  g_assert_null (((GezinDossierRow *) after->pdata[0])->name);
  g_assert_cmpuint (n_hits (&world->b, "Jansen"), ==, 0);
  g_assert_true (gezin_session_thaw (world->b.session, dossier, dossier, "x", NULL));
  back = gezin_session_list (world->b.session, NULL);
  g_assert_cmpstr (((GezinDossierRow *) back->pdata[0])->name, ==, "Jansen");
  g_assert_cmpuint (n_hits (&world->b, "Jansen"), ==, 1);
}

/* Rebuilding the index does not bring a hidden word back. */
static void
test_rebuilt_index (World *world, gconstpointer data)
{
  freeze_goal (world);
  g_assert_true (gezin_store_rebuild_search (world->b.session->store, NULL));
  g_assert_cmpuint (n_hits (&world->b, "rust huis"), ==, 0);
}

/* A bundle may be lost: what is no longer shared is told until somebody confirms it. */
static void
test_told_again (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GBytes) lost = NULL;
  g_autoptr (GezinExportReading) later = NULL;

  bring (world);
  desk_set (&world->a, dossier, &world->family.goal, "sharing", "withheld");
  lost = desk_export (&world->a, dossier, &world->b, "coordinate-care");
  bring (world);
  assert_shown (&world->b, dossier, &world->family.goal, FALSE);
  later = desk_try_export (&world->a, dossier, &world->b, "coordinate-care", NULL);
  g_assert_cmpuint (later->limits, ==, 0);
}

/* Everything that was given is asked back, also what is no longer shared. */
static void
test_recall_of_what_left (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinExportReading) exported =
      desk_try_export (&world->a, dossier, &world->b, "coordinate-care", &error);
  g_autoptr (GBytes) bundle = desk_load_file (exported->path);
  g_autoptr (GezinImportReading) taken = desk_import (&world->b, bundle);
  g_autoptr (GezinBundleLine) line = NULL;
  g_autoptr (GBytes) asked_back = NULL;
  g_autoptr (GezinImportReading) deleted = NULL;
  g_autoptr (GPtrArray) left = NULL;
  GezinImportAsked asked = { .deletes = TRUE };
  GezinUuid recall;

  desk_set (&world->a, dossier, &world->family.goal, "sharing", "withheld");
  bring (world);
  g_assert_true (gezin_session_sent_by_hand (world->a.session, &exported->bundle, NULL));
  g_assert_true (gezin_session_recall_all (world->a.session, &exported->bundle, "vergissing",
                                           &recall, &error));
  line = desk_line (&world->a, &recall);
  asked_back = desk_load_file (line->path);
  asked.file = asked_back;
  deleted = gezin_session_import (world->b.session, &asked, &error);
  g_assert_no_error (error);
  left = gezin_session_list (world->b.session, &error);
  g_assert_cmpuint (left->len, ==, 0);
}

/* The family itself. */

/* A grandmother of whom nobody knows what she wants keeps the name of the family here. */
static void
add_grandmother (World *world)
{
  desk_add (&world->a, &world->family.dossier, GEZIN_KIND_PERSON, "given-names=Corrie",
            "birth-date=1950-01-02", "law=jeugdwet", NULL);
}

static void
test_without_family (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GezinDossier) there = NULL;
  g_autofree char *goal = NULL;
  g_autofree char *opened = NULL;
  const GezinRecord *root;

  add_grandmother (world);
  bring (world);
  rows = gezin_session_list (world->b.session, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_null (((GezinDossierRow *) rows->pdata[0])->name);
  goal = desk_value (&world->b, dossier, &world->family.goal, "text");
  g_assert_cmpstr (goal, ==, GOAL_TEXT);
  there = gezin_session_read (world->b.session, dossier, NULL);
  root = gezin_dossier_root (there);
  g_assert_nonnull (root);
  g_assert_cmpuint (root->n_heads, ==, 1);
  opened = desk_value (&world->b, dossier, dossier, "opened");
  g_assert_cmpstr (opened, ==, "2026-11-21");
  g_assert_cmpstr (gezin_version_origin (root->heads[0]), ==, "RVT Midden");
}

/* A root that only stands in goes to nobody; so the sender has no conflict of it. */
static void
test_return_without_family (World *world, gconstpointer data)
{
  const GezinUuid *dossier = &world->family.dossier;
  g_autoptr (GBytes) bundle = NULL;
  g_autoptr (GezinImportReading) taken = NULL;
  g_autofree char *why = NULL;

  add_grandmother (world);
  bring (world);
  desk_set (&world->b, dossier, &world->family.own, "name", "Team Meerdorp");
  desk_set (&world->b, dossier, &world->family.own, "kind", "youth-care-provider");
  desk_set (&world->b, dossier, &world->family.own, "legal-person", "true");
  desk_say_yes (&world->b, &world->family, &world->family.own);
  desk_set (&world->b, dossier, &world->family.goal, "why", "Anna slaapt slecht");
  bundle = desk_export (&world->b, dossier, &world->a, "coordinate-care");
  taken = desk_import (&world->a, bundle);
  g_assert_cmpstr (taken->kind, ==, "return");
  why = desk_value (&world->a, dossier, &world->family.goal, "why");
  g_assert_cmpstr (why, ==, "Anna slaapt slecht");
  g_assert_cmpuint (desk_n_conflicts (&world->a, dossier), ==, 0);
}

#define ADD(path, function) \
  g_test_add ("/exchange/frozen/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("kept-and-not-shown", test_hidden);
  ADD ("a-person-thaws-it", test_thaw);
  ADD ("shared-again-it-is-shown-again", test_shared_again);
  ADD ("our-own-words-are-ours", test_own_words);
  ADD ("the-list-follows", test_list);
  ADD ("a-new-index-does-not-find-it", test_rebuilt_index);
  ADD ("what-was-told-in-a-lost-bundle-is-told-again", test_told_again);
  ADD ("a-recall-asks-back-what-left-the-view-too", test_recall_of_what_left);
  ADD ("a-family-that-is-not-shared-gets-a-root", test_without_family);
  ADD ("that-root-does-not-go-back", test_return_without_family);
  return g_test_run ();
}
