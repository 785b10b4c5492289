/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether a certificate leads to somebody whom we believe.
 *
 * Invariants:
 * 1. Nothing of the machine's own list of issuers is used: only what the caller gives.
 * 2. A missing or stale list is told as that, and is never taken for "not revoked". */

#include "wire/trust.h"

#include "base/limits.h"
#include "wire/certificate-private.h"

#include <openssl/pem.h>
#include <string.h>

#define AUTHENTICATION_LEVEL (2) /* 112 bits: no SHA-1, no RSA below 2048 */

typedef struct {
  gint64 when;
  gboolean is_missing;
  gboolean is_stale;
} Notes;

static gboolean
add_certificates (X509_STORE *store, GPtrArray *list)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (X509_STORE_add_cert (store, gezin_certificate_x509 (list->pdata[i])) != 1)
      return FALSE;
  return TRUE;
}

static X509_CRL *
read_list (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  const guint8 *at = data;
  g_autoptr (X509_CRL) list = NULL;

  if (length == 0 || length > GEZIN_MAX_REVOCATION_LIST_BYTES)
    return NULL;
  if (memmem (data, length, "-----BEGIN", strlen ("-----BEGIN")) != NULL)
    {
      g_autoptr (BIO) bio = gezin_openssl_bio (data, length);

      return PEM_read_bio_X509_CRL (bio, NULL, NULL, NULL);
    }
  list = d2i_X509_CRL (NULL, &at, (long) length);
  return list != NULL && at == data + length ? g_steal_pointer (&list) : NULL;
}

static gboolean
add_lists (X509_STORE *store, GPtrArray *lists, GError **error)
{
  for (guint i = 0; lists != NULL && i < lists->len; i++)
    {
      g_autoptr (X509_CRL) list = read_list (lists->pdata[i]);

      if (list == NULL || X509_STORE_add_crl (store, list) != 1)
        return gezin_openssl_fail (GEZIN_WIRE_ERROR_REVOCATION_LIST, error,
                                   "a revocation list that cannot be read");
    }
  return TRUE;
}

/* The list that revokes says since when. */
static gboolean
is_revoked_later (X509_STORE_CTX *context, gint64 when)
{
  X509_CRL *list = X509_STORE_CTX_get0_current_crl (context);
  X509 *certificate = X509_STORE_CTX_get_current_cert (context);
  X509_REVOKED *entry = NULL;
  gint64 since;

  return list != NULL && certificate != NULL
         && X509_CRL_get0_by_cert (list, &entry, certificate) == 1
         && gezin_openssl_instant (X509_REVOKED_get0_revocationDate (entry), &since)
         && since > when;
}

/* What is no refusal is noted, so that a stale list still revokes. */
static int
verify_cb (int ok, X509_STORE_CTX *context)
{
  Notes *notes = X509_STORE_CTX_get_app_data (context);

  /* What was let pass stays noted in the context. */
  if (ok == 1)
    return 1;
  switch (X509_STORE_CTX_get_error (context))
    {
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_CRL_NOT_YET_VALID:
      notes->is_missing = TRUE;
      return 1;
    case X509_V_ERR_CRL_HAS_EXPIRED:
      notes->is_stale = TRUE;
      return 1;
    case X509_V_ERR_CERT_REVOKED:
      return is_revoked_later (context, notes->when);
    default:
      return 0;
    }
}

static gboolean
fail_verify (int problem, GError **error)
{
  switch (problem)
    {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED, error, "expired");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET, error, "not valid yet");
    case X509_V_ERR_CERT_REVOKED:
      return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED, error, "revoked");
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE_WEAK, error,
                                 "a key or digest that is too weak");
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CRL_SIGNATURE:
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
    case X509_V_ERR_ERROR_IN_CRL_LAST_UPDATE_FIELD:
    case X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD:
    case X509_V_ERR_CRL_PATH_VALIDATION_ERROR:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
      return gezin_openssl_fail (GEZIN_WIRE_ERROR_REVOCATION_LIST, error,
                                 "a revocation list that its issuer did not sign");
    default:
      g_set_error (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN,
                   "leads to nobody whom we trust (%d)", problem);
      return FALSE;
    }
}

/* @with_lists: whether revocation is looked at. */
static gboolean
verify (X509_STORE *store, X509 *certificate, GezinX509Stack *others, Notes *notes,
        gboolean with_lists, GError **error)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();
  X509_VERIFY_PARAM *how;
  int problem;

  if (context == NULL || X509_STORE_CTX_init (context, store, certificate, others) != 1)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "OpenSSL does not begin to verify");
  how = X509_STORE_CTX_get0_param (context);
  X509_VERIFY_PARAM_set_auth_level (how, AUTHENTICATION_LEVEL);
  X509_VERIFY_PARAM_set_purpose (how, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_time (how, (time_t) (notes->when / G_USEC_PER_SEC));
  X509_VERIFY_PARAM_set_flags (how, X509_V_FLAG_PARTIAL_CHAIN);
  if (with_lists)
    X509_VERIFY_PARAM_set_flags (how, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  X509_STORE_CTX_set_app_data (context, notes);
  X509_STORE_CTX_set_verify_cb (context, verify_cb);
  if (X509_verify_cert (context) == 1)
    return TRUE;
  problem = X509_STORE_CTX_get_error (context);
  return fail_verify (problem, error);
}

gboolean
gezin_trust_check (const GezinTrust *trust, const GezinCertificate *certificate, GPtrArray *others,
                   gint64 when, GezinRevocation *revocation, GError **error)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  STACK_OF (X509) *along = sk_X509_new_null ();
  Notes notes = { .when = when };
  X509 *x509 = gezin_certificate_x509 (certificate);
  gboolean is_believed;

  for (guint i = 0; others != NULL && i < others->len; i++)
    sk_X509_push (along, gezin_certificate_x509 (others->pdata[i]));
  is_believed = ((store != NULL && add_certificates (store, trust->pinned)
                  && add_certificates (store, trust->issuers))
                 || gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no certificate store"))
                && add_lists (store, trust->revocations, error)
                && verify (store, x509, along, &notes, FALSE, error);
  if (is_believed && trust->revocations != NULL && trust->revocations->len > 0)
    is_believed = verify (store, x509, along, &notes, TRUE, error);
  else
    notes.is_missing = TRUE;
  sk_X509_free (along);
  if (is_believed && revocation != NULL)
    *revocation = notes.is_missing ? GEZIN_REVOCATION_UNCHECKED
                  : notes.is_stale ? GEZIN_REVOCATION_STALE
                                   : GEZIN_REVOCATION_GOOD;
  return is_believed;
}
