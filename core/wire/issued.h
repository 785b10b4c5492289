/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/key.h"

G_BEGIN_DECLS

/** GezinIssuedAsked: Of what an issuer was asked to make certificates. Borrowed pointers. */
typedef struct {
  const GezinKey *signing;
  const GezinKey *encryption;
  GPtrArray *older; /* (nullable) (element-type GezinKey): that were in use before */
  const char *organisation; /* that both certificates must name */
  gint64 now;
} GezinIssuedAsked;

/** GezinIssued: What it answered. */
typedef struct {
  GezinCertificate *signing;
  GezinCertificate *encryption;
  GPtrArray *issuers; /* (element-type GezinCertificate): that vouch for both, the nearest first */
} GezinIssued;

/**
 * gezin_issued_read:
 * @file: from anybody: certificates in PEM, one in DER, or PKCS#7 in either
 *
 * Both certificates fit our keys and what these are for, hold at `now`, name our
 * organisation, and lead to an issuer in the file; of several that do so the one that
 * holds longest. What else is in the file is left. GEZIN_WIRE_ERROR_ISSUED….
 */
GezinIssued *gezin_issued_read (GBytes *file, const GezinIssuedAsked *asked, GError **error);

void gezin_issued_free (GezinIssued *issued);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinIssued, gezin_issued_free)

G_END_DECLS
