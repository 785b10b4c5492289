/* SPDX-License-Identifier: EUPL-1.2 */

/* Putting bundles into a folder that may be anywhere, and taking ours from it.
 * The invariants are in mailbox.h.
 *
 * A crash at any moment leaves a temporary file there, or a bundle that the
 * ledger still calls waiting: the next time finds it there, whole, and calls it sent.
 * A folder that is full, or that we may not write, does not keep us from looking at what came. */

#include "exchange/mailbox.h"

#include <string.h>

#include "base/limits.h"
#include "exchange/reach-private.h"

#define SUFFIX ".gezin"
#define TEMPORARY ".part"
#define TAKEN "taken"
#define ATTRIBUTES \
  G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE \
                                 "," G_FILE_ATTRIBUTE_STANDARD_SIZE \
                                 "," G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK

typedef struct {
  GezinExchange *exchange;
  GFile *mailbox;
  GezinForUs is_for_us;
  gpointer data;
  GezinMailboxReport *report;
  GezinReach *reach;
} Sync;

/* Reads at most @max_bytes; %NULL with G_IO_ERROR. */
static GBytes *
read_file (GFile *file, gsize max_bytes, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (GEZIN_MIB);
  gssize n_read;

  if (stream == NULL)
    return NULL;
  while (
      (n_read = g_input_stream_read (G_INPUT_STREAM (stream), chunk, GEZIN_MIB, cancellable, error))
      > 0)
    {
      if (bytes->len + (gsize) n_read > max_bytes)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a file is too large");
          return NULL;
        }
      g_byte_array_append (bytes, chunk, (guint) n_read);
    }
  return n_read < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Out. */

static gboolean
write_whole (GFile *file, GBytes *bytes, GCancellable *step, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (
      file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, step, error);
  gsize length, written;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return stream != NULL
         && g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, &written, step,
                                       error)
         && g_output_stream_flush (G_OUTPUT_STREAM (stream), step, error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), step, error)
         && gezin_reach_settle (file, error);
}

/* Whether @file holds @bytes: an earlier time was cut off after it gave the name. */
static gboolean
is_there (GFile *file, GBytes *bytes, GCancellable *step)
{
  g_autoptr (GBytes) there = read_file (file, g_bytes_get_size (bytes), step, NULL);

  return there != NULL && g_bytes_equal (there, bytes);
}

static gboolean
put_file (Sync *sync, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *temporary_name = g_strconcat (".", name, TEMPORARY, NULL);
  g_autoptr (GFile) temporary = g_file_get_child (sync->mailbox, temporary_name);
  g_autoptr (GFile) file = g_file_get_child (sync->mailbox, name);
  GCancellable *step = gezin_reach_begin (sync->reach, g_bytes_get_size (bytes));
  GError *inner = NULL;
  gboolean done =
      is_there (file, bytes, step)
      || (write_whole (temporary, bytes, step, &inner)
          && g_file_move (temporary, file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                          step, NULL, NULL, &inner)
          && gezin_reach_settle (sync->mailbox, &inner));

  /* What is left of it takes room. Where this fails too, the next time writes over it. */
  if (!done)
    g_file_delete (temporary, step, NULL);
  gezin_reach_end (sync->reach, "a bundle cannot be put into the mailbox", &inner);
  if (!done)
    g_propagate_error (error, inner);
  return done;
}

static gboolean
send_one (Sync *sync, GezinLedgerRow *row, GError **error)
{
  GezinStore *store = sync->exchange->store;
  g_autoptr (GFile) file = gezin_store_box_file (store, GEZIN_BOX_OUT, row->file);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  const GezinAuditEvent event = { .action = "send-bundle", .dossier = &row->dossier };

  /* A store that was restored has rows of files that stayed behind: the next export brings all. */
  if (bytes == NULL)
    return TRUE;
  if (!put_file (sync, row->file, bytes, error))
    return FALSE;
  g_free (row->state);
  row->state = g_strdup (GEZIN_LEDGER_SENT);
  /* A receipt gets none; it can be made again from its row. */
  if (row->sealed != NULL)
    g_clear_pointer (&row->file, g_free);
  if (!gezin_store_update_bundle (store, row, &event, error))
    return FALSE;
  sync->report->sent++;
  return TRUE;
}

/* Whether there is no use in going on with what is still to be done there. */
static gboolean
ends_all (const GError *error)
{
  return error != NULL
         && !g_error_matches (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_MAILBOX_FULL)
         && !g_error_matches (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY);
}

/* Where one does not fit, a smaller one may. @problem is the first; the others wait for the next time. */
static gboolean
send_all (Sync *sync, GError **problem, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_ledger (sync->exchange->store, NULL, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GezinLedgerRow *row = rows->pdata[i];
      g_autoptr (GError) inner = NULL;

      if (row->came || row->file == NULL || !g_str_equal (row->state, GEZIN_LEDGER_WAITING)
          || send_one (sync, row, &inner))
        continue;
      if (ends_all (inner))
        {
          g_propagate_error (error, g_steal_pointer (&inner));
          return FALSE;
        }
      if (*problem == NULL)
        *problem = g_steal_pointer (&inner);
    }
  return rows != NULL;
}

/* In. */

/** Candidate: A file there that may be a bundle: for us, for others, or of ours for others. */
typedef struct {
  char *name;
  guint64 size;
} Candidate;

static Candidate *
candidate_new (GFileInfo *info)
{
  Candidate *candidate = g_new0 (Candidate, 1);

  candidate->name = g_strdup (g_file_info_get_name (info));
  candidate->size = (guint64) g_file_info_get_size (info);
  return candidate;
}

static void
candidate_free (Candidate *candidate)
{
  g_free (candidate->name);
  g_free (candidate);
}

static GPtrArray *
list_candidates (Sync *sync, GCancellable *step, GError **error)
{
  g_autoptr (GPtrArray) candidates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  g_autoptr (GFileEnumerator) all = g_file_enumerate_children (
      sync->mailbox, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, step, error);

  while (all != NULL)
    {
      GFileInfo *info;

      if (!g_file_enumerator_iterate (all, &info, NULL, step, error))
        return NULL;
      if (info == NULL)
        break;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
          && g_file_info_get_name (info)[0] != '.'
          && g_str_has_suffix (g_file_info_get_name (info), SUFFIX)
          && g_file_info_get_size (info) <= GEZIN_MAX_BUNDLE_BYTES)
        g_ptr_array_add (candidates, candidate_new (info));
      else if (g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY)
        sync->report->left++;
    }
  return all != NULL ? g_steal_pointer (&candidates) : NULL;
}

/* Ours by what the file's name says: then it needs not be read. */
static gboolean
is_made_here (GPtrArray *rows, const char *name)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinLedgerRow *row = rows->pdata[i];

      if (!row->came && g_strcmp0 (row->file, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The folder is made with the first; a name that is taken there gets a number. */
static gboolean
move_to_taken (Sync *sync, GFile *file, const char *name, GCancellable *step, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_child (sync->mailbox, TAKEN);
  g_autoptr (GError) inner = NULL;

  if (!g_file_make_directory (folder, step, &inner)
      && !g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  for (guint n = 0; n < 1000; n++)
    {
      g_autofree char *other = n == 0 ? g_strdup (name) : g_strdup_printf ("%u-%s", n, name);
      g_autoptr (GFile) target = g_file_get_child (folder, other);

      g_clear_error (&inner);
      if (g_file_move (file, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, step, NULL, NULL, &inner))
        return TRUE;
      if (!g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_EXISTS))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* One that cannot be read, or is not there any more, is left: another program may be at it. */
static GBytes *
fetch (Sync *sync, const Candidate *candidate, GFile *file)
{
  GCancellable *step = gezin_reach_begin (sync->reach, candidate->size);
  g_autoptr (GBytes) bytes = read_file (file, GEZIN_MAX_BUNDLE_BYTES, step, NULL);

  gezin_reach_end (sync->reach, NULL, NULL);
  return g_steal_pointer (&bytes);
}

static gboolean
take_one (Sync *sync, const Candidate *candidate, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (sync->mailbox, candidate->name);
  g_autoptr (GBytes) bytes = fetch (sync, candidate, file);
  const GezinAuditEvent event = { .action = "bundle-arrived" };
  GError *inner = NULL;
  gboolean done;

  /* Unless it is all of the mailbox that cannot be read. */
  if (bytes == NULL && !gezin_reach_connect (sync->reach, error))
    return FALSE;
  if (bytes == NULL || !sync->is_for_us (bytes, sync->data))
    {
      sync->report->left++;
      return TRUE;
    }
  if (!gezin_store_take_arrival (sync->exchange->store, bytes, &event, error))
    return FALSE;
  sync->report->arrived++;
  done = move_to_taken (sync, file, candidate->name, gezin_reach_begin (sync->reach, 0), &inner);
  gezin_reach_end (sync->reach, "a bundle cannot be moved to taken/ in the mailbox", &inner);
  if (!done)
    g_propagate_error (error, inner);
  return done;
}

static gboolean
take_all (Sync *sync, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_ledger (sync->exchange->store, NULL, error);
  g_autoptr (GPtrArray) candidates = NULL;
  GError *inner = NULL;

  if (rows == NULL)
    return FALSE;
  candidates = list_candidates (sync, gezin_reach_begin (sync->reach, 0), &inner);
  gezin_reach_end (sync->reach, "the mailbox cannot be looked into", &inner);
  if (candidates == NULL)
    g_propagate_error (error, inner);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const Candidate *candidate = candidates->pdata[i];

      if (!is_made_here (rows, candidate->name) && !take_one (sync, candidate, error))
        return FALSE;
    }
  return candidates != NULL;
}

gboolean
gezin_mailbox_sync (GezinExchange *exchange, GFile *mailbox, GezinForUs is_for_us, gpointer data,
                    GezinMailboxReport *report, GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinReach) reach =
      gezin_reach_new (mailbox, GEZIN_MAILBOX_SECONDS, GEZIN_MAILBOX_BYTES_A_SECOND, cancellable);
  Sync sync = { exchange, mailbox, is_for_us, data, report, reach };
  GError *problem = NULL;

  *report = (GezinMailboxReport){ 0 };
  if (gezin_store_settle_boxes (exchange->store, error) && gezin_reach_connect (reach, error)
      && send_all (&sync, &problem, error) && gezin_store_settle_boxes (exchange->store, error)
      && take_all (&sync, error))
    {
      if (problem == NULL)
        return TRUE;
      g_propagate_error (error, problem);
      return FALSE;
    }
  g_clear_error (&problem);
  return FALSE;
}
