/* SPDX-License-Identifier: EUPL-1.2 */

/* The data dictionary as Markdown, made from the catalogue.
 *
 * Invariant: nothing but the catalogue and the limits decides the bytes. */

#include "wire/schema.h"

#include "base/limits.h"
#include "model/catalogue.h"
#include "wire/dossier-xml.h"

static const char opening[] =
    "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n"
    "# Data dictionary\n\n"
    "Every kind of record that a dossier can hold, and every field. Made from the catalogue by\n"
    "`gezin schema --dictionary`; not to be edited. `data/schema/dossier-1.rng` says the same to\n"
    "a machine.\n\n"
    "- **Name** is what stands in files and on the command line, for ever.\n"
    "- **Values** names the dated list of a code (`data/reference/`), or the kinds that a "
    "reference\n"
    "  may point to.\n"
    "- **Category** and **sensitivity** decide with whom a value may be shared. Where the "
    "category\n"
    "  is by something, another value of the record decides it.\n"
    "- **Found** says how a search finds it.\n";

static const struct {
  GezinType type;
  const char *form;
} types[] = {
  { GEZIN_TYPE_TEXT, "one line, at most %d bytes of UTF-8 in NFC" },
  { GEZIN_TYPE_PROSE, "any number of lines, at most %d bytes of UTF-8 in NFC" },
  { GEZIN_TYPE_DATE, "`2014`, `2014-05` or `2014-05-01`" },
  { GEZIN_TYPE_TIME, "`2026-11-21T10:03:11Z`, always UTC" },
  { GEZIN_TYPE_BOOL, "`true` or `false`" },
  { GEZIN_TYPE_COUNT, "a whole number from 0" },
  { GEZIN_TYPE_SCALE, "a whole number from 0 to %d" },
  { GEZIN_TYPE_BSN, "nine digits that pass the elfproef" },
  { GEZIN_TYPE_DIGEST, "SHA-256 in 64 digits of lower-case hex" },
  { GEZIN_TYPE_CODE, "a code of a dated list" },
  { GEZIN_TYPE_CODES, "a set of codes" },
  { GEZIN_TYPE_REF, "the id of one record: a UUID in lower case" },
  { GEZIN_TYPE_REFS, "a set of ids" },
  { GEZIN_TYPE_FILE, "the digest under which a document is kept" },
};

static void
append_types (GString *text)
{
  g_string_append (text, "\n## Types\n\n| type | form |\n| --- | --- |\n");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_auto (GStrv) halves = g_strsplit (types[i].form, "%d", 2);

      g_string_append_printf (text, "| %s | %s", gezin_type_name (types[i].type), halves[0]);
      if (halves[1] != NULL)
        g_string_append_printf (text, "%d%s",
                                types[i].type == GEZIN_TYPE_TEXT    ? GEZIN_MAX_TEXT_BYTES
                                : types[i].type == GEZIN_TYPE_PROSE ? GEZIN_MAX_PROSE_BYTES
                                                                    : GEZIN_SCALE_MAX,
                                halves[1]);
      g_string_append (text, " |\n");
    }
}

static void
append_values (GString *text, const GezinFieldSpec *spec)
{
  const char *separator = "";

  if (spec->list != NULL)
    g_string_append (text, spec->list);
  if (spec->targets == GEZIN_KIND_SET_ANY)
    {
      g_string_append (text, "any record");
      return;
    }
  if ((spec->targets & GEZIN_KIND_SET_SAME) != 0)
    g_string_append (text, "its own kind");
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    if ((spec->targets & GEZIN_KIND_SET (kind)) != 0)
      {
        g_string_append_printf (text, "%s%s", separator,
                                gezin_catalogue_kind ((GezinKind) kind)->name);
        separator = ", ";
      }
  if ((spec->flags & GEZIN_FIELD_WHOLE_FAMILY) != 0)
    g_string_append (text, ", or `family`");
}

static gboolean
depends_on_the_record (GezinCategory category)
{
  return category == GEZIN_CATEGORY_BY_LIFE_DOMAIN || category == GEZIN_CATEGORY_BY_INSTRUMENT
         || category == GEZIN_CATEGORY_BY_DOCUMENT_KIND || category == GEZIN_CATEGORY_BY_MEASURE
         || category == GEZIN_CATEGORY_STRICTEST_OF_ENDS;
}

/* Of a field of every kind that follows its kind, neither is known here. */
static void
append_category (GString *text, const GezinFieldSpec *spec)
{
  GezinCategory category;
  GezinSensitivity sensitivity;

  if (spec->kind == GEZIN_KIND_NONE && spec->category == GEZIN_CATEGORY_OF_KIND)
    {
      g_string_append (text, "of its kind | of its kind");
      return;
    }
  category = gezin_field_spec_category (spec, spec->kind);
  sensitivity = gezin_field_spec_sensitivity (spec, spec->kind);
  g_string_append_printf (text, "%s | %s%s", gezin_category_name (category),
                          spec->sensitivity == GEZIN_SENSITIVITY_BY_CATEGORY
                                  && depends_on_the_record (category)
                              ? "up to "
                              : "",
                          gezin_sensitivity_name (sensitivity));
}

static void
append_notes (GString *text, const GezinFieldSpec *spec)
{
  static const struct {
    GezinFieldFlags flag;
    const char *words;
  } notes[] = {
    { GEZIN_FIELD_DERIVED, "follows from other values, never written" },
    { GEZIN_FIELD_NARROWS, "may be set later" },
    { GEZIN_FIELD_ESSENTIAL, "essential" },
    { GEZIN_FIELD_TITLE, "in the title" },
  };
  const char *separator = "";

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    if ((spec->flags & notes[i].flag) != 0)
      {
        g_string_append_printf (text, "%s%s", separator, notes[i].words);
        separator = "; ";
      }
}

static void
append_fields (GString *text, GezinKind kind)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

  g_string_append (text,
                   "\n| name | what it is | type | values | category | sensitivity | found | since"
                   " | notes |\n"
                   "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (guint i = 0; i < n_fields; i++)
    if (fields[i]->kind == kind)
      {
        g_string_append_printf (text, "| `%s` | %s | %s | ", fields[i]->name, fields[i]->label,
                                gezin_type_name (fields[i]->type));
        append_values (text, fields[i]);
        g_string_append (text, " | ");
        append_category (text, fields[i]);
        g_string_append_printf (text, " | %s | %d | ", gezin_search_name (fields[i]->search),
                                fields[i]->since);
        append_notes (text, fields[i]);
        g_string_append (text, " |\n");
      }
}

static void
append_kind (GString *text, GezinKind kind)
{
  const GezinKindSpec *spec = gezin_catalogue_kind (kind);

  g_string_append_printf (text, "\n## %s\n\n%s. Category %s; since format %d.", spec->name,
                          spec->label, gezin_category_name (spec->category), spec->since);
  if ((spec->flags & GEZIN_KIND_ROOT) != 0)
    g_string_append (text, " There is exactly one, and its id is the dossier's.");
  if ((spec->flags & GEZIN_KIND_WRITTEN_ONCE) != 0)
    g_string_append (text, " Written once: a change is a new record that replaces it.");
  if ((spec->flags & GEZIN_KIND_BY_PROGRAM) != 0)
    g_string_append (text, " Made by the program, never typed.");
  g_string_append_c (text, '\n');
  append_fields (text, kind);
}

char *
gezin_schema_dictionary (void)
{
  GString *text = g_string_new (opening);

  append_types (text);
  g_string_append (text, "\n## Of every kind\n\nEvery record can hold these too.\n");
  append_fields (text, GEZIN_KIND_NONE);
  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    append_kind (text, (GezinKind) kind);
  return g_string_free (text, FALSE);
}
