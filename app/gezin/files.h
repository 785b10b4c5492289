/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/command.h"

G_BEGIN_DECLS

/** GezinFilesNext: (transfer full): The bytes of dossier @position. */
typedef GBytes *(*GezinFilesNext) (GezinCall *call, guint position, gpointer data, GError **error);

/**
 * gezin_files_load_many:
 *
 * Loads @n_files dossiers one after the other; if one fails, none is taken in.
 *
 * Returns: (transfer full) (element-type GezinLoadReport)
 */
GPtrArray *gezin_files_load_many (GezinCall *call, guint n_files, GezinFilesNext next,
                                  gpointer data, GError **error);

/** gezin_files_answer: Prints what @reports say, as `load` does. */
void gezin_files_answer (GezinCall *call, GPtrArray *reports);

G_END_DECLS
