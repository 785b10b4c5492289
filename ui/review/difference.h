/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_difference_ends: How many bytes @before and @after begin (@begin) and end (@end) with alike, in whole words. */
void gezin_difference_ends (const char *before, const char *after, gsize *begin, gsize *end);

/**
 * gezin_difference_new:
 * @before, @after: (nullable): nothing stood, or stands, there
 *
 * (transfer floating): One text: what they have in common once, what stood there struck through, what
 * stands there now underlined. It is heard as both, one after the other.
 */
GtkWidget *gezin_difference_new (const char *before, const char *after);

G_END_DECLS
