/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether a certificate leads to somebody whom we believe.
 *
 * Invariants:
 * 1. Nothing of the machine's own list of issuers is used: only what the caller gives.
 * 2. A missing or stale list is told as that, and is never taken for "not revoked". */

#include "wire/trust.h"

#include "wire/certificate-private.h"
#include "wire/revocation-list-private.h"

#define AUTHENTICATION_LEVEL (2) /* 112 bits: no SHA-1, no RSA below 2048 */

typedef struct {
  gint64 when;
  GPtrArray *lists; /* GezinRevocationList */
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

typedef struct {
  const GezinTrust *trust;
  GPtrArray *others;
} Known;

static gboolean
is_signed_by_one (const GezinRevocationList *list, GPtrArray *issuers, gboolean *is_named)
{
  for (guint i = 0; issuers != NULL && i < issuers->len; i++)
    if (gezin_revocation_list_names (list, issuers->pdata[i]))
      {
        *is_named = TRUE;
        if (gezin_revocation_list_check (list, issuers->pdata[i], NULL))
          return TRUE;
      }
  return FALSE;
}

/* Of issuers whom nobody here has anything to do with a list says nothing. */
static gboolean
add_lists (X509_STORE *store, const Known *known, GError **error)
{
  GPtrArray *lists = known->trust->revocations;

  for (guint i = 0; lists != NULL && i < lists->len; i++)
    {
      const GezinRevocationList *list = lists->pdata[i];
      gboolean is_named = FALSE;
      gboolean is_signed = is_signed_by_one (list, known->trust->issuers, &is_named)
                           || is_signed_by_one (list, known->trust->pinned, &is_named)
                           || is_signed_by_one (list, known->others, &is_named);

      if ((is_named && !is_signed)
          || (is_signed && X509_STORE_add_crl (store, gezin_revocation_list_crl (list)) != 1))
        return gezin_openssl_fail (GEZIN_WIRE_ERROR_REVOCATION_LIST, error,
                                   "a revocation list that its issuer did not sign");
    }
  return TRUE;
}

/* The last of a chain that is not its own issuer: believed as it is, so nobody has to vouch for it. */
static gboolean
is_anchor (X509_STORE_CTX *context)
{
  int depth = X509_STORE_CTX_get_error_depth (context);

  return depth > 0 && depth + 1 == sk_X509_num (X509_STORE_CTX_get0_chain (context));
}

static gboolean
is_since_then (X509_CRL *list, X509 *certificate, gint64 when)
{
  X509_REVOKED *entry = NULL;
  gint64 since;

  return X509_NAME_cmp (X509_CRL_get_issuer (list), X509_get_issuer_name (certificate)) == 0
         && X509_CRL_get0_by_cert (list, &entry, certificate) == 1
         && !(gezin_openssl_instant (X509_REVOKED_get0_revocationDate (entry), &since)
              && since > when);
}

/* The list that revokes says since when. Which one that was OpenSSL forgets when its time is over. */
static gboolean
is_revoked_later (X509_STORE_CTX *context, const Notes *notes)
{
  X509 *certificate = X509_STORE_CTX_get_current_cert (context);

  for (guint i = 0; certificate != NULL && i < notes->lists->len; i++)
    if (is_since_then (gezin_revocation_list_crl (notes->lists->pdata[i]), certificate,
                       notes->when))
      return FALSE;
  return certificate != NULL;
}

/* A list that was made after the moment that is asked about tells of it too: nothing leaves a list
 * before its certificate ends. */
static gboolean
tells_of_before (X509_STORE_CTX *context)
{
  X509_CRL *list = X509_STORE_CTX_get0_current_crl (context);
  X509 *certificate = X509_STORE_CTX_get_current_cert (context);
  gint64 made, end;

  return list != NULL && certificate != NULL
         && gezin_openssl_instant (X509_CRL_get0_lastUpdate (list), &made)
         && gezin_openssl_instant (X509_get0_notAfter (certificate), &end) && made <= end;
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
      notes->is_missing = notes->is_missing || !is_anchor (context);
      return 1;
    case X509_V_ERR_CRL_NOT_YET_VALID:
      notes->is_missing = notes->is_missing || !tells_of_before (context);
      return 1;
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
      notes->is_missing = TRUE;
      return 1;
    case X509_V_ERR_CRL_HAS_EXPIRED:
      notes->is_stale = TRUE;
      return 1;
    case X509_V_ERR_CERT_REVOKED:
      return is_revoked_later (context, notes);
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
    /* Whether it is its issuer's, and whole, was looked at before (add_lists). */
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

/* @flags: besides the ordinary ones */
static gboolean
verify (X509_STORE *store, X509 *certificate, GezinX509Stack *others, Notes *notes, gulong flags,
        GError **error)
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
  X509_VERIFY_PARAM_set_flags (how, flags);
  X509_STORE_CTX_set_app_data (context, notes);
  X509_STORE_CTX_set_verify_cb (context, verify_cb);
  if (X509_verify_cert (context) == 1)
    return TRUE;
  problem = X509_STORE_CTX_get_error (context);
  return fail_verify (problem, error);
}

/* As far up as there are issuers: where the chain ends early, an issuer's own list could not be checked. */
static gboolean
verify_with_lists (X509_STORE *store, X509 *certificate, GezinX509Stack *others, Notes *notes,
                   GError **error)
{
  const gulong lists = X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
  gboolean is_whole = verify (store, certificate, others, notes, 0, NULL);

  return verify (store, certificate, others, notes,
                 lists | (is_whole ? 0 : X509_V_FLAG_PARTIAL_CHAIN), error);
}

gboolean
gezin_trust_check (const GezinTrust *trust, const GezinCertificate *certificate, GPtrArray *others,
                   gint64 when, GezinRevocation *revocation, GError **error)
{
  const Known known = { trust, others };
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  STACK_OF (X509) *along = sk_X509_new_null ();
  Notes notes = { .when = when, .lists = trust->revocations };
  X509 *x509 = gezin_certificate_x509 (certificate);
  gboolean is_believed;

  for (guint i = 0; others != NULL && i < others->len; i++)
    sk_X509_push (along, gezin_certificate_x509 (others->pdata[i]));
  is_believed = ((store != NULL && add_certificates (store, trust->pinned)
                  && add_certificates (store, trust->issuers))
                 || gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, error, "no certificate store"))
                && add_lists (store, &known, error)
                && verify (store, x509, along, &notes, X509_V_FLAG_PARTIAL_CHAIN, error);
  if (is_believed && trust->revocations != NULL && trust->revocations->len > 0)
    is_believed = verify_with_lists (store, x509, along, &notes, error);
  else
    notes.is_missing = TRUE;
  sk_X509_free (along);
  if (is_believed && revocation != NULL)
    *revocation = notes.is_missing ? GEZIN_REVOCATION_UNCHECKED
                  : notes.is_stale ? GEZIN_REVOCATION_STALE
                                   : GEZIN_REVOCATION_GOOD;
  return is_believed;
}
