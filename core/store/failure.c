/* SPDX-License-Identifier: EUPL-1.2 */

/* From what the machine says to a code of this room.
 *
 * Invariant: no message holds a path or a value; both may name a family. */

#include "store/failure-private.h"

#include <errno.h>

GQuark
gezin_store_error_quark (void)
{
  return g_quark_from_static_string ("gezin-store-error-quark");
}

static GezinStoreError
code_of_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return GEZIN_STORE_ERROR_DISK_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return GEZIN_STORE_ERROR_PERMISSION;
    default:
      return GEZIN_STORE_ERROR_MACHINE;
    }
}

void
gezin_failure_from_errno (int number, const char *what, GError **error)
{
  g_set_error (error, GEZIN_STORE_ERROR, (int) code_of_errno (number), "%s: %s", what,
               g_strerror (number));
}

/* GLib has no name for a quota or a file limit that is reached: those come as FAILED. */
static GezinStoreError
code_of_file_error (const GError *error)
{
  switch (error->code)
    {
    case G_FILE_ERROR_NOSPC:
      return GEZIN_STORE_ERROR_DISK_FULL;
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
    case G_FILE_ERROR_ROFS:
      return GEZIN_STORE_ERROR_PERMISSION;
    case G_FILE_ERROR_FAILED:
      return errno == EFBIG || errno == EDQUOT ? GEZIN_STORE_ERROR_DISK_FULL
                                               : GEZIN_STORE_ERROR_MACHINE;
    default:
      return GEZIN_STORE_ERROR_MACHINE;
    }
}

void
gezin_failure_translate (const char *what, GError **error)
{
  GezinStoreError code;

  if (error == NULL || *error == NULL || (*error)->domain != G_FILE_ERROR)
    return;
  code = code_of_file_error (*error);
  g_clear_error (error);
  g_set_error_literal (error, GEZIN_STORE_ERROR, (int) code, what);
}
