/* SPDX-License-Identifier: EUPL-1.2 */

/* Reading and writing small XML that has one form only. */

#include "wire/form-private.h"

#include "base/clock.h"
#include "base/text.h"
#include "wire/wire-resources.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCES "/nl/gezinsdossier/wire/"

const char *
gezin_form_resource (const char *path, gsize *length)
{
  g_autofree char *whole = g_strconcat (RESOURCES, path, NULL);
  /* Lives in the program, so the bytes may outlive what points at them. */
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (gezin_wire_resources_get_resource (), whole, 0, NULL);

  g_assert (bytes != NULL);
  return g_bytes_get_data (bytes, length);
}

/* ---------- Reading ---------- */

static gboolean
check_namespace (xmlDoc *doc, const char *stem, GezinWireError code, GError **error)
{
  const xmlNode *root = xmlDocGetRootElement (doc);
  const char *name = root->ns == NULL ? NULL : (const char *) root->ns->href;

  if (name == NULL || !g_str_has_prefix (name, stem))
    {
      g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, "1: another namespace than ours");
      return FALSE;
    }
  if (!g_str_equal (name + strlen (stem), "1"))
    {
      g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_NEWER,
                           "1: another version of the format");
      return FALSE;
    }
  return TRUE;
}

xmlDoc *
gezin_form_parse (GBytes *bytes, gsize max_bytes, const char *stem, const char *schema,
                  GezinWireError code, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gsize length, schema_length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *rng = gezin_form_resource (schema, &schema_length);
  g_autoptr (xmlDoc) doc =
      gezin_xml_parse_untrusted (data == NULL ? "" : data, length, max_bytes, &problem);

  if (doc != NULL && !check_namespace (doc, stem, code, error))
    return NULL;
  if (doc == NULL || !gezin_xml_validate (doc, rng, schema_length, &problem))
    {
      g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, problem->message);
      return NULL;
    }
  return g_steal_pointer (&doc);
}

const char *
gezin_form_attribute (const xmlNode *node, const char *name)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    if (attribute->ns == NULL && g_str_equal ((const char *) attribute->name, name))
      return attribute->children == NULL ? "" : (const char *) attribute->children->content;
  return NULL;
}

char *
gezin_form_text (const xmlNode *node)
{
  g_autoptr (xmlChar) text = xmlNodeGetContent (node);

  return g_strdup (text == NULL ? "" : (const char *) text);
}

gboolean
gezin_form_is (const xmlNode *node, const char *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE
         && g_str_equal ((const char *) node->name, name);
}

const xmlNode *
gezin_form_next (const xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

gboolean
gezin_form_uuid (const xmlNode *node, const char *name, GezinUuid *uuid)
{
  const char *text = gezin_form_attribute (node, name);

  return text != NULL && gezin_uuid_parse (text, uuid);
}

gboolean
gezin_form_digest (const xmlNode *node, const char *name, guint8 sha256[GEZIN_DIGEST_BYTES])
{
  const char *text = gezin_form_attribute (node, name);
  g_autofree guint8 *bytes = NULL;
  gsize length;

  if (text == NULL || strlen (text) != GEZIN_DIGEST_TEXT_LENGTH)
    return FALSE;
  bytes = gezin_hex_decode (text, &length);
  if (bytes == NULL || length != GEZIN_DIGEST_BYTES)
    return FALSE;
  memcpy (sha256, bytes, GEZIN_DIGEST_BYTES);
  return TRUE;
}

gboolean
gezin_form_number (const xmlNode *node, const char *name, guint64 *number)
{
  const char *text = gezin_form_attribute (node, name);

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, number, NULL);
}

gboolean
gezin_form_instant (const xmlNode *node, const char *name, gint64 *instant)
{
  const char *text = gezin_form_attribute (node, name);

  return text != NULL && gezin_instant_from_text (text, instant);
}

/* ---------- Writing ---------- */

void
gezin_form_add (GString *xml, const char *name, const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL)
    return;
  escaped = g_markup_escape_text (text, -1);
  g_string_append_printf (xml, " %s=\"%s\"", name, escaped);
}

void
gezin_form_add_uuid (GString *xml, const char *name, const GezinUuid *uuid)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_form_add (xml, name, gezin_uuid_write (uuid, text));
}

void
gezin_form_add_digest (GString *xml, const char *name, const guint8 sha256[GEZIN_DIGEST_BYTES])
{
  g_autofree char *text = gezin_digest_text (sha256);

  gezin_form_add (xml, name, text);
}

void
gezin_form_add_number (GString *xml, const char *name, guint64 number)
{
  g_string_append_printf (xml, " %s=\"%" G_GUINT64_FORMAT "\"", name, number);
}

void
gezin_form_add_instant (GString *xml, const char *name, gint64 instant)
{
  g_autofree char *text = gezin_instant_to_text (instant);

  gezin_form_add (xml, name, text);
}

/* Marks of direction are part of how people write, but not of how they are called here: with them
 * a name can be made to look like another. */
static gboolean
is_turning (gunichar c)
{
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E)
         || (c >= 0x2060 && c <= 0x206F) || c == 0x200B || c == 0xFEFF;
}

gboolean
gezin_form_is_shown (const char *text)
{
  if (*text == '\0' || !gezin_text_is_clean (text, strlen (text), TRUE))
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (is_turning (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}
