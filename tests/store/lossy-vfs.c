/* SPDX-License-Identifier: EUPL-1.2 */

/* A disk that forgets what was not synced. The model stands in the header.
 *
 * Names follow what SQLite asks of the machine: the name of a new log is durable
 * after the log's first sync; a deletion is durable at once only when SQLite asks
 * for the folder to be synced. */

#include "lossy-vfs.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECTOR (512)

typedef struct {
  sqlite3_int64 offset;
  GByteArray *bytes; /* NULL: the file was cut to @offset */
} Pending;

/* What the disk knows of one name. */
typedef struct {
  GByteArray *durable; /* content that survives for certain */
  GPtrArray *pending; /* Pending, in order */
  gboolean is_named; /* the name survives for certain */
  gboolean is_deleted; /* deleted, and perhaps not for the disk */
} DiskFile;

typedef struct {
  sqlite3_file base;
  DiskFile *disk;
  gboolean is_temporary;
  sqlite3_file *real; /* follows this struct */
} LossyFile;

static struct {
  GHashTable *files; /* path -> DiskFile */
  guint n_operations;
  guint cut_at; /* 0: never */
  gboolean is_off;
  guint n_of[LOSSY_N_OPERATIONS];
  LossyOperation fail_operation;
  guint fail_at; /* 0: never */
  int fail_result;
  gboolean has_failed;
} state;

static sqlite3_vfs lossy;

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  if (pending->bytes != NULL)
    g_byte_array_unref (pending->bytes);
  g_free (pending);
}

static void
free_disk_file (gpointer data)
{
  DiskFile *disk = data;

  g_byte_array_unref (disk->durable);
  g_ptr_array_unref (disk->pending);
  g_free (disk);
}

static sqlite3_vfs *
real_vfs (void)
{
  return lossy.pAppData;
}

/* Counts an operation. Returns what it fails with, or SQLITE_OK. */
static int
meet (LossyOperation operation, int result_when_off)
{
  if (state.is_off)
    return result_when_off;
  state.n_operations++;
  state.n_of[operation]++;
  if (state.cut_at != 0 && state.n_operations >= state.cut_at)
    {
      state.is_off = TRUE;
      return SQLITE_OK; /* it is under way: the disk may keep some of it */
    }
  if (state.fail_at != 0 && operation == state.fail_operation
      && state.n_of[operation] == state.fail_at)
    {
      state.has_failed = TRUE;
      return state.fail_result;
    }
  return SQLITE_OK;
}

static void
put_bytes (GByteArray *content, sqlite3_int64 offset, const guint8 *bytes, gsize length)
{
  gsize end = (gsize) offset + length;
  gsize old = content->len;

  if (end > old)
    {
      g_byte_array_set_size (content, (guint) end);
      memset (content->data + old, 0, end - old);
    }
  memcpy (content->data + offset, bytes, length);
}

static void
cut_content (GByteArray *content, sqlite3_int64 size)
{
  if (size < content->len)
    g_byte_array_set_size (content, (guint) size);
}

static void
carry_out (GByteArray *content, const Pending *pending)
{
  if (pending->bytes == NULL)
    cut_content (content, pending->offset);
  else
    put_bytes (content, pending->offset, pending->bytes->data, pending->bytes->len);
}

static void
add_pending (DiskFile *disk, sqlite3_int64 offset, const void *bytes, gsize length)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->offset = offset;
  if (bytes != NULL)
    pending->bytes =
        g_byte_array_append (g_byte_array_sized_new ((guint) length), bytes, (guint) length);
  g_ptr_array_add (disk->pending, pending);
}

/* Methods of a file. */

static int
close_file (sqlite3_file *file)
{
  LossyFile *own = (LossyFile *) file;

  return own->real->pMethods == NULL ? SQLITE_OK : own->real->pMethods->xClose (own->real);
}

static int
read_file (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  LossyFile *own = (LossyFile *) file;

  if (state.is_off)
    return SQLITE_IOERR_READ;
  return own->real->pMethods->xRead (own->real, bytes, length, offset);
}

static int
write_file (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  LossyFile *own = (LossyFile *) file;
  int result = own->is_temporary ? SQLITE_OK : meet (LOSSY_WRITE, SQLITE_IOERR_WRITE);

  if (result != SQLITE_OK)
    return result;
  if (own->disk != NULL)
    add_pending (own->disk, offset, bytes, (gsize) length);
  result = own->real->pMethods->xWrite (own->real, bytes, length, offset);
  return state.is_off ? SQLITE_IOERR_WRITE : result;
}

static int
truncate_file (sqlite3_file *file, sqlite3_int64 size)
{
  LossyFile *own = (LossyFile *) file;
  int result = meet (LOSSY_OTHER, SQLITE_IOERR_TRUNCATE);

  if (result != SQLITE_OK)
    return result;
  if (own->disk != NULL)
    add_pending (own->disk, size, NULL, 0);
  result = own->real->pMethods->xTruncate (own->real, size);
  return state.is_off ? SQLITE_IOERR_TRUNCATE : result;
}

/* The real file is not synced: nothing here survives by it, and the tests are quicker. */
static int
sync_file (sqlite3_file *file, int flags)
{
  LossyFile *own = (LossyFile *) file;
  int result = meet (LOSSY_SYNC, SQLITE_IOERR_FSYNC);
  guint i;

  if (result != SQLITE_OK)
    return result;
  if (state.is_off)
    return SQLITE_IOERR_FSYNC;
  if (own->disk == NULL)
    return SQLITE_OK;
  for (i = 0; i < own->disk->pending->len; i++)
    carry_out (own->disk->durable, own->disk->pending->pdata[i]);
  g_ptr_array_set_size (own->disk->pending, 0);
  own->disk->is_named = TRUE;
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  LossyFile *own = (LossyFile *) file;

  return own->real->pMethods->xFileSize (own->real, size);
}

static int
lock_file (sqlite3_file *file, int level)
{
  LossyFile *own = (LossyFile *) file;

  return own->real->pMethods->xLock (own->real, level);
}

static int
unlock_file (sqlite3_file *file, int level)
{
  LossyFile *own = (LossyFile *) file;

  return own->real->pMethods->xUnlock (own->real, level);
}

static int
check_reserved_lock (sqlite3_file *file, int *reserved)
{
  LossyFile *own = (LossyFile *) file;

  return own->real->pMethods->xCheckReservedLock (own->real, reserved);
}

static int
control_file (sqlite3_file *file, int operation, void *argument)
{
  LossyFile *own = (LossyFile *) file;

  /* Growing in chunks and hints of size would write past this shim. */
  if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE)
    return SQLITE_OK;
  return own->real->pMethods->xFileControl (own->real, operation, argument);
}

static int
sector_size (sqlite3_file *file)
{
  return SECTOR;
}

static int
device_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = { .iVersion = 1,
                                            .xClose = close_file,
                                            .xRead = read_file,
                                            .xWrite = write_file,
                                            .xTruncate = truncate_file,
                                            .xSync = sync_file,
                                            .xFileSize = file_size,
                                            .xLock = lock_file,
                                            .xUnlock = unlock_file,
                                            .xCheckReservedLock = check_reserved_lock,
                                            .xFileControl = control_file,
                                            .xSectorSize = sector_size,
                                            .xDeviceCharacteristics = device_characteristics };

/* Methods of the VFS. */

static DiskFile *
find_disk_file (const char *path)
{
  DiskFile *disk = g_hash_table_lookup (state.files, path);
  g_autofree char *content = NULL;
  gsize length = 0;

  if (disk == NULL)
    {
      disk = g_new0 (DiskFile, 1);
      disk->durable = g_byte_array_new ();
      disk->pending = g_ptr_array_new_with_free_func (free_pending);
      /* What is there before we look is on disk. */
      if (g_file_get_contents (path, &content, &length, NULL))
        {
          g_byte_array_append (disk->durable, (const guint8 *) content, (guint) length);
          disk->is_named = TRUE;
        }
      g_hash_table_insert (state.files, g_strdup (path), disk);
    }
  return disk;
}

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  LossyFile *own = (LossyFile *) file;
  int result = meet (LOSSY_OTHER, SQLITE_CANTOPEN);

  memset (own, 0, sizeof *own);
  if (result != SQLITE_OK || state.is_off)
    return SQLITE_CANTOPEN;
  own->real = (sqlite3_file *) (own + 1);
  own->is_temporary = path == NULL;
  if (path != NULL)
    {
      own->disk = find_disk_file (path);
      if (own->disk->is_deleted && (flags & SQLITE_OPEN_CREATE) != 0)
        {
          /* A new file under an old name: what was there may still come back, so it is never lost
           * from the model by being written over; it is simply cut to nothing first. */
          own->disk->is_deleted = FALSE;
          add_pending (own->disk, 0, NULL, 0);
        }
    }
  result = real_vfs ()->xOpen (real_vfs (), path, own->real, flags, out_flags);
  if (own->real->pMethods != NULL)
    own->base.pMethods = &methods;
  return result;
}

static int
delete_file (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  DiskFile *disk = g_hash_table_lookup (state.files, path);
  int result = meet (LOSSY_OTHER, SQLITE_IOERR_DELETE);

  if (result != SQLITE_OK)
    return result;
  if (disk != NULL)
    disk->is_deleted = TRUE;
  result = real_vfs ()->xDelete (real_vfs (), path, FALSE);
  if (state.is_off)
    return SQLITE_IOERR_DELETE;
  if (sync_folder)
    g_hash_table_remove (state.files, path);
  return result;
}

static int
access_file (sqlite3_vfs *vfs, const char *path, int flags, int *answer)
{
  return real_vfs ()->xAccess (real_vfs (), path, flags, answer);
}

static int
full_path (sqlite3_vfs *vfs, const char *path, int length, char *full)
{
  return real_vfs ()->xFullPathname (real_vfs (), path, length, full);
}

static int
randomness (sqlite3_vfs *vfs, int length, char *bytes)
{
  return real_vfs ()->xRandomness (real_vfs (), length, bytes);
}

static int
wait_some (sqlite3_vfs *vfs, int microseconds)
{
  return real_vfs ()->xSleep (real_vfs (), microseconds);
}

static int
current_time (sqlite3_vfs *vfs, double *now)
{
  return real_vfs ()->xCurrentTime (real_vfs (), now);
}

static int
last_error (sqlite3_vfs *vfs, int length, char *text)
{
  return real_vfs ()->xGetLastError (real_vfs (), length, text);
}

void
lossy_vfs_register (void)
{
  sqlite3_vfs *real = sqlite3_vfs_find (NULL);

  g_assert_nonnull (real);
  lossy = (sqlite3_vfs){ .iVersion = 1,
                         .szOsFile = (int) sizeof (LossyFile) + real->szOsFile,
                         .mxPathname = real->mxPathname,
                         .zName = LOSSY_VFS,
                         .pAppData = real,
                         .xOpen = open_file,
                         .xDelete = delete_file,
                         .xAccess = access_file,
                         .xFullPathname = full_path,
                         .xRandomness = randomness,
                         .xSleep = wait_some,
                         .xCurrentTime = current_time,
                         .xGetLastError = last_error };
  g_assert_cmpint (sqlite3_vfs_register (&lossy, FALSE), ==, SQLITE_OK);
  lossy_vfs_reset ();
}

void
lossy_vfs_reset (void)
{
  if (state.files != NULL)
    g_hash_table_unref (state.files);
  memset (&state, 0, sizeof state);
  state.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_disk_file);
}

static gboolean
name_is_kept (gpointer path, gpointer data, gpointer user_data)
{
  DiskFile *disk = data;

  disk->is_named = TRUE;
  return disk->is_deleted;
}

void
lossy_vfs_sync_folder (void)
{
  g_hash_table_foreach_remove (state.files, name_is_kept, NULL);
}

void
lossy_vfs_cut_after (guint n)
{
  state.cut_at = n == 0 ? 0 : state.n_operations + n;
}

void
lossy_vfs_cut (void)
{
  state.is_off = TRUE;
}

gboolean
lossy_vfs_is_off (void)
{
  return state.is_off;
}

/* How a disk may treat what it was not told to keep: nothing, all, or some of it. */
typedef enum { KEEP_NOTHING, KEEP_ALL, KEEP_SOME, N_WAYS } Way;

static gboolean
keeps (Way way, GRand *random)
{
  return way == KEEP_ALL || (way == KEEP_SOME && g_rand_boolean (random));
}

/* Sector by sector of the disk, so a write may be torn anywhere a sector ends. */
static void
keep_sectors (GByteArray *content, const Pending *pending, Way way, GRand *random)
{
  gsize done = 0;

  while (done < pending->bytes->len)
    {
      gsize in_sector = (gsize) (pending->offset + (sqlite3_int64) done) % SECTOR;
      gsize length = MIN (SECTOR - in_sector, pending->bytes->len - done);

      if (keeps (way, random))
        put_bytes (content, pending->offset + (sqlite3_int64) done, pending->bytes->data + done,
                   length);
      done += length;
    }
}

static void
settle_file (const char *path, DiskFile *disk, GRand *random)
{
  Way way = (Way) g_rand_int_range (random, 0, N_WAYS);
  guint i;

  for (i = 0; i < disk->pending->len; i++)
    {
      const Pending *pending = disk->pending->pdata[i];

      if (pending->bytes != NULL)
        keep_sectors (disk->durable, pending, way, random);
      else if (keeps (way, random))
        carry_out (disk->durable, pending);
    }
  g_ptr_array_set_size (disk->pending, 0);
  if ((!disk->is_named || disk->is_deleted) && g_rand_boolean (random))
    {
      g_unlink (path);
      return;
    }
  g_assert_true (g_file_set_contents_full (path, (const char *) disk->durable->data,
                                           disk->durable->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                           NULL));
}

void
lossy_vfs_power_on (GRand *random)
{
  GHashTableIter iter;
  gpointer path, disk;

  g_hash_table_iter_init (&iter, state.files);
  while (g_hash_table_iter_next (&iter, &path, &disk))
    settle_file (path, disk, random);
  g_hash_table_remove_all (state.files);
  state.is_off = FALSE;
  state.cut_at = 0;
}

void
lossy_vfs_fail (LossyOperation operation, guint nth, int result)
{
  state.fail_operation = operation;
  state.fail_at = nth == 0 ? 0 : state.n_of[operation] + nth;
  state.fail_result = result;
  state.has_failed = FALSE;
}

gboolean
lossy_vfs_has_failed (void)
{
  return state.has_failed;
}

int
lossy_vfs_count (LossyOperation operation)
{
  return meet (operation, SQLITE_IOERR);
}

guint
lossy_vfs_n_operations (void)
{
  return state.n_operations;
}
