/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/bundle.h"

G_BEGIN_DECLS

/** gezin_bundle_check_documents: Whether each document in @parts has its digest for a name, and a record of @dossier names it. GEZIN_WIRE_ERROR_DOCUMENT. */
gboolean gezin_bundle_check_documents (GPtrArray *parts, const GezinUntrustedDossier *dossier,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
