/* SPDX-License-Identifier: EUPL-1.2 */

/* Written samples, read and written. The reader takes our own files only, so
 * GMarkup is enough; a name that the catalogue does not have is an error. */

#include "gezin/sample-model.h"

#include <string.h>

static void
field_free (gpointer data)
{
  GezinSampleField *field = data;

  g_ptr_array_unref (field->values);
  g_free (field);
}

static void
record_free (gpointer data)
{
  GezinSampleRecord *record = data;

  g_free (record->id);
  g_ptr_array_unref (record->fields);
  g_free (record);
}

GezinSampleDossier *
gezin_sample_dossier_new (const char *id)
{
  GezinSampleDossier *dossier = g_new0 (GezinSampleDossier, 1);

  dossier->id = g_strdup (id);
  dossier->records = g_ptr_array_new_with_free_func (record_free);
  return dossier;
}

void
gezin_sample_dossier_free (GezinSampleDossier *dossier)
{
  if (dossier == NULL)
    return;
  g_free (dossier->id);
  g_ptr_array_unref (dossier->records);
  g_free (dossier);
}

GezinSampleRecord *
gezin_sample_dossier_add (GezinSampleDossier *dossier, const char *id, GezinKind kind)
{
  GezinSampleRecord *record = g_new0 (GezinSampleRecord, 1);

  record->id = g_strdup (id);
  record->kind = kind;
  record->fields = g_ptr_array_new_with_free_func (field_free);
  g_ptr_array_add (dossier->records, record);
  return record;
}

void
gezin_sample_record_set (GezinSampleRecord *record, const GezinFieldSpec *spec, const char *value)
{
  GezinSampleField *field = NULL;

  for (guint i = 0; i < record->fields->len && field == NULL; i++)
    if (((GezinSampleField *) record->fields->pdata[i])->spec == spec)
      field = record->fields->pdata[i];
  if (field == NULL)
    {
      field = g_new0 (GezinSampleField, 1);
      field->spec = spec;
      field->values = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (record->fields, field);
    }
  g_ptr_array_add (field->values, g_strdup (value));
}

/* Reading. */

typedef struct {
  GezinSampleDossier *dossier;
  GezinSampleRecord *record;
  const GezinFieldSpec *spec;
  GString *text;
} Reader;

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "a sample has %s", what);
  return FALSE;
}

static gboolean
open_record (Reader *reader, const char *kind, const char *id, GError **error)
{
  GezinKind number = kind != NULL ? gezin_catalogue_kind_by_name (kind) : GEZIN_KIND_NONE;

  if (number == GEZIN_KIND_NONE || id == NULL || reader->dossier == NULL)
    return refuse (error, "a record without a known kind and an id");
  reader->record = gezin_sample_dossier_add (reader->dossier, id, number);
  return TRUE;
}

static gboolean
open_field (Reader *reader, const char *name, GError **error)
{
  GezinField number = reader->record != NULL && name != NULL
                          ? gezin_catalogue_field_by_name (reader->record->kind, name)
                          : GEZIN_FIELD_NONE;

  if (number == GEZIN_FIELD_NONE)
    return refuse (error, "a field that its kind does not have");
  reader->spec = gezin_catalogue_field (number);
  return TRUE;
}

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];
  return NULL;
}

static void
start_element_cb (GMarkupParseContext *context, const char *element, const char **names,
                  const char **values, gpointer data, GError **error)
{
  Reader *reader = data;

  g_string_truncate (reader->text, 0);
  if (strcmp (element, "dossier") == 0 && attribute (names, values, "id") != NULL)
    reader->dossier = gezin_sample_dossier_new (attribute (names, values, "id"));
  else if (strcmp (element, "record") == 0)
    open_record (reader, attribute (names, values, "kind"), attribute (names, values, "id"), error);
  else if (strcmp (element, "field") == 0)
    open_field (reader, attribute (names, values, "name"), error);
  else if (strcmp (element, "item") != 0 || reader->spec == NULL)
    refuse (error, "an element that no written sample has");
}

static void
end_element_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reader *reader = data;
  gboolean is_field = strcmp (element, "field") == 0;
  gboolean is_set = reader->spec != NULL && gezin_field_spec_is_set (reader->spec);

  if ((is_field && !is_set) || strcmp (element, "item") == 0)
    gezin_sample_record_set (reader->record, reader->spec, g_strstrip (reader->text->str));
  if (is_field)
    reader->spec = NULL;
  g_string_truncate (reader->text, 0);
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  Reader *reader = data;

  if (reader->spec != NULL)
    g_string_append_len (reader->text, text, (gssize) length);
}

GezinSampleDossier *
gezin_sample_dossier_read (const char *xml, gsize length, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  Reader reader = { .text = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  gboolean done = g_markup_parse_context_parse (context, xml, (gssize) length, error)
                  && g_markup_parse_context_end_parse (context, error);

  g_string_free (reader.text, TRUE);
  if (done)
    return reader.dossier;
  gezin_sample_dossier_free (reader.dossier);
  return NULL;
}

/* Writing. */

static void
append_text (GString *xml, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    switch (*at)
      {
      case '&':
        g_string_append (xml, "&amp;");
        break;
      case '<':
        g_string_append (xml, "&lt;");
        break;
      case '>':
        g_string_append (xml, "&gt;");
        break;
      default:
        g_string_append_c (xml, *at);
      }
}

static void
write_field (GString *xml, const GezinSampleField *field)
{
  gboolean is_set = gezin_field_spec_is_set (field->spec);

  g_string_append_printf (xml, "    <field name=\"%s\">", field->spec->name);
  for (guint i = 0; i < field->values->len; i++)
    {
      g_string_append (xml, is_set ? "\n      <item>" : "");
      append_text (xml, field->values->pdata[i]);
      g_string_append (xml, is_set ? "</item>" : "");
    }
  g_string_append (xml, is_set ? "\n    </field>\n" : "</field>\n");
}

GBytes *
gezin_sample_dossier_write (const GezinSampleDossier *dossier)
{
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<!-- SPDX-License-Identifier: CC0-1.0 ; Everything in this file is "
                               "invented. -->\n");

  g_string_append_printf (xml, "<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"%s\">\n",
                          dossier->id);
  for (guint i = 0; i < dossier->records->len; i++)
    {
      const GezinSampleRecord *record = dossier->records->pdata[i];

      if (record->fields->len == 0)
        continue;
      g_string_append_printf (xml, "  <record kind=\"%s\" id=\"%s\">\n",
                              gezin_catalogue_kind (record->kind)->name, record->id);
      for (guint j = 0; j < record->fields->len; j++)
        write_field (xml, record->fields->pdata[j]);
      g_string_append (xml, "  </record>\n");
    }
  g_string_append (xml, "</dossier>\n");
  return g_string_free_to_bytes (xml);
}
