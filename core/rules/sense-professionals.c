/* SPDX-License-Identifier: EUPL-1.2 */

/* Professionals: one fixed face at a time. */

#include "rules/sense-private.h"

typedef struct {
  GezinRecord *record;
  const GezinUuid *who;
  GezinTerm term;
} Face;

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const Face *first = a, *second = b;

  if (first->term.start != second->term.start)
    return first->term.start < second->term.start ? -1 : 1;
  return gezin_uuid_compare (&first->record->id, &second->record->id);
}

static GArray *
find_faces (const GezinSense *sense)
{
  const GPtrArray *professionals = sense->present[GEZIN_KIND_PROFESSIONAL];
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (Face));

  for (guint i = 0; i < professionals->len; i++)
    {
      GezinRecord *record = professionals->pdata[i];
      GezinDays from = GEZIN_READ_DAYS (record, PROFESSIONAL_FROM);
      GezinDays until = GEZIN_READ_DAYS (record, PROFESSIONAL_UNTIL);
      Face face = { record, gezin_same_leader (sense->same, &record->id),
                    gezin_sense_term (sense, &from, &until) };

      if (GEZIN_READ_CODE (record, PROFESSIONAL_ROLE, code_FIXED_FACE)
          && face.term.start < face.term.end)
        g_array_append_val (faces, face);
    }
  g_array_sort (faces, compare_cb);
  return faces;
}

/* Two may meet on the day of handing over. */
static void
report_overlap (GezinSense *sense, const Face *earlier, const Face *later)
{
  if (earlier == NULL || earlier->term.end <= later->term.start
      || gezin_uuid_equal (earlier->who, later->who))
    return;
  gezin_sense_report (sense, earlier->record, GEZIN_FIELD_PROFESSIONAL_ROLE,
                      GEZIN_RULE_TWO_FIXED_FACES);
  gezin_sense_report (sense, later->record, GEZIN_FIELD_PROFESSIONAL_ROLE,
                      GEZIN_RULE_TWO_FIXED_FACES);
}

void
gezin_sense_check_professionals (GezinSense *sense)
{
  g_autoptr (GArray) faces = find_faces (sense);
  const Face *longest = NULL; /* of all that began before: who stays longest */
  const Face *other = NULL; /* and who does of everybody else */

  for (guint i = 0; i < faces->len; i++)
    {
      const Face *face = &g_array_index (faces, Face, i);

      report_overlap (sense, longest, face);
      report_overlap (sense, other, face);
      if (longest == NULL || gezin_uuid_equal (longest->who, face->who))
        longest = longest == NULL || face->term.end > longest->term.end ? face : longest;
      else if (face->term.end > longest->term.end)
        {
          other = longest;
          longest = face;
        }
      else if (other == NULL || face->term.end > other->term.end)
        other = face;
    }
}
