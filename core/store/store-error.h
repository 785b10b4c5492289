/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GEZIN_STORE_ERROR (gezin_store_error_quark ())
GQuark gezin_store_error_quark (void);

typedef enum {
  GEZIN_STORE_ERROR_NOT_FOUND = 101, /* no such dossier, record, commit, draft */
  GEZIN_STORE_ERROR_ERASED = 103, /* it was erased here, for ever */
  GEZIN_STORE_ERROR_NO_BACKUP = 121, /* no backup of this store in the folder */
  GEZIN_STORE_ERROR_BACKUP_DIFFERS = 122, /* a drill: the backup opens, and not all is well */
  GEZIN_STORE_ERROR_AMBIGUOUS = 201, /* a prefix or reference that fits more than one dossier */
  GEZIN_STORE_ERROR_EXISTS = 202, /* init over a store that is there */
  GEZIN_STORE_ERROR_PASSPHRASE_WEAK = 203,
  GEZIN_STORE_ERROR_KDF = 204, /* memory outside the limits */
  GEZIN_STORE_ERROR_STALE = 205, /* a change that was made from an older dossier */
  GEZIN_STORE_ERROR_BACKUP_INSIDE = 221, /* backups would lie inside the store's folder */
  GEZIN_STORE_ERROR_BACKUP_LINK = 222, /* the place for a backup is a symbolic link */
  GEZIN_STORE_ERROR_BACKUP_TAKEN = 223, /* a file lies there that is no backup of this store */
  GEZIN_STORE_ERROR_FOLDER_FULL = 224, /* a restore into a folder with other files */
  GEZIN_STORE_ERROR_WRONG_KEY = 301, /* wrong passphrase or recovery key */
  GEZIN_STORE_ERROR_WAIT = 302, /* too many wrong tries: wait */
  GEZIN_STORE_ERROR_KEY_MISTYPED = 303, /* this cannot be a recovery key: look at the typing */
  GEZIN_STORE_ERROR_NO_FILE = 206, /* there is nothing at the place of what should be attached */
  GEZIN_STORE_ERROR_FILE_TARGET =
      207, /* a copy of a document would lie in the store's own folder */
  GEZIN_STORE_ERROR_FILE_KIND = 401, /* a folder, device or pipe, where a file is needed */
  GEZIN_STORE_ERROR_FILE_SIZE = 402, /* a file that is larger than a document may be */
  GEZIN_STORE_ERROR_FILE_CHANGED = 403, /* a file that changed while it was read */
  GEZIN_STORE_ERROR_FILE_GONE = 404, /* a file that vanished while it was read */
  GEZIN_STORE_ERROR_FILE_OWN = 405, /* a file of the store's own folder */
  GEZIN_STORE_ERROR_BACKUP_NONE = 421, /* this file is no backup */
  GEZIN_STORE_ERROR_BACKUP_DAMAGED = 422, /* cut off, extended or altered */
  GEZIN_STORE_ERROR_BACKUP_NEWER = 423, /* made by a newer version */
  GEZIN_STORE_ERROR_MARKERS_DAMAGED = 424, /* what was erased cannot be read: it might come back */
  GEZIN_STORE_ERROR_BUSY = 501, /* another program has it open */
  GEZIN_STORE_ERROR_DAMAGED = 502, /* the database is cut off, overwritten or not whole */
  GEZIN_STORE_ERROR_VAULT_DAMAGED = 503, /* the vault is missing, cut off or altered */
  GEZIN_STORE_ERROR_MISMATCH = 504, /* vault and database do not belong together */
  GEZIN_STORE_ERROR_NEWER = 505, /* made by a newer version */
  GEZIN_STORE_ERROR_PLAIN = 506, /* an unencrypted SQLite file lies in its place */
  GEZIN_STORE_ERROR_NO_STORE = 507, /* there is none at this place */
  GEZIN_STORE_ERROR_AUDIT_BROKEN = 508, /* the chain of events does not hold */
  GEZIN_STORE_ERROR_DOCUMENT_MISSING = 509, /* the file of a document is not in its place */
  GEZIN_STORE_ERROR_DOCUMENT_DAMAGED = 510, /* it is cut off, altered, or another's */
  GEZIN_STORE_ERROR_NO_CIPHER = 601, /* SQLite without encryption: stop */
  GEZIN_STORE_ERROR_DISK_FULL = 602,
  GEZIN_STORE_ERROR_PERMISSION = 603, /* read-only or not ours */
  GEZIN_STORE_ERROR_MACHINE = 604, /* the disk or the memory failed otherwise */
  GEZIN_STORE_ERROR_FILE_UNREADABLE = 605, /* what should be attached cannot be read */
  GEZIN_STORE_ERROR_BACKUP_GONE = 621, /* the place for backups is not there, or went away */
  GEZIN_STORE_ERROR_BACKUP_FULL = 622, /* no room in it */
  GEZIN_STORE_ERROR_BACKUP_READ_ONLY = 623, /* it cannot be written */
} GezinStoreError;

G_END_DECLS
