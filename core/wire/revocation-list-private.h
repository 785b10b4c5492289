/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/openssl-private.h"
#include "wire/revocation-list.h"

G_BEGIN_DECLS

/** gezin_revocation_list_crl: (transfer none): OpenSSL counts references in it. */
X509_CRL *gezin_revocation_list_crl (const GezinRevocationList *list);

G_END_DECLS
