/* SPDX-License-Identifier: EUPL-1.2 */

/* Bundles of every sort that we make, with the keys that open them, for readers that are not ours.
 *
 * usage: make-papers FOLDER: for each sort NAME.gezin, NAME.key.pem (the recipient's) and
 * NAME.sender.pem (the signer's certificate). */

#include "wire/keys.h"
#include "wire/peers.h"

#include "wire/certificate-private.h"
#include "wire/key-private.h"

#include "support/builder.h"

#include <openssl/pem.h>
#include <stdlib.h>

static const char *folder;

static void
write_file (const char *name, const char *ending, const void *bytes, gsize length)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
write_pem (const char *name, const char *ending, const GezinCertificate *certificate,
           const GezinKey *key)
{
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  char *text;
  long length;

  PEM_write_bio_X509 (out, gezin_certificate_x509 (certificate));
  if (key != NULL)
    PEM_write_bio_PKCS8PrivateKey (out, gezin_key_pkey (key), NULL, NULL, 0, NULL, NULL);
  length = BIO_get_mem_data (out, &text);
  write_file (name, ending, text, (gsize) length);
}

static GezinSigner *
signer_of (TestKeySort sort, GezinCertificate *issuer)
{
  TestIssue issue = { .subject = test_key (sort),
                      .issuer = issuer != NULL ? test_key (TEST_KEY_P384) : NULL,
                      .issuer_certificate = issuer,
                      .name = "Anna",
                      .usage = "critical,nonRepudiation" };
  g_autoptr (GezinCertificate) certificate = test_issue (&issue);
  g_autoptr (GPtrArray) issuers = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GezinSigner *signer;

  if (issuer != NULL)
    g_ptr_array_add (issuers, issuer);
  signer = gezin_signer_new (issue.subject, certificate, issuer != NULL ? issuers : NULL, &error);
  g_assert_no_error (error);
  return signer;
}

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

static TestPeer *
peer_of (TestKeySort sort, GezinCertificate *issuer)
{
  g_autoptr (GPtrArray) issuers = g_ptr_array_new ();

  if (issuer != NULL)
    g_ptr_array_add (issuers, issuer);
  return test_peer_new_with ("Anna", signer_of (sort, issuer), opener_of (sort),
                             issuer != NULL ? issuers : NULL);
}

/* A second key that opens, on the card of @peer. */
static void
add_key (TestPeer *peer, TestKeySort sort)
{
  g_autoptr (GezinOpener) second = opener_of (sort);
  g_autoptr (GPtrArray) encryption = g_ptr_array_new ();
  GezinCardHolder holder = { .name = "Bo",
                             .organisation = "Wijkteam De Brug",
                             .role = "rvt",
                             .encryption = encryption,
                             .made = TEST_NOW };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = NULL;

  g_ptr_array_add (encryption, second->certificate);
  g_ptr_array_add (encryption, peer->opener->certificate);
  file = gezin_card_make (peer->signer, &holder, &error);
  g_assert_no_error (error);
  gezin_card_unref (peer->card);
  peer->card = gezin_card_read (file, &error);
  g_assert_no_error (error);
}

static void
write_bundle (const char *name, const TestPeer *sender, const TestPeer *recipient,
              GezinManifest *manifest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bundle = test_bundle (sender, recipient, manifest, NULL, &error);

  g_assert_no_error (error);
  write_file (name, ".gezin", g_bytes_get_data (bundle, NULL), g_bytes_get_size (bundle));
  write_file (name, ".gezin-card", g_bytes_get_data (gezin_card_file (sender->card), NULL),
              g_bytes_get_size (gezin_card_file (sender->card)));
  write_pem (name, ".key.pem", recipient->opener->certificate, recipient->opener->key);
  write_pem (name, ".sender.pem", gezin_card_signing (sender->card), NULL);
}

static void
write_share (const char *name, const TestPeer *sender, const TestPeer *recipient)
{
  g_autoptr (GezinManifest) manifest = test_manifest ();

  write_bundle (name, sender, recipient, manifest);
}

static void
write_receipt (const char *name, const TestPeer *peer)
{
  g_autoptr (GezinManifest) manifest = test_manifest ();

  manifest->kind = GEZIN_BUNDLE_RECEIPT;
  g_clear_pointer (&manifest->purpose, g_free);
  manifest->about = gezin_manifest_about_new ();
  manifest->about->bundle = test_id ("bundle");
  manifest->about->result = GEZIN_BUNDLE_RESULT_TAKEN;
  write_bundle (name, peer, peer, manifest);
}

int
main (int argc, char *argv[])
{
  TestIssue root = { .subject = test_key (TEST_KEY_P384),
                     .name = "Gemeente",
                     .usage = "critical,keyCertSign,cRLSign",
                     .is_issuer = TRUE };
  g_autoptr (GezinCertificate) issuer = test_issue (&root);
  g_autoptr (TestPeer) p256 = peer_of (TEST_KEY_P256, NULL);
  g_autoptr (TestPeer) p384 = peer_of (TEST_KEY_P384, NULL);
  g_autoptr (TestPeer) rsa = peer_of (TEST_KEY_RSA_3072, NULL);
  g_autoptr (TestPeer) issued = peer_of (TEST_KEY_P256, issuer);
  g_autoptr (TestPeer) other = peer_of (TEST_KEY_P256, NULL);
  g_autoptr (TestPeer) two = peer_of (TEST_KEY_P256, NULL);

  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  add_key (two, TEST_KEY_RSA_3072);
  write_share ("p256", p256, p256);
  write_share ("p384", p384, p384);
  write_share ("rsa3072", rsa, rsa);
  write_share ("issued", issued, p256);
  write_share ("two-keys", p256, two);
  write_receipt ("receipt", p256);
  /* The same key with another certificate, for whoever puts that in the place of the first. */
  write_share ("other", other, p256);
  return EXIT_SUCCESS;
}
