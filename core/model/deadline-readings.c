/* SPDX-License-Identifier: EUPL-1.2 */

/* Days on which something must be done, in order. */

#include "model/deadline-readings.h"

#include <string.h>

void
gezin_deadline_free (GezinDeadline *deadline)
{
  g_free (deadline->due);
  g_free (deadline->until);
  g_free (deadline->detail);
  g_free (deadline->title);
  g_free (deadline->sentence);
  g_clear_pointer (&deadline->reference, g_ref_string_release);
  g_clear_pointer (&deadline->name, g_ref_string_release);
  g_free (deadline);
}

int
gezin_deadline_compare (gconstpointer a, gconstpointer b)
{
  const GezinDeadline *first = *(GezinDeadline *const *) a;
  const GezinDeadline *second = *(GezinDeadline *const *) b;
  int order = strcmp (first->due, second->due);

  if (order == 0)
    order = gezin_uuid_compare (&first->dossier, &second->dossier);
  if (order == 0)
    order = strcmp (first->code, second->code);
  if (order == 0)
    order = gezin_uuid_compare (&first->record, &second->record);
  return order != 0 ? order : g_strcmp0 (first->detail, second->detail);
}

gboolean
gezin_deadline_is_told (const GezinDeadline *deadline, const char *day)
{
  return deadline->until == NULL || strcmp (deadline->until, day) >= 0;
}

gboolean
gezin_deadline_may_go (const GezinDeadline *deadline)
{
  return strcmp (deadline->code, GEZIN_DEADLINE_RETENTION) == 0;
}

gboolean
gezin_deadline_is_late (const GezinDeadline *deadline, const char *day)
{
  return !gezin_deadline_may_go (deadline) && strcmp (deadline->due, day) < 0;
}

GPtrArray *
gezin_deadlines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_deadline_free);
}
