/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"
#include "wire/certificate.h"

G_BEGIN_DECLS

/**
 * GezinKey:
 *
 * A private key in this process's memory. Immutable, reference-counted.
 */
typedef struct _GezinKey GezinKey;

/** gezin_key_new: A new one on P-256. GEZIN_WIRE_ERROR_LIBRARY. */
GezinKey *gezin_key_new (GError **error);

/** gezin_key_new_from_pkcs8: From unencrypted PKCS#8 in DER, and nothing else. GEZIN_WIRE_ERROR_LIBRARY. */
GezinKey *gezin_key_new_from_pkcs8 (const GezinSecret *pkcs8, GError **error);

/** gezin_key_to_pkcs8: (transfer full): Unencrypted: to be kept in the store and nowhere else. */
GezinSecret *gezin_key_to_pkcs8 (const GezinKey *key, GError **error);

GezinKey *gezin_key_ref (GezinKey *key);
void gezin_key_unref (GezinKey *key);

/** gezin_key_fits: Whether @certificate is of this key. */
gboolean gezin_key_fits (const GezinKey *key, const GezinCertificate *certificate);

/** GezinKeyHolder: What a certificate says of its holder and its use. */
typedef struct {
  const char *name;
  const char *organisation; /* (nullable) */
  const char *team; /* (nullable) */
  GezinCertificateUse use;
  gint64 from; /* microseconds since 1970, whole seconds count */
  guint days; /* GEZIN_CERTIFICATE_DAYS is usual */
} GezinKeyHolder;

/** gezin_key_certify: (transfer full): A certificate that the key gives itself. GEZIN_WIRE_ERROR_LIBRARY. */
GezinCertificate *gezin_key_certify (const GezinKey *key, const GezinKeyHolder *holder,
                                     GError **error);

/** gezin_key_request: (transfer full): A request (PKCS#10 in PEM) for the organisation's own issuer. @from and @days are the issuer's to say. */
GBytes *gezin_key_request (const GezinKey *key, const GezinKeyHolder *holder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinKey, gezin_key_unref)

G_END_DECLS
