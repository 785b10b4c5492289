/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"

G_BEGIN_DECLS

/* Keys for one purpose each, made of the master key. Numbers are for ever. */
typedef enum {
  GEZIN_KEY_DATABASE = 1,
  GEZIN_KEY_DATABASE_SALT = 2, /* stands in the first bytes of the database: says whose it is */
  GEZIN_KEY_VAULT_SEAL = 3,
  GEZIN_KEY_DOCUMENT_NAMES = 4, /* under which documents lie on disk */
  GEZIN_KEY_ERASED = 7, /* of the file of erasure markers */
  GEZIN_KEY_BACKUP = 6, /* authenticates what a backup says of itself */
} GezinKeyPurpose;

/** gezin_key_derive: @length (16 to 64) bytes for @purpose. */
GezinSecret *gezin_key_derive (const GezinSecret *master_key, GezinKeyPurpose purpose,
                               gsize length);

/** gezin_key_for_cipher: The raw key and salt for SQLCipher, as the text `x'…'` that it takes. */
GezinSecret *gezin_key_for_cipher (const GezinSecret *master_key);

G_END_DECLS
