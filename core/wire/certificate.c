/* SPDX-License-Identifier: EUPL-1.2 */

/* One X.509 certificate.
 *
 * Invariants:
 * 1. Its DER is what it was read from, byte for byte: what is compared is what is used.
 * 2. Nothing here believes a certificate: trust.c does. */

#include "wire/certificate-private.h"

#include "base/limits.h"

#include <openssl/pem.h>
#include <string.h>

struct _GezinCertificate {
  gatomicrefcount references;
  X509 *x509;
  GBytes *der;
  GBytes *key_id;
  guint8 digest[GEZIN_DIGEST_BYTES];
  gint64 from;
  gint64 until;
};

static GBytes *
encode (X509 *x509)
{
  guint8 *der = NULL;
  int length = i2d_X509 (x509, &der);
  GBytes *bytes;

  if (length <= 0)
    return NULL;
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

/* Takes @x509 and @der over. */
static GezinCertificate *
take (X509 *x509, GBytes *der, GError **error)
{
  GezinCertificate *self = g_new0 (GezinCertificate, 1);
  const ASN1_OCTET_STRING *key_id = X509_get0_subject_key_id (x509);
  gsize length;
  const void *bytes = g_bytes_get_data (der, &length);

  g_atomic_ref_count_init (&self->references);
  self->x509 = x509;
  self->der = der;
  if (key_id != NULL && ASN1_STRING_length (key_id) > 0)
    self->key_id =
        g_bytes_new (ASN1_STRING_get0_data (key_id), (gsize) ASN1_STRING_length (key_id));
  gezin_digest_of (bytes, length, self->digest);
  if (gezin_openssl_instant (X509_get0_notBefore (x509), &self->from)
      && gezin_openssl_instant (X509_get0_notAfter (x509), &self->until)
      && X509_get0_pubkey (x509) != NULL
      /* Fills what OpenSSL remembers of extensions, so that later calls only read. */
      && (X509_get_extension_flags (x509) & EXFLAG_INVALID) == 0)
    return self;
  gezin_certificate_unref (self);
  gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "a certificate that cannot be read");
  return NULL;
}

GezinCertificate *
gezin_certificate_new (const void *der, gsize length, GError **error)
{
  const guint8 *at = der;
  g_autoptr (X509) x509 = NULL;
  g_autoptr (GBytes) again = NULL;

  if (length <= GEZIN_MAX_CERTIFICATE_BYTES)
    x509 = d2i_X509 (NULL, &at, (long) length);
  if (x509 != NULL)
    again = encode (x509);
  if (again == NULL || g_bytes_get_size (again) != length
      || memcmp (g_bytes_get_data (again, NULL), der, length) != 0)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "not a certificate in DER");
      return NULL;
    }
  return take (g_steal_pointer (&x509), g_steal_pointer (&again), error);
}

GezinCertificate *
gezin_certificate_new_x509 (X509 *x509, GError **error)
{
  g_autoptr (GBytes) der = encode (x509);

  if (der == NULL)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "a certificate that has no DER");
      return NULL;
    }
  return gezin_certificate_new (g_bytes_get_data (der, NULL), g_bytes_get_size (der), error);
}

GPtrArray *
gezin_certificate_list_new (const void *bytes, gsize length, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  g_autoptr (BIO) bio = NULL;
  GezinCertificate *certificate;
  X509 *x509;

  if (length == 0 || length > GEZIN_MAX_CERTIFICATES * (gsize) GEZIN_MAX_CERTIFICATE_BYTES)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "no file of certificates");
      return NULL;
    }
  if (memmem (bytes, length, "-----BEGIN", strlen ("-----BEGIN")) == NULL)
    {
      certificate = gezin_certificate_new (bytes, length, error);
      if (certificate == NULL)
        return NULL;
      g_ptr_array_add (list, certificate);
      return g_steal_pointer (&list);
    }
  bio = gezin_openssl_bio (bytes, length);
  while ((x509 = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL)
    {
      certificate = gezin_certificate_new_x509 (x509, error);
      X509_free (x509);
      if (certificate == NULL)
        return NULL;
      g_ptr_array_add (list, certificate);
    }
  if (list->len == 0)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "no certificate in this file");
      return NULL;
    }
  gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, NULL, "the end of the file");
  return g_steal_pointer (&list);
}

GezinCertificate *
gezin_certificate_ref (GezinCertificate *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gezin_certificate_unref (GezinCertificate *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  X509_free (self->x509);
  g_bytes_unref (self->der);
  g_clear_pointer (&self->key_id, g_bytes_unref);
  g_free (self);
}

X509 *
gezin_certificate_x509 (const GezinCertificate *self)
{
  return self->x509;
}

GBytes *
gezin_certificate_der (const GezinCertificate *self)
{
  return self->der;
}

const guint8 *
gezin_certificate_digest (const GezinCertificate *self)
{
  return self->digest;
}

GBytes *
gezin_certificate_key_id (const GezinCertificate *self)
{
  return self->key_id;
}

void
gezin_certificate_key_digest (const GezinCertificate *self, guint8 digest[GEZIN_DIGEST_BYTES])
{
  guint8 *der = NULL;
  int length = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (self->x509), &der);

  gezin_digest_of (der, length > 0 ? (gsize) length : 0, digest);
  OPENSSL_free (der);
}

gboolean
gezin_certificate_equal (const GezinCertificate *a, const GezinCertificate *b)
{
  return g_bytes_equal (a->der, b->der);
}

static char *
subject_entry (const GezinCertificate *self, int nid)
{
  X509_NAME *subject = X509_get_subject_name (self->x509);
  int place = X509_NAME_get_index_by_NID (subject, nid, -1);
  g_autofree char *text = NULL;
  guint8 *utf8 = NULL;
  int length;

  if (place < 0)
    return NULL;
  length =
      ASN1_STRING_to_UTF8 (&utf8, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (subject, place)));
  if (length < 0)
    return NULL;
  text = g_strndup ((const char *) utf8, (gsize) length);
  OPENSSL_free (utf8);
  return g_utf8_make_valid (text, -1);
}

char *
gezin_certificate_name (const GezinCertificate *self)
{
  return subject_entry (self, NID_commonName);
}

char *
gezin_certificate_organisation (const GezinCertificate *self)
{
  return subject_entry (self, NID_organizationName);
}

gint64
gezin_certificate_from (const GezinCertificate *self)
{
  return self->from;
}

gint64
gezin_certificate_until (const GezinCertificate *self)
{
  return self->until;
}

static gboolean
is_strong (EVP_PKEY *key)
{
  char group[32] = "";

  if (EVP_PKEY_is_a (key, "RSA"))
    return EVP_PKEY_get_bits (key) >= GEZIN_MIN_RSA_BITS
           && EVP_PKEY_get_bits (key) <= GEZIN_MAX_RSA_BITS;
  return EVP_PKEY_is_a (key, "EC") && EVP_PKEY_get_group_name (key, group, sizeof group, NULL) == 1
         && (g_str_equal (group, SN_X9_62_prime256v1) || g_str_equal (group, SN_secp384r1));
}

gboolean
gezin_certificate_check_use (const GezinCertificate *self, GezinCertificateUse use, GError **error)
{
  EVP_PKEY *key = X509_get0_pubkey (self->x509);
  guint32 allowed = KU_NON_REPUDIATION | KU_DIGITAL_SIGNATURE;

  if (!is_strong (key))
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_WEAK, error,
                               "neither P-256, P-384 nor RSA of a proper length");
  if (use == GEZIN_CERTIFICATE_OPENS)
    allowed = EVP_PKEY_is_a (key, "RSA") ? KU_KEY_ENCIPHERMENT : KU_KEY_AGREEMENT;
  /* Without the extension every use would be allowed: not here. */
  if ((X509_get_extension_flags (self->x509) & EXFLAG_KUSAGE) == 0
      || (X509_get_key_usage (self->x509) & allowed) == 0)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_USAGE, error,
                               "the key usage does not allow it");
  if ((X509_get_extension_flags (self->x509) & EXFLAG_CA) != 0)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_USAGE, error,
                               "an issuer's certificate");
  return TRUE;
}

gboolean
gezin_certificate_check_time (const GezinCertificate *self, gint64 when, GError **error)
{
  if (when < self->from)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET, error, "not valid yet");
  if (when >= self->until)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED, error, "expired");
  return TRUE;
}
