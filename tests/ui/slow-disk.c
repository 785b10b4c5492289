/* SPDX-License-Identifier: EUPL-1.2 */

/* Loaded before a program: writing large pieces one after the other takes as long as on a slow stick,
 * so that there is time to press Stop, however fast the machine is. Small ones are as quick as ever,
 * and so are pages of the database, but for the moment at which a transaction reaches the disk.
 *
 * GEZIN_TEST_SLOW: milliseconds for each piece.
 * GEZIN_TEST_SLOW_SYNC: milliseconds until what was written reaches the disk.
 * GEZIN_TEST_SLOW_WHILE: a file; the disk is slow for as long as it is there. */

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define LARGE (32 * 1024)

static void
wait_for (const char *variable)
{
  const char *text = getenv (variable);
  long milliseconds = text != NULL ? strtol (text, NULL, 10) : 0;
  struct timespec time = { milliseconds / 1000, (milliseconds % 1000) * 1000000 };

  if (milliseconds > 0 && access (getenv ("GEZIN_TEST_SLOW_WHILE"), F_OK) == 0)
    nanosleep (&time, NULL);
}

int
fdatasync (int descriptor)
{
  static int (*next) (int);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "fdatasync");
  wait_for ("GEZIN_TEST_SLOW_SYNC");
  return next (descriptor);
}

int
fsync (int descriptor)
{
  static int (*next) (int);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "fsync");
  wait_for ("GEZIN_TEST_SLOW_SYNC");
  return next (descriptor);
}

ssize_t
write (int descriptor, const void *buffer, size_t bytes)
{
  static ssize_t (*next) (int, const void *, size_t);

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "write");
  if (bytes >= LARGE)
    wait_for ("GEZIN_TEST_SLOW");
  return next (descriptor, buffer, bytes);
}
