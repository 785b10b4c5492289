/* SPDX-License-Identifier: EUPL-1.2 */

/* SHA-256. */

#include "base/digest.h"

#include <openssl/evp.h>
#include <sodium.h>

struct _GezinDigest {
  EVP_MD_CTX *context;
};

GezinDigest *
gezin_digest_new (void)
{
  GezinDigest *self = g_new0 (GezinDigest, 1);

  self->context = EVP_MD_CTX_new ();
  if (self->context == NULL || EVP_DigestInit_ex (self->context, EVP_sha256 (), NULL) != 1)
    g_error ("there is no SHA-256");
  return self;
}

void
gezin_digest_free (GezinDigest *self)
{
  if (self == NULL)
    return;
  EVP_MD_CTX_free (self->context);
  g_free (self);
}

void
gezin_digest_update (GezinDigest *self, const void *bytes, gsize length)
{
  if (EVP_DigestUpdate (self->context, bytes, length) != 1)
    g_error ("SHA-256 failed");
}

void
gezin_digest_finish (GezinDigest *self, guint8 sha256[GEZIN_DIGEST_BYTES])
{
  if (EVP_DigestFinal_ex (self->context, sha256, NULL) != 1)
    g_error ("SHA-256 failed");
}

void
gezin_digest_of (const void *bytes, gsize length, guint8 sha256[GEZIN_DIGEST_BYTES])
{
  if (EVP_Digest (bytes, length, sha256, NULL, EVP_sha256 (), NULL) != 1)
    g_error ("there is no SHA-256");
}

char *
gezin_digest_text (const guint8 sha256[GEZIN_DIGEST_BYTES])
{
  char *text = g_malloc (GEZIN_DIGEST_TEXT_LENGTH + 1);

  return sodium_bin2hex (text, GEZIN_DIGEST_TEXT_LENGTH + 1, sha256, GEZIN_DIGEST_BYTES);
}
