/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

/* Every limit of the program, in one place. Bytes unless a name says otherwise. */

#define GEZIN_KIB (1024)
#define GEZIN_MIB (1024 * 1024)

/* Values. A prose field holds some five hundred pages; a home visit takes two. */
#define GEZIN_MAX_TEXT_BYTES (4 * GEZIN_KIB)
#define GEZIN_MAX_PROSE_BYTES (2 * GEZIN_MIB)
#define GEZIN_MAX_COUNT_VALUE G_GINT64_CONSTANT (9007199254740991) /* exact in JSON */
#define GEZIN_SCALE_MAX (10)
#define GEZIN_MIN_YEAR (1800)
#define GEZIN_MAX_YEAR (2200)

/* A dossier. */
#define GEZIN_MAX_RECORDS (50000)
#define GEZIN_MAX_VERSIONS (1000000)
#define GEZIN_MAX_ITEMS_IN_SET (2000)
#define GEZIN_MAX_HEADS_IN_REGISTER (1000)
#define GEZIN_MAX_CONTEXT_ENTRIES (10000)
#define GEZIN_MAX_SAW_ENTRIES (65536)
#define GEZIN_SAW_PADDING (32)
#define GEZIN_MAX_SAW_BEHIND \
  (64) /* newest versions of one replica behind a version that was seen */
#define GEZIN_MAX_UNKNOWN_FIELDS (1024) /* different names, a process */
#define GEZIN_MAX_NAME_BYTES (64) /* of a kind, field, list or code */

/* XML from outside. */
#define GEZIN_MAX_DOSSIER_XML_BYTES (64 * GEZIN_MIB)
#define GEZIN_MAX_REFERENCE_XML_BYTES (4 * GEZIN_MIB)
#define GEZIN_MAX_XML_ELEMENTS (1200000)
#define GEZIN_MAX_XML_DEPTH (32)
#define GEZIN_MAX_XML_ATTRIBUTES (32)
#define GEZIN_MAX_XML_TEXT_BYTES (4 * GEZIN_MIB) /* one run of text */
#define GEZIN_MAX_REFERENCE_FILES (200)

/* Keys. Argon2id: memory read back from a vault is bounded both ways. */
#define GEZIN_MASTER_KEY_BYTES (32)
#define GEZIN_KDF_MIN_MEMORY (64 * GEZIN_MIB)
#define GEZIN_KDF_DEFAULT_MEMORY (256 * GEZIN_MIB)
#define GEZIN_KDF_MAX_MEMORY (1024 * GEZIN_MIB)
#define GEZIN_KDF_MIN_PASSES (2)
#define GEZIN_KDF_DEFAULT_PASSES (3)
#define GEZIN_KDF_MAX_PASSES (10)
#define GEZIN_MAX_PASSPHRASE_BYTES (1024)
#define GEZIN_MIN_PASSPHRASE_CHARACTERS (12)
#define GEZIN_MAX_VAULT_BYTES (64 * GEZIN_KIB)
#define GEZIN_FREE_TRIES (3) /* wrong passphrases before waiting starts */
#define GEZIN_MAX_WAIT_SECONDS (15 * 60) /* the longest wait between two tries */

/* Documents. */
#define GEZIN_MAX_DOCUMENT_BYTES (G_GINT64_CONSTANT (2) * 1024 * GEZIN_MIB)
#define GEZIN_DOCUMENT_CHUNK_BYTES (64 * GEZIN_KIB) /* encrypted and authenticated as one */

/* Search and lists. */
#define GEZIN_MAX_SEARCH_WORDS (16)
#define GEZIN_DEFAULT_SEARCH_RESULTS (200)
#define GEZIN_MAX_SOUND_LETTERS (64) /* of a word, by which it is found as it sounds */
#define GEZIN_MAX_SOUND_FORMS (8) /* ways to say one word */
#define GEZIN_MIN_DOSSIER_PREFIX (6) /* characters of an id that may stand for it */

/* Erasure. A line of the file of markers takes some 100 bytes. */
#define GEZIN_MAX_ERASED_FILE_BYTES (64 * GEZIN_MIB)

/* Backups. Thinning keeps all of today, then the newest of each day, week and month. */
#define GEZIN_MAX_BACKUP_MANIFEST_BYTES (64 * GEZIN_MIB)
#define GEZIN_BACKUP_CHUNK_BYTES (GEZIN_MIB) /* read and written at a time */
#define GEZIN_BACKUP_PIECE_BYTES \
  (64 * GEZIN_KIB) /* of it through SQLite's file: the most that it writes at once */
#define GEZIN_BACKUP_AGAIN_HOURS (4) /* between two automatic ones on one day */
#define GEZIN_BACKUP_KEEP_DAYS (7)
#define GEZIN_BACKUP_KEEP_WEEKS (4)
#define GEZIN_BACKUP_KEEP_MONTHS (12)
#define GEZIN_BACKUP_OLD_DAYS (7)
#define GEZIN_DRILL_OLD_DAYS (92)

/* The command. */
#define GEZIN_MAX_BATCH_LINE_BYTES (4 * GEZIN_MIB)

/* Bundles and cards. */
#define GEZIN_MAX_BUNDLE_BYTES (256 * GEZIN_MIB)
#define GEZIN_MAX_CONTAINER_BYTES (255 * GEZIN_MIB) /* its envelope takes a thousandth more */
#define GEZIN_MAX_BUNDLE_DOCUMENT_BYTES (100 * GEZIN_MIB)
#define GEZIN_MAX_BUNDLE_ENTRIES (1000)
#define GEZIN_MAILBOX_SECONDS (60) /* of one step, after which it counts as gone */
#define GEZIN_MAILBOX_BYTES_A_SECOND (32 * GEZIN_KIB) /* a step that carries much may take longer */
#define GEZIN_BUNDLE_DAYS (30) /* after which a bundle is not taken in any more */
#define GEZIN_RECEIPT_DAYS (366) /* of a receipt or a recall, which bring nothing */
#define GEZIN_MAX_BUNDLE_MANIFEST_BYTES (GEZIN_MIB) /* ours, and that of the signature */
#define GEZIN_MAX_SIGNATURE_BYTES (64 * GEZIN_KIB)
#define GEZIN_MAX_RECIPIENTS (8) /* keys that open one bundle: all of one peer */
#define GEZIN_MAX_CERTIFICATE_BYTES (16 * GEZIN_KIB)
#define GEZIN_MAX_CERTIFICATES (8) /* in a signature */
#define GEZIN_MAX_REVOCATION_LIST_BYTES (16 * GEZIN_MIB)
#define GEZIN_MAX_ISSUED_BYTES (256 * GEZIN_KIB) /* what an issuer answers: a few certificates */
#define GEZIN_MAX_ISSUED_CERTIFICATES (32)
#define GEZIN_MIN_RSA_BITS (2048)
#define GEZIN_MAX_RSA_BITS (8192)
#define GEZIN_MAX_CARD_BYTES (64 * GEZIN_KIB)
#define GEZIN_MAX_CARD_CERTIFICATES (4) /* of one sort on one card */
#define GEZIN_CERTIFICATE_DAYS (3 * 365)
#define GEZIN_CLOCK_SLACK_SECONDS (24 * 60 * 60) /* by which a sender's clock may be ahead */
