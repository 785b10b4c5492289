/* SPDX-License-Identifier: EUPL-1.2 */

/* Memory for keys and passphrases.
 *
 * Invariants:
 * 1. Secret bytes live in pages of libsodium's own: locked where the machine
 *    allows it, left out of dumps, between guard pages, wiped when freed.
 * 2. A NUL follows the bytes, so that a passphrase can be read as a string. */

#include "base/secret.h"

#include <sodium.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

struct _GezinSecret {
  guint8 *bytes;
  gsize length;
};

GezinSecret *
gezin_secret_new (gsize length)
{
  GezinSecret *secret = g_new0 (GezinSecret, 1);

  if (sodium_init () < 0)
    g_error ("the crypto library does not start");
  secret->bytes = sodium_malloc (length + 1);
  if (secret->bytes == NULL)
    g_error ("no guarded memory for a secret of %" G_GSIZE_FORMAT " bytes", length);
  memset (secret->bytes, 0, length + 1);
  secret->length = length;
  return secret;
}

GezinSecret *
gezin_secret_new_copy (const void *bytes, gsize length)
{
  GezinSecret *secret = gezin_secret_new (length);

  if (length > 0)
    memcpy (secret->bytes, bytes, length);
  return secret;
}

GezinSecret *
gezin_secret_new_random (gsize length)
{
  GezinSecret *secret = gezin_secret_new (length);

  randombytes_buf (secret->bytes, length);
  return secret;
}

void
gezin_secret_free (GezinSecret *secret)
{
  if (secret == NULL)
    return;
  sodium_free (secret->bytes);
  g_free (secret);
}

guint8 *
gezin_secret_bytes (GezinSecret *secret)
{
  return secret->bytes;
}

const guint8 *
gezin_secret_peek (const GezinSecret *secret)
{
  return secret->bytes;
}

gsize
gezin_secret_length (const GezinSecret *secret)
{
  return secret->length;
}

gboolean
gezin_secret_equal (const GezinSecret *a, const GezinSecret *b)
{
  return a->length == b->length && sodium_memcmp (a->bytes, b->bytes, a->length) == 0;
}

void
gezin_secret_wipe (void *memory, gsize length)
{
  sodium_memzero (memory, length);
}

gboolean
gezin_secret_harden_process (void)
{
  const struct rlimit no_core = { 0, 0 };

  if (sodium_init () < 0)
    return FALSE;

  /* Neither call can fail for a process that only gives something up. */
  if (setrlimit (RLIMIT_CORE, &no_core) != 0)
    g_warning ("core dumps cannot be switched off");
#ifndef __SANITIZE_ADDRESS__ /* the leak check attaches to this process */
  if (prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_warning ("this process cannot be made undumpable");
#endif
  return TRUE;
}
