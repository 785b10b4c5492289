/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/certificate.h"

G_BEGIN_DECLS

/**
 * GezinRevocationList:
 *
 * What an issuer says of the certificates that it took back (RFC 5280): read, not
 * believed. Immutable, reference-counted.
 */
typedef struct _GezinRevocationList GezinRevocationList;

/**
 * gezin_revocation_list_new:
 * @file: from anybody: one list in PEM, or one in DER
 *
 * A whole list of one issuer that says until when it counts. GEZIN_WIRE_ERROR_LIST,
 * _LIST_TOO_LARGE, _LIST_PARTIAL, _LIST_ENDLESS, _LIST_WEAK.
 */
GezinRevocationList *gezin_revocation_list_new (GBytes *file, GError **error);

GezinRevocationList *gezin_revocation_list_ref (GezinRevocationList *list);
void gezin_revocation_list_unref (GezinRevocationList *list);

/** gezin_revocation_list_der: (transfer none) */
GBytes *gezin_revocation_list_der (const GezinRevocationList *list);

/** gezin_revocation_list_from, gezin_revocation_list_until: Microseconds since 1970: when it was made, and when the next one is there at the latest. */
gint64 gezin_revocation_list_from (const GezinRevocationList *list);
gint64 gezin_revocation_list_until (const GezinRevocationList *list);

/** gezin_revocation_list_n_revoked: How many certificates it takes back. */
guint gezin_revocation_list_n_revoked (const GezinRevocationList *list);

/** gezin_revocation_list_is_later: Whether @list was made after @other, which is of the same issuer. */
gboolean gezin_revocation_list_is_later (const GezinRevocationList *list,
                                         const GezinRevocationList *other);

/** gezin_revocation_list_names: Whether it says to be by @issuer: by name and, where both tell, by the id of the key. */
gboolean gezin_revocation_list_names (const GezinRevocationList *list,
                                      const GezinCertificate *issuer);

/**
 * gezin_revocation_list_check:
 *
 * Whether @issuer, which may sign lists, signed it; that it names it as well is asked
 * of gezin_revocation_list_names(). GEZIN_WIRE_ERROR_LIST_SIGNATURE.
 */
gboolean gezin_revocation_list_check (const GezinRevocationList *list,
                                      const GezinCertificate *issuer,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRevocationList, gezin_revocation_list_unref)

G_END_DECLS
