/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/command.h"

G_BEGIN_DECLS

/* The commands, a table for each family of them; the row after the last has no name. The first word
 * of a name stands in rows of one table that follow each other. */

#define GEZIN_TAKES_OPEN (GEZIN_TAKES_STORE | GEZIN_TAKES_PASSPHRASE | GEZIN_TAKES_JSON)

extern const GezinCommand gezin_table_store[];
extern const GezinCommand gezin_table_dossiers[];
extern const GezinCommand gezin_table_casework[];
extern const GezinCommand gezin_table_versions[];
extern const GezinCommand gezin_table_sharing[];
extern const GezinCommand gezin_table_keeping[];

G_END_DECLS
