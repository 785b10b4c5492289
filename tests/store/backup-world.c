/* SPDX-License-Identifier: EUPL-1.2 */

/* A store with something in it and a folder for its backups. */

#include "backup-world.h"

#include <glib/gstdio.h>

void
backup_world_write (BackupWorld *world, const char *text)
{
  store_test_set (&world->test, &world->dossier, &world->note, GEZIN_FIELD_CONTACT_FACTS, text);
}

void
backup_world_attach (BackupWorld *world, const GezinUuid *record, gsize length, guint number)
{
  g_autofree char *path = g_build_filename (world->outside, "source", NULL);
  g_autofree char *content = g_malloc (length + 1);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length; i++)
    content[i] = (char) ('a' + (i * 7 + i / 251 + number) % 26);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  g_assert_true (store_test_attach (&world->test, &world->dossier, record, path, &error));
  g_assert_no_error (error);
  g_unlink (path);
}

void
backup_world_setup (BackupWorld *world, gconstpointer data)
{
  store_test_init (&world->test, 83, data);
  world->outside = g_dir_make_tmp ("gezin-backup-XXXXXX", NULL);
  world->folder = g_build_filename (world->outside, "kopieën", NULL);
  g_assert_cmpint (g_mkdir (world->folder, 0700), ==, 0);
  world->target = g_file_new_for_path (world->folder);
  world->dossier = store_test_new_dossier (&world->test, WORLD_WORD);
  world->note = store_test_record_id (&world->test);
  world->paper = store_test_record_id (&world->test);
  backup_world_write (world, WORLD_WORD " zat in de tuin");
  backup_world_attach (world, &world->paper, 200000, 1);
}

void
backup_world_teardown (BackupWorld *world, gconstpointer data)
{
  store_test_clear (&world->test);
  g_clear_object (&world->target);
  store_test_remove_folder (world->outside);
  g_free (world->outside);
  g_free (world->folder);
}

GezinBackupReport *
backup_world_backup (BackupWorld *world)
{
  g_autoptr (GError) error = NULL;
  GezinBackupReport *report =
      gezin_store_backup (world->test.store, world->target, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  store_test_tick (&world->test);
  return report;
}

char *
backup_world_backup_path (BackupWorld *world)
{
  g_autoptr (GezinBackupReport) report = backup_world_backup (world);
  g_autoptr (GFile) file = g_file_new_for_uri (report->uri);

  return g_file_get_path (file);
}

GezinStore *
backup_world_restore (BackupWorld *world, const char *path, const char *folder,
                      GezinRestoreReport **report, GError **error)
{
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinRestoreReport) own = NULL;

  return gezin_store_restore (file, folder, passphrase, FALSE, FALSE, &world->test.options, NULL,
                              NULL, NULL, report != NULL ? report : &own, error);
}

GByteArray *
backup_world_read (const char *path)
{
  char *content;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_byte_array_new_take ((guint8 *) content, length);
}

void
backup_world_put (const char *path, const GByteArray *bytes)
{
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, NULL));
}

void
backup_world_advance (BackupWorld *world, gint64 hours)
{
  gezin_clock_set (world->test.clock,
                   gezin_clock_now (world->test.clock) + hours * 3600 * G_USEC_PER_SEC);
}

guint
backup_world_n_files (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, suffix);
  return n;
}
