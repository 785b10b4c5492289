/* SPDX-License-Identifier: EUPL-1.2 */

/* What the monitor says, and the indicators as a table. */

#include "model/monitor-readings.h"

static const struct {
  const char *code;
  GezinIndicatorUnit unit;
} indicators[] = {
#define INDICATOR(SYMBOL, CODE, UNIT) { CODE, GEZIN_INDICATOR_##UNIT },
#include "model/monitor-indicators.inc"
#undef INDICATOR
};

const char *
gezin_indicator_code (GezinIndicator indicator)
{
  g_return_val_if_fail (indicator < GEZIN_N_INDICATORS, NULL);
  return indicators[indicator].code;
}

GezinIndicatorUnit
gezin_indicator_unit (GezinIndicator indicator)
{
  g_return_val_if_fail (indicator < GEZIN_N_INDICATORS, GEZIN_INDICATOR_COUNT);
  return indicators[indicator].unit;
}

static void
free_type (gpointer data)
{
  GezinMonitorType *type = data;

  g_free (type->code);
  g_free (type->label);
  g_free (type);
}

static void
free_period (gpointer data)
{
  GezinMonitorPeriod *period = data;

  g_free (period->types);
  g_free (period);
}

GezinMonitorReading *
gezin_monitor_reading_new (void)
{
  GezinMonitorReading *reading = g_new0 (GezinMonitorReading, 1);

  reading->periods = g_ptr_array_new_with_free_func (free_period);
  reading->types = g_ptr_array_new_with_free_func (free_type);
  reading->notes = g_ptr_array_new_with_free_func (g_free);
  return reading;
}

void
gezin_monitor_reading_free (GezinMonitorReading *reading)
{
  if (reading == NULL)
    return;
  g_ptr_array_unref (reading->periods);
  g_ptr_array_unref (reading->types);
  g_ptr_array_unref (reading->notes);
  g_free (reading);
}

GezinMonitorPeriod *
gezin_monitor_reading_add (GezinMonitorReading *reading, const GDate *from, const GDate *until)
{
  GezinMonitorPeriod *period = g_new0 (GezinMonitorPeriod, 1);

  period->from = *from;
  period->until = *until;
  period->types = g_new0 (GezinCell, MAX (reading->types->len, 1));
  g_ptr_array_add (reading->periods, period);
  return period;
}

void
gezin_monitor_definition_free (GezinMonitorDefinition *definition)
{
  g_free (definition->code);
  g_free (definition->label);
  g_free (definition->definition);
  g_free (definition->source);
  g_free (definition);
}

void
gezin_call_row_free (GezinCallRow *row)
{
  g_free (row->reference);
  g_free (row->name);
  g_free (row->phone);
  g_free (row->email);
  g_free (row->safe_to_contact);
  g_free (row->organisation);
  g_array_unref (row->relies_on);
  g_free (row);
}
