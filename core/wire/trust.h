/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/revocation-list.h"

G_BEGIN_DECLS

/** GezinTrust: Whom we believe. Any of them may be %NULL for none. */
typedef struct {
  GPtrArray *pinned; /* (element-type GezinCertificate): believed as they are: of confirmed cards */
  GPtrArray *issuers; /* (element-type GezinCertificate): whatever they issued is believed */
  GPtrArray *revocations; /* (element-type GezinRevocationList): of whichever issuers */
} GezinTrust;

/** GezinRevocation: What is known about revocation. */
typedef enum {
  GEZIN_REVOCATION_UNCHECKED = 1, /* no list of the issuer is here */
  GEZIN_REVOCATION_STALE, /* only one whose time is over */
  GEZIN_REVOCATION_GOOD,
} GezinRevocation;

/**
 * gezin_trust_check:
 * @others: (nullable) (element-type GezinCertificate): that came along; never believed by themselves
 * @when: the instant at which it must hold
 * @revocation: (out) (optional)
 *
 * Whether @certificate leads to somebody whom we believe. GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN,
 * _CERTIFICATE_EXPIRED, _CERTIFICATE_NOT_YET, _CERTIFICATE_WEAK, _CERTIFICATE_REVOKED,
 * _REVOCATION_LIST: one that names an issuer of @certificate who did not sign it. A revocation
 * after @when does not count; a list of nobody here neither.
 */
gboolean gezin_trust_check (const GezinTrust *trust, const GezinCertificate *certificate,
                            GPtrArray *others, gint64 when, GezinRevocation *revocation,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
