/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>

G_BEGIN_DECLS

/**
 * GEZIN_XML_ERROR:
 *
 * What is wrong with XML from outside. Every message starts with a line number,
 * as in `12: an attribute stands twice`, so that g_prefix_error (error, "%s:", name)
 * makes `file:12: reason` of it. No message holds text of the document; only
 * GEZIN_XML_ERROR_INVALID names an element or an attribute.
 */
#define GEZIN_XML_ERROR (gezin_xml_error_quark ())
GQuark gezin_xml_error_quark (void);

typedef enum {
  GEZIN_XML_ERROR_TOO_LARGE = 401, /* more bytes than the caller allows */
  GEZIN_XML_ERROR_ENCODING = 402, /* not UTF-8, or declared as something else, or a NUL */
  GEZIN_XML_ERROR_DOCTYPE = 403, /* any document type declaration */
  GEZIN_XML_ERROR_INSTRUCTION = 404, /* any processing instruction */
  GEZIN_XML_ERROR_ENTITY = 405, /* any entity but the five of XML itself */
  GEZIN_XML_ERROR_ELEMENTS = 406, /* more than GEZIN_MAX_XML_ELEMENTS */
  GEZIN_XML_ERROR_DEPTH = 407, /* deeper than GEZIN_MAX_XML_DEPTH */
  GEZIN_XML_ERROR_ATTRIBUTES = 408, /* more than GEZIN_MAX_XML_ATTRIBUTES on one element */
  GEZIN_XML_ERROR_TEXT = 409, /* more than GEZIN_MAX_XML_TEXT_BYTES in one run of text */
  GEZIN_XML_ERROR_SYNTAX = 410, /* not well-formed, or a namespace is not declared */
  GEZIN_XML_ERROR_INVALID = 411, /* does not fit the schema */
  GEZIN_XML_ERROR_SCHEMA = 601, /* our own schema cannot be used */
} GezinXmlError;

/**
 * gezin_xml_parse_untrusted:
 * @data: bytes, not NUL-terminated
 * @max_bytes: refuse more than this before looking at it
 *
 * Parses XML that anybody may have made. Nothing outside @data is ever read, no
 * entity is expanded, and time and memory grow with @length only. Comments are
 * dropped; CDATA becomes text. xmlGetLineNo() works on every node, past line
 * 65535 with the line of a text beside it.
 *
 * Returns: (transfer full): a complete tree, or %NULL with GEZIN_XML_ERROR.
 */
xmlDoc *gezin_xml_parse_untrusted (const char *data, gsize length, gsize max_bytes,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * GezinXmlSchema:
 *
 * A compiled RELAX NG schema. Compile once and keep it, but use it from one
 * thread at a time.
 */
typedef struct _GezinXmlSchema GezinXmlSchema;

/**
 * gezin_xml_schema_new:
 * @rng_data: RELAX NG in its XML syntax, our own and trusted; it includes nothing
 */
GezinXmlSchema *gezin_xml_schema_new (const char *rng_data, gsize length,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_xml_schema_free (GezinXmlSchema *schema);

/** gezin_xml_schema_check: %FALSE with GEZIN_XML_ERROR_INVALID if @doc does not fit. */
gboolean gezin_xml_schema_check (GezinXmlSchema *schema, xmlDoc *doc,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_xml_validate: gezin_xml_schema_new() and gezin_xml_schema_check() in one, for a single use. */
gboolean gezin_xml_validate (xmlDoc *doc, const char *rng_data, gsize length,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_xml_char_free: Frees a string that libxml2 made; %NULL is allowed. */
void gezin_xml_char_free (xmlChar *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinXmlSchema, gezin_xml_schema_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlChar, gezin_xml_char_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlBuffer, xmlBufferFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlParserCtxt, xmlFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNG, xmlRelaxNGFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNGParserCtxt, xmlRelaxNGFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNGValidCtxt, xmlRelaxNGFreeValidCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextWriter, xmlFreeTextWriter)

G_END_DECLS
