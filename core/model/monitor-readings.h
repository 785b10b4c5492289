/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"

G_BEGIN_DECLS

/* What the monitor says. Numbers over families; no family, person or worker can be told from them
 * but for the call list, which is a list of persons and says so. */

typedef enum {
#define INDICATOR(SYMBOL, CODE, UNIT) GEZIN_INDICATOR_##SYMBOL,
#include "model/monitor-indicators.inc"
#undef INDICATOR
  GEZIN_N_INDICATORS
} GezinIndicator;

typedef enum {
  GEZIN_INDICATOR_COUNT,
  GEZIN_INDICATOR_FLOW, /* a count of what happened: parts of a period add up to it */
  GEZIN_INDICATOR_TENTHS,
} GezinIndicatorUnit;

/** gezin_indicator_code: (transfer none): As in the list `indicator` and in JSON. */
const char *gezin_indicator_code (GezinIndicator indicator);
GezinIndicatorUnit gezin_indicator_unit (GezinIndicator indicator);

typedef enum {
  GEZIN_CELL_GIVEN,
  GEZIN_CELL_NONE, /* nothing to divide, or too few answers */
  GEZIN_CELL_HIDDEN, /* too small to leave the team, or another could be computed from it */
} GezinCellState;

typedef struct {
  gint64 value; /* a count, or tenths; 0 unless given */
  GezinCellState state;
} GezinCell;

/** GezinMonitorPeriod: What is said of one period. */
typedef struct {
  GDate from;
  GDate until; /* that day included */
  GezinCell cells[GEZIN_N_INDICATORS];
  GezinCell *types; /* measures by type, as the reading has them */
  GezinCell opening; /* families with involvement at the end of the day before */
  GezinCell ever_before; /* families ever, by the day before */
  GezinCell
      difference; /* what opening + registered - ended lacks to what is active; may be negative */
} GezinMonitorPeriod;

typedef struct {
  char *code;
  char *label;
} GezinMonitorType;

/** GezinMonitorReading: */
typedef struct {
  GPtrArray *periods; /* GezinMonitorPeriod: the one that was asked for, then its parts in order */
  GPtrArray *types; /* GezinMonitorType: kinds of measures that count */
  GDate counted_from;
  guint smallest; /* number that may leave the team */
  gboolean is_outside;
  gint64 undated[4]; /* by GezinFactUndated: what could not be counted */
  GPtrArray *notes; /* char *: whole sentences in the reader's language */
} GezinMonitorReading;

GezinMonitorReading *gezin_monitor_reading_new (void);
void gezin_monitor_reading_free (GezinMonitorReading *reading);

/** gezin_monitor_reading_add: (transfer none): A period at the end, with cells that are given and 0; @types stand already. */
GezinMonitorPeriod *gezin_monitor_reading_add (GezinMonitorReading *reading, const GDate *from,
                                               const GDate *until);

/** GezinMonitorDefinition: One indicator, with what it counts. */
typedef struct {
  char *code;
  char *label;
  char *definition;
  char *source;
} GezinMonitorDefinition;

void gezin_monitor_definition_free (GezinMonitorDefinition *definition);

/** GezinCallRow: Somebody who may be called for research. */
typedef struct {
  GezinUuid dossier;
  GezinUuid person;
  char *reference; /* (nullable): of the dossier */
  char *name;
  char *phone; /* (nullable) */
  char *email; /* (nullable) */
  char *safe_to_contact; /* (nullable): what to mind when calling */
  char *organisation; /* who asked: the recipient that was consented to */
  GArray *relies_on; /* GezinUuid: consents */
} GezinCallRow;

void gezin_call_row_free (GezinCallRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinMonitorReading, gezin_monitor_reading_free)

G_END_DECLS
