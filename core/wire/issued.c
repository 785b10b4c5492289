/* SPDX-License-Identifier: EUPL-1.2 */

/* What an issuer answered to a request.
 *
 * Invariants:
 * 1. A certificate is taken for its key alone; what it says must be what we asked for.
 * 2. Issuers are those that signed, found in the file by their signatures; nothing of the machine's own
 *    list is used. */

#include "wire/issued.h"

#include "base/limits.h"
#include "wire/certificate-private.h"
#include "wire/key-private.h"
#include "wire/trust.h"

#include <openssl/pem.h>
#include <string.h>

static gboolean
fail (GError **error, GezinWireError code, const char *reason)
{
  return gezin_openssl_fail (code, error, reason);
}

void
gezin_issued_free (GezinIssued *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->signing, gezin_certificate_unref);
  g_clear_pointer (&self->encryption, gezin_certificate_unref);
  g_clear_pointer (&self->issuers, g_ptr_array_unref);
  g_free (self);
}

/* ---------- The file ---------- */

static gboolean
has_one (GPtrArray *list, const GezinCertificate *certificate)
{
  for (guint i = 0; i < list->len; i++)
    if (gezin_certificate_equal (list->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

static gboolean
add (GPtrArray *all, GezinCertificate *certificate, GError **error)
{
  if (certificate == NULL || has_one (all, certificate))
    {
      g_clear_pointer (&certificate, gezin_certificate_unref);
      return TRUE;
    }
  g_ptr_array_add (all, certificate);
  return all->len <= GEZIN_MAX_ISSUED_CERTIFICATES
         || fail (error, GEZIN_WIRE_ERROR_ISSUED_TOO_LARGE, "too many certificates");
}

/* One that we cannot read may be of anybody: what is missing then is told. */
static gboolean
add_der (GPtrArray *all, const guint8 *der, gsize length, GError **error)
{
  return add (all, gezin_certificate_new (der, length, NULL), error);
}

/* SignedData without content or signer, as issuers send a chain; also in BER. */
static gboolean
add_pkcs7 (GPtrArray *all, const guint8 *der, gsize length, GError **error)
{
  const guint8 *at = der;
  g_autoptr (CMS_ContentInfo) cms = d2i_CMS_ContentInfo (NULL, &at, (long) length);
  g_autoptr (GezinX509Stack) stack = NULL;

  if (cms != NULL && at == der + length && OBJ_obj2nid (CMS_get0_type (cms)) == NID_pkcs7_signed)
    stack = CMS_get1_certs (cms);
  for (int i = 0; i < sk_X509_num (stack); i++)
    if (!add (all, gezin_certificate_new_x509 (sk_X509_value (stack, i), NULL), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_block (GPtrArray *all, const char *name, const guint8 *der, gsize length, GError **error)
{
  if (g_str_equal (name, PEM_STRING_X509) || g_str_equal (name, PEM_STRING_X509_OLD))
    return add_der (all, der, length, error);
  if (g_str_equal (name, PEM_STRING_PKCS7) || g_str_equal (name, PEM_STRING_PKCS7_SIGNED)
      || g_str_equal (name, PEM_STRING_CMS))
    return add_pkcs7 (all, der, length, error);
  return TRUE;
}

static gboolean
add_pem (GPtrArray *all, const guint8 *data, gsize length, GError **error)
{
  g_autoptr (BIO) bio = gezin_openssl_bio (data, length);
  gboolean goes_on = TRUE;
  char *name, *header;
  guint8 *der;
  long der_length;

  while (goes_on && PEM_read_bio (bio, &name, &header, &der, &der_length) == 1)
    {
      goes_on = add_block (all, name, der, (gsize) der_length, error);
      OPENSSL_free (name);
      OPENSSL_free (header);
      OPENSSL_clear_free (der, (gsize) der_length);
    }
  return goes_on;
}

static GPtrArray *
read_all (GBytes *file, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  gboolean is_read;

  if (length > GEZIN_MAX_ISSUED_BYTES)
    {
      fail (error, GEZIN_WIRE_ERROR_ISSUED_TOO_LARGE, "larger than certificates can be");
      return NULL;
    }
  if (data == NULL || length == 0)
    is_read = TRUE;
  else if (memmem (data, length, "-----BEGIN", strlen ("-----BEGIN")) != NULL)
    is_read = add_pem (all, data, length, error);
  else
    is_read = add_der (all, data, length, error) && add_pkcs7 (all, data, length, error);
  if (is_read && all->len == 0)
    fail (error, GEZIN_WIRE_ERROR_ISSUED, "no certificate in this file");
  if (!is_read || all->len == 0)
    return NULL;
  gezin_openssl_fail (GEZIN_WIRE_ERROR_ISSUED, NULL, "what OpenSSL noted on the way");
  return g_steal_pointer (&all);
}

/* ---------- Its issuers ---------- */

static gboolean
is_issuer_of (const GezinCertificate *issuer, const GezinCertificate *certificate)
{
  X509 *above = gezin_certificate_x509 (issuer);
  X509 *below = gezin_certificate_x509 (certificate);

  return (X509_get_extension_flags (above) & EXFLAG_CA) != 0
         && X509_check_issued (above, below) == X509_V_OK
         && X509_verify (below, X509_get0_pubkey (above)) == 1;
}

/* Of several with one key, as of an issuer that renewed its own, the one that holds longest. */
static GezinCertificate *
find_issuer (GPtrArray *all, const GezinCertificate *certificate)
{
  GezinCertificate *found = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      GezinCertificate *one = all->pdata[i];

      if (!gezin_certificate_equal (one, certificate) && is_issuer_of (one, certificate)
          && (found == NULL || gezin_certificate_until (one) > gezin_certificate_until (found)))
        found = one;
    }
  return found;
}

/* (transfer full): From the nearest up, as far as the file goes. */
static GPtrArray *
chain_of (GPtrArray *all, GezinCertificate *certificate)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  GezinCertificate *at = find_issuer (all, certificate);

  while (at != NULL && !has_one (chain, at))
    {
      g_ptr_array_add (chain, gezin_certificate_ref (at));
      at = find_issuer (all, at);
    }
  return chain;
}

static gboolean
check_chain (const GezinCertificate *certificate, GPtrArray *chain, gint64 now, GError **error)
{
  const GezinTrust trust = { .issuers = chain };
  g_autoptr (GError) inner = NULL;

  if (chain->len == 0)
    return fail (error, GEZIN_WIRE_ERROR_ISSUED_CHAIN, "its issuer is not in the file");
  if (gezin_trust_check (&trust, certificate, NULL, now, NULL, &inner))
    return TRUE;
  switch (inner->code)
    {
    case GEZIN_WIRE_ERROR_CERTIFICATE_WEAK:
      return fail (error, GEZIN_WIRE_ERROR_ISSUED_WEAK, "a chain that is too weak");
    case GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED:
      return fail (error, GEZIN_WIRE_ERROR_ISSUED_EXPIRED, "an issuer that has expired");
    case GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET:
      return fail (error, GEZIN_WIRE_ERROR_ISSUED_NOT_YET, "an issuer that is not valid yet");
    default:
      return fail (error, GEZIN_WIRE_ERROR_ISSUED_CHAIN, "a chain that does not hold");
    }
}

/* ---------- One of our keys ---------- */

static gboolean
check_use (const GezinCertificate *one, GezinCertificateUse use, GError **error)
{
  g_autoptr (GError) inner = NULL;

  if (!gezin_certificate_check_use (one, use, &inner))
    return fail (error,
                 inner->code == GEZIN_WIRE_ERROR_CERTIFICATE_WEAK ? GEZIN_WIRE_ERROR_ISSUED_WEAK
                                                                  : GEZIN_WIRE_ERROR_ISSUED_USAGE,
                 "not meant for what its key is for");
  return use == GEZIN_CERTIFICATE_SIGNS || gezin_certificate_key_id (one) != NULL
         || fail (error, GEZIN_WIRE_ERROR_ISSUED_KEY_ID, "no subject key identifier");
}

static gboolean
check_time (const GezinCertificate *one, gint64 now, GError **error)
{
  if (now < gezin_certificate_from (one))
    return fail (error, GEZIN_WIRE_ERROR_ISSUED_NOT_YET, "not valid yet");
  return now < gezin_certificate_until (one)
         || fail (error, GEZIN_WIRE_ERROR_ISSUED_EXPIRED, "expired");
}

static char *
plain (const char *text)
{
  g_autofree char *start =
      g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), ub_common_name));
  g_autofree char *normal = g_utf8_normalize (g_strstrip (start), -1, G_NORMALIZE_ALL_COMPOSE);

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
}

static gboolean
check_name (const GezinCertificate *one, const char *organisation, GError **error)
{
  g_autofree char *said = gezin_certificate_organisation (one);
  g_autofree char *theirs = said != NULL ? plain (said) : NULL;
  g_autofree char *ours = plain (organisation);

  return g_strcmp0 (theirs, ours) == 0
         || fail (error, GEZIN_WIRE_ERROR_ISSUED_NAME, "another organisation, or none");
}

static gboolean
check_one (const GezinIssuedAsked *asked, GPtrArray *all, GezinCertificate *one,
           GezinCertificateUse use, GError **error)
{
  g_autoptr (GPtrArray) chain = chain_of (all, one);

  return check_use (one, use, error) && check_name (one, asked->organisation, error)
         && check_time (one, asked->now, error) && check_chain (one, chain, asked->now, error);
}

/* (transfer full) (nullable): %NULL without an error: no certificate is of @key. */
static GezinCertificate *
choose (const GezinIssuedAsked *asked, GPtrArray *all, const GezinKey *key, GezinCertificateUse use,
        GError **error)
{
  g_autoptr (GError) first = NULL;
  GezinCertificate *best = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      GezinCertificate *one = all->pdata[i];

      if (!gezin_key_fits (key, one)
          || !check_one (asked, all, one, use, first == NULL ? &first : NULL))
        continue;
      if (best == NULL || gezin_certificate_until (one) > gezin_certificate_until (best))
        best = one;
    }
  if (best != NULL)
    return gezin_certificate_ref (best);
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  return NULL;
}

/* ---------- Both ---------- */

static gboolean
fits_any (GPtrArray *keys, GPtrArray *all)
{
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    for (guint j = 0; j < all->len; j++)
      if (gezin_key_fits (keys->pdata[i], all->pdata[j]))
        return TRUE;
  return FALSE;
}

static gboolean
fail_missing (const GezinIssued *self, const GezinIssuedAsked *asked, GPtrArray *all,
              GError **error)
{
  if (self->signing != NULL || self->encryption != NULL)
    return fail (error, GEZIN_WIRE_ERROR_ISSUED_HALF, "of one of two keys");
  if (fits_any (asked->older, all))
    return fail (error, GEZIN_WIRE_ERROR_ISSUED_OLD_KEYS, "of keys that were in use before");
  return fail (error, GEZIN_WIRE_ERROR_ISSUED_KEYS, "of keys of somebody else");
}

/* As many as a card holds: the farthest stay away, and the nearest vouch. */
static void
gather_issuers (GezinIssued *self, GPtrArray *all)
{
  g_autoptr (GPtrArray) first = chain_of (all, self->signing);
  g_autoptr (GPtrArray) second = chain_of (all, self->encryption);

  self->issuers = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  for (guint i = 0; i < MAX (first->len, second->len); i++)
    for (guint j = 0; j < 2; j++)
      {
        GPtrArray *chain = j == 0 ? first : second;

        if (i < chain->len && self->issuers->len < GEZIN_MAX_CARD_CERTIFICATES
            && !has_one (self->issuers, chain->pdata[i]))
          g_ptr_array_add (self->issuers, gezin_certificate_ref (chain->pdata[i]));
      }
}

GezinIssued *
gezin_issued_read (GBytes *file, const GezinIssuedAsked *asked, GError **error)
{
  g_autoptr (GezinIssued) self = g_new0 (GezinIssued, 1);
  g_autoptr (GPtrArray) all = read_all (file, error);
  g_autoptr (GError) inner = NULL;

  if (all == NULL)
    return NULL;
  self->signing = choose (asked, all, asked->signing, GEZIN_CERTIFICATE_SIGNS, &inner);
  if (inner == NULL)
    self->encryption = choose (asked, all, asked->encryption, GEZIN_CERTIFICATE_OPENS, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (self->signing == NULL || self->encryption == NULL)
    {
      fail_missing (self, asked, all, error);
      return NULL;
    }
  gather_issuers (self, all);
  return g_steal_pointer (&self);
}
