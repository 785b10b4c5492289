/* SPDX-License-Identifier: EUPL-1.2 */

/* A view as JSON, for people with scripts and for tests. */

#include "wire/dossier-json.h"

#include <json-glib/json-glib.h>

#include "wire/order-private.h"

/* The items of a set: the one array of a field, from all its heads. */
static void
add_items (JsonObject *fields, const GezinRecord *record, GezinField field)
{
  g_autoptr (GPtrArray) items = gezin_record_items (record, field);
  JsonArray *array;

  if (items->len == 0)
    return;
  array = json_array_sized_new (items->len);
  for (guint i = 0; i < items->len; i++)
    json_array_add_string_element (array, items->pdata[i]);
  json_object_set_array_member (fields, gezin_catalogue_field_name (field), array);
}

static void
add_value (JsonObject *fields, const GezinRecord *record, GezinField field)
{
  const char *value = gezin_record_value (record, field);

  if (value != NULL)
    json_object_set_string_member (fields, gezin_catalogue_field_name (field), value);
}

static JsonObject *
make_record (const GezinRecord *record)
{
  JsonObject *object = json_object_new ();
  JsonObject *fields = json_object_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  for (guint i = 0; i < record->n_heads; i++)
    {
      GezinField field = record->heads[i]->field;
      const GezinFieldSpec *spec = gezin_catalogue_field (field);

      if (spec == NULL || (i > 0 && record->heads[i - 1]->field == field))
        continue;
      if (gezin_field_spec_is_set (spec))
        add_items (fields, record, field);
      else
        add_value (fields, record, field);
    }
  json_object_set_string_member (object, "kind", gezin_catalogue_kind (record->kind)->name);
  json_object_set_string_member (object, "id", gezin_uuid_write (&record->id, id));
  json_object_set_object_member (object, "fields", fields);
  return object;
}

char *
gezin_dossier_json_write (GezinView *view, GezinKind kind)
{
  g_autoptr (GPtrArray) ordered = gezin_order_records (view, kind);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *document = json_object_new ();
  JsonArray *records = json_array_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  for (guint i = 0; i < ordered->len; i++)
    if (!gezin_record_is_removed (ordered->pdata[i]))
      json_array_add_object_element (records, make_record (ordered->pdata[i]));
  json_object_set_string_member (
      document, "id", gezin_uuid_write (gezin_dossier_id (gezin_view_dossier (view)), id));
  json_object_set_array_member (document, "records", records);
  json_node_take_object (root, document);
  return json_to_string (root, FALSE);
}
