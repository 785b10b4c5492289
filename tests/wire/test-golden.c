/* SPDX-License-Identifier: EUPL-1.2 */

/* Bundles that older versions made: they are good for ever, at the time of their making. */

#include "wire/peers.h"

#include "wire/key-private.h"

#include <openssl/pem.h>

static GBytes *
read_golden (const char *version, const char *name)
{
  g_autofree char *path =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "wire", "golden", version, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static GezinCard *
read_card (const char *version, const char *name)
{
  g_autoptr (GBytes) file = read_golden (version, name);
  g_autoptr (GError) error = NULL;
  GezinCard *card = gezin_card_read (file, &error);

  g_assert_no_error (error);
  return card;
}

static GezinKey *
read_key (GBytes *pem)
{
  g_autoptr (BIO) bio = gezin_openssl_bio (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
  g_autoptr (EVP_PKEY) pkey = PEM_read_bio_PrivateKey (bio, NULL, NULL, NULL);
  g_autoptr (PKCS8_PRIV_KEY_INFO) info = EVP_PKEY2PKCS8 (pkey);
  g_autoptr (GError) error = NULL;
  guint8 *der = NULL;
  int length = i2d_PKCS8_PRIV_KEY_INFO (info, &der);
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy (der, (gsize) length);
  GezinKey *key = gezin_key_new_from_pkcs8 (secret, &error);

  OPENSSL_free (der);
  g_assert_no_error (error);
  return key;
}

static void
test_version_1 (void)
{
  g_autoptr (GezinCard) sender = read_card ("1", "sender.gezin-card");
  g_autoptr (GezinCard) recipient = read_card ("1", "recipient.gezin-card");
  g_autoptr (GBytes) pem = read_golden ("1", "recipient.pem");
  g_autoptr (GBytes) file = read_golden ("1", "bundle.gezin");
  g_autoptr (GBytes) container = read_golden ("1", "container.asice");
  g_autoptr (GezinKey) key = read_key (pem);
  g_autoptr (GPtrArray) openers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_opener_free);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();
  g_autoptr (GPtrArray) senders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GezinBundleQuestion question = {
    .now = TEST_NOW, .openers = openers, .own = own, .senders = senders, .is_to_be_taken = TRUE
  };
  g_autoptr (GezinJudgement) judgement = NULL;

  g_ptr_array_add (openers,
                   gezin_opener_new (key, gezin_card_encryption (recipient)->pdata[0], &error));
  g_assert_no_error (error);
  g_ptr_array_add (own, recipient);
  g_ptr_array_add (senders, sender);
  judgement = gezin_bundle_judge (&question, file, &error);
  g_assert_no_error (error);
  g_assert_cmpint (judgement->verdict, ==, GEZIN_BUNDLE_VERDICT_GOOD);
  g_assert_true (g_bytes_equal (judgement->container, container));
  g_assert_cmpuint (judgement->dossier->versions->len, ==, 6);
}

/* What this version writes for the same parts: the one form of format 1. */
static void
test_same_form (void)
{
  g_autoptr (GBytes) container = read_golden ("1", "container.asice");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = gezin_container_read (container, &error);
  g_autoptr (GezinSecret) again = NULL;
  g_autoptr (GezinView) view = test_view ();
  g_autoptr (GBytes) xml = gezin_dossier_xml_write (view);

  g_assert_no_error (error);
  again = gezin_container_write (parts, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (gezin_secret_peek (again), gezin_secret_length (again),
                   g_bytes_get_data (container, NULL), g_bytes_get_size (container));
  g_assert_true (g_bytes_equal (xml, gezin_part_find (parts, GEZIN_CONTAINER_DOSSIER)->bytes));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden/version-1-is-taken-in", test_version_1);
  g_test_add_func ("/golden/version-1-is-still-what-we-write", test_same_form);
  return g_test_run ();
}
