/* SPDX-License-Identifier: EUPL-1.2 */

/* Edits: plain values on their way from a form to the merge room. */

#include "model/edit.h"

GezinEdit *
gezin_edit_new (const GezinUuid *record, GezinKind kind, GezinField field, const char *item,
                const char *value)
{
  GezinEdit *edit = g_new0 (GezinEdit, 1);

  edit->record = *record;
  edit->kind = kind;
  edit->field = field;
  edit->item = item != NULL ? g_ref_string_new (item) : NULL;
  edit->value = value != NULL ? g_ref_string_new (value) : NULL;
  return edit;
}

GezinEdit *
gezin_edit_copy (const GezinEdit *edit)
{
  GezinEdit *copy = g_memdup2 (edit, sizeof *edit);

  if (copy->item != NULL)
    g_ref_string_acquire (copy->item);
  if (copy->value != NULL)
    g_ref_string_acquire (copy->value);
  if (copy->origin != NULL)
    g_ref_string_acquire (copy->origin);
  if (copy->context != NULL)
    gezin_context_ref (copy->context);
  return copy;
}

void
gezin_edit_free (GezinEdit *edit)
{
  if (edit == NULL)
    return;
  g_clear_pointer (&edit->item, g_ref_string_release);
  g_clear_pointer (&edit->value, g_ref_string_release);
  g_clear_pointer (&edit->origin, g_ref_string_release);
  g_clear_pointer (&edit->context, gezin_context_unref);
  g_free (edit);
}

void
gezin_edit_seen_in (GezinEdit *edit, const GezinDossier *dossier)
{
  GezinRecord *record = gezin_dossier_find (dossier, &edit->record);

  g_clear_pointer (&edit->context, gezin_context_unref);
  edit->knows_context = TRUE;
  if (record != NULL)
    {
      GezinRegister one = gezin_record_register (record, edit->field, edit->item);

      edit->context = gezin_register_context (&one);
    }
}
