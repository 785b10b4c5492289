/* SPDX-License-Identifier: EUPL-1.2 */

/* The monitor as JSON: one line, the same from the command and from the window. Numbers with a
 * decimal stand as they are read, 8.6, which a number of the machine could not hold exactly.
 *
 * Invariant: what is not given, or left out, is null; `hidden` names what was left out. */

#include "session/monitor.h"

#include "base/clock.h"

/* Opens a member; the comma before it comes by itself. */
static void
add_name (GString *json, const char *name)
{
  char last = json->len > 0 ? json->str[json->len - 1] : '\0';

  if (last != '{' && last != '\0')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "\"%s\":", name);
}

static void
add_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    if (*at == '"' || *at == '\\')
      g_string_append_printf (json, "\\%c", *at);
    else if ((guchar) *at < 0x20)
      g_string_append_printf (json, "\\u%04x", (guint) (guchar) *at);
    else
      g_string_append_c (json, *at);
  g_string_append_c (json, '"');
}

/* An item of a list. */
static void
add_item (GString *json, const char *text)
{
  if (json->str[json->len - 1] != '[')
    g_string_append_c (json, ',');
  add_string (json, text);
}

static void
add_cell (GString *json, const char *name, const GezinCell *cell, GezinIndicatorUnit unit)
{
  add_name (json, name);
  if (cell->state != GEZIN_CELL_GIVEN)
    g_string_append (json, "null");
  else if (unit == GEZIN_INDICATOR_TENTHS)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                            cell->value < 0 ? "-" : "", ABS (cell->value) / 10,
                            ABS (cell->value) % 10);
  else
    g_string_append_printf (json, "%" G_GINT64_FORMAT, cell->value);
}

static void
add_day (GString *json, const char *name, const GDate *day)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];

  add_name (json, name);
  add_string (json, gezin_day_to_text (day, text));
}

static void
add_line (GString *json, const GezinMonitorPeriod *period)
{
  const struct {
    const char *name;
    const GezinCell *cell;
  } cells[] = {
    { "opening", &period->opening },
    { "in", &period->cells[GEZIN_INDICATOR_REGISTERED] },
    { "out", &period->cells[GEZIN_INDICATOR_ENDED] },
    { "closing", &period->cells[GEZIN_INDICATOR_ACTIVE] },
    { "difference", &period->difference },
    { "started", &period->cells[GEZIN_INDICATOR_STARTED] },
    { "restarted", &period->cells[GEZIN_INDICATOR_RESTARTED] },
    { "ever-before", &period->ever_before },
  };

  add_name (json, "reconciliation");
  g_string_append_c (json, '{');
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    add_cell (json, cells[i].name, cells[i].cell, GEZIN_INDICATOR_COUNT);
  g_string_append_c (json, '}');
}

static void
add_hidden (GString *json, const GezinMonitorPeriod *period)
{
  add_name (json, "hidden");
  g_string_append_c (json, '[');
  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    if (period->cells[i].state == GEZIN_CELL_HIDDEN)
      add_item (json, gezin_indicator_code ((GezinIndicator) i));
  g_string_append_c (json, ']');
}

/* The members of one period, in the object that is open. */
static void
add_period (GString *json, const GezinMonitorReading *reading, const GezinMonitorPeriod *period)
{
  add_day (json, "from", &period->from);
  add_day (json, "until", &period->until);
  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    add_cell (json, gezin_indicator_code ((GezinIndicator) i), &period->cells[i],
              gezin_indicator_unit ((GezinIndicator) i));
  add_name (json, "measures-by-type");
  g_string_append_c (json, '{');
  for (guint i = 0; i < reading->types->len; i++)
    add_cell (json, ((GezinMonitorType *) reading->types->pdata[i])->code, &period->types[i],
              GEZIN_INDICATOR_COUNT);
  g_string_append_c (json, '}');
  add_line (json, period);
  if (reading->is_outside)
    add_hidden (json, period);
}

char *
gezin_session_monitor_json (const GezinMonitorReading *reading)
{
  GString *json = g_string_new ("{");

  add_period (json, reading, reading->periods->pdata[0]);
  add_day (json, "counted-from", &reading->counted_from);
  add_name (json, "outside");
  g_string_append (json, reading->is_outside ? "true" : "false");
  add_name (json, "series");
  g_string_append_c (json, '[');
  for (guint i = 1; i < reading->periods->len; i++)
    {
      g_string_append (json, i > 1 ? ",{" : "{");
      add_period (json, reading, reading->periods->pdata[i]);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  add_name (json, "notes");
  g_string_append_c (json, '[');
  for (guint i = 0; i < reading->notes->len; i++)
    add_item (json, reading->notes->pdata[i]);
  g_string_append (json, "]}");
  return g_string_free (json, FALSE);
}
