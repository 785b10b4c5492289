/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A thread beside the worker through which blocks of bytes go round, so that
 * reading, encrypting and writing happen at the same time. It touches no
 * database and no state of the store: only what its function is given. */

/** GezinBlock: Bytes on their way. */
typedef struct {
  guint8 *bytes;
  gsize length; /* that are filled */
  GError *failure; /* of the relay */
} GezinBlock;

/** GezinRelayFunc: Fills or uses up one block, on the relay's thread. */
typedef gboolean (*GezinRelayFunc) (GezinBlock *block, gpointer data, GError **error);

typedef struct _GezinRelay GezinRelay;

/**
 * gezin_relay_new:
 * @is_source: whether @func fills blocks, and so begins at once
 *
 * @n_blocks blocks of @block_bytes bytes each.
 */
GezinRelay *gezin_relay_new (const char *name, gsize block_bytes, guint n_blocks,
                             gboolean is_source, GezinRelayFunc func, gpointer data);

/** gezin_relay_take: (transfer none) (nullable): The next block that the function is done with, in order; %NULL with the error of the function. */
GezinBlock *gezin_relay_take (GezinRelay *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_relay_give: Hands a block back, to be filled or used up. */
void gezin_relay_give (GezinRelay *self, GezinBlock *block);

/** gezin_relay_finish: Waits until all that was given is done with. */
gboolean gezin_relay_finish (GezinRelay *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_relay_free: Ends the thread, and wipes the blocks. */
void gezin_relay_free (GezinRelay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRelay, gezin_relay_free)

G_END_DECLS
