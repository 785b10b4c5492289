/* SPDX-License-Identifier: EUPL-1.2 */

/* Signatures: ours, and those that must be refused. */

#include "wire/keys.h"
#include "wire/peers.h"

#include "wire/certificate-private.h"
#include "wire/key-private.h"
#include "wire/signature.h"

#include <openssl/rsa.h>
#include <string.h>

#define SIGNS "critical,nonRepudiation"
#define USUAL (CMS_BINARY | CMS_DETACHED | CMS_NOSMIMECAP | CMS_CADES)

/** Wanted: A signature, made by OpenSSL itself. */
typedef struct {
  TestKeySort key;
  const char *usage; /* NULL: SIGNS */
  const EVP_MD *digest; /* NULL: SHA-256 */
  guint flags; /* 0: USUAL */
  gboolean is_twice; /* two signers */
  gboolean is_pss;
  const EVP_MD *mask; /* of PSS */
} Wanted;

static GBytes *
content (void)
{
  return g_bytes_new_static ("wat getekend wordt", 18);
}

static GBytes *
encode (CMS_ContentInfo *cms)
{
  guint8 *der = NULL;
  int length = i2d_CMS_ContentInfo (cms, &der);
  GBytes *bytes = g_bytes_new (der, (gsize) length);

  OPENSSL_free (der);
  return bytes;
}

static void
add_signer (CMS_ContentInfo *cms, const Wanted *wanted, GezinCertificate *certificate, guint flags)
{
  CMS_SignerInfo *info = CMS_add1_signer (
      cms, gezin_certificate_x509 (certificate), gezin_key_pkey (test_key (wanted->key)),
      wanted->digest != NULL ? wanted->digest : EVP_sha256 (),
      flags | CMS_PARTIAL | (wanted->is_pss ? CMS_KEY_PARAM : 0));

  g_assert_nonnull (info);
  if (wanted->is_pss)
    {
      EVP_PKEY_CTX *context = CMS_SignerInfo_get0_pkey_ctx (info);

      EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen (context, RSA_PSS_SALTLEN_DIGEST);
      EVP_PKEY_CTX_set_rsa_mgf1_md (context, wanted->mask);
    }
}

static GBytes *
make (const Wanted *wanted)
{
  guint flags = wanted->flags != 0 ? wanted->flags : USUAL;
  TestIssue issue = { .subject = test_key (wanted->key),
                      .name = "Anna",
                      .usage = wanted->usage != NULL ? wanted->usage : SIGNS };
  g_autoptr (GezinCertificate) certificate = test_issue (&issue);
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, NULL, NULL, flags | CMS_PARTIAL);
  g_autoptr (GBytes) bytes = content ();
  g_autoptr (BIO) in = gezin_openssl_bio (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  add_signer (cms, wanted, certificate, flags);
  if (wanted->is_twice)
    add_signer (cms, wanted, certificate, flags | CMS_NOCERTS);
  g_assert_cmpint (CMS_final (cms, in, NULL, flags), ==, 1);
  return encode (cms);
}

static void
expect_bytes (GBytes *der, int code)
{
  g_autoptr (GBytes) bytes = content ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSignature) signature =
      gezin_signature_check (der, GEZIN_SIGNATURE_BESIDE, bytes, &error);

  if (code == 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (signature);
      return;
    }
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_null (signature);
}

static void
expect (const Wanted *wanted, int code)
{
  g_autoptr (GBytes) der = make (wanted);

  expect_bytes (der, code);
}

static void
test_ours (void)
{
  const TestKeySort sorts[] = { TEST_KEY_P256, TEST_KEY_P384, TEST_KEY_RSA_3072 };

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      TestIssue issue = { .subject = test_key (sorts[i]), .name = "Anna", .usage = SIGNS };
      g_autoptr (GezinCertificate) certificate = test_issue (&issue);
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinSigner) signer = gezin_signer_new (issue.subject, certificate, NULL, &error);
      g_autoptr (GBytes) bytes = content ();
      g_autoptr (GBytes) der =
          gezin_signer_sign (signer, GEZIN_SIGNATURE_BESIDE, bytes, TEST_NOW, &error);
      g_autoptr (GezinSignature) signature = NULL;

      g_assert_no_error (error);
      signature = gezin_signature_check (der, GEZIN_SIGNATURE_BESIDE, bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpint (signature->claimed_time, ==, TEST_NOW);
      g_assert_true (gezin_certificate_equal (signature->certificate, certificate));
      g_assert_cmpuint (signature->others->len, ==, 0);
    }
}

/* What others make in the ways that are allowed. */
static void
test_allowed (void)
{
  const Wanted wanted[] = {
    { .key = TEST_KEY_P256 },
    { .key = TEST_KEY_P256, .digest = EVP_sha512 () },
    { .key = TEST_KEY_P384, .digest = EVP_sha384 () },
    { .key = TEST_KEY_RSA_3072, .digest = EVP_sha384 () },
    { .key = TEST_KEY_RSA_3072, .is_pss = TRUE, .mask = EVP_sha256 () },
    { .key = TEST_KEY_P256, .usage = "critical,digitalSignature" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    expect (&wanted[i], 0);
}

static void
test_refused (void)
{
  const struct {
    Wanted wanted;
    int code;
  } cases[] = {
    { { .key = TEST_KEY_P256, .digest = EVP_sha1 () }, GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM },
    { { .key = TEST_KEY_RSA_3072, .digest = EVP_sha1 () }, GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM },
    { { .key = TEST_KEY_RSA_3072, .digest = EVP_md5 () }, GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM },
    { { .key = TEST_KEY_P256, .digest = EVP_sha224 () }, GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM },
    { { .key = TEST_KEY_RSA_3072, .is_pss = TRUE, .mask = EVP_sha1 () },
      GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM },
    { { .key = TEST_KEY_RSA_1024 }, GEZIN_WIRE_ERROR_CERTIFICATE_WEAK },
    { { .key = TEST_KEY_P521 }, GEZIN_WIRE_ERROR_CERTIFICATE_WEAK },
    { { .key = TEST_KEY_P256, .usage = "critical,keyAgreement" },
      GEZIN_WIRE_ERROR_CERTIFICATE_USAGE },
    { { .key = TEST_KEY_P256, .is_twice = TRUE }, GEZIN_WIRE_ERROR_SIGNATURE_SIGNERS },
    { { .key = TEST_KEY_P256, .flags = CMS_BINARY | CMS_CADES },
      GEZIN_WIRE_ERROR_SIGNATURE_CONTENT },
    { { .key = TEST_KEY_P256, .flags = USUAL & ~(guint) CMS_CADES },
      GEZIN_WIRE_ERROR_SIGNATURE_BINDING },
    { { .key = TEST_KEY_P256, .flags = (USUAL & ~(guint) CMS_CADES) | CMS_NOATTR },
      GEZIN_WIRE_ERROR_SIGNATURE_BINDING },
    { { .key = TEST_KEY_P256, .flags = USUAL | CMS_NOCERTS }, GEZIN_WIRE_ERROR_CERTIFICATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    expect (&cases[i].wanted, cases[i].code);
}

/* Another certificate of the same key, in the place of the one that was bound. */
static void
test_binding (void)
{
  TestIssue issue = { .subject = test_key (TEST_KEY_P256), .name = "Anna", .usage = SIGNS };
  g_autoptr (GezinCertificate) one = test_issue (&issue);
  g_autoptr (GezinCertificate) two = test_issue (&issue);
  Wanted wanted = { .key = TEST_KEY_P256 };
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, NULL, NULL, USUAL | CMS_PARTIAL);
  g_autoptr (GBytes) bytes = content ();
  g_autoptr (BIO) in = gezin_openssl_bio (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GBytes) der = NULL;
  CMS_SignerInfo *info;

  add_signer (cms, &wanted, one, USUAL | CMS_NOCERTS | CMS_USE_KEYID);
  g_assert_cmpint (CMS_add1_cert (cms, gezin_certificate_x509 (two)), ==, 1);
  g_assert_cmpint (CMS_final (cms, in, NULL, USUAL), ==, 1);
  info = sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (cms), 0);
  g_assert_cmpint (CMS_SignerInfo_cert_cmp (info, gezin_certificate_x509 (two)), ==, 0);
  der = encode (cms);
  expect_bytes (der, GEZIN_WIRE_ERROR_SIGNATURE_BINDING);
}

static void
test_bytes (void)
{
  Wanted wanted = { .key = TEST_KEY_P256 };
  g_autoptr (GBytes) der = make (&wanted);
  gsize length = g_bytes_get_size (der);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autofree guint8 *longer = g_malloc0 (length + 1);
  g_autoptr (GBytes) followed = NULL;
  g_autofree guint8 *indefinite = g_malloc0 (length + 2);
  g_autoptr (GBytes) ber = NULL;

  expect_bytes (empty, GEZIN_WIRE_ERROR_SIGNATURE_BYTES);
  memcpy (longer, g_bytes_get_data (der, NULL), length);
  followed = g_bytes_new (longer, length + 1);
  expect_bytes (followed, GEZIN_WIRE_ERROR_SIGNATURE_BYTES);
  /* The outermost length (82 xx xx) as an indefinite one: valid BER, and no DER. */
  g_assert_cmphex (longer[1], ==, 0x82);
  indefinite[0] = longer[0];
  indefinite[1] = 0x80;
  memcpy (indefinite + 2, longer + 4, length - 4);
  ber = g_bytes_new (indefinite, length);
  expect_bytes (ber, GEZIN_WIRE_ERROR_SIGNATURE_BYTES);
}

static void
test_other_content (void)
{
  Wanted wanted = { .key = TEST_KEY_P256 };
  g_autoptr (GBytes) der = make (&wanted);
  g_autoptr (GBytes) other = g_bytes_new_static ("wat getekend werd!", 18);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSignature) signature =
      gezin_signature_check (der, GEZIN_SIGNATURE_BESIDE, other, &error);

  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_SIGNATURE_WRONG);
  g_assert_null (signature);
}

/* Something that is CMS, and no signature. */
static void
test_type (void)
{
  g_autoptr (BIO) in = gezin_openssl_bio ("x", 1);
  g_autoptr (CMS_ContentInfo) cms = CMS_data_create (in, CMS_BINARY);
  g_autoptr (GBytes) der = encode (cms);

  expect_bytes (der, GEZIN_WIRE_ERROR_SIGNATURE_TYPE);
}

/* Each bit: refused, or the same certificate and claim. What is left are parts of the certificate
 * that the signature does not cover and that make it another one, which nobody trusts. */
static void
test_bits (void)
{
  Wanted wanted = { .key = TEST_KEY_P256 };
  g_autoptr (GBytes) der = make (&wanted);
  g_autoptr (GBytes) bytes = content ();
  g_autoptr (GezinSignature) right =
      gezin_signature_check (der, GEZIN_SIGNATURE_BESIDE, bytes, NULL);
  gsize length = g_bytes_get_size (der);
  guint n_taken = 0;

  for (gsize i = 0; i < length * 8; i++)
    {
      guint8 *turned = g_memdup2 (g_bytes_get_data (der, NULL), length);
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GezinSignature) signature = NULL;

      turned[i / 8] ^= (guint8) (1 << i % 8);
      file = g_bytes_new_take (turned, length);
      signature = gezin_signature_check (file, GEZIN_SIGNATURE_BESIDE, bytes, NULL);
      if (signature == NULL)
        continue;
      n_taken++;
      g_assert_true (gezin_certificate_equal (signature->certificate, right->certificate));
      g_assert_cmpint (signature->claimed_time, ==, right->claimed_time);
    }
  g_test_message ("%u of %" G_GSIZE_FORMAT " bits say nothing", n_taken, length * 8);
  /* The version numbers of SignedData and SignerInfo, and the digest algorithms beside. */
  g_assert_cmpuint (n_taken, <, 160);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signature/ours-fit", test_ours);
  g_test_add_func ("/signature/takes-what-is-allowed", test_allowed);
  g_test_add_func ("/signature/refuses-the-rest", test_refused);
  g_test_add_func ("/signature/binds-the-certificate", test_binding);
  g_test_add_func ("/signature/is-der-and-nothing-else", test_bytes);
  g_test_add_func ("/signature/fits-nothing-else", test_other_content);
  g_test_add_func ("/signature/is-of-the-right-type", test_type);
  g_test_add_func ("/signature/every-turned-bit-is-refused-or-says-nothing", test_bits);
  return g_test_run ();
}
