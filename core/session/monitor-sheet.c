/* SPDX-License-Identifier: EUPL-1.2 */

/* The monitor and the call list for a spreadsheet, and a number as people read it. */

#include "session/monitor.h"

#include "base/clock.h"
#include "wire/sheet.h"

#include <glib/gi18n-lib.h>

/* With a point, whatever the language. */
static char *
plain_text (const GezinCell *cell, GezinIndicatorUnit unit)
{
  if (unit == GEZIN_INDICATOR_TENTHS)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, cell->value < 0 ? "-" : "",
                            ABS (cell->value) / 10, ABS (cell->value) % 10);
  return g_strdup_printf ("%" G_GINT64_FORMAT, cell->value);
}

char *
gezin_monitor_cell_text (const GezinCell *cell, GezinIndicatorUnit unit)
{
  if (cell->state == GEZIN_CELL_HIDDEN)
    return g_strdup ("*");
  if (cell->state == GEZIN_CELL_NONE)
    return g_strdup ("–");
  if (unit == GEZIN_INDICATOR_TENTHS)
    /* Translators: a number with one decimal: put the sign in the middle that is usual. */
    return g_strdup_printf (_ ("%d.%d"), (int) (cell->value / 10), (int) (cell->value % 10));
  return plain_text (cell, unit);
}

static void
add_number (GezinSheet *sheet, const GezinCell *cell, GezinIndicatorUnit unit)
{
  g_autofree char *text = cell->state == GEZIN_CELL_GIVEN ? plain_text (cell, unit) : NULL;

  if (text != NULL)
    gezin_sheet_number (sheet, text);
  else
    gezin_sheet_text (sheet, cell->state == GEZIN_CELL_HIDDEN ? "*" : NULL);
}

static void
add_head (GezinSheet *sheet, const GezinMonitorReading *reading)
{
  gezin_sheet_row (sheet);
  gezin_sheet_text (sheet, _ ("Code"));
  gezin_sheet_text (sheet, _ ("Indicator"));
  for (guint i = 0; i < reading->periods->len; i++)
    {
      const GezinMonitorPeriod *period = reading->periods->pdata[i];
      char from[GEZIN_DAY_TEXT_LENGTH + 1], until[GEZIN_DAY_TEXT_LENGTH + 1];
      g_autofree char *text = g_strdup_printf ("%s/%s", gezin_day_to_text (&period->from, from),
                                               gezin_day_to_text (&period->until, until));

      gezin_sheet_text (sheet, text);
    }
  gezin_sheet_text (sheet, _ ("Definition"));
}

static void
add_indicators (GezinSession *session, GezinSheet *sheet, const GezinMonitorReading *reading)
{
  g_autoptr (GPtrArray) definitions = gezin_session_monitor_definitions (session);

  for (guint i = 0; i < definitions->len; i++)
    {
      const GezinMonitorDefinition *definition = definitions->pdata[i];

      gezin_sheet_row (sheet);
      gezin_sheet_text (sheet, definition->code);
      gezin_sheet_text (sheet, definition->label);
      for (guint j = 0; j < reading->periods->len; j++)
        {
          const GezinMonitorPeriod *period = reading->periods->pdata[j];

          add_number (sheet, &period->cells[i], gezin_indicator_unit ((GezinIndicator) i));
        }
      gezin_sheet_text (sheet, definition->definition);
    }
}

static void
add_types (GezinSheet *sheet, const GezinMonitorReading *reading)
{
  for (guint i = 0; i < reading->types->len; i++)
    {
      const GezinMonitorType *type = reading->types->pdata[i];
      g_autofree char *code = g_strdup_printf ("measures/%s", type->code);

      gezin_sheet_row (sheet);
      gezin_sheet_text (sheet, code);
      gezin_sheet_text (sheet, type->label);
      for (guint j = 0; j < reading->periods->len; j++)
        add_number (sheet, &((GezinMonitorPeriod *) reading->periods->pdata[j])->types[i],
                    GEZIN_INDICATOR_COUNT);
      gezin_sheet_text (sheet, NULL);
    }
}

static const GezinCell *
line_cell (const GezinMonitorPeriod *period, guint place)
{
  switch (place)
    {
    case 0:
      return &period->opening;
    case 1:
      return &period->cells[GEZIN_INDICATOR_REGISTERED];
    case 2:
      return &period->cells[GEZIN_INDICATOR_ENDED];
    case 3:
      return &period->cells[GEZIN_INDICATOR_ACTIVE];
    default:
      return &period->difference;
    }
}

/* The line that reconciles: what there was, and what came and went. */
static void
add_line (GezinSheet *sheet, const GezinMonitorReading *reading)
{
  static const char *const codes[] = { "opening", "in", "out", "closing", "difference" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *code = g_strdup_printf ("reconciliation/%s", codes[i]);

      gezin_sheet_row (sheet);
      gezin_sheet_text (sheet, code);
      gezin_sheet_text (sheet, NULL);
      for (guint j = 0; j < reading->periods->len; j++)
        add_number (sheet, line_cell (reading->periods->pdata[j], i), GEZIN_INDICATOR_COUNT);
      gezin_sheet_text (sheet, NULL);
    }
}

static GBytes *
write_sheet (const GezinSheet *sheet, GezinSheetForm form, GError **error)
{
  return form == GEZIN_SHEET_ODS ? gezin_sheet_write_ods (sheet, error)
                                 : gezin_sheet_write_csv (sheet);
}

GBytes *
gezin_session_monitor_sheet (GezinSession *session, const GezinMonitorReading *reading,
                             GezinSheetForm form, GError **error)
{
  g_autoptr (GezinSheet) sheet = gezin_sheet_new (_ ("Monitor"));

  add_head (sheet, reading);
  add_indicators (session, sheet, reading);
  add_types (sheet, reading);
  add_line (sheet, reading);
  for (guint i = 0; i < reading->notes->len; i++)
    {
      gezin_sheet_row (sheet);
      gezin_sheet_text (sheet, "note");
      gezin_sheet_text (sheet, reading->notes->pdata[i]);
    }
  return write_sheet (sheet, form, error);
}

GBytes *
gezin_session_call_list_sheet (GPtrArray *rows, GezinSheetForm form, GError **error)
{
  g_autoptr (GezinSheet) sheet = gezin_sheet_new (_ ("Call list"));

  gezin_sheet_row (sheet);
  gezin_sheet_text (sheet, _ ("Dossier"));
  gezin_sheet_text (sheet, _ ("Name"));
  gezin_sheet_text (sheet, _ ("Telephone"));
  gezin_sheet_text (sheet, _ ("E-mail"));
  gezin_sheet_text (sheet, _ ("What to mind when calling"));
  gezin_sheet_text (sheet, _ ("For whom"));
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinCallRow *row = rows->pdata[i];

      gezin_sheet_row (sheet);
      gezin_sheet_text (sheet, row->reference);
      gezin_sheet_text (sheet, row->name);
      gezin_sheet_text (sheet, row->phone);
      gezin_sheet_text (sheet, row->email);
      gezin_sheet_text (sheet, row->safe_to_contact);
      gezin_sheet_text (sheet, row->organisation);
    }
  return write_sheet (sheet, form, error);
}
