/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/wire-error.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

G_BEGIN_DECLS

typedef STACK_OF (X509) GezinX509Stack;
typedef STACK_OF (X509_CRL) GezinCrlStack;

static inline void
gezin_x509_stack_free (GezinX509Stack *stack)
{
  sk_X509_pop_free (stack, X509_free);
}

/**
 * gezin_openssl_fail:
 * @reason: holds no text of the file
 *
 * Sets @error, and empties OpenSSL's own queue of errors, which would otherwise
 * be met by the next call. Returns %FALSE.
 */
gboolean gezin_openssl_fail (GezinWireError code, GError **error, const char *reason);

/** gezin_openssl_instant: The instant of @time, in microseconds since 1970; %FALSE if it says none. */
gboolean gezin_openssl_instant (const ASN1_TIME *time, gint64 *instant) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_openssl_bio: (transfer full): Reads @bytes, which must outlive it. */
BIO *gezin_openssl_bio (const void *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_TIME, ASN1_TIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ESS_SIGNING_CERT_V2, ESS_SIGNING_CERT_V2_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinX509Stack, gezin_x509_stack_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_CRL, X509_CRL_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_NAME, X509_NAME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_REQ, X509_REQ_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)

G_END_DECLS
