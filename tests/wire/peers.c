/* SPDX-License-Identifier: EUPL-1.2 */

/* Peers and bundles for the tests of this room. */

#include "wire/peers.h"

#include "base/limits.h"
#include "support/builder.h"

#define DOCUMENT "de brief van school\n"

GezinCertificate *
test_certificate (GezinKey *key, const char *name, GezinCertificateUse use, gint64 from, guint days)
{
  GezinKeyHolder holder = { .name = name,
                            .organisation = "Wijkteam De Brug",
                            .team = "Noord",
                            .use = use,
                            .from = from,
                            .days = days };
  g_autoptr (GError) error = NULL;
  GezinCertificate *certificate = gezin_key_certify (key, &holder, &error);

  g_assert_no_error (error);
  return certificate;
}

TestPeer *
test_peer_new_with (const char *name, GezinSigner *signer, GezinOpener *opener, GPtrArray *issuers)
{
  TestPeer *peer = g_new0 (TestPeer, 1);
  g_autoptr (GPtrArray) encryption = g_ptr_array_new ();
  GezinCardHolder holder = { .name = name,
                             .organisation = "Wijkteam De Brug",
                             .role = "consultant",
                             .team = "Noord",
                             .encryption = encryption,
                             .issuers = issuers };
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  peer->signer = signer;
  peer->opener = opener;
  holder.made = gezin_certificate_from (gezin_signer_certificate (signer));
  g_ptr_array_add (encryption, opener->certificate);
  file = gezin_card_make (signer, &holder, &error);
  g_assert_no_error (error);
  peer->card = gezin_card_read (file, &error);
  g_assert_no_error (error);
  return peer;
}

TestPeer *
test_peer_new_from (const char *name, gint64 from, guint days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinKey) signing = gezin_key_new (&error);
  g_autoptr (GezinKey) opening = gezin_key_new (&error);
  g_autoptr (GezinCertificate) signs =
      test_certificate (signing, name, GEZIN_CERTIFICATE_SIGNS, from, days);
  g_autoptr (GezinCertificate) opens =
      test_certificate (opening, name, GEZIN_CERTIFICATE_OPENS, from, days);
  GezinSigner *signer = gezin_signer_new (signing, signs, NULL, &error);
  GezinOpener *opener = gezin_opener_new (opening, opens, &error);

  g_assert_no_error (error);
  return test_peer_new_with (name, signer, opener, NULL);
}

TestPeer *
test_peer_new (const char *name)
{
  return test_peer_new_from (name, TEST_NOW - TEST_DAY, GEZIN_CERTIFICATE_DAYS);
}

void
test_peer_free (TestPeer *peer)
{
  gezin_signer_unref (peer->signer);
  gezin_opener_free (peer->opener);
  gezin_card_unref (peer->card);
  g_free (peer);
}

gboolean
test_turns_bit (gsize bit, gsize length, gsize edge)
{
  gsize byte = bit / 8;

  return g_getenv ("GEZIN_TEST_ROUNDS") != NULL || byte < edge || byte + edge >= length
         || bit % 8 == byte % 8;
}

TestQuestion *
test_question_new (const TestPeer *recipient, const TestPeer *sender)
{
  TestQuestion *test = g_new0 (TestQuestion, 1);

  test->openers = g_ptr_array_new ();
  test->own = g_ptr_array_new ();
  test->senders = g_ptr_array_new ();
  g_ptr_array_add (test->openers, recipient->opener);
  g_ptr_array_add (test->own, recipient->card);
  g_ptr_array_add (test->senders, sender->card);
  test->question = (GezinBundleQuestion){ .now = TEST_NOW,
                                          .openers = test->openers,
                                          .own = test->own,
                                          .senders = test->senders,
                                          .is_to_be_taken = TRUE };
  return test;
}

void
test_question_free (TestQuestion *test)
{
  g_ptr_array_unref (test->openers);
  g_ptr_array_unref (test->own);
  g_ptr_array_unref (test->senders);
  g_free (test);
}

GBytes *
test_document (void)
{
  return g_bytes_new_static (DOCUMENT, sizeof DOCUMENT - 1);
}

GezinView *
test_view (void)
{
  g_autoptr (GBytes) document = test_document ();
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, document);
  g_autofree char *spec = g_strdup_printf ("family f name='De Vries' opened=2026-01-05\n"
                                           "person jan given-names=Jan birth-date=2014-05-01\n"
                                           "document d title=Brief file=%s\n",
                                           digest);
  g_autoptr (GezinDossier) dossier = test_dossier (spec);

  return gezin_view_own (dossier);
}

GezinManifest *
test_manifest (void)
{
  GezinManifest *manifest = gezin_manifest_new ();

  manifest->kind = GEZIN_BUNDLE_SHARE;
  manifest->bundle = test_id ("bundle");
  manifest->dossier = test_id ("f");
  manifest->incarnation = G_GUINT64_CONSTANT (0x0123456789abcdef);
  manifest->number = 1;
  manifest->made = TEST_NOW;
  manifest->expires = TEST_NOW + 30 * TEST_DAY;
  manifest->purpose = g_strdup ("advice");
  manifest->program = g_strdup ("0.1.0");
  return manifest;
}

GBytes *
test_bundle (const TestPeer *sender, const TestPeer *recipient, GezinManifest *manifest,
             GezinBundleMade *made, GError **error)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GezinView) view = gezin_bundle_kind_has_dossier (manifest->kind) ? test_view () : NULL;
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GezinBundleMade ignored;
  GezinBundleDraft draft = { .manifest = manifest,
                             .view = view,
                             .documents = documents,
                             .signer = sender->signer,
                             .sender = sender->card,
                             .recipient = recipient->card };

  if (view != NULL)
    g_ptr_array_add (documents, test_document ());
  if (!gezin_bundle_make (&draft, out, made == NULL ? &ignored : made, error))
    return NULL;
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

GBytes *
test_container (const TestPeer *sender, const TestPeer *recipient)
{
  g_autoptr (GezinManifest) manifest = test_manifest ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = test_bundle (sender, recipient, manifest, NULL, &error);
  g_autoptr (GezinEnvelope) envelope = NULL;
  g_autoptr (GezinSecret) secret = NULL;

  g_assert_no_error (error);
  envelope = gezin_envelope_look (file, &error);
  g_assert_no_error (error);
  secret = gezin_envelope_open (file, envelope, recipient->opener, &error);
  g_assert_no_error (error);
  return g_bytes_new (gezin_secret_peek (secret), gezin_secret_length (secret));
}

GBytes *
test_seal (const TestPeer *recipient, GBytes *container)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const void *bytes = g_bytes_get_data (container, &length);
  gboolean is_sealed =
      gezin_envelope_seal (gezin_card_encryption (recipient->card), bytes, length, out, &error);

  g_assert_no_error (error);
  g_assert_true (is_sealed);
  g_output_stream_close (out, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
