/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GEZIN_DIGEST_BYTES (32)
#define GEZIN_DIGEST_TEXT_LENGTH (2 * GEZIN_DIGEST_BYTES)

/**
 * GezinDigest:
 *
 * SHA-256 of many bytes as they come. OpenSSL's, which uses what the processor
 * has for it; a machine without SHA-256 ends the process.
 */
typedef struct _GezinDigest GezinDigest;

GezinDigest *gezin_digest_new (void);
void gezin_digest_free (GezinDigest *digest);

void gezin_digest_update (GezinDigest *digest, const void *bytes, gsize length);

/** gezin_digest_finish: The digest of all that came. Once; nothing comes after it. */
void gezin_digest_finish (GezinDigest *digest, guint8 sha256[GEZIN_DIGEST_BYTES]);

/** gezin_digest_of: The digest of @length bytes at once. */
void gezin_digest_of (const void *bytes, gsize length, guint8 sha256[GEZIN_DIGEST_BYTES]);

/** gezin_digest_text: (transfer full): In lower-case hex. */
char *gezin_digest_text (const guint8 sha256[GEZIN_DIGEST_BYTES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDigest, gezin_digest_free)

G_END_DECLS
