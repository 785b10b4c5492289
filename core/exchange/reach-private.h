/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/exchange.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder somewhere, reached through GIO: connected when it is not yet, and not
 * waited for without end. */

/** GezinReach: The way to a folder, while somebody is at work in it. Of one thread. */
typedef struct _GezinReach GezinReach;

/**
 * gezin_reach_new:
 * @seconds: how long one step may take before the place counts as gone
 * @bytes_a_second: what it may be expected to carry: a step with much to carry may take longer
 * @cancellable: (nullable): of whoever asked; it is listened to at every step
 */
GezinReach *gezin_reach_new (GFile *folder, guint seconds, guint bytes_a_second,
                             GCancellable *cancellable);
void gezin_reach_free (GezinReach *reach);

/**
 * gezin_reach_begin:
 *
 * A step begins that carries @bytes. Returns: (transfer none): what it is to be done
 * with; cancelled when whoever asked does so, or when it takes too long.
 */
GCancellable *gezin_reach_begin (GezinReach *reach, guint64 bytes);

/**
 * gezin_reach_end:
 * @what: what was tried, without a path or an address
 *
 * The step has ended. Gives what GIO said one of our codes, and none of its
 * text, which may hold a path: GEZIN_EXCHANGE_ERROR_MAILBOX…; G_IO_ERROR_CANCELLED stays
 * when it was whoever asked. Nothing happens without an error.
 */
void gezin_reach_end (GezinReach *reach, const char *what, GError **error);

/**
 * gezin_reach_connect:
 *
 * Sees to it that the folder is there: connects to the server if nobody has yet.
 * Nobody is asked for a password here: that is for the desktop.
 * GEZIN_EXCHANGE_ERROR_MAILBOX_GONE, _MAILBOX_PASSWORD, _MAILBOX; G_IO_ERROR_CANCELLED.
 */
gboolean gezin_reach_connect (GezinReach *reach, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_reach_settle: What was written to @file, or named in it, stays when a stick is pulled out. Errors of GIO. */
gboolean gezin_reach_settle (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinReach, gezin_reach_free)

G_END_DECLS
