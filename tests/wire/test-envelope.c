/* SPDX-License-Identifier: EUPL-1.2 */

/* Envelopes: ours, and those that must be refused before a key is touched. */

#include "wire/keys.h"
#include "wire/peers.h"

#include "base/limits.h"
#include "wire/certificate-private.h"
#include "wire/envelope.h"
#include "wire/key-private.h"

#include <openssl/rsa.h>
#include <string.h>

#define CONTENT "de inhoud van een bundel"
#define CONTENT_BYTES (sizeof CONTENT - 1)

/** Wanted: An envelope, made by OpenSSL itself. */
typedef struct {
  TestKeySort key;
  const EVP_CIPHER *cipher; /* NULL: AES-256-GCM */
  gboolean is_by_issuer; /* the recipient is named by issuer and number */
  gboolean is_as_openssl_likes; /* KDF with SHA-1; PKCS#1 v1.5 */
  const EVP_MD *oaep; /* NULL: SHA-256 */
  gboolean is_enveloped; /* EnvelopedData, without a tag */
  guint n_recipients; /* 0: one */
  gboolean has_password; /* a recipient by password */
} Wanted;

static GezinOpener *
opener_of (TestKeySort sort)
{
  TestIssue issue = { .subject = test_key (sort),
                      .name = "Bo",
                      .usage = sort == TEST_KEY_RSA_3072 ? "critical,keyEncipherment"
                                                         : "critical,keyAgreement" };
  g_autoptr (GezinCertificate) certificate = test_issue (&issue);
  g_autoptr (GError) error = NULL;
  GezinOpener *opener = gezin_opener_new (issue.subject, certificate, &error);

  g_assert_no_error (error);
  return opener;
}

static void
choose (CMS_RecipientInfo *info, const Wanted *wanted)
{
  EVP_PKEY_CTX *context = CMS_RecipientInfo_get0_pkey_ctx (info);

  if (wanted->is_as_openssl_likes)
    return;
  if (wanted->key != TEST_KEY_RSA_3072)
    {
      EVP_PKEY_CTX_set_ecdh_kdf_md (context, EVP_sha256 ());
      return;
    }
  EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_OAEP_PADDING);
  EVP_PKEY_CTX_set_rsa_oaep_md (context, wanted->oaep != NULL ? wanted->oaep : EVP_sha256 ());
  EVP_PKEY_CTX_set_rsa_mgf1_md (context, EVP_sha256 ());
}

static GBytes *
make (const Wanted *wanted, const GezinOpener *opener)
{
  const EVP_CIPHER *cipher = wanted->cipher != NULL ? wanted->cipher : EVP_aes_256_gcm ();
  g_autoptr (CMS_ContentInfo) cms = wanted->is_enveloped ? CMS_EnvelopedData_create (cipher)
                                                         : CMS_AuthEnvelopedData_create (cipher);
  g_autoptr (BIO) in = gezin_openssl_bio (CONTENT, CONTENT_BYTES);
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  char *bytes;
  long length;

  for (guint i = 0; i < MAX (1, wanted->n_recipients); i++)
    {
      CMS_RecipientInfo *info =
          CMS_add1_recipient_cert (cms, gezin_certificate_x509 (opener->certificate),
                                   CMS_KEY_PARAM | (wanted->is_by_issuer ? 0 : CMS_USE_KEYID));

      g_assert_nonnull (info);
      choose (info, wanted);
    }
  if (wanted->has_password)
    g_assert_nonnull (CMS_add0_recipient_password (cms, 1000, NID_id_alg_PWRI_KEK, NID_undef,
                                                   OPENSSL_memdup ("geheim", 6), 6,
                                                   EVP_aes_256_cbc ()));
  g_assert_cmpint (i2d_CMS_bio_stream (out, cms, in, CMS_BINARY | CMS_STREAM | CMS_PARTIAL), ==, 1);
  length = BIO_get_mem_data (out, &bytes);
  return g_bytes_new (bytes, (gsize) length);
}

static void
expect_file (GBytes *file, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinEnvelope) envelope = gezin_envelope_look (file, &error);

  if (code == 0)
    {
      g_assert_no_error (error);
      g_assert_nonnull (envelope);
      return;
    }
  g_assert_error (error, GEZIN_WIRE_ERROR, code);
  g_assert_null (envelope);
}

static GBytes *
seal (GPtrArray *recipients)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gboolean is_sealed = gezin_envelope_seal (recipients, CONTENT, CONTENT_BYTES, out, &error);

  g_assert_no_error (error);
  g_assert_true (is_sealed);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static GezinSecret *
open_as (GBytes *file, const GezinOpener *opener, GError **error)
{
  g_autoptr (GezinEnvelope) envelope = gezin_envelope_look (file, error);
  g_autoptr (GPtrArray) openers = g_ptr_array_new ();

  if (envelope == NULL)
    return NULL;
  g_ptr_array_add (openers, (gpointer) opener);
  if (gezin_envelope_find_opener (envelope, openers) == NULL)
    {
      g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_NOT_FOR_US, "not for us");
      return NULL;
    }
  return gezin_envelope_open (file, envelope, opener, error);
}

static void
assert_opens (GBytes *file, const GezinOpener *opener)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = open_as (file, opener, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (gezin_secret_peek (secret), gezin_secret_length (secret), CONTENT,
                   CONTENT_BYTES);
}

static void
test_each_recipient (void)
{
  const TestKeySort sorts[] = { TEST_KEY_P256, TEST_KEY_P384, TEST_KEY_RSA_3072 };
  g_autoptr (GPtrArray) openers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_opener_free);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GBytes) file = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      GezinOpener *opener = opener_of (sorts[i]);

      g_ptr_array_add (openers, opener);
      g_ptr_array_add (certificates, opener->certificate);
    }
  file = seal (certificates);
  for (guint i = 0; i < openers->len; i++)
    assert_opens (file, openers->pdata[i]);
}

/* The envelopes by OpenSSL that are as ours, so that what is refused is refused for what is other. */
static void
test_taken (void)
{
  const Wanted wanted[] = { { .key = TEST_KEY_P256 }, { .key = TEST_KEY_RSA_3072 } };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GezinOpener) opener = opener_of (wanted[i].key);
      g_autoptr (GBytes) file = make (&wanted[i], opener);

      assert_opens (file, opener);
    }
}

static void
test_refused (void)
{
  const struct {
    Wanted wanted;
    int code;
  } cases[] = {
    { { .key = TEST_KEY_P256, .cipher = EVP_aes_256_cbc (), .is_enveloped = TRUE },
      GEZIN_WIRE_ERROR_ENVELOPE_TYPE },
    { { .key = TEST_KEY_P256, .cipher = EVP_aes_128_gcm () }, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_RSA_3072, .cipher = EVP_aes_128_gcm () },
      GEZIN_WIRE_ERROR_ENVELOPE_CIPHER },
    { { .key = TEST_KEY_P256, .is_as_openssl_likes = TRUE }, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_RSA_3072, .is_as_openssl_likes = TRUE },
      GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_RSA_3072, .oaep = EVP_sha1 () }, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_P256, .is_by_issuer = TRUE }, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_RSA_3072, .is_by_issuer = TRUE }, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_P256, .has_password = TRUE }, GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
    { { .key = TEST_KEY_P256, .n_recipients = GEZIN_MAX_RECIPIENTS + 1 },
      GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GezinOpener) opener = opener_of (cases[i].wanted.key);
      g_autoptr (GBytes) file = make (&cases[i].wanted, opener);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      expect_file (file, cases[i].code);
    }
}

static GBytes *
ours (const GezinOpener *opener)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  g_ptr_array_add (certificates, opener->certificate);
  return seal (certificates);
}

/* GCMParameters: a nonce of 12 bytes, a tag of 16. */
static gsize
find_parameters (const guint8 *bytes, gsize length)
{
  static const guint8 begin[] = { 0x30, 0x11, 0x04, 0x0C };
  const guint8 *at = memmem (bytes, length, begin, sizeof begin);

  g_assert_nonnull (at);
  return (gsize) (at - bytes);
}

/* A tag that says to be of 4 bytes, and one that is. */
static void
test_short_tag (void)
{
  g_autoptr (GezinOpener) opener = opener_of (TEST_KEY_P256);
  g_autoptr (GBytes) file = ours (opener);
  gsize length = g_bytes_get_size (file);
  guint8 *claimed = g_memdup2 (g_bytes_get_data (file, NULL), length);
  gsize parameters = find_parameters (claimed, length);
  g_autofree guint8 *bytes = g_memdup2 (claimed, length);
  GByteArray *cut = g_byte_array_new ();
  g_autoptr (GBytes) claims = NULL;
  g_autoptr (GBytes) is = NULL;
  /* The tag stands before the zeroes that end three or four levels. */
  const guint8 *tag;

  g_assert_cmphex (claimed[parameters + 18], ==, 16);
  claimed[parameters + 18] = 4;
  claims = g_bytes_new_take (claimed, length);
  expect_file (claims, GEZIN_WIRE_ERROR_ENVELOPE_TAG);
  tag = memrchr (bytes, 0x04, length);
  while (tag[1] != 0x10)
    tag = memrchr (bytes, 0x04, (gsize) (tag - bytes));
  g_byte_array_append (cut, bytes, (guint) (tag - bytes));
  g_byte_array_append (cut, (const guint8 *) "\x04\x04", 2);
  g_byte_array_append (cut, tag + 2, 4);
  g_byte_array_append (cut, tag + 18, (guint) (length - (gsize) (tag + 18 - bytes)));
  is = g_byte_array_free_to_bytes (cut);
  expect_file (is, GEZIN_WIRE_ERROR_ENVELOPE_TAG);
}

static void
test_bytes (void)
{
  g_autoptr (GezinOpener) opener = opener_of (TEST_KEY_P256);
  g_autoptr (GBytes) file = ours (opener);
  gsize length = g_bytes_get_size (file);
  g_autofree guint8 *longer = g_malloc0 (length + 1);
  g_autoptr (GBytes) followed = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("geen bundel", 11);

  memcpy (longer, g_bytes_get_data (file, NULL), length);
  followed = g_bytes_new (longer, length + 1);
  expect_file (followed, GEZIN_WIRE_ERROR_ENVELOPE_BYTES);
  expect_file (empty, GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE);
  expect_file (text, GEZIN_WIRE_ERROR_ENVELOPE_BYTES);
}

static void
test_too_large (void)
{
  gsize length = (gsize) GEZIN_MAX_BUNDLE_BYTES + 1;
  g_autoptr (GBytes) file = g_bytes_new_take (g_malloc0 (length), length);

  expect_file (file, GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE);
}

/* The largest container that there can be still makes an envelope that is looked at. */
static void
test_largest (void)
{
  g_autoptr (GezinOpener) opener = opener_of (TEST_KEY_RSA_3072);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autofree guint8 *content = g_malloc0 (GEZIN_MAX_CONTAINER_BYTES);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;
  gboolean is_sealed;

  for (guint i = 0; i < GEZIN_MAX_RECIPIENTS; i++)
    g_ptr_array_add (certificates, opener->certificate);
  is_sealed = gezin_envelope_seal (certificates, content, GEZIN_MAX_CONTAINER_BYTES, out, &error);
  g_assert_no_error (error);
  g_assert_true (is_sealed);
  g_output_stream_close (out, NULL, NULL);
  file = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  expect_file (file, 0);
}

/* What the framing says, and the key of another with our id. */
static void
test_other_key (void)
{
  g_autoptr (GezinOpener) opener = opener_of (TEST_KEY_P256);
  g_autoptr (GezinOpener) other = opener_of (TEST_KEY_P384);
  g_autoptr (GBytes) file = ours (opener);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) secret = open_as (file, other, &error);
  g_autoptr (GezinEnvelope) envelope = NULL;

  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_NOT_FOR_US);
  g_clear_error (&error);
  envelope = gezin_envelope_look (file, &error);
  g_assert_no_error (error);
  secret = gezin_envelope_open (file, envelope, other, &error);
  g_assert_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_ENVELOPE_OPEN);
  g_assert_null (secret);
}

/* OpenSSL's own defaults must not come back one day. */
static void
test_identifiers (void)
{
  static const guint8 sha256_kdf[] = { 0x06, 0x06, 0x2B, 0x81, 0x04, 0x01, 0x0B, 0x01 };
  static const guint8 oaep[] = { 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x07 };
  g_autoptr (GezinOpener) ec = opener_of (TEST_KEY_P256);
  g_autoptr (GezinOpener) rsa = opener_of (TEST_KEY_RSA_3072);
  g_autoptr (GBytes) by_ec = ours (ec);
  g_autoptr (GBytes) by_rsa = ours (rsa);
  const char *name = "Bo";

  g_assert_nonnull (memmem (g_bytes_get_data (by_ec, NULL), g_bytes_get_size (by_ec), sha256_kdf,
                            sizeof sha256_kdf));
  g_assert_nonnull (
      memmem (g_bytes_get_data (by_rsa, NULL), g_bytes_get_size (by_rsa), oaep, sizeof oaep));
  g_assert_null (memmem (g_bytes_get_data (by_ec, NULL), 400, name, strlen (name)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/envelope/each-recipient-opens-it", test_each_recipient);
  g_test_add_func ("/envelope/takes-what-is-as-ours", test_taken);
  g_test_add_func ("/envelope/refuses-other-ways", test_refused);
  g_test_add_func ("/envelope/refuses-a-short-tag", test_short_tag);
  g_test_add_func ("/envelope/refuses-what-is-none-or-more", test_bytes);
  g_test_add_func ("/envelope/refuses-what-is-too-large", test_too_large);
  g_test_add_func ("/envelope/the-largest-is-looked-at", test_largest);
  g_test_add_func ("/envelope/does-not-open-with-another-key", test_other_key);
  g_test_add_func ("/envelope/names-algorithms-and-nobody", test_identifiers);
  return g_test_run ();
}
