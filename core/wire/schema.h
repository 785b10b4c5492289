/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the catalogue says, for those who read our files without our program.
 * Both texts are always the same bytes; they are committed as
 * data/schema/dossier-1.rng and docs/data-dictionary.md, and a test fails when
 * those are stale. */

/**
 * gezin_schema_rng:
 *
 * RELAX NG of plain dossier XML: every kind with its fields, the form of every
 * type, and fields of a newer version with any text. What the program writes fits.
 * The program reads some more: it parks a record with a value of a wrong form, takes
 * an empty hand-written value for none, and tidies what people write.
 *
 * Returns: (transfer full)
 */
char *gezin_schema_rng (void);

/**
 * gezin_schema_dictionary:
 *
 * The data dictionary as Markdown: every kind and field with type, list,
 * category, sensitivity and label.
 *
 * Returns: (transfer full)
 */
char *gezin_schema_dictionary (void);

G_END_DECLS
