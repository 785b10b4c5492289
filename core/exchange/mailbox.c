/* SPDX-License-Identifier: EUPL-1.2 */

/* Putting bundles into a folder that may be anywhere, and taking ours from it.
 * The invariants are in mailbox.h.
 *
 * A crash at any moment leaves a temporary file there, or a bundle that the
 * ledger still calls waiting: the next time finds it there, whole, and calls it sent. */

#include "exchange/mailbox.h"

#include <string.h>

#include "base/limits.h"

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
  GCancellable *cancellable;
} Sync;

static GezinExchangeError
code_of (const GError *error)
{
  switch ((int) error->code)
    {
    case G_IO_ERROR_NO_SPACE:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_FULL;
    case G_IO_ERROR_PERMISSION_DENIED:
    case G_IO_ERROR_READ_ONLY:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY;
    case G_IO_ERROR_NOT_FOUND:
    case G_IO_ERROR_NOT_DIRECTORY:
    case G_IO_ERROR_NOT_MOUNTED:
    case G_IO_ERROR_NOT_SUPPORTED: /* an address that nothing on this machine can reach */
    case G_IO_ERROR_CLOSED:
    case G_IO_ERROR_CONNECTION_CLOSED:
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_HOST_NOT_FOUND:
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_TIMED_OUT:
      return GEZIN_EXCHANGE_ERROR_MAILBOX_GONE;
    default:
      return GEZIN_EXCHANGE_ERROR_MAILBOX;
    }
}

/* Gives what GIO said our code, without its text, which may hold a path. */
static void
translate (const char *what, GError **error)
{
  GezinExchangeError code;

  if (error == NULL || *error == NULL || (*error)->domain != G_IO_ERROR
      || (*error)->code == G_IO_ERROR_CANCELLED)
    return;
  code = code_of (*error);
  g_clear_error (error);
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
}

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
write_whole (Sync *sync, GFile *file, GBytes *bytes, GError **error)
{
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                      sync->cancellable, error);
  gsize length, written;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return stream != NULL
         && g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, &written,
                                       sync->cancellable, error)
         && g_output_stream_flush (G_OUTPUT_STREAM (stream), sync->cancellable, error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), sync->cancellable, error);
}

/* Whether @file holds @bytes: an earlier time was cut off after it gave the name. */
static gboolean
is_there (Sync *sync, GFile *file, GBytes *bytes)
{
  g_autoptr (GBytes) there = read_file (file, g_bytes_get_size (bytes), sync->cancellable, NULL);

  return there != NULL && g_bytes_equal (there, bytes);
}

static gboolean
put_file (Sync *sync, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *temporary_name = g_strconcat (".", name, TEMPORARY, NULL);
  g_autoptr (GFile) temporary = g_file_get_child (sync->mailbox, temporary_name);
  g_autoptr (GFile) file = g_file_get_child (sync->mailbox, name);

  if (is_there (sync, file, bytes))
    return TRUE;
  if (write_whole (sync, temporary, bytes, error)
      && g_file_move (temporary, file, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE,
                      sync->cancellable, NULL, NULL, error))
    return TRUE;
  g_file_delete (temporary, NULL, NULL);
  return FALSE;
}

static gboolean
send_one (Sync *sync, GezinLedgerRow *row, GError **error)
{
  GezinStore *store = sync->exchange->store;
  g_autoptr (GFile) file = gezin_store_box_file (store, GEZIN_BOX_OUT, row->file);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, sync->cancellable, NULL, NULL);
  const GezinAuditEvent event = { .action = "send-bundle", .dossier = &row->dossier };

  /* A store that was restored has rows of files that stayed behind: the next export brings all. */
  if (bytes == NULL)
    return TRUE;
  if (!put_file (sync, row->file, bytes, error))
    {
      translate ("a bundle cannot be put into the mailbox", error);
      return FALSE;
    }
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

static gboolean
send_all (Sync *sync, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_ledger (sync->exchange->store, NULL, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      GezinLedgerRow *row = rows->pdata[i];

      if (!row->came && row->file != NULL && g_str_equal (row->state, GEZIN_LEDGER_WAITING)
          && !send_one (sync, row, error))
        return FALSE;
    }
  return rows != NULL;
}

/* In. */

/* Names of files there that may be bundles: of others, or of ours for others. */
static GPtrArray *
list_candidates (Sync *sync, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFileEnumerator) all = g_file_enumerate_children (
      sync->mailbox, ATTRIBUTES, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, sync->cancellable, error);

  while (all != NULL)
    {
      GFileInfo *info;

      if (!g_file_enumerator_iterate (all, &info, NULL, sync->cancellable, error))
        return NULL;
      if (info == NULL)
        break;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
          && g_file_info_get_name (info)[0] != '.'
          && g_str_has_suffix (g_file_info_get_name (info), SUFFIX)
          && g_file_info_get_size (info) <= GEZIN_MAX_BUNDLE_BYTES)
        g_ptr_array_add (names, g_strdup (g_file_info_get_name (info)));
      else if (g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY)
        sync->report->left++;
    }
  return all != NULL ? g_steal_pointer (&names) : NULL;
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
move_to_taken (Sync *sync, GFile *file, const char *name, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_child (sync->mailbox, TAKEN);
  g_autoptr (GError) inner = NULL;

  if (!g_file_make_directory (folder, sync->cancellable, &inner)
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
      if (g_file_move (file, target, G_FILE_COPY_NO_FALLBACK_FOR_MOVE, sync->cancellable, NULL,
                       NULL, &inner))
        return TRUE;
      if (!g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_EXISTS))
        break;
    }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

/* What cannot be read now, or is not there any more, is left: another program may be at it. */
static gboolean
take_one (Sync *sync, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (sync->mailbox, name);
  g_autoptr (GBytes) bytes = read_file (file, GEZIN_MAX_BUNDLE_BYTES, sync->cancellable, NULL);
  const GezinAuditEvent event = { .action = "bundle-arrived" };

  if (g_cancellable_set_error_if_cancelled (sync->cancellable, error))
    return FALSE;
  if (bytes == NULL || !sync->is_for_us (bytes, sync->data))
    {
      sync->report->left++;
      return TRUE;
    }
  if (!gezin_store_take_arrival (sync->exchange->store, bytes, &event, error))
    return FALSE;
  sync->report->arrived++;
  if (move_to_taken (sync, file, name, error))
    return TRUE;
  translate ("a bundle cannot be moved to taken/ in the mailbox", error);
  return FALSE;
}

static gboolean
take_all (Sync *sync, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_ledger (sync->exchange->store, NULL, error);
  g_autoptr (GPtrArray) names = NULL;

  if (rows == NULL)
    return FALSE;
  names = list_candidates (sync, error);
  if (names == NULL)
    {
      translate ("the mailbox cannot be looked into", error);
      return FALSE;
    }
  for (guint i = 0; i < names->len; i++)
    if (!is_made_here (rows, names->pdata[i]) && !take_one (sync, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
gezin_mailbox_sync (GezinExchange *exchange, GFile *mailbox, GezinForUs is_for_us, gpointer data,
                    GezinMailboxReport *report, GCancellable *cancellable, GError **error)
{
  Sync sync = { exchange, mailbox, is_for_us, data, report, cancellable };

  *report = (GezinMailboxReport){ 0 };
  return gezin_store_settle_boxes (exchange->store, error) && send_all (&sync, error)
         && gezin_store_settle_boxes (exchange->store, error) && take_all (&sync, error);
}
