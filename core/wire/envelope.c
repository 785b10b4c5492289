/* SPDX-License-Identifier: EUPL-1.2 */

/* Sealing and opening.
 *
 * Invariants:
 * 1. OpenSSL's own choices (KDF with SHA-1, RSA PKCS#1 v1.5) are never left standing.
 * 2. What does not authenticate leaves nothing: the plain bytes are wiped before anybody sees them.
 * 3. The plain bytes are in one place only, and that is locked. */

#include "wire/envelope.h"

#include "base/limits.h"
#include "wire/certificate-private.h"
#include "wire/key-private.h"

#include <openssl/kdf.h>
#include <openssl/rsa.h>

/* 3.0.22: before it, forged messages were accepted. 3.1 to 3.3 were never mended. */
#define MIN_LIBRARY (0x30000160UL)
#define MIN_LIBRARY_AFTER (0x30400000UL)
#define SERIES_3_1 (0x30100000UL)
#define PIECE_BYTES (64 * GEZIN_KIB)

GezinOpener *
gezin_opener_new (GezinKey *key, GezinCertificate *certificate, GError **error)
{
  GezinOpener *self;

  if (!gezin_certificate_check_use (certificate, GEZIN_CERTIFICATE_OPENS, error))
    return NULL;
  if (!gezin_key_fits (key, certificate))
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "the certificate of another key");
      return NULL;
    }
  self = g_new0 (GezinOpener, 1);
  self->key = gezin_key_ref (key);
  self->certificate = gezin_certificate_ref (certificate);
  return self;
}

void
gezin_opener_free (GezinOpener *self)
{
  if (self == NULL)
    return;
  gezin_key_unref (self->key);
  gezin_certificate_unref (self->certificate);
  g_free (self);
}

/* ---------- A stream of GIO as one of OpenSSL ---------- */

typedef struct {
  GOutputStream *stream;
  GError *error; /* the first */
} Sink;

static int
sink_write (BIO *bio, const char *bytes, size_t length, size_t *written)
{
  Sink *sink = BIO_get_data (bio);

  if (sink->error != NULL)
    return 0;
  return g_output_stream_write_all (sink->stream, bytes, length, written, NULL, &sink->error);
}

static long
sink_control (BIO *bio, int command, long number, void *pointer)
{
  return command == BIO_CTRL_FLUSH || command == BIO_CTRL_PUSH || command == BIO_CTRL_POP;
}

static BIO *
sink_new (Sink *sink)
{
  static BIO_METHOD *method = NULL;
  BIO *bio;

  if (g_once_init_enter (&method))
    {
      BIO_METHOD *made = BIO_meth_new (BIO_get_new_index () | BIO_TYPE_SOURCE_SINK, "GIO");

      BIO_meth_set_write_ex (made, sink_write);
      BIO_meth_set_ctrl (made, sink_control);
      g_once_init_leave (&method, made);
    }
  bio = BIO_new (method);
  BIO_set_data (bio, sink);
  BIO_set_init (bio, 1);
  return bio;
}

/* ---------- Sealing ---------- */

/* Invariant 1. */
static gboolean
choose_algorithms (CMS_RecipientInfo *info, EVP_PKEY *key)
{
  EVP_PKEY_CTX *context = CMS_RecipientInfo_get0_pkey_ctx (info);

  if (context == NULL)
    return FALSE;
  if (EVP_PKEY_is_a (key, "RSA"))
    return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_OAEP_PADDING) > 0
           && EVP_PKEY_CTX_set_rsa_oaep_md (context, EVP_sha256 ()) > 0
           && EVP_PKEY_CTX_set_rsa_mgf1_md (context, EVP_sha256 ()) > 0;
  return EVP_PKEY_CTX_set_ecdh_kdf_md (context, EVP_sha256 ()) > 0;
}

static gboolean
add_recipient (CMS_ContentInfo *cms, const GezinCertificate *certificate, GError **error)
{
  X509 *x509 = gezin_certificate_x509 (certificate);
  CMS_RecipientInfo *info;

  if (!gezin_certificate_check_use (certificate, GEZIN_CERTIFICATE_OPENS, error))
    return FALSE;
  if (gezin_certificate_key_id (certificate) == NULL)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error, "a certificate without key id");
  info = CMS_add1_recipient_cert (cms, x509, CMS_KEY_PARAM | CMS_USE_KEYID);
  if (info == NULL || !choose_algorithms (info, X509_get0_pubkey (x509)))
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "a recipient cannot be added");
  return TRUE;
}

gboolean
gezin_envelope_seal (GPtrArray *recipients, const void *content, gsize length, GOutputStream *out,
                     GError **error)
{
  g_autoptr (CMS_ContentInfo) cms = CMS_AuthEnvelopedData_create (EVP_aes_256_gcm ());
  Sink sink = { .stream = out };
  g_autoptr (BIO) in = gezin_openssl_bio (content, length);
  g_autoptr (BIO) to = sink_new (&sink);
  gboolean is_sealed;

  g_return_val_if_fail (length <= GEZIN_MAX_CONTAINER_BYTES, FALSE);

  if (cms == NULL || recipients->len == 0 || recipients->len > GEZIN_MAX_RECIPIENTS)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no recipient, or too many");
  for (guint i = 0; i < recipients->len; i++)
    if (!add_recipient (cms, recipients->pdata[i], error))
      return FALSE;
  is_sealed = i2d_CMS_bio_stream (to, cms, in, CMS_BINARY | CMS_STREAM | CMS_PARTIAL) == 1;
  if (sink.error != NULL)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, NULL, "the stream failed");
      g_propagate_error (error, sink.error);
      return FALSE;
    }
  return is_sealed || gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "encryption failed");
}

/* ---------- Opening ---------- */

gboolean
gezin_envelope_check_library (GError **error)
{
  unsigned long here = OpenSSL_version_num ();

  if (here >= MIN_LIBRARY && (here < SERIES_3_1 || here >= MIN_LIBRARY_AFTER))
    return TRUE;
  return gezin_openssl_fail (GEZIN_WIRE_ERROR_OLD_LIBRARY, error,
                             "OpenSSL 3.0.22 or later is needed");
}

const GezinOpener *
gezin_envelope_find_opener (const GezinEnvelope *self, GPtrArray *openers)
{
  for (guint i = 0; i < openers->len; i++)
    {
      const GezinOpener *opener = openers->pdata[i];
      GBytes *id = gezin_certificate_key_id (opener->certificate);

      for (guint j = 0; id != NULL && j < self->key_ids->len; j++)
        if (g_bytes_equal (id, self->key_ids->pdata[j]))
          return opener;
    }
  return NULL;
}

/* Reads all of @length bytes, and then sees whether they are authentic. */
static gboolean
read_plain (BIO *plain, guint8 *bytes, gsize length)
{
  gsize done = 0;
  guint8 beyond;

  while (done < length)
    {
      int now = BIO_read (plain, bytes + done, (int) MIN (length - done, PIECE_BYTES));

      if (now <= 0)
        break;
      done += (gsize) now;
    }
  return BIO_read (plain, &beyond, 1) <= 0 && done == length
         && BIO_method_type (plain) == BIO_TYPE_CIPHER && BIO_get_cipher_status (plain) == 1;
}

/* The chain of @plain, without what belongs to the message. */
static void
free_plain (BIO *plain)
{
  BIO_free_all (plain);
}

GezinSecret *
gezin_envelope_open (GBytes *file, const GezinEnvelope *self, const GezinOpener *opener,
                     GError **error)
{
  gsize length;
  const guint8 *at = g_bytes_get_data (file, &length);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  g_autoptr (GezinSecret) secret = NULL;
  BIO *plain = NULL;
  gboolean is_authentic;

  if (!gezin_envelope_check_library (error))
    return NULL;
  cms = d2i_CMS_ContentInfo (NULL, &at, (long) length);
  if (cms != NULL
      && CMS_decrypt_set1_pkey (cms, gezin_key_pkey (opener->key),
                                gezin_certificate_x509 (opener->certificate))
             == 1)
    plain = CMS_dataInit (cms, NULL);
  if (plain == NULL)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_ENVELOPE_OPEN, error, "the key of it does not open");
      return NULL;
    }
  secret = gezin_secret_new (self->content_length);
  is_authentic = read_plain (plain, gezin_secret_bytes (secret), self->content_length);
  free_plain (plain);
  if (is_authentic)
    return g_steal_pointer (&secret);
  gezin_openssl_fail (GEZIN_WIRE_ERROR_ENVELOPE_OPEN, error, "damaged or forged");
  return NULL;
}
