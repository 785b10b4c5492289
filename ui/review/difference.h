/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinHunk: A part that is another: bytes of what stood there, and of what stands there now; either may be none. */
typedef struct {
  gsize was, was_length;
  gsize is, is_length;
} GezinHunk;

/** gezin_difference_hunks: (transfer full) (element-type GezinHunk): Where @before and @after differ, in whole words, as they follow each other; all between these is the same. */
GArray *gezin_difference_hunks (const char *before, const char *after);

/**
 * gezin_difference_new:
 * @before, @after: (nullable): nothing stood, or stands, there
 *
 * (transfer floating): One text: what they have in common once, each part that stood there struck through,
 * each that stands there now underlined. It is heard as both, one after the other.
 */
GtkWidget *gezin_difference_new (const char *before, const char *after);

G_END_DECLS
