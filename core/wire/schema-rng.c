/* SPDX-License-Identifier: EUPL-1.2 */

/* RELAX NG of plain dossier XML, made from the catalogue.
 *
 * Invariant: nothing but the catalogue and the limits decides the bytes. */

#include "wire/schema.h"

#include "base/limits.h"
#include "model/catalogue.h"
#include "wire/dossier-xml.h"

#define STRINGIFY(X) #X
#define NUMBER(X) STRINGIFY (X)

#define UUID_PATTERN "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#define ID_PATTERN "[0-9a-f]{16}"
#define DOT_PATTERN ID_PATTERN ":[1-9][0-9]{0,9}"
#define NAME_PATTERN "[a-z]([a-z0-9]|-[a-z0-9])*"
#define DATE_PATTERN "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
#define TIME_PATTERN \
  "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"

static const char opening[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n"
    "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
    "         xmlns:a=\"http://relaxng.org/ns/compatibility/annotations/1.0\"\n"
    "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\"\n"
    "         ns=\"" GEZIN_DOSSIER_NAMESPACE "\">\n"
    "  <a:documentation>Plain dossier XML, format " NUMBER (
        GEZIN_DOSSIER_FORMAT) ".\n"
                              "    Made from the catalogue by `gezin schema --rng`; not to be "
                              "edited.</a:documentation>\n"
                              "\n"
                              "  <start>\n"
                              "    <element name=\"dossier\">\n"
                              "      <attribute name=\"id\"><ref name=\"uuid\"/></attribute>\n"
                              "      <zeroOrMore><ref name=\"commit\"/></zeroOrMore>\n"
                              "      <zeroOrMore><ref name=\"erased-record\"/></zeroOrMore>\n"
                              "      <zeroOrMore><ref name=\"record\"/></zeroOrMore>\n"
                              "    </element>\n"
                              "  </start>\n"
                              "\n"
                              "  <define name=\"commit\">\n"
                              "    <a:documentation>One act of one person.</a:documentation>\n"
                              "    <element name=\"commit\">\n"
                              "      <attribute name=\"id\"><ref name=\"id\"/></attribute>\n"
                              "      <attribute name=\"time\"><ref name=\"time\"/></attribute>\n"
                              "      <optional>\n"
                              "        <attribute name=\"by\"><ref name=\"text\"/></attribute>\n"
                              "      </optional>\n"
                              "      <optional>\n"
                              "        <attribute name=\"role\"><ref name=\"code\"/></attribute>\n"
                              "      </optional>\n"
                              "      <optional>\n"
                              "        <attribute name=\"organisation\"><ref "
                              "name=\"text\"/></attribute>\n"
                              "      </optional>\n"
                              "      <optional>\n"
                              "        <attribute name=\"why\"><ref name=\"prose\"/></attribute>\n"
                              "      </optional>\n"
                              "    </element>\n"
                              "  </define>\n"
                              "\n"
                              "  <define name=\"erased-record\">\n"
                              "    <a:documentation>A record that was erased for "
                              "ever.</a:documentation>\n"
                              "    <element name=\"erased\">\n"
                              "      <attribute name=\"record\"><ref name=\"uuid\"/></attribute>\n"
                              "    </element>\n"
                              "  </define>\n"
                              "\n";

/* How one value, or one item of a set, stands in the file. */
static const char versions[] =
    "  <define name=\"version\">\n"
    "    <a:documentation>`at` is the dot, `over` the context, `in` the commit; `origin` is the\n"
    "      organisation whose content it is, where not the commit's. A value without them is\n"
    "      written by hand.</a:documentation>\n"
    "    <attribute name=\"at\"><ref name=\"dot\"/></attribute>\n"
    "    <optional>\n"
    "      <attribute name=\"over\">\n"
    "        <list><oneOrMore><ref name=\"dot\"/></oneOrMore></list>\n"
    "      </attribute>\n"
    "    </optional>\n"
    "    <attribute name=\"in\"><ref name=\"id\"/></attribute>\n"
    "    <optional>\n"
    "      <attribute name=\"origin\"><ref name=\"text\"/></attribute>\n"
    "    </optional>\n"
    "  </define>\n"
    "\n"
    "  <define name=\"no-value\">\n"
    "    <a:documentation>Cleared, or erased for ever.</a:documentation>\n"
    "    <choice>\n"
    "      <attribute name=\"none\"><value>yes</value></attribute>\n"
    "      <attribute name=\"erased\"><value>yes</value></attribute>\n"
    "    </choice>\n"
    "  </define>\n"
    "\n"
    "  <define name=\"out-of-set\">\n"
    "    <a:documentation>The item is out, or erased for ever.</a:documentation>\n"
    "    <choice>\n"
    "      <attribute name=\"out\"><value>yes</value></attribute>\n"
    "      <attribute name=\"erased\"><value>yes</value></attribute>\n"
    "    </choice>\n"
    "  </define>\n"
    "\n"
    "  <define name=\"saw\">\n"
    "    <a:documentation>What the remover had seen of the record.</a:documentation>\n"
    "    <attribute name=\"saw\">\n"
    "      <list><oneOrMore><ref name=\"fingerprint\"/></oneOrMore></list>\n"
    "    </attribute>\n"
    "  </define>\n"
    "\n";

G_STATIC_ASSERT (GEZIN_SCALE_MAX == 10); /* as the pattern below has it */

/* The forms of texts. */
static const struct {
  const char *name;
  const char *pattern;
  int max_length;
} forms[] = {
  { "uuid", UUID_PATTERN, 0 },
  { "id", ID_PATTERN, 0 },
  { "fingerprint", ID_PATTERN, 0 },
  { "dot", DOT_PATTERN, 0 },
  { "any-text", NULL, 0 },
  { "text", NULL, GEZIN_MAX_TEXT_BYTES },
  { "prose", NULL, GEZIN_MAX_PROSE_BYTES },
  { "date", DATE_PATTERN, 0 },
  { "time", TIME_PATTERN, 0 },
  { "bool", "true|false", 0 },
  { "count", "0|[1-9][0-9]{0,15}", 0 },
  { "scale", "[0-9]|10", 0 },
  { "bsn", "[0-9]{9}", 0 },
  { "digest", "[0-9a-f]{64}", 0 },
  { "code", NAME_PATTERN, GEZIN_MAX_NAME_BYTES },
  { "ref", UUID_PATTERN, 0 },
  { "ref-or-family", UUID_PATTERN "|family", 0 },
};

static void
append_forms (GString *rng)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_string_append_printf (rng, "  <define name=\"%s\">\n    <data type=\"%s\">", forms[i].name,
                              forms[i].pattern != NULL ? "token" : "string");
      if (forms[i].pattern != NULL)
        g_string_append_printf (rng, "<param name=\"pattern\">%s</param>", forms[i].pattern);
      else if (forms[i].max_length > 0)
        g_string_append (rng, "<param name=\"minLength\">1</param>");
      if (forms[i].max_length > 0)
        g_string_append_printf (rng, "<param name=\"maxLength\">%d</param>", forms[i].max_length);
      g_string_append (rng, "</data>\n  </define>\n\n");
    }
}

/* Of a field that holds one value of @form. */
static void
append_single (GString *rng, const char *name, const char *form, gboolean has_saw)
{
  g_string_append_printf (
      rng,
      "  <define name=\"%s\">\n"
      "    <choice>\n"
      "      <ref name=\"%s\"/>\n"
      "      <group>\n"
      "        <ref name=\"version\"/>\n"
      "%s"
      "        <choice>\n"
      "          <ref name=\"%s\"/>\n"
      "          <group><ref name=\"no-value\"/><empty/></group>\n"
      "        </choice>\n"
      "      </group>\n"
      "    </choice>\n"
      "  </define>\n\n",
      name, form, has_saw ? "        <optional><ref name=\"saw\"/></optional>\n" : "", form);
}

/* Of a field that is a set of @form. */
static void
append_set (GString *rng, const char *name, const char *form)
{
  g_string_append_printf (rng,
                          "  <define name=\"%s\">\n"
                          "    <oneOrMore>\n"
                          "      <element name=\"item\">\n"
                          "        <optional>\n"
                          "          <ref name=\"version\"/>\n"
                          "          <optional><ref name=\"out-of-set\"/></optional>\n"
                          "        </optional>\n"
                          "        <ref name=\"%s\"/>\n"
                          "      </element>\n"
                          "    </oneOrMore>\n"
                          "  </define>\n\n",
                          name, form);
}

/* The form of one value, or of one item. */
static const char *
form_of (const GezinFieldSpec *spec)
{
  switch (spec->type)
    {
    case GEZIN_TYPE_CODES:
      return gezin_type_name (GEZIN_TYPE_CODE);
    case GEZIN_TYPE_REFS:
      return (spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0 ? "ref-or-family"
                                                           : gezin_type_name (GEZIN_TYPE_REF);
    case GEZIN_TYPE_FILE:
      return gezin_type_name (GEZIN_TYPE_DIGEST);
    default:
      return gezin_type_name (spec->type);
    }
}

static void
append_contents (GString *rng)
{
  append_single (rng, "one-any-text", "any-text", FALSE);
  append_set (rng, "set-of-any-text", "any-text");
  append_single (rng, "removal", "bool", TRUE);
  append_single (rng, "one-text", "text", FALSE);
  append_single (rng, "one-prose", "prose", FALSE);
  append_single (rng, "one-date", "date", FALSE);
  append_single (rng, "one-time", "time", FALSE);
  append_single (rng, "one-bool", "bool", FALSE);
  append_single (rng, "one-count", "count", FALSE);
  append_single (rng, "one-scale", "scale", FALSE);
  append_single (rng, "one-bsn", "bsn", FALSE);
  append_single (rng, "one-digest", "digest", FALSE);
  append_single (rng, "one-code", "code", FALSE);
  append_single (rng, "one-ref", "ref", FALSE);
  append_set (rng, "set-of-code", "code");
  append_set (rng, "set-of-ref", "ref");
  append_set (rng, "set-of-ref-or-family", "ref-or-family");
}

static void
append_targets (GString *rng, GezinKindSet targets)
{
  const char *separator = "; to ";

  if (targets == GEZIN_KIND_SET_ANY)
    {
      g_string_append (rng, "; to any record");
      return;
    }
  if ((targets & GEZIN_KIND_SET_SAME) != 0)
    g_string_append (rng, "; to its own kind");
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    if ((targets & GEZIN_KIND_SET (kind)) != 0)
      {
        g_string_append_printf (rng, "%s%s", separator,
                                gezin_catalogue_kind ((GezinKind) kind)->name);
        separator = ", ";
      }
}

/* One alternative of what a field is. The name comes first, so that a validator gives up early. */
static void
append_field (GString *rng, const GezinFieldSpec *spec)
{
  g_autofree char *label = g_markup_escape_text (spec->label, -1);

  g_string_append_printf (rng,
                          "          <group>\n"
                          "            <a:documentation>%s",
                          label);
  if (spec->list != NULL)
    g_string_append_printf (rng, "; of the list %s", spec->list);
  if (gezin_field_spec_is_ref (spec))
    append_targets (rng, spec->targets);
  g_string_append_printf (rng,
                          "</a:documentation>\n"
                          "            <attribute name=\"name\"><value>%s</value></attribute>\n",
                          spec->name);
  if (spec->field == GEZIN_FIELD_COMMON_REMOVED)
    g_string_append (rng, "            <ref name=\"removal\"/>\n");
  else
    g_string_append_printf (rng, "            <ref name=\"%s%s\"/>\n",
                            gezin_field_spec_is_set (spec) ? "set-of-" : "one-", form_of (spec));
  g_string_append (rng, "          </group>\n");
}

/* A field that this version does not know, in a record of @kind. */
static void
append_newer_field (GString *rng, GezinKind kind)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

  g_string_append (rng, "          <group>\n"
                        "            <a:documentation>Of a newer version.</a:documentation>\n"
                        "            <attribute name=\"name\">\n"
                        "              <data type=\"token\">\n"
                        "                <param name=\"pattern\">" NAME_PATTERN "</param>\n"
                        "                <except>\n"
                        "                  <choice>\n");
  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (rng, "                    <value>%s</value>\n", fields[i]->name);
  g_string_append (rng, "                  </choice>\n"
                        "                </except>\n"
                        "              </data>\n"
                        "            </attribute>\n"
                        "            <choice>\n"
                        "              <ref name=\"one-any-text\"/>\n"
                        "              <ref name=\"set-of-any-text\"/>\n"
                        "            </choice>\n"
                        "          </group>\n");
}

static void
append_kind (GString *rng, GezinKind kind)
{
  const GezinKindSpec *spec = gezin_catalogue_kind (kind);
  g_autofree char *label = g_markup_escape_text (spec->label, -1);
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

  g_string_append_printf (rng,
                          "  <define name=\"kind-%s\">\n"
                          "    <a:documentation>%s</a:documentation>\n"
                          "    <attribute name=\"kind\"><value>%s</value></attribute>\n"
                          "    <zeroOrMore>\n"
                          "      <element name=\"field\">\n"
                          "        <choice>\n",
                          spec->name, label, spec->name);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i]->kind == kind)
      append_field (rng, fields[i]);
  g_string_append (rng, "          <ref name=\"field-of-every-kind\"/>\n");
  append_newer_field (rng, kind);
  g_string_append (rng, "        </choice>\n"
                        "      </element>\n"
                        "    </zeroOrMore>\n"
                        "  </define>\n\n");
}

static void
append_records (GString *rng)
{
  guint n_common;
  const GezinFieldSpec *const *common = gezin_catalogue_fields_of (GEZIN_KIND_NONE, &n_common);

  g_string_append (rng, "  <define name=\"record\">\n"
                        "    <element name=\"record\">\n"
                        "      <attribute name=\"id\"><ref name=\"uuid\"/></attribute>\n"
                        "      <choice>\n");
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    g_string_append_printf (rng, "        <ref name=\"kind-%s\"/>\n",
                            gezin_catalogue_kind ((GezinKind) kind)->name);
  g_string_append (rng, "      </choice>\n"
                        "    </element>\n"
                        "  </define>\n\n"
                        "  <define name=\"field-of-every-kind\">\n"
                        "        <choice>\n");
  for (guint i = 0; i < n_common; i++)
    append_field (rng, common[i]);
  g_string_append (rng, "        </choice>\n"
                        "  </define>\n\n");
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    append_kind (rng, (GezinKind) kind);
}

char *
gezin_schema_rng (void)
{
  GString *rng = g_string_new (opening);

  append_records (rng);
  g_string_append (rng, versions);
  append_contents (rng);
  append_forms (rng);
  g_string_truncate (rng, rng->len - 1);
  g_string_append (rng, "</grammar>\n");
  return g_string_free (rng, FALSE);
}
