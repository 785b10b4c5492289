/* SPDX-License-Identifier: EUPL-1.2 */

/* The tables of format 1, each with its columns explained. Never edited: what
 * comes later comes by a later migration.
 *
 * Ids of 16 bytes are UUIDs. `key` columns are small numbers of this store
 * alone. Instants are microseconds since 1970 in UTC. Replica and commit ids
 * are 64 random bits, kept as SQLite's signed integers. */

#include "store/migrations-private.h"

const char gezin_schema_1[]
    /* What is true of the store as a whole, as text: name, organisation and role of its owner;
     * incarnation (hex); place (machine, device and inode of the database at the last opening);
     * created (instant). */
    = "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

      /* One row a dossier: what the list shows. All but key and id follows from head. */
      "CREATE TABLE dossier ("
      " key INTEGER PRIMARY KEY,"
      " id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),"
      " name TEXT,"
      " reference TEXT," /* the team's own number of it */
      " stage TEXT," /* code of the workflow's step */
      " opened TEXT," /* ISO dates, perhaps partial */
      " closed TEXT,"
      " due TEXT,"
      " changed INTEGER NOT NULL" /* instant of the last change here */
      ") STRICT;"
      "CREATE INDEX dossier_by_reference ON dossier (reference) WHERE reference IS NOT NULL;"

      /* One act of one person. The attributes are NULL where a sender did not give them. */
      "CREATE TABLE \"commit\" ("
      " key INTEGER PRIMARY KEY," /* in the order in which they were stored here */
      " dossier INTEGER NOT NULL REFERENCES dossier,"
      " id INTEGER NOT NULL,"
      " time INTEGER NOT NULL,"
      " author TEXT,"
      " role TEXT,"
      " organisation TEXT,"
      " why TEXT,"
      " own INTEGER NOT NULL," /* 1: made here by a person, so that it can be undone */
      " is_undo INTEGER NOT NULL," /* 1: it undoes */
      " undoes INTEGER," /* of an undo: the id of the commit it undoes */
      " UNIQUE (dossier, id)"
      ") STRICT;"
      "CREATE INDEX commit_own ON \"commit\" (dossier, key) WHERE own = 1 AND is_undo = 0;"
      "CREATE INDEX commit_undoing ON \"commit\" (dossier, undoes) WHERE undoes IS NOT NULL;"

/* A version: one write of one register. head and past have the same columns. */
#define VERSION_COLUMNS \
  " dossier INTEGER NOT NULL," \
  " record BLOB NOT NULL CHECK (length (record) = 16)," \
  " field TEXT NOT NULL," /* its name on the wire */ \
  " item TEXT NOT NULL," /* of a set; else empty */ \
  " replica INTEGER NOT NULL," /* the dot: which replica wrote it, */ \
  " n INTEGER NOT NULL," /* and as its how-manieth write of the register */ \
  " kind TEXT NOT NULL," /* of the record */ \
  " value TEXT," /* canonical text; NULL: none, or out of the set */ \
  " over BLOB," /* what its author had seen; NULL: nothing */ \
  " \"commit\" INTEGER NOT NULL REFERENCES \"commit\"," \
  " origin TEXT," /* whose content, when not the commit's */ \
  " saw BLOB," /* of a removal: what was seen, 8 bytes each */ \
  " erased INTEGER NOT NULL CHECK (erased IN (0, 1))," /* 1: an erasure marker */ \
  " PRIMARY KEY (dossier, record, field, item, replica, n)" \
  ") STRICT, WITHOUT ROWID;"

      /* What nothing supersedes: the dossiers as they are. */
      "CREATE TABLE head (" VERSION_COLUMNS
      /* What was written over, for history and undo. */
      "CREATE TABLE past (" VERSION_COLUMNS
      "CREATE INDEX past_marker ON past (dossier) WHERE erased = 1;"

      /* Records that are gone for ever: no version of them is taken in again. */
      "CREATE TABLE erased ("
      " dossier INTEGER NOT NULL REFERENCES dossier,"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " time INTEGER NOT NULL," /* when it was erased here */
      " PRIMARY KEY (dossier, record)"
      ") STRICT, WITHOUT ROWID;"

      /* As whom this store writes: one id for one incarnation, one dossier, one UTC day. */
      "CREATE TABLE replica ("
      " dossier INTEGER NOT NULL REFERENCES dossier,"
      " id INTEGER NOT NULL,"
      " incarnation INTEGER NOT NULL," /* of the store, 64 random bits */
      " day INTEGER NOT NULL," /* whole UTC days since 1970 */
      " spent INTEGER NOT NULL," /* 1: somebody knows more of it than is here; never used again */
      " PRIMARY KEY (dossier, id)"
      ") STRICT, WITHOUT ROWID;"
      "CREATE UNIQUE INDEX replica_of_day ON replica (dossier, incarnation, day) WHERE spent = 0;"

      /* The audit. hash is the SHA-256 of the hash before and of this row (audit.c). */
      "CREATE TABLE event ("
      " number INTEGER PRIMARY KEY," /* from 1, without gaps */
      " time INTEGER NOT NULL,"
      " who TEXT NOT NULL,"
      " role TEXT NOT NULL,"
      " action TEXT NOT NULL," /* a stable code */
      " dossier BLOB," /* id; it may be gone */
      " subject TEXT," /* ids of records or persons, or the words of a search */
      " ground TEXT," /* on which ground */
      " detail TEXT," /* counts and codes */
      " program TEXT NOT NULL," /* version of the program */
      " hash BLOB NOT NULL CHECK (length (hash) = 32)"
      ") STRICT;"
      "CREATE INDEX event_of_dossier ON event (dossier) WHERE dossier IS NOT NULL;"
      "CREATE TRIGGER event_only_grows BEFORE INSERT ON event"
      " WHEN NEW.number IS NOT (SELECT coalesce (max (number), 0) + 1 FROM event)"
      " BEGIN SELECT RAISE (ABORT, 'the audit has no gaps'); END;"
      "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event"
      " BEGIN SELECT RAISE (ABORT, 'the audit is never changed'); END;"
      "CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event"
      " BEGIN SELECT RAISE (ABORT, 'the audit is never shortened'); END;"

      /* What somebody typed and did not commit. By id: the dossier may not exist yet. */
      "CREATE TABLE draft ("
      " dossier BLOB NOT NULL,"
      " record BLOB NOT NULL,"
      " kind TEXT NOT NULL,"
      " time INTEGER NOT NULL," /* of the last keystroke kept */
      " edits BLOB NOT NULL," /* packed (pack.c) */
      " PRIMARY KEY (dossier, record)"
      ") STRICT, WITHOUT ROWID;"

      /* Records set aside on import, with what came. */
      "CREATE TABLE parked ("
      " dossier BLOB NOT NULL,"
      " record BLOB NOT NULL,"
      " kind TEXT NOT NULL,"
      " reason TEXT NOT NULL," /* a stable code */
      " time INTEGER NOT NULL,"
      " versions BLOB NOT NULL," /* packed */
      " PRIMARY KEY (dossier, record)"
      ") STRICT, WITHOUT ROWID;"

      /* Versions refused as forged or forked: both are kept, for who looks into it. */
      "CREATE TABLE aside ("
      " key INTEGER PRIMARY KEY,"
      " dossier BLOB NOT NULL,"
      " record BLOB NOT NULL,"
      " reason TEXT NOT NULL," /* a stable code */
      " time INTEGER NOT NULL,"
      " theirs BLOB NOT NULL," /* packed */
      " ours BLOB," /* packed: what it clashes with; NULL: nothing */
      " UNIQUE (dossier, record, theirs)" /* the same once */
      ") STRICT;"

      /* One row for each record with text to be found; rebuildable. */
      "CREATE TABLE search_record ("
      " key INTEGER PRIMARY KEY," /* of its row in search */
      " dossier INTEGER NOT NULL REFERENCES dossier,"
      " record BLOB NOT NULL,"
      " kind TEXT NOT NULL,"
      " UNIQUE (dossier, record)"
      ") STRICT;"
      /* Its words, without diacritics; the text itself stays in head alone. names: names of people,
       * bodies and places, and numbers; they weigh more. */
      "CREATE VIRTUAL TABLE search USING fts5 ("
      " names, words, content = '', contentless_delete = 1,"
      " tokenize = 'unicode61 remove_diacritics 2');"
      "INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 1.0)');";
