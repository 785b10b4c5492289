/* SPDX-License-Identifier: EUPL-1.2 */

/* Keys and certificates by OpenSSL itself, which also makes those that we never would. */

#include "wire/keys.h"

#include "wire/certificate-private.h"
#include "wire/key-private.h"
#include "wire/peers.h"

#include <openssl/rsa.h>

static EVP_PKEY *
generate (TestKeySort sort)
{
  switch (sort)
    {
    case TEST_KEY_P384:
      return EVP_EC_gen ("P-384");
    case TEST_KEY_P521:
      return EVP_EC_gen ("P-521");
    case TEST_KEY_RSA_1024:
      return EVP_RSA_gen (1024);
    case TEST_KEY_RSA_3072:
      return EVP_RSA_gen (3072);
    case TEST_KEY_P256:
    default:
      return EVP_EC_gen ("P-256");
    }
}

GezinKey *
test_key (TestKeySort sort)
{
  static GezinKey *keys[TEST_N_KEYS];

  if (keys[sort] == NULL)
    {
      g_autoptr (EVP_PKEY) pkey = generate (sort);
      g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (pkey);
      g_autoptr (GError) error = NULL;
      guint8 *der = NULL;
      int length = i2d_PKCS8_PRIV_KEY_INFO (info, &der);
      g_autoptr (GezinSecret) secret = gezin_secret_new_copy (der, (gsize) length);

      OPENSSL_free (der);
      keys[sort] = gezin_key_new_from_pkcs8 (secret, &error);
      g_assert_no_error (error);
    }
  return keys[sort];
}

static void
add_extension (X509 *x509, int nid, const char *value)
{
  X509V3_CTX context;
  g_autoptr (X509_EXTENSION) extension = NULL;

  X509V3_set_ctx (&context, x509, x509, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  X509_add_ext (x509, extension, -1);
}

GezinCertificate *
test_issue (const TestIssue *issue)
{
  static long serial = 1000;
  g_autoptr (X509) x509 = X509_new ();
  g_autoptr (X509_NAME) name = X509_NAME_new ();
  gint64 from = issue->from != 0 ? issue->from : TEST_NOW - TEST_DAY;
  guint days = issue->days != 0 ? issue->days : 3 * 365;
  GezinKey *issuer = issue->issuer != NULL ? issue->issuer : issue->subject;
  g_autoptr (GError) error = NULL;
  GezinCertificate *certificate;

  X509_NAME_add_entry_by_txt (name, "O", MBSTRING_UTF8, (const guint8 *) "Wijkteam", -1, -1, 0);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_UTF8, (const guint8 *) issue->name, -1, -1, 0);
  X509_set_version (x509, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), ++serial);
  X509_set_subject_name (x509, name);
  X509_set_issuer_name (
      x509, issue->issuer_certificate == NULL
                ? name
                : X509_get_subject_name (gezin_certificate_x509 (issue->issuer_certificate)));
  ASN1_TIME_set (X509_getm_notBefore (x509), (time_t) (from / G_USEC_PER_SEC));
  ASN1_TIME_set (X509_getm_notAfter (x509), (time_t) ((from + days * TEST_DAY) / G_USEC_PER_SEC));
  X509_set_pubkey (x509, gezin_key_pkey (issue->subject));
  add_extension (x509, NID_basic_constraints,
                 issue->is_issuer ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (issue->usage != NULL)
    add_extension (x509, NID_key_usage, issue->usage);
  if (!issue->has_no_key_id)
    add_extension (x509, NID_subject_key_identifier, "hash");
  g_assert_cmpint (
      X509_sign (x509, gezin_key_pkey (issuer), issue->is_sha1 ? EVP_sha1 () : EVP_sha256 ()), >,
      0);
  certificate = gezin_certificate_new_x509 (x509, &error);
  g_assert_no_error (error);
  return certificate;
}

GBytes *
test_revocation_list (GezinKey *issuer, GezinCertificate *issuer_certificate,
                      GezinCertificate *revoked, gint64 since, gint64 from, guint days)
{
  g_autoptr (X509_CRL) list = X509_CRL_new ();
  g_autoptr (ASN1_TIME) begin = ASN1_TIME_set (NULL, (time_t) (from / G_USEC_PER_SEC));
  g_autoptr (ASN1_TIME) end =
      ASN1_TIME_set (NULL, (time_t) ((from + days * TEST_DAY) / G_USEC_PER_SEC));
  g_autoptr (ASN1_TIME) when = ASN1_TIME_set (NULL, (time_t) (since / G_USEC_PER_SEC));
  guint8 *der = NULL;
  int length;
  GBytes *bytes;

  X509_CRL_set_version (list, X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name (list,
                            X509_get_subject_name (gezin_certificate_x509 (issuer_certificate)));
  X509_CRL_set1_lastUpdate (list, begin);
  X509_CRL_set1_nextUpdate (list, end);
  if (revoked != NULL)
    {
      X509_REVOKED *entry = X509_REVOKED_new ();

      X509_REVOKED_set_serialNumber (entry,
                                     X509_get_serialNumber (gezin_certificate_x509 (revoked)));
      X509_REVOKED_set_revocationDate (entry, when);
      X509_CRL_add0_revoked (list, entry);
    }
  X509_CRL_sort (list);
  g_assert_cmpint (X509_CRL_sign (list, gezin_key_pkey (issuer), EVP_sha256 ()), >, 0);
  length = i2d_X509_CRL (list, &der);
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}
