/* SPDX-License-Identifier: EUPL-1.2 */

/* Drills: a good backup is found good without a trace on disk, and each fault of
 * a bad one is found. */

#include <glib/gstdio.h>
#include <string.h>

#include "backup-world.h"
#include "store/backup-private.h"
#include "store/store-private.h"

static gboolean
drill (BackupWorld *world, GezinDrillReport **report, GError **error)
{
  return gezin_store_drill (world->test.store, world->target, world->test.recovery, NULL, NULL,
                            NULL, report, error);
}

static char *
document_path (BackupWorld *world)
{
  g_autofree char *id = gezin_vault_id (world->test.store->vault);
  g_autoptr (GFile) folder = gezin_backup_documents_folder (world->target, id);
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);

  return g_build_filename (g_file_peek_path (folder), g_dir_read_name (dir), NULL);
}

static void
test_good_backup_is_good (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *temporary = g_dir_make_tmp ("gezin-temporary-XXXXXX", NULL);
  g_autofree char *before = store_test_digest (world->folder);
  g_autofree char *after = NULL;
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  sqlite3_temp_directory = temporary;
  backup_world_write (world, "na de kopie");
  g_assert_true (drill (world, &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_dossiers, ==, 1);
  g_assert_cmpuint (report->n_documents, ==, 1);
  g_assert_cmpuint (report->n_missing + report->n_damaged + report->n_lost, ==, 0);
  g_assert_cmpuint (report->n_newer, ==, 1);
  after = store_test_digest (world->folder);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (backup_world_n_files (temporary, ""), ==, 0);
  sqlite3_temp_directory = NULL;
  g_assert_cmpint (g_rmdir (temporary), ==, 0);
  state = gezin_store_backup_state (world->test.store, &error);
  g_assert_cmpint (state->last_drill, ==, gezin_clock_now (world->test.clock));
  g_assert_false (state->is_drill_old);
  events = gezin_store_audit_list (world->test.store, NULL, &error);
  g_assert_cmpstr (((GezinAuditEntry *) events->pdata[events->len - 1])->action, ==, "drill");
}

static void
assert_fault (BackupWorld *world, int code)
{
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (drill (world, &report, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, code);
  state = gezin_store_backup_state (world->test.store, NULL);
  g_assert_cmpint (state->last_drill, ==, 0);
}

static void
test_no_backup (BackupWorld *world, gconstpointer data)
{
  assert_fault (world, GEZIN_STORE_ERROR_NO_BACKUP);
  g_assert_cmpint (g_rmdir (world->folder), ==, 0);
  assert_fault (world, GEZIN_STORE_ERROR_BACKUP_GONE);
}

static void
test_older_paper_does_not_open (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GezinSecret) old = g_steal_pointer (&world->test.recovery);

  g_assert_true (gezin_store_new_recovery_key (world->test.store, &world->test.recovery, NULL));
  path = backup_world_backup_path (world);
  {
    g_autoptr (GezinSecret) new_key = g_steal_pointer (&world->test.recovery);

    world->test.recovery = g_steal_pointer (&old);
    assert_fault (world, GEZIN_STORE_ERROR_WRONG_KEY);
    old = g_steal_pointer (&world->test.recovery);
    world->test.recovery = g_steal_pointer (&new_key);
  }
  {
    g_autoptr (GezinDrillReport) report = NULL;

    g_assert_true (drill (world, &report, NULL));
  }
}

/* Also when an older one, that is whole, lies beside it. */
static void
test_damage_is_found_wherever_it_is (BackupWorld *world, gconstpointer data)
{
  g_autofree char *older = backup_world_backup_path (world);
  g_autofree char *path = NULL;
  g_autoptr (GByteArray) bytes = NULL;
  gsize places[5];

  backup_world_write (world, "later");
  path = backup_world_backup_path (world);
  bytes = backup_world_read (path);
  places[0] = 40;
  places[1] = 300;
  places[2] = 4096 + 20;
  places[3] = bytes->len / 2;
  places[4] = bytes->len - 100;
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      bytes->data[places[i]] ^= 1;
      backup_world_put (path, bytes);
      assert_fault (world, GEZIN_STORE_ERROR_BACKUP_DAMAGED);
      bytes->data[places[i]] ^= 1;
    }
  backup_world_put (path, bytes);
  {
    g_autoptr (GezinDrillReport) report = NULL;

    g_assert_true (drill (world, &report, NULL));
  }
}

/* Damage under right digests, as a failing memory could make it: the pages tell. */
static void
test_page_that_does_not_authenticate (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GByteArray) bytes = backup_world_read (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinBackup) backup = gezin_backup_open (file, NULL, NULL);
  guint64 manifest = gezin_backup_header_manifest_offset (&backup->header);
  g_autoptr (GString) text = NULL;

  bytes->data[manifest - 2000] ^= 1;
  gezin_digest_of (bytes->data, manifest, backup->manifest->content);
  text = gezin_backup_manifest_write (backup->manifest, world->test.store->master_key);
  g_byte_array_set_size (bytes, (guint) manifest);
  g_byte_array_append (bytes, (const guint8 *) text->str, (guint) text->len);
  backup_world_put (path, bytes);
  assert_fault (world, GEZIN_STORE_ERROR_DAMAGED);
}

static void
test_documents_are_authenticated (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autofree char *document = document_path (world);
  g_autoptr (GByteArray) bytes = backup_world_read (document);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GError) error = NULL;

  bytes->data[bytes->len - 1] ^= 1;
  backup_world_put (document, bytes);
  assert_fault (world, GEZIN_STORE_ERROR_BACKUP_DIFFERS);
  g_assert_false (drill (world, &report, &error));
  g_assert_cmpuint (report->n_damaged, ==, 1);
  g_unlink (document);
  g_clear_pointer (&report, gezin_drill_report_free);
  g_clear_error (&error);
  g_assert_false (drill (world, &report, &error));
  g_assert_cmpuint (report->n_missing, ==, 1);
}

/* A version that the backup has and the store has lost. */
static void
test_loss_is_found (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_database_exec (world->test.store->database,
                                      "DELETE FROM head WHERE field = 'facts'", NULL));
  g_assert_false (drill (world, &report, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_DIFFERS);
  g_assert_cmpuint (report->n_lost, ==, 1);
}

static void
test_changed_value_is_found (BackupWorld *world, gconstpointer data)
{
  g_autofree char *path = backup_world_backup_path (world);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_database_exec (
      world->test.store->database, "UPDATE head SET value = 'vals' WHERE field = 'facts'", NULL));
  g_assert_false (drill (world, &report, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BACKUP_DIFFERS);
  g_assert_cmpuint (report->n_lost, ==, 1);
}

#define TEST(name, function) \
  g_test_add ("/store/drill/" name, BackupWorld, NULL, backup_world_setup, function, \
              backup_world_teardown)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("good-backup-is-good", test_good_backup_is_good);
  TEST ("no-backup", test_no_backup);
  TEST ("older-paper-does-not-open", test_older_paper_does_not_open);
  TEST ("damage-is-found-wherever-it-is", test_damage_is_found_wherever_it_is);
  TEST ("page-that-does-not-authenticate", test_page_that_does_not_authenticate);
  TEST ("documents-are-authenticated", test_documents_are_authenticated);
  TEST ("loss-is-found", test_loss_is_found);
  TEST ("changed-value-is-found", test_changed_value_is_found);
  return g_test_run ();
}
