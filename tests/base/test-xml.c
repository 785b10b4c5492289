/* SPDX-License-Identifier: EUPL-1.2 */

/* Hostile and broken XML, each with the refusal and the line that it must meet. */

#include "base/xml.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/limits.h"

#define MAX_BYTES (8 * GEZIN_MIB)

typedef struct {
  const char *name;
  const char *data;
  int code;
  int line;
} BadCase;

static const BadCase bad_cases[] = {
  { "empty", "", GEZIN_XML_ERROR_SYNTAX, 1 },
  { "only-space", "\n\n", GEZIN_XML_ERROR_SYNTAX, 3 },
  { "no-xml", "dear family", GEZIN_XML_ERROR_SYNTAX, 1 },
  { "doctype", "<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>", GEZIN_XML_ERROR_DOCTYPE, 2 },
  { "external-entity", "<!DOCTYPE a [\n<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>",
    GEZIN_XML_ERROR_DOCTYPE, 1 },
  { "external-subset", "<!DOCTYPE a SYSTEM 'http://localhost:9/a.dtd'><a/>",
    GEZIN_XML_ERROR_DOCTYPE, 1 },
  { "parameter-entity", "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><a/>",
    GEZIN_XML_ERROR_DOCTYPE, 1 },
  { "billion-laughs",
    "<!DOCTYPE a [<!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;&l;&l;&l;&l;&l;'>"
    "<!ENTITY n '&m;&m;&m;&m;&m;&m;&m;&m;'>]><a>&n;</a>",
    GEZIN_XML_ERROR_DOCTYPE, 1 },
  { "undefined-entity", "<a>\n&secret;</a>", GEZIN_XML_ERROR_ENTITY, 2 },
  { "undefined-entity-in-attribute", "<a\n b='&secret;'/>", GEZIN_XML_ERROR_ENTITY, 2 },
  { "instruction-before", "<?run me?>\n<a/>", GEZIN_XML_ERROR_INSTRUCTION, 1 },
  { "instruction-inside", "<a>\n<?xml-stylesheet href='x'?></a>", GEZIN_XML_ERROR_INSTRUCTION, 2 },
  { "instruction-after", "<a/>\n<?end?>", GEZIN_XML_ERROR_INSTRUCTION, 2 },
  { "declared-latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", GEZIN_XML_ERROR_ENCODING,
    1 },
  { "declared-utf-7", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", GEZIN_XML_ERROR_ENCODING,
    1 },
  { "declared-utf-16", "<?xml version=\"1.0\" encoding = \"UTF-16\"?><a/>",
    GEZIN_XML_ERROR_ENCODING, 1 },
  { "invalid-utf-8", "<a>\n\xC3\x28</a>", GEZIN_XML_ERROR_ENCODING, 2 },
  { "overlong-utf-8", "<a>\xC0\xBC</a>", GEZIN_XML_ERROR_ENCODING, 1 },
  { "surrogate", "<a>\xED\xA0\x80</a>", GEZIN_XML_ERROR_ENCODING, 1 },
  { "control-character", "<a>\n\x01</a>", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "control-reference", "<a>\n&#1;</a>", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "bare-ampersand", "<a>Jan & Piet</a>", GEZIN_XML_ERROR_SYNTAX, 1 },
  { "crossed-tags", "<a>\n<b></a>\n</b>", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "cut-off", "<a>\n<b>text", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "cut-off-in-tag", "<a>\n<b c='", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "cut-off-comment", "<a>\n<!-- ", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "attribute-twice", "<a\nb='1' b='2'/>", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "attribute-twice-by-namespace", "<a xmlns:x='urn:n' xmlns:y='urn:n' x:b='1' y:b='2'/>",
    GEZIN_XML_ERROR_SYNTAX, 1 },
  { "two-roots", "<a/>\n<b/>", GEZIN_XML_ERROR_SYNTAX, 2 },
  { "undeclared-prefix", "<a>\n<x:b/></a>", GEZIN_XML_ERROR_SYNTAX, 2 },
};

/* The tree must be refused with this code, and the message must start with this line. */
static void
assert_refused (const char *data, gsize length, int code, int line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) doc = gezin_xml_parse_untrusted (data, length, MAX_BYTES, &error);
  g_autofree char *start = g_strdup_printf ("%d: ", line);

  g_assert_null (doc);
  g_assert_error (error, GEZIN_XML_ERROR, code);
  g_assert_cmpint (gezin_error_status (error), ==, GEZIN_STATUS_REFUSED);
  if (!g_str_has_prefix (error->message, start))
    g_error ("expected line %d, got: %s", line, error->message);
  g_assert_null (strstr (error->message, "secret"));
  g_assert_null (strstr (error->message, "Piet"));
}

static void
test_bad (gconstpointer data)
{
  const BadCase *bad = data;

  assert_refused (bad->data, strlen (bad->data), bad->code, bad->line);
}

static xmlDoc *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  xmlDoc *doc = gezin_xml_parse_untrusted (text, strlen (text), MAX_BYTES, &error);

  g_assert_no_error (error);
  g_assert_nonnull (doc);
  return doc;
}

static void
test_good (void)
{
  g_autoptr (xmlDoc) doc = parse (
      "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<!-- a 'quote -->\n"
      "<a b='&lt;&amp;>'>\n  <c>J&#xF6;rg <!-- gone -->&amp; <![CDATA[<d a='1'>]]></c>\n</a>");
  xmlNode *root = xmlDocGetRootElement (doc);
  xmlNode *child = xmlFirstElementChild (root);
  g_autoptr (xmlChar) value = xmlGetProp (root, BAD_CAST "b");
  g_autoptr (xmlChar) text = xmlNodeGetContent (child);

  g_assert_cmpstr ((const char *) value, ==, "<&>");
  g_assert_cmpstr ((const char *) text, ==, "J\xC3\xB6rg & <d a='1'>");
  g_assert_cmpint (xmlGetLineNo (child), ==, 4);
  /* One run of characters is one text node, whatever it was written with. */
  g_assert_null (child->children->next);
  g_assert_cmpint (child->children->type, ==, XML_TEXT_NODE);
}

static void
test_nul (void)
{
  assert_refused ("<a>\n\0</a>", 9, GEZIN_XML_ERROR_ENCODING, 2);
}

static void
test_utf16 (void)
{
  assert_refused ("\xFF\xFE<\0a\0/\0>\0", 10, GEZIN_XML_ERROR_ENCODING, 1);
}

static void
test_too_large (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) doc = gezin_xml_parse_untrusted ("<a/>", 4, 3, &error);

  g_assert_null (doc);
  g_assert_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_TOO_LARGE);
}

/* A document with @count times @repeated between @open and @close. */
static GString *
repeat (const char *open, const char *repeated, guint count, const char *close)
{
  GString *text = g_string_new (open);

  for (guint i = 0; i < count; i++)
    g_string_append (text, repeated);
  g_string_append (text, close);
  return text;
}

static void
assert_within (const char *open, const char *repeated, guint most, const char *close, int code)
{
  g_autoptr (GString) good = repeat (open, repeated, most, close);
  g_autoptr (GString) bad = repeat (open, repeated, most + 1, close);
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) doc = gezin_xml_parse_untrusted (good->str, good->len, MAX_BYTES, &error);

  g_assert_no_error (error);
  g_assert_nonnull (doc);
  assert_refused (bad->str, bad->len, code, 1);
}

static void
test_depth (void)
{
  g_autoptr (GString) close = repeat ("", "</a>", GEZIN_MAX_XML_DEPTH, "");
  g_autoptr (GString) good = repeat ("", "<a>", GEZIN_MAX_XML_DEPTH, close->str);
  g_autoptr (GString) bad = repeat ("<b>\n", "<a>", GEZIN_MAX_XML_DEPTH, close->str);
  g_autoptr (xmlDoc) doc = parse (good->str);

  g_string_append (bad, "</b>");
  assert_refused (bad->str, bad->len, GEZIN_XML_ERROR_DEPTH, 2);
}

static void
test_elements (void)
{
  assert_within ("<a>", "<b/>", GEZIN_MAX_XML_ELEMENTS - 1, "</a>", GEZIN_XML_ERROR_ELEMENTS);
}

/* Written so that CDATA, references and comments cannot get round the limit. */
static void
test_text (void)
{
  g_autofree char *filling = g_strnfill (61, 'x');
  g_autofree char *piece = g_strconcat (filling, "&#x79;<!-- -->z<![CDATA[w]]>", NULL);

  assert_within ("<a>", piece, GEZIN_MAX_XML_TEXT_BYTES / 64, "</a>", GEZIN_XML_ERROR_TEXT);
}

static void
test_long_text (void)
{
  g_autofree char *text = g_strnfill (GEZIN_MAX_XML_TEXT_BYTES, 'x');
  g_autofree char *good = g_strdup_printf ("<a>\n%s</a>", text + 1);
  g_autofree char *bad = g_strdup_printf ("<a>\n%sy</a>", text);
  g_autoptr (xmlDoc) doc = parse (good);

  assert_refused (bad, strlen (bad), GEZIN_XML_ERROR_TEXT, 2);
}

/* libxml2 alone takes half a minute over 1 MB of this, and with 8 MB half an hour. */
static void
test_attribute_flood (void)
{
  g_autoptr (GString) bad = g_string_new ("<a>\n<b ");
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; bad->len < MAX_BYTES - 100; i++)
    g_string_append_printf (bad, "a%u='1' ", i);
  g_string_append (bad, "/></a>");
  assert_refused (bad->str, bad->len, GEZIN_XML_ERROR_ATTRIBUTES, 2);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_attributes (void)
{
  g_autoptr (GString) good = g_string_new ("<a>\n<b ");
  g_autoptr (GString) bad = g_string_new ("<a><!-- '\" -->\n<b ");
  g_autoptr (xmlDoc) doc = NULL;

  for (guint i = 0; i < GEZIN_MAX_XML_ATTRIBUTES; i++)
    {
      g_string_append_printf (good, "a%u='>\"' ", i);
      g_string_append_printf (bad, "xmlns:a%u=\"urn:'>\" ", i);
    }
  g_string_append (good, "/></a>");
  g_string_append (bad, "last=''/></a>");
  doc = parse (good->str);
  assert_refused (bad->str, bad->len, GEZIN_XML_ERROR_ATTRIBUTES, 2);
}

/* ---------- Schemas ---------- */

static const char schema_text[] =
    "<element name='family' xmlns='http://relaxng.org/ns/structure/1.0'"
    " datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'><oneOrMore>"
    "<element name='person'><attribute name='id'><data type='integer'/></attribute>"
    "<optional><attribute name='name'/></optional><text/></element>"
    "</oneOrMore></element>";

static const struct {
  const char *name;
  const char *data;
  int line; /* 0: fits */
} schema_cases[] = {
  { "fits", "<family><person id='1'>Jansen</person></family>", 0 },
  { "wrong-root", "<house/>", 1 },
  { "unknown-element", "<family>\n<person id='1'/>\n<dog/></family>", 3 },
  { "missing-attribute", "<family>\n<person id='1'/>\n<person/></family>", 3 },
  { "unknown-attribute", "<family>\n<person id='1' iban='Jansen'/></family>", 2 },
  { "wrong-value", "<family>\n\n<person id='Jansen'/></family>", 3 },
  { "missing-element", "\n<family/>", 2 },
  { "text-outside", "<family>Jansen<person id='1'/></family>", 1 },
  { "namespace", "<family xmlns='urn:x'><person id='1'/></family>", 1 },
};

static void
test_schema (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schema_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (xmlDoc) doc = parse (schema_cases[i].data);
      gboolean fits = gezin_xml_validate (doc, schema_text, strlen (schema_text), &error);

      g_test_message ("%s: %s", schema_cases[i].name, error == NULL ? "fits" : error->message);
      g_assert_cmpint (fits, ==, schema_cases[i].line == 0);
      if (fits)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_INVALID);
      g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), ==, schema_cases[i].line);
      g_assert_null (strstr (error->message, "Jansen"));
    }
}

/* An element keeps 16 bits of its line; past that the line of a text beside it is told. */
static void
test_schema_line_70000 (void)
{
  g_autofree char *lines = g_strnfill (69998, '\n');
  g_autofree char *data =
      g_strconcat ("<family><person id='1'/>", lines, "\n<person/>\n</family>", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (xmlDoc) doc = parse (data);

  g_assert_false (gezin_xml_validate (doc, schema_text, strlen (schema_text), &error));
  g_assert_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_INVALID);
  g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), >=, 70000);
  g_assert_cmpint (g_ascii_strtoll (error->message, NULL, 10), <=, 70001);
}

/* Even a good schema in another file is not read. */
static void
test_schema_reads_no_other_file (void)
{
  g_autofree char *path = NULL;
  g_autofree char *outer = NULL;
  g_autoptr (GError) error = NULL;
  GezinXmlSchema *schema;
  int file = g_file_open_tmp ("gezin-schema-XXXXXX", &path, &error);

  g_assert_no_error (error);
  close (file);
  g_file_set_contents (path, schema_text, -1, &error);
  g_assert_no_error (error);
  schema = gezin_xml_schema_new (schema_text, strlen (schema_text), &error);
  g_assert_no_error (error);
  gezin_xml_schema_free (schema);

  outer = g_strdup_printf ("<externalRef href='%s' xmlns='http://relaxng.org/ns/structure/1.0'/>",
                           path);
  schema = gezin_xml_schema_new (outer, strlen (outer), &error);
  g_assert_null (schema);
  g_assert_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_SCHEMA);
  g_unlink (path);
}

static void
test_bad_schema (void)
{
  static const char *const broken[] = {
    "", "<element", "<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>",
    "<externalRef href='file:///etc/passwd' xmlns='http://relaxng.org/ns/structure/1.0'/>"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      GezinXmlSchema *schema = gezin_xml_schema_new (broken[i], strlen (broken[i]), &error);

      g_assert_null (schema);
      g_assert_error (error, GEZIN_XML_ERROR, GEZIN_XML_ERROR_SCHEMA);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/xml/refuses-%s", bad_cases[i].name);

      g_test_add_data_func (path, &bad_cases[i], test_bad);
    }
  g_test_add_func ("/xml/reads-text-references-and-cdata", test_good);
  g_test_add_func ("/xml/refuses-a-nul-byte", test_nul);
  g_test_add_func ("/xml/refuses-utf-16", test_utf16);
  g_test_add_func ("/xml/refuses-more-bytes-than-allowed", test_too_large);
  g_test_add_func ("/xml/bounds-depth", test_depth);
  g_test_add_func ("/xml/bounds-elements", test_elements);
  g_test_add_func ("/xml/bounds-pieces-of-text", test_text);
  g_test_add_func ("/xml/bounds-one-long-text", test_long_text);
  g_test_add_func ("/xml/bounds-attributes-and-namespaces", test_attributes);
  g_test_add_func ("/xml/attribute-flood-costs-no-time", test_attribute_flood);
  g_test_add_func ("/xml/schema-names-the-line-and-no-value", test_schema);
  g_test_add_func ("/xml/schema-names-lines-above-65535", test_schema_line_70000);
  g_test_add_func ("/xml/schema-reads-no-other-file", test_schema_reads_no_other_file);
  g_test_add_func ("/xml/schema-that-is-broken", test_bad_schema);
  return g_test_run ();
}
