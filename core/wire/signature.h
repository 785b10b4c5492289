/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/signer.h"

G_BEGIN_DECLS

/**
 * GezinSignature:
 *
 * A signature that fits what it signs, by the holder of @certificate. Who that is,
 * and whether the certificate is to be believed, is not said: gezin_trust_check().
 */
typedef struct {
  GezinCertificate *certificate;
  GPtrArray *others; /* (element-type GezinCertificate): that came along */
  GBytes *content; /* GEZIN_SIGNATURE_AROUND: what was signed, else NULL */
  gint64 claimed_time; /* as the signer says; 0: does not say */
} GezinSignature;

/**
 * gezin_signature_check:
 * @der: exactly one CMS SignedData in DER
 * @content: what is signed; %NULL for GEZIN_SIGNATURE_AROUND
 *
 * One signer, allowed algorithms (SHA-256, 384 or 512 with ECDSA, RSA PKCS#1 or
 * RSA-PSS), a certificate of the signer that is fit for signing, bound by
 * signing-certificate-v2. GEZIN_WIRE_ERROR_SIGNATURE_*, _CERTIFICATE,
 * _CERTIFICATE_WEAK, _CERTIFICATE_USAGE.
 */
GezinSignature *gezin_signature_check (GBytes *der, GezinSignatureForm form, GBytes *content,
                                       GError **error);

void gezin_signature_free (GezinSignature *signature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSignature, gezin_signature_free)

G_END_DECLS
