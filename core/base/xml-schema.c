/* SPDX-License-Identifier: EUPL-1.2 */

/* Does a parsed document fit a RELAX NG schema?
 *
 * Invariant: a message names a line, an element and what is wrong, never a value, since a value
 * may be personal data. */

#include "base/xml.h"

#include "base/xml-private.h"

struct _GezinXmlSchema {
  xmlRelaxNG *grammar;
};

static void
schema_error_cb (void *data, xmlErrorPtr problem)
{
  GError **error = data;

  if (*error == NULL)
    *error = g_error_new (GEZIN_XML_ERROR, GEZIN_XML_ERROR_SCHEMA, "%d: %s", problem->line,
                          problem->message);
}

GezinXmlSchema *
gezin_xml_schema_new (const char *rng_data, gsize length, GError **error)
{
  g_autoptr (xmlRelaxNGParserCtxt) context = NULL;
  g_autoptr (GError) problem = NULL;
  GezinXmlSchema *schema;
  xmlRelaxNG *grammar;

  gezin_xml_prepare_process ();
  context = xmlRelaxNGNewMemParserCtxt (rng_data, (int) length);
  if (context != NULL)
    xmlRelaxNGSetParserStructuredErrors (context, schema_error_cb, &problem);
  grammar = context == NULL ? NULL : xmlRelaxNGParse (context);
  if (grammar == NULL)
    {
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      else
        g_set_error_literal (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_SCHEMA,
                             "1: not a RELAX NG schema");
      return NULL;
    }
  schema = g_new0 (GezinXmlSchema, 1);
  schema->grammar = grammar;
  return schema;
}

void
gezin_xml_schema_free (GezinXmlSchema *schema)
{
  if (schema == NULL)
    return;
  xmlRelaxNGFree (schema->grammar);
  g_free (schema);
}

/* What is wrong at a node, without its text. */
static const char *
describe_invalid (int code)
{
  switch (code)
    {
    case XML_RELAXNG_ERR_ELEMWRONG:
    case XML_RELAXNG_ERR_ELEMNAME:
    case XML_RELAXNG_ERR_ELEMNONS:
    case XML_RELAXNG_ERR_ELEMWRONGNS:
    case XML_RELAXNG_ERR_ELEMEXTRANS:
    case XML_RELAXNG_ERR_INTEREXTRA:
    case XML_RELAXNG_ERR_EXTRACONTENT:
    case XML_RELAXNG_ERR_NOTELEM:
      return "does not belong here";
    case XML_RELAXNG_ERR_ATTRVALID:
    case XML_RELAXNG_ERR_INVALIDATTR:
    case XML_RELAXNG_ERR_ATTRNAME:
    case XML_RELAXNG_ERR_ATTRWRONGNS:
      return "an attribute is missing, unknown or has a wrong value";
    case XML_RELAXNG_ERR_EXTRADATA:
    case XML_RELAXNG_ERR_TEXTWRONG:
      return "text that does not belong here";
    case XML_RELAXNG_ERR_DATATYPE:
    case XML_RELAXNG_ERR_TYPE:
    case XML_RELAXNG_ERR_TYPEVAL:
    case XML_RELAXNG_ERR_VALUE:
    case XML_RELAXNG_ERR_VALELEM:
      return "a value of the wrong form";
    default:
      return "its content is not as the schema wants it";
    }
}

/* libxml2 reports the innermost problem first. */
static void
invalid_cb (void *data, xmlErrorPtr problem)
{
  GError **error = data;
  const xmlNode *node = problem->node;
  int line = problem->line;

  if (*error != NULL)
    return;
  if (node != NULL && node->type == XML_ATTRIBUTE_NODE)
    node = node->parent;
  if (node != NULL && xmlGetLineNo (node) > 0)
    line = (int) xmlGetLineNo (node);
  *error = g_error_new (GEZIN_XML_ERROR, GEZIN_XML_ERROR_INVALID, "%d: %.64s: %s", line,
                        node != NULL && node->type == XML_ELEMENT_NODE ? (const char *) node->name
                                                                       : "document",
                        describe_invalid (problem->code));
}

gboolean
gezin_xml_schema_check (GezinXmlSchema *schema, xmlDoc *doc, GError **error)
{
  g_autoptr (xmlRelaxNGValidCtxt) context = xmlRelaxNGNewValidCtxt (schema->grammar);
  g_autoptr (GError) problem = NULL;
  int result;

  g_assert (context != NULL);
  xmlRelaxNGSetValidStructuredErrors (context, invalid_cb, &problem);
  result = xmlRelaxNGValidateDoc (context, doc);
  if (result == 0)
    return TRUE;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else
    g_set_error_literal (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_INVALID,
                         "1: does not fit the schema");
  return FALSE;
}

gboolean
gezin_xml_validate (xmlDoc *doc, const char *rng_data, gsize length, GError **error)
{
  g_autoptr (GezinXmlSchema) schema = gezin_xml_schema_new (rng_data, length, error);

  return schema != NULL && gezin_xml_schema_check (schema, doc, error);
}
