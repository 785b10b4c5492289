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

      /* How the names of a record sound; beside the search index, rebuildable as that is. */
      "CREATE TABLE sound ("
      " code TEXT NOT NULL,"
      " search_record INTEGER NOT NULL," /* key of its row there */
      " PRIMARY KEY (code, search_record)"
      ") STRICT, WITHOUT ROWID;"
      "CREATE INDEX sound_of_record ON sound (search_record);"

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
      " n_documents INTEGER NOT NULL"
      ") STRICT;"

      /* The first day on which the terms of retention let something go; follows from head. */
      "ALTER TABLE dossier ADD COLUMN keep_until TEXT;"
      /* The dossier that leads those it was joined with; NULL: it stands alone. Follows from head. */
      "ALTER TABLE dossier ADD COLUMN joined BLOB;"
      /* Instant at which all of it was erased; the row stays, so that nothing of it is taken in again. */
      "ALTER TABLE dossier ADD COLUMN erased INTEGER;";
