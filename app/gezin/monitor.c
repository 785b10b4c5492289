/* SPDX-License-Identifier: EUPL-1.2 */

/* The programme's indicators: for people, as JSON, for a spreadsheet; what they mean; and whom
 * researchers may call. */

#include "session/monitor.h"

#include "gezin/command.h"

#include "base/clock.h"
#include "base/file.h"
#include "session/when.h"

#include <glib/gi18n.h>
#include <string.h>

/* What was asked. */

static gboolean
read_parts (const char *by, GezinMonitorParts *parts, GError **error)
{
  static const char *const names[] = { "whole", "month", "quarter", "year" };

  *parts = GEZIN_MONITOR_WHOLE;
  for (guint i = 0; by != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (by, names[i]))
      {
        *parts = (GezinMonitorParts) i;
        return TRUE;
      }
  return by == NULL
         || gezin_command_fail_use (error, _ ("--by takes month, quarter, year or whole."));
}

/* Sets @is_text when it goes to people or as JSON. */
static gboolean
read_form (const GezinCall *call, GezinSheetForm *form, gboolean *is_text, GError **error)
{
  const GezinOptions *options = &call->options;
  gboolean is_csv = options->csv || g_strcmp0 (options->as, "csv") == 0;
  gboolean is_ods = g_strcmp0 (options->as, "ods") == 0;

  *is_text = !is_csv && !is_ods;
  *form = is_ods ? GEZIN_SHEET_ODS : GEZIN_SHEET_CSV;
  if ((options->as != NULL && !is_ods && g_strcmp0 (options->as, "csv") != 0)
      || (options->csv && is_ods) || (options->json && !*is_text))
    return gezin_command_fail_use (error, _ ("--as takes csv or ods, and goes without --json."));
  if (*is_text && options->output != NULL)
    return gezin_command_fail_use (error, _ ("-o takes a spreadsheet: add --csv or --as ods."));
  if (is_ods && options->output == NULL)
    return gezin_command_fail_use (error, _ ("A spreadsheet needs a place: give a file with -o."));
  return TRUE;
}

static gboolean
write_sheet (GezinCall *call, GBytes *bytes, GError **error)
{
  const char *path = call->options.output;
  gsize length;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (path != NULL && strcmp (path, "-") != 0)
    return gezin_file_write_durably (path, data, length, error);
  gezin_output_raw (call->output, data, length);
  return TRUE;
}

/* For people. */

static char *
day_text (const GDate *day)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];

  return gezin_when_short (gezin_day_to_text (day, text));
}

static char *
period_text (const GezinMonitorPeriod *period)
{
  g_autofree char *from = day_text (&period->from);
  g_autofree char *until = day_text (&period->until);

  /* Translators: two days, the second included. */
  return g_strdup_printf (_ ("%s to %s"), from, until);
}

/* The rows of one figure: its name, then its value in each period. */
static void
print_row (GezinTable *table, const GezinMonitorReading *reading, const char *label,
           GezinIndicator indicator, gint type)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (label));
  for (guint i = 0; i < reading->periods->len; i++)
    {
      const GezinMonitorPeriod *period = reading->periods->pdata[i];

      g_ptr_array_add (
          cells, type < 0 ? gezin_monitor_cell_text (&period->cells[indicator],
                                                     gezin_indicator_unit (indicator))
                          : gezin_monitor_cell_text (&period->types[type], GEZIN_INDICATOR_COUNT));
    }
  gezin_table_add (table, (const char *const *) cells->pdata);
}

static void
print_table (GezinCall *call, const GezinMonitorReading *reading)
{
  g_autoptr (GPtrArray) definitions = gezin_session_monitor_definitions (call->session);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  GezinTable *table;

  g_ptr_array_add (titles, g_strdup (_ ("Indicator")));
  for (guint i = 0; i < reading->periods->len; i++)
    g_ptr_array_add (titles, period_text (reading->periods->pdata[i]));
  table = gezin_table_new (titles->len, (const char *const *) titles->pdata);
  for (guint i = 0; i < definitions->len; i++)
    {
      print_row (table, reading, ((GezinMonitorDefinition *) definitions->pdata[i])->label,
                 (GezinIndicator) i, -1);
      for (guint j = 0; i == GEZIN_INDICATOR_MEASURES && j < reading->types->len; j++)
        {
          g_autofree char *label =
              g_strdup_printf ("  %s", ((GezinMonitorType *) reading->types->pdata[j])->label);

          print_row (table, reading, label, (GezinIndicator) i, (gint) j);
        }
    }
  gezin_table_write (table, call->output);
}

/* What there was, and what came and went. */
static void
print_line (GezinCall *call, const GezinMonitorPeriod *period)
{
  const GezinCell *cells[] = { &period->opening,
                               &period->cells[GEZIN_INDICATOR_REGISTERED],
                               &period->cells[GEZIN_INDICATOR_ENDED],
                               &period->cells[GEZIN_INDICATOR_ACTIVE],
                               &period->difference,
                               &period->cells[GEZIN_INDICATOR_STARTED],
                               &period->cells[GEZIN_INDICATOR_RESTARTED] };
  char *texts[G_N_ELEMENTS (cells)];

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    texts[i] = gezin_monitor_cell_text (cells[i], GEZIN_INDICATOR_COUNT);
  gezin_output_print (call->output, "%s", "");
  gezin_output_print (
      call->output,
      /* Translators: numbers of families: there were, were registered, ended, are
                       * there now, and what is lacking. */
      _ ("%s at the start + %s registered − %s ended; %s at the end; difference %s"), texts[0],
      texts[1], texts[2], texts[3], texts[4]);
  gezin_output_print (call->output,
                      _ ("%s at the start + %s begun + %s begun again − %s ended = %s at the end"),
                      texts[0], texts[5], texts[6], texts[2], texts[3]);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_free (texts[i]);
}

static void
write_text (GezinCall *call, const GezinMonitorReading *reading)
{
  print_table (call, reading);
  print_line (call, reading->periods->pdata[0]);
  for (guint i = 0; i < reading->notes->len; i++)
    gezin_output_print (call->output, "%s", (const char *) reading->notes->pdata[i]);
}

static gboolean
run_numbers (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  g_autoptr (GezinMonitorReading) reading = NULL;
  GezinSheetForm form;
  gboolean is_text;
  GezinMonitorAsked asked = { .is_outside = options->outside };

  if (options->from == NULL || options->until == NULL)
    return gezin_command_fail_use (error, _ ("Say which period: --from DAY --until DAY."));
  if (!gezin_call_read_day (options->from, &asked.from, error)
      || !gezin_call_read_day (options->until, &asked.until, error)
      || !read_parts (options->by, &asked.parts, error)
      || !read_form (call, &form, &is_text, error))
    return FALSE;
  reading = gezin_session_monitor (call->session, &asked, error);
  if (reading == NULL)
    return FALSE;
  if (!is_text)
    {
      g_autoptr (GBytes) bytes = gezin_session_monitor_sheet (call->session, reading, form, error);

      return write_sheet (call, bytes, error);
    }
  if (call->output->is_json)
    {
      g_autofree char *json = gezin_session_monitor_json (reading);

      gezin_output_print (call->output, "%s", json);
    }
  else
    write_text (call, reading);
  return TRUE;
}

/* Definitions. */

static void
write_definitions (GezinCall *call)
{
  g_autoptr (GPtrArray) rows = gezin_session_monitor_definitions (call->session);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinMonitorDefinition *row = rows->pdata[i];

      if (!call->output->is_json)
        gezin_output_print (call->output, "%s (%s)\n  %s\n  [%s]", row->label, row->code,
                            row->definition != NULL ? row->definition : "",
                            row->source != NULL ? row->source : "");
      json_builder_begin_object (builder);
      gezin_json_text (builder, "code", row->code);
      gezin_json_text (builder, "label", row->label);
      gezin_json_text (builder, "definition", row->definition);
      gezin_json_text (builder, "source", row->source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (call->output->is_json)
    gezin_output_document (call->output, builder);
}

/* The call list. */

static void
write_calls_json (GezinCall *call, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinCallRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", &row->dossier);
      gezin_json_text (builder, "reference", row->reference);
      gezin_json_uuid (builder, "person", &row->person);
      gezin_json_text (builder, "name", row->name);
      gezin_json_text (builder, "phone", row->phone);
      gezin_json_text (builder, "email", row->email);
      gezin_json_text (builder, "safe-to-contact", row->safe_to_contact);
      gezin_json_text (builder, "organisation", row->organisation);
      json_builder_set_member_name (builder, "relies-on");
      json_builder_begin_array (builder);
      for (guint j = 0; j < row->relies_on->len; j++)
        {
          char id[GEZIN_UUID_TEXT_LENGTH + 1];

          json_builder_add_string_value (
              builder, gezin_uuid_write (&g_array_index (row->relies_on, GezinUuid, j), id));
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_calls_text (GezinCall *call, GPtrArray *rows)
{
  GezinTable *table = gezin_table_new (
      6, (const char *const[]){ _ ("Dossier"), _ ("Name"), _ ("Telephone"), _ ("E-mail"),
                                _ ("What to mind when calling"), _ ("For whom") });

  for (guint i = 0; i < rows->len; i++)
    {
      const GezinCallRow *row = rows->pdata[i];

      gezin_table_add (table,
                       (const char *const[]){ row->reference, row->name, row->phone, row->email,
                                              row->safe_to_contact, row->organisation });
    }
  gezin_table_write (table, call->output);
  if (rows->len == 0)
    gezin_output_print (call->output, "%s", _ ("Nobody may be called for research on that day."));
  else
    gezin_output_print (call->output, "%s",
                        _ ("This list stays in the team. What researchers get goes by “gezin "
                           "export”, which notes it in the dossier."));
}

static gboolean
run_call_list (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  GezinSheetForm form;
  gboolean is_text;
  GDate given;

  if (call->options.from != NULL || call->options.until != NULL || call->options.by != NULL
      || call->options.outside)
    return gezin_command_fail_use (error,
                                   _ ("The call list is of one day: give --date, and no period."));
  if (!read_form (call, &form, &is_text, error) || !gezin_call_day (call, &given, error))
    return FALSE;
  rows = gezin_session_call_list (call->session, call->options.date != NULL ? &given : NULL, error);
  if (rows == NULL)
    return FALSE;
  if (!is_text)
    {
      g_autoptr (GBytes) bytes = gezin_session_call_list_sheet (rows, form, error);

      return write_sheet (call, bytes, error);
    }
  if (call->output->is_json)
    write_calls_json (call, rows);
  else
    write_calls_text (call, rows);
  return TRUE;
}

gboolean
gezin_monitor_run (GezinCall *call, GError **error)
{
  if (call->options.definitions)
    {
      write_definitions (call);
      return TRUE;
    }
  if (!gezin_call_unlock (call, error))
    return FALSE;
  return call->options.call_list ? run_call_list (call, error) : run_numbers (call, error);
}
