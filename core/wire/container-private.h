/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/container.h"

#include <zip.h>

G_BEGIN_DECLS

#define GEZIN_ZIP_LOCAL_BYTES (30)
#define GEZIN_ZIP_CENTRAL_BYTES (46)
#define GEZIN_ZIP_END_BYTES (22)

/* 1 January 1980, the first that a ZIP can say: when is in the manifest. */
#define GEZIN_ZIP_TIME (0)
#define GEZIN_ZIP_DATE (0x0021)

/** gezin_container_check_names: Whether @names (mimetype too) are those of a container, in its order. GEZIN_WIRE_ERROR_ZIP_COUNT, _ZIP_NAME, _ZIP_TWICE, _ZIP_MISSING, _MIMETYPE. */
gboolean gezin_container_check_names (const char *const *names, guint n_names,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_container_check_size: Whether the entry @name may have @bytes. GEZIN_WIRE_ERROR_ZIP_ENTRY_SIZE. */
gboolean gezin_container_check_size (const char *name, guint64 bytes,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

static inline void
gezin_zip_discard (zip_t *zip)
{
  if (zip != NULL)
    zip_discard (zip);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (zip_t, gezin_zip_discard)

G_END_DECLS
