/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

/* Wrong tries at a vault, in a side file: one instant a line, oldest first. A vault
 * without a place of its own has no such file (its path is NULL). */

/** GezinTries: (element-type gint64): The instants. */
typedef GArray GezinTries;

/** gezin_tries_read: What the side file at @path says; lines that say nothing are skipped. */
GezinTries *gezin_tries_read (const char *path);

/** gezin_tries_seconds_to_wait: How long a next try has to wait at @now. */
guint gezin_tries_seconds_to_wait (const GezinTries *tries, gint64 now);

/** gezin_tries_add: Notes a wrong try at @now, durably. */
gboolean gezin_tries_add (GezinTries *tries, const char *path, gint64 now,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_tries_touch: When the last try lies after @now (a clock was put back): lets it count from @now. */
gboolean gezin_tries_touch (GezinTries *tries, const char *path, gint64 now,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_tries_forget: Removes the side file. */
gboolean gezin_tries_forget (GezinTries *tries, const char *path,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
