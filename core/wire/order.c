/* SPDX-License-Identifier: EUPL-1.2 */

/* The order in which records are written. */

#include "wire/order-private.h"

#include <string.h>

static int
compare_kinds (gconstpointer a, gconstpointer b)
{
  return strcmp (gezin_catalogue_kind (*(const GezinKind *) a)->name,
                 gezin_catalogue_kind (*(const GezinKind *) b)->name);
}

/* A dossier has its records by id, so it is enough to take them kind by kind. */
GPtrArray *
gezin_order_records (GezinView *view, GezinKind kind)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  guint n_records = gezin_dossier_n_records (dossier);
  GPtrArray *ordered = g_ptr_array_sized_new (n_records);
  GezinKind kinds[GEZIN_N_KINDS];
  guint starts[GEZIN_N_KINDS] = { 0 };
  guint next = 0;

  for (guint i = 0; i < n_records; i++)
    starts[gezin_dossier_record (dossier, i)->kind]++;

  for (guint i = 1; i < GEZIN_N_KINDS; i++)
    kinds[i] = (GezinKind) i;
  qsort (kinds + 1, GEZIN_N_KINDS - 1, sizeof kinds[0], compare_kinds);
  for (guint i = 1; i < GEZIN_N_KINDS; i++)
    {
      guint of_kind = kind == GEZIN_KIND_NONE || kind == kinds[i] ? starts[kinds[i]] : 0;

      starts[kinds[i]] = next;
      next += of_kind;
    }

  g_ptr_array_set_size (ordered, (int) next);
  for (guint i = 0; i < n_records; i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);

      if (kind == GEZIN_KIND_NONE || kind == record->kind)
        ordered->pdata[starts[record->kind]++] = record;
    }
  return ordered;
}
