/* SPDX-License-Identifier: EUPL-1.2 */

/* Bytes of one reference file to structs.
 *
 * Invariants:
 *  1. What is read here has passed gezin_xml_parse_untrusted() and the schema, so every element is
 *     one that the schema names and every required attribute is there.
 *  2. Every string lies in the file's own string chunk, white space normalised. */

#include <libxml/tree.h>
#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "base/xml.h"
#include "reference/reference-private.h"
#include "reference/reference-resources.h"

#define SCHEMA_PATH "/nl/gezinsdossier/reference/reference.rng"

GQuark
gezin_reference_error_quark (void)
{
  return g_quark_from_static_string ("gezin-reference-error-quark");
}

static void
free_code (gpointer data)
{
  GezinCode *code = data;

  g_array_unref (code->labels);
  g_array_unref (code->notes);
  g_array_unref (code->sentences);
  g_array_unref (code->properties);
  g_array_unref (code->sources);
  g_free (code);
}

static void
free_list (gpointer data)
{
  GezinDatedList *list = data;

  g_array_unref (list->labels);
  g_ptr_array_unref (list->codes);
  g_hash_table_unref (list->by_name);
  g_free (list);
}

GezinDatedFile *
gezin_dated_file_ref (GezinDatedFile *file)
{
  g_atomic_ref_count_inc (&file->references);
  return file;
}

void
gezin_dated_file_unref (GezinDatedFile *file)
{
  if (file == NULL || !g_atomic_ref_count_dec (&file->references))
    return;
  g_array_unref (file->labels);
  g_ptr_array_unref (file->lists);
  g_string_chunk_free (file->strings);
  g_free (file);
}

gboolean
gezin_reference_refuse (GError **error, GezinReferenceError code, const GezinDatedFile *file,
                        int line, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, GEZIN_REFERENCE_ERROR, code, "%s:%d: %s", file->info.name, line, reason);
  return FALSE;
}

gboolean
gezin_period_holds (const GezinPeriod *period, const GDate *day)
{
  return (!g_date_valid (&period->from) || g_date_compare (&period->from, day) <= 0)
         && (!g_date_valid (&period->to) || g_date_compare (day, &period->to) <= 0);
}

gboolean
gezin_period_overlaps (const GezinPeriod *a, const GezinPeriod *b)
{
  return (!g_date_valid (&a->to) || !g_date_valid (&b->from)
          || g_date_compare (&b->from, &a->to) <= 0)
         && (!g_date_valid (&b->to) || !g_date_valid (&a->from)
             || g_date_compare (&a->from, &b->to) <= 0);
}

/* ---------- Reading nodes ---------- */

static int
line_of (xmlNode *node)
{
  return (int) xmlGetLineNo (node);
}

static gboolean
is_element (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

/* What is not seen and changes how the rest is read: controls of a terminal, turned writing. */
static gboolean
is_hidden (gunichar character)
{
  return g_unichar_iscntrl (character) || (character >= 0x202A && character <= 0x202E)
         || (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
}

static gboolean
has_hidden (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_ascii_isprint (*text) && is_hidden (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* White space at the ends goes; inside, a run of it becomes one space. */
static const char *
keep (GezinDatedFile *file, const xmlChar *raw)
{
  g_auto (GStrv) parts = g_strsplit_set ((const char *) raw, " \t\r\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, parts[i]);
    }
  return g_string_chunk_insert_const (file->strings, text->str);
}

static const char *
keep_content (GezinDatedFile *file, xmlNode *node)
{
  g_autoptr (xmlChar) raw = xmlNodeGetContent (node);
  const char *text = keep (file, raw);

  if (file->hidden_line == 0 && has_hidden (text))
    file->hidden_line = line_of (node);
  return text;
}

static const char *
keep_attribute (GezinDatedFile *file, xmlNode *node, const char *name)
{
  g_autoptr (xmlChar) raw = xmlGetNoNsProp (node, BAD_CAST name);

  return raw == NULL ? NULL : keep (file, raw);
}

/* The schema has checked the form; whether the calendar has such a day is left. */
static gboolean
read_day (GezinDatedFile *file, xmlNode *node, const char *name, GDate *day, GError **error)
{
  const char *text = keep_attribute (file, node, name);
  guint year;
  guint month;
  guint of_month;

  g_date_clear (day, 1);
  if (text == NULL)
    return TRUE;
  year = (guint) g_ascii_strtoull (text, NULL, 10);
  month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  of_month = (guint) g_ascii_strtoull (text + 8, NULL, 10);
  if (year < GEZIN_MIN_YEAR || year > GEZIN_MAX_YEAR
      || !g_date_valid_dmy ((GDateDay) of_month, (GDateMonth) month, (GDateYear) year))
    return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DATE, file, line_of (node),
                                   "%s %s is no day", name, text);
  g_date_set_dmy (day, (GDateDay) of_month, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
read_period (GezinDatedFile *file, xmlNode *node, GezinPeriod *period, GError **error)
{
  if (!read_day (file, node, "valid-from", &period->from, error)
      || !read_day (file, node, "valid-to", &period->to, error))
    return FALSE;
  if (g_date_valid (&period->from) && g_date_valid (&period->to)
      && g_date_compare (&period->to, &period->from) < 0)
    return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DATE, file, line_of (node),
                                   "valid-to lies before valid-from");
  return TRUE;
}

static void
add_words (GezinDatedFile *file, xmlNode *node, GArray *words)
{
  g_autoptr (xmlChar) language = xmlGetNsProp (node, BAD_CAST "lang", XML_XML_NAMESPACE);
  GezinWords item = { keep (file, language), keep_content (file, node) };

  g_array_append_val (words, item);
}

static gboolean
add_source (GezinDatedFile *file, xmlNode *node, GArray *sources, GError **error)
{
  g_autoptr (xmlChar) language = xmlGetNsProp (node, BAD_CAST "lang", XML_XML_NAMESPACE);
  GezinSource source = { keep_attribute (file, node, "mark"),
                         language != NULL ? keep (file, language) : NULL,
                         keep_content (file, node) };
  const char *as_of = keep_attribute (file, node, "as-of");
  GDate day;

  if (!read_day (file, node, "as-of", &day, error))
    return FALSE;
  if (as_of != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%s (%s)", source.text, as_of);

      source.text = g_string_chunk_insert_const (file->strings, text);
    }
  g_array_append_val (sources, source);
  return TRUE;
}

static gboolean
add_code (GezinDatedFile *file, xmlNode *node, GezinDatedList *list, GError **error)
{
  GezinCode *code = g_new0 (GezinCode, 1);

  code->name = keep_attribute (file, node, "name");
  code->line = line_of (node);
  code->labels = g_array_new (FALSE, FALSE, sizeof (GezinWords));
  code->notes = g_array_new (FALSE, FALSE, sizeof (GezinWords));
  code->sentences = g_array_new (FALSE, FALSE, sizeof (GezinWords));
  code->properties = g_array_new (FALSE, FALSE, sizeof (GezinProperty));
  code->sources = g_array_new (FALSE, FALSE, sizeof (GezinSource));
  g_ptr_array_add (list->codes, code);
  if (!read_period (file, node, &code->period, error))
    return FALSE;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is_element (child, "label"))
        add_words (file, child, code->labels);
      else if (is_element (child, "note"))
        add_words (file, child, code->notes);
      else if (is_element (child, "sentence"))
        add_words (file, child, code->sentences);
      else if (is_element (child, "source"))
        {
          if (!add_source (file, child, code->sources, error))
            return FALSE;
        }
      else if (is_element (child, "property"))
        {
          GezinProperty property = { keep_attribute (file, child, "name"),
                                     keep_content (file, child), line_of (child) };

          g_array_append_val (code->properties, property);
        }
    }
  if (g_hash_table_contains (list->by_name, code->name))
    return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DUPLICATE, file, code->line,
                                   "code %s stands twice in list %s", code->name, list->name);
  g_hash_table_insert (list->by_name, (gpointer) code->name, code);
  return TRUE;
}

static gboolean
add_list (GezinDatedFile *file, xmlNode *node, GError **error)
{
  GezinDatedList *list = g_new0 (GezinDatedList, 1);
  g_autofree char *version = NULL;

  list->name = keep_attribute (file, node, "name");
  list->file = file->info.name;
  list->layer = file->info.layer;
  list->line = line_of (node);
  list->labels = g_array_new (FALSE, FALSE, sizeof (GezinWords));
  list->codes = g_ptr_array_new_with_free_func (free_code);
  list->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  version = g_strdup_printf ("%s@%s/%u", list->name, file->info.id, file->info.version);
  list->version = g_string_chunk_insert_const (file->strings, version);
  g_ptr_array_add (file->lists, list);
  if (!read_period (file, node, &list->period, error))
    return FALSE;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is_element (child, "label"))
        add_words (file, child, list->labels);
      else if (is_element (child, "code") && !add_code (file, child, list, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_root (GezinDatedFile *file, xmlNode *root, GError **error)
{
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (GezinSource));

  file->line = line_of (root);
  file->info.id = keep_attribute (file, root, "id");
  file->info.version = (guint) g_ascii_strtoull (keep_attribute (file, root, "version"), NULL, 10);
  if (!read_period (file, root, &file->period, error))
    return FALSE;
  file->info.valid_from = file->period.from;
  file->info.valid_to = file->period.to;

  for (xmlNode *child = root->children; child != NULL; child = child->next)
    {
      if (is_element (child, "label"))
        add_words (file, child, file->labels);
      else if (is_element (child, "source"))
        {
          if (!add_source (file, child, sources, error))
            return FALSE;
        }
      else if (is_element (child, "list") && !add_list (file, child, error))
        return FALSE;
    }
  file->info.source = g_array_index (sources, GezinSource, 0).text;
  return TRUE;
}

/* Puts the name before a message of GEZIN_XML_ERROR, which starts with its line. */
static void
take_xml_error (GError **error, GezinReferenceError code, const char *name, GError *problem)
{
  g_set_error (error, GEZIN_REFERENCE_ERROR, code, "%s:%s", name, problem->message);
  g_error_free (problem);
}

static gboolean
check_schema (const char *name, xmlDoc *doc, GError **error)
{
  g_autoptr (GBytes) schema =
      g_resource_lookup_data (gezin_reference_resources_get_resource (), SCHEMA_PATH, 0, NULL);
  GError *problem = NULL;
  gsize length;
  const char *text = g_bytes_get_data (schema, &length);

  if (gezin_xml_validate (doc, text, length, &problem))
    return TRUE;
  take_xml_error (error, GEZIN_REFERENCE_ERROR_SCHEMA, name, problem);
  return FALSE;
}

GezinDatedFile *
gezin_dated_file_new (const char *name, guint layer, const char *data, gsize length, GError **error)
{
  g_autoptr (GezinDatedFile) file = NULL;
  g_autoptr (xmlDoc) doc = NULL;
  GError *problem = NULL;

  doc = gezin_xml_parse_untrusted (data, length, GEZIN_MAX_REFERENCE_XML_BYTES, &problem);
  if (doc == NULL)
    {
      take_xml_error (error, GEZIN_REFERENCE_ERROR_XML, name, problem);
      return NULL;
    }
  if (!check_schema (name, doc, error))
    return NULL;

  file = g_new0 (GezinDatedFile, 1);
  g_atomic_ref_count_init (&file->references);
  file->strings = g_string_chunk_new (8192);
  file->labels = g_array_new (FALSE, FALSE, sizeof (GezinWords));
  file->lists = g_ptr_array_new_with_free_func (free_list);
  file->info.name = g_string_chunk_insert (file->strings, name);
  file->info.layer = layer;
  if (!read_root (file, xmlDocGetRootElement (doc), error))
    return NULL;
  if (file->hidden_line > 0)
    {
      (void) gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_XML, file, file->hidden_line,
                                     "a character that is not seen");
      return NULL;
    }
  return g_steal_pointer (&file);
}
