/* SPDX-License-Identifier: EUPL-1.2 */

/* Makes the files of one golden folder, once for each version of the format; they are then never made
 * again. The keys are for these files only.
 *
 * usage: make-golden FOLDER */

#include "wire/peers.h"

#include "wire/certificate-private.h"
#include "wire/key-private.h"

#include <openssl/pem.h>
#include <stdlib.h>

#define HEAD "# SPDX-License-Identifier: EUPL-1.2\n# Invented, for the tests only.\n"

static void
write_file (const char *folder, const char *name, const void *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
write_bytes (const char *folder, const char *name, GBytes *bytes)
{
  write_file (folder, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
write_pem (const char *folder, const char *name, const GezinCertificate *certificate,
           const GezinKey *key)
{
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  char *text;
  long length;

  BIO_puts (out, HEAD);
  PEM_write_bio_X509 (out, gezin_certificate_x509 (certificate));
  if (key != NULL)
    PEM_write_bio_PKCS8PrivateKey (out, gezin_key_pkey (key), NULL, NULL, 0, NULL, NULL);
  length = BIO_get_mem_data (out, &text);
  write_file (folder, name, text, (gsize) length);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TestPeer) sender = test_peer_new ("Anna Bakker");
  g_autoptr (TestPeer) recipient = test_peer_new ("Bo Rvt");
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (TestQuestion) test = test_question_new (recipient, sender);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bundle = test_bundle (sender, recipient, manifest, NULL, &error);
  g_autoptr (GezinJudgement) judgement = NULL;

  g_assert_cmpint (argc, ==, 2);
  g_assert_no_error (error);
  judgement = gezin_bundle_judge (&test->question, bundle, &error);
  g_assert_no_error (error);
  write_bytes (argv[1], "bundle.gezin", bundle);
  write_bytes (argv[1], "container.asice", judgement->container);
  write_bytes (argv[1], "sender.gezin-card", gezin_card_file (sender->card));
  write_bytes (argv[1], "recipient.gezin-card", gezin_card_file (recipient->card));
  write_pem (argv[1], "sender.pem", gezin_card_signing (sender->card), NULL);
  write_pem (argv[1], "recipient.pem", recipient->opener->certificate, recipient->opener->key);
  return EXIT_SUCCESS;
}
