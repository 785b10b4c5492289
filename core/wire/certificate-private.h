/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/certificate.h"
#include "wire/openssl-private.h"

G_BEGIN_DECLS

/** gezin_certificate_x509: (transfer none): Not to be changed; OpenSSL counts references in it. */
X509 *gezin_certificate_x509 (const GezinCertificate *certificate);

/** gezin_certificate_new_x509: From what OpenSSL read or made; takes a copy. */
GezinCertificate *gezin_certificate_new_x509 (X509 *x509, GError **error);

G_END_DECLS
