/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GezinProgressFunc:
 * @total: 0 when it is not known
 *
 * Told now and then how far something long is, in bytes or things. Called on the
 * thread that does the work, which waits for it.
 */
typedef void (*GezinProgressFunc) (guint64 done, guint64 total, gpointer data);

G_END_DECLS
