/* SPDX-License-Identifier: EUPL-1.2 */

/* All commands, in the order in which they are told about. */

#include "gezin/table.h"

static const GezinCommand *const families[] = { gezin_table_store,    gezin_table_dossiers,
                                                gezin_table_casework, gezin_table_versions,
                                                gezin_table_sharing,  gezin_table_keeping };

const GezinCommand *
gezin_commands (void)
{
  static GArray *all = NULL;

  if (all != NULL)
    return (const GezinCommand *) (gconstpointer) all->data;
  all = g_array_new (TRUE, TRUE, sizeof (GezinCommand));
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    for (const GezinCommand *row = families[i]; row->name != NULL; row++)
      g_array_append_val (all, *row);
  return (const GezinCommand *) (gconstpointer) all->data;
}
