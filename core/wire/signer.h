/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/key.h"

G_BEGIN_DECLS

/**
 * GezinSigner:
 *
 * Whoever signs: a certificate, and something that makes a signature that fits
 * it. Here a key in memory; a key on a smart card would be another maker of the
 * same thing. Immutable, reference-counted.
 */
typedef struct _GezinSigner GezinSigner;

/**
 * gezin_signer_new:
 * @issuers: (nullable) (element-type GezinCertificate): of @certificate, to go along with a signature
 *
 * Signs with @key, of which @certificate must be, with the right use.
 * GEZIN_WIRE_ERROR_CERTIFICATE, _CERTIFICATE_WEAK, _CERTIFICATE_USAGE.
 */
GezinSigner *gezin_signer_new (GezinKey *key, GezinCertificate *certificate, GPtrArray *issuers,
                               GError **error);

GezinSigner *gezin_signer_ref (GezinSigner *signer);
void gezin_signer_unref (GezinSigner *signer);

/** gezin_signer_certificate: (transfer none) */
GezinCertificate *gezin_signer_certificate (const GezinSigner *signer);

/** GezinSignatureForm: Whether what is signed goes into the signature. */
typedef enum {
  GEZIN_SIGNATURE_BESIDE = 1, /* a container's */
  GEZIN_SIGNATURE_AROUND, /* a card's */
} GezinSignatureForm;

/**
 * gezin_signer_sign:
 * @when: what the signature says of its time; microseconds since 1970
 *
 * Returns: (transfer full): CAdES-B-B (EN 319 122-1) over @content, in DER.
 * GEZIN_WIRE_ERROR_LIBRARY; GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED, _NOT_YET when
 * the certificate does not hold at @when.
 */
GBytes *gezin_signer_sign (const GezinSigner *signer, GezinSignatureForm form, GBytes *content,
                           gint64 when, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSigner, gezin_signer_unref)

G_END_DECLS
