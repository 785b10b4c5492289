/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/signer.h"
#include "wire/trust.h"

G_BEGIN_DECLS

/**
 * GezinCard:
 *
 * A `.gezin-card`: who somebody says to be, with the certificates to check what
 * they sign and to encrypt for them; signed by the signing key on it. Whoever makes
 * one can write any name on it: it is believed once people have compared its eight
 * words aloud. Immutable, reference-counted.
 */
typedef struct _GezinCard GezinCard;

/** GezinCardHolder: What stands on a card besides the certificates. */
typedef struct {
  const char *name;
  const char *organisation;
  const char *role; /* a code: consultant, lead, rvt */
  const char *team; /* (nullable) */
  GPtrArray *encryption; /* (element-type GezinCertificate): 1 to GEZIN_MAX_CARD_CERTIFICATES */
  GPtrArray
      *issuers; /* (nullable) (element-type GezinCertificate): that vouch for the certificates */
  gint64 made; /* microseconds since 1970; whole seconds count */
} GezinCardHolder;

/** gezin_card_make: (transfer full): The file, signed by @signer. What gezin_card_read() would refuse is not made: GEZIN_WIRE_ERROR_CARD and its other errors. */
GBytes *gezin_card_make (const GezinSigner *signer, const GezinCardHolder *holder, GError **error);

/**
 * gezin_card_read:
 * @file: from anybody
 *
 * GEZIN_WIRE_ERROR_SIGNATURE_*, _CERTIFICATE*, _CARD, _CARD_SIGNER, _NEWER. That it
 * is read says nothing about who made it.
 */
GezinCard *gezin_card_read (GBytes *file, GError **error);

GezinCard *gezin_card_ref (GezinCard *card);
void gezin_card_unref (GezinCard *card);

/** gezin_card_file: (transfer none): The bytes that it was read from. */
GBytes *gezin_card_file (const GezinCard *card);

/** gezin_card_digest: (transfer none): SHA-256 of the file: what a manifest names. */
const guint8 *gezin_card_digest (const GezinCard *card);

/** gezin_card_words: (transfer full): Eight words for the first 88 bits of the digest, with spaces. */
char *gezin_card_words (const GezinCard *card);

/** gezin_card_is_name: Whether a card can say @text as a name: one clean line of at most 200 characters. */
gboolean gezin_card_is_name (const char *text);

const char *gezin_card_name (const GezinCard *card);
const char *gezin_card_organisation (const GezinCard *card);
const char *gezin_card_role (const GezinCard *card);
const char *gezin_card_team (const GezinCard *card); /* (nullable) */
gint64 gezin_card_made (const GezinCard *card);

/** gezin_card_signing: (transfer none) */
GezinCertificate *gezin_card_signing (const GezinCard *card);

/** gezin_card_encryption, gezin_card_issuers: (transfer none) (element-type GezinCertificate) */
GPtrArray *gezin_card_encryption (const GezinCard *card);
GPtrArray *gezin_card_issuers (const GezinCard *card);

/**
 * gezin_card_check:
 * @revocations: (nullable) (element-type GezinRevocationList): those of other issuers do not count
 * @use: whether it is to sign at @when, or to be encrypted for
 * @revocation: (out) (optional): of several certificates the worst
 *
 * Whether its certificates hold at @when, and lead to the issuers on it if there are any.
 * GEZIN_WIRE_ERROR_CERTIFICATE_*, _CARD_ISSUERS, _REVOCATION_LIST.
 */
gboolean gezin_card_check (const GezinCard *card, GezinCertificateUse use, GPtrArray *revocations,
                           gint64 when, GezinRevocation *revocation,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCard, gezin_card_unref)

G_END_DECLS
