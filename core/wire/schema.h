/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** gezin_schema_rng: (transfer full): RELAX NG of plain dossier XML, made from the catalogue. Always the same bytes. */
char *gezin_schema_rng (void);

/** gezin_schema_dictionary: (transfer full): The data dictionary as Markdown: every kind and field with type, list, category, sensitivity and label. */
char *gezin_schema_dictionary (void);

G_END_DECLS
