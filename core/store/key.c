/* SPDX-License-Identifier: EUPL-1.2 */

/* Every use of the master key goes through a key of its own (BLAKE2b, as
 * libsodium's crypto_kdf), so that no two mechanisms share one. */

#include "store/key-private.h"

#include <sodium.h>

#include "base/limits.h"

#define CONTEXT "gezinkey" /* eight bytes, for ever */
#define DATABASE_KEY_BYTES (32)
#define DATABASE_SALT_BYTES (16)

G_STATIC_ASSERT (sizeof CONTEXT - 1 == crypto_kdf_CONTEXTBYTES);
G_STATIC_ASSERT (GEZIN_MASTER_KEY_BYTES == crypto_kdf_KEYBYTES);

GezinSecret *
gezin_key_derive (const GezinSecret *master_key, GezinKeyPurpose purpose, gsize length)
{
  GezinSecret *key = gezin_secret_new (length);

  g_assert (gezin_secret_length (master_key) == GEZIN_MASTER_KEY_BYTES);
  g_assert (length >= crypto_kdf_BYTES_MIN && length <= crypto_kdf_BYTES_MAX);
  crypto_kdf_derive_from_key (gezin_secret_bytes (key), length, purpose, CONTEXT,
                              gezin_secret_peek (master_key));
  return key;
}

GezinSecret *
gezin_key_for_cipher (const GezinSecret *master_key)
{
  g_autoptr (GezinSecret) key =
      gezin_key_derive (master_key, GEZIN_KEY_DATABASE, DATABASE_KEY_BYTES);
  g_autoptr (GezinSecret) salt =
      gezin_key_derive (master_key, GEZIN_KEY_DATABASE_SALT, DATABASE_SALT_BYTES);
  /* x' key salt ' and the NUL that sodium writes after each half. */
  const gsize length = 2 + 2 * (DATABASE_KEY_BYTES + DATABASE_SALT_BYTES) + 1;
  GezinSecret *text = gezin_secret_new (length);
  char *out = (char *) gezin_secret_bytes (text);

  *out++ = 'x';
  *out++ = '\'';
  sodium_bin2hex (out, 2 * DATABASE_KEY_BYTES + 1, gezin_secret_peek (key), DATABASE_KEY_BYTES);
  out += 2 * DATABASE_KEY_BYTES;
  sodium_bin2hex (out, 2 * DATABASE_SALT_BYTES + 1, gezin_secret_peek (salt), DATABASE_SALT_BYTES);
  out += 2 * DATABASE_SALT_BYTES;
  *out = '\'';
  return text;
}
