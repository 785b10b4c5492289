/* SPDX-License-Identifier: EUPL-1.2 */

/* XML from outside, with libxml2 held on a short lead.
 *
 * Invariants:
 *  1. Nothing but the given bytes is read: a DOCTYPE stops the parser before its first
 *     declaration, and the process has no loader for external entities.
 *  2. Work is linear in the bytes. libxml2 compares the attributes of an element pair by pair
 *     before it hands them over, so they are counted before libxml2 sees them.
 *  3. A tree is returned only if the parser was never stopped and met no error at all; libxml2
 *     itself hands back partial trees.
 *  4. No message repeats text of the document. */

#include "base/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "base/limits.h"
#include "base/xml-private.h"

GQuark
gezin_xml_error_quark (void)
{
  return g_quark_from_static_string ("gezin-xml-error-quark");
}

/* What the callbacks keep while one document is parsed. */
typedef struct {
  guint elements;
  guint depth;
  gsize text_bytes;
  GError *error; /* the first refusal, ours or libxml2's */
} Guard;

static xmlParserInputPtr
load_nothing (const char *url, const char *id, xmlParserCtxtPtr context)
{
  return NULL;
}

/* libxml2 has state for the whole process; this is the only place that touches it. */
void
gezin_xml_prepare_process (void)
{
  static gsize prepared = 0;

  if (g_once_init_enter (&prepared))
    {
      xmlInitParser ();
      xmlSetExternalEntityLoader (load_nothing);
      xmlRelaxNGInitTypes ();
      g_once_init_leave (&prepared, 1);
    }
}

/* The line of @at, counted from 1. */
static int
line_at (const char *data, const char *at)
{
  int line = 1;

  for (; data < at; data++)
    line += *data == '\n';
  return line;
}

static void
refuse (xmlParserCtxt *context, GezinXmlError code, const char *reason)
{
  Guard *guard = context->_private;

  if (guard->error == NULL)
    guard->error =
        g_error_new (GEZIN_XML_ERROR, code, "%d: %s", xmlSAX2GetLineNumber (context), reason);
  xmlStopParser (context);
}

/* ---------- Before libxml2 ---------- */

/* The declared encoding, if there is one, must be UTF-8: libxml2 would follow it. */
static gboolean
check_declaration (const char *data, gsize length, GError **error)
{
  g_autofree char *declaration = NULL;
  g_autoptr (GRegex) pattern = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *encoding = NULL;
  const char *end;

  if (length < 6 || memcmp (data, "<?xml", 5) != 0 || !g_ascii_isspace (data[5]))
    return TRUE;
  end = memmem (data, length, "?>", 2);
  declaration = g_strndup (data, end == NULL ? MIN (length, 200) : (gsize) (end - data));
  pattern = g_regex_new ("\\bencoding\\s*=\\s*[\"']([^\"']*)[\"']", 0, 0, NULL);
  if (!g_regex_match (pattern, declaration, 0, &match))
    return TRUE;
  encoding = g_match_info_fetch (match, 1);
  if (g_ascii_strcasecmp (encoding, "UTF-8") == 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_ENCODING,
                       "1: the declared encoding is not UTF-8");
  return FALSE;
}

/* Counts the attributes of the tag at @tag; %NULL if there are too many, else the byte after it. */
static const char *
skip_tag (const char *tag, const char *end)
{
  guint attributes = 0;
  const char *at = tag;

  while (at < end && *at != '>')
    {
      if (*at == '"' || *at == '\'')
        {
          at = memchr (at + 1, *at, (gsize) (end - at - 1));
          if (at == NULL)
            return end;
          if (++attributes > GEZIN_MAX_XML_ATTRIBUTES)
            return NULL;
        }
      at++;
    }
  return at;
}

/* Every attribute has one quoted value, so quotes inside tags count them. Where this reading and
 * libxml2's could part, at a DOCTYPE or a syntax error, libxml2 stops by itself. */
static gboolean
check_attributes (const char *data, gsize length, GError **error)
{
  static const struct {
    const char *open;
    const char *close;
  } skipped[] = { { "<!--", "-->" }, { "<![CDATA[", "]]>" }, { "<?", "?>" } };
  const char *end = data + length;
  const char *at = data;

  while ((at = memchr (at, '<', (gsize) (end - at))) != NULL)
    {
      const char *after = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (skipped) && after == NULL; i++)
        {
          gsize open = strlen (skipped[i].open);
          gsize close = strlen (skipped[i].close);

          if ((gsize) (end - at) < open || memcmp (at, skipped[i].open, open) != 0)
            continue;
          after = memmem (at + open, (gsize) (end - at) - open, skipped[i].close, close);
          if (after == NULL)
            return TRUE;
          after += close;
        }
      if (after == NULL && end - at > 1 && at[1] == '!')
        return TRUE;
      if (after == NULL)
        after = skip_tag (at, end);
      if (after == NULL)
        {
          g_set_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_ATTRIBUTES,
                       "%d: more than %d attributes on one element", line_at (data, at),
                       GEZIN_MAX_XML_ATTRIBUTES);
          return FALSE;
        }
      at = after;
    }
  return TRUE;
}

static gboolean
check_bytes (const char *data, gsize length, gsize max_bytes, GError **error)
{
  const char *bad;

  if (length > max_bytes || length > G_MAXINT)
    {
      g_set_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_TOO_LARGE,
                   "1: larger than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return FALSE;
    }
  if (!g_utf8_validate_len (data, length, &bad))
    {
      g_set_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_ENCODING,
                   "%d: bytes that are not UTF-8, or a NUL", line_at (data, bad));
      return FALSE;
    }
  return TRUE;
}

/* ---------- Inside libxml2 ---------- */

static void
internal_subset_cb (void *data, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
  refuse (data, GEZIN_XML_ERROR_DOCTYPE, "a document type declaration");
}

static void
processing_instruction_cb (void *data, const xmlChar *target, const xmlChar *text)
{
  refuse (data, GEZIN_XML_ERROR_INSTRUCTION, "a processing instruction");
}

static xmlEntityPtr
get_entity_cb (void *data, const xmlChar *name)
{
  return xmlGetPredefinedEntity (name);
}

static void
start_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
                  const xmlChar **attributes)
{
  xmlParserCtxt *context = data;
  Guard *guard = context->_private;

  guard->text_bytes = 0;
  if (++guard->elements > GEZIN_MAX_XML_ELEMENTS)
    refuse (context, GEZIN_XML_ERROR_ELEMENTS, "too many elements");
  else if (++guard->depth > GEZIN_MAX_XML_DEPTH)
    refuse (context, GEZIN_XML_ERROR_DEPTH, "elements nested too deeply");
  else
    xmlSAX2StartElementNs (context, name, prefix, uri, n_namespaces, namespaces, n_attributes,
                           n_defaulted, attributes);
}

static void
end_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  xmlParserCtxt *context = data;
  Guard *guard = context->_private;

  guard->text_bytes = 0;
  guard->depth--;
  xmlSAX2EndElementNs (context, name, prefix, uri);
}

/* For CDATA too, so that one run of characters is one text node. */
static void
characters_cb (void *data, const xmlChar *text, int length)
{
  xmlParserCtxt *context = data;
  Guard *guard = context->_private;

  guard->text_bytes += (gsize) length;
  if (guard->text_bytes > GEZIN_MAX_XML_TEXT_BYTES)
    refuse (context, GEZIN_XML_ERROR_TEXT, "a text that is too long");
  else
    xmlSAX2Characters (context, text, length);
}

/* libxml2's words would repeat the document's, so the code is put in words of our own. */
static const char *
describe_syntax (int code)
{
  switch (code)
    {
    case XML_ERR_DOCUMENT_EMPTY:
      return "no XML at all";
    case XML_ERR_DOCUMENT_END:
      return "something after the end of the document";
    case XML_ERR_TAG_NAME_MISMATCH:
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_LTSLASH_REQUIRED:
      return "an element is not closed as it was opened";
    case XML_ERR_ATTRIBUTE_REDEFINED:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
      return "an attribute stands twice";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
      return "an attribute without a quoted value";
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      return "a bare & or < or a missing name";
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
      return "a character that XML does not allow";
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      return "a namespace prefix that is not declared";
    default:
      return NULL;
    }
}

static void
parser_error_cb (void *data, xmlErrorPtr problem)
{
  xmlParserCtxt *context = data;
  Guard *guard = context->_private;
  const char *words = describe_syntax (problem->code);

  if (guard->error != NULL || problem->level < XML_ERR_ERROR)
    return;
  if (problem->code == XML_ERR_UNDECLARED_ENTITY || problem->code == XML_WAR_UNDECLARED_ENTITY)
    guard->error = g_error_new (GEZIN_XML_ERROR, GEZIN_XML_ERROR_ENTITY,
                                "%d: an entity that XML itself does not define", problem->line);
  else if (words != NULL)
    guard->error =
        g_error_new (GEZIN_XML_ERROR, GEZIN_XML_ERROR_SYNTAX, "%d: %s", problem->line, words);
  else
    guard->error =
        g_error_new (GEZIN_XML_ERROR, GEZIN_XML_ERROR_SYNTAX,
                     "%d: not well-formed XML (libxml2 code %d)", problem->line, problem->code);
}

static void
guard_context (xmlParserCtxt *context, Guard *guard)
{
  xmlSAXHandler *sax = context->sax;

  context->_private = guard;
  sax->internalSubset = internal_subset_cb;
  sax->externalSubset = NULL;
  sax->processingInstruction = processing_instruction_cb;
  sax->getEntity = get_entity_cb;
  sax->getParameterEntity = NULL;
  sax->startElementNs = start_element_cb;
  sax->endElementNs = end_element_cb;
  sax->characters = characters_cb;
  sax->ignorableWhitespace = characters_cb;
  sax->cdataBlock = characters_cb;
  sax->comment = NULL;
  sax->serror = parser_error_cb;
}

xmlDoc *
gezin_xml_parse_untrusted (const char *data, gsize length, gsize max_bytes, GError **error)
{
  g_autoptr (xmlParserCtxt) context = NULL;
  g_autoptr (xmlDoc) doc = NULL;
  Guard guard = { 0 };

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  gezin_xml_prepare_process ();
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (!check_bytes (data, length, max_bytes, error) || !check_declaration (data, length, error)
      || !check_attributes (data, length, error))
    return NULL;

  context = xmlNewParserCtxt ();
  g_assert (context != NULL);
  guard_context (context, &guard);
  doc = xmlCtxtReadMemory (context, length == 0 ? "" : data, (int) length, NULL, "UTF-8",
                           XML_PARSE_NONET | XML_PARSE_BIG_LINES);
  if (guard.error != NULL)
    {
      g_propagate_error (error, guard.error);
      return NULL;
    }
  if (doc == NULL || !context->wellFormed || !context->nsWellFormed || context->disableSAX
      || context->errNo != XML_ERR_OK)
    {
      g_set_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_SYNTAX,
                   "1: not well-formed XML (libxml2 code %d)", context->errNo);
      return NULL;
    }
  return g_steal_pointer (&doc);
}

void
gezin_xml_char_free (xmlChar *text)
{
  if (text != NULL)
    xmlFree (text);
}
