/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether all lists are there that the program reads. One that is not there would be a list without
 * codes: nothing due, no holidays, nothing to ask. So it is said before anything is worked out. */

#include "session/session-private.h"

/* Beside those of the fields, which the catalogue names. */
static const char *const needed[] = {
  "analysis-gap",
  "analysis-voice",
  "deadline",
  "erasure-reason",
  "holiday",
  "indicator",
  "intervention",
  "intervention-degree",
  "legal-actor",
  "legal-age",
  "legal-term",
  "monitor-measure",
  "monitor-published",
  "monitor-setting",
  "name-prefix",
  "retention",
  "retention-start",
  "sensitivity",
  "sharing-advice",
  "sharing-authority",
  "sharing-bsn",
  "sharing-check",
  "sharing-decider",
  "sharing-kind",
  "sharing-law",
  "sharing-purpose",
  "sharing-representative",
  "sound-class",
  "sound-distance",
  "sound-mark",
  "sound-name",
  "sound-prefix",
  "sound-script",
  "sound-spelling",
  "special-category",
  "term-lengthened",
  "workflow",
  "workflow-phase",
  "workflow-role",
};

static gboolean
check_list (GezinReference *reference, const char *name, GError **error)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, name, NULL);

  if (list != NULL)
    return TRUE;
  g_set_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_MISSING, "list %s is not there",
               name);
  return FALSE;
}

gboolean
gezin_session_check_lists (GezinReference *reference, GError **error)
{
  for (GezinKind kind = GEZIN_KIND_NONE; kind < GEZIN_N_KINDS; kind++)
    {
      guint n_fields;
      const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

      for (guint i = 0; i < n_fields; i++)
        if (fields[i]->list != NULL && !check_list (reference, fields[i]->list, error))
          return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!check_list (reference, needed[i], error))
      return FALSE;
  return TRUE;
}
