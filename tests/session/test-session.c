/* SPDX-License-Identifier: EUPL-1.2 */

/* The one door, on a real store in a temporary folder: writing, undoing, drafts,
 * telling, searching, and what the log keeps of it. */

#include "laptop.h"

#include "merge/merge.h"
#include "model/value.h"
#include "rules/shape.h"
#include "session/admin.h"
#include "session/work.h"

#include <string.h>

static void
test_what_was_committed_is_there_after_a_lock (void)
{
  Laptop laptop;
  g_autoptr (GezinSecret) secret = laptop_passphrase ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;

  laptop_init (&laptop, 1, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  gezin_session_lock (laptop.session);
  g_assert_false (gezin_session_is_unlocked (laptop.session));
  g_assert_null (gezin_session_list (laptop.session, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_LOCKED);
  g_clear_error (&error);

  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));
  g_assert_no_error (error);
  rows = gezin_session_list (laptop.session, &error);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((GezinDossierRow *) rows->pdata[0])->name, ==, "Gezin De Vries");
  g_assert_cmpstr (((GezinDossierRow *) rows->pdata[0])->opened, ==, "2026-11-21");
  assert_name (&laptop, &dossier, &person, "Noor");
  laptop_clear (&laptop);
}

static void
test_the_recovery_key_opens_too (void)
{
  Laptop laptop;
  g_autoptr (GError) error = NULL;

  laptop_init (&laptop, 2, "Yasmina");
  gezin_session_lock (laptop.session);
  g_assert_true (
      gezin_session_unlock (laptop.session, laptop.folder, laptop.recovery_key, TRUE, &error));
  g_assert_no_error (error);
  laptop_clear (&laptop);
}

static void
test_undo_puts_back_what_was (void)
{
  Laptop laptop;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  guint n_put_back = 0;
  const char *pairs[] = { "given-names", "Nora", NULL };

  laptop_init (&laptop, 3, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  assert_name (&laptop, &dossier, &person, "Nora");
  g_assert_true (gezin_session_undo (laptop.session, &dossier, &n_put_back, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_put_back, ==, 1);
  assert_name (&laptop, &dossier, &person, "Noor");
  tick (&laptop);

  /* The commit before it made the person: undoing that removes it. */
  g_assert_true (gezin_session_undo (laptop.session, &dossier, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  {
    g_autoptr (GezinDossier) now = gezin_session_read (laptop.session, &dossier, NULL);

    g_assert_true (gezin_record_is_removed (gezin_dossier_find (now, &person)));
  }

  /* Once all is undone, it says so. */
  for (guint i = 0; i < 3 && error == NULL; i++)
    if (gezin_session_undo (laptop.session, &dossier, NULL, NULL, NULL, &error))
      tick (&laptop);
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
  laptop_clear (&laptop);
}

static void
test_a_value_that_is_there_already_writes_nothing (void)
{
  Laptop laptop;
  GezinUuid dossier, person;
  const char *pairs[] = { "given-names", " Noor ", NULL };

  laptop_init (&laptop, 4, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  g_assert_cmpuint (write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs), ==, 0);
  laptop_clear (&laptop);
}

static void
test_a_form_that_is_older_than_our_own_write_is_refused (void)
{
  Laptop laptop;
  g_autoptr (GezinDossier) opened = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  const char *pairs[] = { "given-names", "Nora", NULL };

  laptop_init (&laptop, 5, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  opened = gezin_session_open (laptop.session, &dossier, NULL);
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  g_assert_true (gezin_session_edit (laptop.session, opened, &person, GEZIN_KIND_PERSON,
                                     "given-names", "Noortje", -1, edits, &error));
  g_assert_false (gezin_session_commit (laptop.session, &dossier, edits, NULL, NULL, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE);
  assert_name (&laptop, &dossier, &person, "Nora");
  laptop_clear (&laptop);
}

static void
test_a_wrong_value_changes_nothing (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  GezinUuid dossier, person;

  laptop_init (&laptop, 6, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  before = gezin_session_dump (laptop.session, &dossier, NULL);
  now = gezin_session_read (laptop.session, &dossier, NULL);
  g_assert_false (gezin_session_edit (laptop.session, now, &person, GEZIN_KIND_PERSON, "bsn",
                                      "123456789", -1, edits, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_BSN);
  g_clear_error (&error);
  g_assert_true (gezin_session_edit (laptop.session, now, &person, GEZIN_KIND_PERSON,
                                     "household-role", "astronaut", -1, edits, &error));
  g_assert_false (gezin_session_commit (laptop.session, &dossier, edits, NULL, NULL, &error));
  g_assert_error (error, GEZIN_RULES_ERROR, GEZIN_RULES_ERROR_CODE);
  after = gezin_session_dump (laptop.session, &dossier, NULL);
  g_assert_true (g_bytes_equal (before, after));
  laptop_clear (&laptop);
}

static void
test_a_draft_is_kept_and_done_with_the_commit (void)
{
  Laptop laptop;
  g_autoptr (GezinDraft) draft = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinSecret) secret = laptop_passphrase ();
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;

  laptop_init (&laptop, 7, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  now = gezin_session_read (laptop.session, &dossier, NULL);
  draft = gezin_draft_new (&dossier, &person, GEZIN_KIND_PERSON);
  g_assert_true (gezin_session_edit (laptop.session, now, &person, GEZIN_KIND_PERSON, "given-names",
                                     "Noort", -1, draft->edits, &error));
  g_assert_true (gezin_session_keep_draft (laptop.session, draft, &error));
  gezin_session_lock (laptop.session);
  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));

  kept = gezin_session_drafts (laptop.session, &dossier, &error);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (((GezinEdit *) ((GezinDraft *) kept->pdata[0])->edits->pdata[0])->value, ==,
                   "Noort");
  g_assert_true (gezin_session_commit (laptop.session, &dossier,
                                       ((GezinDraft *) kept->pdata[0])->edits, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_name (&laptop, &dossier, &person, "Noort");
  left = gezin_session_drafts (laptop.session, &dossier, &error);
  g_assert_cmpuint (left->len, ==, 0);
  laptop_clear (&laptop);
}

static void
count_changes_cb (GezinSession *session, const char *dossier, gpointer data)
{
  GPtrArray *told = data;

  g_ptr_array_add (told, g_strdup (dossier));
}

static void
test_a_commit_tells_who_listens (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid dossier;

  laptop_init (&laptop, 8, "Yasmina");
  g_signal_connect (laptop.session, "changed", G_CALLBACK (count_changes_cb), told);
  dossier = new_dossier (&laptop, "Gezin De Vries");
  while (told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (told->pdata[0], ==, gezin_uuid_write (&dossier, id));
  laptop_clear (&laptop);
}

static gboolean
list_twice (GezinSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  guint *n_rows = data;
  g_autoptr (GPtrArray) once = gezin_session_list (session, error);
  g_autoptr (GPtrArray) twice = gezin_session_list (session, error);

  if (once == NULL || twice == NULL)
    return FALSE;
  *n_rows = once->len + twice->len;
  return TRUE;
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  gboolean *is_done = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_session_finish (GEZIN_SESSION (source), result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (*(guint *) gezin_session_task_data (result), ==, 2);
  *is_done = TRUE;
}

static void
test_calls_in_a_row_can_be_started (void)
{
  Laptop laptop;
  gboolean is_done = FALSE;

  laptop_init (&laptop, 9, "Yasmina");
  new_dossier (&laptop, "Gezin De Vries");
  gezin_session_start (laptop.session, list_twice, g_new0 (guint, 1), g_free, NULL, finished_cb,
                       &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  laptop_clear (&laptop);
}

static void
test_what_is_not_right_is_found (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) none = NULL;
  GezinUuid dossier, address;
  const char *pairs[] = { "from", "2026-03-01", "until", "2026-01-01", NULL };
  const char *right[] = { "until", "2026-04-01", NULL };
  guint n_found = 0;

  laptop_init (&laptop, 10, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  address = gezin_uuid_random (laptop.random);
  write_fields (&laptop, &dossier, &address, GEZIN_KIND_ADDRESS, pairs);
  lines = gezin_session_check (laptop.session, &dossier, NULL, NULL);
  for (guint i = 0; i < lines->len; i++)
    n_found += strcmp (((GezinCheckLine *) lines->pdata[i])->code, "end-before-start") == 0;
  g_assert_cmpuint (n_found, ==, 1);
  write_fields (&laptop, &dossier, &address, GEZIN_KIND_ADDRESS, right);
  none = gezin_session_check (laptop.session, &dossier, NULL, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  laptop_clear (&laptop);
}

static void
test_search_finds_what_was_written (void)
{
  Laptop laptop;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GPtrArray) prefixed = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  const char *pairs[] = { "prefix", "van der", "family-name", "Börn", NULL };

  laptop_init (&laptop, 11, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  hits = gezin_session_search (laptop.session, "born", GEZIN_KIND_NONE, 10, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (gezin_uuid_equal (&((GezinSearchHit *) hits->pdata[0])->record, &person));
  prefixed =
      gezin_session_search (laptop.session, "van den born", GEZIN_KIND_NONE, 10, TRUE, &error);
  g_assert_cmpuint (prefixed->len, ==, 1);
  laptop_clear (&laptop);
}

static void
test_no_word_of_a_search_stays_in_the_log (void)
{
  static const char *const details[] = { "words 2 hits 1", "sounds-like words 1 hits 1" };
  Laptop laptop;
  g_autoptr (GPtrArray) plain = NULL;
  g_autoptr (GPtrArray) alike = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier, person;
  const char *pairs[] = { "family-name", "Kwezelzwaluw", NULL };
  guint n_searches = 0;

  laptop_init (&laptop, 12, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  plain = gezin_session_search (laptop.session, " Noor\tkwezelzwaluw ", GEZIN_KIND_NONE, 10, TRUE,
                                &error);
  g_assert_no_error (error);
  alike = gezin_session_search_people (laptop.session, "kwezelswaluw", GEZIN_KIND_NONE, 10, TRUE,
                                       &error);
  g_assert_no_error (error);
  entries = gezin_session_audit (laptop.session, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];

      if (!g_str_equal (entry->action, "search"))
        continue;
      g_assert_null (entry->subject);
      g_assert_cmpuint (n_searches, <, G_N_ELEMENTS (details));
      g_assert_cmpstr (entry->detail, ==, details[n_searches++]);
      g_assert_cmpstr (entry->who, ==, "Yasmina");
    }
  g_assert_cmpuint (n_searches, ==, G_N_ELEMENTS (details));
  laptop_clear (&laptop);
}

static void
test_the_audit_knows_what_was_done (void)
{
  static const char *const expected[] = { "new", "commit", "open", "dump" };
  Laptop laptop;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GezinDossier) opened = NULL;
  g_autoptr (GBytes) dumped = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier;
  guint64 n_events = 0;

  laptop_init (&laptop, 12, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  new_person (&laptop, &dossier, "Noor");
  opened = gezin_session_open (laptop.session, &dossier, NULL);
  dumped = gezin_session_dump (laptop.session, &dossier, NULL);
  entries = gezin_session_audit (laptop.session, &dossier, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];

      g_assert_cmpstr (entry->action, ==, expected[i]);
      g_assert_cmpstr (entry->who, ==, "Yasmina");
    }
  g_assert_true (gezin_session_audit_verify (laptop.session, &n_events, &error));
  g_assert_cmpuint (n_events, >=, entries->len);
  laptop_clear (&laptop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
  g_test_add_func ("/session/what-was-committed-is-there-after-a-lock",
                   test_what_was_committed_is_there_after_a_lock);
  g_test_add_func ("/session/the-recovery-key-opens-too", test_the_recovery_key_opens_too);
  g_test_add_func ("/session/undo-puts-back-what-was", test_undo_puts_back_what_was);
  g_test_add_func ("/session/a-value-that-is-there-already-writes-nothing",
                   test_a_value_that_is_there_already_writes_nothing);
  g_test_add_func ("/session/a-form-that-is-older-than-our-own-write-is-refused",
                   test_a_form_that_is_older_than_our_own_write_is_refused);
  g_test_add_func ("/session/a-wrong-value-changes-nothing", test_a_wrong_value_changes_nothing);
  g_test_add_func ("/session/a-draft-is-kept-and-done-with-the-commit",
                   test_a_draft_is_kept_and_done_with_the_commit);
  g_test_add_func ("/session/a-commit-tells-who-listens", test_a_commit_tells_who_listens);
  g_test_add_func ("/session/calls-in-a-row-can-be-started", test_calls_in_a_row_can_be_started);
  g_test_add_func ("/session/what-is-not-right-is-found", test_what_is_not_right_is_found);
  g_test_add_func ("/session/search-finds-what-was-written", test_search_finds_what_was_written);
  g_test_add_func ("/session/no-word-of-a-search-stays-in-the-log",
                   test_no_word_of_a_search_stays_in_the_log);
  g_test_add_func ("/session/the-audit-knows-what-was-done", test_the_audit_knows_what_was_done);
  return g_test_run ();
}
