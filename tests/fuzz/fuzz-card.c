/* SPDX-License-Identifier: EUPL-1.2 */

/* Any bytes as a card; those that begin with an "s" as the text of a card, signed by somebody. */

#include "wire/card.h"

#include "fuzz/fuzz.h"

#define NOW (G_GINT64_CONSTANT (1795255200) * G_USEC_PER_SEC)

static GezinSigner *
make_signer (void)
{
  GezinKeyHolder holder = {
    .name = "Fuzz", .use = GEZIN_CERTIFICATE_SIGNS, .from = NOW, .days = 9
  };
  g_autoptr (GezinKey) key = gezin_key_new (NULL);
  g_autoptr (GezinCertificate) certificate = gezin_key_certify (key, &holder, NULL);

  return gezin_signer_new (key, certificate, NULL, NULL);
}

static GBytes *
sign (const guint8 *data, gsize length)
{
  static GezinSigner *signer = NULL;
  g_autoptr (GBytes) text = g_bytes_new_static (data, length);

  if (signer == NULL)
    signer = make_signer ();
  return gezin_signer_sign (signer, GEZIN_SIGNATURE_AROUND, text, NOW, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  gboolean is_text = length > 0 && data[0] == 's';
  g_autoptr (GBytes) file =
      is_text ? sign (data + 1, length - 1) : g_bytes_new_static (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinCard) card = gezin_card_read (file, &error);
  g_autofree char *words = NULL;

  g_assert_true ((card == NULL) == (error != NULL));
  if (card == NULL)
    {
      g_assert_true (error->domain == GEZIN_WIRE_ERROR);
      return 0;
    }
  words = gezin_card_words (card);
  g_assert_nonnull (words);
  g_assert_true (g_utf8_validate (gezin_card_name (card), -1, NULL));
  return 0;
}
