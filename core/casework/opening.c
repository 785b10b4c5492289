/* SPDX-License-Identifier: EUPL-1.2 */

/* Opening a dossier. */

#include "casework/opening.h"

#include "base/clock.h"
#include "model/value.h"

GPtrArray *
gezin_opening_edits (const GezinUuid *dossier, const char *name, const GDate *day)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  char opened[GEZIN_DAY_TEXT_LENGTH + 1];

  gezin_day_to_text (day, opened);
  g_ptr_array_add (
      edits, gezin_edit_new (dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME, NULL, name));
  g_ptr_array_add (
      edits, gezin_edit_new (dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_OPENED, NULL, opened));
  g_ptr_array_add (edits, gezin_edit_new (dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_COMMON_ABOUT,
                                          GEZIN_ITEM_WHOLE_FAMILY, GEZIN_ITEM_WHOLE_FAMILY));
  return edits;
}
