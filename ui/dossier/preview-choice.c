/* SPDX-License-Identifier: EUPL-1.2 */

/* To whom something could go, and for what most likely. */

#include "dossier/preview-choice.h"

#include "dossier/reading.h"

static int
rvt_first (gconstpointer a, gconstpointer b)
{
  const GezinRecord *one = *(GezinRecord *const *) a, *other = *(GezinRecord *const *) b;
  const char *first = gezin_record_value (one, GEZIN_FIELD_ORGANISATION_ACTS_IN_RVT);
  const char *second = gezin_record_value (other, GEZIN_FIELD_ORGANISATION_ACTS_IN_RVT);
  gboolean is_first = g_strcmp0 (first, "true") == 0, is_second = g_strcmp0 (second, "true") == 0;

  if (is_first != is_second)
    return is_first ? -1 : 1;
  return g_strcmp0 (gezin_record_value (one, GEZIN_FIELD_ORGANISATION_NAME),
                    gezin_record_value (other, GEZIN_FIELD_ORGANISATION_NAME));
}

GPtrArray *
gezin_preview_recipients (GezinDossier *dossier)
{
  GPtrArray *recipients = gezin_reading_records (dossier, GEZIN_KIND_ORGANISATION);

  g_ptr_array_sort (recipients, rvt_first);
  return recipients;
}

guint
gezin_preview_likely_purpose (GezinDossier *dossier, const GezinUuid *recipient,
                              GPtrArray *purposes)
{
  g_autoptr (GPtrArray) consents = gezin_reading_records (dossier, GEZIN_KIND_CONSENT);
  g_autofree guint *counts = g_new0 (guint, purposes->len + 1);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  guint best = 0;

  gezin_uuid_write (recipient, id);
  for (guint c = 0; c < consents->len; c++)
    for (guint i = 0; i < purposes->len; i++)
      if (g_strcmp0 (gezin_record_value (consents->pdata[c], GEZIN_FIELD_CONSENT_RECIPIENT), id)
              == 0
          && g_strcmp0 (gezin_record_value (consents->pdata[c], GEZIN_FIELD_CONSENT_PURPOSE),
                        ((const GezinChoice *) purposes->pdata[i])->code)
                 == 0)
        counts[i]++;
  for (guint i = 1; i < purposes->len; i++)
    if (counts[i] > counts[best])
      best = i;
  return best;
}
