/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"

G_BEGIN_DECLS

/** GezinDeadline: A day on which something must be done. */
typedef struct {
  GezinUuid dossier;
  char *due; /* ISO day */
  char *code; /* stable: of the list `deadline`, or `step` */
  char *sentence;
  GezinUuid record; /* where to go */
} GezinDeadline;

void gezin_deadline_free (GezinDeadline *deadline);

/** gezin_deadline_compare: The earliest first; of one day by dossier, code and record. For g_ptr_array_sort(). */
int gezin_deadline_compare (gconstpointer a, gconstpointer b);

/** gezin_deadlines_new: (transfer full): An empty array that frees its deadlines. */
GPtrArray *gezin_deadlines_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDeadline, gezin_deadline_free)

G_END_DECLS
