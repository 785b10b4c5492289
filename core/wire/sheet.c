/* SPDX-License-Identifier: EUPL-1.2 */

/* Spreadsheets, in two forms.
 *
 * Invariants:
 * 1. In CSV a text that a spreadsheet could take for a formula (it begins with = + - @, a tab or a
 *    carriage return) gets an apostrophe before it. In ODS a text is a text.
 * 2. The same sheet gives the same bytes: no time stands in the archive. */

#include "wire/sheet.h"

#include "wire/wire-error.h"

#include <libxml/xmlwriter.h>
#include <string.h>
#include <zip.h>

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"
#define NS_OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
#define NS_TABLE "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
#define NS_TEXT "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
#define NS_MANIFEST "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
#define DOS_DATE ((1 << 5) | 1) /* the first day that ZIP knows: 1 January 1980 */

typedef struct {
  char *text; /* (nullable) */
  gboolean is_number;
} Cell;

struct _GezinSheet {
  char *name;
  GPtrArray *rows; /* GArray of Cell */
};

static void
clear_cell (gpointer data)
{
  g_free (((Cell *) data)->text);
}

GezinSheet *
gezin_sheet_new (const char *name)
{
  GezinSheet *sheet = g_new0 (GezinSheet, 1);

  sheet->name = g_strdup (name);
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  return sheet;
}

void
gezin_sheet_free (GezinSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_ptr_array_unref (sheet->rows);
  g_free (sheet->name);
  g_free (sheet);
}

void
gezin_sheet_row (GezinSheet *sheet)
{
  GArray *row = g_array_new (FALSE, FALSE, sizeof (Cell));

  g_array_set_clear_func (row, clear_cell);
  g_ptr_array_add (sheet->rows, row);
}

static void
add_cell (GezinSheet *sheet, const char *text, gboolean is_number)
{
  Cell cell = { g_strdup (text), is_number };

  g_return_if_fail (sheet->rows->len > 0);
  g_array_append_val ((GArray *) sheet->rows->pdata[sheet->rows->len - 1], cell);
}

void
gezin_sheet_text (GezinSheet *sheet, const char *text)
{
  add_cell (sheet, text, FALSE);
}

void
gezin_sheet_number (GezinSheet *sheet, const char *number)
{
  add_cell (sheet, number, TRUE);
}

/* CSV. */

static void
write_csv_cell (GString *csv, const Cell *cell)
{
  const char *text = cell->text != NULL ? cell->text : "";
  gboolean is_guarded = !cell->is_number && text[0] != '\0' && strchr ("=+-@\t\r", text[0]) != NULL;
  gboolean is_quoted = strpbrk (text, ",\"\r\n\t;") != NULL || g_ascii_isspace (text[0]);

  if (is_quoted)
    g_string_append_c (csv, '"');
  if (is_guarded)
    g_string_append_c (csv, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  if (is_quoted)
    g_string_append_c (csv, '"');
}

GBytes *
gezin_sheet_write_csv (const GezinSheet *sheet)
{
  GString *csv = g_string_new (NULL);
  guint width = 0;

  for (guint i = 0; i < sheet->rows->len; i++)
    width = MAX (width, ((const GArray *) sheet->rows->pdata[i])->len);
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const GArray *row = sheet->rows->pdata[i];

      /* Each line has as many fields as the others. */
      for (guint j = 0; j < width; j++)
        {
          if (j > 0)
            g_string_append_c (csv, ',');
          if (j < row->len)
            write_csv_cell (csv, &g_array_index (row, Cell, j));
        }
      g_string_append (csv, "\r\n");
    }
  return g_string_free_to_bytes (csv);
}

/* ODS. */

static void
write_ods_cell (xmlTextWriter *writer, const Cell *cell)
{
  g_auto (GStrv) lines = g_strsplit (cell->text != NULL ? cell->text : "", "\n", -1);

  xmlTextWriterStartElement (writer, BAD_CAST "table:table-cell");
  if (cell->text != NULL)
    xmlTextWriterWriteAttribute (writer, BAD_CAST "office:value-type",
                                 BAD_CAST (cell->is_number ? "float" : "string"));
  if (cell->text != NULL && cell->is_number)
    xmlTextWriterWriteAttribute (writer, BAD_CAST "office:value", BAD_CAST cell->text);
  for (gsize i = 0; cell->text != NULL && lines[i] != NULL; i++)
    xmlTextWriterWriteElement (writer, BAD_CAST "text:p", BAD_CAST lines[i]);
  xmlTextWriterEndElement (writer);
}

/* What libxml2 cannot write (memory alone) shows at the end: a document that is not ended is none. */
static xmlBuffer *
write_content (const GezinSheet *sheet)
{
  xmlBuffer *buffer = xmlBufferCreate ();
  xmlTextWriter *writer = buffer != NULL ? xmlNewTextWriterMemory (buffer, 0) : NULL;

  if (writer == NULL)
    {
      g_clear_pointer (&buffer, xmlBufferFree);
      return NULL;
    }
  xmlTextWriterStartDocument (writer, NULL, "UTF-8", NULL);
  xmlTextWriterStartElement (writer, BAD_CAST "office:document-content");
  xmlTextWriterWriteAttribute (writer, BAD_CAST "xmlns:office", BAD_CAST NS_OFFICE);
  xmlTextWriterWriteAttribute (writer, BAD_CAST "xmlns:table", BAD_CAST NS_TABLE);
  xmlTextWriterWriteAttribute (writer, BAD_CAST "xmlns:text", BAD_CAST NS_TEXT);
  xmlTextWriterWriteAttribute (writer, BAD_CAST "office:version", BAD_CAST "1.3");
  xmlTextWriterStartElement (writer, BAD_CAST "office:body");
  xmlTextWriterStartElement (writer, BAD_CAST "office:spreadsheet");
  xmlTextWriterStartElement (writer, BAD_CAST "table:table");
  xmlTextWriterWriteAttribute (writer, BAD_CAST "table:name", BAD_CAST sheet->name);
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const GArray *row = sheet->rows->pdata[i];

      xmlTextWriterStartElement (writer, BAD_CAST "table:table-row");
      for (guint j = 0; j < row->len; j++)
        write_ods_cell (writer, &g_array_index (row, Cell, j));
      if (row->len == 0)
        xmlTextWriterWriteElement (writer, BAD_CAST "table:table-cell", NULL);
      xmlTextWriterEndElement (writer);
    }
  if (xmlTextWriterEndDocument (writer) < 0)
    g_clear_pointer (&buffer, xmlBufferFree);
  xmlFreeTextWriter (writer);
  return buffer;
}

static const char manifest[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest:manifest xmlns:manifest=\"" NS_MANIFEST "\" manifest:version=\"1.3\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\""
    " manifest:media-type=\"" MIMETYPE "\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>\n";

/* @bytes must live until the archive is closed. */
static gboolean
add_entry (zip_t *zip, const char *name, const void *bytes, gsize length, gint32 compression)
{
  zip_source_t *source = zip_source_buffer (zip, bytes, length, 0);
  zip_int64_t index = source != NULL ? zip_file_add (zip, name, source, 0) : -1;

  if (source != NULL && index < 0)
    zip_source_free (source);
  return index >= 0 && zip_set_file_compression (zip, (zip_uint64_t) index, compression, 0) == 0
         && zip_file_set_dostime (zip, (zip_uint64_t) index, 0, DOS_DATE, 0) == 0;
}

/* (nullable): What was written into @source, which was closed as an archive. */
static GBytes *
read_back (zip_source_t *source)
{
  zip_stat_t stat;
  g_autofree char *bytes = NULL;

  if (zip_source_stat (source, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0
      || zip_source_open (source) != 0)
    return NULL;
  bytes = g_malloc (stat.size);
  if (zip_source_read (source, bytes, stat.size) != (zip_int64_t) stat.size)
    g_clear_pointer (&bytes, g_free);
  zip_source_close (source);
  return bytes != NULL ? g_bytes_new_take (g_steal_pointer (&bytes), stat.size) : NULL;
}

/* The first entry is the type, stored as it is: by that the file is known. */
static GBytes *
pack (const xmlBuffer *content)
{
  zip_source_t *source = zip_source_buffer_create (NULL, 0, 0, NULL);
  zip_t *zip =
      source != NULL ? zip_open_from_source (source, ZIP_CREATE | ZIP_TRUNCATE, NULL) : NULL;
  GBytes *bytes = NULL;

  if (zip == NULL)
    {
      zip_source_free (source);
      return NULL;
    }
  zip_source_keep (source);
  if (!add_entry (zip, "mimetype", MIMETYPE, strlen (MIMETYPE), ZIP_CM_STORE)
      || !add_entry (zip, "content.xml", xmlBufferContent (content),
                     (gsize) xmlBufferLength (content), ZIP_CM_DEFLATE)
      || !add_entry (zip, "META-INF/manifest.xml", manifest, strlen (manifest), ZIP_CM_DEFLATE)
      || zip_close (zip) != 0)
    zip_discard (zip);
  else
    bytes = read_back (source);
  zip_source_free (source);
  return bytes;
}

GBytes *
gezin_sheet_write_ods (const GezinSheet *sheet, GError **error)
{
  xmlBuffer *content = write_content (sheet);
  GBytes *bytes = content != NULL ? pack (content) : NULL;

  g_clear_pointer (&content, xmlBufferFree);
  if (bytes == NULL)
    g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_LIBRARY,
                         "the spreadsheet cannot be written");
  return bytes;
}
