/* SPDX-License-Identifier: EUPL-1.2 */

/* Loaded before a program: writing large pieces one after the other takes as long as on a slow stick,
 * so that there is time to press Stop, however fast the machine is. Small ones are as quick as ever,
 * and so are pages of the database.
 *
 * GEZIN_TEST_SLOW: milliseconds for each piece.
 * GEZIN_TEST_SLOW_WHILE: a file; the disk is slow for as long as it is there. */

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define LARGE (32 * 1024)

ssize_t
write (int descriptor, const void *buffer, size_t bytes)
{
  static ssize_t (*next) (int, const void *, size_t);
  const char *text = getenv ("GEZIN_TEST_SLOW");
  long milliseconds = text != NULL ? strtol (text, NULL, 10) : 0;
  struct timespec time = { milliseconds / 1000, (milliseconds % 1000) * 1000000 };

  if (next == NULL)
    *(void **) &next = dlsym (RTLD_NEXT, "write");
  if (bytes >= LARGE && access (getenv ("GEZIN_TEST_SLOW_WHILE"), F_OK) == 0)
    nanosleep (&time, NULL);
  return next (descriptor, buffer, bytes);
}
