/* SPDX-License-Identifier: EUPL-1.2 */

/* Making, opening and closing a store. The invariants are in store.h.
 *
 * A store is there when its vault is there: at init the vault stands under
 * another name until all else is on disk, so a power cut during init leaves no
 * half store but leftovers that the next init clears away. */

#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/erasure-private.h"
#include "store/exchange.h"
#include "store/failure-private.h"
#include "store/migrations-private.h"
#include "store/store-private.h"

#define VAULT_NAME "vault"
#define NEW_VAULT_NAME "vault.new"
#define DATABASE_NAME "dossiers.db"
#define LOCK_NAME "lock"
#define BACKUPS_NAME "backups"

GezinStore *
gezin_store_alloc (const GezinStoreOptions *options)
{
  GezinStore *store = g_new0 (GezinStore, 1);

  store->lock = -1;
  store->disk = options != NULL && options->disk != NULL ? options->disk : gezin_disk_of_machine ();
  store->clock = options != NULL && options->clock != NULL ? gezin_clock_ref (options->clock)
                                                           : gezin_clock_new_system ();
  store->random = options != NULL && options->random != NULL ? gezin_random_ref (options->random)
                                                             : gezin_random_new_system ();
  store->program =
      g_strdup (options != NULL && options->program != NULL ? options->program : GEZIN_VERSION);
  store->pending_replicas =
      g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  return store;
}

void
gezin_store_close (GezinStore *store)
{
  if (store == NULL)
    return;
  g_clear_pointer (&store->database, gezin_database_close);
  g_clear_pointer (&store->vault, gezin_vault_free);
  g_clear_pointer (&store->master_key, gezin_secret_free);
  g_clear_pointer (&store->identity, gezin_identity_free);
  g_clear_pointer (&store->pending_replicas, g_hash_table_unref);
  g_clear_pointer (&store->ignored_words, g_hash_table_unref);
  g_clear_pointer (&store->sounds, gezin_sounds_unref);
  g_clear_pointer (&store->erased_files, g_ptr_array_unref);
  g_clear_object (&store->restored_from);
  g_clear_pointer (&store->clock, gezin_clock_unref);
  g_clear_pointer (&store->random, gezin_random_unref);
  g_free (store->program);
  if (store->lock >= 0)
    close (store->lock);
  g_free (store);
}

/* Held as long as the file is open, also across a crash of this process. */
gboolean
gezin_store_take_lock (GezinStore *store, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);

  store->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (store->lock < 0)
    {
      gezin_failure_from_errno (errno, "cannot open the lock of the store", error);
      return FALSE;
    }
  if (flock (store->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_BUSY,
                         "another program has the store open");
  else
    gezin_failure_from_errno (errno, "cannot lock the store", error);
  return FALSE;
}

static gboolean
exists (const char *path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Where the files of a store are. */
typedef struct {
  char *vault;
  char *new_vault;
  char *database;
  char *log;
  char *backups;
} Paths;

static void
init_paths (Paths *paths, const char *folder)
{
  paths->vault = g_build_filename (folder, VAULT_NAME, NULL);
  paths->new_vault = g_build_filename (folder, NEW_VAULT_NAME, NULL);
  paths->database = g_build_filename (folder, DATABASE_NAME, NULL);
  paths->log = g_strconcat (paths->database, "-wal", NULL);
  paths->backups = g_build_filename (folder, BACKUPS_NAME, NULL);
}

static void
clear_paths (Paths *paths)
{
  g_free (paths->vault);
  g_free (paths->new_vault);
  g_free (paths->database);
  g_free (paths->log);
  g_free (paths->backups);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Paths, clear_paths)

/* Making. */

/* Nothing in them was ever acknowledged: the vault that opens them never was one. */
static void
clear_leftovers (const Paths *paths)
{
  g_unlink (paths->database);
  g_unlink (paths->log);
  g_unlink (paths->new_vault);
}

static gboolean
check_is_free (const Paths *paths, GError **error)
{
  if (exists (paths->new_vault) && !exists (paths->vault))
    clear_leftovers (paths);
  if (!exists (paths->vault) && !exists (paths->database))
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_EXISTS,
                       "there is a store already");
  return FALSE;
}

static gboolean
fill_database (GezinStore *store, const GezinIdentity *identity, GError **error)
{
  const GezinAuditEvent event = { .action = "create" };
  g_autofree char *created = NULL;
  const GezinMigration *migrations;
  int n_migrations;
  gint64 now = gezin_clock_now (store->clock);
  gboolean done;

  migrations = gezin_migrations (&n_migrations);
  store->identity = gezin_identity_copy (identity);
  created = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  if (!gezin_migrations_run (store->database, migrations, n_migrations, NULL, error)
      || !gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_meta_write_identity (store, identity, error)
         && gezin_meta_set (store, "created", created, error)
         && gezin_incarnation_renew (store, error) && gezin_latest_begin (store, error)
         && gezin_audit_append (store, &event, now, error);
  /* From the log into the file: a store's database is never without its first page. */
  return gezin_database_finish (store->database, done, error)
         && gezin_database_exec (store->database, "PRAGMA wal_checkpoint (TRUNCATE)", error);
}

/* From here on there is a store. */
static gboolean
unveil_vault (GezinStore *store, const Paths *paths, const char *folder, GError **error)
{
  if (g_rename (paths->new_vault, paths->vault) != 0)
    {
      gezin_failure_from_errno (errno, "cannot put the vault in its place", error);
      return FALSE;
    }
  if (!gezin_file_sync_folder (folder, error))
    {
      gezin_failure_translate ("cannot put the vault in its place", error);
      return FALSE;
    }
  g_clear_pointer (&store->vault, gezin_vault_free);
  store->vault = gezin_vault_read (paths->vault, error);
  return store->vault != NULL;
}

static gboolean
make_files (GezinStore *store, const Paths *paths, const char *folder,
            const GezinIdentity *identity, const GezinSecret *passphrase, gsize kdf_memory,
            const GezinStoreOptions *options, GezinSecret **recovery_key, GError **error)
{
  store->vault = gezin_vault_create (paths->new_vault, passphrase, kdf_memory, recovery_key,
                                     &store->master_key, error);
  if (store->vault == NULL)
    return FALSE;
  store->database = gezin_database_create (paths->database, store->master_key,
                                           options == NULL ? NULL : options->vfs, error);
  return store->database != NULL && fill_database (store, identity, error)
         && unveil_vault (store, paths, folder, error);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot make the folder of the store", error);
  return FALSE;
}

GezinStore *
gezin_store_create (const char *folder, const GezinIdentity *identity,
                    const GezinSecret *passphrase, gsize kdf_memory,
                    const GezinStoreOptions *options, GezinSecret **recovery_key, GError **error)
{
  g_autoptr (GezinStore) store = gezin_store_alloc (options);
  g_autoptr (GezinSecret) printed = NULL;
  g_auto (Paths) paths = { NULL };

  init_paths (&paths, folder);
  if (!make_folder (folder, error) || !gezin_store_take_lock (store, folder, error)
      || !check_is_free (&paths, error))
    return NULL;
  if (!make_files (store, &paths, folder, identity, passphrase, kdf_memory, options, &printed,
                   error))
    {
      g_clear_pointer (&store->database, gezin_database_close);
      if (!exists (paths.vault))
        clear_leftovers (&paths);
      return NULL;
    }
  *recovery_key = g_steal_pointer (&printed);
  return g_steal_pointer (&store);
}

/* Opening. */

static gboolean
unlock (GezinStore *store, const GezinSecret *key, gboolean is_recovery_key, GError **error)
{
  store->master_key =
      is_recovery_key
          ? gezin_vault_unlock_with_recovery_key (store->vault, store->clock, key, error)
          : gezin_vault_unlock (store->vault, store->clock, key, error);
  return store->master_key != NULL;
}

/* A database without a vault is a store that lost it, not a place without one. */
static gboolean
read_vault (GezinStore *store, const Paths *paths, GError **error)
{
  g_autoptr (GError) inner = NULL;

  store->vault = gezin_vault_read (paths->vault, &inner);
  if (store->vault != NULL)
    return TRUE;
  if (g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE)
      && exists (paths->database) && !exists (paths->new_vault))
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED,
                         "the vault is missing");
  else
    g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
write_unlock_events (GezinStore *store, GArray *tries, gboolean is_recovery_key, GError **error)
{
  const GezinAuditEvent failed = { .action = "unlock-failed" };
  const GezinAuditEvent unlocked = { .action = "unlock",
                                     .detail = is_recovery_key ? "recovery-key" : "passphrase" };
  guint i;

  for (i = 0; i < tries->len; i++)
    if (!gezin_audit_append (store, &failed, g_array_index (tries, gint64, i), error))
      return FALSE;
  return gezin_audit_append (store, &unlocked, gezin_clock_now (store->clock), error);
}

/* One transaction, so that a store which does not open is as it was. Wrong tries are forgotten only
 * once the audit has them on disk. */
static gboolean
note_opening (GezinStore *store, gboolean is_recovery_key, GError **error)
{
  g_autoptr (GArray) tries = gezin_vault_failed_tries (store->vault);
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  /* Before anything is written with the time that the clock says now. */
  done = gezin_latest_open (store, error) && gezin_incarnation_check (store, error)
         && write_unlock_events (store, tries, is_recovery_key, error);
  return gezin_database_finish (store->database, done, error)
         && gezin_vault_forget_failed_tries (store->vault, error);
}

/* Init gives a database its format; one without is not new but has lost what it held. */
static gboolean
check_is_filled (GezinStore *store, GError **error)
{
  gint64 format = 0;

  if (!gezin_migrations_check (store->database, gezin_store_format (), &format, error))
    return FALSE;
  if (format > 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                       "the database holds nothing");
  return FALSE;
}

static gboolean
open_database (GezinStore *store, const Paths *paths, const GezinStoreOptions *options,
               GError **error)
{
  int n_migrations;
  const GezinMigration *migrations = gezin_migrations (&n_migrations);

  store->database = gezin_database_open (paths->database, store->master_key,
                                         options == NULL ? NULL : options->vfs, error);
  if (store->database == NULL || !check_is_filled (store, error))
    return FALSE;
  gezin_database_accept (store->database);
  if (!gezin_migrations_run (store->database, migrations, n_migrations, paths->backups, error))
    return FALSE;
  store->identity = gezin_meta_read_identity (store, error);
  return store->identity != NULL;
}

gboolean
gezin_store_open_files (GezinStore *store, const char *folder, const GezinStoreOptions *options,
                        GError **error)
{
  g_auto (Paths) paths = { NULL };

  init_paths (&paths, folder);
  return open_database (store, &paths, options, error);
}

static gboolean
check_is_there (const char *folder, const Paths *paths, GError **error)
{
  struct stat about;

  if (g_stat (folder, &about) != 0)
    {
      if (errno == ENOENT || errno == ENOTDIR)
        g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE,
                             "there is no such folder");
      else
        gezin_failure_from_errno (errno, "cannot look into the folder of the store", error);
      return FALSE;
    }
  if (g_stat (paths->vault, &about) == 0 || (errno != ENOENT && errno != ENOTDIR)
      || exists (paths->database))
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE,
                       "there is no store in this folder");
  return FALSE;
}

GezinStore *
gezin_store_open (const char *folder, const GezinSecret *key, gboolean is_recovery_key,
                  const GezinStoreOptions *options, GError **error)
{
  g_autoptr (GezinStore) store = gezin_store_alloc (options);
  g_auto (Paths) paths = { NULL };

  init_paths (&paths, folder);
  if (!check_is_there (folder, &paths, error) || !gezin_store_take_lock (store, folder, error)
      || !read_vault (store, &paths, error) || !unlock (store, key, is_recovery_key, error)
      || !open_database (store, &paths, options, error)
      || !note_opening (store, is_recovery_key, error) || !gezin_erasure_open (store, error)
      || !gezin_store_settle_boxes (store, error))
    return NULL;
  return g_steal_pointer (&store);
}

int
gezin_store_format (void)
{
  int n_migrations;

  (void) gezin_migrations (&n_migrations);
  return n_migrations;
}

const GezinIdentity *
gezin_store_identity (GezinStore *store)
{
  return store->identity;
}

GezinClock *
gezin_store_clock (GezinStore *store)
{
  return store->clock;
}

GezinRandom *
gezin_store_random (GezinStore *store)
{
  return store->random;
}

/* Keys. A passphrase that was weak changes nothing; so the vault goes first, and
 * a failure of the audit after it is told, with the new key in force. */

gboolean
gezin_store_change_passphrase (GezinStore *store, const GezinSecret *passphrase, GError **error)
{
  const GezinAuditEvent event = { .action = "change-passphrase" };

  return gezin_vault_change_passphrase (store->vault, store->master_key, passphrase, error)
         && gezin_store_audit (store, &event, error);
}

gboolean
gezin_store_new_recovery_key (GezinStore *store, GezinSecret **recovery_key, GError **error)
{
  const GezinAuditEvent event = { .action = "new-recovery-key" };

  return gezin_vault_new_recovery_key (store->vault, store->master_key, recovery_key, error)
         && gezin_store_audit (store, &event, error);
}
