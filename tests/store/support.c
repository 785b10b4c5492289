/* SPDX-License-Identifier: EUPL-1.2 */

/* A store to test with. */

#include "support.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/limits.h"
#include "merge/undo.h"
#include "store/documents.h"

GezinSecret *
store_test_passphrase (void)
{
  return gezin_secret_new_copy (TEST_PASSPHRASE, strlen (TEST_PASSPHRASE));
}

void
store_test_init (StoreTest *test, guint64 seed, const char *vfs)
{
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();
  g_autoptr (GezinIdentity) identity =
      gezin_identity_new ("Sanne Bakker", "Wijkteam Noord", "consultant");
  g_autoptr (GError) error = NULL;

  *test = (StoreTest){ 0 };
  test->folder = g_dir_make_tmp ("gezin-store-XXXXXX", NULL);
  test->database = g_build_filename (test->folder, "dossiers.db", NULL);
  test->clock = gezin_clock_new_fixed (TEST_NOW);
  test->random = gezin_random_new_seeded (seed);
  test->options = (GezinStoreOptions){ .clock = test->clock, .random = test->random, .vfs = vfs };
  test->store = gezin_store_create (test->folder, identity, passphrase, GEZIN_KDF_MIN_MEMORY,
                                    &test->options, &test->recovery, &error);
  g_assert_no_error (error);
}

void
store_test_clear (StoreTest *test)
{
  g_clear_pointer (&test->store, gezin_store_close);
  g_clear_pointer (&test->recovery, gezin_secret_free);
  g_clear_pointer (&test->clock, gezin_clock_unref);
  g_clear_pointer (&test->random, gezin_random_unref);
  store_test_remove_folder (test->folder);
  g_free (test->folder);
  g_free (test->database);
}

GezinStore *
store_test_open (StoreTest *test, const char *folder, GError **error)
{
  g_autoptr (GezinSecret) passphrase = store_test_passphrase ();

  return gezin_store_open (folder == NULL ? test->folder : folder, passphrase, FALSE,
                           &test->options, error);
}

void
store_test_reopen (StoreTest *test)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&test->store, gezin_store_close);
  test->store = store_test_open (test, NULL, &error);
  g_assert_no_error (error);
}

void
store_test_tick (StoreTest *test)
{
  gezin_clock_set (test->clock, gezin_clock_now (test->clock) + G_USEC_PER_SEC);
}

GezinUuid
store_test_record_id (StoreTest *test)
{
  return gezin_uuid_random (test->random);
}

static GezinDossier *
empty_dossier (const GezinUuid *id)
{
  g_autoptr (GError) error = NULL;
  GezinDossier *dossier = gezin_dossier_new (id, NULL, 0, NULL, 0, &error);

  g_assert_no_error (error);
  return dossier;
}

static GezinDossier *
load_or_empty (StoreTest *test, const GezinUuid *id, GError **error)
{
  if (!gezin_store_has (test->store, id))
    return empty_dossier (id);
  return gezin_store_load (test->store, id, error);
}

gboolean
store_test_apply (StoreTest *test, const GezinMerge *merge, const GezinStoreChange *more,
                  GError **error)
{
  const GezinAuditEvent event = { .action = "commit",
                                  .dossier = gezin_dossier_id (merge->dossier) };
  const GezinRecord *root = gezin_dossier_root (merge->dossier);
  GezinDossierRow row = { .id = *gezin_dossier_id (merge->dossier),
                          .changed = gezin_clock_now (test->clock) };
  GezinStoreChange change = { .event = &event };

  if (more != NULL)
    change = *more;
  if (more != NULL && change.event == NULL)
    change.event = &event;
  if (root != NULL)
    row.name = (char *) gezin_record_value (root, GEZIN_FIELD_FAMILY_NAME);
  if (root != NULL)
    row.reference = (char *) gezin_record_value (root, GEZIN_FIELD_FAMILY_REFERENCE);
  change.merge = merge;
  change.row = &row;
  return gezin_store_apply (test->store, &change, error);
}

/* A commit of the store's owner, now. */
static GezinCommit *
new_commit (StoreTest *test)
{
  const GezinIdentity *owner = gezin_store_identity (test->store);

  return gezin_commit_new (gezin_random_id (test->random), gezin_clock_now (test->clock),
                           owner->name, owner->role, owner->organisation, NULL);
}

static gboolean
write_with (StoreTest *test, GezinDossier *now, GPtrArray *edits, const GezinStoreChange *more,
            guint64 *commit_id, GError **error)
{
  g_autoptr (GArray) own = NULL;
  g_autoptr (GezinCommit) commit = new_commit (test);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  GezinWriter writer = { .commit = commit, .random = test->random };

  if (!gezin_store_replicas (test->store, gezin_dossier_id (now), &writer.replica, &own, error))
    return FALSE;
  writer.own_replicas = (const guint64 *) (gpointer) own->data;
  writer.n_own_replicas = own->len;
  versions = gezin_write (now, &writer, edits, error);
  if (versions == NULL)
    return FALSE;
  merge = gezin_merge (now, NULL, (GezinVersion *const *) versions->pdata, versions->len, NULL, 0,
                       error);
  if (merge == NULL)
    return FALSE;
  if (commit_id != NULL)
    *commit_id = commit->id;
  return store_test_apply (test, merge, more, error);
}

gboolean
store_test_write (StoreTest *test, GezinDossier *now, GPtrArray *edits, guint64 *commit,
                  GError **error)
{
  const GezinStoreChange own = { .is_own = TRUE };

  return write_with (test, now, edits, &own, commit, error);
}

gboolean
store_test_write_part (StoreTest *test, GezinDossier *now, GPtrArray *edits, GError **error)
{
  const GezinStoreChange part = { .is_own = TRUE, .is_part = TRUE };

  return write_with (test, now, edits, &part, NULL, error);
}

static gboolean
attach_taken (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
              const GezinDocument *document, GError **error)
{
  const GezinAuditEvent event = { .action = "document-added", .dossier = dossier };
  const GezinStoreChange change = { .is_own = TRUE, .document = document, .event = &event };
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  if (now == NULL)
    return FALSE;
  g_ptr_array_add (edits, gezin_edit_new (record, GEZIN_KIND_DOCUMENT, GEZIN_FIELD_DOCUMENT_FILE,
                                          NULL, document->digest));
  return write_with (test, now, edits, &change, NULL, error);
}

gboolean
store_test_attach (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                   const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GezinDocument) document =
      gezin_documents_take (test->store, file, NULL, NULL, NULL, error);
  GError *inner = NULL;

  if (document == NULL)
    return FALSE;
  if (attach_taken (test, dossier, record, document, &inner))
    return TRUE;
  gezin_documents_discard (test->store, document, inner);
  g_propagate_error (error, inner);
  return FALSE;
}

GezinUuid
store_test_new_dossier (StoreTest *test, const char *name)
{
  GezinUuid id = gezin_uuid_random (test->random);
  g_autoptr (GezinDossier) empty = empty_dossier (&id);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (edits,
                   gezin_edit_new (&id, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME, NULL, name));
  if (!store_test_write (test, empty, edits, NULL, &error))
    g_error ("%s", error->message);
  store_test_tick (test);
  return id;
}

static gboolean
set_field (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record, GezinField field,
           const char *value, guint64 *commit, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  GezinKind kind = gezin_catalogue_field (field)->kind;

  if (now == NULL)
    return FALSE;
  if (gezin_dossier_find (now, record) != NULL)
    kind = gezin_dossier_find (now, record)->kind;
  g_ptr_array_add (edits, gezin_edit_new (record, kind, field, NULL, value));
  return store_test_write (test, now, edits, commit, error);
}

gboolean
store_test_try_set (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                    GezinField field, const char *value, GError **error)
{
  return set_field (test, dossier, record, field, value, NULL, error);
}

guint64
store_test_set (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                GezinField field, const char *value)
{
  g_autoptr (GError) error = NULL;
  guint64 commit = 0;

  if (!set_field (test, dossier, record, field, value, &commit, &error))
    g_error ("%s", error->message);
  store_test_tick (test);
  return commit;
}

gboolean
store_test_undo (StoreTest *test, const GezinUuid *dossier, GError **error)
{
  GezinStoreChange change = { .undoes = TRUE };
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GezinDossier) now = NULL;
  gboolean done;

  undone = gezin_store_undoable (test->store, dossier, &change.undone, error);
  if (undone == NULL)
    return FALSE;
  past = gezin_store_past (test->store, dossier, NULL, error);
  now = past == NULL ? NULL : gezin_store_load (test->store, dossier, error);
  if (now == NULL)
    return FALSE;
  edits = gezin_undo_edits (now, undone, past, &left);
  done = write_with (test, now, edits, &change, NULL, error);
  store_test_tick (test);
  return done;
}

char *
store_test_value (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record,
                  GezinField field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, &error);
  const GezinRecord *found;

  if (g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND))
    return NULL;
  g_assert_no_error (error);
  found = gezin_dossier_find (now, record);
  return found == NULL ? NULL : g_strdup (gezin_record_value (found, field));
}

static void
collect_heads (GezinDossier *dossier, GPtrArray *versions)
{
  guint i, j;

  for (i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (j = 0; j < record->n_heads; j++)
        g_ptr_array_add (versions, record->heads[j]);
    }
}

gboolean
store_test_take_in (StoreTest *test, GezinDossier *from, const GezinStoreChange *more,
                    GError **error)
{
  g_autoptr (GezinDossier) ours = load_or_empty (test, gezin_dossier_id (from), error);
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (GPtrArray) markers = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  const GezinUuid *erased;
  gsize n_erased;

  if (ours == NULL)
    return FALSE;
  markers = gezin_store_markers (test->store, gezin_dossier_id (from), error);
  if (markers == NULL)
    return FALSE;
  collect_heads (from, versions);
  erased = gezin_dossier_erased (from, &n_erased);
  merge = gezin_merge (ours, markers, (GezinVersion *const *) versions->pdata, versions->len,
                       erased, n_erased, error);
  return merge != NULL && store_test_apply (test, merge, more, error);
}

/* Folders. */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
sorted_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

void
store_test_remove_folder (const char *folder)
{
  g_autoptr (GPtrArray) names = NULL;
  guint i;

  /* A restore that the power cut short may have left none. */
  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return;
  names = sorted_names (folder);
  for (i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        store_test_remove_folder (path);
      else
        g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

char *
store_test_copy_folder (const char *folder)
{
  char *copy = g_dir_make_tmp ("gezin-copy-XXXXXX", NULL);
  g_autoptr (GPtrArray) names = sorted_names (folder);
  guint i;

  for (i = 0; i < names->len; i++)
    {
      g_autofree char *from = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *to = g_build_filename (copy, names->pdata[i], NULL);
      g_autoptr (GFile) from_file = g_file_new_for_path (from);
      g_autoptr (GFile) to_file = g_file_new_for_path (to);

      if (!g_file_test (from, G_FILE_TEST_IS_DIR))
        g_assert_true (g_file_copy (from_file, to_file, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    }
  return copy;
}

char *
store_test_digest (const char *folder)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GPtrArray) names = sorted_names (folder);
  guint i;

  for (i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (g_str_has_suffix (path, ".tries") || g_file_test (path, G_FILE_TEST_IS_DIR))
        continue;
      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      g_checksum_update (checksum, names->pdata[i], -1);
      g_checksum_update (checksum, (const guchar *) &length, sizeof length);
      g_checksum_update (checksum, (const guchar *) content, (gssize) length);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

guint
store_test_rounds (guint usual)
{
  const char *text = g_getenv ("GEZIN_TEST_ROUNDS");
  guint64 rounds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &rounds, NULL))
    return usual;
  return (guint) rounds;
}

guint64
store_test_seed (void)
{
  const char *text = g_getenv ("GEZIN_TEST_SEED");
  guint64 seed;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seed, NULL))
    seed = (guint64) g_get_real_time ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  return seed;
}
