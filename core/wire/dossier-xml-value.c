/* SPDX-License-Identifier: EUPL-1.2 */

/* Values without a dot, as a person or another program wrote them.
 *
 * Invariant: at most one value of a register comes out, and none is empty. */

#include "wire/dossier-xml-private.h"

#include <string.h>

#include "base/text.h"
#include "model/value.h"

void
gezin_untrusted_value_free (GezinUntrustedValue *value)
{
  if (value == NULL)
    return;
  g_clear_pointer (&value->item, g_ref_string_release);
  g_clear_pointer (&value->value, g_ref_string_release);
  g_free (value);
}

/* The canonical form, or the text as it stands where there is none; %NULL if it says nothing. */
static GRefString *
normalise (GezinReader *reader, const GezinPlace *place)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (place->field);
  g_autoptr (GError) error = NULL;
  g_autofree char *clean = NULL;
  GRefString *value = NULL;
  guint n_dropped = 0;

  if (place->text[strspn (place->text, " \t\r\n")] == '\0')
    return NULL;
  if (spec != NULL)
    value = gezin_value_normalise (spec, place->text, -1, &n_dropped, &error);
  else
    {
      clean = gezin_text_clean (place->text, strlen (place->text), FALSE, &n_dropped);
      value = clean != NULL && clean[0] != '\0' ? g_ref_string_new (clean) : NULL;
    }
  if (error != NULL)
    return g_ref_string_new (place->text);
  reader->file->n_dropped += n_dropped;
  return value;
}

gboolean
gezin_dossier_xml_read_value (GezinReader *reader, const GezinPlace *place, GError **error)
{
  GezinUntrustedValue *value;
  GRefString *kept;

  if (!gezin_dossier_xml_check_room (reader, place->node, error))
    return FALSE;
  kept = normalise (reader, place);
  if (kept == NULL)
    return TRUE;
  value = g_new (GezinUntrustedValue, 1);
  value->record = place->record;
  value->kind = place->kind;
  value->field = place->field;
  value->item = place->is_item ? g_ref_string_acquire (kept) : NULL;
  value->value = kept;
  g_ptr_array_add (reader->file->values, value);
  return TRUE;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const GezinUntrustedValue *first = *(GezinUntrustedValue *const *) a;
  const GezinUntrustedValue *second = *(GezinUntrustedValue *const *) b;

  if (first->field != second->field)
    return first->field < second->field ? -1 : 1;
  return g_strcmp0 (first->item, second->item);
}

gboolean
gezin_dossier_xml_settle_values (GezinReader *reader, const xmlNode *node, guint first,
                                 GError **error)
{
  GPtrArray *values = reader->file->values;
  guint kept = first;

  if (values->len - first > 1)
    qsort (values->pdata + first, values->len - first, sizeof (gpointer), compare_values);
  for (guint i = first; i < values->len; i++)
    {
      GezinUntrustedValue *value = values->pdata[i];

      if (kept == first || compare_values (&values->pdata[kept - 1], &values->pdata[i]) != 0)
        {
          /* Exchanged, so that what is left behind is freed. */
          values->pdata[i] = values->pdata[kept];
          values->pdata[kept++] = value;
        }
      else if (value->item == NULL)
        return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                                "this record has a field twice that holds one value");
    }
  g_ptr_array_set_size (values, (int) kept);
  return TRUE;
}
