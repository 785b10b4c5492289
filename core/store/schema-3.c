/* SPDX-License-Identifier: EUPL-1.2 */

/* What format 3 adds: what was worked out from a dossier when it was written,
 * so that a question over all dossiers need not open each. Never edited once it
 * is out: what comes later comes by a later migration. */

#include "store/migrations-private.h"

const char gezin_schema_3[]
    /* By which reference data and program the rows below were worked out; another stamp, or NULL:
     * they no longer hold, and are worked out anew when they are asked for (follow.c). */
    = "ALTER TABLE dossier ADD COLUMN followed TEXT;"
      "CREATE INDEX dossier_by_followed ON dossier (followed) WHERE erased IS NULL;"

      /* What the monitor counts (core/model/fact.h): numbers alone, nobody's words or names. */
      "CREATE TABLE fact ("
      " dossier INTEGER NOT NULL,"
      " number INTEGER NOT NULL," /* in the dossier, from 0 */
      " kind INTEGER NOT NULL,"
      " first INTEGER NOT NULL," /* Julian days */
      " last INTEGER NOT NULL,"
      " amount INTEGER NOT NULL,"
      " PRIMARY KEY (dossier, number)"
      ") STRICT, WITHOUT ROWID;";
