/* SPDX-License-Identifier: EUPL-1.2 */

/* Standard output: documents for programs, columns for people.
 *
 * Invariants:
 * 1. Nothing reaches standard output before gezin_output_flush().
 * 2. A JSON document is one line. */

#include "gezin/output.h"

#include "base/clock.h"
#include "gezin/command.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 100
#define MIN_WIDTH 40
#define GAP 2 /* columns between two cells */

static guint
terminal_width (void)
{
  struct winsize size = { 0 };

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= MIN_WIDTH)
    return size.ws_col;
  return DEFAULT_WIDTH;
}

GezinOutput *
gezin_output_new (void)
{
  GezinOutput *output = g_new0 (GezinOutput, 1);

  output->is_terminal = isatty (STDOUT_FILENO);
  output->width = terminal_width ();
  output->text = g_string_new (NULL);
  return output;
}

void
gezin_output_free (GezinOutput *output)
{
  if (output == NULL)
    return;
  g_string_free (output->text, TRUE);
  g_free (output);
}

void
gezin_output_print (GezinOutput *output, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (output->text, format, arguments);
  va_end (arguments);
  g_string_append_c (output->text, '\n');
}

void
gezin_output_raw (GezinOutput *output, const char *bytes, gsize length)
{
  g_string_append_len (output->text, bytes, (gssize) length);
}

void
gezin_output_document (GezinOutput *output, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  g_string_append (output->text, text);
  g_string_append_c (output->text, '\n');
}

gboolean
gezin_output_flush (GezinOutput *output, GError **error)
{
  gsize written = fwrite (output->text->str, 1, output->text->len, stdout);
  gboolean whole = written == output->text->len && fflush (stdout) == 0;

  g_string_truncate (output->text, 0);
  if (!whole)
    g_set_error_literal (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_MACHINE,
                         _ ("What was asked could not be printed in full: standard output is full "
                            "or closed. Send it somewhere with room."));
  return whole;
}

void
gezin_output_progress (guint64 done, guint64 total)
{
  if (!isatty (STDERR_FILENO))
    return;
  if (done < total)
    fprintf (stderr, "\r%" G_GUINT64_FORMAT " / %" G_GUINT64_FORMAT, done, total);
  else
    fputs ("\r\033[K", stderr);
  fflush (stderr);
}

/* Members of a JSON object. */

void
gezin_json_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
gezin_json_count (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
gezin_json_flag (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
gezin_json_uuid (JsonBuilder *builder, const char *name, const GezinUuid *uuid)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_json_text (builder, name, gezin_uuid_write (uuid, text));
}

void
gezin_json_id (JsonBuilder *builder, const char *name, guint64 id)
{
  char text[GEZIN_ID_TEXT_LENGTH + 1];

  gezin_json_text (builder, name, id != 0 ? gezin_id_write (id, text) : NULL);
}

void
gezin_json_time (JsonBuilder *builder, const char *name, gint64 instant)
{
  g_autofree char *text = gezin_instant_to_text (instant);

  gezin_json_text (builder, name, text);
}

/* Rows. */

struct _GezinTable {
  guint n_columns;
  guint n_rows; /* with the titles */
  GPtrArray *cells;
};

guint
gezin_text_width (const char *text)
{
  guint width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* A cell is one line: what would end or shift it becomes a space. */
static char *
cell_text (const char *text)
{
  char *cell = g_strdup (text != NULL ? text : "");

  for (char *at = cell; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      *at = ' ';
  return cell;
}

GezinTable *
gezin_table_new (guint n_columns, const char *const *titles)
{
  GezinTable *table = g_new0 (GezinTable, 1);

  table->n_columns = n_columns;
  table->cells = g_ptr_array_new_with_free_func (g_free);
  gezin_table_add (table, titles);
  return table;
}

void
gezin_table_add (GezinTable *table, const char *const *cells)
{
  for (guint i = 0; i < table->n_columns; i++)
    g_ptr_array_add (table->cells, cell_text (cells[i]));
  table->n_rows++;
}

static guint *
column_widths (const GezinTable *table)
{
  guint *widths = g_new0 (guint, table->n_columns);

  for (guint i = 0; i < table->cells->len; i++)
    {
      guint width = gezin_text_width (table->cells->pdata[i]);

      widths[i % table->n_columns] = MAX (widths[i % table->n_columns], width);
    }
  return widths;
}

/* Adds as much of @text as fits into @room columns; returns the columns taken. */
static guint
append_cut (GString *line, const char *text, guint room)
{
  guint taken = 0;

  if (gezin_text_width (text) <= room)
    {
      g_string_append (line, text);
      return gezin_text_width (text);
    }
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      g_autofree char *one = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
      guint width = gezin_text_width (one);

      if (taken + width + 1 > room)
        break;
      g_string_append (line, one);
      taken += width;
    }
  g_string_append (line, "…");
  return taken + 1;
}

static void
write_aligned (const GezinTable *table, GezinOutput *output)
{
  g_autofree guint *widths = column_widths (table);

  for (guint row = 0; row < table->n_rows; row++)
    {
      guint left = 0;

      for (guint column = 0; column < table->n_columns; column++)
        {
          const char *cell = table->cells->pdata[row * table->n_columns + column];
          gboolean is_last = column + 1 == table->n_columns;
          guint room = output->width > left + 1 ? output->width - left : 1;
          guint taken =
              append_cut (output->text, cell, is_last ? room : MIN (room, widths[column]));

          for (; !is_last && taken < widths[column] + GAP; taken++)
            g_string_append_c (output->text, ' ');
          left += widths[column] + GAP;
        }
      g_string_append_c (output->text, '\n');
    }
}

static void
write_with_tabs (const GezinTable *table, GezinOutput *output)
{
  for (guint i = table->n_columns; i < table->cells->len; i++)
    {
      g_string_append (output->text, table->cells->pdata[i]);
      g_string_append_c (output->text, (i + 1) % table->n_columns == 0 ? '\n' : '\t');
    }
}

void
gezin_table_write (GezinTable *table, GezinOutput *output)
{
  if (table->n_rows > 1 && output->is_terminal)
    write_aligned (table, output);
  else if (table->n_rows > 1)
    write_with_tabs (table, output);
  g_ptr_array_unref (table->cells);
  g_free (table);
}
