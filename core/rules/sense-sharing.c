/* SPDX-License-Identifier: EUPL-1.2 */

/* From whom something is secret. */

#include "rules/sense-private.h"

void
gezin_sense_check_sharing (GezinSense *sense)
{
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    for (guint i = 0; i < sense->present[kind]->len; i++)
      {
        const GezinRecord *record = sense->present[kind]->pdata[i];
        gboolean is_secret = GEZIN_READ_CODE (record, COMMON_SHARING, code_SECRET);
        gboolean names_nobody = GEZIN_READ_EMPTY (record, COMMON_SECRET_FROM);

        if (is_secret && names_nobody)
          gezin_sense_report (sense, record, GEZIN_FIELD_COMMON_SECRET_FROM,
                              GEZIN_RULE_SECRET_FROM_NOBODY);
        if (!names_nobody && !is_secret
            && (GEZIN_READ_EMPTY (record, COMMON_SHARING)
                || GEZIN_READ_CODE (record, COMMON_SHARING, code_NORMAL)))
          gezin_sense_report (sense, record, GEZIN_FIELD_COMMON_SHARING, GEZIN_RULE_SECRET_NOT_SET);
      }
}
