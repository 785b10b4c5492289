/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <sodium.h>

#include "base/limits.h"

G_BEGIN_DECLS

/* What a vault file says, and its one form as text (docs/store.md). */

#define GEZIN_VAULT_FORMAT (1)
#define GEZIN_VAULT_ID_BYTES (16)
#define GEZIN_VAULT_SEAL_BYTES (32)

typedef enum { GEZIN_SLOT_PASSPHRASE = 0, GEZIN_SLOT_RECOVERY, GEZIN_N_SLOTS } GezinSlotName;

/** GezinSlot: One way to open: what it costs, and the master key wrapped. */
typedef struct {
  guint64 memory; /* bytes for Argon2id */
  guint64 passes;
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
  guint8 wrapped[GEZIN_MASTER_KEY_BYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES];
} GezinSlot;

typedef struct {
  guint8 id[GEZIN_VAULT_ID_BYTES];
  GezinSlot slots[GEZIN_N_SLOTS];
  guint8
      seal[GEZIN_VAULT_SEAL_BYTES]; /* over all of the above, under a key made of the master key */
} GezinVaultFile;

/** gezin_vault_file_parse: GEZIN_STORE_ERROR_VAULT_DAMAGED for any byte that is not as gezin_vault_file_write() writes it; _NEWER. */
gboolean gezin_vault_file_parse (GezinVaultFile *file, const char *text, gsize length,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_vault_file_write: (transfer full): The whole text. */
GString *gezin_vault_file_write (const GezinVaultFile *file);

/** gezin_vault_file_sealed_part: (transfer full): What the seal is over. */
GString *gezin_vault_file_sealed_part (const GezinVaultFile *file);

/** gezin_vault_file_slot_header: (transfer full): What is authenticated when @slot is opened: format, id, slot, cost and salt. */
GString *gezin_vault_file_slot_header (const GezinVaultFile *file, GezinSlotName slot);

G_END_DECLS
