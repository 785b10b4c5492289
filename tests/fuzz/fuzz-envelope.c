/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a bundle, for the recipient of the golden one. What is refused must say why, before or
 * after it was opened. */

#include "base/error.h"
#include "base/xml.h"
#include "wire/bundle.h"
#include "wire/openssl-private.h"

#include <openssl/pem.h>

#include "fuzz/fuzz.h"

#define NOW (G_GINT64_CONSTANT (1795255200) * G_USEC_PER_SEC)

static GezinOpener *
read_opener (void)
{
  g_autoptr (BIO) file = BIO_new_file (FUZZ_GOLDEN "/recipient.pem", "r");
  g_autoptr (X509) x509 = PEM_read_bio_X509 (file, NULL, NULL, NULL);
  g_autoptr (EVP_PKEY) pkey = PEM_read_bio_PrivateKey (file, NULL, NULL, NULL);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (pkey);
  guint8 *der = NULL, *key_der = NULL;
  int length = i2d_X509 (x509, &der), key_length = i2d_PKCS8_PRIV_KEY_INFO (info, &key_der);
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (key_der, (gsize) key_length);
  g_autoptr (GezinKey) key = gezin_key_new_from_pkcs8 (secret, NULL);
  g_autoptr (GezinCertificate) certificate = gezin_certificate_new (der, (gsize) length, NULL);
  GezinOpener *opener = gezin_opener_new (key, certificate, NULL);

  OPENSSL_free (der);
  OPENSSL_free (key_der);
  g_assert_nonnull (opener);
  return opener;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  static GPtrArray *openers = NULL;
  g_autoptr (GBytes) file = g_bytes_new_static (data, length);
  GezinBundleQuestion question = { .now = NOW };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinJudgement) judgement = NULL;
  g_autofree char *json = NULL;

  if (openers == NULL)
    {
      openers = g_ptr_array_new ();
      g_ptr_array_add (openers, read_opener ());
    }
  question.openers = openers;
  judgement = gezin_bundle_judge (&question, file, &error);
  g_assert_true ((error != NULL) == (judgement->verdict == GEZIN_BUNDLE_VERDICT_BAD));
  g_assert_true (error == NULL || gezin_error_status (error) == GEZIN_STATUS_REFUSED);
  g_assert_true (judgement->verdict != GEZIN_BUNDLE_VERDICT_GOOD);
  json = gezin_judgement_json (judgement);
  g_assert_nonnull (json);
  return 0;
}
