/* SPDX-License-Identifier: EUPL-1.2 */

/* What format 3 adds: what was worked out from a dossier, kept
 * so that a question over all dossiers need not open each. Never edited once it
 * is out: what comes later comes by a later migration. */

#include "store/migrations-private.h"

const char gezin_schema_3[]
    /* By which reference data, days and program the rows below, and `stage` and `keep_until`, were
     * worked out from the dossier with those it was joined with; another stamp, or NULL: they no
     * longer hold, and are worked out anew when they are asked for (deadlines.c). Without an index:
     * a save writes it in a row that it writes anyway. */
    = "ALTER TABLE dossier ADD COLUMN thought TEXT;"

      /* What the monitor counts (core/model/fact.h): numbers alone, nobody's words or names. */
      "CREATE TABLE fact ("
      " dossier INTEGER NOT NULL,"
      " number INTEGER NOT NULL," /* in the dossier, from 0 */
      " kind INTEGER NOT NULL,"
      " first INTEGER NOT NULL," /* Julian days */
      " last INTEGER NOT NULL,"
      " amount INTEGER NOT NULL,"
      " PRIMARY KEY (dossier, number)"
      ") STRICT, WITHOUT ROWID;"

      /* What is due. Of the dossier that leads (deadlines.c). */
      "CREATE TABLE deadline ("
      " dossier INTEGER NOT NULL,"
      " number INTEGER NOT NULL," /* in the dossier, from 0 */
      " due TEXT NOT NULL," /* ISO day */
      " until TEXT," /* the last day on which it is told; NULL: until it is done */
      " code TEXT NOT NULL,"
      " detail TEXT,"
      " title TEXT,"
      " record BLOB NOT NULL CHECK (length (record) = 16),"
      " PRIMARY KEY (dossier, number)"
      ") STRICT, WITHOUT ROWID;";
