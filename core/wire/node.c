/* SPDX-License-Identifier: EUPL-1.2 */

/* The vocabulary of dossier XML, and ways to meet it in a tree that anybody may
 * have made. */

#include "wire/node-private.h"

#include <string.h>

#include "base/limits.h"
#include "wire/dossier-xml.h"

/* The namespace without its number. */
#define NAMESPACE_STEM "urn:gezinsdossier:dossier:"

#define BIT(ATTRIBUTE) (1u << GEZIN_ATTRIBUTE_##ATTRIBUTE)
#define OF_A_VERSION (BIT (AT) | BIT (OVER) | BIT (IN) | BIT (ORIGIN) | BIT (ERASED))

static const char *const attribute_names[GEZIN_N_ATTRIBUTES] = {
  [GEZIN_ATTRIBUTE_ID] = "id",
  [GEZIN_ATTRIBUTE_TIME] = "time",
  [GEZIN_ATTRIBUTE_BY] = "by",
  [GEZIN_ATTRIBUTE_ROLE] = "role",
  [GEZIN_ATTRIBUTE_ORGANISATION] = "organisation",
  [GEZIN_ATTRIBUTE_WHY] = "why",
  [GEZIN_ATTRIBUTE_KIND] = "kind",
  [GEZIN_ATTRIBUTE_RECORD] = "record",
  [GEZIN_ATTRIBUTE_NAME] = "name",
  [GEZIN_ATTRIBUTE_AT] = "at",
  [GEZIN_ATTRIBUTE_OVER] = "over",
  [GEZIN_ATTRIBUTE_IN] = "in",
  [GEZIN_ATTRIBUTE_ORIGIN] = "origin",
  [GEZIN_ATTRIBUTE_SAW] = "saw",
  [GEZIN_ATTRIBUTE_NONE] = "none",
  [GEZIN_ATTRIBUTE_OUT] = "out",
  [GEZIN_ATTRIBUTE_ERASED] = "erased",
};

static const struct {
  const char *name;
  guint allowed;
  guint needed;
} elements[GEZIN_N_ELEMENTS] = {
  [GEZIN_ELEMENT_DOSSIER] = { "dossier", BIT (ID), BIT (ID) },
  [GEZIN_ELEMENT_COMMIT] = { "commit",
                             BIT (ID) | BIT (TIME) | BIT (BY) | BIT (ROLE) | BIT (ORGANISATION)
                                 | BIT (WHY),
                             BIT (ID) | BIT (TIME) },
  [GEZIN_ELEMENT_ERASED] = { "erased", BIT (RECORD), BIT (RECORD) },
  [GEZIN_ELEMENT_RECORD] = { "record", BIT (KIND) | BIT (ID), BIT (KIND) | BIT (ID) },
  [GEZIN_ELEMENT_FIELD] = { "field", BIT (NAME) | OF_A_VERSION | BIT (SAW) | BIT (NONE),
                            BIT (NAME) },
  [GEZIN_ELEMENT_ITEM] = { "item", OF_A_VERSION | BIT (OUT), 0 },
};

gboolean
gezin_node_fail (const xmlNode *node, GezinWireError code, GError **error, const char *reason)
{
  g_set_error (error, GEZIN_WIRE_ERROR, (int) code, "%ld: %s", xmlGetLineNo (node), reason);
  return FALSE;
}

xmlDoc *
gezin_node_parse_dossier (const char *xml, gsize length, GError **error)
{
  g_autoptr (GError) problem = NULL;
  xmlDoc *doc = gezin_xml_parse_untrusted (xml, length, GEZIN_MAX_DOSSIER_XML_BYTES, &problem);

  if (doc == NULL)
    {
      gboolean is_large = g_error_matches (problem, GEZIN_XML_ERROR, GEZIN_XML_ERROR_TOO_LARGE)
                          || g_error_matches (problem, GEZIN_XML_ERROR, GEZIN_XML_ERROR_ELEMENTS)
                          || g_error_matches (problem, GEZIN_XML_ERROR, GEZIN_XML_ERROR_TEXT);

      g_set_error_literal (error, GEZIN_WIRE_ERROR,
                           is_large ? GEZIN_WIRE_ERROR_TOO_LARGE : GEZIN_WIRE_ERROR_XML,
                           problem->message);
    }
  return doc;
}

void
gezin_node_find_names (GezinNodeNames *names, xmlDoc *doc)
{
  /* The parser of base keeps every name in the dictionary of its document. */
  g_assert (doc->dict != NULL);
  names->elements[GEZIN_ELEMENT_SPACE] = NULL;
  for (guint i = GEZIN_ELEMENT_DOSSIER; i < GEZIN_N_ELEMENTS; i++)
    names->elements[i] = xmlDictLookup (doc->dict, (const xmlChar *) elements[i].name, -1);
  for (guint i = 0; i < GEZIN_N_ATTRIBUTES; i++)
    names->attributes[i] = xmlDictLookup (doc->dict, (const xmlChar *) attribute_names[i], -1);
}

static gboolean
is_our_namespace (const xmlNode *node)
{
  return node->ns != NULL && node->ns->href != NULL
         && strcmp ((const char *) node->ns->href, GEZIN_DOSSIER_NAMESPACE) == 0;
}

gboolean
gezin_node_check_namespace (const xmlNode *root, GError **error)
{
  if (is_our_namespace (root))
    return TRUE;
  if (root->ns != NULL && root->ns->href != NULL
      && g_str_has_prefix ((const char *) root->ns->href, NAMESPACE_STEM))
    return gezin_node_fail (root, GEZIN_WIRE_ERROR_NEWER, error,
                            "a dossier of another version of the format");
  return gezin_node_fail (root, GEZIN_WIRE_ERROR_SCHEMA, error,
                          "not a dossier: the namespace is not " GEZIN_DOSSIER_NAMESPACE);
}

static gboolean
is_space (const xmlChar *text)
{
  return text[strspn ((const char *) text, " \t\r\n")] == '\0';
}

gboolean
gezin_node_read_element (const GezinNodeNames *names, const xmlNode *node, GezinElement *element,
                         GError **error)
{
  if (node->type == XML_TEXT_NODE && is_space (node->content))
    {
      *element = GEZIN_ELEMENT_SPACE;
      return TRUE;
    }
  if (node->type != XML_ELEMENT_NODE)
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "text that does not belong here");
  for (guint i = GEZIN_ELEMENT_DOSSIER; i < GEZIN_N_ELEMENTS; i++)
    if (node->name == names->elements[i] && is_our_namespace (node))
      {
        *element = (GezinElement) i;
        return TRUE;
      }
  return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                          "an element that does not belong here");
}

/* The parser makes one text of what an attribute holds. */
static const char *
attribute_text (const xmlAttr *attribute)
{
  const xmlNode *text = attribute->children;

  if (text == NULL || text->type != XML_TEXT_NODE || text->next != NULL || text->content == NULL
      || text->content[0] == '\0')
    return NULL;
  return (const char *) text->content;
}

gboolean
gezin_node_read_attributes (const GezinNodeNames *names, const xmlNode *node, GezinElement element,
                            GezinAttributes *attributes, GError **error)
{
  guint allowed = elements[element].allowed;
  guint missing = elements[element].needed;

  memset (attributes, 0, sizeof *attributes);
  for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
    {
      guint i = 0;

      while (i < GEZIN_N_ATTRIBUTES && at->name != names->attributes[i])
        i++;
      if (i == GEZIN_N_ATTRIBUTES || (allowed & 1u << i) == 0 || at->ns != NULL)
        return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                                "an attribute that does not belong here");
      attributes->values[i] = attribute_text (at);
      if (attributes->values[i] == NULL)
        return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error,
                                "an attribute without a value");
      missing &= ~(1u << i);
    }
  if (missing != 0)
    return gezin_node_fail (node, GEZIN_WIRE_ERROR_SCHEMA, error, "an attribute is missing");
  return TRUE;
}

gboolean
gezin_node_check_empty (const xmlNode *node, GError **error)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type != XML_TEXT_NODE || !is_space (child->content))
      return gezin_node_fail (child, GEZIN_WIRE_ERROR_SCHEMA, error,
                              "something where nothing may stand");
  return TRUE;
}

const char *
gezin_node_read_text (const xmlNode *node, char **joined, GError **error)
{
  const xmlNode *first = node->children;
  g_autoptr (GString) text = NULL;

  *joined = NULL;
  for (const xmlNode *child = first; child != NULL; child = child->next)
    if (child->type != XML_TEXT_NODE)
      {
        gezin_node_fail (child, GEZIN_WIRE_ERROR_SCHEMA, error,
                         "an element where only text may stand");
        return NULL;
      }
  if (first == NULL)
    return "";
  if (first->next == NULL)
    return (const char *) first->content;

  text = g_string_new (NULL);
  for (const xmlNode *child = first; child != NULL; child = child->next)
    g_string_append (text, (const char *) child->content);
  *joined = g_string_free (g_steal_pointer (&text), FALSE);
  return *joined;
}
