/* SPDX-License-Identifier: EUPL-1.2 */

/* Why something from outside was refused: each code with its stable name and its sentence.
 *
 * Invariant: every code stands here once; the test walks the whole range. */

#include "wire/wire-error.h"

#include <glib/gi18n.h>

typedef struct {
  GezinWireError code;
  const char *reason;
  const char *sentence;
} Row;

static const Row rows[] = {
  { GEZIN_WIRE_ERROR_TOO_LARGE, "dossier-too-large",
    N_ ("This file is too large to be a dossier.") },
  { GEZIN_WIRE_ERROR_XML, "no-xml",
    N_ ("This file is not a dossier that we can read, so nothing was changed.") },
  { GEZIN_WIRE_ERROR_SCHEMA, "no-dossier",
    N_ ("This file is not a dossier that we can read, so nothing was changed.") },
  { GEZIN_WIRE_ERROR_NEWER, "newer",
    N_ ("This file was made by a newer version of the program. Install that version.") },
  { GEZIN_WIRE_ERROR_VERSIONS, "versions",
    N_ ("The versions in this file are not right. Ask the sender for it again.") },

  { GEZIN_WIRE_ERROR_BUNDLE_TOO_LARGE, "bundle-too-large",
    N_ ("This file is empty, or too large to be a bundle.") },
  { GEZIN_WIRE_ERROR_ENVELOPE_BYTES, "envelope-bytes",
    N_ ("This is not a bundle, or it is damaged. Ask the sender for it again.") },
  { GEZIN_WIRE_ERROR_ENVELOPE_TYPE, "envelope-type",
    N_ ("This file is protected in another way than our bundles are, so it was refused.") },
  { GEZIN_WIRE_ERROR_ENVELOPE_CIPHER, "envelope-cipher",
    N_ ("This bundle is encrypted in a way that we do not accept.") },
  { GEZIN_WIRE_ERROR_ENVELOPE_TAG, "envelope-tag",
    N_ ("The seal of this bundle is too short to be trusted.") },
  { GEZIN_WIRE_ERROR_ENVELOPE_RECIPIENT, "envelope-recipient",
    N_ ("The key of this bundle was locked in a way that we do not accept.") },
  { GEZIN_WIRE_ERROR_NOT_FOR_US, "not-for-us",
    N_ ("This bundle is meant for somebody else: it cannot be opened with the keys here.") },
  { GEZIN_WIRE_ERROR_ENVELOPE_OPEN, "envelope-open",
    N_ ("This bundle was damaged or changed on its way. Ask the sender for it again.") },

  { GEZIN_WIRE_ERROR_ZIP, "zip",
    N_ ("What is in the bundle cannot be read: its table of contents is not right.") },
  { GEZIN_WIRE_ERROR_ZIP_COUNT, "zip-count", N_ ("There are too many files in the bundle.") },
  { GEZIN_WIRE_ERROR_ZIP_NAME, "zip-name",
    N_ ("There is a file in the bundle that does not belong there.") },
  { GEZIN_WIRE_ERROR_ZIP_TWICE, "zip-twice", N_ ("A file is in the bundle twice.") },
  { GEZIN_WIRE_ERROR_ZIP_METHOD, "zip-method",
    N_ ("A file in the bundle is packed in a way that we do not accept.") },
  { GEZIN_WIRE_ERROR_ZIP_LINK, "zip-link",
    N_ ("There is something in the bundle that is not an ordinary file.") },
  { GEZIN_WIRE_ERROR_ZIP_HIDDEN, "zip-hidden", N_ ("There is something hidden in the bundle.") },
  { GEZIN_WIRE_ERROR_ZIP_CONTENT, "zip-content",
    N_ ("A file in the bundle is damaged, or its size is not what the bundle says.") },
  { GEZIN_WIRE_ERROR_ZIP_ENTRY_SIZE, "zip-entry-size",
    N_ ("A file in the bundle is larger than we accept.") },
  { GEZIN_WIRE_ERROR_ZIP_MISSING, "zip-missing", N_ ("The bundle is not complete.") },
  { GEZIN_WIRE_ERROR_MIMETYPE, "mimetype", N_ ("This is not a signed container of ours.") },

  { GEZIN_WIRE_ERROR_SIGNATURE_BYTES, "signature-bytes", N_ ("The signature cannot be read.") },
  { GEZIN_WIRE_ERROR_SIGNATURE_TYPE, "signature-type",
    N_ ("There is something else in the place of the signature.") },
  { GEZIN_WIRE_ERROR_SIGNATURE_CONTENT, "signature-content",
    N_ ("The signature is of something else than it should be.") },
  { GEZIN_WIRE_ERROR_SIGNATURE_SIGNERS, "signature-signers",
    N_ ("The signature must be of one person; this one is not.") },
  { GEZIN_WIRE_ERROR_SIGNATURE_ALGORITHM, "signature-algorithm",
    N_ ("The signature was made in a way that is too weak to be trusted.") },
  { GEZIN_WIRE_ERROR_SIGNATURE_BINDING, "signature-binding",
    N_ ("The signature does not say with which certificate it was made.") },
  { GEZIN_WIRE_ERROR_SIGNATURE_WRONG, "signature-wrong",
    N_ ("The signature is wrong: this was changed after it was signed.") },

  { GEZIN_WIRE_ERROR_CERTIFICATE, "certificate",
    N_ ("The sender's certificate is missing or cannot be read.") },
  { GEZIN_WIRE_ERROR_CERTIFICATE_WEAK, "certificate-weak",
    N_ ("The sender's key is too weak to be trusted.") },
  { GEZIN_WIRE_ERROR_CERTIFICATE_USAGE, "certificate-usage",
    N_ ("The sender's certificate is not meant for this.") },
  { GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN, "certificate-unknown",
    N_ ("The sender is nobody whose card was confirmed here.") },
  { GEZIN_WIRE_ERROR_CERTIFICATE_EXPIRED, "certificate-expired",
    N_ ("The certificate has expired.") },
  { GEZIN_WIRE_ERROR_CERTIFICATE_NOT_YET, "certificate-not-yet",
    N_ ("The certificate is not valid yet. Look whether the clock of this computer is right.") },
  { GEZIN_WIRE_ERROR_CERTIFICATE_REVOKED, "certificate-revoked",
    N_ ("The certificate was revoked.") },
  { GEZIN_WIRE_ERROR_REVOCATION_LIST, "revocation-list",
    N_ ("The list of revoked certificates cannot be trusted.") },

  { GEZIN_WIRE_ERROR_ASIC_MANIFEST, "asic-manifest",
    N_ ("The list of what was signed is not in the right form.") },
  { GEZIN_WIRE_ERROR_DIGEST, "digest",
    N_ ("A part of the bundle was changed after it was signed.") },
  { GEZIN_WIRE_ERROR_UNREFERENCED, "unreferenced",
    N_ ("A part of the bundle was added or taken away after it was signed.") },
  { GEZIN_WIRE_ERROR_MANIFEST, "manifest", N_ ("The bundle does not say properly what it is.") },
  { GEZIN_WIRE_ERROR_PARTS, "parts", N_ ("The bundle holds other parts than it says.") },
  { GEZIN_WIRE_ERROR_SENDER, "sender",
    N_ ("The bundle names another sender than the one who signed it.") },
  { GEZIN_WIRE_ERROR_ADDRESSEE, "addressee",
    N_ ("This bundle was made for somebody else and passed on to you. It was refused.") },
  { GEZIN_WIRE_ERROR_BUNDLE_EXPIRED, "bundle-expired",
    N_ ("This bundle is too old. Ask the sender for a new one.") },
  { GEZIN_WIRE_ERROR_BUNDLE_NOT_YET, "bundle-not-yet",
    N_ ("This bundle was made in the future. One of the two clocks is wrong.") },
  { GEZIN_WIRE_ERROR_OTHER_DOSSIER, "other-dossier",
    N_ ("The dossier in the bundle is another than the bundle says.") },
  { GEZIN_WIRE_ERROR_DOCUMENT, "document",
    N_ ("There is a document in the bundle that does not belong to the dossier.") },

  { GEZIN_WIRE_ERROR_LIST, "list-unreadable",
    N_ ("This file is no list of revoked certificates. Nothing was changed.") },
  { GEZIN_WIRE_ERROR_LIST_TOO_LARGE, "list-too-large",
    N_ ("This file is larger than a list of revoked certificates can be. Nothing was changed.") },
  { GEZIN_WIRE_ERROR_LIST_PARTIAL, "list-partial",
    N_ ("This list tells only a part of what was revoked. Ask for the whole list; nothing was "
        "changed.") },
  { GEZIN_WIRE_ERROR_LIST_ENDLESS, "list-endless",
    N_ ("This list does not say until when it counts, so nobody could tell when it is too old. "
        "Nothing was changed.") },
  { GEZIN_WIRE_ERROR_LIST_WEAK, "list-weak",
    N_ ("This list was signed in a way that is too weak to be trusted. Nothing was changed.") },
  { GEZIN_WIRE_ERROR_LIST_SIGNATURE, "list-signature",
    N_ ("This list was not signed by the issuer that it names, or was changed after that. Nothing "
        "was changed here.") },

  { GEZIN_WIRE_ERROR_CARD, "card", N_ ("This file is not a card.") },
  { GEZIN_WIRE_ERROR_CARD_SIGNER, "card-signer",
    N_ ("This card was not signed by its own holder. It was refused.") },

  { GEZIN_WIRE_ERROR_CARD_ISSUERS, "card-issuers",
    N_ ("The certificates on this card are not from the issuers on it. It was refused.") },

  { GEZIN_WIRE_ERROR_ISSUED, "issued-unreadable",
    N_ ("There is no certificate in this file. Your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_TOO_LARGE, "issued-too-large",
    N_ ("This file is larger than certificates can be. Your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_KEYS, "issued-other-keys",
    N_ ("These certificates are for the keys of somebody else. Your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_OLD_KEYS, "issued-old-keys",
    N_ ("These certificates are for keys that you had before. Make a new request; your card stays "
        "as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_HALF, "issued-half",
    N_ ("There must be two certificates of your keys in one file, and there is one: for signing, "
        "and for encryption. Your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_USAGE, "issued-usage",
    N_ ("A certificate is not meant for what its key is for: non-repudiation for signing, key "
        "agreement for encryption. Ask the issuer for another one; your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_KEY_ID, "issued-key-id",
    N_ ("The certificate for encryption has no subject key identifier. Ask the issuer for another "
        "one; your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_EXPIRED, "issued-expired",
    N_ ("A certificate in this file has expired. Your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_NOT_YET, "issued-not-yet",
    N_ ("A certificate in this file is not valid yet. Look whether the clock of this computer is "
        "right; your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_WEAK, "issued-weak",
    N_ ("A certificate in this file was signed in a way that is too weak to be trusted. Ask the "
        "issuer for another one; your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_CHAIN, "issued-chain",
    N_ ("The certificate of the issuer is not in this file. Ask for the whole chain in one file; "
        "your card stays as it is.") },
  { GEZIN_WIRE_ERROR_ISSUED_NAME, "issued-name",
    N_ ("A certificate names another organisation than your card, or none. Your card stays as it "
        "is.") },

  { GEZIN_WIRE_ERROR_OLD_LIBRARY, "old-library",
    N_ ("OpenSSL on this computer is too old to open bundles safely. Install its updates first.") },
  { GEZIN_WIRE_ERROR_LIBRARY, "library", N_ ("A library that we need failed.") },
};

GQuark
gezin_wire_error_quark (void)
{
  return g_quark_from_static_string ("gezin-wire-error-quark");
}

static const Row *
find_row (int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((int) rows[i].code == code)
      return &rows[i];
  return NULL;
}

const char *
gezin_wire_error_reason (int code)
{
  const Row *row = find_row (code);

  return row == NULL ? NULL : row->reason;
}

const char *
gezin_wire_error_sentence (int code)
{
  const Row *row = find_row (code);

  return row == NULL ? NULL : g_dgettext (GETTEXT_PACKAGE, row->sentence);
}
