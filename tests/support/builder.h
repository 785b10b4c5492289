/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/* Small dossiers for tests, from a text with one act a line:
 *
 *   family f name='De Vries' opened=2026-01-05
 *   person jan given-names=Jan birth-date=2014-05-01
 *   person els birth-date=1985
 *   relation r from=@els to=@jan type=biological-parent bond=close,conflict
 *
 *   KIND NAME FIELD=VALUE…    a new record, in one commit; without a field it gets source-party=test
 *   edit NAME FIELD=VALUE…    a later commit that saw the fields it writes
 *   beside NAME FIELD=VALUE…  a later commit elsewhere that saw nothing: heads beside those there are
 *   erase NAME FIELD…         markers over fields (of a set: FIELD=ITEM)
 *   remove NAME               a removal that saw all heads
 *   remove-blind NAME         a removal that saw no head
 *   at 2026-03-01T12:00:00Z   from here on commits are of that time; each next one a second later
 *   from ORGANISATION         from here on commits are of that organisation; '' of nobody known
 *   # …                       nothing
 *
 * @name is a record's id, also of one that is not there; an empty VALUE clears
 * the field; in a set VALUE is items with commas, `-item` takes one out. Words
 * are quoted as in a shell. Values are written as they stand: nothing is
 * normalised or checked, so that wrong ones can be made too. Lines that are
 * wrong end the test. Ids, replicas and commits are the same each time. */

/** test_dossier: (transfer full): The dossier that @spec describes; its id is that of the first family record. */
GezinDossier *test_dossier (const char *spec);

/**
 * test_dossier_write:
 * @dossier: as it is; may be the result of test_dossier()
 * @spec: lines as above; @name may name its records
 * @written: (out) (optional) (transfer full) (element-type GezinVersion): what was written, also what was written over again
 *
 * Returns: (transfer full): @dossier with @spec done to it
 */
GezinDossier *test_dossier_write (GezinDossier *dossier, const char *spec, GPtrArray **written);

/** test_id: The id that @name stands for. */
GezinUuid test_id (const char *name);

/** test_record: (transfer none): The record called @name; it must be there. */
GezinRecord *test_record (GezinDossier *dossier, const char *name);

/** test_day: Sets @day from 2026-11-21; returns @day. */
GDate *test_day (GDate *day, const char *text);

G_END_DECLS
