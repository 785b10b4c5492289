/* SPDX-License-Identifier: EUPL-1.2 */

/* One list of revoked certificates.
 *
 * Invariants:
 * 1. A list that tells only a part, or does not end, is none: "not on it" must mean "not revoked".
 * 2. Nothing here believes a list: who uses it has its issuer's certificate. */

#include "wire/revocation-list.h"

#include "base/limits.h"
#include "wire/certificate-private.h"
#include "wire/revocation-list-private.h"

#include <openssl/pem.h>
#include <string.h>

struct _GezinRevocationList {
  gatomicrefcount references;
  X509_CRL *crl;
  GBytes *der;
  gint64 from;
  gint64 until;
};

/* ---------- Reading ---------- */

/* A list that is encrypted is none, and nobody is asked for a passphrase. */
static int
no_passphrase (char *buffer, int size, int writes, void *data)
{
  return 0;
}

/* Of what follows a list in DER nobody would know what it says. */
static X509_CRL *
parse (const guint8 *data, gsize length)
{
  g_autoptr (X509_CRL) crl = NULL;
  const guint8 *at = data;

  if (memmem (data, length, "-----BEGIN", strlen ("-----BEGIN")) != NULL)
    {
      g_autoptr (BIO) bio = gezin_openssl_bio (data, length);

      return PEM_read_bio_X509_CRL (bio, NULL, no_passphrase, NULL);
    }
  crl = d2i_X509_CRL (NULL, &at, (long) length);
  return crl != NULL && at == data + length ? g_steal_pointer (&crl) : NULL;
}

static GBytes *
encode (X509_CRL *crl)
{
  guint8 *der = NULL;
  int length = i2d_X509_CRL (crl, &der);
  GBytes *bytes;

  if (length <= 0)
    return NULL;
  bytes = g_bytes_new (der, (gsize) length);
  OPENSSL_free (der);
  return bytes;
}

/* Invariant 1: only what changed, only issuers or some reasons, or of other issuers too. One of all end
 * certificates is whole: OpenSSL asks it about nothing else. */
static gboolean
is_partial (X509_CRL *crl)
{
  ISSUING_DIST_POINT *scope;
  gboolean is_part = FALSE;
  int problem = 0;

  if (X509_CRL_get_ext_by_NID (crl, NID_delta_crl, -1) >= 0)
    return TRUE;
  scope = X509_CRL_get_ext_d2i (crl, NID_issuing_distribution_point, &problem, NULL);
  if (scope != NULL)
    is_part = scope->onlyCA > 0 || scope->onlyattr > 0 || scope->indirectCRL > 0
              || scope->onlysomereasons != NULL;
  ISSUING_DIST_POINT_free (scope);
  return is_part || (scope == NULL && problem != -1);
}

/* What nobody here understands could make the rest mean something else. */
static gboolean
has_unknown_demand (X509_CRL *crl)
{
  for (int i = 0; i < X509_CRL_get_ext_count (crl); i++)
    {
      X509_EXTENSION *one = X509_CRL_get_ext (crl, i);
      int nid = OBJ_obj2nid (X509_EXTENSION_get_object (one));

      if (X509_EXTENSION_get_critical (one) && nid != NID_issuing_distribution_point
          && nid != NID_authority_key_identifier && nid != NID_crl_number)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_strong (X509_CRL *crl)
{
  int digest = NID_undef;

  return OBJ_find_sigid_algs (X509_CRL_get_signature_nid (crl), &digest, NULL) == 1
         && (digest == NID_sha256 || digest == NID_sha384 || digest == NID_sha512);
}

static gboolean
check (GezinRevocationList *self, GError **error)
{
  const ASN1_TIME *until = X509_CRL_get0_nextUpdate (self->crl);

  if (self->der == NULL
      || !gezin_openssl_instant (X509_CRL_get0_lastUpdate (self->crl), &self->from))
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST, error, "a list that cannot be read");
  if (is_partial (self->crl) || has_unknown_demand (self->crl))
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST_PARTIAL, error, "not a whole list");
  if (until == NULL || !gezin_openssl_instant (until, &self->until) || self->until <= self->from)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST_ENDLESS, error, "without an end");
  return is_strong (self->crl)
         || gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST_WEAK, error,
                                "signed in a way that is not allowed");
}

GezinRevocationList *
gezin_revocation_list_new (GBytes *file, GError **error)
{
  g_autoptr (GezinRevocationList) self = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (file, &length);
  X509_CRL *crl;

  if (length > GEZIN_MAX_REVOCATION_LIST_BYTES)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST_TOO_LARGE, error, "larger than a list can be");
      return NULL;
    }
  crl = length > 0 ? parse (data, length) : NULL;
  if (crl == NULL)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST, error, "no list in this file");
      return NULL;
    }
  self = g_new0 (GezinRevocationList, 1);
  g_atomic_ref_count_init (&self->references);
  self->crl = crl;
  self->der = encode (crl);
  return check (self, error) ? g_steal_pointer (&self) : NULL;
}

GezinRevocationList *
gezin_revocation_list_ref (GezinRevocationList *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
gezin_revocation_list_unref (GezinRevocationList *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  X509_CRL_free (self->crl);
  g_clear_pointer (&self->der, g_bytes_unref);
  g_free (self);
}

/* ---------- Asking ---------- */

X509_CRL *
gezin_revocation_list_crl (const GezinRevocationList *self)
{
  return self->crl;
}

GBytes *
gezin_revocation_list_der (const GezinRevocationList *self)
{
  return self->der;
}

gint64
gezin_revocation_list_from (const GezinRevocationList *self)
{
  return self->from;
}

gint64
gezin_revocation_list_until (const GezinRevocationList *self)
{
  return self->until;
}

guint
gezin_revocation_list_n_revoked (const GezinRevocationList *self)
{
  int n_revoked = sk_X509_REVOKED_num (X509_CRL_get_REVOKED (self->crl));

  return n_revoked > 0 ? (guint) n_revoked : 0;
}

/* Two of one second are told apart by their number. */
gboolean
gezin_revocation_list_is_later (const GezinRevocationList *self, const GezinRevocationList *other)
{
  ASN1_INTEGER *ours = X509_CRL_get_ext_d2i (self->crl, NID_crl_number, NULL, NULL);
  ASN1_INTEGER *theirs = X509_CRL_get_ext_d2i (other->crl, NID_crl_number, NULL, NULL);
  gboolean is_later = self->from > other->from
                      || (self->from == other->from && ours != NULL && theirs != NULL
                          && ASN1_INTEGER_cmp (ours, theirs) > 0);

  ASN1_INTEGER_free (ours);
  ASN1_INTEGER_free (theirs);
  return is_later;
}

gboolean
gezin_revocation_list_names (const GezinRevocationList *self, const GezinCertificate *issuer)
{
  AUTHORITY_KEYID *key = X509_CRL_get_ext_d2i (self->crl, NID_authority_key_identifier, NULL, NULL);
  GBytes *id = gezin_certificate_key_id (issuer);
  gboolean is_named = X509_NAME_cmp (X509_CRL_get_issuer (self->crl),
                                     X509_get_subject_name (gezin_certificate_x509 (issuer)))
                      == 0;

  if (is_named && id != NULL && key != NULL && key->keyid != NULL)
    {
      gsize length;
      const void *bytes = g_bytes_get_data (id, &length);

      is_named = (gsize) ASN1_STRING_length (key->keyid) == length
                 && memcmp (ASN1_STRING_get0_data (key->keyid), bytes, length) == 0;
    }
  AUTHORITY_KEYID_free (key);
  return is_named;
}

gboolean
gezin_revocation_list_check (const GezinRevocationList *self, const GezinCertificate *issuer,
                             GError **error)
{
  X509 *x509 = gezin_certificate_x509 (issuer);

  /* Without the extension every use is allowed: as OpenSSL takes it. */
  if ((X509_get_extension_flags (x509) & EXFLAG_CA) != 0
      && (X509_get_key_usage (x509) & KU_CRL_SIGN) != 0
      && X509_CRL_verify (self->crl, X509_get0_pubkey (x509)) == 1)
    return TRUE;
  return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIST_SIGNATURE, error,
                             "not signed by the issuer that it names");
}
