/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GezinSecret:
 *
 * Bytes that must not reach a swap file, a core dump or a log: keys and
 * passphrases. They live in guarded, locked memory and are wiped when freed.
 */
typedef struct _GezinSecret GezinSecret;

/** gezin_secret_new: @length bytes of zeroes, followed by a NUL that is not counted. */
GezinSecret *gezin_secret_new (gsize length);

/** gezin_secret_new_copy: A copy of @bytes; the caller still wipes its own. */
GezinSecret *gezin_secret_new_copy (const void *bytes, gsize length);

/** gezin_secret_new_random: @length random bytes fit for a key. */
GezinSecret *gezin_secret_new_random (gsize length);

void gezin_secret_free (GezinSecret *secret);

guint8 *gezin_secret_bytes (GezinSecret *secret);
const guint8 *gezin_secret_peek (const GezinSecret *secret);
gsize gezin_secret_length (const GezinSecret *secret);

/** gezin_secret_equal: Compares in a time that does not depend on where the two differ. */
gboolean gezin_secret_equal (const GezinSecret *a, const GezinSecret *b);

/** gezin_secret_wipe: Overwrites @length bytes at @memory; the compiler may not leave it out. */
void gezin_secret_wipe (void *memory, gsize length);

/**
 * gezin_secret_harden_process:
 *
 * Starts the crypto library and forbids core dumps for this process. Call it
 * first in main(). Returns %FALSE if the machine cannot do the former.
 */
gboolean gezin_secret_harden_process (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSecret, gezin_secret_free)

G_END_DECLS
