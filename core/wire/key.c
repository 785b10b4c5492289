/* SPDX-License-Identifier: EUPL-1.2 */

/* Private keys, and the certificates that they give themselves.
 *
 * Invariants:
 * 1. Keys come from OpenSSL's generator, never from GezinRandom.
 * 2. A key leaves only as PKCS#8 in a GezinSecret. */

#include "wire/key-private.h"

#include "wire/certificate-private.h"

#include <openssl/pem.h>

#define SERIAL_BITS (127)
#define SECONDS_A_DAY (24 * 60 * 60)

struct _GezinKey {
  gatomicrefcount references;
  EVP_PKEY *pkey;
};

static GezinKey *
take (EVP_PKEY *pkey)
{
  GezinKey *self = g_new0 (GezinKey, 1);

  g_atomic_ref_count_init (&self->references);
  self->pkey = pkey;
  return self;
}

GezinKey *
gezin_key_new (GError **error)
{
  EVP_PKEY *pkey = EVP_EC_gen ("P-256");

  if (pkey != NULL)
    return take (pkey);
  gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no key could be made");
  return NULL;
}

GezinKey *
gezin_key_new_from_pkcs8 (const GezinSecret *pkcs8, GError **error)
{
  const guint8 *at = gezin_secret_peek (pkcs8);
  const guint8 *end = at + gezin_secret_length (pkcs8);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info =
      d2i_PKCS8_PRIV_KEY_INFO (NULL, &at, (long) gezin_secret_length (pkcs8));
  g_autoptr (EVP_PKEY) pkey = NULL;

  if (info != NULL && at == end)
    pkey = EVP_PKCS82PKEY (info);
  if (pkey != NULL)
    return take (g_steal_pointer (&pkey));
  gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "not a private key in PKCS#8");
  return NULL;
}

GezinSecret *
gezin_key_to_pkcs8 (const GezinKey *self, GError **error)
{
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (self->pkey);
  int length = info == NULL ? -1 : i2d_PKCS8_PRIV_KEY_INFO (info, NULL);
  GezinSecret *secret;
  guint8 *at;

  if (length <= 0)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "the key cannot be written");
      return NULL;
    }
  secret = gezin_secret_new ((gsize) length);
  at = gezin_secret_bytes (secret);
  i2d_PKCS8_PRIV_KEY_INFO (info, &at);
  return secret;
}

GezinKey *
gezin_key_ref (GezinKey *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gezin_key_unref (GezinKey *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  EVP_PKEY_free (self->pkey);
  g_free (self);
}

EVP_PKEY *
gezin_key_pkey (const GezinKey *self)
{
  return self->pkey;
}

gboolean
gezin_key_fits (const GezinKey *self, const GezinCertificate *certificate)
{
  X509 *x509 = gezin_certificate_x509 (certificate);

  return EVP_PKEY_eq (self->pkey, X509_get0_pubkey (x509)) == 1;
}

/* ---------- Certificates ---------- */

/* X.509 holds 64 characters of each; the card has the whole text. */
static gboolean
add_entry (X509_NAME *name, int nid, const char *text)
{
  g_autofree char *start = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;
  start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), ub_common_name));
  return X509_NAME_add_entry_by_NID (name, nid, MBSTRING_UTF8, (const guint8 *) start, -1, -1, 0)
         == 1;
}

static X509_NAME *
make_name (const GezinKeyHolder *holder)
{
  g_autoptr (X509_NAME) name = X509_NAME_new ();

  if (name != NULL && add_entry (name, NID_organizationName, holder->organisation)
      && add_entry (name, NID_organizationalUnitName, holder->team)
      && add_entry (name, NID_commonName, holder->name))
    return g_steal_pointer (&name);
  return NULL;
}

static const char *
key_usage (const GezinKey *self, GezinCertificateUse use)
{
  if (use == GEZIN_CERTIFICATE_SIGNS)
    return "critical,nonRepudiation";
  return EVP_PKEY_is_a (self->pkey, "RSA") ? "critical,keyEncipherment" : "critical,keyAgreement";
}

static gboolean
add_extension (X509 *x509, int nid, const char *value)
{
  g_autoptr (X509_EXTENSION) extension = NULL;
  X509V3_CTX context;

  X509V3_set_ctx (&context, x509, x509, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  return extension != NULL && X509_add_ext (x509, extension, -1) == 1;
}

static gboolean
set_serial (X509 *x509)
{
  BIGNUM *number = BN_new ();
  gboolean is_set = number != NULL
                    && BN_rand (number, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
                    && BN_to_ASN1_INTEGER (number, X509_get_serialNumber (x509)) != NULL;

  BN_free (number);
  return is_set;
}

static gboolean
fill (const GezinKey *self, const GezinKeyHolder *holder, X509 *x509)
{
  g_autoptr (X509_NAME) name = make_name (holder);
  time_t from = (time_t) (holder->from / G_USEC_PER_SEC);

  return name != NULL && X509_set_version (x509, X509_VERSION_3) == 1 && set_serial (x509)
         && X509_set_subject_name (x509, name) == 1 && X509_set_issuer_name (x509, name) == 1
         && ASN1_TIME_set (X509_getm_notBefore (x509), from) != NULL
         && ASN1_TIME_set (X509_getm_notAfter (x509), from + (time_t) holder->days * SECONDS_A_DAY)
                != NULL
         && X509_set_pubkey (x509, self->pkey) == 1
         && add_extension (x509, NID_basic_constraints, "critical,CA:FALSE")
         && add_extension (x509, NID_key_usage, key_usage (self, holder->use))
         && add_extension (x509, NID_subject_key_identifier, "hash");
}

GezinCertificate *
gezin_key_certify (const GezinKey *self, const GezinKeyHolder *holder, GError **error)
{
  g_autoptr (X509) x509 = X509_new ();

  if (x509 != NULL && fill (self, holder, x509) && X509_sign (x509, self->pkey, EVP_sha256 ()) > 0)
    return gezin_certificate_new_x509 (x509, error);
  gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no certificate could be made");
  return NULL;
}

static gboolean
ask_extension (STACK_OF (X509_EXTENSION) * extensions, X509_REQ *request, int nid,
               const char *value)
{
  X509_EXTENSION *extension;
  X509V3_CTX context;

  X509V3_set_ctx (&context, NULL, NULL, request, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  if (extension != NULL && sk_X509_EXTENSION_push (extensions, extension) > 0)
    return TRUE;
  X509_EXTENSION_free (extension);
  return FALSE;
}

/* The same as we give ourselves. */
static gboolean
ask_extensions (const GezinKey *self, const GezinKeyHolder *holder, X509_REQ *request)
{
  STACK_OF (X509_EXTENSION) *extensions = sk_X509_EXTENSION_new_null ();
  gboolean is_added =
      extensions != NULL
      && ask_extension (extensions, request, NID_basic_constraints, "critical,CA:FALSE")
      && ask_extension (extensions, request, NID_key_usage, key_usage (self, holder->use))
      && ask_extension (extensions, request, NID_subject_key_identifier, "hash")
      && X509_REQ_add_extensions (request, extensions) == 1;

  sk_X509_EXTENSION_pop_free (extensions, X509_EXTENSION_free);
  return is_added;
}

GBytes *
gezin_key_request (const GezinKey *self, const GezinKeyHolder *holder, GError **error)
{
  g_autoptr (X509_REQ) request = X509_REQ_new ();
  g_autoptr (X509_NAME) name = make_name (holder);
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  char *text;
  long length;

  if (request == NULL || name == NULL || out == NULL
      || X509_REQ_set_subject_name (request, name) != 1
      || X509_REQ_set_pubkey (request, self->pkey) != 1 || !ask_extensions (self, holder, request)
      || X509_REQ_sign (request, self->pkey, EVP_sha256 ()) <= 0
      || PEM_write_bio_X509_REQ (out, request) != 1)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no request could be made");
      return NULL;
    }
  length = BIO_get_mem_data (out, &text);
  return g_bytes_new (text, (gsize) length);
}
