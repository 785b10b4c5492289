/* SPDX-License-Identifier: EUPL-1.2 */

/* Is this a signature of ours, over these bytes?
 *
 * Invariants:
 * 1. Only DER: what is read is written again and must be the same bytes, so nothing follows and
 *    nothing can be said in two ways.
 * 2. Algorithms are allowed by name. OpenSSL by itself accepts SHA-1.
 * 3. No certificate is believed here, and no XML is met. */

#include "wire/signature.h"

#include "base/limits.h"
#include "wire/certificate-private.h"

#include <openssl/rsa.h>
#include <string.h>

void
gezin_signature_free (GezinSignature *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->certificate, gezin_certificate_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

/* ---------- What it is ---------- */

static CMS_ContentInfo *
parse (GBytes *der, GError **error)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (der, &length);
  const guint8 *at = bytes;
  g_autoptr (CMS_ContentInfo) cms = NULL;
  guint8 *again = NULL;
  gboolean is_same = FALSE;

  if (length > 0 && length <= GEZIN_MAX_SIGNATURE_BYTES)
    cms = d2i_CMS_ContentInfo (NULL, &at, (long) length);
  if (cms != NULL)
    {
      is_same =
          i2d_CMS_ContentInfo (cms, &again) == (int) length && memcmp (again, bytes, length) == 0;
      OPENSSL_free (again);
    }
  if (is_same)
    return g_steal_pointer (&cms);
  gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_BYTES, error, "no CMS message in DER");
  return NULL;
}

static CMS_SignerInfo *
find_signer (CMS_ContentInfo *cms, GezinSignatureForm form, GError **error)
{
  STACK_OF (CMS_SignerInfo) * signers;
  const ASN1_OBJECT *inside;

  if (OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_TYPE, error, "not SignedData");
      return NULL;
    }
  inside = CMS_get0_eContentType (cms);
  if ((CMS_is_detached (cms) == 1) != (form == GEZIN_SIGNATURE_BESIDE)
      || OBJ_obj2nid (inside) != NID_pkcs7_data)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_CONTENT, error,
                          form == GEZIN_SIGNATURE_BESIDE ? "content inside the signature"
                                                         : "no content in the signature");
      return NULL;
    }
  signers = CMS_get0_SignerInfos (cms);
  if (sk_CMS_SignerInfo_num (signers) != 1)
    {
      gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_SIGNERS, error, "not exactly one signer");
      return NULL;
    }
  return sk_CMS_SignerInfo_value (signers, 0);
}

/* ---------- Algorithms ---------- */

static gboolean
is_allowed_digest (int nid)
{
  return nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512;
}

/* RSA-PSS names its digest by itself, and once more for the mask. */
static gboolean
is_allowed_pss (const X509_ALGOR *algorithm, int digest)
{
  const ASN1_OBJECT *object;
  int type;
  const void *value;
  RSA_PSS_PARAMS *pss;
  X509_ALGOR *mask = NULL;
  gboolean is_allowed = FALSE;

  X509_ALGOR_get0 (&object, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE)
    return FALSE;
  pss = ASN1_item_unpack (value, ASN1_ITEM_rptr (RSA_PSS_PARAMS));
  if (pss != NULL && pss->hashAlgorithm != NULL && pss->maskGenAlgorithm != NULL
      && OBJ_obj2nid (pss->hashAlgorithm->algorithm) == digest
      && OBJ_obj2nid (pss->maskGenAlgorithm->algorithm) == NID_mgf1
      && pss->maskGenAlgorithm->parameter != NULL
      && pss->maskGenAlgorithm->parameter->type == V_ASN1_SEQUENCE)
    {
      mask = ASN1_item_unpack (pss->maskGenAlgorithm->parameter->value.sequence,
                               ASN1_ITEM_rptr (X509_ALGOR));
      is_allowed = mask != NULL && OBJ_obj2nid (mask->algorithm) == digest;
    }
  X509_ALGOR_free (mask);
  RSA_PSS_PARAMS_free (pss);
  return is_allowed;
}

static gboolean
check_algorithms (CMS_SignerInfo *info, GError **error)
{
  static const struct {
    int signature;
    int digest; /* NID_undef: whichever is named beside it */
  } allowed[] = {
    { NID_ecdsa_with_SHA256, NID_sha256 },
    { NID_ecdsa_with_SHA384, NID_sha384 },
    { NID_ecdsa_with_SHA512, NID_sha512 },
    { NID_sha256WithRSAEncryption, NID_sha256 },
    { NID_sha384WithRSAEncryption, NID_sha384 },
    { NID_sha512WithRSAEncryption, NID_sha512 },
    { NID_rsaEncryption, NID_undef },
  };
  X509_ALGOR *digest_algorithm, *algorithm;
  int digest, signature;

  CMS_SignerInfo_get0_algs (info, NULL, NULL, &digest_algorithm, &algorithm);
  digest = OBJ_obj2nid (digest_algorithm->algorithm);
  signature = OBJ_obj2nid (algorithm->algorithm);
  if (is_allowed_digest (digest))
    {
      if (signature == NID_rsassaPss && is_allowed_pss (algorithm, digest))
        return TRUE;
      for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
        if (allowed[i].signature == signature
            && (allowed[i].digest == NID_undef || allowed[i].digest == digest))
          return TRUE;
    }
  return gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM, error,
                             "an algorithm that is not allowed");
}

/* ---------- Whose ---------- */

/* The signer's first: the others after it. */
static GezinX509Stack *
sort_certificates (CMS_ContentInfo *cms, CMS_SignerInfo *info)
{
  g_autoptr (GezinX509Stack) all = CMS_get1_certs (cms);

  for (int i = 0; i < sk_X509_num (all); i++)
    if (CMS_SignerInfo_cert_cmp (info, sk_X509_value (all, i)) == 0)
      {
        X509 *own = sk_X509_delete (all, i);

        if (sk_X509_unshift (all, own) <= 0)
          {
            X509_free (own);
            return NULL;
          }
        return g_steal_pointer (&all);
      }
  return NULL;
}

static gboolean
read_certificates (GezinSignature *self, GezinX509Stack *certificates, GError **error)
{
  if (certificates == NULL || sk_X509_num (certificates) > GEZIN_MAX_CERTIFICATES)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_CERTIFICATE, error,
                               "the signer's certificate is missing, or there are too many");
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_certificate_unref);
  for (int i = 0; i < sk_X509_num (certificates); i++)
    {
      GezinCertificate *one = gezin_certificate_new_x509 (sk_X509_value (certificates, i), error);

      if (one == NULL)
        return FALSE;
      if (i == 0)
        self->certificate = one;
      else
        g_ptr_array_add (self->others, one);
    }
  return gezin_certificate_check_use (self->certificate, GEZIN_CERTIFICATE_SIGNS, error);
}

/* Without this another certificate of the same key could be put in its place. */
static gboolean
check_binding (CMS_SignerInfo *info, GezinX509Stack *certificates, GError **error)
{
  ASN1_OBJECT *object = OBJ_nid2obj (NID_id_smime_aa_signingCertificateV2);
  /* -3: exactly one attribute with exactly one value. */
  const ASN1_STRING *value = CMS_signed_get0_data_by_OBJ (info, object, -3, V_ASN1_SEQUENCE);
  g_autoptr (ESS_SIGNING_CERT_V2) binding = NULL;
  const guint8 *at;

  if (value != NULL)
    {
      at = ASN1_STRING_get0_data (value);
      binding = d2i_ESS_SIGNING_CERT_V2 (NULL, &at, ASN1_STRING_length (value));
    }
  if (binding == NULL || OSSL_ESS_check_signing_certs (NULL, binding, certificates, 1) != 1)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_BINDING, error,
                               "signing-certificate-v2 is missing or names another certificate");
  return TRUE;
}

/* ---------- Whether it fits ---------- */

static gboolean
verify (GezinSignature *self, CMS_ContentInfo *cms, GBytes *content, GError **error)
{
  guint flags = CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY;
  g_autoptr (BIO) in = NULL;
  g_autoptr (BIO) out = NULL;
  char *bytes;
  long length;
  gboolean is_right;

  if (content != NULL)
    in = gezin_openssl_bio (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  else
    out = BIO_new (BIO_s_mem ());
  is_right =
      CMS_verify (cms, NULL, NULL, in, out, flags | (content != NULL ? CMS_DETACHED : 0)) == 1;
  if (!is_right)
    return gezin_openssl_fail (GEZIN_WIRE_ERROR_SIGNATURE_WRONG, error,
                               "does not fit what is signed");
  if (out != NULL)
    {
      length = BIO_get_mem_data (out, &bytes);
      self->content = g_bytes_new (bytes, (gsize) length);
    }
  return TRUE;
}

static gint64
read_time (CMS_SignerInfo *info)
{
  int place = CMS_signed_get_attr_by_NID (info, NID_pkcs9_signingTime, -1);
  X509_ATTRIBUTE *attribute = place < 0 ? NULL : CMS_signed_get_attr (info, place);
  const ASN1_TYPE *value = attribute == NULL ? NULL : X509_ATTRIBUTE_get0_type (attribute, 0);
  gint64 when;

  if (value == NULL || (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME)
      || !gezin_openssl_instant (value->value.asn1_string, &when))
    return 0;
  return when;
}

GezinSignature *
gezin_signature_check (GBytes *der, GezinSignatureForm form, GBytes *content, GError **error)
{
  g_autoptr (GezinSignature) self = g_new0 (GezinSignature, 1);
  g_autoptr (CMS_ContentInfo) cms = parse (der, error);
  g_autoptr (GezinX509Stack) certificates = NULL;
  CMS_SignerInfo *info;

  g_return_val_if_fail ((form == GEZIN_SIGNATURE_BESIDE) == (content != NULL), NULL);

  if (cms == NULL)
    return NULL;
  info = find_signer (cms, form, error);
  if (info == NULL || !check_algorithms (info, error))
    return NULL;
  certificates = sort_certificates (cms, info);
  if (!read_certificates (self, certificates, error) || !check_binding (info, certificates, error)
      || !verify (self, cms, content, error))
    return NULL;
  self->claimed_time = read_time (info);
  gezin_openssl_fail (GEZIN_WIRE_ERROR_LIBRARY, NULL, "what OpenSSL noted on the way");
  return g_steal_pointer (&self);
}
