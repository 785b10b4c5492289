/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/container.h"

G_BEGIN_DECLS

/* META-INF/ASiCManifest001.xml: what the signature signs. */

/** gezin_asic_write: (transfer full): The one text for @parts (those outside META-INF), in their order. */
GBytes *gezin_asic_write (GPtrArray *parts);

/** gezin_asic_check: Whether @text, whose signature was checked, is that of @parts. GEZIN_WIRE_ERROR_DIGEST, _UNREFERENCED, _ASIC_MANIFEST. */
gboolean gezin_asic_check (GBytes *text, GPtrArray *parts,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
