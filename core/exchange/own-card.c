/* SPDX-License-Identifier: EUPL-1.2 */

/* The keys of this store.
 *
 * Invariants:
 * 1. A private key is in locked memory and in the store, and nowhere else.
 * 2. A set of keys is kept before its card is shown to anybody. */

#include "exchange/own-card.h"

#include "base/limits.h"

/* A peer's clock may be behind ours. */
#define BEFORE_NOW G_TIME_SPAN_DAY

void
gezin_own_card_free (GezinOwnCard *own)
{
  if (own == NULL)
    return;
  g_clear_pointer (&own->card, gezin_card_unref);
  g_free (own->digest);
  g_clear_pointer (&own->signer, gezin_signer_unref);
  g_clear_pointer (&own->openers, g_ptr_array_unref);
  g_free (own);
}

static GezinCertificate *
certificate_of (GBytes *der, GError **error)
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (der, &length);

  return gezin_certificate_new (bytes, length, error);
}

/* Making. */

typedef struct {
  GezinKey *key;
  GezinCertificate *certificate;
} Pair;

static void
pair_clear (Pair *pair)
{
  g_clear_pointer (&pair->key, gezin_key_unref);
  g_clear_pointer (&pair->certificate, gezin_certificate_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
make_pair (const GezinIdentity *identity, gint64 now, GezinCertificateUse use, Pair *pair,
           GError **error)
{
  const GezinKeyHolder holder = { .name = identity->name,
                                  .organisation = identity->organisation,
                                  .use = use,
                                  .from = now - BEFORE_NOW,
                                  .days = GEZIN_CERTIFICATE_DAYS };

  pair->key = gezin_key_new (error);
  if (pair->key == NULL)
    return FALSE;
  pair->certificate = gezin_key_certify (pair->key, &holder, error);
  return pair->certificate != NULL;
}

static GBytes *
make_card (const GezinIdentity *identity, gint64 now, const Pair *signing, const Pair *encryption,
           GError **error)
{
  g_autoptr (GezinSigner) signer =
      gezin_signer_new (signing->key, signing->certificate, NULL, error);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  const GezinCardHolder holder = { .name = identity->name,
                                   .organisation = identity->organisation,
                                   .role = identity->role,
                                   .encryption = certificates,
                                   .made = now };

  g_ptr_array_add (certificates, encryption->certificate);
  return signer != NULL ? gezin_card_make (signer, &holder, error) : NULL;
}

static GezinOwnKeys *
make_keys (GezinExchange *exchange, GError **error)
{
  const GezinIdentity *identity = gezin_store_identity (exchange->store);
  gint64 now = gezin_clock_now (gezin_store_clock (exchange->store));
  g_autoptr (GezinOwnKeys) keys = g_new0 (GezinOwnKeys, 1);
  g_auto (Pair) signing = { NULL };
  g_auto (Pair) encryption = { NULL };
  guint8 sha256[GEZIN_DIGEST_BYTES];

  if (!make_pair (identity, now, GEZIN_CERTIFICATE_SIGNS, &signing, error)
      || !make_pair (identity, now, GEZIN_CERTIFICATE_OPENS, &encryption, error))
    return NULL;
  keys->card = make_card (identity, now, &signing, &encryption, error);
  if (keys->card == NULL)
    return NULL;
  keys->signing_secret = gezin_key_to_pkcs8 (signing.key, error);
  if (keys->signing_secret == NULL)
    return NULL;
  keys->encryption_secret = gezin_key_to_pkcs8 (encryption.key, error);
  if (keys->encryption_secret == NULL)
    return NULL;
  keys->signing_certificate = g_bytes_ref (gezin_certificate_der (signing.certificate));
  keys->encryption_certificate = g_bytes_ref (gezin_certificate_der (encryption.certificate));
  gezin_digest_of (g_bytes_get_data (keys->card, NULL), g_bytes_get_size (keys->card), sha256);
  keys->digest = gezin_digest_text (sha256);
  keys->made = now;
  return g_steal_pointer (&keys);
}

static gboolean
make_and_keep (GezinExchange *exchange, GError **error)
{
  g_autoptr (GezinOwnKeys) keys = make_keys (exchange, error);
  GezinAuditEvent event = { .action = "new-keys" };

  if (keys == NULL)
    return FALSE;
  event.subject = keys->digest;
  return gezin_store_put_keys (exchange->store, keys, &event, error);
}

/* Reading. */

static gboolean
add_opener (GezinOwnCard *own, const GezinOwnKeys *keys, GError **error)
{
  g_autoptr (GezinKey) key = gezin_key_new_from_pkcs8 (keys->encryption_secret, error);
  g_autoptr (GezinCertificate) certificate =
      key != NULL ? certificate_of (keys->encryption_certificate, error) : NULL;
  GezinOpener *opener = certificate != NULL ? gezin_opener_new (key, certificate, error) : NULL;

  if (opener == NULL)
    return FALSE;
  g_ptr_array_add (own->openers, opener);
  return TRUE;
}

static gboolean
read_newest (GezinOwnCard *own, const GezinOwnKeys *keys, GError **error)
{
  g_autoptr (GezinKey) key = gezin_key_new_from_pkcs8 (keys->signing_secret, error);
  g_autoptr (GezinCertificate) certificate =
      key != NULL ? certificate_of (keys->signing_certificate, error) : NULL;

  if (certificate == NULL)
    return FALSE;
  own->card = gezin_card_read (keys->card, error);
  own->signer = own->card != NULL
                    ? gezin_signer_new (key, certificate, gezin_card_issuers (own->card), error)
                    : NULL;
  own->digest = g_strdup (keys->digest);
  return own->signer != NULL;
}

static GezinOwnCard *
read_all (GPtrArray *all, GError **error)
{
  g_autoptr (GezinOwnCard) own = g_new0 (GezinOwnCard, 1);

  own->openers = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_opener_free);
  if (!read_newest (own, all->pdata[0], error))
    return NULL;
  for (guint i = 0; i < all->len; i++)
    if (!add_opener (own, all->pdata[i], error))
      return NULL;
  return g_steal_pointer (&own);
}

static GezinOwnCard *
get (GezinExchange *exchange, gboolean anew, GError **error)
{
  g_autoptr (GPtrArray) all = gezin_store_keys (exchange->store, error);

  if (all == NULL)
    return NULL;
  if (anew || all->len == 0)
    {
      if (!make_and_keep (exchange, error))
        return NULL;
      g_clear_pointer (&all, g_ptr_array_unref);
      all = gezin_store_keys (exchange->store, error);
    }
  return all != NULL ? read_all (all, error) : NULL;
}

GezinOwnCard *
gezin_own_card_get (GezinExchange *exchange, GError **error)
{
  return get (exchange, FALSE, error);
}

GezinOwnCard *
gezin_own_card_renew (GezinExchange *exchange, GError **error)
{
  return get (exchange, TRUE, error);
}

gboolean
gezin_own_card_is_for_us (GBytes *file, gpointer own)
{
  const GezinOwnCard *self = own;
  g_autoptr (GezinEnvelope) envelope = gezin_envelope_look (file, NULL);

  return envelope != NULL && gezin_envelope_find_opener (envelope, self->openers) != NULL;
}
