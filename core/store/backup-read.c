/* SPDX-License-Identifier: EUPL-1.2 */

/* Reading a backup: its description first, its pages when asked.
 *
 * Invariant: no page is used before all that the manifest's digest is over was
 * compared, or before the cipher authenticated the page. */

#include "store/backup-read-private.h"

#include <string.h>

#include "base/digest.h"
#include "base/limits.h"
#include "store/backup-place-private.h"
#include "store/store.h"

static gboolean
fail (GezinStoreError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
  return FALSE;
}

void
gezin_backup_close (GezinBackup *backup)
{
  if (backup == NULL)
    return;
  g_clear_object (&backup->file);
  g_clear_object (&backup->stream);
  g_clear_pointer (&backup->vault, g_bytes_unref);
  g_clear_pointer (&backup->manifest, gezin_backup_manifest_free);
  g_free (backup);
}

gboolean
gezin_backup_read_at (GezinBackup *backup, guint64 offset, guint8 *bytes, gsize length,
                      GCancellable *cancellable, GError **error)
{
  gsize done = 0;

  if (!g_seekable_seek (G_SEEKABLE (backup->stream), (goffset) offset, G_SEEK_SET, cancellable,
                        error)
      || !g_input_stream_read_all (backup->stream, bytes, length, &done, cancellable, error))
    {
      gezin_place_translate ("cannot read the backup", error);
      return FALSE;
    }
  return done == length || fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the backup is cut off", error);
}

/* A folder, device or pipe is refused before it is opened: that could wait for ever. */
static gboolean
open_stream (GezinBackup *backup, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (
      backup->file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return fail (GEZIN_STORE_ERROR_BACKUP_NONE, "this is no file", error);
  if (info != NULL)
    backup->stream = G_INPUT_STREAM (g_file_read (backup->file, cancellable, error));
  if (backup->stream == NULL)
    {
      gezin_place_translate ("cannot read the backup", error);
      return FALSE;
    }
  if (!G_IS_SEEKABLE (backup->stream) || !g_seekable_can_seek (G_SEEKABLE (backup->stream)))
    return fail (GEZIN_STORE_ERROR_BACKUP_GONE, "this place cannot be read in any order", error);
  backup->size = (guint64) g_file_info_get_size (info);
  return TRUE;
}

static gboolean
read_header (GezinBackup *backup, GCancellable *cancellable, GError **error)
{
  guint8 bytes[GEZIN_BACKUP_HEADER_BYTES];

  if (backup->size < sizeof bytes)
    return fail (GEZIN_STORE_ERROR_BACKUP_NONE, "this file is no backup", error);
  return gezin_backup_read_at (backup, 0, bytes, sizeof bytes, cancellable, error)
         && gezin_backup_header_parse (&backup->header, bytes, error);
}

static gboolean
read_vault (GezinBackup *backup, GCancellable *cancellable, GError **error)
{
  gsize length = backup->header.vault_bytes;
  g_autofree guint8 *bytes = g_malloc (length);

  if (!gezin_backup_read_at (backup, GEZIN_BACKUP_HEADER_BYTES, bytes, length, cancellable, error))
    return FALSE;
  backup->vault = g_bytes_new_take (g_steal_pointer (&bytes), length);
  return TRUE;
}

static gboolean
read_manifest (GezinBackup *backup, GCancellable *cancellable, GError **error)
{
  guint64 offset = gezin_backup_header_manifest_offset (&backup->header);
  g_autofree char *text = NULL;
  gsize length;

  if (offset >= backup->size || backup->size - offset > GEZIN_MAX_BACKUP_MANIFEST_BYTES)
    return fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the backup is not as long as it says", error);
  length = (gsize) (backup->size - offset);
  text = g_malloc (length);
  if (!gezin_backup_read_at (backup, offset, (guint8 *) text, length, cancellable, error))
    return FALSE;
  backup->manifest = gezin_backup_manifest_parse (text, length, error);
  if (backup->manifest == NULL)
    return FALSE;
  if (backup->manifest->n_pages != backup->header.n_pages)
    return fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the backup contradicts itself", error);
  return backup->manifest->format <= gezin_store_format ()
         || fail (GEZIN_STORE_ERROR_BACKUP_NEWER, "the backup holds a newer database", error);
}

GezinBackup *
gezin_backup_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinBackup) backup = g_new0 (GezinBackup, 1);

  backup->file = g_object_ref (file);
  if (!open_stream (backup, cancellable, error) || !read_header (backup, cancellable, error)
      || !read_vault (backup, cancellable, error) || !read_manifest (backup, cancellable, error))
    return NULL;
  return g_steal_pointer (&backup);
}

GezinVault *
gezin_backup_vault (const GezinBackup *backup, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GezinVault *vault = gezin_vault_read_copy (backup->vault, &inner);

  if (vault == NULL)
    (void) fail (g_error_matches (inner, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NEWER)
                     ? GEZIN_STORE_ERROR_BACKUP_NEWER
                     : GEZIN_STORE_ERROR_BACKUP_DAMAGED,
                 "the vault in the backup cannot be used", error);
  return vault;
}

gboolean
gezin_backup_check_master_key (const GezinBackup *backup, const GezinSecret *master_key,
                               GError **error)
{
  return gezin_backup_manifest_is_authentic (backup->manifest, master_key)
         || fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the backup was altered without its key",
                  error);
}

/* Hands on what of this chunk are pages. */
static gboolean
hand_on (GezinBackup *backup, const guint8 *bytes, gsize length, guint64 offset,
         GezinBackupChunk chunk_func, gpointer data, GError **error)
{
  guint64 first = gezin_backup_header_pages_offset (&backup->header);
  gsize skip = offset < first ? (gsize) MIN (first - offset, length) : 0;

  return chunk_func == NULL || skip == length
         || chunk_func (bytes + skip, length - skip, offset + skip - first, data, error);
}

gboolean
gezin_backup_each_chunk (GezinBackup *backup, GezinBackupChunk chunk_func, gpointer data,
                         GCancellable *cancellable, GError **error)
{
  guint64 end = gezin_backup_header_manifest_offset (&backup->header);
  g_autofree guint8 *chunk = g_malloc (GEZIN_BACKUP_CHUNK_BYTES);
  guint8 content[GEZIN_BACKUP_DIGEST_BYTES];
  g_autoptr (GezinDigest) digest = gezin_digest_new ();
  guint64 offset = 0;

  while (offset < end)
    {
      gsize length = (gsize) MIN (end - offset, GEZIN_BACKUP_CHUNK_BYTES);

      if (!gezin_backup_read_at (backup, offset, chunk, length, cancellable, error))
        return FALSE;
      gezin_digest_update (digest, chunk, length);
      if (!hand_on (backup, chunk, length, offset, chunk_func, data, error))
        return FALSE;
      offset += length;
    }
  gezin_digest_finish (digest, content);
  return memcmp (content, backup->manifest->content, sizeof content) == 0
         || fail (GEZIN_STORE_ERROR_BACKUP_DAMAGED, "the pages of the backup are damaged", error);
}

GFile *
gezin_backup_documents_folder (GFile *folder, const char *id)
{
  g_autofree char *name = g_strconcat ("documents-", id, NULL);

  return g_file_get_child (folder, name);
}

GFile *
gezin_backup_erased_file (GFile *folder, const char *id)
{
  g_autofree char *name = g_strconcat ("erased-", id, NULL);

  return g_file_get_child (folder, name);
}
