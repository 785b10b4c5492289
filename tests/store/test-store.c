/* SPDX-License-Identifier: EUPL-1.2 */

/* Making, opening, writing and reading a store. */

#include <glib/gstdio.h>
#include <string.h>

#include "base/limits.h"
#include "store/migrations-private.h"
#include "store/store-private.h"
#include "support.h"
#include "support/builder.h"

static void
set_up (StoreTest *test, gconstpointer data)
{
  store_test_init (test, 7, NULL);
}

static void
tear_down (StoreTest *test, gconstpointer data)
{
  store_test_clear (test);
}

static void
assert_whole (StoreTest *test)
{
  g_autoptr (GError) error = NULL;

  if (!gezin_store_check_integrity (test->store, &error))
    g_error ("%s", error->message);
}

static void
test_reopens_with_its_owner (StoreTest *test, gconstpointer data)
{
  store_test_reopen (test);
  g_assert_cmpstr (gezin_store_identity (test->store)->name, ==, "Sanne Bakker");
  g_assert_cmpstr (gezin_store_identity (test->store)->organisation, ==, "Wijkteam Noord");
  g_assert_cmpstr (gezin_store_identity (test->store)->role, ==, "consultant");
  assert_whole (test);
}

static void
test_opens_with_the_recovery_key (StoreTest *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&test->store, gezin_store_close);
  test->store = gezin_store_open (test->folder, test->recovery, TRUE, &test->options, &error);
  g_assert_no_error (error);
}

static void
test_second_init_is_refused (StoreTest *test, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GezinSecret) recovery = NULL;
  g_autoptr (GezinIdentity) identity = gezin_identity_new ("A", "B", "lead");
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&test->store, gezin_store_close);
  before = store_test_digest (test->folder);
  g_assert_null (gezin_store_create (test->folder, identity, passphrase, GEZIN_KDF_MIN_MEMORY,
                                     &test->options, &recovery, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS);
  after = store_test_digest (test->folder);
  g_assert_cmpstr (before, ==, after);
}

/* A power cut during init leaves a vault under its other name: then there is no store yet. */
static void
test_interrupted_init_can_be_done_again (StoreTest *test, gconstpointer data)
{
  g_autofree char *vault = g_build_filename (test->folder, "vault", NULL);
  g_autofree char *new_vault = g_build_filename (test->folder, "vault.new", NULL);
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GezinSecret) recovery = NULL;
  g_autoptr (GezinIdentity) identity = gezin_identity_new ("A", "B", "lead");
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&test->store, gezin_store_close);
  g_assert_cmpint (g_rename (vault, new_vault), ==, 0);
  g_assert_null (store_test_open (test, NULL, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE);
  g_clear_error (&error);
  test->store = gezin_store_create (test->folder, identity, passphrase, GEZIN_KDF_MIN_MEMORY,
                                    &test->options, &recovery, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (new_vault, G_FILE_TEST_EXISTS));
  store_test_reopen (test);
}

static void
test_written_values_are_read_back (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Van der Berg");
  GezinUuid person = store_test_record_id (test);
  g_autofree char *value = NULL;
  g_autofree char *gone = NULL;

  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, "Noor");
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, "Noor Anna");
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_PHONE, "06-12345678");
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_PHONE, NULL);
  store_test_reopen (test);
  value = store_test_value (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES);
  g_assert_cmpstr (value, ==, "Noor Anna");
  gone = store_test_value (test, &dossier, &person, GEZIN_FIELD_PERSON_PHONE);
  g_assert_null (gone);
  assert_whole (test);
}

static void
assert_same_dossier (GezinDossier *a, GezinDossier *b)
{
  guint i, j;

  g_assert_cmpuint (gezin_dossier_n_records (a), ==, gezin_dossier_n_records (b));
  for (i = 0; i < gezin_dossier_n_records (a); i++)
    {
      const GezinRecord *first = gezin_dossier_record (a, i);
      const GezinRecord *second = gezin_dossier_record (b, i);

      g_assert_true (gezin_uuid_equal (&first->id, &second->id));
      g_assert_cmpint (first->kind, ==, second->kind);
      g_assert_cmpuint (first->n_heads, ==, second->n_heads);
      for (j = 0; j < first->n_heads; j++)
        {
          g_assert_cmpint (gezin_version_compare (first->heads[j], second->heads[j]), ==, 0);
          g_assert_true (gezin_version_same_content (first->heads[j], second->heads[j]));
          g_assert_true (gezin_commit_equal (first->heads[j]->commit, second->heads[j]->commit));
        }
    }
}

/* Conflicts, sets, cleared values, removals with what they saw, markers, other organisations. */
static void
test_every_part_of_a_version_survives (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made =
      test_dossier ("family f name='De Vries' reference=2026-17\n"
                    "person jan given-names=Jan birth-date=2014-05-01 about=@jan\n"
                    "beside jan given-names=Johan\n"
                    "from 'Veilig Thuis'\n"
                    "person els birth-date=1985 phone=06-1 about=@els,@jan\n"
                    "edit els phone= about=-@jan\n"
                    "contact c facts='Regel een, regel twee'\n"
                    "remove c\n"
                    "erase els birth-date\n");
  g_autoptr (GezinDossier) loaded = NULL;
  g_autoptr (GError) error = NULL;

  if (!store_test_take_in (test, made, NULL, &error))
    g_error ("%s", error->message);
  store_test_reopen (test);
  loaded = gezin_store_load (test->store, gezin_dossier_id (made), &error);
  g_assert_no_error (error);
  assert_same_dossier (made, loaded);
  assert_whole (test);
}

static void
test_erased_record_is_gone_from_every_table (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Erased");
  GezinUuid person = store_test_record_id (test);
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinDossier) after = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GezinDraft) draft = gezin_draft_new (&dossier, &person, GEZIN_KIND_PERSON);
  g_autoptr (GError) error = NULL;

  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, "Vlinder");
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, "Vlinderlief");
  g_assert_true (gezin_store_keep_draft (test->store, draft, &error));
  now = gezin_store_load (test->store, &dossier, &error);
  merge = gezin_merge (now, NULL, NULL, 0, &person, 1, &error);
  g_assert_no_error (error);
  g_assert_true (store_test_apply (test, merge, NULL, &error));
  g_assert_no_error (error);
  after = gezin_store_load (test->store, &dossier, &error);
  g_assert_null (gezin_dossier_find (after, &person));
  g_assert_true (gezin_dossier_is_erased (after, &person));
  past = gezin_store_past (test->store, &dossier, &person, &error);
  g_assert_cmpuint (past->len, ==, 0);
  drafts = gezin_store_drafts (test->store, &dossier, &error);
  g_assert_cmpuint (drafts->len, ==, 0);
  hits = gezin_store_search (test->store, "vlinder", GEZIN_KIND_NONE, 10, &error);
  g_assert_cmpuint (hits->len, ==, 0);
  assert_whole (test);
}

static void
test_list_is_sorted_and_resolved (StoreTest *test, gconstpointer data)
{
  GezinUuid second = store_test_new_dossier (test, "Bakker");
  GezinUuid first = store_test_new_dossier (test, "Aalders");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid found;
  gsize length;

  store_test_set (test, &first, &first, GEZIN_FIELD_FAMILY_REFERENCE, "2026-0017");
  rows = gezin_store_list (test->store, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (((GezinDossierRow *) rows->pdata[0])->name, ==, "Aalders");
  g_assert_cmpstr (((GezinDossierRow *) rows->pdata[1])->name, ==, "Bakker");

  gezin_uuid_write (&second, text);
  for (length = GEZIN_UUID_TEXT_LENGTH; length >= GEZIN_MIN_DOSSIER_PREFIX; length--)
    {
      text[length] = '\0';
      g_assert_true (gezin_store_resolve (test->store, text, &found, &error));
      g_assert_true (gezin_uuid_equal (&found, &second));
    }
  text[length] = '\0';
  g_assert_false (gezin_store_resolve (test->store, text, &found, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (gezin_store_resolve (test->store, "2026-0017", &found, &error));
  g_assert_true (gezin_uuid_equal (&found, &first));
  store_test_set (test, &second, &second, GEZIN_FIELD_FAMILY_REFERENCE, "2026-0017");
  g_assert_false (gezin_store_resolve (test->store, "2026-0017", &found, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_AMBIGUOUS);
}

static void
test_unknown_dossier_is_not_found (StoreTest *test, gconstpointer data)
{
  GezinUuid nobody = store_test_record_id (test);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_store_load (test->store, &nobody, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
  g_assert_false (gezin_store_has (test->store, &nobody));
}

static void
test_replica_lasts_a_utc_day (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Replica");
  guint64 first, same, tomorrow, renewed;
  g_autoptr (GArray) own = NULL;
  g_autoptr (GError) error = NULL;
  guint i;

  g_assert_true (gezin_store_replicas (test->store, &dossier, &first, NULL, &error));
  store_test_reopen (test);
  g_assert_true (gezin_store_replicas (test->store, &dossier, &same, NULL, &error));
  g_assert_cmpuint (first, ==, same);

  gezin_clock_set (test->clock, gezin_clock_now (test->clock) + G_TIME_SPAN_DAY);
  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_TEAM, "Noord");
  g_assert_true (gezin_store_replicas (test->store, &dossier, &tomorrow, NULL, &error));
  g_assert_cmpuint (tomorrow, !=, first);

  g_assert_true (gezin_store_new_replica (test->store, &dossier, &error));
  g_assert_true (gezin_store_replicas (test->store, &dossier, &renewed, &own, &error));
  g_assert_cmpuint (renewed, !=, tomorrow);
  g_assert_cmpuint (own->len, ==, 3);
  for (i = 1; i < own->len; i++)
    g_assert_true (g_array_index (own, guint64, i - 1) < g_array_index (own, guint64, i));
}

static void
test_copied_folder_is_another_incarnation (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Copied");
  guint64 ours, theirs;
  g_autofree char *copy = NULL;
  g_autoptr (GezinStore) other = NULL;
  g_autoptr (GError) error = NULL;
  guint64 before = test->store->incarnation;

  g_assert_true (gezin_store_replicas (test->store, &dossier, &ours, NULL, &error));
  g_clear_pointer (&test->store, gezin_store_close);
  copy = store_test_copy_folder (test->folder);
  other = store_test_open (test, copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (other->incarnation, !=, before);
  g_assert_true (gezin_store_replicas (other, &dossier, &theirs, NULL, &error));
  g_assert_cmpuint (theirs, !=, ours);
  store_test_reopen (test);
  g_assert_cmpuint (test->store->incarnation, ==, before);
  g_clear_pointer (&other, gezin_store_close);
  store_test_remove_folder (copy);
}

static void
assert_family_name (StoreTest *test, const GezinUuid *dossier, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (gezin_record_value (gezin_dossier_root (now), GEZIN_FIELD_FAMILY_NAME), ==,
                   name);
}

/* A part that was half written may not be kept, whatever its caller thinks of it. */
static void
test_failed_part_spoils_its_bulk_alone (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Stale");
  GezinUuid other = store_test_new_dossier (test, "Other");
  g_autoptr (GezinDossier) old = gezin_store_load (test->store, &dossier, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (
      edits, gezin_edit_new (&dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_TEAM, NULL, "Zuid"));
  g_ptr_array_add (
      edits, gezin_edit_new (&dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME, NULL, "Older"));
  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_NAME, "Newer");
  g_assert_true (gezin_store_begin_bulk (test->store, &error));
  store_test_set (test, &other, &other, GEZIN_FIELD_FAMILY_NAME, "Kept?");
  g_assert_false (store_test_write_part (test, old, edits, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_STALE);
  g_clear_error (&error);
  g_assert_false (gezin_store_end_bulk (test->store, TRUE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  assert_family_name (test, &dossier, "Newer");
  assert_family_name (test, &other, "Other");

  /* inside a bulk that goes on */
  g_assert_true (gezin_store_begin_bulk (test->store, &error));
  store_test_set (test, &other, &other, GEZIN_FIELD_FAMILY_NAME, "Kept");
  g_assert_true (gezin_store_begin_bulk (test->store, &error));
  g_assert_false (store_test_write_part (test, old, edits, &error));
  g_clear_error (&error);
  g_assert_true (gezin_store_end_bulk (test->store, FALSE, &error));
  g_assert_true (gezin_store_end_bulk (test->store, TRUE, &error));
  g_assert_no_error (error);
  assert_family_name (test, &dossier, "Newer");
  assert_family_name (test, &other, "Kept");

  /* a part by itself is a change like any other */
  g_assert_false (store_test_write_part (test, old, edits, &error));
  g_clear_error (&error);
  assert_family_name (test, &dossier, "Newer");
}

static void
test_change_of_an_older_dossier_is_refused_whole (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Stale");
  g_autoptr (GezinDossier) old = gezin_store_load (test->store, &dossier, NULL);
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;
  guint64 n_before, n_after;

  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_NAME, "Newer");
  g_assert_true (gezin_store_audit_verify (test->store, &n_before, &error));
  g_ptr_array_add (
      edits, gezin_edit_new (&dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_TEAM, NULL, "Zuid"));
  g_ptr_array_add (
      edits, gezin_edit_new (&dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME, NULL, "Older"));
  g_assert_false (store_test_write (test, old, edits, NULL, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_STALE);
  g_clear_error (&error);
  now = gezin_store_load (test->store, &dossier, &error);
  g_assert_cmpstr (gezin_record_value (gezin_dossier_root (now), GEZIN_FIELD_FAMILY_NAME), ==,
                   "Newer");
  g_assert_null (gezin_record_value (gezin_dossier_root (now), GEZIN_FIELD_FAMILY_TEAM));
  g_assert_true (gezin_store_audit_verify (test->store, &n_after, &error));
  g_assert_cmpuint (n_before, ==, n_after);
}

static void
test_bulk_is_kept_or_dropped_together (StoreTest *test, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_begin_bulk (test->store, &error));
  store_test_new_dossier (test, "One");
  store_test_new_dossier (test, "Two");
  g_assert_true (gezin_store_end_bulk (test->store, FALSE, &error));
  rows = gezin_store_list (test->store, &error);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_true (gezin_store_begin_bulk (test->store, &error));
  store_test_new_dossier (test, "Three");
  store_test_new_dossier (test, "Four");
  g_assert_true (gezin_store_end_bulk (test->store, TRUE, &error));
  store_test_reopen (test);
  kept = gezin_store_list (test->store, &error);
  g_assert_cmpuint (kept->len, ==, 2);
  assert_whole (test);
}

static void
test_no_wal_index_file_is_made (StoreTest *test, gconstpointer data)
{
  g_autofree char *index = g_strconcat (test->database, "-shm", NULL);
  g_autofree char *log = g_strconcat (test->database, "-wal", NULL);

  store_test_new_dossier (test, "Files");
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (index, G_FILE_TEST_EXISTS));
  g_clear_pointer (&test->store, gezin_store_close);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_files_are_for_their_owner_alone (StoreTest *test, gconstpointer data)
{
  static const char *const names[] = { "dossiers.db", "dossiers.db-wal", "vault", "lock" };
  gsize i;

  store_test_new_dossier (test, "Modes");
  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (test->folder, names[i], NULL);
      GStatBuf about;

      g_assert_cmpint (g_stat (path, &about), ==, 0);
      g_assert_cmpint (about.st_mode & 0777, ==, 0600);
    }
}

static void
test_cipher_answers_and_settings_hold (StoreTest *test, gconstpointer data)
{
  static const struct {
    const char *sql;
    gint64 wanted;
  } settings[] = {
    { "PRAGMA synchronous", 2 },  { "PRAGMA secure_delete", 1 }, { "PRAGMA trusted_schema", 0 },
    { "PRAGMA foreign_keys", 1 }, { "PRAGMA temp_store", 2 },    { "PRAGMA user_version", 3 },
  };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      gint64 value = -1;

      g_assert_true (gezin_database_get_int (test->store->database, settings[i].sql, &value, NULL));
      g_assert_cmpint (value, ==, settings[i].wanted);
    }
}

/* A step past ours: one that comes with a later version of the program. */
static void
test_migration_copies_first_and_happens_once (StoreTest *test, gconstpointer data)
{
  static const GezinMigration steps[] = { { NULL },
                                          { NULL },
                                          { NULL },
                                          { "CREATE TABLE later (a INTEGER) STRICT;"
                                            "INSERT INTO later VALUES (42);" } };
  static const GezinMigration broken[] = {
    { NULL }, { NULL }, { NULL }, { NULL }, { "CREATE TABLE half (a); SELECT nothing FROM nowhere" }
  };
  g_autofree char *backups = g_build_filename (test->folder, "backups", NULL);
  g_autofree char *copy = g_build_filename (backups, "before-format-3.db", NULL);
  GezinDatabase *database = test->store->database;
  GezinUuid dossier = store_test_new_dossier (test, "Migrated");
  g_autoptr (GezinDatabase) older = NULL;
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_assert_true (gezin_migrations_run (database, steps, 4, backups, &error));
  g_assert_no_error (error);
  g_assert_true (gezin_migrations_run (database, steps, 4, backups, &error));
  g_assert_true (gezin_database_get_int (database, "SELECT sum(a) FROM later", &value, &error));
  g_assert_cmpint (value, ==, 42);
  g_assert_true (gezin_store_has (test->store, &dossier));

  older = gezin_database_open (copy, test->store->master_key, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (gezin_database_get_int (older, "PRAGMA user_version", &value, &error));
  g_assert_cmpint (value, ==, 3);
  g_assert_true (gezin_database_get_int (older, "SELECT count(*) FROM dossier", &value, &error));
  g_assert_cmpint (value, ==, 1);

  g_assert_false (gezin_migrations_run (database, broken, 5, backups, &error));
  g_clear_error (&error);
  g_assert_true (gezin_database_get_int (database, "PRAGMA user_version", &value, &error));
  g_assert_cmpint (value, ==, 4);
  g_assert_true (gezin_database_get_int (
      database, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'", &value, &error));
  g_assert_cmpint (value, ==, 0);
}

static void
test_parked_records_wait_with_all_that_came (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made =
      test_dossier ("family f name='Park'\nperson p given-names=Piet birth-date=2014\n");
  g_autoptr (GezinDossier) later = test_dossier_write (made, "edit p given-names=Pieter\n", NULL);
  g_autoptr (GPtrArray) set_aside = g_ptr_array_new ();
  g_autoptr (GPtrArray) parked = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid person = test_id ("p");
  const GezinRecord *record = test_record (made, "p");
  GezinPlanItem item = { .record = person, .kind = GEZIN_KIND_PERSON, .reason = (char *) "code" };
  GezinStoreChange more = { .set_aside = set_aside };
  guint i, round;

  for (round = 0; round < 3; round++)
    {
      if (round == 2)
        record = test_record (later, "p");
      item.versions = g_ptr_array_new ();
      for (i = 0; i < record->n_heads; i++)
        g_ptr_array_add (item.versions, record->heads[i]);
      g_ptr_array_set_size (set_aside, 0);
      g_ptr_array_add (set_aside, &item);
      if (!store_test_take_in (test, made, &more, &error))
        g_error ("%s", error->message);
      g_ptr_array_unref (item.versions);
    }
  store_test_reopen (test);
  parked = gezin_store_parked (test->store, gezin_dossier_id (made), &error);
  g_assert_cmpuint (parked->len, ==, 1);
  g_assert_cmpstr (((GezinParkedRecord *) parked->pdata[0])->reason, ==, "code");
  g_assert_cmpuint (((GezinParkedRecord *) parked->pdata[0])->versions->len, ==, 3);
  g_assert_true (gezin_store_drop_parked (test->store, gezin_dossier_id (made), &person, &error));
  none = gezin_store_parked (test->store, NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (gezin_store_drop_parked (test->store, gezin_dossier_id (made), &person, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
}

/* One dot with two contents, of which the first lies in the past already: law 4. */
static void
test_forged_version_of_the_past_is_kept_aside (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Forged");
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, &dossier, NULL);
  GezinVersion *first = gezin_dossier_root (now)->heads[0];
  GRefString *other = g_ref_string_new ("Something else");
  g_autoptr (GezinVersion) forged =
      gezin_version_new (&first->record, first->kind, first->field, first->item, other, &first->dot,
                         first->context, first->commit, NULL, NULL, 0, FALSE);
  g_autoptr (GezinDossier) later = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_aside = 0;
  guint round;

  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_NAME, "Second name");
  later = gezin_store_load (test->store, &dossier, &error);
  merge = gezin_merge (later, NULL, &forged, 1, NULL, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (merge->arrived_past->len, ==, 1);
  for (round = 0; round < 2; round++)
    {
      if (!store_test_apply (test, merge, NULL, &error))
        g_error ("%s", error->message);
      g_assert_true (gezin_database_get_int (test->store->database,
                                             "SELECT count(*) FROM aside"
                                             " WHERE reason = 'same-dot' AND ours IS NOT NULL",
                                             &n_aside, &error));
      g_assert_cmpint (n_aside, ==, 1);
    }
  past = gezin_store_past (test->store, &dossier, NULL, &error);
  g_assert_cmpuint (past->len, ==, 1);
  g_assert_cmpstr (((GezinVersion *) past->pdata[0])->value, ==, "Forged");
  g_ref_string_release (other);
}

static void
test_marker_takes_the_past_with_it (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Marker");
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GezinMerge) over = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) markers = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GezinCommit) commit = gezin_commit_new (99, TEST_NOW, "A", "lead", "B", NULL);
  g_autoptr (GError) error = NULL;
  guint64 replica;
  GezinWriter writer = { .commit = commit, .random = test->random };

  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_TEAM, "Een geheim");
  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_TEAM, "Nog een geheim");
  g_assert_true (gezin_store_replicas (test->store, &dossier, &replica, NULL, &error));
  writer.replica = replica;
  writer.own_replicas = &replica;
  writer.n_own_replicas = 1;
  now = gezin_store_load (test->store, &dossier, &error);
  versions = gezin_write_erasure (now, &writer, &dossier, GEZIN_FIELD_FAMILY_TEAM, NULL, &error);
  g_assert_no_error (error);
  merge = gezin_merge (now, NULL, (GezinVersion *const *) versions->pdata, versions->len, NULL, 0,
                       &error);
  g_assert_no_error (error);
  if (!store_test_apply (test, merge, NULL, &error))
    g_error ("%s", error->message);
  past = gezin_store_past (test->store, &dossier, NULL, &error);
  g_assert_cmpuint (past->len, ==, 0);
  none = gezin_store_markers (test->store, &dossier, &error);
  g_assert_cmpuint (none->len, ==, 0); /* it is a head */
  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_TEAM, "Weer iets");
  markers = gezin_store_markers (test->store, &dossier, &error);
  g_assert_cmpuint (markers->len, ==, 1);
  g_assert_true (((GezinVersion *) markers->pdata[0])->erased);
  assert_whole (test);
}

static void
test_damaged_index_is_seen_by_the_check (StoreTest *test, gconstpointer data)
{
  static const char *const changes[] = {
    "DELETE FROM search_record",
    "UPDATE head SET over = x'00' WHERE over IS NOT NULL",
    "DELETE FROM search",
    "UPDATE past SET n = 77",
  };
  GezinUuid dossier = store_test_new_dossier (test, "Checked");
  gsize i;

  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_NAME, "Checked again");
  assert_whole (test);
  for (i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (gezin_database_begin (test->store->database, NULL));
      g_assert_true (gezin_database_exec (test->store->database, changes[i], NULL));
      g_assert_false (gezin_store_check_integrity (test->store, &error));
      g_assert_nonnull (error);
      g_assert_true (gezin_database_end (test->store->database, FALSE, NULL));
    }
  assert_whole (test);
}

#define ADD(path, test) g_test_add ("/store/store/" path, StoreTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("reopens-with-its-owner", test_reopens_with_its_owner);
  ADD ("opens-with-the-recovery-key", test_opens_with_the_recovery_key);
  ADD ("second-init-is-refused", test_second_init_is_refused);
  ADD ("interrupted-init-can-be-done-again", test_interrupted_init_can_be_done_again);
  ADD ("written-values-are-read-back", test_written_values_are_read_back);
  ADD ("every-part-of-a-version-survives", test_every_part_of_a_version_survives);
  ADD ("erased-record-is-gone-from-every-table", test_erased_record_is_gone_from_every_table);
  ADD ("list-is-sorted-and-resolved", test_list_is_sorted_and_resolved);
  ADD ("unknown-dossier-is-not-found", test_unknown_dossier_is_not_found);
  ADD ("replica-lasts-a-utc-day", test_replica_lasts_a_utc_day);
  ADD ("copied-folder-is-another-incarnation", test_copied_folder_is_another_incarnation);
  ADD ("failed-part-spoils-its-bulk-alone", test_failed_part_spoils_its_bulk_alone);
  ADD ("change-of-an-older-dossier-is-refused-whole",
       test_change_of_an_older_dossier_is_refused_whole);
  ADD ("bulk-is-kept-or-dropped-together", test_bulk_is_kept_or_dropped_together);
  ADD ("no-wal-index-file-is-made", test_no_wal_index_file_is_made);
  ADD ("files-are-for-their-owner-alone", test_files_are_for_their_owner_alone);
  ADD ("cipher-answers-and-settings-hold", test_cipher_answers_and_settings_hold);
  ADD ("migration-copies-first-and-happens-once", test_migration_copies_first_and_happens_once);
  ADD ("parked-records-wait-with-all-that-came", test_parked_records_wait_with_all_that_came);
  ADD ("forged-version-of-the-past-is-kept-aside", test_forged_version_of_the_past_is_kept_aside);
  ADD ("marker-takes-the-past-with-it", test_marker_takes_the_past_with_it);
  ADD ("damaged-index-is-seen-by-the-check", test_damaged_index_is_seen_by_the_check);
  return g_test_run ();
}
