/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GezinRandom:
 *
 * Where ids come from: the operating system's generator, or a seeded stream
 * for tests and made-up families. Never used for keys: those take libsodium's
 * generator directly (`base/secret.h`). Reference-counted; not for two threads
 * at once when seeded.
 */
typedef struct _GezinRandom GezinRandom;

GezinRandom *gezin_random_new_system (void);
GezinRandom *gezin_random_new_seeded (guint64 seed);
GezinRandom *gezin_random_ref (GezinRandom *random);
void gezin_random_unref (GezinRandom *random);

/** gezin_random_bytes: Fills @bytes. */
void gezin_random_bytes (GezinRandom *random, guint8 *bytes, gsize length);

/** gezin_random_id: 64 random bits, never 0. */
guint64 gezin_random_id (GezinRandom *random);

/** gezin_random_below: A number from 0 up to, not including, @bound (above 0), without bias. */
guint32 gezin_random_below (GezinRandom *random, guint32 bound);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRandom, gezin_random_unref)

G_END_DECLS
