/* SPDX-License-Identifier: EUPL-1.2 */

/* The chain of events: what it holds, and that it shows every change. */

#include <string.h>

#include "store/store-private.h"
#include "support.h"

static void
set_up (StoreTest *test, gconstpointer data)
{
  store_test_init (test, 11, NULL);
}

static void
tear_down (StoreTest *test, gconstpointer data)
{
  store_test_clear (test);
}

static guint64
verify (StoreTest *test)
{
  g_autoptr (GError) error = NULL;
  guint64 n_events = 0;

  if (!gezin_store_audit_verify (test->store, &n_events, &error))
    g_error ("%s", error->message);
  return n_events;
}

static GPtrArray *
list (StoreTest *test, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = gezin_store_audit_list (test->store, dossier, &error);

  g_assert_no_error (error);
  return entries;
}

static void
add_event (StoreTest *test, const GezinUuid *dossier, const char *action, const char *subject)
{
  const GezinAuditEvent event = {
    .action = action, .dossier = dossier, .subject = subject, .ground = "safety", .detail = "3"
  };
  g_autoptr (GError) error = NULL;

  if (!gezin_store_audit (test->store, &event, &error))
    g_error ("%s", error->message);
}

static void
test_event_says_who_what_when_and_why (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_record_id (test);
  g_autoptr (GPtrArray) entries = NULL;
  const GezinAuditEntry *entry;

  add_event (test, &dossier, "dump", "a b");
  store_test_reopen (test);
  entries = list (test, &dossier);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = entries->pdata[0];
  g_assert_cmpint (entry->number, ==, 2);
  g_assert_cmpint (entry->time, ==, TEST_NOW);
  g_assert_cmpstr (entry->who, ==, "Sanne Bakker");
  g_assert_cmpstr (entry->role, ==, "consultant");
  g_assert_cmpstr (entry->action, ==, "dump");
  g_assert_true (entry->has_dossier && gezin_uuid_equal (&entry->dossier, &dossier));
  g_assert_cmpstr (entry->subject, ==, "a b");
  g_assert_cmpstr (entry->ground, ==, "safety");
  g_assert_cmpstr (entry->detail, ==, "3");
  g_assert_cmpstr (entry->program, ==, GEZIN_VERSION);
  g_assert_cmpuint (strlen (entry->hash), ==, 64);
}

static void
test_creating_and_unlocking_are_events (StoreTest *test, gconstpointer data)
{
  static const char *const wanted[] = { "create", "unlock", "unlock" };
  g_autoptr (GPtrArray) entries = NULL;
  guint i;

  store_test_reopen (test);
  store_test_reopen (test);
  entries = list (test, NULL);
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (wanted));
  for (i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];

      g_assert_cmpint (entry->number, ==, i + 1);
      g_assert_cmpstr (entry->action, ==, wanted[i]);
    }
  g_assert_cmpuint (verify (test), ==, 3);
}

static void
test_failed_unlocks_are_chained_at_the_next (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinSecret) wrong = gezin_secret_new_copy ("fout fout fout", 14);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const GezinAuditEntry *entry;
  guint i;

  g_clear_pointer (&test->store, gezin_store_close);
  for (i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      store_test_tick (test);
      g_assert_null (gezin_store_open (test->folder, wrong, FALSE, &test->options, &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WRONG_KEY);
    }
  store_test_tick (test);
  store_test_reopen (test);
  entries = list (test, NULL);
  g_assert_cmpuint (entries->len, ==, 4);
  entry = entries->pdata[2];
  g_assert_cmpstr (entry->action, ==, "unlock-failed");
  g_assert_cmpint (entry->time, ==, TEST_NOW + 2 * G_USEC_PER_SEC);
  g_assert_cmpstr (((GezinAuditEntry *) entries->pdata[3])->action, ==, "unlock");
  store_test_reopen (test);
  again = list (test, NULL);
  g_assert_cmpuint (again->len, ==, 5);
  g_assert_cmpuint (verify (test), ==, 5);
}

static void
test_a_change_and_its_event_are_one (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "One");
  guint64 before = verify (test);
  g_autoptr (GPtrArray) entries = NULL;

  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_TEAM, "Noord");
  g_assert_cmpuint (verify (test), ==, before + 1);
  entries = list (test, &dossier);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (((GezinAuditEntry *) entries->pdata[1])->action, ==, "commit");
}

/* The triggers hold against SQL of our own too. */
static void
test_log_only_grows (StoreTest *test, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE event SET who = 'Somebody else' WHERE number = 1",
    "DELETE FROM event WHERE number = 1",
    "DELETE FROM event",
    "INSERT OR REPLACE INTO event SELECT * FROM event WHERE number = 1",
    "INSERT INTO event SELECT 99, time, who, role, action, dossier, subject, ground, detail,"
    " program, hash FROM event WHERE number = 1",
  };
  gsize i;

  add_event (test, NULL, "open", NULL);
  for (i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_false (gezin_database_exec (test->store->database, changes[i], NULL));
  g_assert_cmpuint (verify (test), ==, 2);
}

/* With the triggers gone, as somebody with the key and a tool of their own could do. */
static void
test_every_altered_column_breaks_the_chain (StoreTest *test, gconstpointer data)
{
  static const char *const changes[] = {
    "UPDATE event SET time = time + 1 WHERE number = 3",
    "UPDATE event SET who = 'Ander' WHERE number = 3",
    "UPDATE event SET role = 'lead' WHERE number = 3",
    "UPDATE event SET action = 'open' WHERE number = 3",
    "UPDATE event SET dossier = zeroblob (16) WHERE number = 3",
    "UPDATE event SET subject = 'b' WHERE number = 3",
    "UPDATE event SET subject = NULL WHERE number = 3",
    "UPDATE event SET subject = '', ground = 'asafety' WHERE number = 3",
    "UPDATE event SET ground = NULL WHERE number = 3",
    "UPDATE event SET detail = '4' WHERE number = 3",
    "UPDATE event SET program = '9' WHERE number = 3",
    "UPDATE event SET hash = zeroblob (32) WHERE number = 3",
    "DELETE FROM event WHERE number = 3",
    "DELETE FROM event WHERE number = 1",
  };
  GezinDatabase *database = test->store->database;
  gsize i;

  for (i = 0; i < 4; i++)
    add_event (test, NULL, "dump", "a");
  g_assert_true (gezin_database_exec (database,
                                      "DROP TRIGGER event_is_never_changed;"
                                      "DROP TRIGGER event_is_never_deleted",
                                      NULL));
  for (i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (gezin_database_begin (database, NULL));
      g_assert_true (gezin_database_exec (database, changes[i], NULL));
      if (gezin_store_audit_verify (test->store, NULL, &error))
        g_error ("not seen: %s", changes[i]);
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_AUDIT_BROKEN);
      g_assert_true (gezin_database_end (database, FALSE, NULL));
    }
  g_assert_cmpuint (verify (test), ==, 5);
}

#define ADD(path, test) g_test_add ("/store/audit/" path, StoreTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("event-says-who-what-when-and-why", test_event_says_who_what_when_and_why);
  ADD ("creating-and-unlocking-are-events", test_creating_and_unlocking_are_events);
  ADD ("failed-unlocks-are-chained-at-the-next", test_failed_unlocks_are_chained_at_the_next);
  ADD ("a-change-and-its-event-are-one", test_a_change_and_its_event_are_one);
  ADD ("log-only-grows", test_log_only_grows);
  ADD ("every-altered-column-breaks-the-chain", test_every_altered_column_breaks_the_chain);
  return g_test_run ();
}
