/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/wire-error.h"

#include "base/digest.h"

G_BEGIN_DECLS

/**
 * GezinCertificate:
 *
 * An X.509 certificate: read, not believed. Immutable, reference-counted.
 */
typedef struct _GezinCertificate GezinCertificate;

/** GezinCertificateUse: What a key is for. */
typedef enum {
  GEZIN_CERTIFICATE_SIGNS = 1, /* nonRepudiation, or digitalSignature */
  GEZIN_CERTIFICATE_OPENS, /* keyAgreement (EC) or keyEncipherment (RSA) */
} GezinCertificateUse;

/** gezin_certificate_new: From one certificate in DER and nothing else. GEZIN_WIRE_ERROR_CERTIFICATE. */
GezinCertificate *gezin_certificate_new (const void *der, gsize length, GError **error);

/**
 * gezin_certificate_list_new:
 * @length: of @bytes, a file: certificates in PEM, or one in DER
 *
 * Returns: (transfer full) (element-type GezinCertificate): at least one
 */
GPtrArray *gezin_certificate_list_new (const void *bytes, gsize length, GError **error);

GezinCertificate *gezin_certificate_ref (GezinCertificate *certificate);
void gezin_certificate_unref (GezinCertificate *certificate);

/** gezin_certificate_der: (transfer none) */
GBytes *gezin_certificate_der (const GezinCertificate *certificate);

/** gezin_certificate_digest: (transfer none): SHA-256 of its DER, GEZIN_DIGEST_BYTES: its fingerprint. */
const guint8 *gezin_certificate_digest (const GezinCertificate *certificate);

/** gezin_certificate_key_id: (transfer none) (nullable): The subject key identifier by which an envelope names it. */
GBytes *gezin_certificate_key_id (const GezinCertificate *certificate);

/** gezin_certificate_key_digest: SHA-256 of its public key (SubjectPublicKeyInfo): the same in each certificate of one key. */
void gezin_certificate_key_digest (const GezinCertificate *certificate,
                                   guint8 digest[GEZIN_DIGEST_BYTES]);

gboolean gezin_certificate_equal (const GezinCertificate *a, const GezinCertificate *b);

/** gezin_certificate_name, gezin_certificate_organisation: (transfer full) (nullable): As it says of its holder: shown, never compared. */
char *gezin_certificate_name (const GezinCertificate *certificate);
char *gezin_certificate_organisation (const GezinCertificate *certificate);

/** gezin_certificate_from, gezin_certificate_until: Microseconds since 1970: when it begins to hold, and when it ends. */
gint64 gezin_certificate_from (const GezinCertificate *certificate);
gint64 gezin_certificate_until (const GezinCertificate *certificate);

/**
 * gezin_certificate_check_use:
 *
 * Whether its key is strong (P-256, P-384, RSA from 2048 bits), and is meant for
 * @use. An issuer's certificate is for neither. GEZIN_WIRE_ERROR_CERTIFICATE_WEAK,
 * _CERTIFICATE_USAGE.
 */
gboolean gezin_certificate_check_use (const GezinCertificate *certificate, GezinCertificateUse use,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_certificate_check_time: GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED, _CERTIFICATE_NOT_YET. */
gboolean gezin_certificate_check_time (const GezinCertificate *certificate, gint64 when,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCertificate, gezin_certificate_unref)

G_END_DECLS
