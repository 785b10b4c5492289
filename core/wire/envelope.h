/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"
#include "wire/key.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The envelope of a bundle: CMS AuthEnvelopedData (RFC 5083), AES-256-GCM with a
 * nonce of 12 and a tag of 16 bytes; each recipient by key id, ECDH (X9.63 KDF with
 * SHA-256, AES-256 key wrap) or RSA-OAEP (SHA-256, MGF1 with SHA-256). */

/** GezinOpener: A key that opens, with its certificate. */
typedef struct {
  GezinKey *key;
  GezinCertificate *certificate;
} GezinOpener;

/** gezin_opener_new: References both. GEZIN_WIRE_ERROR_CERTIFICATE, _CERTIFICATE_USAGE, _CERTIFICATE_WEAK. */
GezinOpener *gezin_opener_new (GezinKey *key, GezinCertificate *certificate, GError **error);
void gezin_opener_free (GezinOpener *opener);

/**
 * gezin_envelope_seal:
 * @recipients: (element-type GezinCertificate): 1 to GEZIN_MAX_RECIPIENTS, all of one peer
 * @out: gets the envelope as it is made; not closed
 *
 * Whoever calls gives @out away only after %TRUE. GEZIN_WIRE_ERROR_CERTIFICATE,
 * _CERTIFICATE_USAGE, _CERTIFICATE_WEAK, _LIBRARY; errors of @out.
 */
gboolean gezin_envelope_seal (GPtrArray *recipients, const void *content, gsize length,
                              GOutputStream *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinEnvelope: What can be known of one without a key: parsed, nothing believed. */
typedef struct {
  GPtrArray *key_ids; /* (element-type GBytes): of the recipients */
  gsize content_length; /* bytes inside */
} GezinEnvelope;

/**
 * gezin_envelope_look:
 *
 * Walks through every byte of the framing, before any library sees it.
 * GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE, _ENVELOPE_BYTES, _ENVELOPE_TYPE,
 * _ENVELOPE_CIPHER, _ENVELOPE_TAG, _ENVELOPE_RECIPIENT.
 */
GezinEnvelope *gezin_envelope_look (GBytes *file, GError **error);
void gezin_envelope_free (GezinEnvelope *envelope);

/** gezin_envelope_find_opener: (transfer none) (nullable): The first of @openers whose key is named. */
const GezinOpener *gezin_envelope_find_opener (const GezinEnvelope *envelope, GPtrArray *openers);

/**
 * gezin_envelope_open:
 * @envelope: of @file
 *
 * Returns: (transfer full): the content, in locked memory, or nothing at all:
 * GEZIN_WIRE_ERROR_ENVELOPE_OPEN, _OLD_LIBRARY.
 */
GezinSecret *gezin_envelope_open (GBytes *file, const GezinEnvelope *envelope,
                                  const GezinOpener *opener, GError **error);

/** gezin_envelope_check_library: Whether OpenSSL is one that may open what strangers made. GEZIN_WIRE_ERROR_OLD_LIBRARY. */
gboolean gezin_envelope_check_library (GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinEnvelope, gezin_envelope_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinOpener, gezin_opener_free)

G_END_DECLS
