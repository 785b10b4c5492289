/* SPDX-License-Identifier: EUPL-1.2 */

/* A store out of a backup: all of it, as another replica, without what was erased
 * meanwhile; and from a backup that is not whole nothing at all. */

#include <glib/gstdio.h>
#include <string.h>

#include "backup-world.h"
#include "store/backup-private.h"
#include "store/documents.h"
#include "store/erasure.h"
#include "store/store-private.h"

static char *
note_in (BackupWorld *world, GezinStore *store)
{
  g_autoptr (GezinDossier) dossier = gezin_store_load (store, &world->dossier, NULL);
  const GezinRecord *record = dossier == NULL ? NULL : gezin_dossier_find (dossier, &world->note);

  return record == NULL ? NULL : g_strdup (gezin_record_value (record, GEZIN_FIELD_CONTACT_FACTS));
}

static char *
new_folder (BackupWorld *world, const char *name)
{
  return g_build_filename (world->outside, name, NULL);
}

static void
assert_no_store (const char *folder)
{
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_brings_all_back (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GezinDocumentReport) documents = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  guint64 incarnation = world->test.store->incarnation;
  char text[GEZIN_ID_TEXT_LENGTH + 1];
  g_autofree char *kept = NULL;
  const GezinAuditEntry *last;

  store = backup_world_restore (world, path, folder, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_dossiers, ==, 1);
  g_assert_cmpuint (report->n_documents, ==, 1);
  g_assert_cmpuint (report->n_missing, ==, 0);
  g_assert_true (gezin_store_check_integrity (store, &error));
  g_assert_no_error (error);
  note = note_in (world, store);
  g_assert_cmpstr (note, ==, WORLD_WORD " zat in de tuin");
  hits = gezin_store_search (store, WORLD_WORD, GEZIN_KIND_NONE, 10, &error);
  g_assert_cmpuint (hits->len, ==, 2);
  documents = gezin_documents_check (store, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (store->incarnation != incarnation);
  kept = gezin_meta_get (store, "incarnation", &error); /* on disk, before anything is written */
  g_assert_cmpstr (kept, ==, gezin_id_write (store->incarnation, text));
  events = gezin_store_audit_list (store, NULL, &error);
  last = events->pdata[events->len - 1];
  g_assert_cmpstr (last->action, ==, "restored");
  g_assert_nonnull (
      strstr (last->detail, ((GezinAuditEntry *) events->pdata[events->len - 2])->hash));
  /* It opens by itself afterwards. */
  g_clear_pointer (&store, gezin_store_close);
  store = store_test_open (&world->test, folder, &error);
  g_assert_no_error (error);
}

static void
test_recovery_key_opens_it (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = gezin_store_restore (file, folder, world->test.recovery, TRUE, FALSE,
                               &world->test.options, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
}

static void
test_wrong_key_makes_nothing (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinSecret) wrong = gezin_secret_new_copy ("zeven gele fietsen", 18);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_store_restore (file, folder, wrong, FALSE, FALSE, &world->test.options, NULL,
                                      NULL, NULL, &report, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WRONG_KEY);
  assert_no_store (folder);
}

/* Both write the same field; each takes in what the other has: two versions, nothing lost. */
static void
test_twins_never_share_a_replica (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *folder = new_folder (world, "tweeling");
  StoreTest twin = world->test;
  g_autoptr (GezinDossier) ours = NULL;
  g_autoptr (GezinDossier) theirs = NULL;
  g_autoptr (GError) error = NULL;
  guint64 replica[2];

  /* The random stream of the tests would give both the same ids: that is no proof. */
  twin.random = gezin_random_new_seeded (83);
  twin.options.random = twin.random;
  twin.store = backup_world_restore (world, path, folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (
      gezin_store_replicas (world->test.store, &world->dossier, &replica[0], NULL, NULL));
  g_assert_true (gezin_store_replicas (twin.store, &world->dossier, &replica[1], NULL, NULL));
  g_assert_true (replica[0] != replica[1]);
  g_assert_true (store_test_try_set (&world->test, &world->dossier, &world->note,
                                     GEZIN_FIELD_CONTACT_FACTS, "de ene", &error));
  g_assert_true (store_test_try_set (&twin, &world->dossier, &world->note,
                                     GEZIN_FIELD_CONTACT_FACTS, "de andere", &error));
  ours = gezin_store_load (world->test.store, &world->dossier, &error);
  theirs = gezin_store_load (twin.store, &world->dossier, &error);
  g_assert_true (store_test_take_in (&world->test, theirs, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (store_test_take_in (&twin, ours, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GezinDossier) now =
          gezin_store_load (i == 0 ? world->test.store : twin.store, &world->dossier, &error);
      const GezinRecord *record = gezin_dossier_find (now, &world->note);
      GezinRegister one = gezin_record_register (record, GEZIN_FIELD_CONTACT_FACTS, NULL);

      g_assert_cmpuint (one.n_heads, ==, 2);
      g_assert_true (one.heads[0]->dot.replica != one.heads[1]->dot.replica);
    }
  gezin_store_close (twin.store);
  gezin_random_unref (twin.random);
}

/* What each backup of a pair of twins is to the other. */
static void
test_twins_know_each_others_backups (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *folder = new_folder (world, "tweeling");
  g_autoptr (GezinStore) twin = NULL;
  g_autoptr (GezinBackupReport) theirs = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  guint n_twins = 0;

  twin = backup_world_restore (world, path, folder, NULL, &error);
  theirs = gezin_store_backup (twin, world->target, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  rows = gezin_backup_list (world->test.store, world->target, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    n_twins += ((GezinBackupRow *) rows->pdata[i])->verdict == GEZIN_BACKUP_TWIN;
  g_assert_cmpuint (n_twins, ==, 1);
  /* Replacing ours leaves the twin's. */
  g_assert_true (gezin_store_set_backup_folder (world->test.store, world->target, &error));
  g_assert_true (gezin_backup_replace_all (world->test.store, &error));
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = gezin_backup_list (twin, world->target, &error);
  n_twins = 0;
  for (guint i = 0; i < rows->len; i++)
    n_twins += ((GezinBackupRow *) rows->pdata[i])->verdict == GEZIN_BACKUP_OURS;
  g_assert_cmpuint (n_twins, ==, 1);
}

static void
assert_refused (BackupWorld *world, const char *path, const char *folder, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (backup_world_restore (world, path, folder, NULL, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, code);
}

static void
test_refuses_what_is_in_its_way (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *before = store_test_digest (world->test.folder);
  g_autofree char *after = NULL;
  g_autofree char *folder = new_folder (world, "vol");
  g_autofree char *file = g_build_filename (folder, "vakantie.jpg", NULL);

  assert_refused (world, path, world->test.folder, GEZIN_STORE_ERROR_EXISTS);
  after = store_test_digest (world->test.folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "strand", -1, NULL));
  assert_refused (world, path, folder, GEZIN_STORE_ERROR_FOLDER_FULL);
  g_assert_cmpuint (backup_world_n_files (folder, ""), ==, 1);
  assert_refused (world, path, file, GEZIN_STORE_ERROR_FOLDER_FULL);
  assert_refused (world, file, folder, GEZIN_STORE_ERROR_BACKUP_NONE);
  assert_refused (world, world->folder, folder, GEZIN_STORE_ERROR_BACKUP_NONE);
}

/* The store is damaged and was moved aside; its backups stand where they were. */
static void
test_own_folder_of_backups_is_not_in_its_way (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) report =
      gezin_store_backup (world->test.store, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (report->uri);
  g_autofree char *vault = g_build_filename (world->test.folder, "vault", NULL);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&world->test.store, gezin_store_close);
  g_unlink (world->test.database);
  g_unlink (vault);
  world->test.store =
      backup_world_restore (world, g_file_peek_path (file), world->test.folder, NULL, &error);
  g_assert_no_error (error);
  note = note_in (world, world->test.store);
  g_assert_cmpstr (note, ==, WORLD_WORD " zat in de tuin");
}

static void
test_missing_document_is_told (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autoptr (GFile) documents = gezin_backup_documents_folder (world->target, id);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store_test_remove_folder (g_file_peek_path (documents));
  store = backup_world_restore (world, path, folder, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_missing, ==, 1);
  g_assert_cmpuint (report->n_documents, ==, 0);
}

/* What was erased after the backup does not come back. */
static void
test_erased_meanwhile_stays_erased (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *kept = g_strconcat (path, ".kept", NULL);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autoptr (GArray) markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  GezinErasureMarker marker = { .dossier = world->dossier, .has_record = TRUE };
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinBackupReport) again = NULL;
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autoptr (GezinStore) store = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  guint n_applied;

  backup_world_put (kept, bytes); /* somebody has a copy of the older one */
  marker.record = world->note;
  marker.time = gezin_clock_now (world->test.clock);
  g_array_append_val (markers, marker);
  g_assert_true (gezin_store_apply_markers (world->test.store, markers, &n_applied, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_applied, ==, 1);
  g_assert_true (gezin_store_finish_erasure (world->test.store, &error));
  g_assert_no_error (error);
  again = backup_world_backup (world);
  store = backup_world_restore (world, kept, folder, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_erased, ==, 1);
  note = note_in (world, store);
  g_assert_null (note);
  g_assert_true (gezin_store_check_integrity (store, &error));
  g_assert_no_error (error);
}

static void
erase_note (BackupWorld *world, GezinStore *store)
{
  g_autoptr (GArray) markers = g_array_new (FALSE, FALSE, sizeof (GezinErasureMarker));
  GezinErasureMarker marker = { .dossier = world->dossier, .has_record = TRUE };
  g_autoptr (GError) error = NULL;
  guint n_applied;

  marker.record = world->note;
  marker.time = gezin_clock_now (world->test.clock);
  g_array_append_val (markers, marker);
  g_assert_true (gezin_store_apply_markers (store, markers, &n_applied, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_applied, ==, 1);
  g_assert_false (gezin_store_is_erasure_unfinished (store));
}

/* (transfer full): Of the only file of markers that lies beside the backups. */
static char *
markers_path (BackupWorld *world, const char *backup)
{
  g_autofree char *folder = g_path_get_dirname (backup);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, GEZIN_ERASED_FILE_NAME "-"))
      return g_build_filename (folder, name, NULL);
  g_assert_not_reached ();
}

static GezinStore *
restore_without_markers (BackupWorld *world, const char *path, const char *folder,
                         GezinRestoreReport **report)
{
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GezinStore *store = gezin_store_restore (file, folder, passphrase, FALSE, TRUE,
                                           &world->test.options, NULL, NULL, NULL, report, &error);

  g_assert_no_error (error);
  return store;
}

/* A list of erasures that is damaged, in each of its parts, stops it; a line that is whole holds even then. */
static void
test_damaged_markers_stop_it (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *kept = g_strconcat (path, ".kept", NULL);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autofree char *markers = NULL;
  g_autoptr (GezinBackupReport) again = NULL;
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autoptr (GByteArray) whole = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *note = NULL;
  guint n_told = 0;

  backup_world_put (kept, bytes);
  erase_note (world, world->test.store);
  again = backup_world_backup (world);
  markers = markers_path (world, path);
  whole = backup_world_read (markers);
  for (guint i = 0; i < whole->len; i += 5)
    {
      g_autoptr (GByteArray) bad = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_byte_array_append (bad, whole->data, i); /* cut off */
      backup_world_put (markers, bad);
      g_assert_null (backup_world_restore (world, kept, folder, NULL, &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MARKERS_DAMAGED);
      assert_no_store (folder);
      g_clear_error (&error);
      g_byte_array_append (bad, whole->data + i, whole->len - i);
      bad->data[i] ^= 4; /* altered */
      backup_world_put (markers, bad);
      g_assert_null (backup_world_restore (world, kept, folder, NULL, &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_MARKERS_DAMAGED);
      assert_no_store (folder);
    }
  whole->data[whole->len - 3] ^= 4; /* in the seal: the line above it still holds */
  backup_world_put (markers, whole);
  store = restore_without_markers (world, kept, folder, &report);
  g_assert_true (report->are_markers_damaged);
  g_assert_cmpuint (report->n_erased, ==, 1);
  note = note_in (world, store);
  g_assert_null (note);
  events = gezin_store_audit_list (store, NULL, NULL);
  for (guint i = 0; i < events->len; i++)
    n_told +=
        g_str_equal (((GezinAuditEntry *) events->pdata[i])->action, "restored-without-markers");
  g_assert_cmpuint (n_told, ==, 1);
}

/* The database and the vault of a store are lost; what was erased in it lies in its folder still. */
static void
test_markers_in_the_folder_hold (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *kept = g_strconcat (path, ".kept", NULL);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autofree char *from = g_build_filename (world->test.folder, GEZIN_ERASED_FILE_NAME, NULL);
  g_autofree char *to = g_build_filename (folder, GEZIN_ERASED_FILE_NAME, NULL);
  g_autofree char *markers = NULL;
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autoptr (GByteArray) erased = NULL;
  g_autoptr (GezinBackupReport) again = NULL;
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  backup_world_put (kept, bytes);
  erase_note (world, world->test.store);
  again = backup_world_backup (world);
  erased = backup_world_read (from);
  markers = markers_path (world, path);
  g_assert_cmpint (g_unlink (markers), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  backup_world_put (to, erased);
  store = backup_world_restore (world, kept, folder, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_erased, ==, 1);
  note = note_in (world, store);
  g_assert_null (note);
}

static guint
count_ours (GezinStore *store, GFile *folder)
{
  g_autoptr (GPtrArray) rows = gezin_backup_list (store, folder, NULL);
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += ((GezinBackupRow *) rows->pdata[i])->verdict == GEZIN_BACKUP_OURS;
  return n;
}

/* (transfer full): Of the newest backup that @store has there. */
static char *
newest_path (GezinStore *store, GFile *folder)
{
  g_autoptr (GPtrArray) rows = gezin_backup_list (store, folder, NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (gezin_backup_newest_of_ours (rows)->uri);

  return g_file_get_path (file);
}

/* Three laptops of one past share a folder, and each was told to use it. */
static void
test_takes_nobodys_backup_away (BackupWorld *world, gconstpointer data)
{
  g_autofree char *second_folder = new_folder (world, "tweede");
  g_autofree char *third_folder = new_folder (world, "derde");
  g_autofree char *fourth_folder = new_folder (world, "vierde");
  g_autofree char *first = NULL;
  g_autofree char *of_second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinRestoreReport) trial = NULL;
  g_autoptr (GezinBackupReport) made = NULL;
  g_autoptr (GezinStore) second = NULL;
  g_autoptr (GezinStore) third = NULL;
  g_autoptr (GezinStore) fourth = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_set_backup_folder (world->test.store, world->target, NULL));
  first = backup_world_backup_path (world);
  second = backup_world_restore (world, first, second_folder, NULL, &error);
  g_assert_no_error (error);
  erase_note (world, second);
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_ours (world->test.store, world->target), ==, 1);
  g_assert_cmpuint (count_ours (second, world->target), ==, 1);
  of_second = newest_path (second, world->target);
  before = store_test_digest (world->folder);
  third = backup_world_restore (world, first, third_folder, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_erased, ==, 1);
  g_assert_cmpuint (report->n_old_backups, ==, 2);
  fourth = backup_world_restore (world, of_second, fourth_folder, &trial, &error);
  g_assert_no_error (error);
  after = store_test_digest (world->folder);
  g_assert_cmpstr (before, ==, after);
  /* Opened again, it has nothing left to do there either. */
  g_clear_pointer (&third, gezin_store_close);
  third = store_test_open (&world->test, third_folder, &error);
  g_assert_no_error (error);
  g_free (after);
  after = store_test_digest (world->folder);
  g_assert_cmpstr (before, ==, after);
  /* Nor does it write over or thin them later. */
  backup_world_advance (world, 24 * 400);
  made = gezin_store_backup (third, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (of_second, G_FILE_TEST_EXISTS));
}

/* Restored where the store was, from its own folder of backups. */
static void
test_backup_in_the_own_folder_stays (BackupWorld *world, gconstpointer data)
{
  g_autoptr (GezinBackupReport) made =
      gezin_store_backup (world->test.store, NULL, NULL, NULL, NULL, NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (made->uri);
  const char *path = g_file_peek_path (file);
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autofree char *vault = g_build_filename (world->test.folder, "vault", NULL);
  g_autofree char *note = NULL;
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GError) error = NULL;

  erase_note (world, world->test.store);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  backup_world_put (path, bytes); /* somebody had a copy */
  g_clear_pointer (&world->test.store, gezin_store_close);
  g_unlink (world->test.database);
  g_unlink (vault);
  world->test.store = backup_world_restore (world, path, world->test.folder, &report, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (report->n_erased, ==, 1);
  g_assert_cmpuint (report->n_old_backups, ==, 2);
  note = note_in (world, world->test.store);
  g_assert_null (note);
}

/* One bit of a document beside the backup; its length is right. */
static void
test_damaged_document_is_told (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autoptr (GFile) documents = gezin_backup_documents_folder (world->target, id);
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (documents), 0, NULL);
  g_autofree char *document =
      g_build_filename (g_file_peek_path (documents), g_dir_read_name (dir), NULL);
  g_autoptr (GByteArray) bytes = backup_world_read (document);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autofree char *vault = g_build_filename (folder, "vault", NULL);
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);
  g_autoptr (GezinRestoreReport) report = NULL;
  g_autoptr (GezinRestoreReport) again = NULL;
  g_autoptr (GezinStore) store = NULL;
  g_autoptr (GError) error = NULL;

  store = backup_world_restore (world, path, folder, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&store, gezin_store_close);
  g_unlink (vault);
  g_unlink (database);
  bytes->data[bytes->len / 2] ^= 1;
  backup_world_put (document, bytes);
  /* What is right here is not written over by what is damaged there. */
  store = backup_world_restore (world, path, folder, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_documents, ==, 1);
  g_assert_cmpuint (report->n_damaged, ==, 0);
  g_clear_pointer (&store, gezin_store_close);
  store_test_remove_folder (folder);
  store = backup_world_restore (world, path, folder, &again, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_documents, ==, 0);
  g_assert_cmpuint (again->n_missing, ==, 0);
  g_assert_cmpuint (again->n_damaged, ==, 1);
}

/* Damage. */

static void
assert_damaged (BackupWorld *world, const GByteArray *bytes, const char *what)
{
  g_autofree char *path = g_build_filename (world->outside, "kapot.backup", NULL);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autoptr (GError) error = NULL;

  backup_world_put (path, bytes);
  if (backup_world_restore (world, path, folder, NULL, &error) != NULL)
    g_error ("a backup that was %s is restored", what);
  if (error->domain != GEZIN_STORE_ERROR
      || (error->code != GEZIN_STORE_ERROR_BACKUP_DAMAGED
          && error->code != GEZIN_STORE_ERROR_BACKUP_NONE
          && error->code != GEZIN_STORE_ERROR_VAULT_DAMAGED))
    g_error ("a backup that was %s: %s", what, error->message);
  assert_no_store (folder);
}

static GByteArray *
copy_of (const GByteArray *bytes, gsize length)
{
  return g_byte_array_append (g_byte_array_new (), bytes->data, (guint) length);
}

static void
test_cut_off_at_each_part (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  const gsize lengths[] = { 0,
                            1,
                            15,
                            63,
                            64,
                            65,
                            500,
                            4095,
                            4096,
                            8192,
                            50000,
                            bytes->len / 2,
                            bytes->len - 4096,
                            bytes->len - 200,
                            bytes->len - 66,
                            bytes->len - 1 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GByteArray) cut = copy_of (bytes, lengths[i]);

      assert_damaged (world, cut, "cut off");
    }
}

static void
test_flipped_bits_in_each_part (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) store_test_seed ());
  guint n_flips = MIN (store_test_rounds (60), 2000);

  for (guint i = 0; i < n_flips; i++)
    {
      g_autoptr (GByteArray) flipped = copy_of (bytes, bytes->len);
      gsize where;

      /* A third in header and vault, a third in the pages, a third in the manifest. */
      if (i % 3 == 0)
        where = (gsize) g_rand_int_range (random, 0, 4096);
      else if (i % 3 == 1)
        where = (gsize) g_rand_int_range (random, 4096, (gint32) bytes->len);
      else
        where = (gsize) g_rand_int_range (random, (gint32) bytes->len - 700, (gint32) bytes->len);
      flipped->data[where] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      assert_damaged (world, flipped, "flipped");
    }
}

static void
test_extended (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GByteArray) bytes = backup_world_read (path);

  g_byte_array_append (bytes, (const guint8 *) "\n", 1);
  assert_damaged (world, bytes, "extended");
}

/* The first page of an older backup in a newer one, with the digests made right: the key tells. */
static void
test_parts_of_another_backup (BackupWorld *world, gconstpointer data)
{
  g_autofree char *first = backup_world_backup_path (world);
  g_autoptr (GByteArray) older = backup_world_read (first);
  g_autofree char *second = NULL;
  g_autoptr (GByteArray) newer = NULL;
  g_autoptr (GezinBackup) backup = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (GezinSecret) other = gezin_secret_new_random (32);
  guint64 manifest;
  gsize page;

  backup_world_write (world, "later");
  second = backup_world_backup_path (world);
  newer = backup_world_read (second);
  page = 4096;
  while (memcmp (newer->data + page, older->data + page, 4096) == 0)
    page += 4096;
  memcpy (newer->data + page, older->data + page, 4096);
  assert_damaged (world, newer, "made of two");
  file = g_file_new_for_path (second);
  backup = gezin_backup_open (file, NULL, NULL);
  manifest = gezin_backup_header_manifest_offset (&backup->header);
  gezin_digest_of (newer->data, manifest, backup->manifest->content);
  text = gezin_backup_manifest_write (backup->manifest, other);
  g_byte_array_set_size (newer, (guint) manifest);
  g_byte_array_append (newer, (const guint8 *) text->str, (guint) text->len);
  assert_damaged (world, newer, "signed with another key");
}

static void
test_newer_format (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *folder = new_folder (world, "nieuw");
  g_autofree char *newer_path = g_build_filename (world->folder, "nieuwer.backup", NULL);
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autoptr (GPtrArray) rows = NULL;
  guint n_newer = 0;

  bytes->data[19] = 2;
  crypto_generichash (bytes->data + 32, 32, bytes->data, 32, NULL, 0);
  backup_world_put (newer_path, bytes);
  assert_refused (world, newer_path, folder, GEZIN_STORE_ERROR_BACKUP_NEWER);
  assert_no_store (folder);
  rows = gezin_backup_list (world->test.store, world->target, NULL);
  for (guint i = 0; i < rows->len; i++)
    n_newer += ((GezinBackupRow *) rows->pdata[i])->verdict == GEZIN_BACKUP_NEWER;
  g_assert_cmpuint (n_newer, ==, 1);
}

#define TEST(name, function) \
  g_test_add ("/store/restore/" name, BackupWorld, NULL, backup_world_setup, function, \
              backup_world_teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("brings-all-back", test_brings_all_back);
  TEST ("recovery-key-opens-it", test_recovery_key_opens_it);
  TEST ("wrong-key-makes-nothing", test_wrong_key_makes_nothing);
  TEST ("twins-never-share-a-replica", test_twins_never_share_a_replica);
  TEST ("twins-know-each-others-backups", test_twins_know_each_others_backups);
  TEST ("refuses-what-is-in-its-way", test_refuses_what_is_in_its_way);
  TEST ("own-folder-of-backups-is-not-in-its-way", test_own_folder_of_backups_is_not_in_its_way);
  TEST ("missing-document-is-told", test_missing_document_is_told);
  TEST ("erased-meanwhile-stays-erased", test_erased_meanwhile_stays_erased);
  TEST ("damaged-markers-stop-it", test_damaged_markers_stop_it);
  TEST ("markers-in-the-folder-hold", test_markers_in_the_folder_hold);
  TEST ("takes-nobodys-backup-away", test_takes_nobodys_backup_away);
  TEST ("backup-in-the-own-folder-stays", test_backup_in_the_own_folder_stays);
  TEST ("damaged-document-is-told", test_damaged_document_is_told);
  TEST ("cut-off-at-each-part", test_cut_off_at_each_part);
  TEST ("flipped-bits-in-each-part", test_flipped_bits_in_each_part);
  TEST ("extended", test_extended);
  TEST ("parts-of-another-backup", test_parts_of_another_backup);
  TEST ("newer-format", test_newer_format);
  return g_test_run ();
}
