/* SPDX-License-Identifier: EUPL-1.2 */

/* The files of outbox and inbox.
 *
 * Invariants:
 * 1. A file under its own name has a row in the ledger, and is whole.
 * 2. A staged file is whole and synced before its row comes; without row it is removed.
 * 3. Nothing that is not ours to remove lies here: the folders are the store's own. */

#include "store/exchange-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/digest.h"
#include "store/failure-private.h"

#define NAME_BYTES (16)
#define SUFFIX ".gezin"
#define STAGED ".new"

static const char *const folders[] = { "outbox", "inbox" };

static char *
box_folder (GezinStore *store, GezinBox box)
{
  g_autofree char *above = g_path_get_dirname (gezin_database_path (store->database));

  return g_build_filename (above, folders[box], NULL);
}

static char *
box_path (GezinStore *store, GezinBox box, const char *name)
{
  g_autofree char *folder = box_folder (store, box);

  return g_build_filename (folder, name, NULL);
}

GFile *
gezin_store_box_file (GezinStore *store, GezinBox box, const char *name)
{
  g_autofree char *path = box_path (store, box, name);

  return g_file_new_for_path (path);
}

char *
gezin_store_new_box_name (GezinStore *store)
{
  guint8 bytes[NAME_BYTES];
  g_autofree char *text = NULL;

  gezin_random_bytes (store->random, bytes, sizeof bytes);
  text = gezin_hex_encode (bytes, sizeof bytes);
  return g_strconcat (text, SUFFIX, NULL);
}

static gboolean
make_folder (GezinStore *store, const char *folder, GError **error)
{
  g_autofree char *above = g_path_get_dirname (folder);

  if ((g_file_test (folder, G_FILE_TEST_IS_DIR) || store->disk->make_folder (folder) == 0)
      && store->disk->sync_folder (above) == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot make the folder for bundles", error);
  return FALSE;
}

/* A stream into a staged file, which goes again unless it is finished. */

#define GEZIN_TYPE_STAGE (gezin_stage_get_type ())
G_DECLARE_FINAL_TYPE (GezinStage, gezin_stage, GEZIN, STAGE, GOutputStream)

struct _GezinStage {
  GOutputStream parent_instance;
  GezinStore *store;
  GezinNewFile file;
  char *folder;
};

G_DEFINE_FINAL_TYPE (GezinStage, gezin_stage, G_TYPE_OUTPUT_STREAM)

static gssize
gezin_stage_write (GOutputStream *stream, const void *bytes, gsize length,
                   GCancellable *cancellable, GError **error)
{
  GezinStage *self = GEZIN_STAGE (stream);

  if (!gezin_new_file_write (&self->file, bytes, length, error))
    return -1;
  return (gssize) length;
}

static void
gezin_stage_finalize (GObject *object)
{
  GezinStage *self = GEZIN_STAGE (object);

  gezin_new_file_clear (&self->file);
  g_free (self->folder);
  G_OBJECT_CLASS (gezin_stage_parent_class)->finalize (object);
}

static void
gezin_stage_class_init (GezinStageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gezin_stage_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = gezin_stage_write;
}

static void
gezin_stage_init (GezinStage *self)
{
  self->file.file = -1;
}

GOutputStream *
gezin_store_stage_open (GezinStore *store, GezinBox box, const char *name, GError **error)
{
  g_autoptr (GezinStage) self = g_object_new (GEZIN_TYPE_STAGE, NULL);
  g_autofree char *path = box_path (store, box, name);
  g_autofree char *staged = g_strconcat (path, STAGED, NULL);

  self->store = store;
  self->folder = box_folder (store, box);
  if (!make_folder (store, self->folder, error)
      || !gezin_new_file_open (&self->file, store->disk, TRUE, staged, error))
    return NULL;
  return G_OUTPUT_STREAM (g_steal_pointer (&self));
}

gboolean
gezin_store_stage_finish (GOutputStream *stream, GError **error)
{
  GezinStage *self = GEZIN_STAGE (stream);

  if (!gezin_new_file_sync (&self->file, error))
    return FALSE;
  if (self->store->disk->sync_folder (self->folder) != 0)
    {
      gezin_failure_from_errno (errno, "cannot sync the folder for bundles", error);
      return FALSE;
    }
  g_clear_pointer (&self->file.path, g_free);
  return TRUE;
}

gboolean
gezin_store_stage_file (GezinStore *store, GezinBox box, const char *name, GBytes *bytes,
                        GError **error)
{
  g_autoptr (GOutputStream) stream = gezin_store_stage_open (store, box, name, error);
  gsize length, written;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return stream != NULL && g_output_stream_write_all (stream, data, length, &written, NULL, error)
         && gezin_store_stage_finish (stream, error);
}

/* Names of files that rows have. */
static GHashTable *
names_of_rows (GezinStore *store, GezinBox box, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT file FROM ledger WHERE file IS NOT NULL AND came = ?1"
                              " UNION ALL SELECT file FROM arrived WHERE ?1 = 1",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, box == GEZIN_BOX_IN);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&names);
      g_hash_table_add (names, g_strdup (gezin_column_text (rows, 0)));
    }
}

/* The name without the ending of a staged file; %NULL if it has none. */
static char *
name_of_staged (const char *name)
{
  return g_str_has_suffix (name, STAGED) ? g_strndup (name, strlen (name) - strlen (STAGED)) : NULL;
}

static gboolean
settle_file (GezinStore *store, GezinBox box, GHashTable *names, const char *name, GError **error)
{
  g_autofree char *path = box_path (store, box, name);
  g_autofree char *wanted = name_of_staged (name);
  g_autofree char *target = wanted != NULL ? box_path (store, box, wanted) : NULL;
  int failed = 0;

  if (wanted != NULL && g_hash_table_contains (names, wanted))
    failed = store->disk->rename (path, target);
  else if (wanted != NULL || !g_hash_table_contains (names, name))
    failed = store->disk->remove (path);
  if (failed == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot put a bundle in its place", error);
  return FALSE;
}

static gboolean
settle_box (GezinStore *store, GezinBox box, GError **error)
{
  g_autofree char *folder = box_folder (store, box);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) names = NULL;
  const char *name;

  if (files == NULL)
    return TRUE;
  names = names_of_rows (store, box, error);
  if (names == NULL)
    return FALSE;
  while ((name = g_dir_read_name (files)) != NULL)
    if (g_str_has_suffix (name, STAGED) || !g_hash_table_contains (names, name))
      g_ptr_array_add (found, g_strdup (name));
  for (guint i = 0; i < found->len; i++)
    if (!settle_file (store, box, names, found->pdata[i], error))
      return FALSE;
  if (found->len == 0 || store->disk->sync_folder (folder) == 0)
    return TRUE;
  gezin_failure_from_errno (errno, "cannot sync the folder for bundles", error);
  return FALSE;
}

gboolean
gezin_store_settle_boxes (GezinStore *store, GError **error)
{
  return settle_box (store, GEZIN_BOX_OUT, error) && settle_box (store, GEZIN_BOX_IN, error);
}

/* The mailbox. */

#define MAILBOX "mailbox"

gboolean
gezin_store_mailbox (GezinStore *store, char **uri, GError **error)
{
  return gezin_meta_find (store, MAILBOX, uri, error);
}

gboolean
gezin_store_set_mailbox (GezinStore *store, const char *uri, GError **error)
{
  return gezin_meta_set (store, MAILBOX, uri, error);
}

/* What came from a mailbox. */

void
gezin_arrival_free (GezinArrival *arrival)
{
  if (arrival == NULL)
    return;
  g_free (arrival->file);
  g_free (arrival->digest);
  g_free (arrival);
}

static gboolean
has_arrived (GezinStore *store, const char *digest, gboolean *has, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database, "SELECT 1 FROM arrived WHERE digest = ?1", error);

  if (ask == NULL)
    return FALSE;
  gezin_bind_text (ask, 1, digest);
  return gezin_statement_step (ask, has, error);
}

static gboolean
insert_arrival (GezinStore *store, const char *name, const char *digest, gsize length,
                GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT INTO arrived (file, digest, bytes, time) VALUES (?1, ?2, ?3, ?4)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_text (put, 1, name);
  gezin_bind_text (put, 2, digest);
  gezin_bind_int (put, 3, (gint64) length);
  gezin_bind_int (put, 4, gezin_clock_now (store->clock));
  return gezin_statement_run (put, error);
}

static gboolean
note_arrival (GezinStore *store, const char *name, const char *digest, gsize length,
              const GezinAuditEvent *event, GError **error)
{
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = insert_arrival (store, name, digest, length, error)
         && gezin_exchange_note (store, event, error);
  return gezin_database_finish (store->database, done, error);
}

gboolean
gezin_store_take_arrival (GezinStore *store, GBytes *bytes, const GezinAuditEvent *event,
                          GError **error)
{
  g_autofree char *name = gezin_store_new_box_name (store);
  g_autofree char *digest = NULL;
  guint8 sha256[GEZIN_DIGEST_BYTES];
  gboolean has = FALSE;

  gezin_digest_of (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), sha256);
  digest = gezin_digest_text (sha256);
  if (!has_arrived (store, digest, &has, error))
    return FALSE;
  return has
         || (gezin_store_stage_file (store, GEZIN_BOX_IN, name, bytes, error)
             && note_arrival (store, name, digest, g_bytes_get_size (bytes), event, error)
             && gezin_store_settle_boxes (store, error));
}

static GezinArrival *
read_arrival (GezinStatement *rows)
{
  GezinArrival *arrival = g_new0 (GezinArrival, 1);

  arrival->file = g_strdup (gezin_column_text (rows, 0));
  arrival->digest = g_strdup (gezin_column_text (rows, 1));
  arrival->bytes = (guint64) gezin_column_int (rows, 2);
  arrival->time = gezin_column_int (rows, 3);
  return arrival;
}

GPtrArray *
gezin_store_arrivals (GezinStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_arrival_free);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT file, digest, bytes, time FROM arrived ORDER BY time, file", error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, read_arrival (rows));
    }
}

gboolean
gezin_store_end_arrival (GezinStore *store, const char *digest, GError **error)
{
  g_autoptr (GezinStatement) run =
      gezin_database_prepare (store->database, "DELETE FROM arrived WHERE digest = ?1", error);

  if (run == NULL)
    return FALSE;
  gezin_bind_text (run, 1, digest);
  return gezin_statement_run (run, error);
}
