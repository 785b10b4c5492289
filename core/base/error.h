/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GezinStatus:
 *
 * What an outcome means for whoever asked: the exit status of the command.
 * Every room has its own error domain; in all of them the hundreds of a code
 * are one of these, so a code such as 302 says "wrong key" wherever it is met.
 */
typedef enum {
  GEZIN_STATUS_DONE = 0,
  GEZIN_STATUS_NO = 1, /* the answer is no */
  GEZIN_STATUS_USE = 2, /* asked in a wrong way */
  GEZIN_STATUS_KEY = 3, /* wrong passphrase or key */
  GEZIN_STATUS_REFUSED = 4, /* damaged, forged, hostile or too large input */
  GEZIN_STATUS_STORE = 5, /* the store is busy, damaged or newer */
  GEZIN_STATUS_MACHINE = 6, /* disk full, no permission */
} GezinStatus;

/**
 * gezin_error_status:
 * @error: an error from any room, from GIO or from GLib
 *
 * The status that belongs to @error. GIO and file errors are the machine's,
 * option errors are wrong use, and what cannot be placed is the machine's.
 */
GezinStatus gezin_error_status (const GError *error);

G_END_DECLS
