/* SPDX-License-Identifier: EUPL-1.2 */

/* A part of a stream as a database.
 *
 * Invariants:
 * 1. Every operation that would write is refused.
 * 2. The log of a database that was kept with one is there and empty: all commits are in the pages.
 * 3. Nothing is opened by a name that was not added. */

#include "store/part-vfs-private.h"

#include <sqlite3.h>
#include <string.h>

#define MOST_NAME_BYTES (64)
#define SECTOR_BYTES (4096)
#define LOG_SUFFIX "-wal"

typedef struct {
  GInputStream *stream;
  guint64 offset;
  guint64 size;
} Part;

typedef struct {
  sqlite3_file base;
  const Part *part; /* NULL: the empty log */
} PartFile;

static GMutex lock; /* of the table and the count */
static GHashTable *parts; /* name -> Part */

static void
free_part (gpointer data)
{
  Part *part = data;

  g_object_unref (part->stream);
  g_free (part);
}

/* Methods of a file. */

static int
close_file (sqlite3_file *file)
{
  return SQLITE_OK;
}

static int
read_file (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  const Part *part = ((PartFile *) file)->part;
  guint64 wanted = (guint64) length;
  guint64 start = (guint64) offset;
  guint64 there = part != NULL && start < part->size ? MIN (wanted, part->size - start) : 0;
  gsize done = 0;

  if (there > 0
      && (!g_seekable_seek (G_SEEKABLE (part->stream), (goffset) (part->offset + start), G_SEEK_SET,
                            NULL, NULL)
          || !g_input_stream_read_all (part->stream, bytes, (gsize) there, &done, NULL, NULL)))
    return SQLITE_IOERR_READ;
  if (done == wanted)
    return SQLITE_OK;
  memset ((guint8 *) bytes + done, 0, (gsize) wanted - done);
  return SQLITE_IOERR_SHORT_READ;
}

static int
refuse_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  return SQLITE_READONLY;
}

static int
refuse_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return SQLITE_READONLY;
}

static int
sync_file (sqlite3_file *file, int flags)
{
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  const Part *part = ((PartFile *) file)->part;

  *size = part != NULL ? (sqlite3_int64) part->size : 0;
  return SQLITE_OK;
}

static int
change_lock (sqlite3_file *file, int level)
{
  return SQLITE_OK;
}

static int
check_reserved_lock (sqlite3_file *file, int *is_reserved)
{
  *is_reserved = 0;
  return SQLITE_OK;
}

static int
control_file (sqlite3_file *file, int operation, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
sector_size (sqlite3_file *file)
{
  return SECTOR_BYTES;
}

static int
characteristics (sqlite3_file *file)
{
  return 0;
}

static const sqlite3_io_methods methods = { .iVersion = 1,
                                            .xClose = close_file,
                                            .xRead = read_file,
                                            .xWrite = refuse_write,
                                            .xTruncate = refuse_truncate,
                                            .xSync = sync_file,
                                            .xFileSize = file_size,
                                            .xLock = change_lock,
                                            .xUnlock = change_lock,
                                            .xCheckReservedLock = check_reserved_lock,
                                            .xFileControl = control_file,
                                            .xSectorSize = sector_size,
                                            .xDeviceCharacteristics = characteristics };

/* Methods of the VFS. */

static const Part *
find_part (const char *name)
{
  const Part *part;

  g_mutex_lock (&lock);
  part = g_hash_table_lookup (parts, name);
  g_mutex_unlock (&lock);
  return part;
}

/* Invariants 2 and 3. */
static int
open_file (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  PartFile *own = (PartFile *) file;

  memset (own, 0, sizeof *own);
  if (name == NULL)
    return SQLITE_CANTOPEN;
  own->part = find_part (name);
  if (own->part == NULL && (flags & SQLITE_OPEN_WAL) == 0)
    return SQLITE_CANTOPEN;
  own->base.pMethods = &methods;
  if (out_flags != NULL)
    *out_flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  return SQLITE_OK;
}

static int
refuse_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  return SQLITE_READONLY;
}

static int
access_file (sqlite3_vfs *vfs, const char *name, int flags, int *answer)
{
  *answer = flags != SQLITE_ACCESS_READWRITE && find_part (name) != NULL;
  return SQLITE_OK;
}

static int
full_name (sqlite3_vfs *vfs, const char *name, int length, char *full)
{
  return g_strlcpy (full, name, (gsize) length) < (gsize) length ? SQLITE_OK : SQLITE_CANTOPEN;
}

static sqlite3_vfs *
machine_vfs (void)
{
  return sqlite3_vfs_find (NULL);
}

static int
randomness (sqlite3_vfs *vfs, int length, char *bytes)
{
  return machine_vfs ()->xRandomness (machine_vfs (), length, bytes);
}

static int
wait_some (sqlite3_vfs *vfs, int microseconds)
{
  return machine_vfs ()->xSleep (machine_vfs (), microseconds);
}

static int
current_time (sqlite3_vfs *vfs, double *now)
{
  return machine_vfs ()->xCurrentTime (machine_vfs (), now);
}

static int
last_error (sqlite3_vfs *vfs, int length, char *text)
{
  return 0;
}

static sqlite3_vfs part_vfs = { .iVersion = 1,
                                .szOsFile = (int) sizeof (PartFile),
                                .mxPathname = MOST_NAME_BYTES + (int) sizeof LOG_SUFFIX,
                                .zName = GEZIN_PART_VFS,
                                .xOpen = open_file,
                                .xDelete = refuse_delete,
                                .xAccess = access_file,
                                .xFullPathname = full_name,
                                .xRandomness = randomness,
                                .xSleep = wait_some,
                                .xCurrentTime = current_time,
                                .xGetLastError = last_error };

char *
gezin_part_vfs_add (GInputStream *stream, guint64 offset, guint64 size)
{
  static guint64 n_added;
  Part *part = g_new0 (Part, 1);
  char *name;

  part->stream = g_object_ref (stream);
  part->offset = offset;
  part->size = size;
  /* Registering again changes nothing; the machine's own stays the first. */
  if (sqlite3_vfs_register (&part_vfs, FALSE) != SQLITE_OK)
    g_assert_not_reached ();
  g_mutex_lock (&lock);
  if (parts == NULL)
    parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_part);
  name = g_strdup_printf ("part-%" G_GUINT64_FORMAT, ++n_added);
  g_hash_table_insert (parts, g_strdup (name), part);
  g_mutex_unlock (&lock);
  return name;
}

void
gezin_part_vfs_remove (const char *name)
{
  g_mutex_lock (&lock);
  g_hash_table_remove (parts, name);
  g_mutex_unlock (&lock);
}
