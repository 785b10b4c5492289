/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of what was signed (EN 319 162-1, annex A.4).
 *
 * Invariant: it has one form. What is there is compared with what would be written for the parts that
 * are there; it is parsed only to say what differs. */

#include "wire/asic-private.h"

#include "base/limits.h"
#include "base/xml.h"
#include "wire/form-private.h"

#include <string.h>

#define HEAD \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" \
  "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"" \
  " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\n" \
  "  <asic:SigReference URI=\"" GEZIN_CONTAINER_SIGNATURE "\"" \
  " MimeType=\"application/pkcs7-signature\"/>\n"

static gboolean
is_signed (const GezinPart *part)
{
  return !g_str_has_prefix (part->name, "META-INF/");
}

static void
write_part (GString *xml, const GezinPart *part)
{
  g_autofree char *digest = g_base64_encode (part->digest, GEZIN_DIGEST_BYTES);
  const char *type =
      g_str_has_suffix (part->name, ".xml") ? "application/xml" : "application/octet-stream";

  g_string_append_printf (
      xml,
      "  <asic:DataObjectReference URI=\"%s\" MimeType=\"%s\">\n"
      "    <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\n"
      "    <ds:DigestValue>%s</ds:DigestValue>\n"
      "  </asic:DataObjectReference>\n",
      part->name, type, digest);
}

GBytes *
gezin_asic_write (GPtrArray *parts)
{
  GString *xml = g_string_new (HEAD);

  for (guint i = 0; i < parts->len; i++)
    if (is_signed (parts->pdata[i]))
      write_part (xml, parts->pdata[i]);
  g_string_append (xml, "</asic:ASiCManifest>\n");
  return g_string_free_to_bytes (xml);
}

/* ---------- What differs ---------- */

/* Of every reference its digest, by the name of the part; %NULL if it is nothing of the sort. */
static GHashTable *
read_references (GBytes *text)
{
  gsize length;
  const char *data = g_bytes_get_data (text, &length);
  g_autoptr (xmlDoc) doc = NULL;
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const xmlNode *node;

  doc = gezin_xml_parse_untrusted (data == NULL ? "" : data, length,
                                   GEZIN_MAX_BUNDLE_MANIFEST_BYTES, NULL);
  if (doc == NULL || !gezin_form_is (xmlDocGetRootElement (doc), "ASiCManifest"))
    return NULL;
  for (node = gezin_form_next (xmlDocGetRootElement (doc)->children); node != NULL;
       node = gezin_form_next (node->next))
    {
      const char *name = gezin_form_attribute (node, "URI");
      const xmlNode *last = xmlGetLastChild (node);

      while (last != NULL && last->type != XML_ELEMENT_NODE)
        last = last->prev;
      if (name == NULL)
        return NULL;
      if (gezin_form_is (node, "DataObjectReference") && gezin_form_is (last, "DigestValue"))
        g_hash_table_insert (found, g_strdup (name), gezin_form_text (last));
    }
  return g_steal_pointer (&found);
}

static GezinWireError
find_difference (GBytes *text, GPtrArray *parts)
{
  g_autoptr (GHashTable) found = read_references (text);
  guint n_signed = 0;

  if (found == NULL)
    return GEZIN_WIRE_ERROR_ASIC_MANIFEST;
  for (guint i = 0; i < parts->len; i++)
    {
      const GezinPart *part = parts->pdata[i];
      const char *claimed = g_hash_table_lookup (found, part->name);
      g_autofree char *digest = g_base64_encode (part->digest, GEZIN_DIGEST_BYTES);

      if (!is_signed (part))
        continue;
      n_signed++;
      if (claimed == NULL)
        return GEZIN_WIRE_ERROR_UNREFERENCED;
      if (!g_str_equal (claimed, digest))
        return GEZIN_WIRE_ERROR_DIGEST;
    }
  return n_signed == g_hash_table_size (found) ? GEZIN_WIRE_ERROR_ASIC_MANIFEST
                                               : GEZIN_WIRE_ERROR_UNREFERENCED;
}

gboolean
gezin_asic_check (GBytes *text, GPtrArray *parts, GError **error)
{
  g_autoptr (GBytes) wanted = gezin_asic_write (parts);
  GezinWireError code;

  if (g_bytes_equal (wanted, text))
    return TRUE;
  code = find_difference (text, parts);
  g_set_error_literal (error, GEZIN_WIRE_ERROR, (int) code, "1: not the list of what is here");
  return FALSE;
}
