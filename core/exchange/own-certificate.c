/* SPDX-License-Identifier: EUPL-1.2 */

/* Certificates from the organisation's issuer.
 *
 * Invariants:
 * 1. A request says nothing that the card does not say.
 * 2. Certificates are kept with the card that has them, in one transaction; the older ones stay. */

#include "exchange/own-certificate.h"

#include "wire/issued.h"

typedef struct {
  GezinKey *signing;
  GezinKey *encryption;
} Keys;

static void
keys_clear (Keys *keys)
{
  g_clear_pointer (&keys->signing, gezin_key_unref);
  g_clear_pointer (&keys->encryption, gezin_key_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keys, keys_clear)

static gboolean
read_keys (const GezinOwnKeys *row, Keys *keys, GError **error)
{
  keys->signing = gezin_key_new_from_pkcs8 (row->signing_secret, error);
  keys->encryption =
      keys->signing != NULL ? gezin_key_new_from_pkcs8 (row->encryption_secret, error) : NULL;
  return keys->encryption != NULL;
}

/* (element-type GezinOwnKeys): All of them, the newest first; a store that has none makes them now. */
static GPtrArray *
all_keys (GezinExchange *exchange, GError **error)
{
  g_autoptr (GezinOwnCard) own = gezin_own_card_get (exchange, error);

  return own != NULL ? gezin_store_keys (exchange->store, error) : NULL;
}

/* Asking. */

static gboolean
add_request (GString *file, const GezinIdentity *identity, const GezinKey *key,
             GezinCertificateUse use, GError **error)
{
  const GezinKeyHolder holder = { .name = identity->name,
                                  .organisation = identity->organisation,
                                  .use = use };
  g_autoptr (GBytes) request = gezin_key_request (key, &holder, error);
  gsize length;
  const char *text;

  if (request == NULL)
    return FALSE;
  text = g_bytes_get_data (request, &length);
  g_string_append_len (file, text, (gssize) length);
  return TRUE;
}

GBytes *
gezin_own_card_request (GezinExchange *exchange, GError **error)
{
  const GezinIdentity *identity = gezin_store_identity (exchange->store);
  g_autoptr (GPtrArray) all = all_keys (exchange, error);
  g_autoptr (GString) file = g_string_new (NULL);
  g_auto (Keys) keys = { NULL };
  GezinAuditEvent event = { .action = "request-certificates" };

  if (all == NULL || !read_keys (all->pdata[0], &keys, error)
      || !add_request (file, identity, keys.signing, GEZIN_CERTIFICATE_SIGNS, error)
      || !add_request (file, identity, keys.encryption, GEZIN_CERTIFICATE_OPENS, error))
    return NULL;
  event.subject = ((const GezinOwnKeys *) all->pdata[0])->digest;
  if (!gezin_store_audit (exchange->store, &event, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&file));
}

/* Taking the answer in. */

static gboolean
add_key (GPtrArray *keys, const GezinSecret *secret, GError **error)
{
  GezinKey *key = gezin_key_new_from_pkcs8 (secret, error);

  if (key != NULL)
    g_ptr_array_add (keys, key);
  return key != NULL;
}

static GPtrArray *
older_keys (GPtrArray *all, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_key_unref);

  for (guint i = 1; i < all->len; i++)
    {
      const GezinOwnKeys *row = all->pdata[i];

      if (!add_key (keys, row->signing_secret, error)
          || !add_key (keys, row->encryption_secret, error))
        return NULL;
    }
  return g_steal_pointer (&keys);
}

static GezinIssued *
read_answer (GezinExchange *exchange, GBytes *file, GPtrArray *all, const Keys *keys,
             GError **error)
{
  g_autoptr (GPtrArray) older = older_keys (all, error);
  const GezinIssuedAsked asked = { .signing = keys->signing,
                                   .encryption = keys->encryption,
                                   .older = older,
                                   .organisation =
                                       gezin_store_identity (exchange->store)->organisation,
                                   .now = gezin_clock_now (gezin_store_clock (exchange->store)) };

  return older != NULL ? gezin_issued_read (file, &asked, error) : NULL;
}

static GBytes *
make_card (GezinExchange *exchange, const Keys *keys, const GezinIssued *issued, gint64 now,
           GError **error)
{
  const GezinIdentity *identity = gezin_store_identity (exchange->store);
  g_autoptr (GezinSigner) signer =
      gezin_signer_new (keys->signing, issued->signing, issued->issuers, error);
  g_autoptr (GPtrArray) encryption = g_ptr_array_new ();
  const GezinCardHolder holder = { .name = identity->name,
                                   .organisation = identity->organisation,
                                   .role = identity->role,
                                   .encryption = encryption,
                                   .issuers = issued->issuers,
                                   .made = now };

  g_ptr_array_add (encryption, issued->encryption);
  return signer != NULL ? gezin_card_make (signer, &holder, error) : NULL;
}

static gboolean
keep (GezinExchange *exchange, const GezinOwnKeys *before, const Keys *keys,
      const GezinIssued *issued, GError **error)
{
  g_autoptr (GezinOwnKeys) row = g_new0 (GezinOwnKeys, 1);
  GezinAuditEvent event = { .action = "certify-keys" };
  guint8 sha256[GEZIN_DIGEST_BYTES];

  row->made = gezin_clock_now (gezin_store_clock (exchange->store));
  row->card = make_card (exchange, keys, issued, row->made, error);
  if (row->card == NULL)
    return FALSE;
  row->signing_secret = gezin_secret_new_copy (gezin_secret_peek (before->signing_secret),
                                               gezin_secret_length (before->signing_secret));
  row->encryption_secret = gezin_secret_new_copy (gezin_secret_peek (before->encryption_secret),
                                                  gezin_secret_length (before->encryption_secret));
  row->signing_certificate = g_bytes_ref (gezin_certificate_der (issued->signing));
  row->encryption_certificate = g_bytes_ref (gezin_certificate_der (issued->encryption));
  gezin_digest_of (g_bytes_get_data (row->card, NULL), g_bytes_get_size (row->card), sha256);
  row->digest = gezin_digest_text (sha256);
  event.subject = row->digest;
  event.detail = before->digest;
  return gezin_store_put_keys (exchange->store, row, &event, error);
}

GezinOwnCard *
gezin_own_card_certify (GezinExchange *exchange, GBytes *file, GError **error)
{
  g_autoptr (GPtrArray) all = all_keys (exchange, error);
  g_autoptr (GezinIssued) issued = NULL;
  g_auto (Keys) keys = { NULL };
  const GezinOwnKeys *now;

  if (all == NULL)
    return NULL;
  now = all->pdata[0];
  if (read_keys (now, &keys, error))
    issued = read_answer (exchange, file, all, &keys, error);
  if (issued == NULL)
    return NULL;
  if ((!g_bytes_equal (now->signing_certificate, gezin_certificate_der (issued->signing))
       || !g_bytes_equal (now->encryption_certificate, gezin_certificate_der (issued->encryption)))
      && !keep (exchange, now, &keys, issued, error))
    return NULL;
  return gezin_own_card_get (exchange, error);
}
