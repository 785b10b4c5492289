/* SPDX-License-Identifier: EUPL-1.2 */

/* What format 2 adds: documents, names by their sound, erasure, joined
 * dossiers, exchange. Never edited once it is out: what comes later comes by a later
 * migration. Ids and instants are as in format 1 (schema-1.c). */

#include "store/migrations-private.h"

const char gezin_schema_2[]
    /* A file that was attached; it lies encrypted under documents/ (documents.c). */
    = "CREATE TABLE document ("
      " key INTEGER PRIMARY KEY,"
      " digest TEXT NOT NULL UNIQUE CHECK (length (digest) = 64)," /* SHA-256 of the file, hex */
      " name TEXT NOT NULL UNIQUE," /* under which it lies in documents/: a keyed digest */
      " secret BLOB NOT NULL CHECK (length (secret) = 32)," /* the key of this file alone */
      " bytes INTEGER NOT NULL," /* of the file itself */
      " stored INTEGER NOT NULL," /* of what lies in documents/ */
      " mime TEXT NOT NULL," /* as its first bytes look */
      " added INTEGER NOT NULL" /* instant */
      ") STRICT;"

      /* Each word of a name that stands anywhere, once; beside the search index, rebuildable as that is. */
      "CREATE TABLE name_word ("
      " key INTEGER PRIMARY KEY,"
      " word TEXT NOT NULL UNIQUE," /* as written, in lower case */
      " folded TEXT NOT NULL" /* without diacritics */
      ") STRICT;"
      "CREATE INDEX name_word_by_folded ON name_word (folded);"
      /* How it sounds: one or a few codes (core/reference/sounds.h). */
      "CREATE TABLE name_code ("
      " code TEXT NOT NULL,"
      " word INTEGER NOT NULL REFERENCES name_word ON DELETE CASCADE,"
      " PRIMARY KEY (code, word)"
      ") STRICT, WITHOUT ROWID;"
      "CREATE INDEX name_code_of_word ON name_code (word);"
      /* Which record has which. */
      "CREATE TABLE sound ("
      " word INTEGER NOT NULL REFERENCES name_word,"
      " search_record INTEGER NOT NULL," /* key of its row there */
      " PRIMARY KEY (word, search_record)"
      ") STRICT, WITHOUT ROWID;"
      "CREATE INDEX sound_of_record ON sound (search_record);"
      /* A word that nothing uses any more is personal data of nobody who is here: it goes at once. */
      "CREATE TRIGGER name_word_unused AFTER DELETE ON sound"
      " WHEN NOT EXISTS (SELECT 1 FROM sound WHERE word = OLD.word)"
      " BEGIN DELETE FROM name_word WHERE key = OLD.word; END;"

      /* What was erased, without any of its content: the register of erasures. */
      "CREATE TABLE erasure ("
      " number INTEGER PRIMARY KEY,"
      " time INTEGER NOT NULL,"
      " dossier BLOB NOT NULL,"
      " record BLOB," /* NULL: the whole dossier */
      " kind TEXT,"
      " law TEXT," /* under which it was kept: a code */
      " reason TEXT NOT NULL," /* a code */
      " n_versions INTEGER NOT NULL,"
      " n_documents INTEGER NOT NULL,"
      " who TEXT NOT NULL," /* who did it */
      " request BLOB" /* record of the family's request that it answers */
      ") STRICT;"
      /* Markers that came from outside for a dossier that is not here; when it comes they hold. */
      "CREATE TABLE awaited_marker ("
      " dossier BLOB NOT NULL CHECK (length (dossier) = 16),"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " time INTEGER NOT NULL,"
      " PRIMARY KEY (dossier, record)"
      ") STRICT, WITHOUT ROWID;"

      /* The first day on which the terms of retention let something go; follows from head. */
      "ALTER TABLE dossier ADD COLUMN keep_until TEXT;"
      /* The instant of its last change as far as this store can know, also when the clock was put back. */
      "ALTER TABLE dossier ADD COLUMN last_change INTEGER;"
      /* Of an own commit, when the clock was behind: the latest instant that had been seen here. */
      "ALTER TABLE \"commit\" ADD COLUMN not_before INTEGER;"
      "CREATE INDEX commit_late ON \"commit\" (dossier) WHERE not_before IS NOT NULL;"
      /* The dossier that leads those it was joined with; NULL: it stands alone. Follows from head. */
      "ALTER TABLE dossier ADD COLUMN joined BLOB;"
      /* Instant at which all of it was erased; the row stays, so that nothing of it is taken in again. */
      "ALTER TABLE dossier ADD COLUMN erased INTEGER;"

      /* Which dossiers say of themselves that they are of one family with which (same-as of their
       * roots); the second need not be here. Follows from head (joined.c). */
      "CREATE TABLE link ("
      " source BLOB NOT NULL CHECK (length (source) = 16),"
      " target BLOB NOT NULL CHECK (length (target) = 16),"
      " PRIMARY KEY (source, target)"
      ") STRICT, WITHOUT ROWID;"
      "CREATE INDEX link_by_target ON link (target);"
      "CREATE INDEX dossier_by_joined ON dossier (joined) WHERE joined IS NOT NULL;"

      /* The keys of this store, a row a set; the newest is in use, older ones open what was sealed
       * for them. */
      "CREATE TABLE own_keys ("
      " key INTEGER PRIMARY KEY,"
      " signing_secret BLOB NOT NULL," /* PKCS#8 */
      " signing_certificate BLOB NOT NULL," /* DER */
      " encryption_secret BLOB NOT NULL,"
      " encryption_certificate BLOB NOT NULL,"
      " card BLOB NOT NULL," /* what is handed to others */
      " digest TEXT NOT NULL UNIQUE CHECK (length (digest) = 64)," /* SHA-256 of the card, hex */
      " made INTEGER NOT NULL"
      ") STRICT;"

      /* With whom bundles are exchanged: one row a card. */
      "CREATE TABLE peer ("
      " key INTEGER PRIMARY KEY,"
      " digest TEXT NOT NULL UNIQUE CHECK (length (digest) = 64)," /* SHA-256 of the card, hex */
      " card BLOB NOT NULL,"
      " name TEXT NOT NULL," /* as the card says */
      " organisation TEXT NOT NULL,"
      " state TEXT NOT NULL CHECK (state IN ('new', 'trusted', 'replaced', 'revoked')),"
      " role TEXT," /* confirmed here; NULL: only claimed */
      " replaces INTEGER REFERENCES peer," /* the card of the same peer that it differs from */
      " added INTEGER NOT NULL,"
      " decided INTEGER" /* when it was trusted, replaced or revoked */
      ") STRICT;"

      /* What issuers took back, the newest list of each: one row a key of an issuer. */
      "CREATE TABLE revocation_list ("
      " issuer TEXT PRIMARY KEY CHECK (length (issuer) = 64)," /* SHA-256 of its public key, hex */
      " name TEXT NOT NULL," /* of it, as its certificate says */
      " list BLOB NOT NULL," /* DER */
      " taken INTEGER NOT NULL" /* instant */
      ") STRICT, WITHOUT ROWID;"

      /* Every bundle that was made here or came here, with what was said about it since. */
      "CREATE TABLE ledger ("
      " key INTEGER PRIMARY KEY,"
      " bundle BLOB NOT NULL CHECK (length (bundle) = 16),"
      " came INTEGER NOT NULL CHECK (came IN (0, 1))," /* 0: made here */
      " kind TEXT NOT NULL," /* share, return, receipt, … */
      " peer INTEGER NOT NULL REFERENCES peer,"
      " dossier BLOB NOT NULL CHECK (length (dossier) = 16),"
      " source BLOB CHECK (length (source) = 16)," /* of advice: our dossier that it is made of */
      " incarnation INTEGER NOT NULL," /* of the sender */
      " sequence INTEGER NOT NULL," /* in the row of its sender, dossier, recipient and lane */
      " lane INTEGER NOT NULL," /* receipts count apart: 1 */
      " digest TEXT NOT NULL CHECK (length (digest) = 64)," /* SHA-256 of the signed container, hex */
      " previous TEXT," /* digest of the one before it in its row; NULL: the first */
      " purpose TEXT,"
      " made INTEGER NOT NULL,"
      " expires INTEGER,"
      " noted INTEGER NOT NULL," /* instant of this row */
      " records INTEGER NOT NULL,"
      " withheld INTEGER NOT NULL," /* stays here: counts talk */
      " state TEXT NOT NULL," /* waiting, sent; taken, refused, forked */
      " reason TEXT," /* of a refusal: a stable code */
      " file TEXT," /* in outbox/ or inbox/; NULL: none is kept */
      " sealed BLOB," /* of a receipt: the bundle itself, to be sent again */
      " answers BLOB," /* bundle that a receipt or a recall is about */
      " receipt TEXT," /* what its recipient said: a stable code */
      " receipt_at INTEGER,"
      " recalled INTEGER," /* when it was asked back */
      " recall_reason TEXT,"
      " revocation TEXT," /* what a list said of its sender when it was judged: good, stale, not-checked */
      " revocation_at INTEGER," /* when that was */
      " UNIQUE (came, bundle, digest)"
      ") STRICT;"
      "CREATE UNIQUE INDEX ledger_sequence"
      " ON ledger (came, peer, dossier, incarnation, lane, sequence)"
      " WHERE state NOT IN ('refused', 'forked');"
      "CREATE INDEX ledger_of_dossier ON ledger (dossier);"
      "CREATE INDEX ledger_answers ON ledger (answers) WHERE answers IS NOT NULL;"

      /* Files that came from a mailbox, sealed, and nobody looked at yet. */
      "CREATE TABLE arrived ("
      " file TEXT PRIMARY KEY," /* its name in inbox/ */
      " digest TEXT NOT NULL UNIQUE," /* SHA-256 of it as it came, hex */
      " bytes INTEGER NOT NULL,"
      " time INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID;"

      /* What a peer holds of our dossiers, register by register (merge.md, law 9). */
      "CREATE TABLE held ("
      " peer INTEGER NOT NULL REFERENCES peer,"
      " dossier BLOB NOT NULL CHECK (length (dossier) = 16),"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " field TEXT NOT NULL,"
      " item TEXT NOT NULL,"
      " given INTEGER NOT NULL CHECK (given IN (0, 1))," /* 1: by us; 0: it came from the peer */
      " told INTEGER NOT NULL CHECK (told IN (0, 1))," /* 1: told that it is no longer shared */
      " told_in INTEGER REFERENCES ledger," /* the last bundle that told so */
      " PRIMARY KEY (peer, dossier, record, field, item)"
      ") STRICT, WITHOUT ROWID;"

      /* Which records a bundle that was made here carried. */
      "CREATE TABLE carried ("
      " bundle INTEGER NOT NULL REFERENCES ledger,"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " PRIMARY KEY (bundle, record)"
      ") STRICT, WITHOUT ROWID;"

      /* What a peer no longer shares with us: not shown, used or sent on until a person decides. */
      "CREATE TABLE frozen ("
      " dossier BLOB NOT NULL CHECK (length (dossier) = 16),"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " field TEXT NOT NULL," /* empty: the whole record */
      " item TEXT NOT NULL,"
      " peer INTEGER NOT NULL REFERENCES peer,"
      " bundle BLOB NOT NULL," /* that said so */
      " time INTEGER NOT NULL,"
      " thawed INTEGER NOT NULL," /* when a person decided to use it all the same; 0: not */
      " thaw_reason TEXT," /* in their words: it stays here */
      " PRIMARY KEY (dossier, record, field, item, peer)"
      ") STRICT, WITHOUT ROWID;"

      /* New records that a person did not want: known by their id, and not offered again. */
      "CREATE TABLE rejected ("
      " dossier BLOB NOT NULL CHECK (length (dossier) = 16),"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " bundle BLOB NOT NULL,"
      " reason TEXT NOT NULL," /* a person's words stay here */
      " time INTEGER NOT NULL,"
      " PRIMARY KEY (dossier, record)"
      ") STRICT, WITHOUT ROWID;"

      /* Who leads a dossier since a transfer; no row: whoever made it here. */
      "CREATE TABLE lead ("
      " dossier BLOB PRIMARY KEY CHECK (length (dossier) = 16),"
      " peer INTEGER REFERENCES peer," /* NULL: this store */
      " state TEXT NOT NULL CHECK (state IN ('asked', 'offered', 'ours', 'theirs')),"
      " bundle BLOB NOT NULL,"
      " time INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID;";
