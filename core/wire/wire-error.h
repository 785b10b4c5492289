/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GEZIN_WIRE_ERROR (gezin_wire_error_quark ())
GQuark gezin_wire_error_quark (void);

/**
 * GezinWireError:
 *
 * One code for each reason to refuse what came from outside. A message about XML
 * starts with the number of a line, as in `12: a commit stands twice`; no message
 * holds text of the file. docs/bundle-format.md says which check gives which.
 */
typedef enum {
  /* Dossier XML. */
  GEZIN_WIRE_ERROR_TOO_LARGE = 401, /* more of anything than base/limits.h allows */
  GEZIN_WIRE_ERROR_XML, /* no well-formed XML of the kind we read */
  GEZIN_WIRE_ERROR_SCHEMA, /* well-formed, but no dossier */
  GEZIN_WIRE_ERROR_NEWER, /* made by a newer version */
  GEZIN_WIRE_ERROR_VERSIONS, /* dots, contexts or commits that cannot be */

  /* The envelope. */
  GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE = 411, /* or empty */
  GEZIN_WIRE_ERROR_ENVELOPE_BYTES, /* no CMS, cut off, or something after it */
  GEZIN_WIRE_ERROR_ENVELOPE_TYPE, /* CMS, but not AuthEnvelopedData */
  GEZIN_WIRE_ERROR_ENVELOPE_CIPHER, /* not AES-256-GCM with a nonce of 12 bytes */
  GEZIN_WIRE_ERROR_ENVELOPE_TAG, /* a tag of another length than 16 bytes */
  GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT, /* a recipient by another way than ours */
  GEZIN_WIRE_ERROR_NOT_FOR_US, /* no key of ours is named */
  GEZIN_WIRE_ERROR_ENVELOPE_OPEN, /* does not decrypt: damaged or forged */

  /* The container. */
  GEZIN_WIRE_ERROR_ZIP = 421, /* no ZIP, or its headers contradict each other */
  GEZIN_WIRE_ERROR_ZIP_COUNT, /* too many entries */
  GEZIN_WIRE_ERROR_ZIP_NAME, /* a name that we do not know, or out of order */
  GEZIN_WIRE_ERROR_ZIP_TWICE, /* one name twice, in whichever case */
  GEZIN_WIRE_ERROR_ZIP_METHOD, /* compressed or encrypted inside */
  GEZIN_WIRE_ERROR_ZIP_LINK, /* a link, a folder, anything but a plain file */
  GEZIN_WIRE_ERROR_ZIP_HIDDEN, /* bytes that belong to no entry: extra fields, comments, gaps */
  GEZIN_WIRE_ERROR_ZIP_CONTENT, /* a size or check sum that lies */
  GEZIN_WIRE_ERROR_ZIP_ENTRY_SIZE, /* an entry that is larger than its kind may be */
  GEZIN_WIRE_ERROR_ZIP_MISSING, /* an entry that every container has is not there */
  GEZIN_WIRE_ERROR_MIMETYPE, /* another, or not first */

  /* The signature. */
  GEZIN_WIRE_ERROR_SIGNATURE_BYTES = 441, /* no CMS in DER, or something after it */
  GEZIN_WIRE_ERROR_SIGNATURE_TYPE, /* CMS, but no SignedData */
  GEZIN_WIRE_ERROR_SIGNATURE_CONTENT, /* it carries content of its own, or a card carries none */
  GEZIN_WIRE_ERROR_SIGNATURE_SIGNERS, /* none, or several */
  GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM, /* not among those allowed */
  GEZIN_WIRE_ERROR_SIGNATURE_BINDING, /* signing-certificate-v2 missing, or of another certificate */
  GEZIN_WIRE_ERROR_SIGNATURE_WRONG, /* does not fit what is signed */

  /* The certificate. */
  GEZIN_WIRE_ERROR_CERTIFICATE = 451, /* missing or unreadable */
  GEZIN_WIRE_ERROR_CERTIFICATE_WEAK,
  GEZIN_WIRE_ERROR_CERTIFICATE_USAGE, /* not meant for this */
  GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN, /* leads to nobody whom we trust */
  GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED,
  GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET,
  GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED,
  GEZIN_WIRE_ERROR_REVOCATION_LIST, /* a list that cannot be read or was not signed by the issuer */

  /* What was signed. */
  GEZIN_WIRE_ERROR_ASIC_MANIFEST = 461, /* not in the one form that it has */
  GEZIN_WIRE_ERROR_DIGEST, /* a part is another than was signed */
  GEZIN_WIRE_ERROR_UNREFERENCED, /* a part that was not signed, or one that is signed and not there */
  GEZIN_WIRE_ERROR_MANIFEST, /* not a manifest, or not in its one form */
  GEZIN_WIRE_ERROR_PARTS, /* the manifest names other parts than there are */
  GEZIN_WIRE_ERROR_SENDER, /* the manifest names another sender than the signer */
  GEZIN_WIRE_ERROR_ADDRESSEE, /* we are not named: passed on by somebody else */
  GEZIN_WIRE_ERROR_BUNDLE_EXPIRED,
  GEZIN_WIRE_ERROR_BUNDLE_NOT_YET, /* made in the future */
  GEZIN_WIRE_ERROR_OTHER_DOSSIER, /* the dossier inside is another than the manifest names */
  GEZIN_WIRE_ERROR_DOCUMENT, /* a document that no record names, or whose name is not its digest */

  /* A revocation list that somebody takes in. */
  GEZIN_WIRE_ERROR_LIST = 474, /* none, or unreadable */
  GEZIN_WIRE_ERROR_LIST_TOO_LARGE,
  GEZIN_WIRE_ERROR_LIST_PARTIAL, /* of some certificates, reasons or issuers only, or only what changed */
  GEZIN_WIRE_ERROR_LIST_ENDLESS, /* does not say until when it counts */
  GEZIN_WIRE_ERROR_LIST_WEAK, /* signed in a way that is not allowed */
  GEZIN_WIRE_ERROR_LIST_SIGNATURE, /* not signed by who it names */

  /* A card. */
  GEZIN_WIRE_ERROR_CARD = 481, /* not a card, or not in its one form */
  GEZIN_WIRE_ERROR_CARD_SIGNER, /* signed by another key than its own */
  GEZIN_WIRE_ERROR_CARD_ISSUERS, /* its certificates do not lead to the issuers on it */

  /* What an issuer answered to our request. */
  GEZIN_WIRE_ERROR_ISSUED = 485, /* no certificate in it that can be read */
  GEZIN_WIRE_ERROR_ISSUED_TOO_LARGE,
  GEZIN_WIRE_ERROR_ISSUED_KEYS, /* of other keys than ours: an answer to somebody else */
  GEZIN_WIRE_ERROR_ISSUED_OLD_KEYS, /* of keys that were ours before */
  GEZIN_WIRE_ERROR_ISSUED_HALF, /* of one of our two keys only */
  GEZIN_WIRE_ERROR_ISSUED_USAGE, /* not meant for what the key is for */
  GEZIN_WIRE_ERROR_ISSUED_KEY_ID, /* for encryption, without the key id by which an envelope names it */
  GEZIN_WIRE_ERROR_ISSUED_EXPIRED,
  GEZIN_WIRE_ERROR_ISSUED_NOT_YET,
  GEZIN_WIRE_ERROR_ISSUED_WEAK, /* signed in a way, or by a key, that is not allowed */
  GEZIN_WIRE_ERROR_ISSUED_CHAIN, /* its issuer is not in the file */
  GEZIN_WIRE_ERROR_ISSUED_NAME, /* names another organisation, or none */

  /* This machine. */
  GEZIN_WIRE_ERROR_OLD_LIBRARY = 601, /* OpenSSL accepts forged messages */
  GEZIN_WIRE_ERROR_LIBRARY, /* a library failed for a reason of its own */
} GezinWireError;

/**
 * gezin_wire_error_reason:
 *
 * The stable name of @code, such as `not-for-us`; %NULL if it is no code of this
 * room.
 */
const char *gezin_wire_error_reason (int code);

/** gezin_wire_error_sentence: What @code means, in the reader's language; %NULL if it is no code of this room. */
const char *gezin_wire_error_sentence (int code);

G_END_DECLS
