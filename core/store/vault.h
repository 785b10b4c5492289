/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "base/clock.h"
#include "base/secret.h"
#include "store/store-error.h"

G_BEGIN_DECLS

/* The vault: a small file beside the database that holds the master key,
 * wrapped once for each way to open it (docs/store.md has the layout).
 *
 * Invariants:
 * 1. The master key is random and never changes; changing the passphrase wraps it anew.
 * 2. Every byte that takes part in unwrapping is authenticated, and the whole file once it is open.
 * 3. Memory and passes read from a vault lie within limits.h, both ways.
 * 4. A file is replaced durably or not at all. */

typedef struct _GezinVault GezinVault;

/**
 * gezin_vault_create:
 * @path: must not exist (GEZIN_STORE_ERROR_EXISTS)
 * @kdf_memory: bytes for Argon2id, within limits.h (GEZIN_STORE_ERROR_KDF)
 * @recovery_key: (out) (transfer full): the printed key: eight groups of four characters, shown once
 * @master_key: (out) (transfer full): 32 bytes
 *
 * A passphrase of fewer than GEZIN_MIN_PASSPHRASE_CHARACTERS, or of hardly any
 * different ones, is GEZIN_STORE_ERROR_PASSPHRASE_WEAK.
 */
GezinVault *gezin_vault_create (const char *path, const GezinSecret *passphrase, gsize kdf_memory,
                                GezinSecret **recovery_key, GezinSecret **master_key,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_vault_read:
 *
 * Reads the file; nothing is unlocked yet. GEZIN_STORE_ERROR_NO_STORE,
 * _VAULT_DAMAGED, _NEWER, _PERMISSION.
 */
GezinVault *gezin_vault_read (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_vault_read_copy: As above, of @bytes that lie in no vault's place: it cannot be changed, and wrong tries are not noted on disk. */
GezinVault *gezin_vault_read_copy (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_vault_id: (transfer full): Its id, in hex: that of the store, the same in every copy of it. */
char *gezin_vault_id (const GezinVault *vault);

/**
 * gezin_vault_unlock:
 *
 * The master key, if @passphrase is right (GEZIN_STORE_ERROR_WRONG_KEY). Wrong
 * tries slow down: after GEZIN_FREE_TRIES wrong ones a further try within the
 * waiting time is refused without looking (GEZIN_STORE_ERROR_WAIT). Tries are
 * kept in a side file, so that a restart does not forget them.
 */
GezinSecret *gezin_vault_unlock (GezinVault *vault, GezinClock *clock,
                                 const GezinSecret *passphrase,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_vault_unlock_with_recovery_key:
 *
 * As above; spaces, hyphens and case in @key do not matter. What cannot be a
 * recovery key at all is GEZIN_STORE_ERROR_KEY_MISTYPED and no try.
 */
GezinSecret *gezin_vault_unlock_with_recovery_key (GezinVault *vault, GezinClock *clock,
                                                   const GezinSecret *key,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_vault_seconds_to_wait: How long until the next try is looked at; 0 for now. */
guint gezin_vault_seconds_to_wait (GezinVault *vault, GezinClock *clock);

/** gezin_vault_change_passphrase: Wraps @master_key under @passphrase, with the same cost, and writes the file durably. */
gboolean gezin_vault_change_passphrase (GezinVault *vault, const GezinSecret *master_key,
                                        const GezinSecret *passphrase,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_vault_new_recovery_key: Replaces the recovery key, for when the paper was seen by others. */
gboolean gezin_vault_new_recovery_key (GezinVault *vault, const GezinSecret *master_key,
                                       GezinSecret **recovery_key,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_vault_failed_tries: (transfer full) (element-type gint64): Instants of wrong tries since the last unlock, oldest first. */
GArray *gezin_vault_failed_tries (GezinVault *vault);

/** gezin_vault_forget_failed_tries: For when the audit holds them: waiting starts anew. */
gboolean gezin_vault_forget_failed_tries (GezinVault *vault,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

void gezin_vault_free (GezinVault *vault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinVault, gezin_vault_free)

G_END_DECLS
