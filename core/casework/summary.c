/* SPDX-License-Identifier: EUPL-1.2 */

/* The line by which a dossier stands in the list. */

#include "casework/summary.h"

GezinDossierRow *
gezin_summary_row (GezinView *view, gint64 changed)
{
  GezinDossier *dossier = gezin_view_dossier (view);
  GezinRecord *family = gezin_dossier_root (dossier);
  GezinDossierRow *row = g_new0 (GezinDossierRow, 1);

  row->id = *gezin_dossier_id (dossier);
  row->changed = changed;
  if (family != NULL)
    {
      row->reference = g_strdup (gezin_record_value (family, GEZIN_FIELD_FAMILY_REFERENCE));
      row->name = g_strdup (gezin_record_value (family, GEZIN_FIELD_FAMILY_NAME));
      row->opened = g_strdup (gezin_record_value (family, GEZIN_FIELD_FAMILY_OPENED));
      row->closed = g_strdup (gezin_record_value (family, GEZIN_FIELD_FAMILY_CLOSED));
    }
  return row;
}
