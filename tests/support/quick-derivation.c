/* SPDX-License-Identifier: EUPL-1.2 */

/* Stands in the place of libsodium's crypto_pwhash () in the program that it is linked into: a key at
 * once, where the real one takes the memory and time that a guess is meant to cost. For tests of what
 * lies behind an unlocked store, which make and open hundreds of them. Not for tests/store/test-vault.c,
 * nor for those of the window, the main job and the formats: they have the real one.
 *
 * Invariant: calls that differ in anything give different keys. */

#include <sodium.h>

int
crypto_pwhash (unsigned char *const out, unsigned long long outlen, const char *const passwd,
               unsigned long long passwdlen, const unsigned char *const salt,
               unsigned long long opslimit, size_t memlimit, int alg)
{
  const unsigned long long cost[] = { opslimit, memlimit, (unsigned long long) alg };
  crypto_generichash_state state;

  if (crypto_generichash_init (&state, salt, crypto_pwhash_SALTBYTES, (size_t) outlen) != 0)
    return -1;
  crypto_generichash_update (&state, (const unsigned char *) cost, sizeof cost);
  crypto_generichash_update (&state, (const unsigned char *) passwd, passwdlen);
  return crypto_generichash_final (&state, out, (size_t) outlen);
}
