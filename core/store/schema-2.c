/* SPDX-License-Identifier: EUPL-1.2 */

/* What format 2 adds: documents, names by their sound, erasure, joined
 * dossiers. Never edited once it is out: what comes later comes by a later
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
      "CREATE INDEX dossier_by_joined ON dossier (joined) WHERE joined IS NOT NULL;";
