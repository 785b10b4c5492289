/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/output.h"

G_BEGIN_DECLS

/** gezin_manual_page: The section COMMANDS of gezin.1, in English, from the table of commands. */
void gezin_manual_page (GezinOutput *output);

/** gezin_manual_completion: The completion for bash, whole, from the same table. */
void gezin_manual_completion (GezinOutput *output);

G_END_DECLS
