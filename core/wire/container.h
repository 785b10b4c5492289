/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"
#include "base/secret.h"
#include "wire/wire-error.h"

G_BEGIN_DECLS

/* The container of a bundle: ASiC-E (EN 319 162-1), a ZIP in memory only. Its
 * entries, in this order and no others:
 *
 *   mimetype  manifest.xml  [dossier.xml]  documents/SHA256…
 *   META-INF/ASiCManifest001.xml  META-INF/signature001.p7s
 *
 * documents sorted; all stored, none compressed; no byte that belongs to none. */

#define GEZIN_CONTAINER_MIMETYPE "application/vnd.etsi.asic-e+zip"
#define GEZIN_CONTAINER_MANIFEST "manifest.xml"
#define GEZIN_CONTAINER_DOSSIER "dossier.xml"
#define GEZIN_CONTAINER_DOCUMENTS "documents/"
#define GEZIN_CONTAINER_ASIC_MANIFEST "META-INF/ASiCManifest001.xml"
#define GEZIN_CONTAINER_SIGNATURE "META-INF/signature001.p7s"

/** GezinPart: One entry. */
typedef struct {
  char *name;
  GBytes *bytes;
  guint8 digest[GEZIN_DIGEST_BYTES];
} GezinPart;

/** gezin_part_new: (transfer full): References @bytes, and computes the digest. */
GezinPart *gezin_part_new (const char *name, GBytes *bytes);
void gezin_part_free (GezinPart *part);

/** gezin_part_find: (transfer none) (nullable) */
const GezinPart *gezin_part_find (GPtrArray *parts, const char *name);

/**
 * gezin_container_write:
 * @parts: (element-type GezinPart): in the order of the container, without mimetype
 *
 * Returns: (transfer full): the container, in locked memory. GEZIN_WIRE_ERROR_ZIP_NAME,
 * _ZIP_COUNT, _ZIP_ENTRY_SIZE, _BUNDLE_TOO_LARGE, _LIBRARY.
 */
GezinSecret *gezin_container_write (GPtrArray *parts, GError **error);

/**
 * gezin_container_read:
 * @container: from anybody
 *
 * Checks everything that can be known before the signature: GEZIN_WIRE_ERROR_ZIP*,
 * _MIMETYPE.
 *
 * Returns: (transfer full) (element-type GezinPart): all but mimetype; their bytes
 * are slices of @container
 */
GPtrArray *gezin_container_read (GBytes *container, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPart, gezin_part_free)

G_END_DECLS
