/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GFile that is not of this machine, for what is written to a server: the same
 * files as a local folder's, with addresses `far:///…`, no path, and a cable that
 * can be pulled. */

/** far_file_new: What the local @path is over there. */
GFile *far_file_new (const char *path);

/** far_file_pull_after: The cable goes at the @n-th operation from now (0: never); each one fails from there on. */
void far_file_pull_after (guint n);

/** far_file_n_operations: So far. */
guint far_file_n_operations (void);

G_END_DECLS
