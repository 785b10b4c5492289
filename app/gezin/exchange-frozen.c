/* SPDX-License-Identifier: EUPL-1.2 */

/* What is here and not shown, since its sender no longer shares it. */

#include "gezin/command.h"

#include "base/limits.h"
#include "session/exchange.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <string.h>

GPtrArray *
gezin_exchange_frozen (GezinCall *call, const GezinUuid *dossier, GezinKind kind, GError **error)
{
  GPtrArray *all = gezin_session_frozen (call->session, dossier, error);

  for (guint i = all != NULL && kind != GEZIN_KIND_NONE ? all->len : 0; i-- > 0;)
    if (((GezinFrozenReading *) all->pdata[i])->kind != kind)
      g_ptr_array_remove_index (all, i);
  return all;
}

char *
gezin_exchange_add_frozen (const char *text, GPtrArray *frozen)
{
  g_autoptr (JsonNode) root = frozen->len > 0 ? json_from_string (text, NULL) : NULL;
  JsonArray *array;

  if (root == NULL)
    return g_strdup (text);
  array = json_array_new ();
  for (guint i = 0; i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];
      JsonObject *object = json_object_new ();
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      json_object_set_string_member (object, "record", gezin_uuid_write (&one->record, id));
      json_object_set_string_member (object, "kind", gezin_catalogue_kind (one->kind)->name);
      if (one->field != GEZIN_FIELD_NONE)
        json_object_set_string_member (object, "field", gezin_catalogue_field_name (one->field));
      else
        json_object_set_null_member (object, "field");
      json_object_set_string_member (object, "by", one->by);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (json_node_get_object (root), "no-longer-shared", array);
  return json_to_string (root, FALSE);
}

/* The record that @text begins the id of: it may be wholly hidden, so that no dossier shows it. */
static gboolean
find_record (GezinCall *call, const GezinUuid *dossier, const char *text, GezinUuid *record,
             GError **error)
{
  g_autoptr (GPtrArray) all = gezin_session_frozen (call->session, dossier, error);
  gboolean is_found = FALSE, is_one = TRUE;

  if (all == NULL)
    return FALSE;
  for (guint i = 0; strlen (text) >= GEZIN_MIN_DOSSIER_PREFIX && i < all->len; i++)
    {
      const GezinFrozenReading *one = all->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if (!g_str_has_prefix (gezin_uuid_write (&one->record, id), text))
        continue;
      is_one &= !is_found || gezin_uuid_equal (record, &one->record);
      is_found = TRUE;
      *record = one->record;
    }
  if (is_found && is_one)
    return TRUE;
  return gezin_command_fail_no (error, _ ("Nothing of such a record is kept back here. See `gezin "
                                          "show`."));
}

gboolean
gezin_exchange_thaw (GezinCall *call, GError **error)
{
  GezinUuid dossier, record;

  if (call->options.reason == NULL)
    return gezin_command_fail_use (error, _ ("Say with --reason why it is used all the same."));
  return gezin_call_dossier (call, 0, &dossier, error)
         && find_record (call, &dossier, call->arguments[1], &record, error)
         && gezin_session_thaw (call->session, &dossier, &record, call->options.reason, error);
}
