/* SPDX-License-Identifier: EUPL-1.2 */

/* From typed text to edits. */

#include "session/session-private.h"

#include "model/value.h"

#include <string.h>

static void
add_edit (GPtrArray *edits, GezinDossier *now, const GezinUuid *record, GezinKind kind,
          GezinField field, const char *item, const char *value)
{
  GezinEdit *edit = gezin_edit_new (record, kind, field, item, value);

  if (now != NULL)
    gezin_edit_seen_in (edit, now);
  g_ptr_array_add (edits, edit);
}

/* The items in @text, cleaned; a GHashTable of GRefString used as a set. */
static GHashTable *
read_items (const GezinFieldSpec *spec, const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) items =
      g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release, NULL);
  g_autofree char *whole = g_strndup (text, length);
  g_auto (GStrv) parts = g_strsplit_set (whole, ",\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GError *wrong = NULL;
      GRefString *item = gezin_value_normalise (spec, parts[i], -1, NULL, &wrong);

      if (wrong != NULL)
        {
          g_propagate_error (error, wrong);
          return NULL;
        }
      if (item != NULL)
        g_hash_table_add (items, item);
    }
  return g_steal_pointer (&items);
}

static gboolean
add_set_edits (GPtrArray *edits, GezinDossier *now, const GezinRecord *existing,
               const GezinUuid *record, GezinKind kind, const GezinFieldSpec *spec,
               const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) wanted = read_items (spec, text, length, error);
  GHashTableIter iter;
  gpointer item;

  if (wanted == NULL)
    return FALSE;
  if (existing != NULL)
    {
      g_autoptr (GPtrArray) there = gezin_record_items (existing, spec->field);

      for (guint i = 0; i < there->len; i++)
        if (!g_hash_table_contains (wanted, there->pdata[i]))
          add_edit (edits, now, record, kind, spec->field, there->pdata[i], NULL);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    add_edit (edits, now, record, kind, spec->field, item, item);
  return TRUE;
}

gboolean
gezin_session_edit (GezinSession *session, GezinDossier *now, const GezinUuid *record,
                    GezinKind kind, const char *field, const char *text, gssize length,
                    GPtrArray *edits, GError **error)
{
  gsize bytes = length >= 0 ? (gsize) length : strlen (text);
  GezinField number = gezin_catalogue_field_by_name (kind, field);
  const GezinFieldSpec *spec = gezin_catalogue_field (number);
  const GezinRecord *existing = now != NULL ? gezin_dossier_find (now, record) : NULL;
  GRefString *value;
  GError *wrong = NULL;

  if (spec == NULL)
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FIELD,
                           "no such field in this kind of record");
      return FALSE;
    }
  if (gezin_field_spec_is_set (spec))
    return add_set_edits (edits, now, existing, record, kind, spec, text, bytes, error);

  value = gezin_value_normalise (spec, text, (gssize) bytes, NULL, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, wrong);
      return FALSE;
    }
  add_edit (edits, now, record, kind, number, NULL, value);
  g_clear_pointer (&value, g_ref_string_release);
  return TRUE;
}
