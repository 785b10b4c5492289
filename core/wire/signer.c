/* SPDX-License-Identifier: EUPL-1.2 */

/* Signing, by a key in memory.
 *
 * Invariant: what comes out is CAdES-B-B: SHA-256 (SHA-384 for P-384), signed attributes content
 * type, signing time, message digest and signing-certificate-v2, the signer's certificate first. */

#include "wire/signer.h"

#include "wire/certificate-private.h"
#include "wire/key-private.h"

struct _GezinSigner {
  gatomicrefcount references;
  GezinKey *key;
  GezinCertificate *certificate;
  GPtrArray *issuers;
};

GezinSigner *
gezin_signer_new (GezinKey *key, GezinCertificate *certificate, GPtrArray *issuers, GError **error)
{
  GezinSigner *self;

  if (!gezin_certificate_check_use (certificate, GEZIN_CERTIFICATE_SIGNS, error))
    return NULL;
  if (!gezin_key_fits (key, certificate))
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "the certificate of another key");
      return NULL;
    }
  self = g_new0 (GezinSigner, 1);
  g_atomic_ref_count_init (&self->references);
  self->key = gezin_key_ref (key);
  self->certificate = gezin_certificate_ref (certificate);
  self->issuers = issuers == NULL ? g_ptr_array_new () : g_ptr_array_ref (issuers);
  return self;
}

GezinSigner *
gezin_signer_ref (GezinSigner *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gezin_signer_unref (GezinSigner *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  gezin_key_unref (self->key);
  gezin_certificate_unref (self->certificate);
  g_ptr_array_unref (self->issuers);
  g_free (self);
}

GezinCertificate *
gezin_signer_certificate (const GezinSigner *self)
{
  return self->certificate;
}

/* OpenSSL would take the machine's clock. */
static gboolean
add_signing_time (CMS_SignerInfo *info, gint64 when)
{
  g_autoptr (ASN1_TIME) time = ASN1_TIME_set (NULL, (time_t) (when / G_USEC_PER_SEC));

  return time != NULL
         && CMS_signed_add1_attr_by_NID (info, NID_pkcs9_signingTime, ASN1_STRING_type (time), time,
                                         -1)
                == 1;
}

static const EVP_MD *
digest_for (EVP_PKEY *pkey)
{
  return EVP_PKEY_is_a (pkey, "EC") && EVP_PKEY_get_bits (pkey) > 256 ? EVP_sha384 ()
                                                                      : EVP_sha256 ();
}

static CMS_ContentInfo *
begin (const GezinSigner *self, guint flags, gint64 when)
{
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, NULL, NULL, flags | CMS_PARTIAL);
  EVP_PKEY *pkey = gezin_key_pkey (self->key);
  CMS_SignerInfo *info;

  if (cms == NULL)
    return NULL;
  info = CMS_add1_signer (cms, gezin_certificate_x509 (self->certificate), pkey, digest_for (pkey),
                          flags | CMS_PARTIAL | CMS_CADES | CMS_NOSMIMECAP);
  if (info == NULL || !add_signing_time (info, when))
    return NULL;
  for (guint i = 0; i < self->issuers->len; i++)
    if (CMS_add1_cert (cms, gezin_certificate_x509 (self->issuers->pdata[i])) != 1)
      return NULL;
  return g_steal_pointer (&cms);
}

GBytes *
gezin_signer_sign (const GezinSigner *self, GezinSignatureForm form, GBytes *content, gint64 when,
                   GError **error)
{
  guint flags = CMS_BINARY | (form == GEZIN_SIGNATURE_BESIDE ? CMS_DETACHED : 0);
  gsize length;
  const void *bytes = g_bytes_get_data (content, &length);
  g_autoptr (BIO) bio = gezin_openssl_bio (bytes, length);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  guint8 *der = NULL;
  int der_length;
  GBytes *signature;

  if (!gezin_certificate_check_time (self->certificate, when, error))
    return NULL;
  cms = begin (self, flags, when);
  if (cms == NULL || CMS_final (cms, bio, NULL, flags) != 1
      || (der_length = i2d_CMS_ContentInfo (cms, &der)) <= 0)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no signature could be made");
      return NULL;
    }
  signature = g_bytes_new (der, (gsize) der_length);
  OPENSSL_free (der);
  return signature;
}
