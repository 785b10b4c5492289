/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"

G_BEGIN_DECLS

#define GEZIN_DEADLINE_RETENTION "retention" /* the code of what may go */

/** GezinDeadline: A day on which something must be done. */
typedef struct {
  GezinUuid dossier;
  char *due; /* ISO day */
  char *until; /* (nullable): ISO day, the last on which it is told; %NULL: until it is done */
  const char *code; /* stable, interned: of the list `deadline`, or `step` */
  char *detail; /* (nullable): of a step the template and the step, `integral/plan` */
  char *title; /* (nullable): of the record; %NULL: it is known by its kind alone */
  char *sentence; /* (nullable): made of these in the reader's language, when it is read */
  GezinUuid record; /* where to go */
  GRefString *reference; /* (nullable): of the dossier; in a list over all of them */
  GRefString *name; /* (nullable) */
  gboolean is_overdue; /* in a list as of a day */
} GezinDeadline;

void gezin_deadline_free (GezinDeadline *deadline);

/** gezin_deadline_compare: The earliest first; of one day by dossier, code and record. For g_ptr_array_sort(). */
int gezin_deadline_compare (gconstpointer a, gconstpointer b);

/** gezin_deadline_is_told: Whether it still is on @day, an ISO day. */
gboolean gezin_deadline_is_told (const GezinDeadline *deadline, const char *day);

/** gezin_deadline_may_go: Whether it says from when something may go, which is never too late: no law says by when. */
gboolean gezin_deadline_may_go (const GezinDeadline *deadline);

/** gezin_deadline_is_late: Whether it should have been done before @day, an ISO day. */
gboolean gezin_deadline_is_late (const GezinDeadline *deadline, const char *day);

/** gezin_deadlines_new: (transfer full): An empty array that frees its deadlines. */
GPtrArray *gezin_deadlines_new (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDeadline, gezin_deadline_free)

G_END_DECLS
