/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/bundle.h"
#include "wire/keys.h"
#include "wire/peers.h"

G_BEGIN_DECLS

/* Somebody who has keys of all sorts, and signs and seals what the fuzzer made up.
 * The program itself knows nothing of him. */

typedef enum {
  FORGER_ANNA, /* P-256, on a confirmed card */
  FORGER_COLLEAGUE, /* the same, of another */
  FORGER_ISSUED, /* P-384, vouched for by the issuer only */
  FORGER_RSA, /* RSA, vouched for by the issuer only */
  FORGER_STRANGER, /* whom nobody knows */
  FORGER_REVOKED, /* on the issuer's list */
  FORGER_WEAK, /* RSA of 1024 bits */
  FORGER_ODD, /* P-521 */
  FORGER_NOT_SIGNING, /* a key for encryption */
  FORGER_NO_USAGE, /* that does not say what for */
  FORGER_AN_ISSUER,
  FORGER_EXPIRED,
  FORGER_EXPIRED_STRANGER,
  FORGER_N_WHO
} ForgerWho;

typedef enum {
  FORGER_AS_WE_DO,
  FORGER_SHA_384,
  FORGER_SHA_512,
  FORGER_SHA_1,
  FORGER_PSS, /* RSA only, as the next two */
  FORGER_PSS_OTHER_MASK,
  FORGER_PSS_SHA_1_BOTH,
  FORGER_TWICE, /* two signers */
  FORGER_CONTENT_MISPLACED, /* inside where it stands beside, and the other way round */
  FORGER_NO_BINDING,
  FORGER_NO_ATTRIBUTES,
  FORGER_NO_CERTIFICATE,
  FORGER_OTHER_CONTENT, /* signs something else */
  FORGER_NOT_SIGNED, /* plain CMS data */
  FORGER_BY_KEY_ID, /* names its certificate another way */
  FORGER_N_WAYS
} ForgerWay;

/** forger_certificate: (transfer none) */
GezinCertificate *forger_certificate (ForgerWho who);

/** forger_card: (transfer none): Of Anna or her colleague, who are the only ones with cards. */
GezinCard *forger_card (ForgerWho who);

/** forger_issuer: (transfer none): Who vouches for some of them. */
GezinCertificate *forger_issuer (void);

/** forger_opens: (transfer none): Certificates for encryption: P-256, RSA, without key id, expired. */
GezinCertificate *forger_opens (guint which);
#define FORGER_N_OPENS (4)

/** forger_list: (transfer none): The issuer's revocation list; 1: one that is over; 2: one that somebody else signed; 3: one that begins later; 4: one that revokes later. */
GezinRevocationList *forger_list (guint which);
#define FORGER_N_LISTS (5)

/** forger_signer: (transfer none): Of Anna, as the program has it. */
GezinSigner *forger_signer (void);

/** forger_sign: (transfer full): What @who signs in that way, as DER. */
GBytes *forger_sign (ForgerWho who, ForgerWay way, GezinSignatureForm form, GBytes *content);

G_END_DECLS
