/* SPDX-License-Identifier: EUPL-1.2 */

/* Words about records and about why two of them may be one. */

#include "dossier/suspicion.h"

#include "session/display.h"

char *
gezin_suspicion_line (GezinSession *session, const GezinDossier *dossier, const GezinRecord *record)
{
  g_autofree char *title = gezin_session_record_title (session, dossier, record);
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (fields[i]->type == GEZIN_TYPE_DATE && (fields[i]->flags & GEZIN_FIELD_ESSENTIAL) != 0
        && (fields[i]->flags & GEZIN_FIELD_TITLE) == 0)
      {
        g_autofree char *day =
            gezin_session_field_text (session, dossier, record, fields[i]->field);

        return day != NULL ? g_strdup_printf ("%s · %s", title, day) : g_steal_pointer (&title);
      }
  return g_steal_pointer (&title);
}

char *
gezin_suspicion_reasons (GPtrArray *reasons)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "",
                            ((const GezinReason *) reasons->pdata[i])->sentence);
  return g_string_free (text, FALSE);
}

gboolean
gezin_suspicion_is_between (const GezinDuplicate *duplicate, const GezinUuid *a, const GezinUuid *b)
{
  return (gezin_uuid_equal (&duplicate->first_dossier, a)
          && gezin_uuid_equal (&duplicate->second_dossier, b))
         || (gezin_uuid_equal (&duplicate->first_dossier, b)
             && gezin_uuid_equal (&duplicate->second_dossier, a));
}

gboolean
gezin_suspicion_is_family (const GezinDuplicate *duplicate)
{
  return (gezin_catalogue_kind (duplicate->kind)->flags & GEZIN_KIND_ROOT) != 0;
}
